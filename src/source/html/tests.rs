use super::*;

/// Lines as read, those that are furniture behind `~`, headings behind `#`, notes behind `^`.
fn check(page: &str, expected: &[&str]) {
    let found = read(page, Encoding::UTF_8).expect("a page");
    let mut at = 0;
    let mut lines = Vec::new();
    for line in found.text.split_inclusive('\n') {
        let mut marks = String::new();
        for hint in found.hints.iter().filter(|it| it.at == at) {
            match hint.says {
                Says::Furniture => marks.push('~'),
                Says::Heading(level) => marks.push_str(&format!("#{level} ")),
                Says::Footnote(number) => marks.push_str(&format!("^{number} ")),
                Says::Label { end, .. } => assert!(end > at && end <= at + line.len() as u32, "in {page:?}"),
                Says::States(_) => unreachable!("pages state nothing"),
                Says::Language(language) => marks.push_str(&format!("@{language} ")),
            }
        }
        if !line.trim().is_empty() {
            lines.push(format!("{marks}{}", line.trim_end()));
        }
        at += line.len() as u32;
    }
    assert_eq!(lines, expected, "in {page:?}");
    assert!(found.hints.iter().all(|it| it.at as usize <= found.text.len()));
}

#[test]
fn numbers_of_nested_lists_are_shown() {
    check(
        "<ol><li>The Assembly:<ol><li>urges<ol type=a><li>one<li>two</ol><li value=5>asks</ol><li>ends</ol>",
        &["1. The Assembly:", "1.1. urges", "a. one", "b. two", "1.5. asks", "2. ends"],
    );
    check("<ol start=3 type=i><li><p>three</p><p>more</p></li></ol>", &["iii. three", "more"]);
    check("<ol><li><ol><li>deep</ol></ol>", &["1.", "1.1. deep"]);
    check("<ul><li>one<li>two</ul>", &["• one", "• two"]);
}

#[test]
fn numbers_that_stand_in_the_text_are_not_doubled() {
    check("<ol><li>1. The Assembly</li><li>2.The</ol>", &["1. The Assembly", "2.The"]);
    check("<ol style='list-style: none'><li>1. A</li></ol>", &["1. A"]);
    check("<ol><li>12 States</li></ol>", &["1. 12 States"]);
}

#[test]
fn what_nobody_reads_is_left_out() {
    check(
        "<title>T</title><script>var a='<p>no</p>'</script><p>yes<svg><path d=''></svg><b hidden>no<i>no</i></b>\
         <span style='display : none'>no</span>, too<template><p>no</p></template><del>no</del><p>more",
        &["yes, too", "more"],
    );
}

#[test]
fn blocks_are_lines_and_white_space_is_one_space() {
    check(
        "a<b>b</b>\n c<p>d<br>e<p>f&nbsp;g&shy;h &amp; &eacute;<div>i</div>j",
        &["ab c", "d", "e", "f\u{A0}g\u{AD}h & é", "i", "j"],
    );
    check("<pre>one\n  two</pre>", &["one", "two"]);
    check("<p>He said <q>no</q>.", &["He said “no”."]);
}

#[test]
fn rows_are_lines_and_cells_stand_apart() {
    check(
        "<table><tr><td><p>(1)</p><td><p>Whereas</p><p>more</p><tr><td>a</td><td>b</td></tr></table>c",
        &["(1)\tWhereas", "more", "a\tb", "c"],
    );
}

#[test]
fn notes_are_known_by_the_links_that_call_them() {
    check(
        "<h1>Resolution 1 (2027)<sup><a href='#n1' id=r1>1</a></sup></h1><p>Text<a href='#n2'>[2]</a>.</p>\
         <p id=n1><a href='#r1'>1</a> Adopted.</p><ol start=2><li id=n2>Other.</li></ol>",
        &["#1 Resolution 1 (2027)¹", "Text[2].", "^1 1 Adopted.", "^2 2. Other."],
    );
    check("<p>m<sup>2</sup>, N<sup>o</sup> 5, 1<sup>er</sup>", &["m², No 5, 1er"]);
}

#[test]
fn furniture_is_told_from_the_text() {
    check(
        "<header><h1>The Site</h1><nav><ul><li><a href=/>Home</a></ul></nav></header>\
         <div class='cookie-banner'>We use cookies.</div>\
         <main><p><a href=a>Print</a> | <a href=b>PDF</a> | <a href=c>Français</a></p>\
         <h1>Resolution 1 (2027)</h1><p>The Assembly recalls its earlier words on the matter.</p>\
         <aside class=related><a href=d>Other text</a></aside></main><footer>Contact</footer>",
        &[
            "#1 ~The Site",
            "~• Home",
            "~We use cookies.",
            "~Print | PDF | Français",
            "#1 Resolution 1 (2027)",
            "The Assembly recalls its earlier words on the matter.",
            "~Other text",
            "~Contact",
        ],
    );
}

#[test]
fn the_act_is_never_furniture() {
    // Whatever the parts are called that hold most of the words, or the only heading.
    check(
        "<div class=menu><p>The Assembly recalls its earlier words on the matter.</p></div>\
         <header><h1>Resolution 1 (2027)</h1></header>",
        &["The Assembly recalls its earlier words on the matter.", "#1 Resolution 1 (2027)"],
    );
    check(
        "<main><p>The Assembly recalls <a href=a>Resolution 1</a>, <a href=b>Resolution 2</a> and \
         <a href=c>Resolution 3</a></p></main>",
        &["The Assembly recalls Resolution 1, Resolution 2 and Resolution 3"],
    );
}

#[test]
fn languages_are_told_where_they_change() {
    check("<html lang=en-GB><body><p>one<p lang=fr>un</p><p>two", &["@en one", "@fr un", "@en two"]);
}

#[test]
fn broken_markup_is_read() {
    check("<div><p>a</div></p></span>b</li></ol></table><td>c", &["a", "b", "c"]);
    check("<table><tr><td><ol><li>a</div></td><td>b</table><p>c", &["1. a\tb", "c"]);
    check("<p>a<<b>b</b &lt; <", &["a<b"]);
    check("<h1>a</h2><p>b", &["#1 a", "b"]);
}

#[test]
fn depth_costs_nothing() {
    let page = "<div>".repeat(100_000) + "deep" + &"</div>".repeat(100_000) + "<p>end";
    check(&page, &["deep", "end"]);
    let page = "<ol><li>".repeat(20_000) + "deep";
    let found = read(&page, Encoding::UTF_8).expect("a page");
    assert!(found.text.ends_with("deep\n") && found.text.len() < 2_000_000);
}

#[test]
fn places_are_bytes_of_the_file() {
    let page = "<p id=a>Zoë <b>said</b></p>";
    let latin = Encoding::named("latin1").expect("a name");
    for (encoding, start) in [(Encoding::UTF_8, 16), (latin, 15)] {
        let found = read(page, encoding).expect("a page");
        let place = found.origin.last().map(|it| it.place.clone());
        assert_eq!(place, Some(Place::Element { id: Some("a".into()), start, end: start + 4 }));
    }
}
