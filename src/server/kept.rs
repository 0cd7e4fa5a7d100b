//! Answers of our own questions, kept as long as the snapshot they came from is served.
//!
//! A snapshot does not change, so the same request has the same answer; what somebody's SPARQL
//! asks is not kept, as it may call for the time or a random number.

use std::sync::{Mutex, PoisonError};

use lru::LruCache;

use super::pool::Answer;

/// Bytes kept, requests and bodies.
const MOST: usize = 24 << 20;
/// Larger bodies are not kept: one would push out hundreds of pages.
const LARGEST: usize = 1 << 20;

/// By request, as it is sent.
pub struct Kept(Mutex<Inner>);

struct Inner {
    generation: u64,
    bytes: usize,
    answers: LruCache<Vec<u8>, Answer>,
}

impl Default for Kept {
    fn default() -> Self {
        Self(Mutex::new(Inner { generation: 0, bytes: 0, answers: LruCache::unbounded() }))
    }
}

impl Kept {
    pub fn get(&self, generation: u64, request: &[u8]) -> Option<Answer> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.generation != generation {
            return None;
        }
        inner.answers.get(request).cloned()
    }

    pub fn put(&self, generation: u64, request: &[u8], answer: &Answer) {
        let size = request.len() + answer.body.len();
        if size > LARGEST {
            return;
        }
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The answer of an old worker that took long says nothing of the new build.
        if inner.generation > generation {
            return;
        }
        if inner.generation < generation {
            *inner = Inner { generation, bytes: 0, answers: LruCache::unbounded() };
        }
        inner.bytes += size;
        if let Some(old) = inner.answers.put(request.to_vec(), answer.clone()) {
            inner.bytes -= request.len() + old.body.len();
        }
        while inner.bytes > MOST {
            let Some((request, old)) = inner.answers.pop_lru() else { break };
            inner.bytes -= request.len() + old.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(size: usize) -> Answer {
        Answer { media_type: "text/plain".to_owned(), limited: None, body: vec![0; size].into() }
    }

    #[test]
    fn an_answer_is_kept_for_its_generation_only() {
        let kept = Kept::default();
        kept.put(1, b"a", &answer(3));
        assert_eq!(kept.get(1, b"a"), Some(answer(3)));
        assert_eq!(kept.get(2, b"a"), None);
        kept.put(2, b"b", &answer(4));
        kept.put(1, b"a", &answer(3));
        assert_eq!((kept.get(1, b"a"), kept.get(2, b"a"), kept.get(2, b"b")), (None, None, Some(answer(4))));
    }

    #[test]
    fn what_was_not_asked_for_longest_goes_first_and_large_bodies_are_not_kept() {
        let kept = Kept::default();
        kept.put(1, b"large", &answer(LARGEST));
        assert_eq!(kept.get(1, b"large"), None);
        for n in 0..30_u8 {
            kept.put(1, &[n], &answer(LARGEST - 1));
            assert!(kept.get(1, &[0]).is_some() && kept.get(1, &[n]).is_some(), "{n}");
        }
        assert_eq!(kept.get(1, &[1]), None);
        assert!(kept.0.lock().unwrap().bytes <= MOST);
    }
}
