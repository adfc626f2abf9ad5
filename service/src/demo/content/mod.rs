//! What the demo community 春和社区 says and is: plain data, written by hand, with nothing computed in it.
//!
//! The builder beside this module turns it into persons, ballots and rows. Everything here is invented; sizes and
//! kinds of matters follow published reports on neighbourhood governance. Three conventions hold throughout:
//!
//! - **Days** are whole local days counted from the day the demo is built: `-24` is 24 days ago, `7` is in a week.
//! - **Money** is in fen and **area** in cm², both `i64`.
//! - **Keys** (`charging-shed`, `yuan2`) join one item to another; residents never see them.

pub(crate) mod bodies;
pub(crate) mod crowd;
pub(crate) mod decisions;
pub(crate) mod late;
pub(crate) mod matters;
pub(crate) mod moderation;
pub(crate) mod names;
pub(crate) mod place;
pub(crate) mod requests;
#[cfg(test)]
pub(crate) mod sheet;
pub(crate) mod voices;
pub(crate) mod votes;

#[cfg(test)]
mod tests;

/// Where a matter, a body or a vote belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The whole of 春和社区.
    Community,
    /// One compound, by its key in [`place::COMPOUNDS`].
    Compound(&'static str),
    /// One building of a compound: the compound's key and the building's number.
    Building(&'static str, u16),
}

/// What a matter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    /// 环境
    Environment,
    /// 绿化
    Greening,
    /// 停车
    Parking,
    /// 充电
    Charging,
    /// 消防
    FireSafety,
    /// 养老
    Elders,
    /// 文体
    Culture,
    /// 物业
    Property,
    /// 设施
    Facilities,
    /// 邻里
    Neighbours,
}

/// How far a matter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// 提: raised, co-signing runs.
    Raised,
    /// 审: accepted by the council.
    Accepted,
    /// 议: deliberated.
    Deliberating,
    /// 决: a vote is announced or open.
    Voting,
    /// 示: decided and published.
    Decided,
    /// 办: being carried out.
    CarryingOut,
    /// 评: done and rated.
    Done,
    /// 回潮: done once, come back.
    Reopened,
    /// 不予受理 or 不予继续办理, with reasons.
    Declined,
    /// 转为安全隐患: to the property service with a deadline, comments closed.
    Hazard,
}

/// In which capacity somebody acts on a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The resident who raised it.
    Resident,
    /// 联户长
    Leader,
    /// 网格员
    Grid,
    /// 居民议事会
    Council,
    /// 居民委员会
    ResidentsCommittee,
    /// 业主委员会
    Committee,
    /// 业主大会
    Assembly,
    /// 物业服务人
    Property,
}

/// The stand a comment takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stance {
    /// 赞成
    For,
    /// 反对
    Against,
    /// 疑问
    Question,
    /// No stand taken.
    Neutral,
}

/// One matter from its raising to where it stands now.
#[derive(Debug)]
pub(crate) struct Matter {
    /// Key, unique among matters.
    pub(crate) key: &'static str,
    /// Category it is filed under.
    pub(crate) category: Category,
    /// Whom it concerns.
    pub(crate) scope: Scope,
    /// Where it stands; always the stage of the last step that moves it.
    pub(crate) stage: Stage,
    /// Display name of its author, one of [`voices::VOICES`].
    pub(crate) author: &'static str,
    /// Co-signers 附议 so far.
    pub(crate) cosigners: u16,
    /// Title, plain text.
    pub(crate) title: &'static str,
    /// Body, Markdown.
    pub(crate) body: &'static str,
    /// What happened, oldest first; the first step raises it.
    pub(crate) steps: &'static [Step],
    /// Answers put forward, oldest first.
    pub(crate) proposals: &'static [Proposal],
    /// Hand-written thread, in the order it was said; the builder spreads it over the days.
    pub(crate) talk: &'static [Comment],
}

/// One public line on a matter's path.
#[derive(Debug)]
pub(crate) struct Step {
    /// Day it happened.
    pub(crate) day: i32,
    /// The stage it moved to; `None` for a progress note.
    pub(crate) to: Option<Stage>,
    /// Who did it.
    pub(crate) by: Role,
    /// Reason or note, plain text.
    pub(crate) text: &'static str,
}

/// One concrete answer 方案 to a matter.
#[derive(Debug)]
pub(crate) struct Proposal {
    /// Key, unique among all proposals.
    pub(crate) key: &'static str,
    /// Display name of its author, one of [`voices::VOICES`].
    pub(crate) author: &'static str,
    /// Cost of the latest revision, in fen.
    pub(crate) cost_fen: i64,
    /// Title, plain text.
    pub(crate) title: &'static str,
    /// Texts from the first to the latest, at least one.
    pub(crate) revisions: &'static [Revision],
}

/// One text of a proposal.
#[derive(Debug)]
pub(crate) struct Revision {
    /// Day it was put forward.
    pub(crate) day: i32,
    /// What changed and why, plain text.
    pub(crate) change: &'static str,
    /// The whole text, Markdown.
    pub(crate) body: &'static str,
}

/// One comment and its replies.
#[derive(Debug)]
pub(crate) struct Comment {
    /// Display name, one of [`voices::VOICES`].
    pub(crate) by: &'static str,
    /// Stand taken.
    pub(crate) stance: Stance,
    /// Words, plain text.
    pub(crate) text: &'static str,
    /// Replies, in the order they were given.
    pub(crate) replies: &'static [Comment],
}

/// A matter's path: `-12 Accepted Council "…";` moves it, `-9 note Property "…";` tells of progress.
macro_rules! steps {
    (@to note) => { None };
    (@to $stage:ident) => { Some($crate::demo::content::Stage::$stage) };
    ($( $day:literal $to:ident $by:ident $text:literal; )*) => {
        &[$( $crate::demo::content::Step {
            day: $day,
            to: steps!(@to $to),
            by: $crate::demo::content::Role::$by,
            text: $text,
        } ),*]
    };
}

/// A thread: `For "name" "words" { replies… }`, the braces left out where nobody replied.
macro_rules! talk {
    ($( $stance:ident $by:literal $text:literal $({ $($reply:tt)* })? )*) => {
        &[$( $crate::demo::content::Comment {
            by: $by,
            stance: $crate::demo::content::Stance::$stance,
            text: $text,
            replies: talk!($($($reply)*)?),
        } ),*]
    };
}

pub(crate) use {steps, talk};
