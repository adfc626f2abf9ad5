//! What is fixed when a vote opens, and what can be shown of a head or a ballot without showing whose it is.
//!
//! A commitment is the SHA-256 of an opening as canonical JSON. Who has the opening can prove what it says; who has
//! only the commitment learns nothing, since every opening holds something that cannot be guessed.

use serde::{Deserialize, Serialize};

use super::marks::Said;
use super::question::Question;
use super::{ElectorateKind, VoteKind};
use crate::count::canonical::{self, Sha256Hex};
use crate::count::manifest::Participation;
use crate::count::weight::Weight;
use crate::id::{CommunityId, HeadId, VoteId};
use crate::log::note::Note;
use crate::log::tree::Hash;
use crate::time::Timestamp;
use crate::words::{Body, Title, half_width};
use sha2::{Digest as _, Sha256};

/// The version of what is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FrozenFormat {
    /// The second; the first had one question a vote.
    #[serde(rename = "yishi-vote/2")]
    V2,
}

/// Everything that a ballot answers and is counted by, as it was when the vote opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// The version.
    pub format: FrozenFormat,
    /// The origin of the public log that the vote is kept in.
    pub log: String,
    /// Where.
    pub community: CommunityId,
    /// Which.
    pub vote: VoteId,
    /// Its number among the community's votes.
    pub number: i64,
    /// Whose act it is.
    pub kind: VoteKind,
    /// What it is about.
    pub title: Title,
    /// What is to be known about it, in Markdown.
    pub explanation: Body,
    /// What is asked, and how it is decided.
    pub questions: Vec<Question>,
    /// How many must take part, if the vote as a whole asks for it.
    pub quorum: Option<Participation>,
    /// Who votes.
    pub electorate: ElectorateKind,
    /// Where: a code, and the id of what it names if it names anything.
    pub scope: (String, Option<String>),
    /// 无记名: choices are kept apart from names, and cannot be joined again once they are counted.
    pub secret: bool,
    /// When ballots are taken from.
    pub opens_at: Timestamp,
    /// Until when; later only by the one extension.
    pub closes_at: Timestamp,
    /// Days of 异议期 after it.
    pub objections_days: i64,
    /// By how many days it may be extended once, should too few take part; 0 if not.
    pub extension_days: i64,
    /// Whether ballots are cast in the hall itself, not on paper only.
    pub online: bool,
    /// Days after closing in which ballots on paper are still entered; 0 where none are taken.
    pub paper_days: i64,
    /// The roll.
    pub roll: FrozenRoll,
}

/// 本次表决名册 in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenRoll {
    /// Of its published lines ([`RollLine`]), each with its line end, in the order of their commitments.
    pub sha256: Sha256Hex,
    /// What it weighs.
    pub total: Weight,
}

/// One head on the public roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollLine {
    /// Of its [`HeadOpening`].
    pub commitment: Hash,
    /// What its ballot weighs.
    pub weight: Weight,
}

/// The published bytes of a roll: canonical lines in the order of their commitments.
#[must_use]
pub fn roll_text(mut lines: Vec<RollLine>) -> String {
    lines.sort_unstable_by_key(|line| line.commitment.0);
    let json = |line: &RollLine| canonical::json(line).expect("a line holds only texts and whole numbers");
    lines.iter().map(|line| json(line) + "\n").collect()
}

/// What a head's commitment stands for. The head's id is random and told to its own owners only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadOpening {
    /// The version.
    pub format: HeadFormat,
    /// Of which vote.
    pub vote: VoteId,
    /// Which.
    pub head: HeadId,
    /// Its units as people say them; the person's name where no unit votes.
    pub who: String,
}

/// The version of a head's opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadFormat {
    /// The first.
    #[serde(rename = "yishi-head/1")]
    V1,
}

impl HeadOpening {
    /// What may be published of it.
    #[must_use]
    pub fn commitment(&self) -> Hash {
        commitment(self)
    }
}

/// What a ballot's commitment stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The version.
    pub format: OpeningFormat,
    /// Of which vote.
    pub vote: VoteId,
    /// Whose, in an owners' vote: the commitment of the head. Elsewhere ballots are published without it.
    pub head: Option<Hash>,
    /// What it says.
    pub said: Said,
    /// Random, so that nobody can try all answers.
    pub salt: Hash,
}

/// The version of a ballot's opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpeningFormat {
    /// The first.
    #[serde(rename = "yishi-ballot/1")]
    V1,
}

impl Opening {
    /// What is logged of it.
    #[must_use]
    pub fn commitment(&self) -> Hash {
        commitment(self)
    }

    /// Its line in a record.
    #[must_use]
    pub fn json(&self) -> String {
        canonical::json(self).expect("an opening holds only texts and whole numbers")
    }
}

fn commitment(opening: &impl Serialize) -> Hash {
    let json = canonical::json(opening).expect("an opening holds only texts and whole numbers");
    Hash(Sha256::digest(json.as_bytes()).into())
}

/// The version of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceiptFormat {
    /// The first.
    #[serde(rename = "yishi-receipt/1")]
    V1,
}

/// 投票回执: what a voter keeps, to see later that the ballot is in the log, counted, and unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The version.
    pub format: ReceiptFormat,
    /// The hall's promise, signed with the log's key: a note of [`Receipt::promise`].
    pub note: String,
    /// What was cast.
    pub opening: Opening,
    /// Where the log has it (c2sp.org/tlog-proof), once it is appended.
    pub proof: Option<String>,
}

impl Receipt {
    /// The text that the hall signs when it takes a ballot.
    #[must_use]
    pub fn promise(log: &str, vote: VoteId, commitment: Hash) -> String {
        format!("yishi-receipt/1\n{log}\n{vote}\n{commitment}\n")
    }

    /// The file's text.
    #[must_use]
    pub fn json(&self) -> String {
        canonical::json(self).expect("a receipt holds only texts and whole numbers")
    }

    /// The signed promise; none if it cannot be read as a note.
    #[must_use]
    pub fn note(&self) -> Option<Note> {
        self.note.parse().ok()
    }
}

/// What a short code stands for: the first 60 bits as 15 lower-case hexadecimal digits; none if it is no code. Blanks,
/// hyphens and small letters do not matter, and what looks alike is taken as what it looks like.
#[must_use]
pub fn of_short_code(code: &str) -> Option<String> {
    let mut bits = 0_u64;
    let mut letters = 0_u32;
    for letter in code.chars().map(half_width).filter(|letter| !matches!(letter, '-' | ' ')) {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        };
        let value = LETTERS.iter().position(|own| char::from(*own) == letter)?;
        letters += 1;
        if letters > 12 {
            return None;
        }
        bits = bits << 5 | u64::try_from(value).ok()?;
    }
    (letters == 12).then(|| format!("{bits:015x}"))
}

/// Crockford's letters, without I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 短码: the first 60 bits of a commitment in groups that can be read out: `K7QM-3XWD-9PTE`. Crockford's letters, without
/// I, L, O and U.
#[must_use]
pub fn short_code(commitment: Hash) -> String {
    let [a, b, c, d, e, f, g, h, ..] = commitment.0;
    let bits = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    let mut code = String::with_capacity(14);
    for place in 0..12_u32 {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        let index = usize::try_from(bits >> (59 - 5 * place) & 31).unwrap_or(0);
        code.push(LETTERS.get(index).copied().map_or('0', char::from));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::super::marks::Marks;
    use super::*;
    use crate::count::ballot::Choice;
    use uuid::Uuid;

    fn opening(said: Said, salt: u8) -> Opening {
        let vote = VoteId(Uuid::from_u128(7));
        Opening { format: OpeningFormat::V1, vote, head: None, said, salt: Hash([salt; 32]) }
    }

    #[test]
    fn a_commitment_stands_for_one_ballot() {
        let agree = Said::Valid(vec![Marks::Answers(vec![Choice::Agree])]);
        let oppose = Said::Valid(vec![Marks::Answers(vec![Choice::Oppose])]);
        let first = opening(agree.clone(), 1);
        assert_eq!(
            first.json(),
            "{\"format\":\"yishi-ballot/1\",\"head\":null,\"said\":{\"valid\":[{\"answers\":[\"agree\"]}]},\
             \"salt\":\"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\",\"vote\":\"00000000-0000-0000-0000-000000000007\"}"
        );
        assert_eq!(serde_json::from_str::<Opening>(&first.json()).expect("an opening"), first);
        let others = [opening(oppose, 1), opening(agree, 2)];
        assert!(others.iter().all(|other| other.commitment() != first.commitment()));
        // `printf '%s' "$json" | sha256sum` gives the same.
        assert_eq!(first.commitment(), Hash(Sha256::digest(first.json().as_bytes()).into()));
    }

    #[test]
    fn a_short_code_is_the_first_sixty_bits() {
        assert_eq!(short_code(Hash([0; 32])), "0000-0000-0000");
        assert_eq!(short_code(Hash([0xFF; 32])), "ZZZZ-ZZZZ-ZZZZ");
        let mut hash = [0; 32];
        hash[0] = 0b0000_1000;
        assert_eq!(short_code(Hash(hash)), "1000-0000-0000");
        let hash = Hash([0x5A; 32]);
        let code = short_code(hash);
        let wide = "Ｂ９Ｄ５－ＭＰＪＴ—Ｂ９Ｄ５".to_owned();
        for typed in [code.clone(), code.to_lowercase(), code.replace('-', " "), code.replace('-', "—"), wide]
        {
            assert_eq!(of_short_code(&typed).as_deref(), Some("5a5a5a5a5a5a5a5"), "{typed}");
        }
        for wrong in ["", "5A5A", "ABCD-EFGH-JKMN-P", "ABCD-EFGH-JKM!"] {
            assert_eq!(of_short_code(wrong), None, "{wrong}");
        }
    }
}
