//! What people type, checked once: every text has a limit, and the same constant feeds the page's
//! `maxlength`, the check and the message.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Nothing, or only blanks, was typed.
    #[error("empty")]
    Empty,
    /// More characters than `max`.
    #[error("too_long")]
    TooLong {
        /// The most characters accepted.
        max: usize,
    },
    /// Fewer characters than `min`.
    #[error("too_short")]
    TooShort {
        /// The fewest characters accepted.
        min: usize,
    },
    /// A character no person types: NUL, a control, or one that turns the direction of writing.
    #[error("odd_character")]
    OddCharacter,
}

/// A short name in addresses, `chunhe`: small Latin letters, digits and hyphens, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// The text is no [`Slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_slug")]
pub struct NotASlug;

impl Slug {
    /// The most characters accepted.
    pub const MAX: usize = 32;
    /// Taken by the hall's own pages.
    const RESERVED: [&'static str; 1] = ["new"];

    /// `text` without surrounding blanks, if it is one.
    pub fn parse(text: &str) -> Result<Self, NotASlug> {
        let text = text.trim();
        let fits = (2..=Self::MAX).contains(&text.len())
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && !text.ends_with('-')
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !Self::RESERVED.contains(&text);
        if fits { Ok(Self(text.to_owned())) } else { Err(NotASlug) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Declares a text type: single-line texts lose surrounding blanks and may hold no line break. A roll brings names by
/// the hundred thousand: those of seven Chinese characters or fewer need no room of their own.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($min:literal..=$max:literal, $lines:ident)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The most characters (Unicode scalar values) accepted.
            pub const MAX: usize = $max;

            /// `text` without surrounding blanks, if it fits.
            pub fn parse(text: &str) -> Result<Self, WordsError> {
                check(text, $min, $max, Lines::$lines).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, owned.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0.into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
            }
        }
    )+};
}

words! {
    /// A headline: of an issue, a proposal, a vote, a decision.
    Title(2..=80, One),
    /// A long text in Markdown.
    Body(1..=20_000, Many),
    /// A comment in Markdown.
    CommentBody(1..=2_000, Many),
    /// 异议: what somebody objects to in a vote, in plain words.
    ObjectionText(5..=500, Many),
    /// A reason for an act, in plain words.
    Reason(2..=500, Many),
    /// A short remark, such as what a revision changed.
    Note(1..=200, One),
    /// The name a member is shown by in public.
    DisplayName(1..=20, One),
    /// A person's or a firm's name as on the title.
    PersonName(1..=60, One),
    /// What one signs in with: a chosen name or a phone number.
    LoginName(2..=40, One),
    /// A password; passphrases are welcome.
    Password(8..=200, One),
    /// The number of an official document: 〔2026〕春街字第12号.
    DocumentNumber(2..=60, One),
    /// A name of a place, a body, a seat or an option.
    Label(1..=60, One),
}

/// Whether a text may hold line breaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

fn check(text: &str, min: usize, max: usize, lines: Lines) -> Result<SmolStr, WordsError> {
    // Browsers send line breaks as CRLF; one form is stored.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(WordsError::Empty);
    }
    if text.chars().any(|c| odd(c, lines)) || stray_joiner(text) || !text.chars().any(shows) {
        return Err(WordsError::OddCharacter);
    }
    let length = text.chars().count();
    if length < min {
        return Err(WordsError::TooShort { min });
    }
    if length > max {
        return Err(WordsError::TooLong { max });
    }
    Ok(SmolStr::new(text))
}

/// NUL and controls break files and terminals; the directional overrides let a text pose as another.
fn odd(c: char, lines: Lines) -> bool {
    match c {
        '\n' | '\t' => lines == Lines::One,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}' => true,
        c => c.is_control() || unseen(c),
    }
}

/// What Unicode lets a font leave out, but for the two that emoji are made with: a name of such shows as nothing, and
/// two names that differ by one look alike.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

const JOINER: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';

/// A joiner or a request for the coloured form that is not between or after what emoji are made of.
fn stray_joiner(text: &str) -> bool {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after_emoji = before.is_some_and(|own| pictures(own) || own == EMOJI_STYLE);
        let stray = match c {
            JOINER => !after_emoji || !chars.peek().is_some_and(|next| pictures(*next)),
            EMOJI_STYLE => !before.is_some_and(|own| pictures(own) || matches!(own, '0'..='9' | '#' | '*')),
            _ => false,
        };
        if stray {
            return true;
        }
        before = Some(c);
    }
    false
}

/// The blocks emoji, their skin tones and the signs shown as such come from.
fn pictures(c: char) -> bool {
    matches!(c, '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2BFF}'
        | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether a reader sees anything of it.
fn shows(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, JOINER | EMOJI_STYLE)
}

/// A name as strangers may see it: the first character and two stars, as residents know it from notices (`王**`).
#[must_use]
pub fn masked_name(name: &str) -> String {
    name.chars().next().map(|first| format!("{first}**")).unwrap_or_default()
}

/// A name as whoever has to tell its bearer from a namesake may see it: first and last character, of two the last
/// (`王*英`, `*英`).
#[must_use]
pub fn middle_masked_name(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next_back(), chars.count()) {
        (Some(first), Some(last), between) if between > 0 => format!("{first}{}{last}", "*".repeat(between)),
        (Some(_), Some(last), _) => format!("*{last}"),
        (Some(only), None, _) => only.to_string(),
        (None, ..) => String::new(),
    }
}

/// A character as a keyboard for Latin letters has it: what a Chinese one types in full width, `－ Ａ ８`, and any dash.
#[must_use]
pub fn half_width(typed: char) -> char {
    match typed {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{3000}' => ' ',
        // The block repeats ASCII from `!` to `~`.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(typed) - 0xFEE0).unwrap_or(typed),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_counted_in_characters_and_kept_free_of_odd_ones() {
        let cases: &[(&str, Result<&str, WordsError>)] = &[
            ("  充电棚  ", Ok("充电棚")),
            ("", Err(WordsError::Empty)),
            (" \u{3000}\n", Err(WordsError::Empty)),
            ("棚", Err(WordsError::TooShort { min: 2 })),
            ("两\n行", Err(WordsError::OddCharacter)),
            ("a\0b", Err(WordsError::OddCharacter)),
            ("a\u{202E}b", Err(WordsError::OddCharacter)),
        ];
        for (text, expected) in cases {
            assert_eq!(
                Title::parse(text).as_ref().map(Title::as_str),
                expected.as_ref().copied(),
                "{text:?}"
            );
        }
        assert!(Title::parse(&"议".repeat(Title::MAX)).is_ok());
        assert_eq!(Title::parse(&"议".repeat(Title::MAX + 1)), Err(WordsError::TooLong { max: Title::MAX }));
        assert_eq!(Body::parse("一\r\n二").map(Body::into_string), Ok("一\n二".to_owned()));
    }

    #[test]
    fn a_name_of_characters_nobody_sees_is_refused() {
        for text in [
            "\u{200B}",
            "\u{3164}",
            "\u{2060}",
            "\u{2060}\u{2060}",
            "王\u{200B}",
            "\u{E0041}\u{E0042}",
            "\u{FFA0}",
            "\u{200F}王",
            "\u{FEFF}",
            "\u{200D}",
            "王\u{200D}明",
            "王\u{FE0F}",
            "\u{00AD}",
            "\u{2800}",
        ] {
            assert_eq!(DisplayName::parse(text), Err(WordsError::OddCharacter), "{text:?}");
            assert_eq!(CommentBody::parse(text), Err(WordsError::OddCharacter), "{text:?}");
        }
        for text in ["👨\u{200D}👩\u{200D}👧", "❤\u{FE0F}\u{200D}🔥", "王小明🌸", "1\u{FE0F}\u{20E3}", "👍🏽"]
        {
            assert!(DisplayName::parse(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn two_of_one_family_name_are_told_apart_where_that_is_needed() {
        for (name, shown) in
            [("王秀英", "王*英"), ("王芳", "*芳"), ("欧阳海霞", "欧**霞"), ("王", "王"), ("", "")]
        {
            assert_eq!(middle_masked_name(name), shown);
        }
    }

    #[test]
    fn what_a_chinese_keyboard_types_is_read_as_ascii() {
        let typed: String = "ＮＡ８ｃ－３—１–５\u{3000}号！～".chars().map(half_width).collect();
        assert_eq!(typed, "NA8c-3-1-5 号!~");
    }

    #[test]
    fn a_masked_name_keeps_only_its_first_character() {
        assert_eq!(masked_name("王小明"), "王**");
        assert_eq!(masked_name(""), "");
    }
}
