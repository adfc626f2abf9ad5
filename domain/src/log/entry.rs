//! What is logged: acts that must not be undone in silence, as canonical JSON.
//!
//! An entry names things by ids and holds hashes, never words or names: what the law has erased is erased, and its
//! hash stays.

use serde::{Deserialize, Serialize};

use super::tree::Hash;
use crate::count::canonical::{self, Sha256Hex};
use crate::id::{CommunityId, DecisionId, ModerationId, VoteId};
use crate::time::Timestamp;

/// The version of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryFormat {
    /// The first.
    #[serde(rename = "yishi-log/1")]
    V1,
}

/// One leaf of the log, before it is hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The version.
    pub format: EntryFormat,
    /// In which community.
    pub community: CommunityId,
    /// When it was done, in microseconds since 1970; of a secret vote's ballots nothing says when.
    pub at: Option<Timestamp>,
    /// What was done.
    pub act: Act,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// A vote opened: question, options, rule and roll are frozen.
    VoteOpened {
        /// Which.
        vote: VoteId,
        /// Of everything that was frozen.
        manifest_sha256: Sha256Hex,
        /// Of the roll.
        roll_sha256: Sha256Hex,
    },
    /// A vote was called off after it had opened.
    VoteCalledOff {
        /// Which.
        vote: VoteId,
        /// Of the reason's words.
        reason_sha256: Sha256Hex,
    },
    /// A ballot was taken.
    BallotAccepted {
        /// In which vote.
        vote: VoteId,
        /// Of the ballot's opening.
        commitment: Hash,
    },
    /// A voter changed a ballot: the new one counts instead.
    BallotReplaced {
        /// In which vote.
        vote: VoteId,
        /// Of the new ballot's opening.
        commitment: Hash,
        /// Of the one that counts no more.
        replaces: Hash,
    },
    /// A ballot counts no more, since its head turned out to be another's, or an objection to it was founded.
    BallotSetAside {
        /// In which vote.
        vote: VoteId,
        /// Of the ballot's opening.
        commitment: Hash,
    },
    /// Two heads of the roll turned out to be the same owners: they have one ballot, for the area of both.
    HeadsJoined {
        /// In which vote.
        vote: VoteId,
        /// Which has no ballot of its own any more: the commitment of its opening.
        head: Hash,
        /// Whose ballot speaks for it.
        to: Hash,
    },
    /// Ballots on paper were entered.
    PaperBatch {
        /// In which vote.
        vote: VoteId,
        /// How many.
        ballots: i64,
        /// Of the commitments that they were entered under, in their order, each with a line end.
        commitments_sha256: Sha256Hex,
    },
    /// Too few took part, and the vote goes on, once, as its rule allows.
    VoteExtended {
        /// Which.
        vote: VoteId,
        /// Until when.
        closes_at: Timestamp,
    },
    /// A vote closed and was counted.
    VoteCounted {
        /// Which.
        vote: VoteId,
        /// Of the outcome.
        outcome_sha256: Sha256Hex,
    },
    /// Somebody objected, to the roll, a ballot or the procedure.
    ObjectionMade {
        /// To which vote.
        vote: VoteId,
        /// Its number there, from 1.
        number: i64,
        /// Of the code of what it is about, a line end, and its words.
        text_sha256: Sha256Hex,
    },
    /// An objection was answered.
    ObjectionAnswered {
        /// To which vote.
        vote: VoteId,
        /// Its number there.
        number: i64,
        /// Of the finding's code, a line end, and the answer's words.
        answer_sha256: Sha256Hex,
    },
    /// The time for objections is over.
    VoteFinal {
        /// Which.
        vote: VoteId,
    },
    /// The sub-district ordered that something of a final vote be corrected (责令改正); its outcome stands.
    CorrectionOrdered {
        /// Which vote.
        vote: VoteId,
        /// The order's number there, from 1.
        order: i64,
        /// Of the document's number, day and issuer and the words, a line end between each.
        order_sha256: Sha256Hex,
    },
    /// What was ordered to be corrected has been.
    OrderCorrected {
        /// Of which vote.
        vote: VoteId,
        /// The order's number there.
        order: i64,
        /// Of what was corrected, in words.
        text_sha256: Sha256Hex,
    },
    /// A vote counts for nothing any more: annulled by its convenor, revoked by the authorities or by a court.
    VoteVoided {
        /// Which.
        vote: VoteId,
        /// By whom: `annulled`, `street_revoked` or `court_revoked`.
        by: String,
        /// Of the document's number, day and issuer, where there is one, and the reasons' words, a line end between
        /// each.
        reason_sha256: Sha256Hex,
    },
    /// An act of moderation, or the answer to an appeal against one.
    Moderation {
        /// Which.
        act: ModerationId,
        /// Of its line in the public register.
        line_sha256: Sha256Hex,
    },
    /// A decision was published, or corrected in public.
    Decision {
        /// Which.
        decision: DecisionId,
        /// From 1; each correction is one more.
        revision: i64,
        /// Of title, text and reasons.
        text_sha256: Sha256Hex,
    },
}

/// What an act was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A vote.
    Vote(VoteId),
    /// A decision.
    Decision(DecisionId),
    /// Something that was moderated.
    Moderation(ModerationId),
}

impl Act {
    /// What it was done to.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        match self {
            Self::VoteOpened { vote, .. }
            | Self::VoteCalledOff { vote, .. }
            | Self::BallotAccepted { vote, .. }
            | Self::BallotReplaced { vote, .. }
            | Self::BallotSetAside { vote, .. }
            | Self::HeadsJoined { vote, .. }
            | Self::PaperBatch { vote, .. }
            | Self::VoteExtended { vote, .. }
            | Self::VoteCounted { vote, .. }
            | Self::ObjectionMade { vote, .. }
            | Self::ObjectionAnswered { vote, .. }
            | Self::VoteFinal { vote }
            | Self::CorrectionOrdered { vote, .. }
            | Self::OrderCorrected { vote, .. }
            | Self::VoteVoided { vote, .. } => Subject::Vote(*vote),
            Self::Moderation { act, .. } => Subject::Moderation(*act),
            Self::Decision { decision, .. } => Subject::Decision(*decision),
        }
    }
}

impl Act {
    /// The commitment of the ballot that was taken in `vote`, if that is what was done.
    #[must_use]
    pub fn ballot_of(&self, vote: VoteId) -> Option<Hash> {
        match self {
            Self::BallotAccepted { vote: own, commitment }
            | Self::BallotReplaced { vote: own, commitment, .. }
                if *own == vote =>
            {
                Some(*commitment)
            }
            _ => None,
        }
    }
}

impl Entry {
    /// An entry of the present version.
    #[must_use]
    pub const fn new(community: CommunityId, at: Timestamp, act: Act) -> Self {
        Self { format: EntryFormat::V1, community, at: Some(at), act }
    }

    /// The same, of what nobody is to know when it was done.
    #[must_use]
    pub const fn timeless(community: CommunityId, act: Act) -> Self {
        Self { format: EntryFormat::V1, community, at: None, act }
    }

    /// The bytes that are logged.
    #[must_use]
    pub fn json(&self) -> String {
        canonical::json(self).expect("an entry holds only texts and whole numbers")
    }

    /// The leaf.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        Hash::leaf(self.json().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_entry_is_written_in_one_way() {
        let act = Act::VoteFinal { vote: VoteId(Uuid::from_u128(2)) };
        let entry = Entry::new(CommunityId(Uuid::from_u128(1)), Timestamp(5), act);
        let json = "{\"act\":{\"vote_final\":{\"vote\":\"00000000-0000-0000-0000-000000000002\"}},\"at\":5,\
                    \"community\":\"00000000-0000-0000-0000-000000000001\",\"format\":\"yishi-log/1\"}";
        assert_eq!(entry.json(), json);
        assert_eq!(serde_json::from_str::<Entry>(json).expect("an entry"), entry);
        assert!(serde_json::from_str::<Entry>(&json.replace("/1\"", "/2\"")).is_err());
    }
}
