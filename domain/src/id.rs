//! Names of things: one type per kind of thing, so that a proposal's id cannot be passed for an issue's.
//!
//! Ids are UUIDs, version 7 where an order of creation is welcome, version 4 for ballots, whose ids
//! must not tell when they were cast. They are made outside (`service::edge`), never here.

/// Declares a newtype over [`uuid::Uuid`].
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                uuid::Uuid::parse_str(text).map(Self)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

id! {
    /// 社区.
    CommunityId,
    /// 小区.
    CompoundId,
    /// 楼栋.
    BuildingId,
    /// 单元.
    EntranceId,
    /// 专有部分.
    UnitId,
    /// 网格.
    GridId,
    /// 联户组.
    HouseholdGroupId,
    /// A distinct set of owners on a title; what a head is counted from.
    OwnerSetId,
    /// 在册人员.
    PersonId,
    /// 用户.
    MemberId,
    /// A signed-in device.
    SessionId,
    /// A one-time code to join with.
    CodeId,
    /// 立项项目: what a fund gives money to.
    ProjectId,
    /// A request to be admitted without a code.
    JoinRequestId,
    /// An uploaded roll on its way in.
    ImportId,
    /// 组织.
    BodyId,
    /// A body's term of office.
    TermId,
    /// A seat in a term.
    SeatId,
    /// 议题.
    IssueId,
    /// 联名提议.
    JointRequestId,
    /// 方案.
    ProposalId,
    /// 评论.
    CommentId,
    /// One act of moderation.
    ModerationId,
    /// 表决.
    VoteId,
    /// One head in a vote's frozen roll.
    HeadId,
    /// 表决票; version 4.
    BallotId,
    /// 决定.
    DecisionId,
    /// Work to be done later.
    JobId,
    /// An entry that waits to be logged.
    LogKey,
    /// Something told to a member.
    NoticeId,
    /// One rendering of a form; a form sent twice is done once.
    FormKey,
}
