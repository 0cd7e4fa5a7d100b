//! PDF: what is read from it, and how the tool that takes the words out is kept in bounds.
//!
//! Tests of what is read need poppler's `pdftotext` and say so where they are passed over; the
//! bounds are tested with tools made here.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Runs `extract` on a file, with another tool if one is named: lines out, and messages.
fn extract(format: &str, path: &Path, tool: Option<&Path>) -> (String, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hemicycle"));
    command.args(["extract", "--format", format]).arg(path.file_name().unwrap());
    command.current_dir(path.parent().unwrap()).env_remove("HEMICYCLE_PDFTOTEXT");
    if let Some(tool) = tool {
        command.env("HEMICYCLE_PDFTOTEXT", tool);
    }
    let output = command.output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn has_tool() -> bool {
    let there = Command::new("pdftotext").arg("-v").output().is_ok();
    if !there {
        println!("skipped: pdftotext (poppler-utils) is not installed");
    }
    there
}

/// A PDF file with one page for each list of lines, each line at `x y`.
fn pdf(pages: &[&[(u32, u32, &str)]]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = String::new();
    for lines in pages {
        let mut stream = String::new();
        for (x, y, text) in *lines {
            writeln!(stream, "BT /F1 10 Tf {x} {} Td ({text}) Tj ET", 800 - y).unwrap();
        }
        let number = objects.len() + 1;
        write!(kids, "{number} 0 R ").unwrap();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{stream}endstream", stream.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let count = objects.len() + 1;
    write!(file, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").unwrap();
    file.into_bytes()
}

/// A page of text.
pub fn sample() -> Vec<u8> {
    pdf(&[&[
        (50, 50, "Resolution 3000 \\(2031\\)"),
        (50, 80, "On fair play"),
        (50, 110, "1. The Assembly regrets it."),
    ]])
}

fn check(bytes: &[u8], tool: Option<&Path>, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("act.pdf");
    std::fs::write(&path, bytes).unwrap();
    let (_, errors) = extract("text", &path, tool);
    assert_eq!(errors.lines().next().unwrap_or_default(), expected, "all of it: {errors}");
    assert!(errors.is_empty() || errors.contains("hint: "), "{errors}");
}

#[test]
fn what_gives_no_text_is_told_apart() {
    if !has_tool() {
        return;
    }
    check(&pdf(&[&[(50, 50, "A word")]]), None, "");
    check(&pdf(&[&[]]), None, "error: act.pdf: is a PDF file without text: an image of a page");
    check(&pdf(&[&[], &[]]), None, "error: act.pdf: is a PDF file without text: images of 2 pages");
    check(b"%PDF-1.4\nnothing", None, "error: act.pdf: is a damaged PDF file");
}

#[test]
fn columns_and_pages_are_in_reading_order_with_their_places() {
    if !has_tool() {
        return;
    }
    let left = [
        (50, 100, "Resolution 9001 of the Assembly says a thing"),
        (50, 112, "on the left side of the page, and it goes on"),
        (50, 124, "for a while, until the end of the left side,"),
    ];
    let right = [
        (320, 100, "then it says another thing on the right side"),
        (320, 112, "of the same page, which goes on for as many"),
        (320, 124, "lines, and ends where the left side has ended."),
    ];
    // As a program may write them: across.
    let lines: Vec<_> = left.into_iter().zip(right).flat_map(|(a, b)| [a, b]).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("act.pdf");
    std::fs::write(&path, pdf(&[&lines])).unwrap();
    let (text, errors) = extract("text", &path, None);
    let expected: Vec<&str> = left.iter().chain(&right).map(|it| it.2).collect();
    assert_eq!((text.lines().collect::<Vec<_>>(), errors.as_str()), (expected, ""));
}

#[test]
fn a_missing_tool_is_named_with_the_way_to_get_it() {
    let tool = Path::new("nowhere/pdftotext");
    check(
        b"%PDF-1.4",
        Some(tool),
        "error: act.pdf: is a PDF file, and `nowhere/pdftotext`, which takes the text out, is not there",
    );
}

#[cfg(unix)]
#[test]
fn a_tool_that_misbehaves_is_stopped_and_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let tool = |name: &str, script: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    };
    // More than a pipe holds, so that a tool that does not read would stop a careless writer.
    let mut long = b"%PDF-1.4\n".to_vec();
    long.resize(1 << 20, b' ');
    for (name, script, expected) in [
        ("garbage", "cat >/dev/null; echo '<doc><page'", "is a damaged PDF file"),
        ("deaf", "exec <&-; echo '<doc></doc>'", "is a PDF file without text: images of 0 pages"),
        ("locked", "echo 'Command Line Error: Incorrect password' >&2; exit 1", "is an encrypted PDF file"),
        ("chatty", "yes >&2 & sleep 0.2; kill $!; exit 1", "is a damaged PDF file"),
        (
            "greedy",
            "echo 'terminate called after throwing bad_alloc' >&2; kill -ABRT $$",
            "is a PDF file that takes more than 512 MB to read",
        ),
        ("slow", "kill -XCPU $$", "is a PDF file that takes more than 8 seconds to read"),
        (
            "endless",
            "echo '<page width=\"5\">'; yes '<word xMin=\"1\">a</word>'",
            "is a PDF file with more words than an act has",
        ),
    ] {
        check(&long, Some(&tool(name, script)), &format!("error: act.pdf: {expected}"));
    }
}

/// What an act says, without where: `kind` lines of the stand-off output.
fn said(lines: &str, kind: &str) -> BTreeSet<String> {
    let mark = format!("{{\"kind\":\"{kind}\"");
    lines.lines().filter(|it| it.starts_with(&mark)).map(str::to_owned).collect()
}

#[test]
fn a_made_act_says_in_pdf_what_it_says_in_text() {
    let Some(made) = crate::shared("made") else { return };
    if !has_tool() {
        return;
    }
    for (name, reasons) in [
        // The page heads of the PDF name the legislature, which the text does not: one fact
        // more, and the paper is known by it.
        ("m02-camera-sea-route-deaths", &["legislature", "it-camera/xii-bis"][..]),
        ("m05-page-azerbaijan-detention", &[]),
    ] {
        let (text, _) = extract("standoff", &made.join(format!("{name}.txt")), None);
        let (pdf, _) = extract("standoff", &made.join(format!("{name}.pdf")), None);
        for kind in ["fact", "entity", "relation", "speech_act", "demand"] {
            let (text, pdf) = (said(&text, kind), said(&pdf, kind));
            let differ: Vec<&String> = text
                .symmetric_difference(&pdf)
                .filter(|it| !reasons.iter().any(|reason| it.contains(reason)))
                .collect();
            assert!(differ.is_empty(), "{name}: {differ:#?}");
        }
    }
}
