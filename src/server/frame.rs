//! What the front process and a worker say to each other over the worker's standard input and
//! output.
//!
//! A request is a length and a [`Request`]; a reply is two lengths, a [`Reply`] and the bytes of
//! the body. A worker sends nothing before it has the whole body, so a reply is whole or none.

use std::io::{self, Read, Write};

use oxigraph::model::Term;
use serde::{Deserialize, Serialize};

use super::format::{GraphFormat, RowFormat};

/// All quads of a snapshot, in its folder, once somebody has asked for them.
pub const DUMP: &str = "dump.nq";

/// What a worker is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    Query(Box<Query>),
    /// The triples of a graph; the default graph is the union of all, as for queries.
    Graph {
        name: Option<String>,
        format: GraphFormat,
    },
    /// All that a document about this thing says.
    Thing {
        iri: String,
        format: GraphFormat,
    },
    Service {
        endpoint: String,
        format: GraphFormat,
    },
    /// Writes all quads to the file [`DUMP`] of the snapshot.
    Dump,
    /// What each of these is called in this language: a list of as many names.
    Names {
        iris: Vec<String>,
        language: String,
    },
    /// Makes the index of the snapshot, by which names and words are found.
    Index,
    /// Things and paragraphs by words, things by the beginning of a name, things of a name that
    /// is near: a [`super::search::Page`], and twice a list of [`super::search::Shown`], in
    /// `postcard` form, with names of things in this language.
    Find {
        asked: crate::search::find::Asked,
        language: String,
    },
    Begin {
        text: String,
        kind: Option<crate::search::kind::Kind>,
        most: usize,
        language: String,
    },
    Near {
        text: String,
        most: usize,
        language: String,
    },
    /// For reconciliation, see [`super::matching`]: a list of candidates for each question; an
    /// [`super::matching::Extended`]; properties of a kind with their names.
    Match {
        wanted: Vec<super::matching::Wanted>,
        language: String,
    },
    Extend {
        ids: Vec<String>,
        properties: Vec<super::matching::Fetched>,
        language: String,
    },
    Properties {
        kind: Option<crate::search::kind::Kind>,
        language: String,
    },
    /// Answers of our own questions, for pages: a [`Tables`] in `postcard` form, with names of
    /// things in this language.
    Tables {
        asked: Vec<Asked>,
        language: String,
    },
}

/// Somebody's SPARQL, as it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    pub text: String,
    /// The protocol's data set; where it names none, the query's own, else the union of all.
    pub default_graphs: Vec<String>,
    pub named_graphs: Vec<String>,
    /// What the client takes, for each form an answer may have. None: nothing we write.
    pub rows: Option<RowFormat>,
    pub truth: Option<RowFormat>,
    pub graph: Option<GraphFormat>,
}

/// A question of `questions/` or of the catalogue, and the values of its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub question: String,
    pub values: Vec<(String, Value)>,
}

/// A term, in a form that can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    Iri(String),
    Literal {
        text: String,
        language: Option<String>,
        datatype: Option<String>,
    },
    /// As a user typed it, to be read by the type of its parameter.
    Typed(String),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Literal { text: text.into(), language: None, datatype: None }
    }

    /// Nothing for a blank node or a quoted triple: our graph has none.
    pub fn of(term: &Term) -> Option<Self> {
        match term {
            Term::NamedNode(it) => Some(Self::Iri(it.as_str().to_owned())),
            Term::Literal(it) => Some(Self::Literal {
                text: it.value().to_owned(),
                language: it.language().map(str::to_owned),
                datatype: Some(it.datatype().as_str().to_owned()),
            }),
            _ => None,
        }
    }

    /// The words, without language or type.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Iri(it) | Self::Typed(it) | Self::Literal { text: it, .. } => it,
        }
    }
}

/// One table a question, in the order in which they were asked.
pub type Tables = Vec<Table>;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<Cell>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub value: Value,
    /// What a thing is called, or a term in words.
    pub label: Option<String>,
}

impl Table {
    /// The cell of a row by the name of its column.
    pub fn cell<'a>(&'a self, row: &'a [Option<Cell>], column: &str) -> Option<&'a Cell> {
        let at = self.columns.iter().position(|it| it == column)?;
        row.get(at)?.as_ref()
    }

    pub fn text<'a>(&'a self, row: &'a [Option<Cell>], column: &str) -> &'a str {
        self.cell(row, column).map(|it| it.value.as_str()).unwrap_or_default()
    }
}

/// The first frame of a worker, and then one for each request; the body follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// Open and shut in, ready for requests.
    Ready {
        base: String,
        walls: Walls,
    },
    Done {
        media_type: String,
        /// The row limit, where it cut the answer.
        limited: Option<u64>,
        /// Whether the same request has the same answer as long as the snapshot is served.
        keep: bool,
    },
    Refused {
        why: Refusal,
        message: String,
    },
}

/// What keeps a worker to its snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walls {
    pub files: bool,
    pub calls: bool,
    pub memory: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// No SPARQL, or a value that its parameter does not take.
    Malformed,
    /// SERVICE, LOAD, an update: never done here.
    Forbidden,
    /// In no form that the client takes.
    NotAcceptable,
    NotFound,
    /// Taken down: the message is the tombstone's, in lines: IRI, day or nothing, reason.
    Gone,
    /// The index is still being made.
    Unready,
    /// The body would be larger than may be.
    TooLarge,
    Failed,
}

/// A frame that cannot be a frame: the other side is broken.
const LONGEST: u64 = 1 << 30;

pub fn encode(message: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(message).map_err(io::Error::other)
}

pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}

/// A request as it is sent.
pub fn request(request: &Request) -> io::Result<Vec<u8>> {
    let message = encode(request)?;
    let mut frame = (message.len() as u64).to_le_bytes().to_vec();
    frame.extend(message);
    Ok(frame)
}

/// The two lengths that open a reply: of the message and of the body.
pub fn lengths(bytes: [u8; 16]) -> io::Result<(usize, usize)> {
    let [head, body] = [&bytes[..8], &bytes[8..]]
        .map(|it| u64::from_le_bytes(it.try_into().expect("eight of sixteen bytes")));
    if head > LONGEST || body > LONGEST {
        return Err(io::Error::other("not a frame"));
    }
    Ok((head as usize, body as usize))
}

/// The next request, or none when the front has closed the pipe.
pub fn read_request(mut from: impl Read) -> io::Result<Option<Request>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("not a frame"));
    }
    let mut message = vec![0; length as usize];
    from.read_exact(&mut message)?;
    decode(&message).map(Some)
}

/// In one piece: each piece more is a call of the system and wakes the front.
pub fn write_reply(mut to: impl Write, reply: &Reply, body: &[u8]) -> io::Result<()> {
    let message = encode(reply)?;
    let mut frame = Vec::with_capacity(16 + message.len() + body.len());
    frame.extend((message.len() as u64).to_le_bytes());
    frame.extend((body.len() as u64).to_le_bytes());
    frame.extend(message);
    frame.extend(body);
    to.write_all(&frame)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_as_it_was_written() {
        let asked = Request::Tables {
            asked: vec![Asked {
                question: "acts".to_owned(),
                values: vec![("language".to_owned(), Value::text("fr"))],
            }],
            language: "en".to_owned(),
        };
        let bytes = request(&asked).expect("encodes");
        let mut from = bytes.as_slice();
        assert_eq!(read_request(&mut from).expect("reads"), Some(asked));
        assert_eq!(read_request(&mut from).expect("reads"), None);
    }

    #[test]
    fn a_broken_frame_is_refused_before_memory_is_taken() {
        assert!(read_request([255; 8].as_slice()).is_err());
        assert!(lengths([255; 16]).is_err());
        assert!(read_request([4, 0, 0, 0, 0, 0, 0, 0, 1].as_slice()).is_err());
    }
}
