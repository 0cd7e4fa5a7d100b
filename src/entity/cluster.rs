//! Mentions of one kind put together: which of them denote one thing.
//!
//! A union-find that knows which versions a cluster is named in, so that two things named in
//! one version are never joined through a third that is near to both.

use crate::mention::MentionId;
use crate::text::Language;

use super::Basis;
use super::scope::Scope;

/// Disjoint sets over the mentions of one kind.
pub struct Clusters {
    /// In reading order.
    pub members: Vec<MentionId>,
    roots: Vec<usize>,
    /// Nodes of each cluster, in reading order, at its root; none where the root is alone.
    nodes: Vec<Vec<usize>>,
    basis: Vec<Basis>,
}

impl Clusters {
    pub fn new(members: Vec<MentionId>) -> Self {
        let roots = (0..members.len()).collect();
        let nodes = vec![Vec::new(); members.len()];
        let basis = vec![Basis::ExactName; members.len()];
        Self { members, roots, nodes, basis }
    }

    pub fn root(&self, node: usize) -> usize {
        self.roots[node]
    }

    pub fn basis(&self, node: usize) -> Basis {
        self.basis[self.root(node)]
    }

    /// The weakest link of the joined cluster stays with it. The first in reading order leads.
    pub fn join(&mut self, a: usize, b: usize, basis: Basis) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (first, second) = (a.min(b), a.max(b));
        let mut joined = std::mem::take(&mut self.nodes[second]);
        if joined.is_empty() {
            joined.push(second);
        }
        for &node in &joined {
            self.roots[node] = first;
        }
        let nodes = &mut self.nodes[first];
        if nodes.is_empty() {
            nodes.push(first);
        }
        // Mostly in order already: a later mention of what was named before.
        let in_order = nodes.last() < joined.first();
        nodes.extend(joined);
        if !in_order {
            nodes.sort_unstable();
        }
        self.basis[first] = self.basis[first].max(self.basis[second]).max(basis);
    }

    /// Nodes of the cluster of `node`, in reading order.
    pub fn cluster(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.of_root(self.root(node)).iter().copied()
    }

    fn of_root(&self, root: usize) -> &[usize] {
        match self.nodes[root].as_slice() {
            // The root of one that is alone is itself.
            [] => &self.roots[root..=root],
            nodes => nodes,
        }
    }

    /// Every cluster's nodes, both in reading order.
    pub fn all(&self) -> Vec<(usize, Vec<usize>)> {
        self.roots().map(|root| (root, self.of_root(root).to_vec())).collect()
    }

    /// First node of each cluster, in reading order.
    pub fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.members.len()).filter(|&it| self.roots[it] == it)
    }

    /// Whether both clusters are named in one version.
    fn share_version(&self, scope: &Scope<'_>, a: usize, b: usize) -> bool {
        let language = |node: usize| scope.block(scope.mentions.get(self.members[node])).language;
        let mut here: Vec<Language> = Vec::new();
        for node in self.cluster(a) {
            if !here.contains(&language(node)) {
                here.push(language(node));
            }
        }
        self.cluster(b).any(|b| here.contains(&language(b)))
    }

    /// Joins what stands at the same place of two versions and is in neither of the other's
    /// clusters: every pair for which `same` holds both ways round and for no other, and, with
    /// [`ByOrder::WhenAsMany`], those left over in their order when there are as many of them.
    pub fn align(&mut self, scope: &Scope<'_>, order: ByOrder, same: impl Fn(usize, usize) -> bool) {
        let mut of_block: rustc_hash::FxHashMap<_, Vec<usize>> = rustc_hash::FxHashMap::default();
        for (node, &id) in self.members.iter().enumerate() {
            of_block.entry(scope.mentions.get(id).block).or_default().push(node);
        }
        for group in &scope.parallels {
            for (i, first) in group.iter().enumerate() {
                for second in &group[i + 1..] {
                    let (Some(all_a), Some(all_b)) = (of_block.get(first), of_block.get(second)) else {
                        continue;
                    };
                    let (a, b) = (self.alone(all_a, all_b), self.alone(all_b, all_a));
                    let mut pairs = Vec::new();
                    for &x in &a {
                        let mut fits = b.iter().copied().filter(|&y| same(x, y));
                        let (Some(y), None) = (fits.next(), fits.next()) else { continue };
                        if a.iter().filter(|&&other| same(other, y)).count() == 1 {
                            pairs.push((x, y));
                        }
                    }
                    if order == ByOrder::WhenAsMany {
                        // As many things in all, and each left over at the same turn: a thing
                        // overlooked in one version must not shift the others.
                        let (turns_a, turns_b) = (self.distinct(all_a), self.distinct(all_b));
                        if turns_a.len() == turns_b.len() {
                            let left = |it: usize| pairs.iter().all(|&(x, y)| x != it && y != it);
                            let more: Vec<(usize, usize)> = turns_a
                                .iter()
                                .zip(&turns_b)
                                .filter(|&(&x, &y)| left(x) && left(y) && a.contains(&x) && b.contains(&y))
                                .map(|(&x, &y)| (x, y))
                                .collect();
                            pairs.extend(more);
                        }
                    }
                    for (x, y) in pairs {
                        if !self.share_version(scope, x, y) {
                            self.join(x, y, Basis::ParallelVersion);
                        }
                    }
                }
            }
        }
    }

    /// The first node of each cluster that stands `here`.
    fn distinct(&self, here: &[usize]) -> Vec<usize> {
        let mut seen = rustc_hash::FxHashSet::default();
        here.iter().copied().filter(|&node| seen.insert(self.root(node))).collect()
    }

    /// Those of [`Self::distinct`] whose cluster does not stand `there`.
    fn alone(&self, here: &[usize], there: &[usize]) -> Vec<usize> {
        let there: rustc_hash::FxHashSet<usize> = there.iter().map(|&it| self.root(it)).collect();
        let mut alone = self.distinct(here);
        alone.retain(|&node| !there.contains(&self.root(node)));
        alone
    }
}

/// Whether order alone joins what is left over at the same place of two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByOrder {
    Never,
    WhenAsMany,
}

/// What the names of one thing are, best first, language by language: the ones used most,
/// names in capitals last, and of equals the first in the text. Names that differ by the shape
/// of an apostrophe only are one, written as it is most often.
pub fn names(scope: &Scope<'_>, mentions: &[MentionId]) -> Vec<(Language, String)> {
    let mut counted: Vec<(Language, &str, usize, usize)> = Vec::new();
    for (order, &id) in mentions.iter().enumerate() {
        let mention = scope.mentions.get(id);
        let (language, words) = (scope.block(mention).language, scope.words(mention));
        match counted.iter_mut().find(|it| it.0 == language && it.1 == words) {
            Some(it) => it.2 += 1,
            None => counted.push((language, words, 1, order)),
        }
    }
    one_for_apostrophes(&mut counted);
    let capitals = |words: &str| {
        words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && words.contains(' ')
    };
    counted.sort_by_key(|&(language, words, count, order)| {
        (language, capitals(words), std::cmp::Reverse(count), order)
    });
    counted.into_iter().map(|(language, words, ..)| (language, words.to_owned())).collect()
}

/// `O'Neil` twice and `O’Neil` once are `O'Neil` three times; of equals the first in the text.
fn one_for_apostrophes(counted: &mut Vec<(Language, &str, usize, usize)>) {
    const APOSTROPHES: [char; 4] = ['\'', '’', '‘', 'ʼ'];
    if counted.iter().filter(|it| it.1.contains(APOSTROPHES)).count() < 2 {
        return;
    }
    let same = |a: &str, b: &str| {
        let plain = |it: char| if APOSTROPHES.contains(&it) { '\'' } else { it };
        a.chars().map(plain).eq(b.chars().map(plain))
    };
    let mut all: Vec<(Language, &str, usize, usize)> = std::mem::take(counted);
    all.sort_by_key(|it| (std::cmp::Reverse(it.2), it.3));
    for it in all {
        match counted.iter_mut().find(|held| held.0 == it.0 && same(held.1, it.1)) {
            Some(held) => held.2 += it.2,
            None => counted.push(it),
        }
    }
}
