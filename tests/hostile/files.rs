//! Makes hostile files: every kind of broken, endless, nested or misleading file that came to
//! mind, from a fixed seed, so that each run has the same ones.

use std::io::{Cursor, Write as _};
use std::path::Path;

use super::large;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A good act: built.
    Good,
    /// Told once, with its reason.
    Refused,
    /// Built or told once: damage may leave an act.
    Either,
}

pub struct File {
    pub name: String,
    pub fate: Fate,
}

impl File {
    /// As messages show it.
    pub fn shown(&self) -> String {
        self.name.replace('\n', "\\n").replace('\u{202E}', "\\u{202e}")
    }
}

/// Number of the good act `index`.
pub fn number(index: usize) -> usize {
    7001 + index
}

fn act(number: usize) -> String {
    format!(
        "Resolution {number} (2031)\n\nOn fair play\n\nAuthor(s): Parliamentary Assembly\n\n\
         Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
         1. The Assembly recalls Resolution 3000 (2030).\n\n\
         2. The Assembly calls on the Parliament of Norway to review its law on fair play.\n"
    )
}

/// Numbers from a seed (xorshift): the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

struct Maker<'a> {
    folder: &'a Path,
    files: Vec<File>,
    /// Numbers of acts that are not to be mistaken for the good ones.
    next: usize,
}

impl Maker<'_> {
    fn file(&mut self, name: &str, bytes: &[u8], fate: Fate) {
        std::fs::write(self.folder.join(name), bytes).unwrap();
        self.files.push(File { name: name.to_owned(), fate });
    }

    fn act(&mut self) -> String {
        self.next += 1;
        act(self.next)
    }
}

/// Puts all files into a folder.
pub fn all(folder: &Path) -> Vec<File> {
    let mut maker = Maker { folder, files: Vec::new(), next: 20_000 };
    for index in 0..12 {
        maker.file(&format!("good-{index}.txt"), act(number(index)).as_bytes(), Fate::Good);
    }
    large_texts(&mut maker);
    characters(&mut maker);
    markup(&mut maker);
    packed(&mut maker);
    damaged(&mut maker);
    names(&mut maker);
    #[cfg(unix)]
    specials(&mut maker);
    maker.files
}

/// One thing without end.
fn large_texts(maker: &mut Maker<'_>) {
    for (index, (name, unit)) in large::KINDS.iter().enumerate() {
        let text = large::text(unit, 12 << 10).replace("3001", &(30_000 + index).to_string());
        let name = name.replace(' ', "-");
        maker.file(&format!("large-{name}.txt"), text.as_bytes(), Fate::Either);
    }
    let line = "word ".repeat(40_000);
    maker.file("endless-line.txt", line.as_bytes(), Fate::Refused);
    maker.file("too-long.txt", "word word word\n".repeat(600_000).as_bytes(), Fate::Refused);
    // Far more places than text: refused where the text is too long, not after the last of them.
    let long = [
        ("html", "<!DOCTYPE html><html><body>".to_owned() + &"<p id=a>b".repeat(1_500_000)),
        ("xml", format!("<?xml version=\"1.0\"?><a>{}</a>", "b<i>c</i>".repeat(1_500_000))),
    ];
    for (ending, text) in long {
        maker.file(&format!("too-long.{ending}"), text.as_bytes(), Fate::Refused);
    }
    let names: String = (0..100_000).map(|it| format!(" n{it}=1")).collect();
    maker.file(
        "attributes.html",
        format!("<!DOCTYPE html><html><p{names}>Dear Sir,</p></html>").as_bytes(),
        Fate::Refused,
    );
    // Sparse: as large as it says, with nothing on the disk.
    let file = std::fs::File::create(maker.folder.join("huge.txt")).unwrap();
    file.set_len(500 << 20).unwrap();
    maker.files.push(File { name: "huge.txt".to_owned(), fate: Fate::Refused });
}

/// Encodings and characters.
fn characters(maker: &mut Maker<'_>) {
    let cases: &[(&str, &[u8], Fate)] = &[
        ("empty", b"", Fate::Refused),
        ("blank", b" \n\t\r\n ", Fate::Refused),
        ("mark-only", b"\xEF\xBB\xBF", Fate::Refused),
        ("two-marks", b"\xEF\xBB\xBF\xEF\xBB\xBF", Fate::Refused),
        ("zeros", &[0; 4096], Fate::Refused),
        ("one-zero", b"Resolution 1 (2000)\0", Fate::Refused),
        ("controls", b"\x01\x02\x03\x04\x05\x06\x07\x08", Fate::Refused),
        ("lone-surrogate", b"\xFF\xFE\x00\xD8A\x00", Fate::Refused),
        ("lone-low-surrogate", b"\xFF\xFE\x00\xDCA\x00", Fate::Refused),
        ("odd-utf16", b"\xFF\xFEA\x00B", Fate::Refused),
        ("utf8-surrogate", b"Resolution \xC3\xA9\n\xED\xA0\x80", Fate::Refused),
        ("overlong", b"Resolution \xC3\xA9\n\xC0\xAF", Fate::Refused),
        ("five-bytes", b"Resolution \xC3\xA9\n\xF8\x88\x80\x80\x80", Fate::Refused),
        ("cut-in-a-letter", "Résolution é".as_bytes().split_last().unwrap().1, Fate::Refused),
        ("program", b"\x7FELF\x02\x01\x01\0\0\0", Fate::Refused),
        ("picture", b"\x89PNG\r\n\x1A\n\0\0", Fate::Refused),
        ("old-word", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Fate::Refused),
        ("rich-text", b"{\\rtf1 Resolution}", Fate::Refused),
        ("utf32", b"\xFF\xFE\0\0A\0\0\0B\0\0\0", Fate::Refused),
        ("all-bytes", &ALL_BYTES, Fate::Refused),
        ("letter", b"Dear Sir,\n\nthank you.\n", Fate::Refused),
    ];
    for (name, bytes, fate) in cases {
        maker.file(&format!("bytes-{name}.txt"), bytes, *fate);
    }
    // Marks of order inside, flooded letters, directions turned, invisible letters.
    let floods = [
        ("combining", "e\u{301}\u{302}\u{303}".repeat(3000)),
        ("one-letter", format!("e{}", "\u{301}".repeat(20_000))),
        ("turned", "\u{202E}0003 noituloseR\u{202C} ".repeat(2000)),
        ("isolates", "\u{2066}\u{2067}\u{2068}word\u{2069} ".repeat(2000)),
        ("invisible", "Re\u{200B}so\u{2060}lu\u{FEFF}tion 3000\u{AD} (2030) ".repeat(1500)),
        ("mark-inside", "Resolution\u{FEFF} 3000 (2030), ".repeat(1500)),
        ("tags", "\u{E0041}\u{E0042}word ".repeat(2000)),
        ("variation", "word\u{FE0F}\u{E0100} ".repeat(2000)),
        ("hangul", "\u{1112}\u{1161}\u{11AB}".repeat(3000)),
        ("separators", "word\u{2028}word\u{2029}\u{85}".repeat(2000)),
        ("noncharacters", "\u{FFFF}\u{FDD0}word ".repeat(2000)),
        ("wide-digits", "１. Resolution ２６１６ (２０２５)\n".repeat(1000)),
        ("arabic-digits", "١. Resolution ٢٦١٦ (٢٠٢٥)\n".repeat(1000)),
        ("private", "\u{E000}\u{F8FF} word ".repeat(2000)),
        ("dotless", "Iİıi LİSTE ǅ ŉ ß ﬁ ẞ ΐ ".repeat(1000)),
    ];
    for (name, flood) in floods {
        // Broken into lines that are read.
        let mut text = maker.act();
        for (index, c) in flood.chars().enumerate() {
            text.push(c);
            if index % 9_000 == 8_999 {
                text.push('\n');
            }
        }
        maker.file(&format!("letters-{name}.txt"), text.as_bytes(), Fate::Either);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        maker.file(&format!("wide-{name}.txt"), &[b"\xFF\xFE", wide.as_slice()].concat(), Fate::Either);
    }
}

static ALL_BYTES: [u8; 256] = {
    let mut all = [0; 256];
    let mut at = 0;
    while at < 256 {
        all[at] = at as u8;
        at += 1;
    }
    all
};

/// HTML and XML: nested, cut, with entities that grow.
fn markup(maker: &mut Maker<'_>) {
    let deep = 100_000;
    let cases = [
        ("deep.html", format!("<html>{}x", "<div>".repeat(deep))),
        ("deep-lists.html", format!("<html>{}x", "<ol><li>".repeat(deep / 2))),
        ("deep-tables.html", format!("<html>{}x", "<table><tr><td>".repeat(deep / 3))),
        ("deep-bold.html", format!("<html>{}x", "<b><i>".repeat(deep / 2))),
        ("deep-quotes.html", format!("<html>{}x", "<blockquote>".repeat(deep))),
        ("closed.html", format!("<html>{}x", "</div>".repeat(deep))),
        ("attributes.html", format!("<html><p {}>x</p>", "a=b ".repeat(deep))),
        ("one-attribute.html", format!("<html><p title=\"{}\">x</p>", "a".repeat(deep * 5))),
        ("comment.html", format!("<html><!-- {}", "- ".repeat(deep))),
        ("script.html", format!("<html><script>{}", "<a>".repeat(deep))),
        ("entities.html", format!("<html><p>{}", "&amp;&#x41;&nosuch;&#1114112;&#0;\n".repeat(deep / 10))),
        ("links.html", format!("<html>{}", "<a href=\"#n1\">1</a>\n".repeat(deep / 10))),
        ("items.html", format!("<html><ol>{}", "<li value=\"99999999999999999999\">x\n".repeat(deep / 20))),
        ("start.html", "<html><ol start=\"-2147483649\"><li>x<li>y</ol>".to_owned()),
        ("roman.html", "<html><ol type=\"i\" start=\"2000000000\"><li>x</ol>".to_owned()),
        ("span.html", "<html><table><tr><td colspan=\"4000000000\" rowspan=\"4000000000\">x".to_owned()),
        ("no-end.html", "<html><p title='".to_owned()),
        ("doctype.html", format!("<!DOCTYPE html {}", "[".repeat(deep))),
        (
            "laughs.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
             <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
             <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">]><a>&e;&e;&e;&e;</a>"
                .to_owned(),
        ),
        (
            "outside.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><a>&a;</a>"
                .to_owned(),
        ),
        ("deep.xml", format!("<?xml version=\"1.0\"?>{}x", "<a>".repeat(deep))),
        ("crossed.xml", "<?xml version=\"1.0\"?><a><b></a></b>".to_owned()),
        ("no-root.xml", "<?xml version=\"1.0\"?>".to_owned()),
        ("names.xml", format!("<?xml version=\"1.0\"?><a {}/>", "xmlns:a=\"b\" ".repeat(deep / 10))),
        (
            "deep.akn",
            format!(
                "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">{}x",
                "<section>".repeat(deep)
            ),
        ),
        ("empty.akn", "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"/>".to_owned()),
        (
            "loop.akn",
            "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><statement>\
             <ref href=\"#a\" eId=\"a\">x</ref></statement></akomaNtoso>"
                .to_owned(),
        ),
    ];
    for (name, text) in cases {
        maker.file(&format!("markup-{name}"), text.as_bytes(), Fate::Either);
    }
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

const TYPES: &str = "[Content_Types].xml";
const CONTENT: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

fn docx(document: &str) -> Vec<u8> {
    zip(&[(TYPES, CONTENT.as_bytes()), ("word/document.xml", document.as_bytes())])
}

/// Archives and office documents.
fn packed(maker: &mut Maker<'_>) {
    let bomb = vec![b' '; 8 << 20];
    let inner = zip(&[("a.txt", b"Resolution")]);
    let open =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    let cases = [
        ("bomb.zip", zip(&[("a.txt", &bomb)])),
        ("bomb.tar.gz", gzip(&tar_of("a.txt", &bomb))),
        ("bomb.txt.gz", gzip(&bomb)),
        ("nested.zip", zip(&[("a.zip", &inner)])),
        ("nested.tar.gz", gzip(&tar_of("a.zip", &inner))),
        ("no-acts.zip", zip(&[("a.exe", b"MZ")])),
        ("no-entries.zip", zip(&[])),
        ("outside.zip", zip(&[("../../../outside.txt", b"Dear Sir,\n")])),
        ("absolute.zip", zip(&[("/etc/absolute.txt", b"Dear Sir,\n")])),
        ("long-name.zip", zip(&[(&format!("{}.txt", "a".repeat(60_000)), b"Dear Sir,\n")])),
        ("cut.gz.txt", gzip(b"Resolution 1 (2000)")[..12].to_vec()),
        ("empty.tar", vec![0; 1024]),
        ("head-only.zip", b"PK\x03\x04".to_vec()),
        ("end-only.zip", b"PK\x05\x06".to_vec()),
        ("empty.docx", docx("")),
        ("no-document.docx", zip(&[(TYPES, CONTENT.as_bytes())])),
        ("deep.docx", docx(&format!("{open}{}", "<w:p>".repeat(100_000)))),
        ("cut.docx", docx(&format!("{open}<w:p><w:r><w:t>Resolution"))),
        ("bomb.docx", docx(&format!("{open}<w:p><w:r><w:t>{}", " ".repeat(80 << 20)))),
        (
            "laughs.docx",
            docx("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document>&b;</w:document>"),
        ),
        ("binary.docx", zip(&[(TYPES, b"\0\xFF"), ("word/document.xml", b"\0\xFF\xFE")])),
    ];
    for (name, bytes) in cases {
        maker.file(&format!("packed-{name}"), &bytes, Fate::Refused);
    }
    let two = [("a.txt", maker.act()), ("b.txt", maker.act())];
    let entries: Vec<(&str, &[u8])> = two.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    maker.file("packed-good.zip", &zip(&entries), Fate::Either);
}

fn tar_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    tar.append_data(&mut header, name, bytes).unwrap();
    tar.into_inner().unwrap()
}

/// Whole files cut off and with bits turned over.
fn damaged(maker: &mut Maker<'_>) {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let act = act(3000);
    let html = format!("<!DOCTYPE html><html><body><p>{}</p></body></html>", act.replace("\n\n", "</p><p>"));
    let xml = format!("<?xml version=\"1.0\"?><doc><p>{}</p></doc>", act.replace("\n\n", "</p><p>"));
    let open = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>";
    let word = docx(&format!(
        "{open}{}</w:t></w:r></w:p></w:body></w:document>",
        act.replace("\n\n", "</w:t></w:r></w:p><w:p><w:r><w:t>")
    ));
    let pdf = crate::pdf::sample();
    let wholes: [(&str, Vec<u8>); 7] = [
        ("txt", act.clone().into_bytes()),
        ("html", html.into_bytes()),
        ("xml", xml.into_bytes()),
        ("docx", word),
        ("pdf", pdf),
        ("zip", zip(&[("act.txt", act.as_bytes())])),
        ("tar.gz", gzip(&tar_of("act.txt", act.as_bytes()))),
    ];
    for (ending, whole) in &wholes {
        for round in 0..4 {
            let end = dice.roll(whole.len());
            maker.file(&format!("cut-{round}.{ending}"), &whole[..end], Fate::Either);
            let mut bytes = whole.clone();
            for _ in 0..=round * 4 {
                let at = dice.roll(bytes.len());
                bytes[at] ^= 1 << dice.roll(8);
            }
            maker.file(&format!("flipped-{round}.{ending}"), &bytes, Fate::Either);
            let at = dice.roll(whole.len());
            let twice = [&whole[..at], &whole[at / 2..]].concat();
            maker.file(&format!("doubled-{round}.{ending}"), &twice, Fate::Either);
        }
    }
}

/// Names that could pass for others.
fn names(maker: &mut Maker<'_>) {
    maker.file("wrong-ending.pdf", b"Dear Sir,\n", Fate::Refused);
    maker.file("wrong-ending.docx", b"<html><p>Dear Sir,</p></html>", Fate::Refused);
    maker.file("wrong-ending.zip", b"Dear Sir,\n", Fate::Refused);
    maker.file("-.txt", b"", Fate::Refused);
    maker.file("--help.txt", b"", Fate::Refused);
    maker.file("a b\"c'd.txt", b"", Fate::Refused);
    maker.file("$(touch x);`touch y`.txt", b"", Fate::Refused);
    maker.file("%s%n%x.txt", b"", Fate::Refused);
    maker.file(&format!("{}.txt", "n".repeat(240)), b"", Fate::Refused);
    #[cfg(unix)]
    {
        maker.file("line\nfeed.txt", b"", Fate::Refused);
        maker.file("turned\u{202E}txt.txt", b"", Fate::Refused);
    }
}

/// What is no file.
#[cfg(unix)]
fn specials(maker: &mut Maker<'_>) {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = maker.folder.to_owned();
    let mut add = |name: &str| maker.files.push(File { name: name.to_owned(), fate: Fate::Refused });
    symlink("loop.txt", folder.join("loop.txt")).unwrap();
    add("loop.txt");
    symlink("loop-b.txt", folder.join("loop-a.txt")).unwrap();
    symlink("loop-a.txt", folder.join("loop-b.txt")).unwrap();
    add("loop-a.txt");
    add("loop-b.txt");
    symlink("nowhere.txt", folder.join("dangling.txt")).unwrap();
    add("dangling.txt");
    symlink("/dev/zero", folder.join("zero.txt")).unwrap();
    add("zero.txt");
    symlink("/dev/null", folder.join("null.txt")).unwrap();
    add("null.txt");
    // A link to the folder itself, which is not followed.
    symlink(&folder, folder.join("round")).unwrap();
    symlink(&folder, folder.join("folder.txt")).unwrap();
    add("folder.txt");
    drop(UnixListener::bind(folder.join("socket.txt")).unwrap());
    add("socket.txt");
    if std::process::Command::new("mkfifo").arg(folder.join("pipe.txt")).status().is_ok_and(|it| it.success())
    {
        add("pipe.txt");
    }
}
