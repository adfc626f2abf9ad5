//! Who may do what: one function, one arm per action, no default arm.
//!
//! Services ask it inside the write, pages ask it to decide whether to show a button, and a snapshot test prints
//! every action for every role (`tests/policy.rs`). Facts are loaded by the caller; the answer is the reason.

mod facts;

pub use facts::*;

use crate::actor::{Actor, Member, Seat, StandingKind};
use crate::bodies::{Organ, SeatRight};
use crate::codes;
use crate::id::{BodyId, CommunityId, CompoundId, GridId, MemberId, SeatId};
use crate::issues::{Move, Stage};
use crate::moderation::Appeal;
use crate::proposals::ProposalState;
use crate::votes::{VoteKind, VoteState};

codes! {
    /// Why an action is refused. The words are made at the edge, per language.
    pub enum Denied {
        /// Sign in first.
        NotSignedIn = "not_signed_in",
        /// Seats act only from a device that gave a password.
        NeedsPassword = "needs_password",
        /// Only people of this community.
        NotOfCommunity = "not_of_community",
        /// Only owners here.
        NotAnOwner = "not_an_owner",
        /// A seat is needed that the actor does not hold.
        NoSeat = "no_seat",
        /// Only its author.
        NotTheAuthor = "not_the_author",
        /// Nobody judges their own.
        OwnMatter = "own_matter",
        /// The stage or state does not allow it any more, or not yet.
        WrongStage = "wrong_stage",
        /// Hidden by moderation.
        Hidden = "hidden",
        /// Not on the frozen roll of this vote.
        NotOnRoll = "not_on_roll",
        /// Ballots of this vote are handed in on paper only.
        PaperOnly = "paper_only",
    }
}

/// What someone wants to do. Reading what is public needs no permission and has no action here.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// 提出议题.
    RaiseIssue {
        /// Where.
        community: CommunityId,
    },
    /// 附议一个议题.
    CosignIssue(IssueFacts),
    /// Move an issue along its path.
    MoveIssue(IssueFacts, Move),
    /// 办理进展.
    NoteProgress(IssueFacts),
    /// 提出方案.
    Propose(IssueFacts),
    /// 修改方案.
    ReviseProposal(ProposalFacts),
    /// 撤回方案.
    WithdrawProposal(ProposalFacts),
    /// 附议一个方案.
    CosignProposal(ProposalFacts),
    /// 评论.
    Comment(IssueFacts),
    /// 正式答复.
    AnswerOfficially(IssueFacts),
    /// 修改评论.
    EditComment(CommentFacts),
    /// 隐藏 a comment, an objection's words or those of its answer.
    HideWords(WordsFacts),
    /// Read words that are hidden.
    ReadHiddenWords(WordsFacts),
    /// 申诉.
    AppealHiding(WordsFacts),
    /// 处理申诉.
    AnswerAppeal(WordsFacts),
    /// See the appeals that wait, with what their authors wrote.
    ReadAppeals {
        /// Where.
        community: CommunityId,
    },
    /// 发起联名提议.
    StartJointRequest {
        /// Where.
        compound: CompoundId,
    },
    /// 签名联名提议.
    SignJointRequest {
        /// Where.
        compound: CompoundId,
    },
    /// 召集人答复联名提议.
    AnswerJointRequest {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
    },
    /// 发起表决.
    SetUpVote(BodyFacts, VoteKind),
    /// Announce, change or cancel a vote.
    ConductVote(VoteFacts),
    /// 投票.
    CastBallot(VoteFacts),
    /// 录入纸质票: enter or take out ballots that were handed in on paper.
    EnterPaper(VoteFacts),
    /// 提异议.
    ObjectToVote(VoteFacts),
    /// 答复异议, with what is found: a recount and annulment among it.
    AnswerObjection(VoteFacts),
    /// Answer an objection of this member by setting a ballot aside.
    StrikeBallot(VoteFacts, MemberId),
    /// 作废, by whoever conducts the vote, between its count and its being final.
    AnnulVote(VoteFacts),
    /// Enter what the sub-district or a court ordered of a final vote, and that it was done.
    EnterOrder(VoteFacts),
    /// Read the masked list of owners and choices of a named owners' vote.
    ReadNamedBallots(VoteFacts),
    /// 发布决定 or its correction.
    PublishDecision(BodyFacts),
    /// 导入名册.
    ImportRoll {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
    },
    /// 查看名册 with personal data; the look is logged.
    ReadRoll {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
        /// The unit's grid, if it has one.
        grid: Option<GridId>,
    },
    /// 合并在册人员.
    MergePersons {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
    },
    /// 登记委托代理人或监护人, and end it.
    NameRepresentative {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
    },
    /// 发放加入码.
    IssueCode {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
        /// The unit's grid, if it has one.
        grid: Option<GridId>,
    },
    /// 确认加入申请.
    ConfirmJoin {
        /// Where.
        community: CommunityId,
        /// Where.
        compound: CompoundId,
        /// The unit's grid, if it has one.
        grid: Option<GridId>,
    },
    /// 设置社区、组织、任期与席位.
    ManageCommunity {
        /// Where.
        community: CommunityId,
    },
    /// 新建社区.
    FoundCommunity,
    /// Change one's own settings, devices and password.
    KeepOwnAccount,
}

/// Decides whether `actor` may do `action`; the refusal is the reason.
pub fn may(actor: &Actor, action: &Action) -> Result<(), Denied> {
    let member = match actor {
        Actor::System => return Ok(()),
        Actor::Visitor => return Err(Denied::NotSignedIn),
        Actor::Member(member) => member,
    };
    match *action {
        Action::RaiseIssue { community } => of_community(member, community),
        Action::CosignIssue(issue) => {
            of_community(member, issue.community)?;
            when(issue.stage == Stage::Raised, Denied::WrongStage)?;
            when(issue.author != member.id, Denied::OwnMatter)
        }
        Action::MoveIssue(issue, step) => move_issue(member, issue, step),
        Action::NoteProgress(issue) => {
            when(matches!(issue.stage, Stage::CarryingOut | Stage::Hazard), Denied::WrongStage)?;
            runs_issue(member, issue)
                .or_else(|denied| holds(member, SeatRight::PropertyService, issue).map_err(|_none| denied))
        }
        Action::Propose(issue) => {
            of_community(member, issue.community)?;
            when(issue.stage.takes_proposals(), Denied::WrongStage)
        }
        Action::ReviseProposal(proposal) => {
            when(proposal.author == member.id, Denied::NotTheAuthor)?;
            open_to_change(proposal)
        }
        Action::WithdrawProposal(proposal) => {
            when(proposal.author == member.id, Denied::NotTheAuthor)?;
            when(proposal.state == ProposalState::Open, Denied::WrongStage)
        }
        Action::CosignProposal(proposal) => {
            of_community(member, proposal.issue.community)?;
            when(proposal.author != member.id, Denied::OwnMatter)?;
            open_to_change(proposal)
        }
        Action::Comment(issue) => {
            of_community(member, issue.community)?;
            when(issue.stage.takes_comments(), Denied::WrongStage)
        }
        Action::AnswerOfficially(issue) => runs_issue(member, issue)
            .or_else(|denied| holds(member, SeatRight::PropertyService, issue).map_err(|_none| denied)),
        Action::EditComment(comment) => {
            when(comment.words.author == member.id, Denied::NotTheAuthor)?;
            when(!comment.words.hidden, Denied::Hidden)?;
            when(comment.issue.stage.takes_comments(), Denied::WrongStage)
        }
        Action::HideWords(words) => {
            council(member, words.community)?;
            when(!words.concern(member.id), Denied::OwnMatter)?;
            when(!words.hidden, Denied::Hidden)
        }
        Action::ReadHiddenWords(words) => {
            if words.author == member.id {
                Ok(())
            } else {
                council(member, words.community)
            }
        }
        Action::AppealHiding(words) => {
            when(words.author == member.id, Denied::NotTheAuthor)?;
            when(words.hidden && words.appeal == Appeal::None, Denied::WrongStage)
        }
        Action::AnswerAppeal(words) => {
            council(member, words.community)?;
            when(words.hidden && words.appeal == Appeal::Waiting, Denied::WrongStage)?;
            let own = words.concern(member.id) || words.hidden_by == Some(member.id);
            when(!own, Denied::OwnMatter)
        }
        Action::ReadAppeals { community } => council(member, community),
        Action::StartJointRequest { compound } | Action::SignJointRequest { compound } => {
            when(member.speaks_as_owner_in(compound), Denied::NotAnOwner)
        }
        Action::AnswerJointRequest { community, compound } => convenes(member, community, compound),
        Action::SetUpVote(body, kind) => conducts(member, body.community, body.compound, body.body, kind),
        Action::ConductVote(vote) => {
            let over = matches!(vote.state, VoteState::Final | VoteState::Cancelled | VoteState::Void);
            when(!over, Denied::WrongStage)?;
            conducts_vote(member, vote)
        }
        Action::EnterPaper(vote) => {
            when(matches!(vote.state, VoteState::Open | VoteState::Closed), Denied::WrongStage)?;
            conducts(member, vote.community, vote.compound, vote.convener, vote.kind)
        }
        Action::CastBallot(vote) => {
            when(vote.speaks_for_a_head, Denied::NotOnRoll)?;
            when(vote.online, Denied::PaperOnly)?;
            when(vote.state == VoteState::Open, Denied::WrongStage)
        }
        Action::ObjectToVote(vote) => {
            when(vote.is_of_electorate, Denied::NotOnRoll)?;
            when(is_contestable(vote.state), Denied::WrongStage)
        }
        Action::StrikeBallot(vote, objector) => {
            when(objector != member.id, Denied::OwnMatter)?;
            may(actor, &Action::AnswerObjection(vote))
        }
        Action::AnswerObjection(vote) => {
            when(is_contestable(vote.state), Denied::WrongStage)?;
            conducts_vote(member, vote)
        }
        Action::AnnulVote(vote) => {
            when(vote.state == VoteState::Preliminary, Denied::WrongStage)?;
            conducts_vote(member, vote)
        }
        Action::EnterOrder(vote) => {
            when(vote.state == VoteState::Final, Denied::WrongStage)?;
            conducts_vote(member, vote).or_else(|_denied| administers(member, vote.community))
        }
        Action::ReadNamedBallots(vote) => match vote.compound {
            Some(compound) => when(member.speaks_as_owner_in(compound), Denied::NotAnOwner),
            None => Err(Denied::NotAnOwner),
        },
        Action::PublishDecision(body) => publishes(member, body),
        Action::ImportRoll { community, compound }
        | Action::MergePersons { community, compound }
        | Action::NameRepresentative { community, compound } => keeps_roll(member, community, compound),
        Action::ReadRoll { community, compound, grid }
        | Action::IssueCode { community, compound, grid }
        | Action::ConfirmJoin { community, compound, grid } => {
            let officer = member.seat(SeatRight::GridOfficer, |seat| {
                seat.community == Some(community) && (seat.grid.is_none() || seat.grid == grid)
            });
            if officer.is_some() { Ok(()) } else { keeps_roll(member, community, compound) }
        }
        Action::ManageCommunity { community } => administers(member, community),
        Action::FoundCommunity => seated(member, member.seat(SeatRight::Operator, |_seat| true)),
        Action::KeepOwnAccount => Ok(()),
    }
}

/// The seat a member acts from when doing `action`, which the public line then names instead of the person.
#[must_use]
pub fn acting_seat(actor: &Actor, issue: IssueFacts) -> Option<SeatId> {
    let member = actor.member()?;
    let seat = member
        .community_seat(SeatRight::Council, issue.community)
        .or_else(|| {
            let compound = issue.compound?;
            member.compound_seat(SeatRight::Committee, issue.community, compound)
        })
        .or_else(|| member.community_seat(SeatRight::Administrator, issue.community))
        .or_else(|| {
            member.seat(SeatRight::PropertyService, |seat| {
                seat.community == Some(issue.community)
                    && (seat.compound.is_none() || seat.compound == issue.compound)
            })
        });
    seat.map(|seat| seat.id)
}

fn when(holds: bool, otherwise: Denied) -> Result<(), Denied> {
    if holds { Ok(()) } else { Err(otherwise) }
}

/// Explains a missing seat: a holder whose device gave no password is told so, not that there is no seat.
fn seated(member: &Member, seat: Option<&Seat>) -> Result<(), Denied> {
    match seat {
        Some(_) => Ok(()),
        None if !member.strong && !member.seats.is_empty() => Err(Denied::NeedsPassword),
        None => Err(Denied::NoSeat),
    }
}

fn of_community(member: &Member, community: CommunityId) -> Result<(), Denied> {
    when(member.belongs_to(community), Denied::NotOfCommunity)
}

fn council(member: &Member, community: CommunityId) -> Result<(), Denied> {
    seated(member, member.community_seat(SeatRight::Council, community))
}

fn administers(member: &Member, community: CommunityId) -> Result<(), Denied> {
    let seat = member
        .community_seat(SeatRight::Administrator, community)
        .or_else(|| member.seat(SeatRight::Operator, |_seat| true));
    seated(member, seat)
}

/// A committee reads and imports the roll of its own compound; an administrator any in the community.
fn keeps_roll(member: &Member, community: CommunityId, compound: CompoundId) -> Result<(), Denied> {
    convenes(member, community, compound).or_else(|_denied| administers(member, community))
}

/// Committee and convenors call owners together.
fn convenes(member: &Member, community: CommunityId, compound: CompoundId) -> Result<(), Denied> {
    let seat = member
        .compound_seat(SeatRight::Committee, community, compound)
        .or_else(|| member.compound_seat(SeatRight::Convenor, community, compound));
    seated(member, seat)
}

/// The council runs every issue; a committee those of its own compound.
fn runs_issue(member: &Member, issue: IssueFacts) -> Result<(), Denied> {
    council(member, issue.community).or_else(|denied| match issue.compound {
        Some(compound) => {
            seated(member, member.compound_seat(SeatRight::Committee, issue.community, compound))
        }
        None => Err(denied),
    })
}

fn holds(member: &Member, right: SeatRight, issue: IssueFacts) -> Result<(), Denied> {
    let seat = member.seat(right, |seat| {
        seat.community == Some(issue.community)
            && (seat.compound.is_none() || seat.compound == issue.compound)
    });
    seated(member, seat)
}

fn move_issue(member: &Member, issue: IssueFacts, step: Move) -> Result<(), Denied> {
    when(issue.stage.after(step).is_ok(), Denied::WrongStage)?;
    match step {
        // Those who live with the trouble say whether it is back.
        Move::Reopen => of_community(member, issue.community),
        Move::Accept | Move::Decline => {
            runs_issue(member, issue)?;
            when(issue.author != member.id, Denied::OwnMatter)
        }
        Move::Finish | Move::CarryOut if issue.stage == Stage::Hazard => runs_issue(member, issue)
            .or_else(|denied| holds(member, SeatRight::PropertyService, issue).map_err(|_none| denied)),
        Move::Deliberate
        | Move::PutToVote
        | Move::Return
        | Move::Decide
        | Move::CarryOut
        | Move::Finish
        | Move::TurnToHazard => runs_issue(member, issue),
    }
}

fn open_to_change(proposal: ProposalFacts) -> Result<(), Denied> {
    when(proposal.state == ProposalState::Open && proposal.issue.stage.takes_proposals(), Denied::WrongStage)
}

/// From the announcement until the outcome is final; within the last of these the clock has a word too.
const fn is_contestable(state: VoteState) -> bool {
    matches!(state, VoteState::Notice | VoteState::Open | VoteState::Closed | VoteState::Preliminary)
}

fn conducts_vote(member: &Member, vote: VoteFacts) -> Result<(), Denied> {
    conducts(member, vote.community, vote.compound, vote.convener, vote.kind)
}

/// An owners' vote is called by its compound's convenors; a consultation by any seat of the convening body.
fn conducts(
    member: &Member,
    community: CommunityId,
    compound: Option<CompoundId>,
    body: BodyId,
    kind: VoteKind,
) -> Result<(), Denied> {
    match (kind, compound) {
        (VoteKind::Statutory, Some(compound)) => convenes(member, community, compound),
        (VoteKind::Statutory, None) => Err(Denied::NoSeat),
        (VoteKind::Consultative, _) => speaks_for(member, body),
    }
}

/// A seat with any right in the body itself.
fn speaks_for(member: &Member, body: BodyId) -> Result<(), Denied> {
    let seat = member.seats.iter().find(|seat| {
        member.strong
            && seat.body == body
            && !matches!(seat.right, SeatRight::None | SeatRight::PropertyService)
    });
    seated(member, seat)
}

/// The owners' assembly has no seats of its own: its convenors publish what it decided.
fn publishes(member: &Member, body: BodyFacts) -> Result<(), Denied> {
    match (body.organ, body.compound) {
        (Organ::OwnersAssembly, Some(compound)) => convenes(member, body.community, compound),
        (Organ::OwnersAssembly, None) => Err(Denied::NoSeat),
        (
            Organ::OwnersCommittee
            | Organ::ResidentsCouncil
            | Organ::ResidentsCommittee
            | Organ::PartyOrganisation
            | Organ::PropertyService
            | Organ::PreparatoryGroup
            | Organ::Other,
            _,
        ) => speaks_for(member, body.body),
    }
}

/// Whether the actor reads a community's members-only pages: its people, and operators.
#[must_use]
pub fn is_neighbour(actor: &Actor, community: CommunityId) -> bool {
    match actor {
        Actor::System => true,
        Actor::Visitor => false,
        Actor::Member(member) => {
            member.belongs_to(community)
                || member.standings.iter().any(|s| s.kind == StandingKind::Owner && s.community == community)
        }
    }
}
