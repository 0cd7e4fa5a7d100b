//! `explain`: the characters that prove a statement.

use std::io::Write as _;

use clap::Args;
use oxigraph::model::{Literal, NamedNode, Term};

use super::output::Output;
use super::query::{label, unnamed};
use super::report::Complaint;
use super::{Failure, Global, Outcome};
use crate::lexicon::Lexicon;
use crate::query::names::{self, Kind, NameError};
use crate::query::parameter::iri;
use crate::query::proof::{self, Evidence, Pattern, Proof};
use crate::query::terms;
use crate::store::Store;
use crate::text::{Language, fold};

/// Prove a statement: version, paragraph, line, the words, the rule and the lexicon entry
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hemicycle explain 'Resolution 2616 (2025)' cites 'Resolution 2193 (2017)'\n  \
    hemicycle explain 'Resolution 2616 (2025)' calls_for_release_of '?'\n  \
    hemicycle explain '?' hc:condemns '?'\n  \
    hemicycle explain https://hemicycle.example/eli/pace/res/2025/2616/demand/11.1")]
pub struct Explain {
    /// Subject, property and object, by name, IRI or prefixed name; `?` is any. Or the IRI of
    /// a statement, speech act, demand, citation, mention or paragraph; or a thing
    #[arg(required = true, num_args = 1..=3, value_name = "TERM")]
    terms: Vec<String>,
    /// At most so many statements
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl Explain {
    pub fn run(self, global: &Global, out: &mut Output) -> Result<Outcome, Failure> {
        let store = Store::open(&global.store)?;
        let proofs = match self.terms.as_slice() {
            [one] => proof::of_iri(&store, thing(&store, one)?.as_ref())?,
            [subject, predicate] => self.proofs(&store, subject, predicate, "?")?,
            [subject, predicate, object] => self.proofs(&store, subject, predicate, object)?,
            _ => unreachable!("one to three terms: checked by the parser"),
        };
        if proofs.is_empty() {
            let hint = "nothing in the store says it; `hemicycle show` tells what is said of a thing";
            let message = format!("no statement `{}`", self.terms.join(" "));
            return Err(Failure::new(Outcome::NotFound, Complaint::error(message).hint(Some(hint))));
        }
        if global.json {
            super::queries::print_json(&serde_json::to_value(&proofs).map_err(std::io::Error::from)?, out)?;
            return Ok(Outcome::Done);
        }
        for proof in proofs.iter().take(self.limit) {
            told(proof, &store, global.language, out)?;
        }
        if proofs.len() > self.limit && !global.quiet {
            eprintln!("{} more; --limit shows them", proofs.len() - self.limit);
        }
        Ok(Outcome::Done)
    }

    fn proofs(
        &self,
        store: &Store,
        subject: &str,
        predicate: &str,
        object: &str,
    ) -> Result<Vec<Proof>, Failure> {
        let pattern = Pattern {
            subject: if subject == "?" { None } else { Some(thing(store, subject)?) },
            predicate: if predicate == "?" { None } else { Some(property(predicate)?) },
            object: if object == "?" { None } else { Some(value(store, object)?) },
        };
        if pattern.subject.is_none() && pattern.predicate.is_none() && pattern.object.is_none() {
            let message = "three times anything is the whole store";
            return Err(Failure::new(
                Outcome::Usage,
                Complaint::error(message).hint(Some("name one of the three")),
            ));
        }
        let mut proofs = proof::statements(store, &pattern)?;
        // A date or a title is a literal of some type or language: compared by its characters.
        if let (Some(Term::Literal(wanted)), true) = (&pattern.object, proofs.is_empty()) {
            let open = Pattern { object: None, ..pattern.clone() };
            let quoted = Literal::new_simple_literal(wanted.value()).to_string();
            proofs = proof::statements(store, &open)?;
            proofs.retain(|it| it.object.starts_with(&quoted));
        }
        Ok(proofs)
    }
}

fn thing(store: &Store, text: &str) -> Result<NamedNode, Failure> {
    match iri(text) {
        Some(iri) => Ok(iri),
        None => names::resolve(store.oxigraph(), text, Kind::Thing).map_err(unnamed),
    }
}

/// A thing, or where no thing has that name, the text itself.
fn value(store: &Store, text: &str) -> Result<Term, Failure> {
    if let Some(iri) = iri(text) {
        return Ok(iri.into());
    }
    match names::resolve(store.oxigraph(), text, Kind::Thing) {
        Ok(iri) => Ok(iri.into()),
        Err(NameError::Unknown { .. }) => Ok(Literal::new_simple_literal(text).into()),
        Err(error) => Err(unnamed(error)),
    }
}

fn property(text: &str) -> Result<NamedNode, Failure> {
    if let Some(known) = terms::property(text) {
        return Ok(NamedNode::new_unchecked(known));
    }
    iri(text).ok_or_else(|| {
        let message = format!("no property `{text}`");
        let hint = "as in `cites`, `hc:callsForReleaseOf`, or `?` for any; `docs/graph.md` lists them";
        Failure::new(Outcome::Usage, Complaint::error(message).hint(Some(hint)))
    })
}

fn told(proof: &Proof, store: &Store, language: Language, out: &mut Output) -> Result<(), Failure> {
    let subject = NamedNode::new_unchecked(proof.subject.as_str());
    let predicate = terms::words(&proof.predicate, language);
    let object = object(store, &proof.object, language)?;
    let mut says = String::new();
    for hedge in &proof.hedges {
        says.push_str(&format!(", reported: {}", concept(store, hedge, language)?));
    }
    if proof.inferred {
        says.push_str(", by inference");
    }
    writeln!(out, "{} · {predicate} · {object}{says}", label(store, subject.as_ref(), language)?)?;
    if let Some(statement) = &proof.statement {
        writeln!(out, "  <{statement}>")?;
    }
    for evidence in &proof.evidence {
        shown(evidence, store, language, out)?;
    }
    Ok(())
}

pub(super) fn shown(
    evidence: &Evidence,
    store: &Store,
    language: Language,
    out: &mut Output,
) -> Result<(), Failure> {
    let Evidence { file, line, column, words, part, .. } = evidence;
    let version = evidence.language.as_deref().unwrap_or("-");
    write!(out, "  {version} {part} · {file}:{line}:{column}")?;
    if let Some(place) = &evidence.place {
        write!(out, " · {place}")?;
    }
    writeln!(out)?;
    writeln!(out, "    {}", in_context(words, evidence.text.as_deref()))?;
    if let Some(rule) = &evidence.rule {
        write!(out, "    rule {rule}")?;
        if let Some(entry) = &evidence.entry {
            write!(
                out,
                " · lexicon {}",
                lexicon_entry(entry, words, evidence.language.as_deref(), store, language)?
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The words, and what stands around them where that is plain.
fn in_context(words: &str, text: Option<&str>) -> String {
    const AROUND: usize = 40;
    let found = text.and_then(|text| {
        let mut places = text.match_indices(words);
        let (at, _) = places.next()?;
        // Said twice: which of the two it is, the line tells.
        places.next().is_none().then(|| (&text[..at], &text[at + words.len()..]))
    });
    let Some((before, after)) = found else { return format!("“{words}”") };
    let start: String = before.chars().rev().take(AROUND).collect::<Vec<_>>().into_iter().rev().collect();
    let end: String = after.chars().take(AROUND).collect();
    let cut = |whole: &str, part: &str| if whole.chars().count() > part.chars().count() { "…" } else { "" };
    format!("{}{start}“{words}”{end}{}", cut(before, &start), cut(after, &end))
}

/// The label that the rule found, and whose label it is.
fn lexicon_entry(
    concept: &str,
    words: &str,
    version: Option<&str>,
    store: &Store,
    language: Language,
) -> Result<String, Failure> {
    let lexicon = Lexicon::built_in();
    let version = version.and_then(Language::new);
    let words = fold(words);
    let entry = lexicon.by_iri(concept).and_then(|id| {
        lexicon
            .labels(id)
            .filter(|it| it.language.is_none() || it.language == version)
            .filter(|it| words.contains(&fold(&it.label)))
            .max_by_key(|it| it.label.len())
    });
    if let Some(entry) = entry {
        let tag = entry.language.map(|it| format!("@{it}")).unwrap_or_default();
        return Ok(format!("\"{}\"{tag} of <{concept}>", entry.label));
    }
    // From a list of the user's own, whose labels the store has.
    let iri = NamedNode::new_unchecked(concept);
    let found = names::labels(store.oxigraph(), iri.as_ref())?;
    let found = found
        .into_iter()
        .filter(|it| it.language().is_none() || it.language() == version.as_ref().map(Language::tag))
        .filter(|it| words.contains(&fold(it.value())))
        .max_by_key(|it| it.value().len());
    Ok(match found {
        Some(label) => format!("{label} of <{concept}>"),
        None => format!("{} <{concept}>", self::concept(store, concept, language)?),
    })
}

fn concept(store: &Store, iri: &str, language: Language) -> Result<String, Failure> {
    Ok(label(store, NamedNode::new_unchecked(iri).as_ref(), language)?)
}

fn object(store: &Store, form: &str, language: Language) -> Result<String, Failure> {
    match form.strip_prefix('<').and_then(|it| it.strip_suffix('>')) {
        Some(iri) if iri.contains("/def#") || !iri.contains("://") => Ok(terms::words(iri, language)),
        Some(iri) => concept(store, iri, language),
        None => Ok(form.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_their_sentence_where_that_is_plain() {
        assert_eq!(in_context("b", Some("a b c")), "a “b” c");
        assert_eq!(in_context("b", Some("b b")), "“b”");
        assert_eq!(in_context("b", None), "“b”");
        let long = format!("{} é {}", "x".repeat(100), "y".repeat(100));
        assert!(in_context("é", Some(&long)).starts_with("…x"));
    }
}
