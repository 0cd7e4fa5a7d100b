//! Stand-off lines as they are read back: ours, an earlier version's or another tool's.
//!
//! Lenient where the contract leaves freedom (a number for a text, a missing language). A line
//! that cannot be understood is counted, not refused: what it would have said is missed.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The lines of one act, by kind, each kind in the order of the lines.
#[derive(Debug, Default)]
pub struct Lines {
    pub blocks: Vec<BlockLine>,
    pub mentions: Vec<MentionLine>,
    pub entities: Vec<EntityLine>,
    pub relations: Vec<RelationLine>,
    pub acts: Vec<ActLine>,
    pub demands: Vec<DemandLine>,
    pub facts: Vec<FactLine>,
    pub not_understood: usize,
}

#[derive(Debug)]
pub struct BlockLine {
    pub lang: Option<String>,
    pub label: String,
    pub r#type: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct MentionLine {
    pub lang: Option<String>,
    pub paragraph: String,
    /// Code points.
    pub start: u32,
    pub end: u32,
    pub text: Option<String>,
    pub r#type: String,
    pub entity: Option<String>,
    pub identifier: Option<String>,
}

#[derive(Debug)]
pub struct EntityLine {
    pub iri: String,
    /// In all languages, or the one.
    pub labels: Vec<String>,
    pub identifiers: BTreeMap<String, String>,
}

#[derive(Debug)]
pub struct RelationLine {
    pub subject: String,
    pub predicate: String,
    pub object: String,
    pub paragraph: String,
}

#[derive(Debug)]
pub struct ActLine {
    pub lang: Option<String>,
    pub paragraph: String,
    pub act: String,
    pub addressee: Option<String>,
}

#[derive(Debug)]
pub struct DemandLine {
    pub paragraph: String,
    pub addressee: Option<String>,
}

#[derive(Debug)]
pub struct FactLine {
    pub name: String,
    pub value: String,
}

/// The lines of one act, and which file they were read from, where they say so.
#[derive(Debug, Default)]
pub struct ActLines {
    pub file: Option<String>,
    pub lines: Lines,
}

/// Lines of one run, act by act: a `document` line opens each where there are several.
pub fn read(text: &str) -> Vec<ActLines> {
    let mut acts: Vec<ActLines> = Vec::new();
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let fields = match serde_json::from_str(line) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        let fields = Fields(&fields);
        if fields.text("kind").as_deref() == Some("document") {
            acts.push(ActLines { file: fields.text("file"), lines: Lines::default() });
            continue;
        }
        if acts.is_empty() {
            acts.push(ActLines::default());
        }
        if let Some(act) = acts.last_mut()
            && act.lines.take(&fields).is_none()
        {
            act.lines.not_understood += 1;
        }
    }
    acts
}

impl Lines {
    /// `None` for a line that cannot be understood; kinds outside the contract are passed over.
    fn take(&mut self, it: &Fields<'_>) -> Option<()> {
        let paragraph = || it.text("paragraph").unwrap_or_default();
        match it.text("kind")?.as_str() {
            "block" => self.blocks.push(BlockLine {
                lang: it.text("lang"),
                label: it.text("label").unwrap_or_default(),
                r#type: it.text("type").unwrap_or_default(),
                text: it.text("text").unwrap_or_default(),
            }),
            "mention" => self.mentions.push(MentionLine {
                lang: it.text("lang"),
                paragraph: paragraph(),
                start: it.offset("start")?,
                end: it.offset("end")?,
                text: it.text("text"),
                r#type: it.text("type").unwrap_or_default(),
                entity: it.text("entity"),
                identifier: it.text("identifier"),
            }),
            "entity" => self.entities.push(EntityLine {
                iri: it.text("iri").or_else(|| it.text("entity")).unwrap_or_default(),
                labels: match it.0.get("labels") {
                    Some(Value::Object(labels)) => labels.values().filter_map(plain).collect(),
                    _ => it.text("label").into_iter().collect(),
                },
                identifiers: match it.0.get("identifiers") {
                    Some(Value::Object(all)) => {
                        all.iter().filter_map(|(name, value)| Some((name.clone(), plain(value)?))).collect()
                    }
                    other => {
                        let one = other.and_then(plain);
                        one.into_iter().map(|value| ("identifier".to_owned(), value)).collect()
                    }
                },
            }),
            "relation" => self.relations.push(RelationLine {
                subject: it.text("subject").unwrap_or_default(),
                predicate: it.text("predicate").unwrap_or_default(),
                object: it.text("object").unwrap_or_default(),
                paragraph: paragraph(),
            }),
            "speech_act" => self.acts.push(ActLine {
                lang: it.text("lang"),
                paragraph: paragraph(),
                act: it.text("act").unwrap_or_default(),
                addressee: it.text("addressee"),
            }),
            "demand" => {
                self.demands.push(DemandLine { paragraph: paragraph(), addressee: it.text("addressee") });
            }
            "fact" => self.facts.push(FactLine {
                name: it.text("name").unwrap_or_default(),
                value: it.text("value").unwrap_or_default(),
            }),
            _ => {}
        }
        Some(())
    }
}

struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(plain)
    }

    fn offset(&self, name: &str) -> Option<u32> {
        self.0.get(name)?.as_u64()?.try_into().ok()
    }
}

/// A value as text; `null` is none.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Option<&str>, usize, usize)]) {
        let read = read(text);
        let found: Vec<_> = read
            .iter()
            .map(|it| (it.file.as_deref(), it.lines.facts.len(), it.lines.not_understood))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_without_a_document_line_are_one_act() {
        check("{\"kind\":\"fact\",\"name\":\"a\",\"value\":1}\n\n", &[(None, 1, 0)]);
    }

    #[test]
    fn a_document_line_opens_the_next_act() {
        check(
            "{\"kind\":\"document\",\"file\":\"a.txt\"}\n{\"kind\":\"fact\"}\n{\"kind\":\"document\",\"file\":\"b.txt\"}",
            &[(Some("a.txt"), 1, 0), (Some("b.txt"), 0, 0)],
        );
    }

    #[test]
    fn what_cannot_be_understood_is_counted() {
        check(
            "not json\n[1]\n{\"kind\":\"mention\",\"start\":\"x\",\"end\":2}\n{\"kind\":\"later\"}",
            &[(None, 0, 3)],
        );
    }
}
