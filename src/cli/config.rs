//! `config show`: what a run goes by, and who said so.

use std::io::Write as _;

use clap::{Args, Subcommand};
use serde_json::json;

use super::output::Output;
use super::queries::print_json;
use super::query::Rows;
use super::settings::Origin;
use super::{Failure, Global, Outcome};
use crate::config::publication::{Publication, Text};
use crate::graph::iri::EXAMPLE_BASE;

/// Show the settings of `hemicycle.toml`, and where each value comes from
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle config show\n  \
    hemicycle config show --config other.toml --json")]
pub struct ConfigCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every setting, its value and its origin
    #[command(after_help = "Examples:\n  hemicycle config show")]
    Show,
}

/// Name, value, origin.
type Row = (String, String, Origin);

impl ConfigCommand {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let What::Show = self.what;
        let rows = rows(global);
        if global.json {
            let rows: Vec<_> = rows
                .iter()
                .map(|(name, value, origin)| json!({ "name": name, "value": value, "origin": origin.to_string() }))
                .collect();
            print_json(&rows, out)?;
            return Ok(Outcome::Done);
        }
        let mut table = Rows::new(out.width());
        table.head(["setting", "value", "from"].map(str::to_owned).into_iter());
        for (name, value, origin) in rows {
            table.row(vec![name, value, origin.to_string()]);
        }
        table.write(out, true)?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn rows(global: &Global) -> Vec<Row> {
    let settings = &global.settings;
    let base = match &settings.config.base {
        Some(base) => (base.value.base().to_owned(), settings.at(base.line)),
        None => (EXAMPLE_BASE.to_owned(), Origin::BuiltIn),
    };
    let mut rows = vec![
        ("store".to_owned(), global.store.display().to_string(), global.origins.store.clone()),
        ("language".to_owned(), global.language.tag().to_owned(), global.origins.language.clone()),
        ("base".to_owned(), base.0, base.1),
    ];
    if let Some(publication) = &settings.config.publication {
        let origin = settings.at(publication.line);
        let values = described(publication);
        rows.extend(values.into_iter().map(|(name, value)| (name, value, origin.clone())));
    }
    rows
}

fn described(it: &Publication) -> Vec<(String, String)> {
    let mut values = Vec::new();
    let mut put = |name: &str, value: String| values.push((format!("publication.{name}"), value));
    let codes =
        |codes: &[crate::config::code::Code]| codes.iter().map(|it| it.name()).collect::<Vec<_>>().join(", ");
    put("title", text(&it.title));
    put("description", text(&it.description));
    for (language, words) in &it.keywords {
        put(&format!("keywords.{language}"), words.join(", "));
    }
    put("licence", it.licence.name().to_owned());
    put("themes", codes(&it.themes));
    put("place", it.place.name().to_owned());
    put("box", it.extent.polygon());
    put("frequency", it.frequency.name().to_owned());
    for (name, value) in [("address", &it.address), ("endpoint", &it.endpoint), ("version", &it.version)] {
        if let Some(value) = value {
            put(name, value.clone());
        }
    }
    put("publisher.name", text(&it.publisher.name));
    put("publisher.type", it.publisher.kind.name().to_owned());
    put("publisher.homepage", it.publisher.homepage.clone());
    if let Some(body) = &it.publisher.corporate_body {
        put("publisher.corporate_body", body.clone());
    }
    put("contact.name", it.contact.name.clone());
    for (name, value) in [("contact.email", &it.contact.email), ("contact.page", &it.contact.page)] {
        if let Some(value) = value {
            put(name, value.clone());
        }
    }
    values
}

fn text(text: &Text) -> String {
    text.iter().map(|(language, text)| format!("{text} ({language})")).collect::<Vec<_>>().join(" · ")
}
