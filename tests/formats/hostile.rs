//! Whatever is done to a file, its reader ends in a text or in one reason, and the text keeps
//! its promises.

use hemicycle::document;
use hemicycle::lexicon::Lexicon;
use hemicycle::source::{LARGEST, Source};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{samples, zipped};
use crate::fuzz::targets::promises;

const SAMPLES: [&str; 5] = ["act.txt", "act.html", "act.akn.xml", "other.xml", "act.docx"];

fn sample(name: &str) -> Vec<u8> {
    let path = samples().join(name);
    if path.is_dir() { zipped(&path) } else { std::fs::read(path).unwrap() }
}

/// Reads, and looks whether all that is said of the text is about the text.
fn check(bytes: Vec<u8>) {
    assert!((bytes.len() as u64) < LARGEST);
    let length = bytes.len() as u32;
    let Ok(source) = Source::from_bytes("file", bytes) else { return };
    promises(&source, length);
    // Every byte in one block: the document's own promise holds for what readers give.
    let document = document::parse(&source, Lexicon::built_in());
    let owned: usize = document.blocks.iter().flat_map(|it| &it.ranges).map(|it| it.len()).sum();
    assert_eq!(owned, if document.blocks.is_empty() { 0 } else { source.text.len() });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, rng_seed: RngSeed::Fixed(2616), ..ProptestConfig::default() })]

    #[test]
    fn cut_files_end_in_a_text_or_a_reason(name in prop::sample::select(&SAMPLES[..]), at in 0.0..1.0_f64) {
        let mut bytes = sample(name);
        bytes.truncate((bytes.len() as f64 * at) as usize);
        check(bytes);
    }

    #[test]
    fn flipped_bits_end_in_a_text_or_a_reason(
        name in prop::sample::select(&SAMPLES[..]),
        flips in prop::collection::vec((0.0..1.0_f64, 0_u8..8), 1..20),
    ) {
        let mut bytes = sample(name);
        for (at, bit) in flips {
            let at = ((bytes.len() - 1) as f64 * at) as usize;
            bytes[at] ^= 1 << bit;
        }
        check(bytes);
    }

    #[test]
    fn tags_in_any_order_end_in_a_text_or_a_reason(
        parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 1..60),
        root in prop::sample::select(&["<html>", "<akomaNtoso>", "<?xml version='1.0'?><a>", ""][..]),
    ) {
        check(format!("{root}{}", parts.concat()).into_bytes());
    }
}

const PARTS: [&str; 46] = [
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<ol type=a>",
    "<ul>",
    "</ul>",
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<div id=x>",
    "</div>",
    "<nav>",
    "</nav>",
    "<main>",
    "<h1>",
    "</h2>",
    "<a href='#x'>",
    "</a>",
    "<sup>",
    "1",
    "</sup>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<br>",
    "<num>1.</num>",
    "<content>",
    "</content>",
    "<authorialNote>",
    "</authorialNote>",
    "<quotedText>",
    "</quotedText>",
    "<ref href='/a'>",
    "</ref>",
    "Resolution 1 (2027) ",
    "1. The Assembly ",
    "é\u{301}",
    "&amp;&#x2028;",
    " \n ",
];

#[test]
fn depth_ends_in_a_text_or_a_reason() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<ol><li>", "</li></ol>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<b>", "</b>"),
        ("<svg>", "</svg>"),
        ("<a href=x>", "</a>"),
        ("<p><span hidden>", "</span>"),
    ] {
        check(format!("<html>{}deep{}<p>end", open.repeat(100_000), close.repeat(100_000)).into_bytes());
    }
    for root in ["<akomaNtoso>", "<?xml version='1.0'?>"] {
        let text = format!("{root}{}deep", "<p>".repeat(100_000));
        let error = Source::from_bytes("file", text.into_bytes()).expect_err("too deep");
        assert!(error.to_string().contains("nested too deep"), "{error}");
    }
}
