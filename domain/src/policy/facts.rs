//! What an act must know of the thing it touches; loaded by the caller.

use crate::bodies::Organ;
use crate::id::{BodyId, CommunityId, CompoundId, MemberId};
use crate::issues::Stage;
use crate::moderation::Appeal;
use crate::proposals::ProposalState;
use crate::votes::{VoteKind, VoteState};

/// Facts about an issue.
#[derive(Clone, Copy, Debug)]
pub struct IssueFacts {
    /// Where it was raised.
    pub community: CommunityId,
    /// The compound it is limited to.
    pub compound: Option<CompoundId>,
    /// Its author.
    pub author: MemberId,
    /// Where it stands.
    pub stage: Stage,
}

/// Facts about a proposal.
#[derive(Clone, Copy, Debug)]
pub struct ProposalFacts {
    /// The issue it answers.
    pub issue: IssueFacts,
    /// Its author.
    pub author: MemberId,
    /// Where it stands.
    pub state: ProposalState,
}

/// Facts about a comment.
#[derive(Clone, Copy, Debug)]
pub struct CommentFacts {
    /// The issue it is on, itself or through a proposal.
    pub issue: IssueFacts,
    /// What moderation must know of it.
    pub words: WordsFacts,
}

/// Facts about words that moderation can hide: a comment's, an objection's or those of its answer.
#[derive(Clone, Copy, Debug)]
pub struct WordsFacts {
    /// Where they are read.
    pub community: CommunityId,
    /// Who wrote them.
    pub author: MemberId,
    /// Who else has a part in them: of an objection who answered it, of an answer who objected.
    pub party: Option<MemberId>,
    /// Whether moderation hid them.
    pub hidden: bool,
    /// Who hid them.
    pub hidden_by: Option<MemberId>,
    /// How far the appeal against the hiding has come.
    pub appeal: Appeal,
}

impl WordsFacts {
    /// Whether the member wrote them, or they are about an act of the member's.
    #[must_use]
    pub fn concern(&self, member: MemberId) -> bool {
        self.author == member || self.party == Some(member)
    }
}

/// Facts about a vote.
#[derive(Clone, Copy, Debug)]
pub struct VoteFacts {
    /// Where it is held.
    pub community: CommunityId,
    /// The compound it is limited to; always set for owners' votes.
    pub compound: Option<CompoundId>,
    /// The body that calls it.
    pub convener: BodyId,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// Where it stands.
    pub state: VoteState,
    /// Whether ballots are cast in the hall itself, not on paper only.
    pub online: bool,
    /// Whether the actor may speak for a head of the frozen roll; filled in by the cast itself.
    pub speaks_for_a_head: bool,
    /// Whether the actor is of the electorate, also where another speaks for their head; filled in by the objection.
    pub is_of_electorate: bool,
}

/// Facts about a body that acts.
#[derive(Clone, Copy, Debug)]
pub struct BodyFacts {
    /// The body.
    pub body: BodyId,
    /// Where it belongs.
    pub community: CommunityId,
    /// The compound it belongs to.
    pub compound: Option<CompoundId>,
    /// Which organ it is.
    pub organ: Organ,
}
