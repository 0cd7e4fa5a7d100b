//! The questions as data: each an `sh:SPARQLExecutable` with its text, titles and parameters, and
//! as a file that runs in any SPARQL tool.

use oxigraph::io::RdfFormat;

use super::describe::Description;
use super::folder::Folder;
use super::{PublishError, Release};
use crate::query::catalogue;
use crate::query::header::Need;

pub fn write(release: &Release<'_>, folder: &mut Folder) -> Result<(), PublishError> {
    let mut it = Description::default();
    let all = release.url("queries");
    it.class(&all, "rdfs:Container");
    for name in catalogue::names() {
        let Some(Ok(question)) = catalogue::question(name) else { continue };
        let node = format!("{all}#{name}");
        it.link(&all, "rdfs:member", &node);
        it.class(&node, "sh:SPARQLExecutable");
        it.string(&node, "dcterms:identifier", name);
        let ask = "PREFIX ";
        let start = question.text.find(ask).unwrap_or(0);
        let body = question.text.get(start..).unwrap_or(&question.text);
        let form =
            ["CONSTRUCT", "DESCRIBE"].into_iter().any(|it| body.lines().any(|line| line.starts_with(it)));
        if form {
            it.class(&node, "sh:SPARQLConstructExecutable");
            it.string(&node, "sh:construct", body);
        } else if body.lines().any(|line| line.starts_with("ASK")) {
            it.class(&node, "sh:SPARQLAskExecutable");
            it.string(&node, "sh:ask", body);
        } else {
            it.class(&node, "sh:SPARQLSelectExecutable");
            it.string(&node, "sh:select", body);
        }
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
            if let Need::Default(default) = &parameter.need {
                it.string(&value, "sh:defaultValue", default);
            }
            for (language, label) in &parameter.labels {
                it.tagged(&value, "rdfs:label", label, language.tag());
            }
        }
        folder.put(&format!("queries/{name}.rq"), |out| out.write_all(question.text.as_bytes()))?;
    }
    it.settle();
    folder.put("queries.ttl", |out| it.write(RdfFormat::Turtle, out))
}
