//! `serve`: publishes a store over HTTP; and the workers it starts.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::output::Output;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::server::pool::{Settings, StartError};
use crate::server::worker::{self, Bounds};
use crate::server::{Listening, serve};

/// Publish the store: a SPARQL endpoint, and an answer under every IRI
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle serve\n  \
    hemicycle serve --listen 0.0.0.0:80 --workers 8 --timeout 30")]
pub struct Serve {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// Processes that answer queries; as many again answer for pages
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: u16,
    /// Seconds after which a query is ended
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    timeout: f64,
    /// Memory of a worker in megabytes
    #[arg(long, value_name = "MB", default_value_t = 400, value_parser = clap::value_parser!(u64).range(256..=1_048_576))]
    memory: u64,
    /// Rows or triples of an answer; a header says where it was cut
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    rows: u64,
    /// Requests that may wait for a worker
    #[arg(long, value_name = "N", default_value_t = 64)]
    waiting: u16,
}

fn seconds(text: &str) -> Result<f64, &'static str> {
    let seconds: f64 = text.parse().map_err(|_| "give seconds, as in 10 or 0.5")?;
    if (0.05..=86_400.0).contains(&seconds) { Ok(seconds) } else { Err("give 0.05 to 86400 seconds") }
}

/// Bytes of a body.
const LARGEST: usize = 16 << 20;

impl Serve {
    pub fn run(self, global: &Global, _: &mut Output) -> Result<Outcome, Failure> {
        let program = std::env::current_exe().map_err(|error| {
            Failure::new(
                Outcome::Usage,
                Complaint::error("this program cannot find itself").caused_by(&error),
            )
        })?;
        let settings = Settings {
            // Workers start in a folder of their own.
            store: std::path::absolute(&global.store).unwrap_or_else(|_| global.store.clone()),
            program,
            workers: usize::from(self.workers),
            waiting: usize::from(self.waiting),
            time: Duration::from_secs_f64(self.timeout),
            memory: self.memory << 20,
            bounds: Bounds { rows: self.rows, bytes: LARGEST },
        };
        let quiet = global.quiet;
        match serve(settings, self.listen, |it| tell(it, quiet)) {
            Ok(()) => Ok(Outcome::Done),
            Err(StartError::Store(error)) => Err(error.into()),
            Err(error @ StartError::Worker(_)) => {
                let hint = "is the port free? `--listen 127.0.0.1:0` takes any";
                Err(Failure::new(Outcome::Output, Complaint::of(&error).hint(Some(hint))))
            }
        }
    }
}

fn tell(it: &Listening, quiet: bool) {
    if !quiet {
        eprintln!("serving {} at http://{}/", it.started.base, it.address);
    }
    let missing: Vec<&str> = [
        (it.started.walls.memory, "bounds on memory"),
        (it.started.walls.files, "landlock (files)"),
        (it.started.walls.calls, "seccomp (network and programs)"),
    ]
    .into_iter()
    .filter(|(has, _)| !has)
    .map(|(_, name)| name)
    .collect();
    if !missing.is_empty() {
        eprintln!("warning: this system does not have {}: workers are less shut in", missing.join(", "));
    }
}

/// Answer requests over standard input: started by `serve`, not by people
#[derive(Args)]
#[command(hide = true, after_help = "Example: started by hemicycle serve")]
pub struct Worker {
    #[arg(long)]
    snapshot: PathBuf,
    #[arg(long)]
    memory: u64,
    #[arg(long)]
    rows: u64,
    #[arg(long)]
    bytes: usize,
}

impl Worker {
    pub fn run(self) -> Result<Outcome, Failure> {
        worker::run(&self.snapshot, self.memory, Bounds { rows: self.rows, bytes: self.bytes })?;
        Ok(Outcome::Done)
    }
}
