//! Words about votes.

mod en;
mod zh_cn;

use crate::islands::CountdownWords;
use domain::count::ballot::Choice;
use domain::count::inequality::Threshold;
use domain::time::LocalDay;
use domain::votes::{ElectorateKind, OwnersMatter, VoteKind, VoteState};

/// Labels of the form to set a vote up, and what stands under them.
#[derive(Clone, Copy, Debug)]
pub struct SetUpWords {
    /// The heading.
    pub heading: &'static str,
    /// Under it.
    pub lead: &'static str,
    /// Who calls it.
    pub convener: &'static str,
    /// The question.
    pub title: &'static str,
    /// The question's hint.
    pub title_hint: &'static str,
    /// What is to be known.
    pub body: &'static str,
    /// The issue.
    pub issue: &'static str,
    /// No issue.
    pub no_issue: &'static str,
    /// Kind and matter.
    pub matter: &'static str,
    /// Kind and matter: the hint.
    pub matter_hint: &'static str,
    /// How the answer is given.
    pub method: &'static str,
    /// The options.
    pub options: &'static str,
    /// The options' hint.
    pub options_hint: &'static str,
    /// The issue's proposals as options.
    pub proposals: &'static str,
    /// Who votes.
    pub electorate: &'static str,
    /// Where.
    pub scope: &'static str,
    /// From when.
    pub opens: &'static str,
    /// From when: the hint.
    pub opens_hint: &'static str,
    /// Until when.
    pub closes: &'static str,
    /// Days of objection.
    pub objections: &'static str,
    /// 天.
    pub days: &'static str,
    /// How many must take part.
    pub quorum: &'static str,
    /// How many must agree.
    pub agreement: &'static str,
    /// What says so.
    pub source: &'static str,
    /// What says so: the hint.
    pub source_hint: &'static str,
    /// Keeps the draft.
    pub keep: &'static str,
    /// Beside a compound that votes on paper or elsewhere.
    pub paper_only: &'static str,
}

/// Fixed words of the pages of votes.
#[derive(Clone, Copy, Debug)]
pub struct VoteWords {
    /// Heads a draft as voters will see it.
    pub draft_preview: &'static str,
    /// Deletes a draft.
    pub discard: &'static str,
    /// Deletes a draft: the hint.
    pub discard_hint: &'static str,
    /// 表决.
    pub votes: &'static str,
    /// The lists.
    pub open_now: &'static str,
    /// Announced.
    pub announced: &'static str,
    /// Over.
    pub over: &'static str,
    /// Drafts.
    pub drafts: &'static str,
    /// No votes at all.
    pub none: &'static str,
    /// Starts setting one up.
    pub set_up: &'static str,
    /// Leads to the ballot.
    pub go_and_vote: &'static str,
    /// All ballots of the reader's are in.
    pub voted: &'static str,
    /// 本次表决名册里的我.
    pub my_entry: &'static str,
    /// How to contest it.
    pub my_entry_hint: &'static str,
    /// For who is not on an owners' roll.
    pub not_an_owner: &'static str,
    /// For who is not on another roll.
    pub not_on_roll: &'static str,
    /// For a visitor.
    pub sign_in_to_vote: &'static str,
    /// 可以改.
    pub may_be_changed: &'static str,
    /// Names a ballot's answers.
    pub your_answer: &'static str,
    /// The docked button.
    pub cast: &'static str,
    /// The docked button with the answer: `{}`.
    pub cast_one: &'static str,
    /// The docked button with several: `{done}`, `{all}`.
    pub cast_many: &'static str,
    /// What a consultation is not.
    pub no_legal_effect: &'static str,
    /// The same three once every ballot is cast: there is nothing left but to change one.
    pub change_ballot: &'static str,
    /// With the answer's word for `{}`.
    pub change_one: &'static str,
    /// With counts for `{done}` and `{all}`.
    pub change_many: &'static str,
    /// 都不选.
    pub none_of_them: &'static str,
    /// Co-owners differ.
    pub suspended: &'static str,
    /// 怎样才算通过？
    pub how_it_passes: &'static str,
    /// 参与够不够？
    pub enough_took_part: &'static str,
    /// 同意够不够？
    pub enough_agreed: &'static str,
    /// 达到.
    pub reached: &'static str,
    /// 未达到.
    pub missed: &'static str,
    /// 意见.
    pub answer: &'static str,
    /// 人数.
    pub heads: &'static str,
    /// 面积 ㎡.
    pub area: &'static str,
    /// 票数 of a consultation.
    pub voters: &'static str,
    /// Invalid ballots.
    pub invalid: &'static str,
    /// Those who did not answer.
    pub silent: &'static str,
    /// The whole roll.
    pub everyone: &'static str,
    /// 分楼栋.
    pub by_building: &'static str,
    /// All answers but agreement together.
    pub not_agreed: &'static str,
    /// Why an area is not shown.
    pub areas_hidden: &'static str,
    /// What cells are.
    pub by_building_hint: &'static str,
    /// The whole scope.
    pub whole_scope: &'static str,
    /// 不必相信我们.
    pub check_it: &'static str,
    /// How.
    pub check_it_how: &'static str,
    /// Hash of the question.
    pub manifest_hash: &'static str,
    /// Hash of the roll.
    pub roll_hash: &'static str,
    /// Hash of the outcome.
    pub outcome_hash: &'static str,
    /// Leads to the named list.
    pub named_list: &'static str,
    /// Above the named list.
    pub named_list_hint: &'static str,
    /// Did not take part because co-owners differed.
    pub did_not_count: &'static str,
    /// 产权人.
    pub owner: &'static str,
    /// 楼栋.
    pub building: &'static str,
    /// Second tally by a silence clause.
    pub silence: &'static str,
    /// The page of its convenor.
    pub conduct: &'static str,
    /// Numbers only.
    pub turnout_heading: &'static str,
    /// 已投.
    pub ballots: &'static str,
    /// 待一致.
    pub waiting: &'static str,
    /// 公告.
    pub announce: &'static str,
    /// What announcing does.
    pub announce_hint: &'static str,
    /// Changes the draft.
    pub change: &'static str,
    /// 取消表决.
    pub call_off: &'static str,
    /// The reason's label.
    pub call_off_reason: &'static str,
    /// The reason of a vote nobody could take part in.
    pub nobody_to_vote: &'static str,
    /// Above the reason.
    pub called_off: &'static str,
    /// 所答议题.
    pub issue: &'static str,
    /// 召集人.
    pub convener: &'static str,
    /// 范围.
    pub place: &'static str,
    /// 投票时间.
    pub time: &'static str,
    /// 说明.
    pub explanation: &'static str,
    /// 异议期.
    pub objections: &'static str,
    /// Counting goes on.
    pub being_counted: &'static str,
    /// No bar: the most answers lead.
    pub most_lead: &'static str,
    /// Read beside a draft.
    pub draft_hint: &'static str,
    /// A ballot without any answer was sent.
    pub choose_first: &'static str,
}

/// Words about votes.
pub trait VoteText {
    /// Fixed words.
    fn vote_words(&self) -> &'static VoteWords;
    /// Words of the form.
    fn set_up_words(&self) -> &'static SetUpWords;
    /// What a vote is, in full, as it stands at its head.
    fn vote_kind(&self, kind: VoteKind) -> &'static str;
    /// Where a vote stands.
    fn vote_state(&self, state: VoteState) -> &'static str;
    /// Where a matter stands in the law.
    fn law_item(&self, matter: OwnersMatter) -> &'static str;
    /// The law's words for it; Chinese in every language, for it is the law.
    fn law_text(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "制定和修改业主大会议事规则",
            OwnersMatter::Covenant => "制定和修改管理规约",
            OwnersMatter::Committee => "选举业主委员会或者更换业主委员会成员",
            OwnersMatter::PropertyService => "选聘和解聘物业服务企业或者其他管理人",
            OwnersMatter::UseMaintenanceFund => "使用建筑物及其附属设施的维修资金",
            OwnersMatter::RaiseMaintenanceFund => "筹集建筑物及其附属设施的维修资金",
            OwnersMatter::Rebuild => "改建、重建建筑物及其附属设施",
            OwnersMatter::UseOfCommonParts => "改变共有部分的用途或者利用共有部分从事经营活动",
            OwnersMatter::OtherMajor => "有关共有和共同管理权利的其他重大事项",
            OwnersMatter::HomeToBusiness => "将住宅改变为经营性用房",
        }
    }
    /// How an owners' vote passes.
    fn owners_bars(&self, matter: OwnersMatter) -> &'static str;
    /// Who votes.
    fn electorate(&self, kind: ElectorateKind) -> &'static str;
    /// An answer, in a word.
    fn choice(&self, choice: Choice) -> &'static str;
    /// What the reader holds in one head.
    fn holding(&self, units: i64, area_cm2: i64, counts_head: bool, others: &[String]) -> String;
    /// Who speaks for a head the reader may not speak for.
    fn spoken_for_by(&self, who: &str) -> String;
    /// What was recorded, when.
    fn recorded(&self, what: &str, when: &str) -> String;
    /// What was sent and not recorded.
    fn not_recorded(&self, what: &str) -> String;
    /// Co-owners must agree.
    fn several_may_speak(&self, speakers: i64) -> String;
    /// How many took part so far.
    fn turnout(&self, ballots: i64, of: i64) -> String;
    /// A bar as people say it: 三分之二以上.
    fn threshold(&self, threshold: Threshold) -> String;
    /// What took part in both columns must reach.
    fn both_columns(&self, threshold: Threshold) -> String;
    /// What an option must reach of those who took part.
    fn of_participants(&self, threshold: Threshold) -> String;
    /// The outcome in one sentence: of a question that was put for agreement.
    fn passed(&self, passed: bool, title: &str) -> String;
    /// The outcome in one sentence: of several options.
    fn options_passed(&self, passed: &[String]) -> String;
    /// The outcome of a choice.
    fn chosen(&self, label: &str) -> String;
    /// The outcome of a choice that leads and misses the bar.
    fn below_bar(&self, label: &str) -> String;
    /// The outcome of a tie.
    fn tied(&self, labels: &[String]) -> String;
    /// 都不选 leads.
    fn none_chosen(&self) -> &'static str;
    /// Nobody chose anything.
    fn no_answers(&self) -> &'static str;
    /// Too few took part.
    fn no_quorum(&self) -> &'static str;
    /// What the second tally would be.
    fn silence_tally(&self, would_pass: bool) -> &'static str;
    /// How many ballots wait for the reader.
    fn ballots_waiting(&self, ballots: i64) -> String;
    /// 从…到….
    fn between_moments(&self, from: &str, until: &str) -> String;
    /// 截止….
    fn vote_closes(&self, until: &str) -> String;
    /// 异议期到….
    fn vote_objections_until(&self, until: &str) -> String;
    /// The words of the countdown.
    fn countdown(&self) -> CountdownWords;
    /// Labels of what may be asked of a consultation's participation, by code.
    fn quorum_choices(&self) -> [(&'static str, &'static str); 4];
    /// When an owners' vote announced today may open.
    fn earliest_opening(&self, day: LocalDay) -> String;
    /// Labels of what may be asked of its agreement, by code.
    fn agreement_choices(&self) -> [(&'static str, &'static str); 5];
}
