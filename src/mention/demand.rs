//! What is asked of whom, paragraph by paragraph under an addressed act of speech.
//!
//! - An act whose paragraph has none under it asks in its own words.
//! - Otherwise each paragraph under it asks, and takes the addressee from above; one that asks
//!   its addressee to ask somebody else (`encourage the authorities of X to …`) hands that
//!   one on to those under it.
//! - Where the act names nobody, each paragraph under it names its own (`Italy, Malta and
//!   Greece to:`); a paragraph that does only that asks for nothing.
//! - What hangs on an indirect question (`examine whether the Convention covers: …`) is not
//!   asked for itself; sending the act on is procedure.

use crate::document::BlockId;
use crate::grammar::Class;
use crate::lexicon::{Form, Scheme};
use crate::mention::speech::{Outline, Page};
use crate::mention::{Demand, Found, Scope, SpeechAct};
use crate::text::Span;

type Addressee = Option<(BlockId, Span)>;

pub(super) fn assign(scope: &Scope<'_>, found: &Found, outline: &Outline, acts: &mut [SpeechAct]) {
    let speaking: rustc_hash::FxHashSet<BlockId> = acts.iter().map(|act| act.block).collect();
    for index in 0..acts.len() {
        let act = &acts[index];
        let page = Page::new(scope, found, act.block);
        if !page.says(act.act, "demands") {
            continue;
        }
        let addressee = act.addressee.map(|span| (act.block, span));
        let last = acts.get(index + 1).is_none_or(|next| next.block != act.block);
        let opens = last && page.block.text.trim_end().ends_with([':', ',']);
        let mut demands = Vec::new();
        if opens && !outline.children(act.block).is_empty() {
            let mut walk = Walk { scope, found, outline, speaking: &speaking, demands: &mut demands };
            walk.children(act.block, addressee, None);
        } else if addressee.is_some() && !page.forwards(act.content) {
            let start = act.addressee.map_or(act.content.start, |it| it.end);
            let span = page.trim(Span { start, end: act.content.end });
            if !span.is_empty() {
                demands.push(Demand { block: act.block, span, addressee, parent: None });
            } else if found
                .in_block(act.block)
                .iter()
                .all(|it| Some(it.span.start) != act.addressee.map(|it| it.start))
            {
                // "requests that the truce be kept": with nothing behind them, words that name
                // nobody are what is asked.
                acts[index].addressee = None;
            }
        }
        acts[index].demands = demands;
    }
}

struct Walk<'a> {
    scope: &'a Scope<'a>,
    found: &'a Found,
    outline: &'a Outline,
    speaking: &'a rustc_hash::FxHashSet<BlockId>,
    demands: &'a mut Vec<Demand>,
}

impl Walk<'_> {
    fn children(&mut self, above: BlockId, addressee: Addressee, parent: Option<BlockId>) {
        for &child in self.outline.children(above) {
            // It says something itself, and asks for it itself.
            if self.speaking.contains(&child) {
                continue;
            }
            self.child(child, addressee, parent);
        }
    }

    fn child(&mut self, id: BlockId, inherited: Addressee, parent: Option<BlockId>) {
        let page = Page::new(self.scope, self.found, id);
        let whole = page.trim(Span { start: 0, end: page.block.text.len() as u32 });
        let own = if inherited.is_none() { page.addressee(0, whole.end as usize) } else { None };
        let addressee = own.map(|span| (id, span)).or(inherited);
        if let Some(own) = own
            && page.only_names(own)
        {
            self.children(id, addressee, parent);
            return;
        }
        self.demands.push(Demand { block: id, span: whole, addressee, parent });
        if page.has_part(whole, "indirect-question") {
            return;
        }
        let handed_on = page.embedded_addressee().map(|span| (id, span)).or(addressee);
        self.children(id, handed_on, Some(id));
    }
}

impl Page<'_> {
    /// Without white space and the mark that closes a list item.
    fn trim(&self, span: Span) -> Span {
        let text = &self.block.text[span.range()];
        let start = span.start as usize + (text.len() - text.trim_start_matches([' ', ',']).len());
        let end = span.start as usize + text.trim_end_matches([' ', ';', ':', '.', ',']).len();
        Span::new(start, end.max(start))
    }

    /// Nothing but an addressee and the infinitive's marker: "Italy, Malta and Greece to:".
    fn only_names(&self, addressee: Span) -> bool {
        let text = self.block.text.trim_end();
        if !text.ends_with(':') {
            return false;
        }
        let end = self.end_of_name(addressee.start as usize, text.len()).unwrap_or(text.len());
        let rest = text[end.min(text.len())..].trim_end_matches(':').trim();
        rest.is_empty() || self.parts("infinitive-marker").any(|it| self.block.slice(it) == rest)
    }

    /// Whom the asked one is to ask: `encourage X to …` at the head of the paragraph.
    fn embedded_addressee(&self) -> Option<Span> {
        let text = &self.block.text;
        let head = text.find(' ').map_or(0, |it| if it <= 2 { it + 1 } else { 0 });
        // "d'encourager"
        let elided = self
            .block
            .folded
            .split_once(['\'', '’'])
            .filter(|(word, _)| self.grammar.is_elided(Class::Of, word))
            .map_or(0, |(_, rest)| text.len() - rest.len());
        self.hits
            .iter()
            .filter(|hit| hit.scheme == Scheme::SpeechAct && hit.form == Form::Hidden)
            .filter(|hit| [0, head, elided].contains(&(hit.span.start as usize)))
            .find_map(|hit| self.addressee(hit.span.end as usize, text.len()))
    }

    fn forwards(&self, content: Span) -> bool {
        self.has_part(content, "forwarding")
    }
}
