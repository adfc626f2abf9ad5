//! Accounts: one-time codes to join with, requests to be let in, and names to sign in by.

use crate::codes;
use crate::problem::FieldProblem;
use crate::time::{DAY, MINUTE};

codes! {
    /// Whom a one-time code was made for; it decides how it may travel.
    pub enum CodeKind {
        /// Printed on slips for mailboxes.
        Resident = "resident",
        /// Handed to the owner only, never into a let flat's mailbox.
        Owner = "owner",
    }

    /// Where a request to be let in stands.
    pub enum JoinRequestState {
        /// A grid officer has to look at it.
        Waiting = "waiting",
        /// Granted; the device that asked may sign in.
        Confirmed = "confirmed",
        /// Refused, with a reason.
        Declined = "declined",
        /// Granted, and the device has signed in.
        PickedUp = "picked_up",
    }

    /// Personal data an officer looked at; every look is written down.
    pub enum Look {
        /// Printed a building's slips.
        Slips = "slips",
        /// Searched the people of a community.
        PeopleSearch = "people_search",
        /// Opened one person's sheet.
        Person = "person",
        /// Opened a request to be let in.
        JoinRequest = "join_request",
        /// Read the roll of a compound.
        Roll = "roll",
        /// Looked a head up on a vote's roll, to enter its ballot.
        VoteRoll = "vote_roll",
    }
}

/// How long a resident's code is good for: a slip waits in a mailbox.
pub const RESIDENT_CODE_MICROS: i64 = 60 * DAY;
/// How long an owner's code is good for: it is handed over in person.
pub const OWNER_CODE_MICROS: i64 = 14 * DAY;
/// Two taps on one form within this time are one joining.
pub const CODE_REPLAY_MICROS: i64 = 10 * MINUTE;
/// A device that joined by a code may set a first password this long without giving the old one.
pub const FRESH_CODE_MICROS: i64 = 60 * MINUTE;

impl CodeKind {
    /// How long a code of this kind is good for.
    #[must_use]
    pub const fn lifetime_micros(self) -> i64 {
        match self {
            Self::Resident => RESIDENT_CODE_MICROS,
            Self::Owner => OWNER_CODE_MICROS,
        }
    }
}

/// Thirty-two digits without I, L, O, U: what looks alike is read as the digit it looks like.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A one-time code: sixty random bits as twelve characters, shown `7Q4K-M2XD-93TB`.
#[derive(Clone, PartialEq, Eq)]
pub struct JoinCode(String);

/// What was typed can be no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

impl JoinCode {
    /// Characters of a code, without the dashes it is shown with.
    pub const LENGTH: usize = 12;
    /// Room for what people really type: dashes, blanks, or the slip's whole address.
    pub const TYPED_MAX: usize = 200;

    /// The code of twelve random bytes; the upper three bits of each are not used.
    #[must_use]
    pub fn of_random(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
    }

    /// Reads what was typed or scanned: any case, any width, with blanks or dashes, look-alikes, a whole address.
    pub fn parse(typed: &str) -> Result<Self, NotACode> {
        if typed.len() > Self::TYPED_MAX {
            return Err(NotACode);
        }
        let code = typed.rsplit_once("/join/").map_or(typed, |(_, code)| code);
        let code: String =
            code.chars().filter_map(|c| digit(half_width(c)).transpose()).collect::<Result<_, _>>()?;
        if code.len() == Self::LENGTH { Ok(Self(code)) } else { Err(NotACode) }
    }

    /// As addresses hold it: twelve characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: three groups of four.
    #[must_use]
    pub fn grouped(&self) -> String {
        format!("{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

impl std::fmt::Debug for JoinCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JoinCode(…)")
    }
}

/// The digit `c` stands for; none for what only separates.
fn digit(c: char) -> Result<Option<char>, NotACode> {
    if c.is_whitespace() || matches!(c, '-' | '_' | '.' | '·' | '~' | '—' | '–' | '‐' | '‑' | '−' | 'ー')
    {
        return Ok(None);
    }
    let digit = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    if digit.is_ascii() && ALPHABET.iter().any(|own| char::from(*own) == digit) {
        Ok(Some(digit))
    } else {
        Err(NotACode)
    }
}

/// The half-width form of a full-width letter or digit: Chinese keyboards type `７Ｑ`.
#[must_use]
pub fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A login name or a phone number as it is compared: half-width, lower case, a phone without blanks and `+86`.
#[must_use]
pub fn login_key(typed: &str) -> String {
    let text: String = typed.trim().chars().map(half_width).flat_map(char::to_lowercase).collect();
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{3000}')).collect();
    let digits = digits.strip_prefix("+86").unwrap_or(&digits);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) { digits.to_owned() } else { text }
}

/// Whether a password is among the first anybody tries: one character or a short piece over and over, a run such as
/// `12345678` up or down, or the login name itself.
#[must_use]
pub fn too_simple(password: &str, login: &str) -> bool {
    let key = login_key(password);
    let chars: Vec<u32> = key.chars().map(u32::from).collect();
    let steady = |step: i64| {
        chars.windows(2).all(|pair| matches!(pair, [a, b] if i64::from(*b) - i64::from(*a) == step))
    };
    // `1234567890` goes on from nine to nought.
    let digits = "01234567890123456789";
    let backwards = "98765432109876543210";
    let repeats = (1..=4).any(|piece| chars.iter().zip(chars.iter().skip(piece)).all(|(a, b)| a == b));
    key == login_key(login)
        || [1, -1].into_iter().any(steady)
        || repeats
        || digits.contains(&key)
        || backwards.contains(&key)
        || COMMON.contains(&key.as_str())
}

/// Rows of the keyboard and words that every list of guesses begins with.
const COMMON: [&str; 10] = [
    "qwertyui",
    "qwertyuiop",
    "asdfghjk",
    "asdfghjkl",
    "1qaz2wsx",
    "password",
    "password1",
    "qwer1234",
    "a1234567",
    "a12345678",
];

/// Whether a name shown to neighbours holds a number as long as a telephone's.
#[must_use]
pub fn holds_number(name: &str) -> bool {
    login_key(name).chars().filter(char::is_ascii_digit).count() >= 6
}

/// Whether a name shown to neighbours would pass for an office's: 居委会, 3号院物业, 管理员.
#[must_use]
pub fn poses_as_office(name: &str) -> bool {
    const OFFICES: &str = "居委会 居民委员会 业委会 业主委员会 业主大会 议事会 物管会 管理委员会 监委会 社区 街道 政府 \
        派出所 党支部 党委 物业 网格员 召集人 管理员 系统 客服 官方 居委會 業委會 業主委員會 議事會 社區 系統 管理員 \
        admin official committee moderator";
    // Radicals, and letters of other scripts, that look like those of a name.
    let looks_alike = |c: char| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{370}'..='\u{52F}');
    if name.chars().any(looks_alike) {
        return true;
    }
    let name: String = login_key(name).chars().filter(|c| c.is_alphanumeric()).collect();
    OFFICES.split_whitespace().any(|office| name.contains(office))
}

/// Whether a login name reads as a phone number: digits only, however they were typed.
#[must_use]
pub fn reads_as_phone(login: &str) -> bool {
    let key: String =
        login_key(login).chars().filter(|c| !matches!(c, '+' | '(' | ')' | ' ' | '-')).collect();
    key.chars().all(char::is_numeric)
}

/// A phone number as it is kept: digits only, without `+86`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// The most characters a field for one takes, blanks and dashes included.
    pub const TYPED_MAX: usize = 24;

    /// Reads a mobile or a landline number.
    pub fn parse(typed: &str) -> Result<Self, FieldProblem> {
        let digits = login_key(typed);
        if digits.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(FieldProblem::NotANumber);
        }
        match digits.len() {
            // Eighteen digits are an identity number, which is never kept.
            18 => Err(FieldProblem::IdentityNumber),
            7..=15 => Ok(Self(digits)),
            _ => Err(FieldProblem::OutOfRange),
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_passes_for_an_office_is_known() {
        let posing =
            "社区居委会,议事会 召集人,春和物业,管 理 员,Admin,官·方通知,議事會,⽹格员,аdmin,业☆委☆会";
        for name in posing.split(',') {
            assert!(poses_as_office(name), "{name}");
        }
        for name in "王小明,退休的冯老师,5楼小林,会修水管,老党员,二单元业主".split(',')
        {
            assert!(!poses_as_office(name), "{name}");
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let cases = [
            ("7Q4K-M2XD-93TB", Some("7Q4KM2XD93TB")),
            ("7q4km2xd93tb", Some("7Q4KM2XD93TB")),
            (" 7q4k m2xd\u{3000}93tb\n", Some("7Q4KM2XD93TB")),
            ("７Ｑ４Ｋ－Ｍ２ＸＤ－９３ＴＢ", Some("7Q4KM2XD93TB")),
            ("７ｑ４ｋ—ｍ２ｘｄ—９３ｔｂ", Some("7Q4KM2XD93TB")),
            ("https://hall.example.org/join/7Q4KM2XD93TB", Some("7Q4KM2XD93TB")),
            ("OIL0-1UV2-3456", Some("01101VV23456")),
            ("7Q4K-M2XD-93T", None),
            ("7Q4K-M2XD-93TBX", None),
            ("7Q4K-M2XD-93T！", None),
            ("加入码", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(JoinCode::parse(typed).ok().as_ref().map(JoinCode::as_str), expected, "{typed:?}");
        }
        assert_eq!(JoinCode::parse(&"7".repeat(JoinCode::TYPED_MAX + 1)), Err(NotACode));
    }

    #[test]
    fn a_code_that_is_shown_is_read_back() {
        for seed in 0..=255_u8 {
            let code = JoinCode::of_random(std::array::from_fn(|n| {
                seed.wrapping_mul(7).wrapping_add(u8::try_from(n).unwrap())
            }));
            assert_eq!(JoinCode::parse(&code.grouped()), Ok(code.clone()));
            assert_eq!(JoinCode::parse(&code.as_str().to_lowercase()), Ok(code));
        }
    }

    #[test]
    fn a_phone_is_kept_as_digits() {
        let cases = [
            ("138 0000 1234", Ok("13800001234")),
            ("＋86-13800001234", Ok("13800001234")),
            ("028-8765 4321", Ok("02887654321")),
            ("", Err(FieldProblem::Missing)),
            ("王", Err(FieldProblem::NotANumber)),
            ("123", Err(FieldProblem::OutOfRange)),
            ("510101195001011234", Err(FieldProblem::IdentityNumber)),
        ];
        for (typed, expected) in cases {
            assert_eq!(
                Phone::parse(typed).as_ref().map(Phone::as_str),
                expected.as_ref().copied(),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn the_first_passwords_anybody_tries_are_too_simple() {
        let simple = [
            "12345678",
            "１２３４５６７８",
            "87654321",
            "1234567890",
            "aaaaaaaa",
            "abcdefgh",
            "12121212",
            "abcabcabc",
            "12341234",
            "password",
            "wangxiaoming",
            " WangXiaoMing ",
        ];
        for password in simple {
            assert!(too_simple(password, "wangxiaoming"), "{password:?}");
        }
        for password in ["correct horse", "you-shi-da-jia-yi", "春天的菜园子很好看", "19580312lao"] {
            assert!(!too_simple(password, "wangxiaoming"), "{password:?}");
        }
    }

    #[test]
    fn a_login_name_of_digits_reads_as_a_phone() {
        for login in
            ["13800001234", "+86 138 0000 1234", "＋86-13800001234", "(028) 8765-4321", "12", "１２３"]
        {
            assert!(reads_as_phone(login), "{login:?}");
        }
        for login in ["wang", "wang1958", "王小明"] {
            assert!(!reads_as_phone(login), "{login:?}");
        }
    }

    #[test]
    fn no_log_holds_a_code() {
        assert_eq!(format!("{:?}", JoinCode::of_random([7; 12])), "JoinCode(…)");
    }

    #[test]
    fn one_name_is_compared_in_one_form() {
        let cases = [
            (" Wang ", "wang"),
            ("ＷＡＮＧ", "wang"),
            ("138 0000 1234", "13800001234"),
            ("+86 138-0000-1234", "13800001234"),
            ("１３８００００１２３４", "13800001234"),
            ("王 小明", "王 小明"),
        ];
        for (typed, expected) in cases {
            assert_eq!(login_key(typed), expected, "{typed:?}");
        }
    }
}
