//! `review`: what a person decides about candidates, on the terminal or through a file.
//!
//! Who and when come from the user, never from the machine: a decision is somebody's, and a
//! build of the same decisions is the same on every day.

use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::beside::beside;
use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::link::candidate::{self, Candidate};
use crate::link::curation::{self, Taken};
use crate::link::decision::{Decision, DecisionError, Ruling};
use crate::link::sssom::{self, Signature};
use crate::store::Store;

/// Decide which candidates are one thing; take decisions in from a file, or write them out
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle review                                   # what waits for a decision\n  \
    hemicycle review --by 'Ada Holm' --on 2025-10-07   # walk through it\n  \
    hemicycle review --export decisions.sssom.tsv\n  \
    hemicycle review --import decisions.sssom.tsv\n  \
    hemicycle review --split https://…/id/person/no/ada-holm --in https://…/eli/pace/res/2025/1 \\\n      \
        --to https://…/id/person/no/ada-holm-2 --by 'Ada Holm' --on 2025-10-07")]
pub struct Review {
    /// Who decides: a name, or an address such as an ORCID
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// The day: year-month-day
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Write decisions and open candidates as SSSOM; `-` is standard output
    #[arg(long, value_name = "FILE", group = "task")]
    export: Option<PathBuf>,
    /// Take decisions in from SSSOM; rows that decide nothing are passed over
    #[arg(long, value_name = "FILE", group = "task")]
    import: Option<PathBuf>,
    /// Two persons were taken for one: this IRI, in the act of --in, means the one of --to
    #[arg(long, value_name = "IRI", group = "task", requires_all = ["act", "to"])]
    split: Option<String>,
    /// The act of --split
    #[arg(long = "in", id = "act", value_name = "ACT", requires = "split")]
    act: Option<String>,
    /// The key of this IRI was corrected: it leads to the one of --to from now on
    #[arg(long, value_name = "IRI", group = "task", requires = "to")]
    replace: Option<String>,
    /// The other IRI of --split and --replace
    #[arg(long, value_name = "IRI")]
    to: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
}

impl Review {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        if let Some(file) = &self.import {
            let decisions = decisions(file, &self.signature())?;
            let store = writable(global)?;
            return told(curation::take(&store, decisions)?, &store, global);
        }
        let ruled = match (&self.split, &self.replace) {
            (Some(subject), _) => Some((subject, Ruling::Different, self.act.clone())),
            (None, Some(subject)) => Some((subject, Ruling::ReplacedBy, None)),
            (None, None) => None,
        };
        if let Some((subject, ruling, act)) = ruled {
            let mut decision = self.decision(ruling, subject, self.to.as_deref().unwrap_or_default());
            decision.act = act;
            decision.check().map_err(|error| refused(&error))?;
            let store = writable(global)?;
            return told(curation::take(&store, vec![decision])?, &store, global);
        }
        if let Some(file) = &self.export {
            let store = Store::open(&global.store)?;
            return export(&store, file, out);
        }
        match (&self.by, &self.on) {
            (None, None) => list(&candidate::open(&Store::open(&global.store)?)?, global, out),
            _ => self.walk(global, out.width()),
        }
    }

    fn signature(&self) -> Signature {
        Signature { author: self.by.clone(), date: self.on.clone() }
    }

    fn decision(&self, ruling: Ruling, subject: &str, object: &str) -> Decision {
        Decision {
            subject: subject.to_owned(),
            object: object.to_owned(),
            act: None,
            ruling,
            subject_label: None,
            object_label: None,
            author: self.by.clone().unwrap_or_default(),
            date: self.on.clone().unwrap_or_default(),
            comment: self.comment.clone(),
        }
    }

    /// One candidate after the other; what was decided is kept at the end, or when the user
    /// has had enough.
    fn walk(&self, global: &Global, width: u16) -> Result<Outcome, Failure> {
        // Before the first question, not after the last.
        self.decision(Ruling::Same, "https://a.example", "https://b.example")
            .check()
            .map_err(|error| refused(&error))?;
        let store = writable(global)?;
        let all = candidate::open(&store)?;
        let mut decisions = Vec::new();
        let mut answers = std::io::stdin().lock().lines();
        'all: for (index, it) in all.iter().enumerate() {
            eprintln!("{} of {}", index + 1, all.len());
            eprint!("{}", beside(it, &store, global.language, width)?);
            loop {
                eprint!("one thing? [y]es, [n]o, [l]ater, [q]uit: ");
                let _ = std::io::stderr().flush();
                let Some(answer) = answers.next() else { break 'all };
                let ruling = match answer.map_err(Failure::from)?.trim() {
                    "y" | "yes" => Ruling::Same,
                    "n" | "no" => Ruling::Different,
                    "l" | "later" | "" => break,
                    "q" | "quit" => break 'all,
                    _ => continue,
                };
                let mut decision = self.decision(ruling, &it.ours, &it.theirs);
                decision.subject_label = Some(it.our_name.clone()).filter(|it| !it.is_empty());
                decision.object_label = Some(it.their_name.clone()).filter(|it| !it.is_empty());
                decisions.push(decision);
                break;
            }
        }
        eprintln!();
        told(curation::take(&store, decisions)?, &store, global)
    }
}

fn refused(error: &DecisionError) -> Failure {
    Failure::new(Outcome::Usage, Complaint::of(error).hint(Some(error.hint())))
}

/// Decisions need a store that is there.
fn writable(global: &Global) -> Result<Store, Failure> {
    drop(Store::open(&global.store)?);
    Ok(Store::create(&global.store, None)?)
}

/// Decisions of a file; none at all where one line is wrong.
pub fn decisions(file: &Path, signature: &Signature) -> Result<Vec<Decision>, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = format!("cannot read {}", file.display());
        Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
    })?;
    let (decisions, mut faults) = sssom::read(&text, signature);
    let Some(last) = faults.pop() else { return Ok(decisions) };
    let complain = |it: &sssom::LineError| {
        Complaint::error(format!("{}:{}: {}", file.display(), it.line, it.fault)).hint(Some(it.fault.hint()))
    };
    faults.iter().map(complain).for_each(|it| it.print());
    Err(Failure::new(Outcome::Usage, complain(&last)))
}

fn told(taken: Taken, store: &Store, global: &Global) -> Result<Outcome, Failure> {
    store.settle()?;
    if taken.read_again {
        let hint = "`hemicycle build --again FILES`";
        Complaint::warning("a split or a corrected key changed: acts that were read with it keep it until they are read again")
            .hint(Some(hint))
            .print();
    }
    if !global.quiet {
        let open = candidate::open(store)?.len();
        eprintln!(
            "{} decisions new, {} changed, {} statements follow; {open} candidates wait",
            taken.new, taken.changed, taken.renamed
        );
    }
    Ok(Outcome::Done)
}

fn export(store: &Store, file: &Path, out: &mut Output) -> Result<Outcome, Failure> {
    let decisions = curation::read(store)?;
    let open: Vec<sssom::Open> = candidate::open(store)?
        .into_iter()
        .map(|it| sssom::Open {
            subject: it.ours,
            object: it.theirs,
            subject_label: it.our_name,
            object_label: it.their_name,
            score: it.score,
        })
        .collect();
    let (set, base) = (store.minter().shared_graph("curation"), store.minter().base());
    if file.as_os_str() == "-" {
        sssom::write(&set, base, &decisions, &open, out)?;
        return Ok(Outcome::Done);
    }
    let written = std::fs::File::create(file)
        .and_then(|it| sssom::write(&set, base, &decisions, &open, std::io::BufWriter::new(it)));
    written.map_err(|error| {
        let message = format!("cannot write {}", file.display());
        Failure::new(Outcome::Output, Complaint::error(message).caused_by(&error))
    })?;
    Ok(Outcome::Done)
}

fn list(all: &[Candidate], global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
    if global.json {
        let rows: Vec<_> = all
            .iter()
            .map(|it| {
                json!({
                    "ours": it.ours, "theirs": it.theirs, "ourName": it.our_name, "theirName": it.their_name,
                    "score": it.score, "basis": it.basis, "dataSet": it.data_set,
                    "evidence": it.our_context.as_ref().map(|it| &it.passage),
                })
            })
            .collect();
        super::queries::print_json(&json!(rows), out)?;
        return Ok(Outcome::Done);
    }
    for it in all {
        writeln!(out, "{} {} · {} ({})", it.score, it.our_name, it.their_name, it.basis)?;
        writeln!(out, "    <{}>\n    <{}>", it.ours, it.theirs)?;
    }
    if !global.quiet {
        let hint = if all.is_empty() {
            "`hemicycle link` looks for more"
        } else {
            "`--by WHO --on DATE` walks through them; `--export FILE` writes them as a table"
        };
        eprintln!("{} candidates wait\nhint: {hint}", all.len());
    }
    Ok(Outcome::Done)
}
