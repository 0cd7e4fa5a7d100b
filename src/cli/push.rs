//! `push`: the graph to another store.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::push::ledger::Ledger;
use crate::push::remote::{Credentials, Remote};
use crate::push::{How, PushError, push};
use crate::store::Store;

/// Send the graph to another SPARQL store, one named graph after the other
#[derive(Args)]
#[command(after_help = "Name and password, where the server asks for them, are taken from the variables\n\
    HEMICYCLE_PUSH_USER and HEMICYCLE_PUSH_PASSWORD, or from --credentials.\n\n\
    A run that was cut off goes on when it is started again.\n\n\
    Examples:\n  \
    hemicycle push --dry-run http://localhost:7878/store\n  \
    hemicycle push http://localhost:7878/store\n  \
    hemicycle push --credentials virtuoso.txt http://localhost:8890/sparql-graph-crud-auth")]
pub struct Push {
    /// Address of the other store's Graph Store Protocol
    #[arg(value_name = "URL")]
    url: String,
    /// A file with name and password on one line, `name:password`
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    /// Only count what would be sent
    #[arg(long)]
    dry_run: bool,
    /// Do not read back what was sent
    #[arg(long)]
    no_verify: bool,
    /// Triples in one request
    #[arg(long, value_name = "COUNT", default_value_t = 50_000)]
    at_once: usize,
    /// Send everything again, also what an earlier run has sent
    #[arg(long)]
    again: bool,
}

impl Push {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let credentials = self.credentials()?;
        let remote = Remote::new(&self.url, credentials)
            .map_err(|error| Failure::new(Outcome::Usage, Complaint::of(&error).hint(error.hint())))?;
        let store = Store::open(&global.store)?;
        let ledger = |error: std::io::Error| {
            let message = format!("{}: cannot read what was sent before", global.store.display());
            Failure::new(Outcome::Store, Complaint::error(message).caused_by(&error))
        };
        let mut ledger = Ledger::open(&global.store, &self.url).map_err(ledger)?;
        if self.again {
            ledger.doubt();
        }
        let how = How { at_once: self.at_once, dry: self.dry_run, verify: !self.no_verify };
        let sent = push(&store, &remote, &mut ledger, how).map_err(failed)?;
        if global.json {
            super::queries::print_json(&serde_json::json!(sent), out)?;
        } else if !global.quiet {
            let (verb, gone) = if self.dry_run { ("to send", "to remove") } else { ("sent", "removed") };
            writeln!(
                out,
                "{} graphs with {} triples {verb}, {} unchanged, {} {gone}",
                sent.graphs, sent.triples, sent.unchanged, sent.removed
            )?;
        }
        Ok(Outcome::Done)
    }

    fn credentials(&self) -> Result<Option<Credentials>, Failure> {
        let Some(path) = &self.credentials else {
            let known = |name| std::env::var(name).ok();
            let (user, password) = (known("HEMICYCLE_PUSH_USER"), known("HEMICYCLE_PUSH_PASSWORD"));
            return Ok(user.zip(password).map(|(user, password)| Credentials { user, password }));
        };
        let line = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read {}", path.display());
            Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
        })?;
        parse(path, &line).map(Some)
    }
}

fn parse(path: &Path, line: &str) -> Result<Credentials, Failure> {
    let line = line.trim_end_matches(['\r', '\n']);
    match line.split_once(':') {
        Some((user, password)) if !user.is_empty() && !line.contains('\n') => {
            Ok(Credentials { user: user.to_owned(), password: password.to_owned() })
        }
        // What the file holds is not shown: it may be a password.
        _ => Err(Failure::new(
            Outcome::Usage,
            Complaint::error(format!("{} holds no name and password", path.display()))
                .hint(Some("one line: `name:password`")),
        )),
    }
}

fn failed(error: PushError) -> Failure {
    let outcome = match error {
        PushError::Storage(_) | PushError::Canonical { .. } => Outcome::Store,
        PushError::Remote(_) | PushError::Different { .. } | PushError::Ledger(_) => Outcome::Output,
    };
    Failure::new(outcome, Complaint::of(&error).hint(error.hint()))
}
