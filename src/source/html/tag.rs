//! What the names of HTML elements mean for reading.

/// How an element is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Begins and ends a line.
    Block,
    /// Words inside a line.
    Inline,
    /// Has no content.
    Void,
    /// Nobody reads what is in it: programs, controls, pictures.
    Unread,
}

/// Elements that are kept on the stack, each with its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Html,
    Body,
    Main,
    Article,
    Nav,
    Header,
    Footer,
    Aside,
    Heading(u8),
    P,
    Pre,
    Ol,
    Ul,
    Li,
    Dl,
    /// `dt` and `dd`.
    Term,
    Table,
    Row,
    Cell,
    /// Any other block.
    Block,
    /// Inside what is not read, or hidden.
    Other,
}

impl Tag {
    pub const COUNT: usize = 21;

    /// For counting what is open.
    pub const fn index(self) -> usize {
        match self {
            Self::Html => 0,
            Self::Body => 1,
            Self::Main => 2,
            Self::Article => 3,
            Self::Nav => 4,
            Self::Header => 5,
            Self::Footer => 6,
            Self::Aside => 7,
            Self::P => 8,
            Self::Pre => 9,
            Self::Ol => 10,
            Self::Ul => 11,
            Self::Li => 12,
            Self::Dl => 13,
            Self::Term => 14,
            Self::Table => 15,
            Self::Row => 16,
            Self::Cell => 17,
            Self::Block => 18,
            Self::Other => 19,
            Self::Heading(_) => 20,
        }
    }
}

/// Kind and, for blocks, tag of an element by its name in lower case.
pub fn tag(name: &[u8]) -> (Kind, Tag) {
    use Kind::{Block, Unread, Void};
    match name {
        b"html" => (Block, Tag::Html),
        b"body" => (Block, Tag::Body),
        b"main" => (Block, Tag::Main),
        b"article" => (Block, Tag::Article),
        b"nav" => (Block, Tag::Nav),
        b"header" => (Block, Tag::Header),
        b"footer" => (Block, Tag::Footer),
        b"aside" => (Block, Tag::Aside),
        b"h1" => (Block, Tag::Heading(1)),
        b"h2" => (Block, Tag::Heading(2)),
        b"h3" => (Block, Tag::Heading(3)),
        b"h4" => (Block, Tag::Heading(4)),
        b"h5" => (Block, Tag::Heading(5)),
        b"h6" => (Block, Tag::Heading(6)),
        b"p" => (Block, Tag::P),
        b"pre" | b"listing" | b"xmp" => (Block, Tag::Pre),
        b"ol" => (Block, Tag::Ol),
        b"ul" | b"menu" | b"dir" => (Block, Tag::Ul),
        b"li" => (Block, Tag::Li),
        b"dl" => (Block, Tag::Dl),
        b"dt" | b"dd" => (Block, Tag::Term),
        b"table" => (Block, Tag::Table),
        b"tr" => (Block, Tag::Row),
        b"td" | b"th" => (Block, Tag::Cell),
        b"div" | b"section" | b"blockquote" | b"address" | b"center" | b"fieldset" | b"figure"
        | b"figcaption" | b"form" | b"details" | b"summary" | b"hgroup" | b"search" | b"dialog"
        | b"caption" | b"thead" | b"tbody" | b"tfoot" | b"legend" => (Block, Tag::Block),
        b"script" | b"style" | b"template" | b"noscript" | b"svg" | b"math" | b"iframe" | b"object"
        | b"video" | b"audio" | b"canvas" | b"map" | b"datalist" | b"select" | b"textarea" | b"button"
        | b"title" | b"del" | b"noframes" | b"noembed" | b"applet" | b"progress" | b"meter" => {
            (Unread, Tag::Other)
        }
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta"
        | b"param" | b"source" | b"track" | b"wbr" | b"frame" | b"keygen" | b"basefont" => (Void, Tag::Other),
        _ => (Kind::Inline, Tag::Other),
    }
}

/// What an element says about itself beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Not known.
    Open,
    Main,
    /// Navigation, banners, search, what is offered beside the text.
    Furniture,
}

/// By its WAI-ARIA role.
pub fn role(role: &str) -> Use {
    match role.trim().to_ascii_lowercase().as_str() {
        "main" => Use::Main,
        "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "dialog" | "alertdialog"
        | "menu" | "menubar" | "toolbar" | "tablist" | "doc-toc" | "doc-pagelist" => Use::Furniture,
        _ => Use::Open,
    }
}

/// Words of class names and ids by which sites of every kind mark what is not the text.
const FURNITURE: [&str; 26] = [
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookiebar",
    "cookies",
    "crumb",
    "crumbs",
    "menu",
    "menubar",
    "nav",
    "navbar",
    "navigation",
    "pager",
    "pagination",
    "related",
    "share",
    "sharing",
    "sidebar",
    "skip",
    "skiplink",
    "social",
    "submenu",
    "toolbar",
    "tools",
    "topnav",
];

/// By its class names or its id: `cookie-banner`, `es_dropdown nav-bar`, `relatedDocuments`.
pub fn named(names: &str) -> Use {
    let mut word = String::new();
    let mut lower = false;
    for c in names.chars().chain([' ']) {
        // `siteMenu` is two words.
        let ends = !c.is_ascii_alphabetic() || (lower && c.is_ascii_uppercase());
        if ends {
            if FURNITURE.binary_search(&word.as_str()).is_ok() {
                return Use::Furniture;
            }
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        lower = c.is_ascii_lowercase();
    }
    Use::Open
}

/// By an id that is nothing but the word.
pub fn named_alone(id: &str) -> Use {
    match id.to_ascii_lowercase().as_str() {
        "content" | "main" | "main-content" | "maincontent" => Use::Main,
        _ => Use::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_words() {
        for (names, expected) in [
            ("cookie-banner", Use::Furniture),
            ("row siteMenu", Use::Furniture),
            ("es_nav_top", Use::Furniture),
            ("relatedDocuments", Use::Furniture),
            ("unrelated", Use::Open),
            ("navy", Use::Open),
            ("text", Use::Open),
            ("", Use::Open),
        ] {
            assert_eq!(named(names), expected, "in {names:?}");
        }
        assert!(FURNITURE.is_sorted());
    }

    #[test]
    fn every_tag_has_a_count_of_its_own() {
        let tags: [&[u8]; 19] = [
            b"html", b"body", b"main", b"article", b"nav", b"header", b"footer", b"aside", b"h1", b"p",
            b"pre", b"ol", b"ul", b"li", b"dl", b"dt", b"table", b"tr", b"td",
        ];
        let mut indices: Vec<usize> = tags.iter().map(|name| tag(name).1.index()).collect();
        indices.extend([Tag::Block.index(), Tag::Other.index()]);
        indices.sort_unstable();
        indices.dedup();
        assert_eq!(indices.len(), Tag::COUNT);
        assert!(indices.iter().all(|&it| it < Tag::COUNT));
    }
}
