//! `publish`: a folder for a data portal, complete and the same bytes from the same store.
//!
//! Parts, in reading order: the folder, written beside its place and swapped in ([`folder`]);
//! what is in it: dumps, acts, things, tables ([`contents`]); what changed since last time
//! ([`changes`], [`feed`]); the counts ([`void`]); the
//! catalogue ([`catalogue`]), for search engines and machine learning ([`croissant`]); the
//! questions ([`questions`]); what receivers read ([`pages`]); how well a portal will find the
//! catalogue described ([`quality`]). RDF is built as quads ([`describe`]).
//!
//! No clock: days are those of the acts.

mod catalogue;
mod changes;
mod contents;
mod croissant;
mod describe;
mod feed;
mod folder;
mod pages;
pub mod quality;
mod questions;
mod void;

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNode, Term as Node};
use oxigraph::store::StorageError;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use self::changes::{Acts, Patch};
use self::folder::Folder;
use self::quality::Quality;
use crate::config::publication::Publication;
use crate::export::graphml::GraphMlError;
use crate::export::stream::StreamError;
use crate::export::table::TableError;
use crate::graph::term::Term;
use crate::store::Store;
use crate::store::catalogue::property;
use crate::text::Language;

/// Why nothing was published; what was there before is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    #[error("the store's base {0} leads nowhere, and published IRIs must be followed for ever")]
    Base(String),
    #[error("the store holds no act")]
    Empty,
    #[error("{} is there, and is no publication", .0.display())]
    NotOurs(PathBuf),
    #[error("cannot write {}", .path.display())]
    Io {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error("the store cannot be read")]
    Storage(#[from] StorageError),
    #[error("a table could not be made")]
    Table(#[from] TableError),
    #[error("the graph could not be drawn")]
    GraphMl(#[from] GraphMlError),
}

impl PublishError {
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Base(_) => {
                Some("set `base` in hemicycle.toml to an address of yours, and build the store anew")
            }
            Self::Empty => Some("`hemicycle build FILES` first"),
            Self::NotOurs(_) => Some("give a folder that is not there yet, or one that `publish` wrote"),
            Self::Io { .. } | Self::Storage(_) | Self::Table(_) | Self::GraphMl(_) => None,
        }
    }
}

impl From<StreamError> for PublishError {
    fn from(error: StreamError) -> Self {
        match error {
            StreamError::Storage(error) => error.into(),
            StreamError::Write(error) => error.into(),
        }
    }
}

/// What was published.
#[derive(Debug)]
pub struct Published {
    pub files: usize,
    pub bytes: u64,
    pub quality: Quality,
    /// What changed since the publication before; nothing where that is so.
    pub changes: Option<Patch>,
}

/// What an address has in another spelling: also `%`, where it stands in the name of a file.
const NOT_IN_ADDRESS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b'#');

/// What every part goes by.
struct Release<'r> {
    store: &'r Store,
    publication: &'r Publication,
    language: Language,
    /// Acts that were read, by IRI.
    acts: Vec<NamedNode>,
    /// First and last day of adoption.
    days: Option<(Date, Date)>,
    /// Where the folder is served, without a final slash.
    address: String,
}

impl Release<'_> {
    /// Address of a file of the folder.
    fn url(&self, path: &str) -> String {
        format!("{}/{}", self.address, utf8_percent_encode(path, NOT_IN_ADDRESS))
    }

    /// The release's day, for what changed with it: its name, where that is a day, else that of
    /// the newest act.
    fn day(&self) -> Option<Date> {
        let named = self.publication.version.as_ref().and_then(|it| it.parse::<Date>().ok());
        named.or(self.days.map(|(_, last)| last))
    }

    /// The release's name: what the settings say, else the day of the newest act.
    fn version(&self) -> String {
        let day = || self.days.map(|(_, last)| last.to_string());
        self.publication.version.clone().or_else(day).unwrap_or_else(|| "0".to_owned())
    }
}

/// Writes the folder `dir` anew.
pub fn publish(
    store: &Store,
    publication: &Publication,
    language: Language,
    dir: &Path,
) -> Result<Published, PublishError> {
    if !store.minter().is_publishable() {
        return Err(PublishError::Base(store.minter().base().to_owned()));
    }
    let acts: Vec<NamedNode> = store.held()?.into_keys().map(NamedNode::new_unchecked).collect();
    if acts.is_empty() {
        return Err(PublishError::Empty);
    }
    let release = Release {
        store,
        publication,
        language,
        days: days(store, &acts)?,
        acts,
        address: publication.address.clone().unwrap_or_else(|| store.minter().base().to_owned()),
    };
    let mut folder = Folder::beside(dir)?;
    let tables = contents::write(&release, &mut folder)?;
    let known = changes::known(&folder);
    let chain = changes::write(&release, &mut folder)?;
    feed::write(&release, &chain, &mut folder)?;
    questions::write(&release, &mut folder)?;
    let counts = void::count(store)?;
    let described = catalogue::write(&release, &counts, &mut folder)?;
    croissant::write(&release, &tables, &mut folder)?;
    pages::write(&release, &tables, &counts, &mut folder)?;
    let (files, bytes) = folder.swap_in()?;
    let changes = chain.patches.into_iter().next_back().filter(|it| !known.contains(&it.file));
    Ok(Published { files, bytes, quality: quality::of(&described), changes })
}

/// First and last day on which an act was adopted.
fn days(store: &Store, acts: &[NamedNode]) -> Result<Option<(Date, Date)>, StorageError> {
    let mut days: Option<(Date, Date)> = None;
    for act in acts {
        let adopted = property(Term::DateDocument);
        for quad in store.oxigraph().quads_for_pattern(Some(act.as_ref().into()), Some(adopted), None, None) {
            let Node::Literal(day) = quad?.object else { continue };
            if day.datatype() == xsd::DATE
                && let Ok(day) = day.value().parse::<Date>()
            {
                days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
    }
    Ok(days)
}
