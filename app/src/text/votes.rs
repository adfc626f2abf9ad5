//! Words about votes.

use super::{En, ZhCn};
use crate::islands::{CountdownWords, Plural};
use domain::count::ballot::Choice;
use domain::count::inequality::{Comparison, Threshold};
use domain::measure::{grouped, square_metres};
use domain::votes::{ElectorateKind, Method, OwnersMatter, VoteKind, VoteState};

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
    /// How the answer is given.
    fn vote_method(&self, method: Method) -> &'static str;
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
    fn from_until(&self, from: &str, until: &str) -> String;
    /// 截止….
    fn vote_closes(&self, until: &str) -> String;
    /// 异议期到….
    fn vote_objections_until(&self, until: &str) -> String;
    /// The words of the countdown.
    fn countdown(&self) -> CountdownWords;
    /// Labels of what may be asked of a consultation's participation, by code.
    fn quorum_choices(&self) -> [(&'static str, &'static str); 4];
    /// Labels of what may be asked of its agreement, by code.
    fn agreement_choices(&self) -> [(&'static str, &'static str); 5];
}

static ZH: VoteWords = VoteWords {
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

static EN: VoteWords = VoteWords {
    votes: "Votes",
    open_now: "Open now",
    announced: "Announced, not open yet",
    over: "Closed",
    drafts: "Drafts",
    none: "No votes yet",
    set_up: "Set up a vote",
    go_and_vote: "Vote",
    voted: "All your ballots are in",
    my_entry: "Your entry on this roll",
    my_entry_hint: "The roll is fixed when voting opens. If it is wrong, tell the convenor before.",
    not_an_owner: "This is an owners' vote: you may comment, not vote.",
    not_on_roll: "You are not on this vote's roll: you may comment, not vote.",
    sign_in_to_vote: "Sign in to vote",
    may_be_changed: "you can change it until then",
    your_answer: "Your answer",
    cast: "Vote",
    cast_one: "Vote “{}”",
    cast_many: "Vote ({done} of {all} answered)",
    none_of_them: "None of these",
    suspended: "Co-owners chose differently; this ballot waits until you agree.",
    how_it_passes: "What makes it pass?",
    enough_took_part: "Did enough take part?",
    enough_agreed: "Did enough agree?",
    reached: "reached",
    missed: "not reached",
    answer: "Answer",
    heads: "Heads",
    area: "Area m²",
    voters: "Votes",
    invalid: "Invalid (co-owners differed)",
    silent: "Did not vote",
    everyone: "Whole roll",
    by_building: "By building",
    by_building_hint: "No cell is smaller than five heads, so nobody's answer shows.",
    whole_scope: "All buildings",
    check_it: "Do not take our word for it",
    check_it_how: "These codes are computed from the question, the roll and the count: one changed letter changes them. Note \
        the first two when voting opens and compare them afterwards.",
    manifest_hash: "Question and rule",
    roll_hash: "Roll",
    outcome_hash: "Count",
    named_list: "Named ballots",
    named_list_hint: "For signed-in owners of this compound only; names are masked.",
    did_not_count: "Co-owners differed; not counted",
    owner: "Owner",
    building: "Building",
    silence: "Counted again by this compound's own rule (not the result)",
    conduct: "Conduct this vote",
    turnout_heading: "Turnout by building",
    ballots: "Voted",
    waiting: "Waiting for co-owners",
    announce: "Announce this vote",
    announce_hint: "Everyone will see it; question, options and times are then fixed. Owners' votes need fifteen whole days' \
        notice, not counting today.",
    change: "Change the draft",
    call_off: "Call this vote off",
    call_off_reason: "Why (made public)",
    nobody_to_vote: "When it was to open, nobody in its scope could vote.",
    called_off: "This vote was called off",
    issue: "Issue",
    convener: "Called by",
    place: "Scope",
    time: "Open",
    explanation: "Explanation",
    objections: "Objections",
    being_counted: "Voting is over; counting.",
    most_lead: "The option with the most votes leads; no machine breaks a tie.",
    draft_hint: "Only its convenors see a draft.",
    choose_first: "Choose an answer first.",
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
    options_hint: "只回答同意、反对、弃权的，不用填。最少两个，最多十二个。“都不选”会自动加上。",
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
    source: "依据",
    source_hint: "哪个文件这样规定的，例如：居民议事会议事规则第九条",
    keep: "存为草稿",
    paper_only: "业主大会表决用纸质票或市里的系统，这里只能做民意征询",
};

static EN_SET_UP: SetUpWords = SetUpWords {
    heading: "Set up a vote",
    lead: "It is kept as a draft first; announce it once it is right.",
    convener: "Called by",
    title: "The question",
    title_hint: "For example: shall a charging shed be built inside the north gate?",
    body: "Explanation: why, how, at what cost",
    issue: "Issue it answers",
    no_issue: "None",
    matter: "What kind of vote",
    matter_hint: "What owners decide together takes an owners' vote; anything else is a consultation without legal effect.",
    method: "How to answer",
    options: "Options, one a line",
    options_hint: "Leave empty for yes or no. Two to twelve. “None of these” is added by itself.",
    proposals: "The issue's proposals as options (frozen once announced)",
    electorate: "Who votes",
    scope: "Scope",
    opens: "Opens",
    opens_hint: "Owners' votes: fifteen whole days after the notice.",
    closes: "Closes",
    objections: "Days for objections",
    days: "days",
    quorum: "Quorum (consultations)",
    agreement: "Bar (consultations)",
    source: "Source",
    source_hint: "Which document says so",
    keep: "Keep as a draft",
    paper_only: "owners vote on paper or in the city's system; here they can be consulted only",
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
        }
    }
    fn law_item(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "民法典第278条第(一)项",
            OwnersMatter::Covenant => "民法典第278条第(二)项",
            OwnersMatter::Committee => "民法典第278条第(三)项",
            OwnersMatter::PropertyService => "民法典第278条第(四)项",
            OwnersMatter::UseMaintenanceFund => "民法典第278条第(五)项",
            OwnersMatter::RaiseMaintenanceFund => "民法典第278条第(六)项",
            OwnersMatter::Rebuild => "民法典第278条第(七)项",
            OwnersMatter::UseOfCommonParts => "民法典第278条第(八)项",
            OwnersMatter::OtherMajor => "民法典第278条第(九)项",
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
    fn vote_method(&self, method: Method) -> &'static str {
        match method {
            Method::YesNo => "同意、反对、弃权",
            Method::EachOption => "几个选项，逐个表态（业主表决）",
            Method::ChooseOne => "几个里选一个，或者都不选（民意征询）",
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
        format!("已记下：您投了“{what}”，{when}。")
    }
    fn not_recorded(&self, what: &str) -> String {
        format!("您这次选的“{what}”没有记下。")
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
    fn from_until(&self, from: &str, until: &str) -> String {
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

impl VoteText for En {
    fn vote_words(&self) -> &'static VoteWords {
        &EN
    }
    fn set_up_words(&self) -> &'static SetUpWords {
        &EN_SET_UP
    }
    fn vote_kind(&self, kind: VoteKind) -> &'static str {
        match kind {
            VoteKind::Statutory => "Owners' vote",
            VoteKind::Consultative => "Consultation (not an owners' vote, without legal effect)",
        }
    }
    fn vote_state(&self, state: VoteState) -> &'static str {
        match state {
            VoteState::Draft => "draft",
            VoteState::Notice => "announced",
            VoteState::Open => "open",
            VoteState::Closed => "being counted",
            VoteState::Preliminary => "result published",
            VoteState::Final => "final",
            VoteState::Cancelled => "called off",
        }
    }
    fn law_item(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "Civil Code art. 278(1)",
            OwnersMatter::Covenant => "Civil Code art. 278(2)",
            OwnersMatter::Committee => "Civil Code art. 278(3)",
            OwnersMatter::PropertyService => "Civil Code art. 278(4)",
            OwnersMatter::UseMaintenanceFund => "Civil Code art. 278(5)",
            OwnersMatter::RaiseMaintenanceFund => "Civil Code art. 278(6)",
            OwnersMatter::Rebuild => "Civil Code art. 278(7)",
            OwnersMatter::UseOfCommonParts => "Civil Code art. 278(8)",
            OwnersMatter::OtherMajor => "Civil Code art. 278(9)",
            OwnersMatter::HomeToBusiness => "Civil Code art. 279",
        }
    }
    fn owners_bars(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::HomeToBusiness => "Every interested owner must agree.",
            special if special.is_special() => {
                "Two thirds of heads and of area must take part; of those, three quarters of both must agree. \
                 Abstaining takes part and does not agree; silence does not take part."
            }
            _ => {
                "Two thirds of heads and of area must take part; of those, more than half of both must agree. \
                 Abstaining takes part and does not agree; silence does not take part."
            }
        }
    }
    fn vote_method(&self, method: Method) -> &'static str {
        match method {
            Method::YesNo => "For, against, abstain",
            Method::EachOption => "Several options, each on its own (owners)",
            Method::ChooseOne => "One of several, or none (consultations)",
        }
    }
    fn electorate(&self, kind: ElectorateKind) -> &'static str {
        match kind {
            ElectorateKind::Owners => "Owners (by heads and area)",
            ElectorateKind::Adults => "Adult residents, one vote each",
            ElectorateKind::Households => "Households, one vote each",
            ElectorateKind::BodyMembers => "Members of a body, one vote each",
        }
    }
    fn choice(&self, choice: Choice) -> &'static str {
        match choice {
            Choice::Agree => "For",
            Choice::Oppose => "Against",
            Choice::Abstain => "Abstain",
            Choice::Blank => "Blank",
        }
    }
    fn holding(&self, units: i64, area_cm2: i64, counts_head: bool, others: &[String]) -> String {
        if units == 0 {
            return "You have 1 vote".to_owned();
        }
        let units = if units == 1 { "1 unit".to_owned() } else { format!("{units} units") };
        let who = match others {
            [] => format!("You own {units}"),
            others => format!("You own {units} with {}", others.join(", ")),
        };
        let head = if counts_head { "" } else { " (area only, no head)" };
        if area_cm2 == 0 {
            format!("{who}: 1 vote{head}")
        } else {
            format!("{who}: 1 vote, {} m²{head}", square_metres(area_cm2))
        }
    }
    fn spoken_for_by(&self, who: &str) -> String {
        format!("{who} votes for it.")
    }
    fn recorded(&self, what: &str, when: &str) -> String {
        format!("Recorded: you voted “{what}”, {when}.")
    }
    fn not_recorded(&self, what: &str) -> String {
        format!("Your choice “{what}” was not recorded.")
    }
    fn several_may_speak(&self, speakers: i64) -> String {
        format!("{speakers} co-owners share this ballot; it counts once they agree.")
    }
    fn turnout(&self, ballots: i64, of: i64) -> String {
        format!(
            "{} of {} ballots are in. Answers are not told before closing.",
            grouped(ballots),
            grouped(of)
        )
    }
    fn threshold(&self, threshold: Threshold) -> String {
        match threshold {
            Threshold::Voters { at_least } => format!("at least {}", at_least.get()),
            Threshold::Share { fraction, comparison } => match comparison {
                Comparison::AtLeast => format!("at least {fraction}"),
                Comparison::MoreThan => format!("more than {fraction}"),
            },
        }
    }
    fn both_columns(&self, threshold: Threshold) -> String {
        format!("{} of heads and of area", self.threshold(threshold))
    }
    fn of_participants(&self, threshold: Threshold) -> String {
        format!("{} of those who took part, in heads and area", self.threshold(threshold))
    }
    fn passed(&self, passed: bool, title: &str) -> String {
        if passed { format!("Passed: {title}") } else { format!("Not passed: {title}") }
    }
    fn options_passed(&self, passed: &[String]) -> String {
        if passed.is_empty() { "None passed".to_owned() } else { format!("Passed: {}", passed.join(", ")) }
    }
    fn chosen(&self, label: &str) -> String {
        format!("“{label}” has the most votes")
    }
    fn below_bar(&self, label: &str) -> String {
        format!("“{label}” has the most votes and misses the bar")
    }
    fn tied(&self, labels: &[String]) -> String {
        format!("Tied: {}. No machine decides.", labels.join(", "))
    }
    fn none_chosen(&self) -> &'static str {
        "“None of these” has the most votes; no option is chosen"
    }
    fn no_answers(&self) -> &'static str {
        "Nobody chose an option"
    }
    fn no_quorum(&self) -> &'static str {
        "Too few took part; the answers decide nothing"
    }
    fn silence_tally(&self, would_pass: bool) -> &'static str {
        if would_pass { "By it, it would pass." } else { "By it, it would not pass either." }
    }
    fn ballots_waiting(&self, ballots: i64) -> String {
        if ballots == 1 {
            "1 ballot of yours is open".to_owned()
        } else {
            format!("{ballots} ballots of yours are open")
        }
    }
    fn from_until(&self, from: &str, until: &str) -> String {
        format!("{from} to {until}")
    }
    fn vote_closes(&self, until: &str) -> String {
        format!("closes {until}")
    }
    fn vote_objections_until(&self, until: &str) -> String {
        format!("Preliminary; objections until {until}")
    }
    fn countdown(&self) -> CountdownWords {
        let plural = |one: &str, other: &str| Plural { one: one.to_owned(), other: other.to_owned() };
        CountdownWords {
            left: "{} left".to_owned(),
            days: plural("{} day", "{} days"),
            hours: plural("{} hour", "{} hours"),
            minutes: plural("{} minute", "{} minutes"),
            under_a_minute: "under a minute".to_owned(),
            over: "closed".to_owned(),
        }
    }
    fn quorum_choices(&self) -> [(&'static str, &'static str); 4] {
        [("", "none"), ("1/3", "at least 1/3"), ("1/2", "at least 1/2"), ("2/3", "at least 2/3")]
    }
    fn agreement_choices(&self) -> [(&'static str, &'static str); 5] {
        [
            ("majority", "more than half of those taking part"),
            ("for_and_against", "more for than against"),
            ("two_thirds", "at least 2/3 of those taking part"),
            ("three_quarters", "at least 3/4 of those taking part"),
            ("", "the most votes (one of several only)"),
        ]
    }
}
