//! `evaluate`: scores against annotated acts, and what changed against an earlier run.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use super::imports::Imports;
use super::inputs::{self, Content, Input, Place};
use super::output::Output;
use super::query::Rows;
use super::report::Complaint;
use super::{Failure, Global, Outcome, reading};
use crate::evaluate::difference::{self, Change, Turn};
use crate::evaluate::fault::Fault;
use crate::evaluate::gold::Gold;
use crate::evaluate::line::{self, ActLines, Lines};
use crate::evaluate::{self, Column, Scores};
use crate::graph::iri::Minter;
use crate::lexicon::Lexicon;
use crate::source::{Encoding, Source};
use crate::standoff::{document_of, last_part};

/// Score the rules on annotated acts, and name what changed against an earlier run
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle evaluate gold/*.json\n  \
    hemicycle evaluate gold/act.json --source texts --errors\n  \
    hemicycle evaluate gold/act.json --lines spacy.jsonl\n  \
    hemicycle extract --format standoff texts > before.jsonl   # then change a rule\n  \
    hemicycle evaluate --against before.jsonl texts\n  \
    hemicycle evaluate --against before.jsonl gold/*.json\n\n\
    Lower scores are no error: exit code 1 means that some file could not be evaluated.")]
pub struct Evaluate {
    /// Gold files (.json); with --against also texts, folders or patterns
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where the annotated texts are: a text, or a folder that holds them by the names that the
    /// gold files give. Without it they are looked for beside the gold
    #[arg(long, value_name = "PATH")]
    source: Vec<PathBuf>,
    /// Score these stand-off lines, instead of reading the texts
    #[arg(long, value_name = "FILE")]
    lines: Option<PathBuf>,
    /// Stand-off lines of an earlier run over the same texts
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Name every fault
    #[arg(long)]
    errors: bool,
    /// More names for the rules to find: SKOS in Turtle
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
    /// Encoding of the texts, where they do not show it: windows-1251, koi8-r …
    #[arg(long, value_name = "NAME", value_parser = reading::encoding)]
    encoding: Option<Encoding>,
}

/// Texts in flight.
const AT_ONCE: usize = 16;

/// One act evaluated.
struct Evaluated {
    /// The text's name without its folder.
    act: String,
    gold: Option<PathBuf>,
    scores: Option<(Scores, Vec<Fault>)>,
    changes: Vec<Change>,
    warnings: Vec<Complaint>,
}

/// What one path of the command line asks for.
enum Task {
    Gold(PathBuf),
    Text(Input),
}

/// The lines of a run, by file.
struct Run {
    name: String,
    acts: Vec<ActLines>,
}

impl Run {
    fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read the lines in {}", path.display());
            Failure::new(Outcome::Usage, Complaint::error(message).caused_by(&error))
        })?;
        Ok(Self { name: path.display().to_string(), acts: line::read(&text) })
    }

    /// The lines of `file`: by its whole name, or by its last part where only one has it. A
    /// run over one text names none.
    fn of(&self, file: &str, alone: bool) -> Result<&Lines, Complaint> {
        document_of(&self.acts, |it| it.file.as_deref(), file, alone)
            .map(|index| &self.acts[index].lines)
            .ok_or_else(|| {
                let hint = "`hemicycle extract --format standoff` over all the texts at once names them";
                Complaint::error(format!("no lines of {file} in {}", self.name)).hint(Some(hint))
            })
    }
}

impl Evaluate {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let lexicon = reading::lexicon(&self.vocabulary)?;
        let minter = Minter::default();
        let against = self.against.as_deref().map(Run::read).transpose()?;
        let given = self.lines.as_deref().map(Run::read).transpose()?;
        let (places, complaints) = inputs::expand(&self.paths);
        complaints.iter().for_each(Complaint::print);
        let mut outcome = if complaints.is_empty() { Outcome::Done } else { Outcome::Partly };
        let (golds, texts) = self.sorted(places)?;
        let alone = golds.len() + texts.len() == 1;
        let one = |task: Result<Task, Complaint>| {
            self.one(&task?, alone, against.as_ref(), given.as_ref(), lexicon, &minter)
        };
        let mut done: Vec<Result<Evaluated, Complaint>> =
            golds.into_par_iter().map(|path| one(Ok(Task::Gold(path)))).collect();
        inputs::in_chunks(&texts, Content::Document, AT_ONCE, |some| {
            let tasks = some.into_par_iter().map(|input| one(input.map(Task::Text)));
            done.extend(tasks.collect::<Vec<_>>());
            ControlFlow::Continue(())
        });
        let mut all = Vec::new();
        for it in done {
            match it {
                Ok(it) => {
                    it.warnings.iter().for_each(Complaint::print);
                    all.push(it);
                }
                Err(complaint) => {
                    complaint.print();
                    outcome = Outcome::Partly;
                }
            }
        }
        if global.json {
            super::queries::print_json(&report(&all, self.errors), out)?;
        } else {
            self.print(&all, &minter, global, out)?;
        }
        Ok(outcome)
    }

    /// Gold files and, where they are only compared, texts; each in the order of their names.
    fn sorted(&self, places: Vec<Place>) -> Result<(Vec<PathBuf>, Vec<Place>), Failure> {
        let (mut golds, mut texts) = (Vec::new(), Vec::new());
        for place in places {
            match place {
                Place::File(path) if path.extension().is_some_and(|it| it == "json") => golds.push(path),
                text => texts.push(text),
            }
        }
        if self.against.is_none() && !texts.is_empty() {
            let name = match &texts[0] {
                Place::File(path) => path.display().to_string(),
                Place::Stdin => "standard input".to_owned(),
            };
            let hint = "gold files end in .json; texts can be compared with `--against LINES`";
            let complaint = Complaint::error(format!("{name} is no gold file")).hint(Some(hint));
            return Err(Failure::new(Outcome::Usage, complaint));
        }
        Ok((golds, texts))
    }

    fn one(
        &self,
        task: &Task,
        alone: bool,
        against: Option<&Run>,
        given: Option<&Run>,
        lexicon: &Lexicon,
        minter: &Minter,
    ) -> Result<Evaluated, Complaint> {
        let (gold, input) = match task {
            Task::Text(input) => (None, input.clone()),
            Task::Gold(path) => {
                let gold = read_gold(path)?;
                let source = self.find_source(path, &gold)?;
                (Some((path, gold)), Input::File(source))
            }
        };
        let source = reading::source(&input, self.encoding)?;
        let read;
        let lines = match given {
            Some(run) => run.of(&source.name, alone)?,
            None => {
                read = read_lines(&input, &source, lexicon, minter)?;
                &read
            }
        };
        let earlier = against.map(|run| run.of(&source.name, alone)).transpose()?;
        let mut changes = earlier.map_or_else(Vec::new, |it| difference::between(it, lines));
        let mut warnings = Vec::new();
        if lines.not_understood > 0 {
            let message = format!("about {}: lines that are none: {}", source.name, lines.not_understood);
            let hint = "each is a JSON object with its kind, as docs/standoff.md tells";
            warnings.push(Complaint::warning(message).hint(Some(hint)));
        }
        let mut scores = None;
        if let Some((path, gold)) = &gold {
            let (counted, faults) = evaluate::score(gold, lines, Some(&source.text));
            if let Some(earlier) = earlier {
                let (_, before) = evaluate::score(gold, earlier, None);
                // What no earlier run can be asked for again.
                let now: Vec<Fault> = faults
                    .iter()
                    .filter(|it| it.what != evaluate::fault::What::Provenance)
                    .cloned()
                    .collect();
                let judged = difference::judged(&before, &now);
                changes.retain(|it| !difference::covers(&judged, it));
                changes.splice(0..0, judged);
            }
            if gold.source.sha256.as_ref().is_some_and(|it| *it != source.digest.to_string()) {
                let message = format!("{} was not made for this {}", path.display(), source.name);
                let hint = "where the texts differ, no place can be right";
                warnings.push(Complaint::warning(message).hint(Some(hint)));
            }
            scores = Some((counted, faults));
        }
        Ok(Evaluated {
            act: last_part(&source.name).to_owned(),
            gold: gold.map(|(path, _)| path.clone()),
            scores,
            changes,
            warnings,
        })
    }

    fn find_source(&self, path: &Path, gold: &Gold) -> Result<PathBuf, Complaint> {
        // A name with folders would lead out of those that were given.
        let name = last_part(&gold.source.file);
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut places: Vec<PathBuf> = Vec::new();
        for source in &self.source {
            if source.is_dir() {
                places.push(source.join(name));
            } else if self.source.len() == 1 && self.paths.len() == 1
                || source.file_name().is_some_and(|it| it == name)
            {
                places.push(source.clone());
            }
        }
        places.push(folder.join(name));
        places.into_iter().find(|it| it.is_file()).ok_or_else(|| {
            Complaint::error(format!("the text of {} is not here: {name}", path.display()))
                .hint(Some("name it, or the folder that holds it, with `--source`"))
        })
    }

    fn print(
        &self,
        all: &[Evaluated],
        minter: &Minter,
        global: &Global,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let scored: Vec<_> =
            all.iter().filter_map(|it| Some((it.act.as_str(), &it.scores.as_ref()?.0))).collect();
        if !scored.is_empty() {
            print_scores(&scored, out)?;
        }
        if self.errors {
            for it in all {
                let faults = it.scores.iter().flat_map(|it| &it.1);
                let mut rows = Rows::new(out.width());
                rows.head(["act", "kind", "place", "text", "fault"].map(str::to_owned).into_iter());
                let mut any = false;
                for fault in faults {
                    let (kind, _) = fault.what.words();
                    any = true;
                    rows.row(vec![
                        it.act.clone(),
                        kind.to_owned(),
                        fault.place.clone(),
                        short(&fault.text, minter),
                        short(&fault.state(), minter),
                    ]);
                }
                if any {
                    writeln!(out)?;
                    rows.write(out, true)?;
                }
            }
        }
        if self.against.is_some() {
            print_changes(all, minter, global, out)?;
        }
        Ok(())
    }
}

/// A gold file as it is understood, or where it is not.
fn read_gold(path: &Path) -> Result<Gold, Complaint> {
    let fault = |message: String| Complaint::error(message);
    let text = std::fs::read_to_string(path)
        .map_err(|error| fault(format!("cannot read {}", path.display())).caused_by(&error))?;
    serde_json::from_str(&text).map_err(|error| {
        fault(format!("{} is no gold file", path.display()))
            .caused_by(&error)
            .hint(Some("its shape is told in docs/evaluate.md"))
    })
}

/// What the rules find now.
fn read_lines(
    input: &Input,
    source: &Source,
    lexicon: &Lexicon,
    minter: &Minter,
) -> Result<Lines, Complaint> {
    let mut bytes = Vec::new();
    reading::write_lines(input, source, &Imports::default(), lexicon, minter, &mut bytes)?;
    let text = String::from_utf8(bytes).expect("JSON is UTF-8");
    Ok(line::read(&text).pop().unwrap_or_default().lines)
}

fn print_scores(scored: &[(&str, &Scores)], out: &mut Output) -> std::io::Result<()> {
    let name = |act: &str| act.chars().take(20).collect::<String>();
    let width = |column: &Column| column.words().0.len().max(6) + 1;
    write!(out, "{:20}", "")?;
    for column in Column::ALL {
        write!(out, "{:>1$}", column.words().0, width(&column))?;
    }
    writeln!(out)?;
    let mut row = |name: &str, value: &dyn Fn(Column) -> f64| -> std::io::Result<()> {
        write!(out, "{name:20}")?;
        for column in Column::ALL {
            write!(out, "{:>1$.4}", value(column), width(&column))?;
        }
        writeln!(out)
    };
    for (act, scores) in scored {
        row(&name(act), &|column| column.of(scores))?;
    }
    if scored.len() > 1 {
        row("mean", &|column| mean(scored.iter().map(|it| it.1), column))?;
    }
    Ok(())
}

fn mean<'a>(scores: impl ExactSizeIterator<Item = &'a Scores>, column: Column) -> f64 {
    let of = scores.len().max(1) as f64;
    scores.map(|it| column.of(it)).sum::<f64>() / of
}

fn print_changes(
    all: &[Evaluated],
    minter: &Minter,
    global: &Global,
    out: &mut Output,
) -> Result<(), Failure> {
    let mut rows = Rows::new(out.width());
    rows.head(["act", "change", "kind", "place", "text", "was", "is"].map(str::to_owned).into_iter());
    let mut counts: BTreeMap<Turn, usize> = BTreeMap::new();
    for it in all {
        for change in &it.changes {
            *counts.entry(change.turn).or_default() += 1;
            rows.row(vec![
                it.act.clone(),
                change.turn.words().to_owned(),
                change.kind.clone(),
                change.place.clone(),
                short(&change.text, minter),
                short(&change.was, minter),
                short(&change.is, minter),
            ]);
        }
    }
    if !counts.is_empty() {
        writeln!(out)?;
        rows.write(out, true)?;
    }
    if !global.quiet {
        let told: Vec<String> =
            Turn::ALL.iter().filter_map(|it| Some(format!("{} {}", counts.get(it)?, it.words()))).collect();
        let told = if told.is_empty() { "nothing changed".to_owned() } else { told.join(", ") };
        eprintln!("{told}");
    }
    Ok(())
}

/// Our own IRIs without the beginning that all share, and long texts by their beginning.
fn short(text: &str, minter: &Minter) -> String {
    const SHOWN: usize = 120;
    let text = text.replace(&format!("{}/", minter.base()), "");
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

#[derive(Serialize)]
struct Report<'a> {
    acts: Vec<ActReport<'a>>,
    /// Over the acts that have a gold.
    mean: BTreeMap<&'static str, f64>,
}

#[derive(Serialize)]
struct ActReport<'a> {
    act: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gold: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    row: BTreeMap<&'static str, f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<&'a Scores>,
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<&'a [Fault]>,
    changes: &'a [Change],
}

fn report(all: &[Evaluated], errors: bool) -> Report<'_> {
    let scored: Vec<&Scores> = all.iter().filter_map(|it| Some(&it.scores.as_ref()?.0)).collect();
    let row = |value: &dyn Fn(Column) -> f64| Column::ALL.map(|it| (it.words().0, value(it))).into();
    Report {
        acts: all
            .iter()
            .map(|it| ActReport {
                act: &it.act,
                gold: it.gold.as_ref().map(|it| it.display().to_string()),
                row: it.scores.as_ref().map_or_else(BTreeMap::new, |(scores, _)| row(&|it| it.of(scores))),
                scores: it.scores.as_ref().map(|it| &it.0),
                faults: it.scores.as_ref().filter(|_| errors).map(|it| it.1.as_slice()),
                changes: &it.changes,
            })
            .collect(),
        mean: if scored.is_empty() { BTreeMap::new() } else { row(&|it| mean(scored.iter().copied(), it)) },
    }
}
