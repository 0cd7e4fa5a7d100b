//! Answers kept as long as the snapshot they came from is served.
//!
//! A snapshot does not change, so the same request has the same answer, and what calls for the
//! time or a random number says so itself (see [`super::pool::Answer::keep`]).

use std::sync::{Mutex, PoisonError};

use lru::LruCache;

/// Larger bodies are not kept: one would push out hundreds of pages.
const LARGEST: usize = 1 << 20;

/// What a kept answer takes.
pub trait Size {
    /// In bytes, about.
    fn size(&self) -> usize;
}

/// By request, as it is sent.
pub struct Kept<T> {
    /// Bytes kept, requests and answers.
    most: usize,
    inner: Mutex<Inner<T>>,
}

struct Inner<T> {
    generation: u64,
    bytes: usize,
    answers: LruCache<Vec<u8>, T>,
}

impl<T: Size + Clone> Kept<T> {
    pub fn new(most: usize) -> Self {
        Self { most, inner: Mutex::new(Inner::of(0)) }
    }

    pub fn get(&self, generation: u64, request: &[u8]) -> Option<T> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.generation != generation {
            return None;
        }
        inner.answers.get(request).cloned()
    }

    pub fn put(&self, generation: u64, request: &[u8], answer: &T) {
        let size = request.len() + answer.size();
        if size > LARGEST {
            return;
        }
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        // The answer of an old worker that took long says nothing of the new build.
        if inner.generation > generation {
            return;
        }
        if inner.generation < generation {
            *inner = Inner::of(generation);
        }
        inner.bytes += size;
        if let Some(old) = inner.answers.put(request.to_vec(), answer.clone()) {
            inner.bytes -= request.len() + old.size();
        }
        while inner.bytes > self.most {
            let Some((request, old)) = inner.answers.pop_lru() else { break };
            inner.bytes -= request.len() + old.size();
        }
    }
}

impl<T> Inner<T> {
    fn of(generation: u64) -> Self {
        Self { generation, bytes: 0, answers: LruCache::unbounded() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many bytes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Bytes(usize);

    impl Size for Bytes {
        fn size(&self) -> usize {
            self.0
        }
    }

    const MOST: usize = 24 << 20;

    #[test]
    fn an_answer_is_kept_for_its_generation_only() {
        let kept = Kept::new(MOST);
        kept.put(1, b"a", &Bytes(3));
        assert_eq!(kept.get(1, b"a"), Some(Bytes(3)));
        assert_eq!(kept.get(2, b"a"), None);
        kept.put(2, b"b", &Bytes(4));
        kept.put(1, b"a", &Bytes(3));
        assert_eq!((kept.get(1, b"a"), kept.get(2, b"a"), kept.get(2, b"b")), (None, None, Some(Bytes(4))));
    }

    #[test]
    fn what_was_not_asked_for_longest_goes_first_and_large_bodies_are_not_kept() {
        let kept = Kept::new(MOST);
        kept.put(1, b"large", &Bytes(LARGEST));
        assert_eq!(kept.get(1, b"large"), None);
        for n in 0..30_u8 {
            kept.put(1, &[n], &Bytes(LARGEST - 1));
            assert!(kept.get(1, &[0]).is_some() && kept.get(1, &[n]).is_some(), "{n}");
        }
        assert_eq!(kept.get(1, &[1]), None);
        assert!(kept.inner.lock().unwrap().bytes <= MOST);
    }
}
