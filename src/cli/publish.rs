//! `publish`: a portal's folder.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::output::Output;
use super::queries::print_json;
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::publish::quality::Quality;
use crate::publish::{self, PublishError};
use crate::store::Store;

/// Write all that a data portal needs into a folder: dumps, tables, acts, catalogue
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle publish public            # with the settings of hemicycle.toml\n  \
    hemicycle publish public --config other.toml")]
pub struct Publish {
    /// The folder; one that was published before is replaced as a whole
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

impl Publish {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let Some(publication) = &global.settings.config.publication else {
            let message = match &global.settings.path {
                Some(path) => format!("{} has no table `publication`", path.display()),
                None => "there is no hemicycle.toml here: nothing says who publishes what".to_owned(),
            };
            let hint = "`docs/publish.md` lists what it holds; `examples/hemicycle.toml` is one";
            return Err(Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint))));
        };
        let store = Store::open(&global.store)?;
        let published = publish::publish(&store, publication, global.language, &self.dir).map_err(failure)?;
        let quality = &published.quality;
        if global.json {
            let report = json!({
                "files": published.files,
                "bytes": published.bytes,
                "quality": quality.points,
                "of": Quality::most(),
                "lacks": quality.lacks,
                "changes": published.changes,
            });
            print_json(&report, out)?;
        }
        if !global.quiet {
            let (points, most) = (quality.points, Quality::most());
            eprintln!(
                "{} files, {} bytes; metadata quality {points} of {most}",
                published.files, published.bytes
            );
            if let Some(it) = &published.changes {
                let acts = &it.acts;
                eprintln!(
                    "{}: {} acts new, {} changed, {} gone",
                    it.file,
                    acts.new.len(),
                    acts.changed.len(),
                    acts.gone.len()
                );
            }
            for lack in &quality.lacks {
                eprintln!("  lacks: {lack}");
            }
        }
        Ok(Outcome::Done)
    }
}

fn failure(error: PublishError) -> Failure {
    let outcome = match &error {
        PublishError::Base(_) => Outcome::Usage,
        PublishError::NotOurs(_) | PublishError::Io { .. } => Outcome::Output,
        PublishError::Empty => Outcome::NotFound,
        _ => Outcome::Store,
    };
    Failure::new(outcome, Complaint::of(&error).hint(error.hint()))
}
