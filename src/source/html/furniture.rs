//! Which lines of a page are not its text.
//!
//! By element (`nav`, the page's own `header`, `footer`, `aside`), by WAI-ARIA role, by words
//! of class names, by what lies outside `main`, and by how much of a part is links.
//! Leaves alone what holds most of the page's words, whatever it is called, the only heading
//! of the page, and notes that the text calls: the act is never furniture.

use std::sync::Arc;

use super::tag::{Tag, Use};

/// A line of the page, with the box around it.
#[derive(Debug, Default)]
pub struct LineOf {
    pub at: u32,
    pub own: usize,
    /// In a heading of the first level.
    pub heading: bool,
    /// Ids of what begins here.
    pub ids: Vec<Arc<str>>,
    /// Characters, those of links among them, and links.
    pub words: u32,
    pub linked: u32,
    pub links: u32,
}

#[derive(Debug)]
struct Box {
    /// Made before it.
    parent: Option<usize>,
    tag: Tag,
    says: Use,
    words: u32,
    linked: u32,
    links: u32,
    lines: u32,
    main: bool,
    heading: bool,
    note: bool,
}

#[derive(Debug, Default)]
pub struct Boxes {
    all: Vec<Box>,
    lines: Vec<LineOf>,
    in_link: bool,
}

impl Boxes {
    pub fn add(&mut self, parent: Option<usize>, tag: Tag, says: Use) -> usize {
        self.all.push(Box {
            parent,
            tag,
            says,
            words: 0,
            linked: 0,
            links: 0,
            lines: 0,
            main: tag == Tag::Main || says == Use::Main,
            heading: false,
            note: false,
        });
        self.all.len() - 1
    }

    /// The box around everything.
    pub fn page(&mut self) -> usize {
        if self.all.is_empty() { self.add(None, Tag::Html, Use::Open) } else { 0 }
    }

    pub fn line(&mut self, line: LineOf) {
        self.lines.push(line);
        self.in_link = false;
    }

    /// Words of the last line.
    pub fn words(&mut self, text: &str, link: bool) {
        let Some(line) = self.lines.last_mut() else { return };
        let count = text.chars().filter(|c| c.is_alphanumeric()).count() as u32;
        line.words += count;
        if link {
            line.linked += count;
            line.links += u32::from(!self.in_link);
        }
        self.in_link = link;
    }

    pub fn lines(&self) -> &[LineOf] {
        &self.lines
    }

    pub fn last_line(&self) -> Option<u32> {
        self.lines.last().map(|it| it.at)
    }

    /// Where the lines begin that are furniture; `notes` are never.
    pub fn furniture(mut self, notes: &[(u32, u16)]) -> Vec<u32> {
        self.add_up(notes);
        let plain = |it: &Box| it.words - it.linked;
        let roots = self.all.iter().filter(|it| it.parent.is_none());
        let page: u32 = roots.map(plain).sum();
        // A `main` that holds most of the words holds the text.
        let is_main = |it: &Box| it.main && plain(it) * 2 > page;
        let main = self.all.iter().any(is_main);
        let main_heading = self.all.iter().any(|it| is_main(it) && it.heading);
        // What a box inherits: furniture, or being inside the main part.
        let mut off = vec![false; self.all.len()];
        let mut inside = vec![false; self.all.len()];
        let mut article = vec![false; self.all.len()];
        for (index, it) in self.all.iter().enumerate() {
            let above = it.parent;
            inside[index] = is_main(it) || above.is_some_and(|it| inside[it]);
            article[index] = it.tag == Tag::Article || above.is_some_and(|it| article[it]);
            let most = plain(it) * 2 > page;
            let guarded = most || it.note || (it.heading && !main_heading);
            let named = match it.tag {
                Tag::Nav => true,
                // Those of an article are part of it.
                Tag::Header | Tag::Footer | Tag::Aside => !inside[index] && !article[index],
                _ => false,
            };
            let navigation = it.tag == Tag::Nav || it.says == Use::Furniture && it.tag != Tag::Body;
            let own = (named || navigation || self.is_links(index, inside[index])) && !guarded;
            off[index] = own || above.is_some_and(|it| off[it]);
        }
        self.lines
            .iter()
            .filter(|line| {
                let spared = line.heading && !main_heading;
                let outside = main && !inside[line.own] && !spared;
                let note = notes.binary_search_by_key(&line.at, |it| it.0).is_ok();
                !note && (outside || off[line.own])
            })
            .map(|line| line.at)
            .collect()
    }

    /// Sums of lines to their boxes, and of boxes to those around them.
    fn add_up(&mut self, notes: &[(u32, u16)]) {
        for line in &self.lines {
            let note = notes.binary_search_by_key(&line.at, |it| it.0).is_ok();
            let it = &mut self.all[line.own];
            it.words += line.words;
            it.linked += line.linked;
            it.links += line.links;
            it.lines += 1;
            it.heading |= line.heading;
            it.note |= note;
        }
        for index in (0..self.all.len()).rev() {
            let Some(parent) = self.all[index].parent else { continue };
            let Box { words, linked, links, lines, heading, note, .. } = self.all[index];
            let above = &mut self.all[parent];
            above.words += words;
            above.linked += linked;
            above.links += links;
            above.lines += lines;
            above.heading |= heading;
            above.note |= note;
        }
    }

    /// Several links and hardly a word beside them. In the main part, where a sentence may be
    /// a row of citations, one line of links has no other word.
    fn is_links(&self, index: usize, inside: bool) -> bool {
        let it = &self.all[index];
        let beside = it.words - it.linked;
        let few = match (inside, it.lines) {
            (true, 1) => beside == 0,
            (true, _) => beside * 10 <= it.words,
            (false, _) => beside * 5 <= it.words,
        };
        it.links >= 3 && few
    }
}
