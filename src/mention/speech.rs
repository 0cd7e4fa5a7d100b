//! What the issuing body says: verb, addressee, reach.
//!
//! Finds, in every language by the same grammar and that language's words:
//! - a verb after its speaker, small words aside: `The Assembly therefore calls on`,
//!   `En outre, elle félicite`;
//! - a predicate after a copula (`is nonetheless concerned`) and a noun after a light verb
//!   (`expresses its deep concern`);
//! - a verb joined to an act before it: `… and reiterates`, `…; calls for`, `…, welcomes`;
//! - a verb without speaker where the style leaves it out: at the head of a paragraph
//!   (`Condemns …`, `Recalling …`), of an Italian sentence (`Rileva inoltre`), and of a
//!   sub-paragraph whose paragraph above only opens it (`The Assembly accordingly:`).
//!
//! Leaves alone what others say (`the Parliament welcomes`, `who demands`) and infinitives:
//! those ask for something, see [`super::demand`].
//! Source: scheme `speech-act` and the small words in `speech-part.ttl`.

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Document, Section};
use crate::grammar::{Class, Grammar};
use crate::lexicon::{ConceptId, Form, Hit, Scheme};
use crate::mention::view::View;
use crate::mention::words::Shape;
use crate::mention::{Found, Proof, Reading, Scope, SpeechAct, demand, hedge};
use crate::text::{Language, Span};

/// Words that name an addressee are never longer than this, in bytes.
const LONGEST_ADDRESSEE: usize = 300;
/// Nor what joins two of them: `, as well as the `.
const LONGEST_JOINT: usize = 20;

/// Speech acts of the whole document, by block and then by place.
pub fn find(scope: &Scope<'_>, found: &Found) -> Vec<SpeechAct> {
    let outline = Outline::of(scope.document);
    let mut acts: Vec<SpeechAct> = Vec::new();
    let mut opened: FxHashMap<BlockId, bool> = FxHashMap::default();
    // Versions whose first line is the speaker's name and a comma: numbered paragraphs go on with
    // their verbs, `1. demande au gouvernement …`.
    let mut spoken: Vec<Language> = Vec::new();
    for (id, block) in scope.document.ids() {
        if block.kind != BlockKind::Paragraph || block.section != Section::Body {
            continue;
        }
        let page = Page::new(scope, found, id);
        if page.is_opening() {
            spoken.push(block.language);
        }
        let headless = match outline.parent(id) {
            Some(parent) => opened.get(&parent) == Some(&true),
            None => block.label.starts_with(|c: char| c.is_ascii_digit()) && spoken.contains(&block.language),
        };
        let first = acts.len();
        page.acts(headless, &mut acts);
        // A paragraph that says nothing itself and ends in a colon hands its subject on.
        opened.insert(id, acts.len() == first && block.text.trim_end().ends_with(':'));
    }
    demand::assign(scope, found, &outline, &mut acts);
    acts
}

/// Paragraphs and those right under them, per language version.
pub(super) struct Outline {
    parents: Vec<Option<BlockId>>,
    children: Vec<Vec<BlockId>>,
}

impl Outline {
    fn of(document: &Document<'_>) -> Self {
        let mut by_label: FxHashMap<(Language, &str), BlockId> = FxHashMap::default();
        let mut parents = vec![None; document.blocks.len()];
        let mut children = vec![Vec::new(); document.blocks.len()];
        for (id, block) in document.ids() {
            if block.kind != BlockKind::Paragraph || block.section != Section::Body {
                continue;
            }
            by_label.insert((block.language, &block.label), id);
            let parent = block.parent_label().and_then(|label| by_label.get(&(block.language, label)));
            if let Some(&parent) = parent {
                parents[id.0 as usize] = Some(parent);
                children[parent.0 as usize].push(id);
            }
        }
        Self { parents, children }
    }

    pub(super) fn parent(&self, id: BlockId) -> Option<BlockId> {
        self.parents[id.0 as usize]
    }

    pub(super) fn children(&self, id: BlockId) -> &[BlockId] {
        &self.children[id.0 as usize]
    }
}

/// One block and what was found in it.
pub(super) struct Page<'a> {
    view: View<'a>,
    found: &'a Found,
    /// The hits of [`Scheme::SpeechPart`], with their kind.
    parts: Vec<(&'a str, Span)>,
}

impl<'a> std::ops::Deref for Page<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

/// The words that make a speech act, before it is known whose words they are.
struct Head {
    span: Span,
    act: ConceptId,
    proof: Proof,
}

impl<'a> Page<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, found: &'a Found, id: BlockId) -> Self {
        let view = View::new(scope, id);
        let parts = view.hits.iter().filter(|hit| hit.scheme == Scheme::SpeechPart);
        let kind = |hit: &Hit| view.lexicon.concept(hit.concept).notation.as_str();
        Self { view, found, parts: parts.map(|hit| (kind(hit), hit.span)).collect() }
    }

    fn text(&self) -> &'a str {
        &self.block.text
    }

    /// `The European Parliament,` and nothing else.
    fn is_opening(&self) -> bool {
        let Some(name) = self.text().trim_end().strip_suffix(',') else { return false };
        self.part_ending(name.len(), "speaker")
            .is_some_and(|it| !name[..it.start as usize].trim().contains(' '))
    }

    fn acts(&self, headless: bool, acts: &mut Vec<SpeechAct>) {
        let first = acts.len();
        for head in self.heads() {
            let before = acts[first..].last().map(|act| act.span);
            if before.is_some_and(|it| head.span.start < it.end)
                || self.is_quoted(head.span)
                || !self.is_spoken(&head, before, headless)
            {
                continue;
            }
            acts.push(SpeechAct {
                block: self.id,
                span: head.span,
                act: head.act,
                addressee: None,
                content: Span { start: head.span.end, end: self.text().len() as u32 },
                hedges: Vec::new(),
                demands: Vec::new(),
                proof: head.proof,
            });
        }
        for index in first..acts.len() {
            if let Some(next) = acts.get(index + 1).map(|it| it.span.start) {
                acts[index].content.end = next;
            }
            let act = &mut acts[index];
            act.hedges = hedge::within(self, act.content);
            if self.says(act.act, "addressed") {
                act.addressee = self.addressee(act.span.end as usize, act.content.end as usize);
            }
        }
    }

    pub(super) fn says(&self, concept: ConceptId, local: &str) -> bool {
        self.lexicon.values(concept, local).any(|value| value == "true")
    }

    /// All three constructions, by start; the longest of those that begin together.
    fn heads(&self) -> Vec<Head> {
        let mut heads: Vec<Head> = self
            .hits
            .iter()
            .filter_map(|hit| match hit.scheme {
                Scheme::SpeechAct if self.particle(hit).is_some() => Some(Head {
                    span: hit.span,
                    act: hit.concept,
                    proof: Proof { rule: "speech/separable", entry: Some(hit.entry) },
                }),
                Scheme::SpeechAct if hit.form != Form::Hidden => Some(Head {
                    span: hit.span,
                    act: self.with_thing(hit).unwrap_or(hit.concept),
                    proof: Proof { rule: "speech/verb", entry: Some(hit.entry) },
                }),
                Scheme::SpeechPredicate => self.predicate(hit),
                Scheme::SpeechNoun => self.noun(hit),
                _ => None,
            })
            .collect();
        // "fordert … auf" is another verb than "fordert".
        let whole = |head: &Head| head.proof.rule != "speech/separable";
        heads.sort_by_key(|head| (head.span.start, std::cmp::Reverse(head.span.end), whole(head)));
        heads.dedup_by_key(|head| head.span.start);
        heads
    }

    /// The particle that closes the clause of a separable verb: `fordert die Behörden auf,`.
    fn particle(&self, hit: &Hit) -> Option<Span> {
        let verb = &self.block.folded[hit.span.range()];
        let end = hit.span.end as usize;
        let mut forms = self.lexicon.values(hit.concept, "separable").filter_map(|it| it.split_once(' '));
        forms.by_ref().filter(|(form, _)| *form == verb).find_map(|(_, particle)| {
            // The clause ends at its first mark; the particle is the last word before one.
            self.text()[end..].match_indices([',', ';', ':', '.']).take(3).find_map(|(stop, _)| {
                let clause = &self.block.folded[end..end + stop];
                let rest = clause.strip_suffix(particle).filter(|it| it.ends_with(' '))?;
                Some(Span::new(end + rest.len(), end + stop))
            })
        })
    }

    /// `chiede inoltre il rilascio` is `chiede il` with an adverb between: whoever asks for a
    /// thing asks nobody by name.
    fn with_thing(&self, hit: &Hit) -> Option<ConceptId> {
        let asks = self.lexicon.concept(hit.concept).notation == "asks";
        let calls_for = self.lexicon.by_notation(Scheme::SpeechAct, "calls_for").filter(|_| asks)?;
        let mut at = self.skip_parts(hit.span.end as usize, &["adverb"]);
        let word = at + self.text()[at..].find(' ').unwrap_or(0);
        if self.adverb_ending(word).is_some_and(|start| start == at) {
            at = self.skip_parts(word, &["adverb"]);
        }
        let rest = &self.block.folded[at..];
        let end = rest.find([' ', '\'', '’']).unwrap_or(rest.len());
        let elided = if rest[end..].starts_with(['\'', '’']) { "'" } else { "" };
        let article = format!("{}{elided}", &rest[..end]);
        let whole = format!("{} {article}", &self.block.folded[hit.span.range()]);
        self.lexicon
            .labels(calls_for)
            .any(|it| it.language.is_some_and(|it| it == self.block.language) && it.label == whole)
            .then_some(calls_for)
    }

    fn act_named(&self, hit: &Hit) -> Option<ConceptId> {
        self.lexicon.values(hit.concept, "act").next().and_then(|iri| self.lexicon.by_iri(iri))
    }

    /// `is (nonetheless) concerned`: the copula stands before, adverbs aside.
    fn predicate(&self, hit: &Hit) -> Option<Head> {
        let at = self.back_over(hit.span.start as usize, &["adverb", "quality"]);
        let copula = self.part_ending(at, "copula")?;
        Some(Head {
            span: copula.to(hit.span),
            act: self.act_named(hit)?,
            proof: Proof { rule: "speech/predicate", entry: Some(hit.entry) },
        })
    }

    /// `expresses (its deep) concern`: the light verb stands before, small words aside.
    fn noun(&self, hit: &Hit) -> Option<Head> {
        let at = self.back_over(hit.span.start as usize, &["determiner", "quality", "adverb", "conjunction"]);
        let verb = self.part_ending(at, "light-verb")?;
        Some(Head {
            span: verb.to(hit.span),
            act: self.act_named(hit)?,
            proof: Proof { rule: "speech/noun", entry: Some(hit.entry) },
        })
    }

    /// Whether the issuing body is the one who says it.
    fn is_spoken(&self, head: &Head, before: Option<Span>, headless: bool) -> bool {
        let text = self.text();
        let start = head.span.start as usize;
        if start == 0 {
            return headless || text.chars().next().is_some_and(char::is_uppercase);
        }
        let capital = text[start..].chars().next().is_some_and(char::is_uppercase);
        if capital && ends_sentence(self.grammar, &text[..start]) {
            return true;
        }
        // "Strongly condemns": the adverb has the capital of a paragraph without a subject.
        let opening = text[..start].trim_end();
        // "Italy calls for": what any list knows is none.
        let known = || self.hits.iter().any(|hit| hit.span.start == 0 && hit.scheme != Scheme::SpeechPart);
        let one_word = opening.starts_with(char::is_uppercase) && !opening.contains(' ');
        if one_word && self.is_adverb(&opening.to_lowercase()) && !known() {
            return true;
        }
        let at = self.back_over(start, &["adverb"]);
        let lead = text[..at].trim_end();
        if self.is_speaker(at) || self.speaker_behind(head.span.end as usize).is_some() {
            return true;
        }
        // A sub-paragraph may begin with small words: "also calls on".
        if headless && lead.is_empty() {
            return true;
        }
        // A sentence that the speaker opens with another verb ("should regularly assess") is
        // as good as an act before.
        let Some(before) = before.or_else(|| self.opening_speaker(at)) else { return false };
        // The act before may reach into this one's adverbs: "welcomes again calls".
        let Some(between) = text.get(before.end as usize..at) else { return false };
        if breaks_sentence(self.grammar, between) {
            return false;
        }
        if lead.ends_with(';') {
            return true;
        }
        if let Some(joint) = self.part_ending(at, "conjunction") {
            // "the law which it welcomes and which demands": the clause's own subject speaks.
            return !self.has_part(Span::new(joint.end as usize, start), "relative");
        }
        lead.ends_with(',') && !self.has_part(Span { start: before.end, end: at as u32 }, "relative")
    }

    /// The issuing body's name, or a pronoun that can stand for it, ends at `at`.
    fn is_speaker(&self, at: usize) -> bool {
        let text = self.text();
        if let Some(pronoun) = self.part_ending(at, "pronoun") {
            let start = pronoun.start as usize;
            let lead = text[..start].trim_end();
            let capital = text[start..].chars().next().is_some_and(char::is_uppercase);
            return capital || lead.ends_with([',', ';']) || self.back_over(start, &["adverb"]) < lead.len();
        }
        let Some(name) = self.part_ending(at, "speaker") else { return false };
        // "the National Assembly", "the Assembly of the Republic": another body.
        let other = text[..name.start as usize].split_whitespace().next_back().is_some_and(|word| {
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 3
        });
        name.start == 0 || ends_sentence(self.grammar, &text[..name.start as usize]) || !other
    }

    /// Where the speaker's name ends that stands behind its verb: `Daher fordert die Versammlung`.
    fn speaker_behind(&self, at: usize) -> Option<usize> {
        if !self.grammar.verb_second {
            return None;
        }
        let start = self.skip_parts(at, &["determiner", "adverb"]);
        let speaker = self.parts("speaker").filter(|it| it.start as usize == start).max_by_key(|it| it.end);
        speaker.map(|it| it.end as usize)
    }

    /// The speaker's name, where it opens the sentence that `at` lies in.
    fn opening_speaker(&self, at: usize) -> Option<Span> {
        let text = self.text();
        self.parts("speaker").rfind(|name| (name.end as usize) <= at).filter(|name| {
            let start = self.skip_back_to_sentence(name.start as usize);
            self.is_speaker(name.end as usize)
                && only_lower(text[start..name.start as usize].trim_start_matches(char::is_uppercase))
        })
    }

    /// Where the sentence that `at` lies in begins.
    fn skip_back_to_sentence(&self, at: usize) -> usize {
        let text = &self.text()[..at];
        text.match_indices(". ")
            .map(|(stop, _)| stop + 2)
            .filter(|&start| ends_sentence(self.grammar, &text[..start]))
            .last()
            .unwrap_or(0)
    }

    /// Walks back over white space, commas around them, and words of these parts.
    fn back_over(&self, from: usize, parts: &[&str]) -> usize {
        let text = self.text();
        let mut at = text[..from].trim_end().len();
        loop {
            let comma = text[..at].strip_suffix(',').map_or(at, |rest| rest.trim_end().len());
            let step = parts
                .iter()
                .find_map(|part| self.part_ending(at, part).or_else(|| self.part_ending(comma, part)))
                .map(|span| span.start as usize)
                .or_else(|| parts.contains(&"adverb").then(|| self.adverb_ending(comma)).flatten());
            match step {
                Some(start) => at = text[..start].trim_end().len(),
                None => {
                    // The comma that closes an inserted adverb opens before it: "is, moreover, concerned".
                    let opened = text[..at].strip_suffix(',').map(|rest| rest.trim_end().len());
                    let inserted = at < text[..from].trim_end().len();
                    return match opened {
                        Some(rest) if inserted && self.part_before_comma(rest) => rest,
                        _ => at,
                    };
                }
            }
        }
    }

    fn part_before_comma(&self, at: usize) -> bool {
        ["speaker", "pronoun", "copula", "light-verb"].iter().any(|part| self.part_ending(at, part).is_some())
    }

    /// An adverb by its ending, as the language's own data says: `-ly`, `-ment`, `-mente`.
    fn adverb_ending(&self, at: usize) -> Option<usize> {
        let text = &self.text()[..at];
        let start = text
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |it| it + text[it..].chars().next().map_or(1, char::len_utf8));
        // "Assembly" is none.
        self.is_adverb(&text[start..]).then_some(start)
    }

    /// One word in small letters with the ending of an adverb.
    fn is_adverb(&self, word: &str) -> bool {
        word.len() > 4 && self.grammar.ends(Class::Adverb, word) && word.chars().all(char::is_lowercase)
    }

    fn part_ending(&self, at: usize, part: &str) -> Option<Span> {
        let ends = |(kind, span): &&(&str, Span)| span.end as usize == at && *kind == part;
        self.parts.iter().find(ends).map(|(_, span)| *span)
    }

    pub(super) fn parts<'b>(&'b self, part: &'b str) -> impl DoubleEndedIterator<Item = Span> + 'b {
        self.parts.iter().filter(move |(kind, _)| *kind == part).map(|(_, span)| *span)
    }

    pub(super) fn has_part(&self, within: Span, part: &str) -> bool {
        self.parts(part).any(|span| within.contains(span))
    }

    /// Inside quotation marks others speak, or nobody.
    fn is_quoted(&self, span: Span) -> bool {
        // A `“` closes what `„` opened.
        let (mut low, mut high, mut straight) = (0_u32, 0_u32, 0_u32);
        for word in self.words.iter().take_while(|it| it.span.start < span.start) {
            let Shape::Mark(mark) = word.shape else { continue };
            match mark {
                '„' => low += 1,
                '“' if low > 0 => low -= 1,
                '“' | '«' => high += 1,
                '”' if low > 0 => low -= 1,
                '”' | '»' => high = high.saturating_sub(1),
                '"' => straight += 1,
                _ => {}
            }
        }
        low + high > 0 || straight % 2 == 1
    }

    /// The words that name to whom it is said, from `from` on: an actor found there, only
    /// small words before it; else the words up to the infinitive.
    pub(super) fn addressee(&self, from: usize, limit: usize) -> Option<Span> {
        let text = self.text();
        let from = self.speaker_behind(from).unwrap_or(from);
        let start = self.skip_small_words(from);
        if start >= limit || self.asks_at_once(from, start) {
            return None;
        }
        let actor = self
            .found
            .in_block(self.id)
            .iter()
            .filter(|it| it.span.start as usize >= start && (it.span.end as usize) <= limit)
            .filter(|it| is_actor(&it.reading))
            .min_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end)));
        let end = self.end_of_name(start, limit)?;
        if let Some(actor) = actor
            && (actor.span.start as usize) < end
            && only_lower(&text[start..actor.span.start as usize])
        {
            // "invites President Anna Rossi to": an office of nobody's in particular is not asked,
            // but the one who has it.
            let holder = match &actor.reading {
                Reading::Role(role) if role.of.is_none() => {
                    role.holders.iter().find(|it| it.start >= actor.span.end && (it.end as usize) <= end)
                }
                _ => None,
            };
            return Some(self.with_joined(holder.copied().unwrap_or(actor.span), end));
        }
        let words = text[start..end].trim_end_matches([' ', '.', ',']);
        (!words.is_empty() && words.len() <= LONGEST_ADDRESSEE).then(|| Span::new(start, start + words.len()))
    }

    /// "chiede di porre fine alle molestie": what is asked follows the verb, and nobody is
    /// named. Only `di` and `de` say so; `a` and `à` come before an addressee as well.
    fn asks_at_once(&self, from: usize, start: usize) -> bool {
        self.parts("infinitive-marker").filter(|it| (from..=start).contains(&(it.start as usize))).any(|it| {
            let marker = self.block.folded[it.range()].trim_end_matches(['\'', '’']);
            self.grammar.has(Class::Of, marker) && self.opens_infinitive(it.start as usize)
        })
    }

    /// Actors joined to the first one: `Italy, Malta and Greece`.
    fn with_joined(&self, first: Span, end: usize) -> Span {
        let mut whole = first;
        let mut actors: Vec<Span> = self
            .found
            .in_block(self.id)
            .iter()
            .filter(|it| is_actor(&it.reading) && it.span.start >= first.end && (it.span.end as usize) <= end)
            .map(|it| it.span)
            .collect();
        actors.sort_unstable();
        for actor in actors {
            let between = Span { start: whole.end, end: actor.start.max(whole.end) };
            let words = self.text()[between.range()].trim();
            let joined = words.starts_with(',') || self.has_part(between, "conjunction");
            if joined && words.len() <= LONGEST_JOINT && only_lower(words) {
                whole = whole.to(actor);
            }
        }
        whole
    }

    fn skip_small_words(&self, from: usize) -> usize {
        self.skip_parts(from, &["determiner", "adverb"])
    }

    /// The first place at or after `from` where no word of these parts stands.
    fn skip_parts(&self, from: usize, parts: &[&str]) -> usize {
        let mut at = from;
        loop {
            let rest = &self.text()[at..];
            at += rest.len() - rest.trim_start_matches([' ', ',']).len();
            let word = self
                .parts
                .iter()
                .filter(|(kind, span)| span.start as usize == at && parts.contains(kind))
                .max_by_key(|(_, span)| span.end);
            match word {
                Some((_, span)) => at = span.end as usize,
                None => return at,
            }
        }
    }

    /// Where the name of an addressee ends: before the infinitive's marker, a colon, a clause.
    pub(super) fn end_of_name(&self, start: usize, limit: usize) -> Option<usize> {
        let text = self.text();
        let marker = self
            .parts("infinitive-marker")
            .map(|span| span.start as usize)
            .filter(|&at| at > start && at < limit && self.opens_infinitive(at))
            .min();
        let stop = text[start..limit].find([':', ';']).map(|at| start + at);
        let comma = self.grammar.comma_infinitive.then(|| text[start..limit].find(", ")).flatten();
        let bare = self.grammar.bare_infinitive.then(|| self.first_infinitive(start, limit)).flatten();
        marker.into_iter().chain(stop).chain(comma.map(|at| start + at)).chain(bare).min().or(Some(limit))
    }

    /// The first word written small that ends as infinitives do.
    fn first_infinitive(&self, start: usize, limit: usize) -> Option<usize> {
        let text = &self.text()[start..limit];
        let mut at = 0;
        text.split(' ').find_map(|word| {
            let place = start + at;
            at += word.len() + 1;
            let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
            let small = bare.starts_with(char::is_lowercase) && bare.chars().count() > 3;
            let span = Span::new(place, place + bare.len());
            let named = self.found.over(self.id, span).is_some();
            (small && !named && self.is_infinitive(bare)).then_some(place)
        })
    }

    /// By its ending; a language without such endings leaves it open.
    fn is_infinitive(&self, word: &str) -> bool {
        let language = self.lexicon.by_notation(Scheme::Language, self.block.language.tag());
        let mut endings =
            language.into_iter().flat_map(|it| self.lexicon.values(it, "infinitiveEnding")).peekable();
        endings.peek().is_none() || endings.any(|ending| word.ends_with(ending))
    }

    /// French and Italian markers are prepositions, too: only before an infinitive (by its
    /// ending), a reflexive, or the colon that opens the list of what is asked.
    fn opens_infinitive(&self, at: usize) -> bool {
        let rest = &self.text()[at..];
        let after = rest.find([' ', '\'', '’', ':', ',', '.', ';']).map_or("", |it| &rest[it..]);
        let after = after.trim_start_matches([' ', '\'', '’']);
        let closes = self.grammar.comma_infinitive && after.starts_with([',', '.', ';']);
        if after.starts_with(':') || after.is_empty() || closes {
            return true;
        }
        let after = &self.text()[self.skip_parts(self.text().len() - after.len(), &["clitic"])..];
        let word: &str = after.split([' ', ',', ';', ':', '.']).next().unwrap_or("");
        word.starts_with(char::is_lowercase) && self.is_infinitive(word)
    }
}

/// Who can be asked for something.
fn is_actor(reading: &Reading) -> bool {
    matches!(
        reading,
        Reading::Body(_) | Reading::Country(_) | Reading::Party(_) | Reading::Role(_) | Reading::Person(_)
    )
}

/// Only words in small letters: "all other", "its own"; no name of something else.
fn only_lower(text: &str) -> bool {
    text.len() <= 60 && !text.contains([':', ';', '.', '(']) && !text.chars().any(char::is_uppercase)
}

/// The end of a sentence, or the very beginning.
fn ends_sentence(grammar: &Grammar, text: &str) -> bool {
    let text = text.trim_end_matches([' ', '»', '”', '"', ')']);
    text.is_empty() || (text.ends_with(['.', '!', '?']) && !ends_in_abbreviation(grammar, text))
}

/// A full stop followed by a capital, abbreviations aside.
fn breaks_sentence(grammar: &Grammar, text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        text[at + 2..].chars().next().is_some_and(|c| c.is_uppercase() || c == '«')
            && !ends_in_abbreviation(grammar, &text[..=at])
    })
}

/// A stop after these words ends no sentence.
fn ends_in_abbreviation(grammar: &Grammar, text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    grammar.is(Class::Abbreviation, word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::probe::{EN, FR, IT, probe};

    /// Paragraphs as `label text`; what is said as `label act[ > addressee]`, then what is
    /// asked as `label asked[ of addressee]`.
    fn check(language: Language, paragraphs: &[(&str, &str)], expected: &[&str]) {
        let found = probe(language, paragraphs, |scope, found| {
            let mut lines = Vec::new();
            for act in find(scope, found) {
                let block = scope.document.block(act.block);
                let to = act.addressee.map_or(String::new(), |it| format!(" > {}", block.slice(it)));
                let name = &scope.lexicon.concept(act.act).notation;
                lines.push(format!("{} {name}{to}", block.label));
                for demand in &act.demands {
                    let of = demand.addressee.map_or(String::new(), |(id, it)| {
                        format!(" of {}", scope.document.block(id).slice(it))
                    });
                    lines.push(format!("{} asked{of}", scope.document.block(demand.block).label));
                }
            }
            lines
        });
        assert_eq!(found, expected, "in {paragraphs:?}");
    }

    #[test]
    fn an_adverb_may_open_a_paragraph_without_subject() {
        check(
            EN,
            &[("1", "Strongly condemns the attack and calls for an inquiry.")],
            &["1 condemns", "1 calls_for"],
        );
        check(EN, &[("1", "Italy calls for an inquiry.")], &[]);
        check(FR, &[("1", "Gouvernement et Parlement : Parlement demande une enquête.")], &[]);
    }

    #[test]
    fn verbs_follow_their_speaker_or_an_act_before() {
        check(
            EN,
            &[(
                "1",
                "The Assembly recalls its Resolution 1 (2001) and reiterates its view. It further notes that X grew, and welcomes it.",
            )],
            &["1 recalls", "1 reiterates", "1 notes", "1 welcomes"],
        );
        check(
            FR,
            &[(
                "1",
                "L'Assemblée se félicite de l'accord et déplore le reste. En particulier, elle félicite le pays.",
            )],
            &["1 welcomes", "1 deplores", "1 commends > le pays"]
                .map(|it| it.replace("le pays", "pays"))
                .each_ref()
                .map(String::as_str),
        );
        check(
            IT,
            &[(
                "1",
                "L'Assemblea ribadisce il suo impegno. Rileva inoltre il profilo, e accoglie con favore i contributi.",
            )],
            &["1 reiterates", "1 notes", "1 welcomes"],
        );
    }

    #[test]
    fn what_others_say_is_not_said_by_the_assembly() {
        check(
            EN,
            &[("1", "The Parliament welcomes the plan, and the party which demands it condemns others.")],
            &[],
        );
        check(EN, &[("1", "The National Assembly calls on the government to act.")], &[]);
        check(EN, &[("1", "The movement “which the Assembly condemns” is small.")], &[]);
    }

    #[test]
    fn predicates_and_nouns_take_small_words_between() {
        check(
            EN,
            &[("1", "The Assembly is nonetheless deeply concerned by the law and remains committed to it.")],
            &["1 expresses_concern", "1 remains_committed"],
        );
        check(
            EN,
            &[(
                "1",
                "The Assembly is concerned, moreover, by the law. It is, however, determined to follow.",
            )],
            &["1 expresses_concern", "1 is_determined"],
        );
        check(
            EN,
            &[("1", "The Assembly expresses its deep and grave concern at this.")],
            &["1 expresses_concern"],
        );
        check(
            FR,
            &[("1", "L'Assemblée exprime sa vive préoccupation et est déterminée à agir.")],
            &["1 expresses_concern", "1 is_determined"],
        );
        check(
            IT,
            &[("1", "L'Assemblea esprime vivo apprezzamento ed è tuttavia preoccupata.")],
            &["1 appreciates", "1 expresses_concern"],
        );
    }

    #[test]
    fn what_is_asked_hangs_under_the_act() {
        check(
            EN,
            &[
                ("9", "Therefore, the Assembly encourages the ministers to:"),
                ("9.1", "use their position;"),
                ("9.2", "encourage the authorities to join treaties, in particular:"),
                ("9.2.1", "speed up progress;"),
            ],
            &[
                "9 encourages > ministers",
                "9.1 asked of ministers",
                "9.2 asked of ministers",
                "9.2.1 asked of authorities",
            ],
        );
    }

    #[test]
    fn addressees_may_stand_in_the_paragraphs_below() {
        check(
            EN,
            &[
                ("5", "The Assembly urges:"),
                ("5.1", "the coastal States to:"),
                ("5.1.1", "open a port;"),
                ("5.2", "the fishermen to help."),
            ],
            &["5 urges", "5.1.1 asked of coastal States", "5.2 asked of fishermen"],
        );
        check(
            EN,
            &[
                ("7", "The Assembly accordingly:"),
                ("7.1", "asks the ministers to answer;"),
                ("7.2", "invites others to listen."),
            ],
            &[
                "7.1 asks > ministers",
                "7.1 asked of ministers",
                "7.2 invites > others",
                "7.2 asked of others",
            ],
        );
    }

    #[test]
    fn older_acts_begin_with_the_verb() {
        check(
            EN,
            &[
                ("1", "Having regard to Opinion 1 (1995);"),
                ("2", "Deploring the arrest;"),
                ("3", "Calls on the ministers:"),
                ("3.i", "to release him;"),
            ],
            &["1 refers_to", "2 deplores", "3 calls_on > ministers", "3.i asked of ministers"],
        );
    }

    #[test]
    fn sending_the_act_on_is_no_demand() {
        check(
            EN,
            &[("7", "Instructs its chair to forward this text to the ministers.")],
            &["7 instructs > chair"],
        );
    }

    #[test]
    fn asking_for_a_thing_addresses_nobody() {
        check(
            IT,
            &[("4", "Chiede inoltre la cessazione delle molestie nei confronti di Ivan Bely.")],
            &["4 calls_for"],
        );
        check(FR, &[("4", "L'Assemblée demande également la libération de Ivan Bely.")], &["4 calls_for"]);
        check(
            IT,
            &[("4", "L’Assemblea chiede urgentemente l’interruzione delle molestie.")],
            &["4 calls_for"],
        );
        check(FR, &[("4", "L’Assemblée demande instamment l’arrêt des poursuites.")], &["4 calls_for"]);
    }

    #[test]
    fn what_is_to_be_done_is_nobody_who_is_asked() {
        check(EN, &[("1", "Requests that the truce be made lasting.")], &["1 asks"]);
        check(EN, &[("2", "Urges that the armed units be brought under control;")], &["2 urges"]);
        check(EN, &[("3", "Urges the fishermen to wait.")], &["3 urges > fishermen", "3 asked of fishermen"]);
    }

    #[test]
    fn an_indirect_question_asks_for_its_answer_only() {
        check(
            EN,
            &[
                ("4", "The Assembly asks the ministers to:"),
                ("4.1", "examine whether the treaty covers:"),
                ("4.1.1", "the theft of a voice;"),
            ],
            &["4 asks > ministers", "4.1 asked of ministers"],
        );
    }

    #[test]
    fn an_infinitive_right_after_the_verb_leaves_nobody_addressed() {
        check(IT, &[("6", "L'Assemblea chiede di porre fine alle molestie contro i ministri.")], &["6 asks"]);
        check(FR, &[("6", "L'Assemblée demande de libérer les ministres.")], &["6 asks"]);
    }

    #[test]
    fn french_and_italian_infinitives_end_the_addressee() {
        check(
            FR,
            &[("6", "L'Assemblée invite les ministres à agir et demande la libération du chef.")],
            &["6 invites > ministres", "6 asked of ministres", "6 calls_for"],
        );
        check(
            IT,
            &[("6", "L'Assemblea esorta i ministri a:"), ("6.1", "agire;")],
            &["6 urges > ministri", "6.1 asked of ministri"],
        );
    }
}
