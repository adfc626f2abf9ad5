//! Everything the product says, in every language it speaks: a sentence missing in one does not compile.
//!
//! One trait for each area, in a file of its own with its sentences side by side; [`Text`] is all of them. Figures,
//! dates and names are put in here, so that each language orders them as it likes.

/// Declares a trait of sentences and says each in both languages side by side: 简体中文, then English.
macro_rules! sentences {
    ($(#[$about:meta])* pub trait $area:ident {
        $($(#[$doc:meta])* fn $name:ident($($arg:ident: $kind:ty),*) -> $out:ty { $zh:expr, $en:expr $(,)? })*
    }) => {
        $(#[$about])*
        pub trait $area {
            $($(#[$doc])* fn $name(&self $(, $arg: $kind)*) -> $out;)*
        }
        impl $area for ZhCn {
            $(fn $name(&self $(, $arg: $kind)*) -> $out { $zh })*
        }
        impl $area for En {
            $(fn $name(&self $(, $arg: $kind)*) -> $out { $en })*
        }
    };
}
pub mod about;
pub mod accounts;
pub mod after;
pub mod bodies;
mod budget_refusals;
pub mod checking;
pub mod comments;
pub mod common;
pub mod counting;
pub mod deciding;
pub mod decisions;
pub mod explaining;
pub mod explaining_budgets;
pub mod explaining_votes;
pub mod founding;
pub mod home;
pub mod issues;
pub mod joining;
pub mod log;
pub mod marking;
pub mod moderation;
pub mod notice;
pub mod officers;
pub mod paper;
pub mod practice;
pub mod problems;
pub mod progress;
pub mod proposals;
pub mod records;
pub mod recounting;
pub mod requests;
pub mod roll;
mod roll_faults;
pub mod sharing;
pub mod votes;
pub mod witnessing;

use about::AboutText;
use accounts::AccountText;
use after::AfterText;
use bodies::BodyText;
use checking::CheckingText;
use comments::CommentText;
use common::CommonText;
use counting::CountingText;
use deciding::DecidingText;
use decisions::DecisionText;
use explaining::ExplainText;
use explaining_budgets::ExplainBudgetText;
use explaining_votes::ExplainVoteText;
use founding::FoundingText;
use home::HomeText;
use issues::IssueText;
use joining::JoiningText;
use log::LogText;
use marking::MarkingText;
use moderation::ModerationText;
use notice::NoticeText;
use officers::OfficerText;
use paper::PaperText;
use practice::PracticeText;
use problems::ProblemText;
use progress::ProgressText;
use proposals::ProposalText;
use records::RecordText;
use recounting::RecountText;
use requests::RequestText;
use roll::RollText;
use sharing::SharingText;
use votes::VoteText;
use witnessing::WitnessText;

/// Everything the product says.
pub trait Text:
    AboutText
    + AfterText
    + CheckingText
    + CommentText
    + CommonText
    + CountingText
    + DecisionText
    + ExplainText
    + ExplainBudgetText
    + ExplainVoteText
    + HomeText
    + IssueText
    + LogText
    + ModerationText
    + NoticeText
    + MemberTexts
    + ProblemText
    + ProgressText
    + ProposalText
    + RecordText
    + RecountText
    + RequestText
    + RollText
    + SharingText
    + BallotTexts
    + WitnessText
    + Sync
{
}
impl<T> Text for T where
    T: AboutText
        + AfterText
        + CheckingText
        + CommentText
        + CommonText
        + CountingText
        + DecisionText
        + ExplainText
        + ExplainBudgetText
        + ExplainVoteText
        + HomeText
        + IssueText
        + LogText
        + ModerationText
        + NoticeText
        + MemberTexts
        + ProblemText
        + ProgressText
        + ProposalText
        + RecordText
        + RecountText
        + RequestText
        + RollText
        + SharingText
        + BallotTexts
        + WitnessText
        + Sync
{
}

/// Who takes part: joining, accounts, officers, bodies.
pub trait MemberTexts: JoiningText + AccountText + OfficerText + BodyText + FoundingText {}
impl<T: JoiningText + AccountText + OfficerText + BodyText + FoundingText> MemberTexts for T {}

/// Votes, what a ballot says, and practising it.
pub trait BallotTexts: VoteText + DecidingText + MarkingText + PaperText + PracticeText {}
impl<T: VoteText + DecidingText + MarkingText + PaperText + PracticeText> BallotTexts for T {}

/// 简体中文.
#[derive(Clone, Copy, Debug)]
pub struct ZhCn;

/// English.
#[derive(Clone, Copy, Debug)]
pub struct En;

/// A language the hall speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// 简体中文, the default.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// The BCP 47 tag, also the cookie's value.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of `tag`, if the hall speaks it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next() {
            Some("zh") => Some(Self::ZhCn),
            Some("en") => Some(Self::En),
            _ => None,
        }
    }

    /// Its sentences.
    #[must_use]
    pub fn text(self) -> &'static dyn Text {
        match self {
            Self::ZhCn => &ZhCn,
            Self::En => &En,
        }
    }

    /// The other language, for the link at the foot of the page.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}
