//! Archives: the documents inside `.zip`, `.tar`, `.tar.gz` and `.gz`, by content.
//!
//! Nothing is unpacked to disk, so a name with `../` is only a name. Entries are read one after
//! the other. Refused with a reason: archives inside archives, what unpacks to far more than it
//! was (bombs), links, encrypted entries. Office documents are zip files, too, and are documents.

use std::fmt;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;
use tar::PaxExtensions;
use zip::ZipArchive;
use zip::read::Config;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::{Input, is_read};
use crate::cli::report::Complaint;
use crate::source::LARGEST;
use crate::text::printable;

/// First bytes that show what a file is: a tar file says so at byte 257.
pub const HEAD: usize = 512;

/// Entries of one archive, also those that are not read.
const ENTRIES: usize = 100_000;
/// Bytes that all entries of one archive come to.
const TOTAL: u64 = 8 << 30;
/// How many times its packed size text unpacks to. Text is 3 to 20 times; a bomb 1,000 times.
const RATIO: u64 = 100;
/// So much may come out of any archive, whatever its ratio.
const FREE: u64 = 1 << 20;
/// Longest name that a tar file may give in a block of its own.
const NAME: u64 = 64 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Zip,
    Tar,
    Gzip,
}

type Put<'a> = &'a mut dyn FnMut(Result<Input, Complaint>) -> ControlFlow<()>;

/// Why an archive, or an entry, is not read.
#[derive(Debug)]
enum Fault {
    Broken(String),
    Nested,
    Encrypted,
    Method,
    Special,
    TooMany,
    EntryTooLarge,
    TotalTooLarge,
    Bomb,
    NoActs,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(_) => f.write_str("the archive is damaged"),
            Self::Nested => f.write_str("is an archive inside an archive"),
            Self::Encrypted => f.write_str("is encrypted"),
            Self::Method => f.write_str("is packed in a way that is not read"),
            Self::Special => f.write_str("is a link or a device, not a file"),
            Self::TooMany => write!(f, "too many entries: at most {ENTRIES} are read"),
            Self::EntryTooLarge => write!(f, "too large: at most {LARGEST} bytes are read"),
            Self::TotalTooLarge => write!(f, "unpacks to more than {TOTAL} bytes"),
            Self::Bomb => write!(f, "unpacks to more than {RATIO} times its size"),
            Self::NoActs => f.write_str("no acts in the archive"),
        }
    }
}

impl std::error::Error for Fault {}

impl Fault {
    const fn hint(&self) -> &'static str {
        match self {
            Self::Broken(_) => "fetch it again; what could be read of it was read",
            Self::Nested => "unpack the outer archive, and give the inner one",
            Self::Encrypted => "unpack it with its password first",
            Self::Method => "pack it again with deflate, as common tools do",
            Self::Special => "pack the file itself",
            Self::TooMany | Self::TotalTooLarge => "split it into several archives",
            Self::EntryTooLarge => "an act has some pages; split a collection into its acts",
            Self::Bomb => "no text is packed so tightly; if it is one, unpack it first",
            Self::NoActs => "files whose endings tell that they are documents are read",
        }
    }

    fn told(self, name: &str) -> Complaint {
        let complaint = Complaint::error(format!("{name}: {self}")).hint(Some(self.hint()));
        match self {
            Self::Broken(cause) => complaint.caused_by(&io::Error::other(cause)),
            _ => complaint,
        }
    }

    fn of_io(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Broken(error.to_string()),
        }
    }

    fn of_zip(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::of_io(error),
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                Self::Encrypted
            }
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Self::Method,
            error => Self::Broken(error.to_string()),
        }
    }
}

/// Which kind of archive begins with `head`; an office document is none.
pub fn kind(head: &[u8], file: &mut (impl Read + Seek)) -> Option<Kind> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {
            if is_office(file) {
                None
            } else {
                Some(Kind::Zip)
            }
        }
        [0x1F, 0x8B, ..] => Some(Kind::Gzip),
        _ if is_tar(head) => Some(Kind::Tar),
        _ => None,
    }
}

fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// Whether a zip file is one document: OOXML, OpenDocument, EPUB.
fn is_office(file: &mut (impl Read + Seek)) -> bool {
    match zip_of(file) {
        Ok(zip) => {
            zip.index_for_name("[Content_Types].xml").is_some() || zip.index_for_name("mimetype").is_some()
        }
        Err(_) => false,
    }
}

/// The directory of a zip file, read only if it is no longer than [`ENTRIES`].
fn zip_of<R: Read + Seek>(mut file: R) -> Result<ZipArchive<R>, Fault> {
    let entries = ZipIterable::try_new(&mut file, Config::default()).map_err(Fault::of_zip)?.len();
    if entries > ENTRIES {
        return Err(Fault::TooMany);
    }
    file.rewind().map_err(Fault::of_io)?;
    ZipArchive::new(file).map_err(Fault::of_zip)
}

/// Hands over the documents in an archive, and what is wrong with it or with them.
pub fn open(kind: Kind, file: impl Read + Seek, name: &str, put: Put<'_>) -> ControlFlow<()> {
    let mut found = 0_usize;
    let mut counted = |item: Result<Input, Complaint>| {
        found += 1;
        put(item)
    };
    let result = match kind {
        Kind::Zip => zip(file, name, &mut counted),
        Kind::Tar => tar(Measured::new(BufReader::new(file), Counted::default()), name, &mut counted),
        Kind::Gzip => gzip(file, name, &mut counted),
    };
    match result {
        Ok(ControlFlow::Continue(())) if found == 0 => put(Err(Fault::NoActs.told(name))),
        Ok(flow) => flow,
        Err(fault) => put(Err(fault.told(name))),
    }
}

fn zip(mut file: impl Read + Seek, name: &str, put: Put<'_>) -> Result<ControlFlow<()>, Fault> {
    let length = file.seek(io::SeekFrom::End(0)).map_err(Fault::of_io)?;
    file.rewind().map_err(Fault::of_io)?;
    let mut zip = zip_of(BufReader::new(file))?;
    // Entries that lie one over the other come to more than the file holds.
    let mut rest = TOTAL.min(FREE.max(length.saturating_mul(RATIO)));
    for index in 0..zip.len() {
        let own = zip.name_for_index(index).and_then(Result::ok).map(|it| it.into_owned());
        let item = match zip.by_index(index) {
            Err(error) => {
                let own = own.unwrap_or_default();
                if !is_read(&own) {
                    continue;
                }
                Err(Fault::of_zip(error).told(&inside(name, &own)))
            }
            Ok(mut entry) => {
                let own = own.unwrap_or_else(|| String::from_utf8_lossy(entry.name_raw()).into_owned());
                let inner = inside(name, &own);
                let packed = entry.compressed_size();
                match wanted(&own, entry.is_dir(), entry.is_file()) {
                    Wanted::No => continue,
                    Wanted::Refused => Err(Fault::Special.told(&inner)),
                    Wanted::Yes => {
                        let most = FREE.max(packed.saturating_mul(RATIO)).min(rest);
                        let read = document(&mut entry, most);
                        if let Ok(bytes) = &read {
                            rest -= (bytes.len() as u64).min(rest);
                        }
                        held(inner, read)
                    }
                }
            }
        };
        if put(item).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if rest == 0 {
            return Err(if length.saturating_mul(RATIO) < TOTAL {
                Fault::Bomb
            } else {
                Fault::TotalTooLarge
            });
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn gzip(file: impl Read, name: &str, put: Put<'_>) -> Result<ControlFlow<()>, Fault> {
    let counted = Counted::default();
    let packed = BufReader::new(counted.over(file));
    let mut stream = Measured::new(MultiGzDecoder::new(packed), counted);
    let mut head = Vec::with_capacity(HEAD);
    (&mut stream).take(HEAD as u64).read_to_end(&mut head).map_err(Fault::of_io)?;
    let tarred = is_tar(&head);
    let whole = Cursor::new(head).chain(stream);
    if tarred {
        return tar(whole, name, put);
    }
    // One packed file: its name is the archive's without the ending.
    let last = name.rsplit('/').next().unwrap_or(name);
    let own = last.strip_suffix(".gz").unwrap_or(last).to_owned();
    let read = document(whole, u64::MAX);
    Ok(put(held(inside(name, &own), read)))
}

fn tar(stream: impl Read, name: &str, put: Put<'_>) -> Result<ControlFlow<()>, Fault> {
    let mut archive = tar::Archive::new(stream);
    // Raw: the library reads a long name whole into memory, however long it says it is.
    let entries = archive.entries().map_err(Fault::of_io)?.raw(true);
    let mut long = None;
    for (index, entry) in entries.enumerate() {
        if index >= ENTRIES {
            return Err(Fault::TooMany);
        }
        let mut entry = entry.map_err(Fault::of_io)?;
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let mut bytes = Vec::new();
            (&mut entry).take(NAME).read_to_end(&mut bytes).map_err(Fault::of_io)?;
            long = if kind.is_gnu_longname() {
                bytes.split(|&byte| byte == 0).next().map(<[u8]>::to_vec)
            } else {
                let path = PaxExtensions::new(&bytes).flatten().find(|it| it.key_bytes() == b"path");
                path.map(|it| it.value_bytes().to_vec()).or(long)
            };
            continue;
        }
        if kind.is_gnu_longlink() || kind.is_pax_global_extensions() {
            continue;
        }
        let bytes = long.take().unwrap_or_else(|| entry.header().path_bytes().into_owned());
        let own = String::from_utf8_lossy(&bytes).into_owned();
        let inner = inside(name, &own);
        let item = match wanted(&own, kind.is_dir(), kind.is_file() || kind.is_contiguous()) {
            Wanted::No => continue,
            Wanted::Refused => Err(Fault::Special.told(&inner)),
            Wanted::Yes => match document(&mut entry, u64::MAX) {
                // Where the stream ends, the library gives what there is of the entry.
                Ok(bytes) if (bytes.len() as u64) < entry.size() => {
                    return Err(Fault::Broken(format!("it ends inside {}", printable(&own))));
                }
                // What follows cannot be found any more.
                Err(fault @ (Fault::Broken(_) | Fault::Bomb | Fault::TotalTooLarge)) => return Err(fault),
                read => held(inner, read),
            },
        };
        if put(item).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

enum Wanted {
    Yes,
    No,
    Refused,
}

/// As in a folder: documents by their ending, none that is hidden.
fn wanted(name: &str, folder: bool, file: bool) -> Wanted {
    let hidden = name.split(['/', '\\']).any(|it| it.starts_with('.') && !it.trim_matches('.').is_empty())
        || name.starts_with("__MACOSX/");
    let archive = super::is_opened(name);
    if folder || hidden || !(is_read(name) || archive) {
        Wanted::No
    } else if file {
        Wanted::Yes
    } else {
        Wanted::Refused
    }
}

/// An entry's bytes, at most `most` and [`LARGEST`] of them.
fn document(stream: impl Read, most: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let limit = most.min(LARGEST);
    stream.take(limit + 1).read_to_end(&mut bytes).map_err(Fault::of_io)?;
    if bytes.len() as u64 > limit {
        return Err(if limit < LARGEST { Fault::Bomb } else { Fault::EntryTooLarge });
    }
    if kind(&bytes[..bytes.len().min(HEAD)], &mut Cursor::new(&bytes)).is_some() {
        return Err(Fault::Nested);
    }
    Ok(bytes)
}

fn held(name: String, read: Result<Vec<u8>, Fault>) -> Result<Input, Complaint> {
    match read {
        Ok(bytes) => Ok(Input::Held { name, bytes: Arc::new(bytes) }),
        Err(fault) => Err(fault.told(&name)),
    }
}

fn inside(archive: &str, entry: &str) -> String {
    format!("{archive}!/{}", printable(entry.trim_start_matches('/')))
}

/// Bytes that a stream has given, seen from outside.
#[derive(Clone, Default)]
struct Counted(std::rc::Rc<std::cell::Cell<u64>>);

impl Counted {
    fn over<R: Read>(&self, stream: R) -> impl Read + use<R> {
        struct Over<R>(R, Counted);
        impl<R: Read> Read for Over<R> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let length = self.0.read(into)?;
                let Counted(count) = &self.1;
                count.set(count.get() + length as u64);
                Ok(length)
            }
        }
        Over(stream, self.clone())
    }
}

/// A stream that ends in a fault when it gives far more than was taken in, or too much.
struct Measured<R> {
    stream: R,
    /// Bytes taken in; none are counted for what is not packed.
    packed: Counted,
    given: u64,
}

impl<R> Measured<R> {
    const fn new(stream: R, packed: Counted) -> Self {
        Self { stream, packed, given: 0 }
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(into)?;
        self.given += length as u64;
        let packed = self.packed.0.get();
        if self.given > TOTAL {
            return Err(io::Error::other(Fault::TotalTooLarge));
        }
        if packed > 0 && self.given > FREE && self.given > packed.saturating_mul(RATIO) {
            return Err(io::Error::other(Fault::Bomb));
        }
        Ok(length)
    }
}
