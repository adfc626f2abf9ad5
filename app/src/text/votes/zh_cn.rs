//! 表决的用语。

use super::{SetUpWords, VoteText, VoteWords};
use crate::islands::{CountdownWords, Plural};
use crate::text::ZhCn;
use domain::count::ballot::Choice;
use domain::count::inequality::{Comparison, Threshold};
use domain::measure::{grouped, square_metres};
use domain::time::LocalDay;
use domain::votes::{ElectorateKind, OwnersMatter, VoteKind, VoteState};

static ZH: VoteWords = VoteWords {
    draft_preview: "公告以后，大家看到的是这样",
    discard: "删除草稿",
    discard_hint: "只有召集人看得到草稿，删掉不用写原因。",
    votes: "表决",
    open_now: "正在投票",
    announced: "已公告，还没开始",
    over: "已经结束",
    drafts: "草稿",
    none: "还没有表决",
    set_up: "发起表决",
    go_and_vote: "去投票",
    voted: "您的票都投了",
    my_entry: "本次表决名册里的我",
    my_entry_hint: "名册在开始投票时定下。有错，请在那以前告诉召集人。",
    not_an_owner: "这是业主表决，您可评论，不能投票。",
    not_on_roll: "您不在本次表决名册里，可以评论，不能投票。",
    sign_in_to_vote: "登录后投票",
    may_be_changed: "截止前可以改",
    your_answer: "您的意见",
    cast: "投票",
    cast_one: "投“{}”票",
    cast_many: "投票（已答 {done} 题，共 {all} 题）",
    no_legal_effect: "不是业主大会表决，不产生法律效力",
    change_ballot: "改投",
    change_one: "改投“{}”票",
    change_many: "改投（共 {all} 题）",
    none_of_them: "都不选",
    suspended: "共有人选的不一样，这一票先不算。请商量好，投成一样的就算数。",
    how_it_passes: "怎样才算通过？",
    enough_took_part: "参与够不够？",
    enough_agreed: "同意够不够？",
    reached: "达到",
    missed: "未达到",
    answer: "意见",
    heads: "人数",
    area: "面积 ㎡",
    voters: "票数",
    invalid: "无效票（共有人意见不一）",
    silent: "没有投票",
    everyone: "名册合计",
    not_agreed: "没有同意的合计",
    areas_hidden: "不到五户的，只公布人数，不公布面积，免得看出是谁投的。本小区业主登录后可以看到。",
    by_building: "分楼栋看",
    by_building_hint: "每格至少五户，凑不满的并在一起，看不出谁投了什么。",
    whole_scope: "全部楼栋",
    check_it: "不必相信我们",
    check_it_how: "下面的编码由题目、名册和计票结果算出，改一个字就会变。开始投票时记下前两个，公布后再对一遍，就知道有没有动过。",
    manifest_hash: "题目和规则",
    roll_hash: "表决名册",
    outcome_hash: "计票结果",
    named_list: "看记名表决票",
    named_list_hint: "只给本小区登录的业主看，姓名已遮住。",
    did_not_count: "共有人意见不一，未计",
    owner: "产权人",
    building: "楼栋",
    silence: "照本小区议事规则另算一遍（不是结果）",
    conduct: "主持这次表决",
    turnout_heading: "各楼投票人数",
    ballots: "已投",
    waiting: "待商量一致",
    announce: "公告这次表决",
    announce_hint: "公告后人人看得到，题目、选项和时间不能再改。业主大会表决要提前十五整天公告，公告当天不算。",
    change: "修改草稿",
    call_off: "取消这次表决",
    call_off_reason: "为什么取消（会公开）",
    nobody_to_vote: "到开始时间，范围内没有可以投票的人。",
    called_off: "这次表决已取消",
    issue: "所答议题",
    convener: "召集人",
    place: "范围",
    time: "投票时间",
    explanation: "说明",
    objections: "异议期",
    being_counted: "投票已截止，正在计票。",
    most_lead: "得票最多的选项列第一；并列时不由系统决定。",
    draft_hint: "草稿只有召集人看得到。",
    choose_first: "请先选一个意见，再投票。",
};

static ZH_SET_UP: SetUpWords = SetUpWords {
    heading: "发起表决",
    lead: "先存成草稿，核对好了再公告。",
    convener: "由谁召集",
    title: "要大家回答的问题",
    title_hint: "例如：是否同意在北门内侧增设电动车充电棚？",
    body: "说明：为什么、怎么做、花多少钱",
    issue: "回答哪个议题",
    no_issue: "不属于哪个议题",
    matter: "是什么表决",
    matter_hint: "业主共同决定的事项，要用业主大会表决；其他的用民意征询，不产生法律效力。",
    method: "怎么回答",
    options: "选项，一行一个",
    options_hint: "只回答同意、反对、弃权的，不用填。最少两个，最多六十个。分钱的，项目后面加竖线和金额，例如：路灯改造 | 12000",
    proposals: "用议题里的方案作选项（公告后方案不能再改）",
    electorate: "谁来投",
    scope: "哪个范围",
    opens: "什么时候开始",
    opens_hint: "业主大会表决：公告后隔满十五整天才能开始。",
    closes: "什么时候截止",
    objections: "结果公示后的异议期",
    days: "天",
    quorum: "多少人参与才有效（民意征询）",
    agreement: "多少同意才算数（民意征询）",
    source: "依据（上面两项定了要求的，要填）",
    source_hint: "哪个文件这样规定的，例如：居民议事会议事规则第九条",
    keep: "存为草稿",
    paper_only: "业主大会表决用纸质票或市里的系统，这里只能做民意征询",
};

impl VoteText for ZhCn {
    fn vote_words(&self) -> &'static VoteWords {
        &ZH
    }
    fn set_up_words(&self) -> &'static SetUpWords {
        &ZH_SET_UP
    }
    fn vote_kind(&self, kind: VoteKind) -> &'static str {
        match kind {
            VoteKind::Statutory => "业主大会表决",
            VoteKind::Consultative => "民意征询（不是业主大会表决，不产生法律效力）",
        }
    }
    fn vote_state(&self, state: VoteState) -> &'static str {
        match state {
            VoteState::Draft => "草稿",
            VoteState::Notice => "公告中",
            VoteState::Open => "正在投票",
            VoteState::Closed => "正在计票",
            VoteState::Preliminary => "结果公示中",
            VoteState::Final => "结果已定",
            VoteState::Cancelled => "已取消",
            VoteState::Void => "已作废",
        }
    }
    fn law_item(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "民法典第278条第（一）项",
            OwnersMatter::Covenant => "民法典第278条第（二）项",
            OwnersMatter::Committee => "民法典第278条第（三）项",
            OwnersMatter::PropertyService => "民法典第278条第（四）项",
            OwnersMatter::UseMaintenanceFund => "民法典第278条第（五）项",
            OwnersMatter::RaiseMaintenanceFund => "民法典第278条第（六）项",
            OwnersMatter::Rebuild => "民法典第278条第（七）项",
            OwnersMatter::UseOfCommonParts => "民法典第278条第（八）项",
            OwnersMatter::OtherMajor => "民法典第278条第（九）项",
            OwnersMatter::HomeToBusiness => "民法典第279条",
        }
    }
    fn owners_bars(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::HomeToBusiness => "有利害关系的业主要一致同意，一户不少。",
            special if special.is_special() => {
                "先看参与：参与的业主，人数和面积都要占三分之二以上。再看同意：参与的人数和面积里，各有四分之三以上同意。\
                 弃权算参与，不算同意；没投票的不算参与。"
            }
            _ => {
                "先看参与：参与的业主，人数和面积都要占三分之二以上。再看同意：参与的人数和面积里，同意的都要超过一半。\
                 弃权算参与，不算同意；没投票的不算参与。"
            }
        }
    }
    fn electorate(&self, kind: ElectorateKind) -> &'static str {
        match kind {
            ElectorateKind::Owners => "业主（按人数和面积）",
            ElectorateKind::Adults => "成年居民，一人一票",
            ElectorateKind::Households => "住户，一户一票",
            ElectorateKind::BodyMembers => "组织成员，一人一票",
        }
    }
    fn choice(&self, choice: Choice) -> &'static str {
        match choice {
            Choice::Agree => "同意",
            Choice::Oppose => "反对",
            Choice::Abstain => "弃权",
            Choice::Blank => "空白",
        }
    }
    fn holding(&self, units: i64, area_cm2: i64, counts_head: bool, others: &[String]) -> String {
        if units == 0 {
            return "您有 1 票".to_owned();
        }
        let who = match others {
            [] => format!("您名下 {units} 套"),
            others => format!("您与{}共有 {units} 套", others.join("、")),
        };
        let head = if counts_head { "" } else { "（只计面积，不计人数）" };
        if area_cm2 == 0 {
            format!("{who}，1 票{head}")
        } else {
            format!("{who}，1 票，{}㎡{head}", square_metres(area_cm2))
        }
    }
    fn spoken_for_by(&self, who: &str) -> String {
        format!("由{who}代表投票。")
    }
    fn recorded(&self, what: &str, when: &str) -> String {
        format!("已记下，{when}。{what}")
    }
    fn not_recorded(&self, what: &str) -> String {
        format!("下面这一票没有记下：“{what}”")
    }
    fn several_may_speak(&self, speakers: i64) -> String {
        format!("这一票由 {speakers} 位共有人共同决定，选的要一样才算数。")
    }
    fn turnout(&self, ballots: i64, of: i64) -> String {
        format!("已有 {} 票投出，共 {} 票。截止前不公布各选多少。", grouped(ballots), grouped(of))
    }
    fn threshold(&self, threshold: Threshold) -> String {
        match threshold {
            Threshold::Voters { at_least } => format!("至少 {} 人", at_least.get()),
            Threshold::Share { fraction, comparison } => {
                let share = match (fraction.numerator(), fraction.denominator()) {
                    (1, 1) => return "全部".to_owned(),
                    (1, 2) => "一半".to_owned(),
                    (1, 3) => "三分之一".to_owned(),
                    (2, 3) => "三分之二".to_owned(),
                    (3, 4) => "四分之三".to_owned(),
                    (upper, lower) => format!("{upper}/{lower}"),
                };
                match comparison {
                    Comparison::AtLeast => format!("{share}以上"),
                    Comparison::MoreThan => format!("超过{share}"),
                }
            }
        }
    }
    fn both_columns(&self, threshold: Threshold) -> String {
        format!("人数和面积都要达到：{}", self.threshold(threshold))
    }
    fn of_participants(&self, threshold: Threshold) -> String {
        format!("参与者中，人数和面积都要达到：{}", self.threshold(threshold))
    }
    fn passed(&self, passed: bool, title: &str) -> String {
        if passed { format!("表决通过：{title}") } else { format!("没有通过：{title}") }
    }
    fn options_passed(&self, passed: &[String]) -> String {
        if passed.is_empty() {
            "没有一项通过".to_owned()
        } else {
            format!("通过的有：{}", passed.join("、"))
        }
    }
    fn chosen(&self, label: &str) -> String {
        format!("选“{label}”的最多")
    }
    fn below_bar(&self, label: &str) -> String {
        format!("选“{label}”的最多，但没有达到要求")
    }
    fn tied(&self, labels: &[String]) -> String {
        format!("并列：{}。由谁胜出不由系统决定。", labels.join("、"))
    }
    fn none_chosen(&self) -> &'static str {
        "选“都不选”的最多，没有选项胜出"
    }
    fn no_answers(&self) -> &'static str {
        "没有人选出选项"
    }
    fn no_quorum(&self) -> &'static str {
        "参与的人不够，答案只供参考"
    }
    fn silence_tally(&self, would_pass: bool) -> &'static str {
        if would_pass { "照此另算，会通过。" } else { "照此另算，也不会通过。" }
    }
    fn ballots_waiting(&self, ballots: i64) -> String {
        format!("您有 {ballots} 票没投")
    }
    fn between_moments(&self, from: &str, until: &str) -> String {
        format!("{from} 到 {until}")
    }
    fn vote_closes(&self, until: &str) -> String {
        format!("{until} 截止")
    }
    fn vote_objections_until(&self, until: &str) -> String {
        format!("计票结果公示，异议期到 {until}")
    }
    fn countdown(&self) -> CountdownWords {
        let both = |words: &str| Plural { one: words.to_owned(), other: words.to_owned() };
        CountdownWords {
            left: "还有 {}".to_owned(),
            days: both("{} 天"),
            hours: both("{} 小时"),
            minutes: both("{} 分钟"),
            under_a_minute: "不到 1 分钟".to_owned(),
            over: "已截止".to_owned(),
        }
    }
    fn quorum_choices(&self) -> [(&'static str, &'static str); 4] {
        [("", "不限"), ("1/3", "三分之一以上"), ("1/2", "半数以上"), ("2/3", "三分之二以上")]
    }
    fn earliest_opening(&self, day: LocalDay) -> String {
        let (year, month, day) = day.date();
        format!("今天公告的话，最早可以从 {year}年{month}月{day}日 开始投票。")
    }
    fn agreement_choices(&self) -> [(&'static str, &'static str); 5] {
        [
            ("majority", "参与者中超过一半"),
            ("for_and_against", "同意的多于反对的"),
            ("two_thirds", "参与者中三分之二以上"),
            ("three_quarters", "参与者中四分之三以上"),
            ("", "得票最多的（只用于几个里选一个）"),
        ]
    }
}
