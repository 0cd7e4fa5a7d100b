//! `man`: the manual, from the same descriptions as `--help`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man as Page;

use super::output::Output;
use super::report::Complaint;
use super::{Failure, Outcome, command};

/// Write the manual page, or all pages into a folder
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle man | man -l -\n  \
    hemicycle man ~/.local/share/man/man1")]
pub struct Man {
    /// Folder for one page a command
    dir: Option<PathBuf>,
}

impl Man {
    pub fn run(self, out: &mut Output) -> Result<Outcome, Failure> {
        let mut whole = command();
        whole.build();
        let Some(dir) = self.dir else {
            page(whole, out)?;
            return Ok(Outcome::Done);
        };
        let refuse = |error: io::Error| {
            let message = format!("cannot write to {}", dir.display());
            Failure::new(Outcome::Output, Complaint::error(message).caused_by(&error))
        };
        std::fs::create_dir_all(&dir).map_err(refuse)?;
        for it in whole.get_subcommands().filter(|it| it.get_name() != "help") {
            let name = format!("hemicycle-{}", it.get_name());
            let mut text = Vec::new();
            page(it.clone(), &mut text)?;
            std::fs::write(dir.join(format!("{name}.1")), text).map_err(refuse)?;
        }
        let mut text = Vec::new();
        page(whole, &mut text)?;
        std::fs::write(dir.join("hemicycle.1"), text).map_err(refuse)?;
        Ok(Outcome::Done)
    }
}

/// The page of one command, exit codes in a section of their own.
fn page(command: clap::Command, out: &mut impl Write) -> io::Result<()> {
    let page = Page::new(command);
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    page.render_subcommands_section(out)?;
    page.render_extra_section(out)?;
    writeln!(out, ".SH \"EXIT STATUS\"")?;
    for outcome in Outcome::ALL {
        writeln!(out, ".TP\n\\fB{}\\fR\n{}", outcome.code(), outcome.meaning())?;
    }
    page.render_version_section(out)
}
