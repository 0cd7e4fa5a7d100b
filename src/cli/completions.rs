//! `completions`: for the shell.

use clap::Args;
use clap_complete::Shell;

use super::output::Output;
use super::{Failure, Outcome, command};

/// Write completions for a shell
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle completions bash > ~/.local/share/bash-completion/completions/hemicycle\n  \
    hemicycle completions fish > ~/.config/fish/completions/hemicycle.fish")]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self, out: &mut Output) -> Result<Outcome, Failure> {
        clap_complete::generate(self.shell, &mut command(), "hemicycle", out);
        Ok(Outcome::Done)
    }
}
