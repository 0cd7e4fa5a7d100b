//! The questions as data: each an `sh:SPARQLExecutable` with its text, titles and parameters, and
//! as a file that runs in any SPARQL tool.

use std::borrow::Cow;
use std::collections::BTreeSet;

use oxigraph::io::RdfFormat;

use super::describe::Description;
use super::folder::Folder;
use super::{PublishError, Release};
use crate::forget::Forgotten;
use crate::query::header::Need;
use crate::query::{Form, catalogue};

pub fn write(release: &Release<'_>, folder: &mut Folder) -> Result<(), PublishError> {
    let mut it = Description::default();
    let all = release.url("queries");
    it.class(&all, "rdfs:Container");
    for name in catalogue::names() {
        let Some(Ok(question)) = catalogue::question(name) else { continue };
        let text = without_examples_of(release.store.forgotten(), &question.text);
        let node = format!("{all}#{name}");
        it.link(&all, "rdfs:member", &node);
        it.class(&node, "sh:SPARQLExecutable");
        it.string(&node, "dcterms:identifier", name);
        let ask = "PREFIX ";
        let start = text.find(ask).unwrap_or(0);
        let body = text.get(start..).unwrap_or(&text);
        let (class, property) = match question.form() {
            Form::Select => ("sh:SPARQLSelectExecutable", "sh:select"),
            // SHACL has no class of its own for a description: its answer is a graph, too.
            Form::Construct | Form::Describe => ("sh:SPARQLConstructExecutable", "sh:construct"),
            Form::Ask => ("sh:SPARQLAskExecutable", "sh:ask"),
        };
        it.class(&node, class);
        it.string(&node, property, body);
        let header = &question.header;
        for (language, title) in &header.titles {
            it.tagged(&node, "rdfs:label", title, language.tag());
        }
        for (language, about) in &header.about {
            it.tagged(&node, "rdfs:comment", about, language.tag());
        }
        for parameter in &header.parameters {
            let value = format!("{node}-{}", parameter.name);
            it.link(&node, "sh:parameter", &value);
            it.class(&value, "sh:Parameter");
            it.string(&value, "sh:name", &parameter.name);
            // The variable's name is the last part of the path, as SHACL has it.
            it.link(&value, "sh:path", &format!("{all}/{}", parameter.name));
            let optional = parameter.need != Need::Required;
            it.typed(&value, "sh:optional", optional, "xsd:boolean");
            if let Need::Default(default) = &parameter.need
                && !names(release.store.forgotten(), default)
            {
                it.string(&value, "sh:defaultValue", default);
            }
            for (language, label) in &parameter.labels {
                it.tagged(&value, "rdfs:label", label, language.tag());
            }
        }
        folder.put(&format!("queries/{name}.rq"), |out| out.write_all(text.as_bytes()))?;
    }
    it.settle();
    folder.put("queries.ttl", |out| it.write(RdfFormat::Turtle, out))
}

/// Examples come with the program, and may happen to name who was taken down here.
fn without_examples_of(forgotten: &Forgotten, text: &str) -> String {
    let stays = |line: &&str| !(line.starts_with("# example") && names(forgotten, line));
    text.split_inclusive('\n').filter(stays).collect()
}

fn names(forgotten: &Forgotten, text: &str) -> bool {
    matches!(forgotten.redact(text, &BTreeSet::new()), Cow::Owned(_))
}
