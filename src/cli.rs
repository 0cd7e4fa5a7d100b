//! The command line: arguments in, one command run, what went wrong told, an exit code out.
//!
//! Results go to standard output and nothing else does; messages, progress and counts go to
//! standard error. One file a command; what they share: [`output`] (standard output),
//! [`report`] (messages), [`inputs`] (PATH… to files), [`reading`] (a file to an act), [`rdf`] (what
//! others publish).

mod beside;
mod build;
mod check;
mod completions;
mod config;
mod convert;
mod diff;
mod evaluate;
mod explain;
mod export;
mod extract;
mod forget;
mod format;
mod hash;
mod imports;
mod inputs;
mod link;
mod man;
mod output;
mod publish;
mod push;
mod queries;
mod query;
mod rdf;
mod reading;
mod report;
mod review;
mod serve;
mod settings;
mod show;
mod vocabulary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::output::Output;
use self::report::Complaint;
use crate::store::StoreError;
use crate::text::Language;

/// How a run ended. The only list of exit codes; it is printed in `--help` and in `man`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Done,
    /// Some inputs failed and were reported; the others were done.
    Partly,
    /// The arguments, a parameter or a question cannot be understood.
    Usage,
    /// No such thing, question or statement in the store.
    NotFound,
    /// The store is missing, busy, damaged or of another format.
    Store,
    /// Results could not be written.
    Output,
    /// The graph does not hold what it must.
    Faulty,
}

impl Outcome {
    pub const ALL: [Self; 7] =
        [Self::Done, Self::Partly, Self::Usage, Self::NotFound, Self::Store, Self::Output, Self::Faulty];

    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Partly => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Store => 4,
            Self::Output => 5,
            Self::Faulty => 6,
        }
    }

    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "all done",
            Self::Partly => "some inputs failed and were reported; the others were done",
            Self::Usage => "the arguments, a parameter or a question cannot be understood",
            Self::NotFound => "no such thing, question or statement",
            Self::Store => "the store is missing, busy, damaged or of another format",
            Self::Output => "results could not be written",
            Self::Faulty => "the graph does not hold what it must",
        }
    }

    /// One line a code, for help and manual.
    pub fn table() -> String {
        Self::ALL.iter().map(|it| format!("  {}  {}\n", it.code(), it.meaning())).collect()
    }
}

/// Why a command stopped: what is told, and the exit code. Nothing is told of a broken pipe.
#[derive(Debug)]
pub struct Failure {
    pub complaint: Option<Complaint>,
    pub outcome: Outcome,
}

impl Failure {
    fn new(outcome: Outcome, complaint: Complaint) -> Self {
        Self { complaint: Some(complaint), outcome }
    }
}

impl From<std::io::Error> for Failure {
    /// Of standard output: other files are named where they are opened.
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self { complaint: None, outcome: Outcome::Done };
        }
        Self::new(Outcome::Output, Complaint::error("results could not be written").caused_by(&error))
    }
}

/// Of the temporary files in which a large answer is sorted.
fn unsorted(error: std::io::Error) -> Failure {
    let message = format!("cannot sort in {}", std::env::temp_dir().display());
    let hint = "`TMPDIR` names another folder for temporary files";
    Failure::new(Outcome::Output, Complaint::error(message).caused_by(&error).hint(Some(hint)))
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(Outcome::Store, Complaint::of(&error).hint(error.hint()))
    }
}

impl From<oxigraph::store::StorageError> for Failure {
    fn from(error: oxigraph::store::StorageError) -> Self {
        StoreError::from(error).into()
    }
}

/// Reads parliamentary acts and turns them into linked data that can be questioned, proved
/// and published.
#[derive(Parser)]
#[command(
    name = "hemicycle",
    version,
    max_term_width = 100,
    after_help = "Ten minutes: `hemicycle build FILES`, then `hemicycle queries` for what can be asked.",
    after_long_help = long_help(),
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    given: Given,
}

fn long_help() -> String {
    format!(
        "Ten minutes:\n  hemicycle build examples/acts\n  hemicycle queries\n  hemicycle query most-cited\n  \
         hemicycle show 'Resolution 2616 (2025)'\n\nExit codes:\n{}",
        Outcome::table()
    )
}

/// What every command takes.
#[derive(Args)]
struct Given {
    /// Folder of the store [default: hemicycle.store]
    #[arg(long, global = true, value_name = "DIR", env = "HEMICYCLE_STORE")]
    store: Option<PathBuf>,
    /// Results as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Language of labels and headings, by its two-letter tag [default: en]
    #[arg(long, global = true, value_name = "TAG", value_parser = language)]
    language: Option<Language>,
    /// Settings [default: hemicycle.toml, where the folder has one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// No progress, counts or advice; errors and warnings only
    #[arg(long, short, global = true)]
    quiet: bool,
}

/// What every command goes by: [`Given`] and the settings file together.
struct Global {
    store: PathBuf,
    json: bool,
    language: Language,
    quiet: bool,
    origins: settings::Origins,
    settings: settings::Settings,
}

fn language(tag: &str) -> Result<Language, &'static str> {
    Language::new(tag).ok_or("give two letters, as in fr")
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::Extract),
    Build(build::Build),
    Config(config::ConfigCommand),
    Query(query::Ask),
    Queries(queries::Queries),
    Show(show::Show),
    Explain(explain::Explain),
    Export(export::Export),
    Check(check::Check),
    Convert(convert::Convert),
    Link(link::Link),
    Review(review::Review),
    Forget(forget::Forget),
    Serve(serve::Serve),
    #[command(name = "serve-worker")]
    Worker(serve::Worker),
    Hash(hash::Hash),
    Diff(diff::Diff),
    Publish(publish::Publish),
    Push(push::Push),
    Evaluate(evaluate::Evaluate),
    Completions(completions::Completions),
    Man(man::Man),
}

/// The whole command, for completions and manual.
fn command() -> clap::Command {
    Arguments::command()
}

/// What `main` does.
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let Arguments { command, given } =
        Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    if let Command::Worker(worker) = command {
        // Its standard output is a pipe of frames, and nobody's but its own.
        return ExitCode::from(worker.run().map_or_else(|it| it.outcome.code(), |it| it.code()));
    }
    let mut out = Output::stdout();
    let done = settings::settle(given, &matches).and_then(|global| match command {
        Command::Extract(it) => it.run(&global, &mut out),
        Command::Build(it) => it.run(&global, &mut out),
        Command::Config(it) => it.run(&global, &mut out),
        Command::Query(it) => it.run(&global, &mut out),
        Command::Queries(it) => it.run(&global, &mut out),
        Command::Show(it) => it.run(&global, &mut out),
        Command::Explain(it) => it.run(&global, &mut out),
        Command::Export(it) => it.run(&global, &mut out),
        Command::Check(it) => it.run(&global, &mut out),
        Command::Convert(it) => it.run(&global, &mut out),
        Command::Link(it) => it.run(&global, &mut out),
        Command::Review(it) => it.run(&global, &mut out),
        Command::Forget(it) => it.run(&global, &mut out),
        Command::Serve(it) => it.run(&global, &mut out),
        Command::Worker(it) => it.run(),
        Command::Hash(it) => it.run(&global, &mut out),
        Command::Diff(it) => it.run(&global, &mut out),
        Command::Publish(it) => it.run(&global, &mut out),
        Command::Push(it) => it.run(&global, &mut out),
        Command::Evaluate(it) => it.run(&global, &mut out),
        Command::Completions(it) => it.run(&mut out),
        Command::Man(it) => it.run(&mut out),
    });
    let outcome = done
        .and_then(|outcome| out.finish().map(|()| outcome).map_err(Failure::from))
        .unwrap_or_else(|failure| {
            if let Some(complaint) = failure.complaint {
                complaint.print();
            }
            failure.outcome
        });
    ExitCode::from(outcome.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        command().debug_assert();
    }

    #[test]
    fn exit_codes_are_distinct_and_in_order() {
        assert!(Outcome::ALL.is_sorted_by(|a, b| a.code() < b.code()));
    }

    #[test]
    fn every_command_has_a_line_of_help_and_an_example() {
        for it in command().get_subcommands() {
            assert!(it.get_about().is_some(), "{}", it.get_name());
            let help = it.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("hemicycle "), "{}: no example", it.get_name());
        }
    }
}
