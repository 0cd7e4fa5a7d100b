//! Precision, recall and their mean.

use serde::Serialize;

/// Rounded to four places, as they are printed and compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rates {
    pub p: f64,
    pub r: f64,
    pub f1: f64,
    pub tp: usize,
    pub fp: usize,
    pub r#fn: usize,
}

impl Rates {
    /// Of `right` found, `invented` found and `missed`. Nothing to find and nothing found is
    /// perfect; nothing found of something is not.
    pub fn of(right: usize, invented: usize, missed: usize) -> Self {
        let share = |of: usize, otherwise: f64| if of > 0 { right as f64 / of as f64 } else { otherwise };
        let p = share(right + invented, if missed == 0 { 1.0 } else { 0.0 });
        let r = share(right + missed, 1.0);
        Self { p: round(p), r: round(r), f1: round(harmonic(p, r)), tp: right, fp: invented, r#fn: missed }
    }
}

pub fn harmonic(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// To four places, by the exact decimal value of the number, half to even.
pub fn round(number: f64) -> f64 {
    format!("{number:.4}").parse().expect("a number that was just printed")
}

/// How many of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    /// Nothing to find is a full share.
    pub fn value(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.right, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: (usize, usize, usize), expected: (f64, f64, f64)) {
        let rates = Rates::of(counts.0, counts.1, counts.2);
        assert_eq!((rates.p, rates.r, rates.f1), expected);
    }

    #[test]
    fn nothing_found_of_nothing_is_perfect() {
        check((0, 0, 0), (1.0, 1.0, 1.0));
    }

    #[test]
    fn nothing_found_of_something_is_nothing() {
        check((0, 0, 3), (0.0, 0.0, 0.0));
    }

    #[test]
    fn rates_have_four_places() {
        check((2, 1, 1), (0.6667, 0.6667, 0.6667));
        check((1, 0, 2), (1.0, 0.3333, 0.5));
    }
}
