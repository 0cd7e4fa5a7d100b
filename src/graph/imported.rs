//! Mentions of other tools: passages of a class of their own, attributed to their makers.
//!
//! They denote nothing, so that no identity, label or statement can come of them; whoever asks
//! for `hc:Mention` does not meet them.

use super::Writer;
use super::iri::ActGraph::Mentions;
use super::term::Term;
use crate::document::BlockKind;
use crate::standoff::import::Placed;

impl Writer<'_> {
    pub(super) fn imported(&mut self) {
        let import = self.imported;
        for Placed { mention, block } in &import.mentions {
            let iri = self.iris.imported(&mention.maker, mention.r#type, mention.start, mention.end);
            let passage = self.data.iri(&iri);
            let maker = self.data.iri(&self.minter.maker(&mention.maker));
            let name = self.data.string(&mention.maker);
            let kind = self.own_code("mention-type", &code(mention.r#type));
            let basis = self.own_code("basis", "imported");
            let exact = self.data.string(&mention.text);
            let (start, end) = (self.data.integer(mention.start), self.data.integer(mention.end));
            self.add(Mentions, passage, Term::Type, Term::ImportedMention);
            if let Some(block) = block.filter(|it| self.document.block(*it).kind != BlockKind::Furniture) {
                self.add(Mentions, passage, Term::InPart, self.blocks[block.0 as usize].text);
            }
            self.add(Mentions, passage, Term::MentionType, kind);
            self.add(Mentions, passage, Term::Basis, basis);
            self.add(Mentions, passage, Term::Exact, exact);
            self.add(Mentions, passage, Term::Start, start);
            self.add(Mentions, passage, Term::End, end);
            self.add(Mentions, passage, Term::WasAttributedTo, maker);
            self.add(Mentions, maker, Term::Type, Term::SoftwareAgent);
            self.add(Mentions, maker, Term::Label, name);
        }
    }
}

/// `ActCitation` → `act-citation`: codes have no capitals.
fn code(name: &str) -> String {
    let mut code = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !code.is_empty() {
            code.push('-');
        }
        code.extend(c.to_lowercase());
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standoff::TYPES;

    #[test]
    fn every_type_has_its_code() {
        let codes = include_str!("../../ontology/codes.ttl");
        for name in TYPES {
            assert!(codes.contains(&format!("def/mention-type/{}>", code(name))), "{name}");
        }
    }
}
