//! Numbers of lists that stand in no text, as a browser or a word processor shows them.

/// How a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    Decimal,
    /// `a.`
    Letter,
    /// `A.`
    Capital,
    /// `i.`
    Roman,
    /// `I.`
    CapitalRoman,
    /// A dash.
    Dash,
    /// Nothing is shown.
    None,
}

impl Count {
    /// By the `type` attribute.
    pub fn of_type(value: &str) -> Option<Self> {
        Some(match value.trim() {
            "1" => Self::Decimal,
            "a" => Self::Letter,
            "A" => Self::Capital,
            "i" => Self::Roman,
            "I" => Self::CapitalRoman,
            "none" => Self::None,
            "disc" | "circle" | "square" => Self::Dash,
            _ => return None,
        })
    }

    /// By what a `style` attribute says of `list-style` or `list-style-type`.
    pub fn of_style(style: &str) -> Option<Self> {
        let style = style.to_ascii_lowercase();
        let value = style
            .split(';')
            .filter_map(|it| it.split_once(':'))
            .find(|(name, _)| matches!(name.trim(), "list-style" | "list-style-type"))?
            .1;
        value.split_whitespace().find_map(|it| {
            Some(match it {
                "decimal" => Self::Decimal,
                "lower-alpha" | "lower-latin" => Self::Letter,
                "upper-alpha" | "upper-latin" => Self::Capital,
                "lower-roman" => Self::Roman,
                "upper-roman" => Self::CapitalRoman,
                "none" => Self::None,
                "disc" | "circle" | "square" => Self::Dash,
                _ => return None,
            })
        })
    }

    /// `7`, `b`, `iv`; `None` where there is no such number.
    pub fn number(self, ordinal: u16) -> Option<String> {
        let letter = |first: u8| match ordinal {
            0 => None,
            1..=26 => Some(char::from(first + (ordinal - 1) as u8).to_string()),
            // `aa`, `ab`: as lists go on behind z.
            27..=702 => {
                let at = ordinal - 27;
                Some([first + (at / 26) as u8, first + (at % 26) as u8].map(char::from).iter().collect())
            }
            _ => None,
        };
        match self {
            Self::Decimal => Some(ordinal.to_string()),
            Self::Letter => letter(b'a'),
            Self::Capital => letter(b'A'),
            Self::Roman => numerals(ordinal),
            Self::CapitalRoman => numerals(ordinal).map(|it| it.to_ascii_uppercase()),
            Self::Dash | Self::None => None,
        }
    }
}

/// A number set high: the call of a note, or a power.
pub fn raised(words: &str) -> Option<String> {
    let bare = words.trim_matches(['(', ')', '[', ']', ' ']);
    if bare.is_empty() || bare.len() > 3 {
        return None;
    }
    bare.chars()
        .map(|c| {
            Some(match c {
                '1' => '¹',
                '2' => '²',
                '3' => '³',
                '0' => '⁰',
                '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32))?,
                _ => return None,
            })
        })
        .collect()
}

/// Small Roman numerals, from 1 to 399.
fn numerals(mut number: u16) -> Option<String> {
    if !(1..400).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, sign) in
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_shown() {
        let show = |count: Count, all: &[u16]| {
            all.iter().map(|&it| count.number(it).unwrap_or_default()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(show(Count::Letter, &[1, 26, 27, 53, 0]), "a z aa ba ");
        assert_eq!(show(Count::Roman, &[1, 4, 9, 14, 40, 0]), "i iv ix xiv xl ");
        assert_eq!(show(Count::Decimal, &[7]), "7");
        assert_eq!(Count::of_style("margin:0; list-style-type: lower-alpha"), Some(Count::Letter));
        assert_eq!(Count::of_style("color: red"), None);
    }
}
