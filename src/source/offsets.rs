//! From decoded characters back to bytes of the file.

use super::encoding::Encoding;

/// Bytes of the decoded document to bytes of the file.
pub struct Offsets<'p> {
    page: &'p str,
    encoding: Encoding,
    /// The same place in both.
    decoded: usize,
    original: usize,
}

impl<'p> Offsets<'p> {
    pub fn new(page: &'p str, encoding: Encoding) -> Self {
        Self { page, encoding, decoded: 0, original: 0 }
    }

    /// Places are asked for in about their order, so the way from the last one is short.
    pub fn original(&mut self, at: usize) -> u32 {
        if self.encoding == Encoding::UTF_8 {
            return at as u32;
        }
        let width = |text: &str| -> usize { text.chars().map(|c| self.encoding.width(c).unwrap_or(1)).sum() };
        let (from, to) = (self.decoded.min(at), self.decoded.max(at));
        let way = self.page.get(from..to).map_or(0, width);
        self.original = if at < self.decoded { self.original - way } else { self.original + way };
        self.decoded = at;
        self.original as u32
    }
}
