//! Documents as JSON lines: one object a line, with the document's name and its text.
//!
//! ```json
//! {"name": "res-2156.txt", "text": "Resolution 2156 (2017) …"}
//! ```
//! What engines that share work over machines hand to a child process. A line that is none is
//! told with its number, and the next ones are read.

use std::io::{BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Deserialize;

use super::Input;
use crate::cli::report::Complaint;
use crate::source::LARGEST;
use crate::text::printable;

#[derive(Deserialize)]
struct Line {
    name: String,
    text: String,
}

/// Escapes of JSON make six bytes of one.
const LONGEST: u64 = LARGEST * 6;

/// Hands over each line's document; a line too long to be one ends the reading, as nothing
/// tells where the next begins but reading on for ever.
pub fn open(
    name: &str,
    mut lines: impl BufRead,
    put: &mut dyn FnMut(Result<Input, Complaint>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let refuse = |why: &str| Complaint::error(format!("{name}:{number}: {why}"));
        match (&mut lines).take(LONGEST + 1).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(length) if length as u64 > LONGEST => {
                return put(Err(refuse("a line too long for a document")));
            }
            Ok(_) if line.iter().all(u8::is_ascii_whitespace) => continue,
            Ok(_) => {}
            Err(error) => return put(Err(refuse("cannot be read").caused_by(&error))),
        }
        put(match serde_json::from_slice::<Line>(&line) {
            Ok(line) => {
                Ok(Input::Held { name: printable(&line.name), bytes: Arc::new(line.text.into_bytes()) })
            }
            Err(error) => Err(refuse("no document")
                .caused_by(&error)
                .hint(Some("a line is a JSON object with the texts \"name\" and \"text\""))),
        })?;
    }
    ControlFlow::Continue(())
}
