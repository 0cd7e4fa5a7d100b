//! Texts of a given size that are hard on one rule or another: one thing without end, with the
//! heading of an act before it. Each grows in one direction only, so that work that grows
//! faster than the text shows.

/// Kinds of text, by name, and what each is made of: `{n}` is a number that counts up, `{m}` and
/// `{k}` are the next two, `{g}` counts with gaps, `{d}` is a day, `{y}` a year, `{a}` a letter.
pub const KINDS: &[(&str, &str)] = &[
    ("prose", "{n}. The Assembly calls on the Parliament of Norway to review its law on fair play.\n\n"),
    ("one paragraph", "The Assembly calls on the Parliament of Norway to review its law,\n"),
    ("digits", "1234567890 1234567890 1234567890 1234567890 12345678901234567\n"),
    ("digits in a run", "1234567890123456789012345678901234567890123456789012345678901\n"),
    ("open brackets", "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\n"),
    ("brackets", "word ({n}) and (a (b) c) more ((\n"),
    ("blank lines", "\n"),
    ("form feeds", "\u{C}\n"),
    ("capitals", "Alpha{n} Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa\n"),
    ("upper case", "THE ASSEMBLY OF THE COUNCIL OF THE PARLIAMENT OF THE REPUBLIC\n"),
    ("initials", "A. B. C. D. E. F. G. H. I. J. K. L. M. N. O. P. Q. R. S. T. \n"),
    ("hyphens at line ends", "some word{n} that is cut at the end of its li-\nne and goes on\n"),
    ("hyphens", "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v-w-x-y-z-a-b-c-d-e-\n"),
    ("soft hyphens", "word\u{AD}\nword\u{AD}word\n"),
    ("numbers of acts", "Resolution {n} (2000) and {m} and {k} (2001),\n"),
    ("one list of acts", "{n} (2000), "),
    ("acts over lines", "Resolution\n{n}\n(2000)\n"),
    ("labels", "{n}. The text of it.\n"),
    ("labels without text", "1.\n"),
    ("deep labels", "1.1.1.1.1.1.1.1.{n}. text\n"),
    ("endless label", "1."),
    ("letters", "{a}) text;\n"),
    ("gaps", "{g}. text\n\n"),
    ("roman labels", "i. text;\nii. text;\niii. text;\niv. text;\n"),
    ("open quotes", "“word «word „word\n1. text \n"),
    ("quotes", "the movement “Word {n}” and the party «Other {n}»\n"),
    ("straight quotes", "\"word\" \"word word\" 'word' \"\n"),
    ("note calls", "word({n}) "),
    ("raised calls", "word¹ and word² and word³ "),
    ("notes", "word({n})\n\n({n}) The note of it.\n\n"),
    ("open note", "(1) (a note (that never ends\n"),
    ("rules and notes", "______\n{n}. See document {n}\n\n"),
    ("names", "Mr Given{n} Family{n}, President of the Association, "),
    ("same name", "Mr Given Family, President of Norway, Ms Family and Given Other\n"),
    ("names such as", "such as Given{n} Family{n}, Other{n} Name{n} and Third{n} One{n}.\n"),
    ("persons apart", "{n}. Mr Given{n} Family{n} met Ms Other{n} Name{n} in Norway.\n\n"),
    ("parties", "the Party of Progress {n} (PP{n}) and the movement “Forward {n}”\n"),
    ("bodies", "the Committee on Legal Affairs and Matters {n} and the Ministry of Affairs {n} of Norway\n"),
    ("treaties", "the Convention on Things {n} (CETS No. {d})\n"),
    ("conventions", "Convention on the Convention on the Convention on the Protocol\n"),
    ("dates", "on {d} May {y} and on 1, 2, 3 and 4 June\n"),
    ("days without month", "{d}, "),
    ("countries", "Norway, Sweden, Finland, France, Italy, Germany, Georgia and Norway\n"),
    ("urges", "{n}. urges Norway to:\n\n{n}.1. do it;\n\n{n}.2. not do it;\n\n"),
    ("asks", "asks, calls on, urges, invites, recommends, regrets, notes, deplores\n"),
    ("and", "and and and and and and and and and and and and and and and and\n"),
    ("of the", "of the of the of the of the of the of the of the of the of the\n"),
    ("Parliament of", "Parliament of the Parliament of the Parliament of the Parliament of\n"),
    ("President of", "President of the President of the President of the President of\n"),
    ("heads of pages", "Pag. {n}\n\nDoc. XII-bis, N. 1\n\nsome text,\n"),
    ("headings", "RESOLUTION {n} (2027)\n\nPARLIAMENTARY ASSEMBLY\n\nText\n\n"),
    (
        "versions",
        "PARLIAMENTARY ASSEMBLY OF THE COUNCIL OF EUROPE\n\nRESOLUTION {n} (2027)\n\nTitle\n\n1. The Assembly regrets it.\n\n",
    ),
    ("covers", "CAMERA DEI DEPUTATI\n\nDoc. XII-bis, N. {n}\n\nTrasmessa l'8 aprile 2027\n\n"),
    ("origins", "Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n"),
    ("provisional", "Provisional version\n\n"),
    ("stars", "*word* **word** * * * ***\n"),
    ("dashes", "– item;\n– other;\n"),
    ("one word", "wordwordwordwordwordwordwordwordwordwordwordwordwordwordwordword"),
    ("dots", ". . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .\n"),
    ("commas", "Aa, Bb, Cc, Dd, Ee, Ff, Gg, Hh, Ii, Jj, Kk, Ll, Mm, Nn, Oo, Pp,\n"),
    ("apostrophes", "l'l'l'l'l'dell'All'Assemblea d'une l'Assemblée qu'd'Aa'Bb'Cc'Dd'\n"),
    ("combining marks", "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}"),
    ("marks on one letter", "\u{301}"),
    ("right to left", "\u{202E}txet\u{202C} \u{200F}word\u{200B}\u{FEFF} "),
    ("other scripts", "Парламент Норвегии 議会 البرلمان Κοινοβούλιο "),
    ("wide letters", "𝐑𝐞𝐬𝐨𝐥𝐮𝐭𝐢𝐨𝐧 𝟐𝟔𝟏𝟔 🇳🇴 👩‍👩‍👧 "),
    ("tabs", "\t \t\u{A0}\u{2003}a"),
    ("returns", "a\r\rb\r\n\r"),
    (
        "italian",
        "{n}. L'Assemblea invita il Parlamento della Norvegia a rivedere la legge di Dato{n} Cognome{n}.\n\n",
    ),
    (
        "french",
        "{n}. L'Assemblée demande au Parlement de la Norvège de revoir la loi de M. Nom{n} Famille{n}.\n\n",
    ),
    (
        "mixed",
        "{n}. The Assembly calls on the authorities of Norway to release Mr Given{n} Family{n}, leader of the movement “Word {n}”, and recalls Resolution {n} (2000) (see Doc. {n}) and the Convention (CETS No. 5) of 4 May 1950.\n\n",
    ),
];

/// An act of about `size` bytes that goes on with one kind of thing.
pub fn text(unit: &str, size: usize) -> String {
    let mut text = "Resolution 3001 (2031)\n\nOn fair play\n\nAuthor(s): Parliamentary Assembly\n\n\
        Origin - Text adopted by the Assembly on 12 May 2031 (14th sitting).\n\n\
        1. The Assembly recalls Resolution 3000 (2030).\n\n2. "
        .to_owned();
    let mut number = 3;
    let mut last_break = text.len();
    while text.len() < size {
        let before = text.len();
        fill(unit, number, &mut text);
        number += 1;
        if text[before..].contains('\n') {
            last_break = text.len();
        } else if text.len() - last_break > 60_000 {
            // No line is longer than what is read.
            text.push('\n');
            last_break = text.len();
        }
    }
    text.push('\n');
    text
}

fn fill(unit: &str, number: usize, text: &mut String) {
    let mut rest = unit;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (what, after) = after.split_once('}').expect("a closed brace");
        let number = match what {
            "n" => number,
            "m" => number + 1,
            "k" => number + 2,
            "g" => number * 7,
            "d" => number % 28 + 1,
            "y" => 1950 + number % 70,
            "a" => number % 26,
            _ => panic!("no such thing: {what}"),
        };
        match what {
            "a" => text.push(char::from(b'a' + number as u8)),
            _ => text.push_str(&number.to_string()),
        }
        rest = after;
    }
    text.push_str(rest);
}
