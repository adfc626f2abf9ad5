//! Words on the ways a question is decided, on votes that are secret, and on what came of them.

use super::{En, ZhCn};
use domain::count::budget::election::Form as BudgetForm;
use domain::votes::Method;

/// What a search for a receipt's short code finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptFinds {
    /// The ballot in the log, and later whether it was counted.
    Ballot,
    /// Nothing yet: a secret ballot waits for others.
    Later,
    /// Whether it was counted.
    Count,
    /// The ballot in the log; nothing is counted any more.
    NoCount,
}

sentences! {
    /// Words on ways to decide, on secrecy, and on outcomes that are chosen rather than passed.
    pub trait DecidingText {
        /// A method in the list to choose from.
        fn vote_method(method: Method) -> &'static str { method_zh(method), method_en(method) }
        /// How a method decides, in a few sentences.
        fn method_explained(method: Method) -> &'static str { explained_zh(method), explained_en(method) }

        /// Heads one of several questions.
        fn question_number(number: usize) -> String { format!("第 {number} 题"), format!("Question {number}") }
        /// What one of several questions asks.
        fn question_text() -> &'static str { "这一题问什么", "What this question asks" }
        /// Adds a question.
        fn add_question() -> &'static str { "再加一题", "Add a question" }
        /// Takes the last question away.
        fn drop_question() -> &'static str { "去掉最后一题", "Remove the last question" }
        /// Heads seats, points and money.
        fn sizes_heading() -> &'static str { "选几个、多少分、多少钱", "Seats, points, money" }
        /// How many are chosen.
        fn seats_label() -> &'static str { "选出几个（不填就是一个）", "How many are chosen (one, if left empty)" }
        /// The scale or the points.
        fn most_label() -> &'static str {
            "最高分，或每票有多少分（打分、分分用）", "The highest score, or the points of a ballot"
        }
        /// The money there is.
        fn budget_label() -> &'static str { "一共有多少钱（元；分钱用）", "How much money there is (yuan)" }
        /// What voters do with projects.
        fn budget_form_label() -> &'static str { "分钱时怎么选项目", "With money: what voters do" }
        /// One of these.
        fn budget_form(form: BudgetForm) -> &'static str {
            match form {
                BudgetForm::Approval | BudgetForm::ChooseOne => "勾选想要的项目",
                BudgetForm::Cumulative => "把分数分给几个项目",
                BudgetForm::Scoring => "给每个项目打分",
                BudgetForm::Ordinal => "给项目排序",
            },
            match form {
                BudgetForm::Approval | BudgetForm::ChooseOne => "mark projects they want",
                BudgetForm::Cumulative => "share points among projects",
                BudgetForm::Scoring => "score each project",
                BudgetForm::Ordinal => "rank projects",
            },
        }
        /// Days of the one extension.
        fn extension_label() -> &'static str {
            "参与不够时，只延长一次，延几天（0 就是不延）", "If too few take part: extend once, by how many days (0: never)"
        }
        /// 无记名, said on the ballot.
        fn secret_vote() -> &'static str { "无记名投票", "Secret ballot" }
        /// What secrecy means, and what it does not.
        fn secret_how() -> &'static str {
            "无记名：选了什么和是谁投的分开存放，计票后连管理员也对不上。名册上只记谁投过票，不记时间。",
            "Secret ballot: what was chosen is kept apart from who chose it, and after the count not even the administrator \
             can join them. The roll says who voted, never when."
        }
        /// 记名, said on the ballot.
        fn named_vote() -> &'static str { "记名投票", "Named ballot" }
        /// Who sees names.
        fn named_how() -> &'static str {
            "记名：您的选择会和您的名字一起存档。公开的页面和档案里没有姓名；业主大会表决的记名表决票，本小区登录的业主能看到（姓名已遮住）。",
            "Named ballot: your choice is kept with your name. No public page or file has names; of an owners' vote, signed-in \
             owners of the compound can read the list, with names masked."
        }
        /// A secret ballot was cast, and is not shown to this reader.
        fn voted_in_secret() -> &'static str {
            "这一票已经投了。无记名投票，内容这里不再显示。", "This ballot is cast. It is secret, and not shown here."
        }
        /// What was recorded of a secret ballot, to who cast it.
        fn recorded_in_secret(what: &str) -> String { format!("已记下。{what}"), format!("Recorded: {what}") }
        /// The one extension.
        fn may_be_extended(days: i64) -> String {
            format!("参与不够时，只延长一次，延 {days} 天，届时公告。"),
            format!("If too few take part it goes on once, for {days} more days, and says so in public.")
        }
        /// It was extended.
        fn was_extended() -> &'static str {
            "参与不够，已按规则延长一次。", "Too few took part, so it was extended once, as its rule allows."
        }

        /// How many had voted when the vote was called off.
        fn cast_before_call_off(ballots: i64, of: i64) -> String {
            format!("取消时已有 {ballots} 票投出，共 {of} 票，都不计票。"),
            format!("{ballots} of {of} had voted by then; none of it is counted.")
        }
        /// 投票回执.
        fn receipt() -> &'static str { "投票回执", "Receipt" }
        /// What it is for, by what a search for it finds at this time.
        fn receipt_hint(finds: ReceiptFinds) -> &'static str {
            match finds {
                ReceiptFinds::Ballot => {
                    "凭这个短码，现在就能查到这一票已记入公开日志；计票后能查到它有没有算进去、有没有被改过。短码本身不显示您选了什么。"
                }
                ReceiptFinds::Later => {
                    "无记名的票要和别人的凑在一起才记入公开日志，最晚到投票结束。过些时候凭这个短码来查；计票后能查到它有没有算进去、\
                     有没有被改过。短码本身不显示您选了什么。"
                }
                ReceiptFinds::Count => "凭这个短码，能查到这一票有没有算进去、有没有被改过。短码本身不显示您选了什么。",
                ReceiptFinds::NoCount => "凭这个短码，能查到这一票记入了公开日志。短码本身不显示您选了什么。",
            },
            match finds {
                ReceiptFinds::Ballot => {
                    "With this short code you can see that your ballot is in the public log, and after the count whether it was \
                     counted unchanged. The code does not show what you chose."
                }
                ReceiptFinds::Later => {
                    "Secret ballots go into the public log together with others, at the latest when the vote ends. Look for this \
                     short code then; after the count it tells whether your ballot was counted unchanged. It does not show what \
                     you chose."
                }
                ReceiptFinds::Count => {
                    "With this short code you can see whether your ballot was counted unchanged. The code does not show what you \
                     chose."
                }
                ReceiptFinds::NoCount => {
                    "With this short code you can see that your ballot is in the public log. The code does not show what you chose."
                }
            },
        }
        /// Of a secret vote.
        fn receipt_secret() -> &'static str {
            "无记名投票：计票后系统也认不出哪一票是您的，想以后再查，请现在存下来。存下的回执文件里有您的选择，不要给别人看。",
            "Secret ballot: after the count the hall cannot tell which ballot was yours. Keep the receipt now if you want to check \
             later. The file holds your choice: show it to nobody."
        }
        /// The picture's other text.
        fn receipt_qr_alt() -> &'static str { "回执二维码", "QR code of the receipt" }
        /// Below the picture.
        fn receipt_keep() -> &'static str { "长按图片保存", "Press and hold to save the picture" }
        /// The file.
        fn receipt_file() -> &'static str { "下载回执文件", "Download the receipt" }
        /// Looks it up: now, or when it may be there.
        fn receipt_check(finds: ReceiptFinds) -> &'static str {
            if finds == ReceiptFinds::Later { "过些时候来查" } else { "现在查一查" },
            if finds == ReceiptFinds::Later { "Check it later" } else { "Check it now" },
        }
        /// Heads the page of a short code.
        fn check_heading() -> &'static str { "查一张票", "Check a ballot" }
        /// The field.
        fn check_code() -> &'static str { "回执上的短码", "The short code of a receipt" }
        /// The button.
        fn check_button() -> &'static str { "查", "Check" }
        /// Not found, in a vote whose ballots wait for others: `waits`.
        fn check_unknown(waits: bool) -> &'static str {
            if waits {
                "公开日志里没有这个短码。无记名的要和别人的凑在一起才记入，过些时候再查，最晚到投票结束；也请看看有没有抄错。"
            } else {
                "公开日志里没有这个短码，请看看有没有抄错。"
            },
            if waits {
                "The public log does not have this code yet. Secret ballots are logged together with others, at the latest when the \
                 vote ends: look again later, and whether it is copied right."
            } else {
                "The public log has no such code; please look whether it is copied right."
            },
        }
        /// In the log, and the head's last word, while ballots are cast.
        fn check_stands(number: u64) -> String {
            format!("这一票已记入公开日志第 {number} 条，目前有效；截止前再投会换成新的一票。"),
            format!("This ballot is entry {number} of the public log and stands for now; voting again replaces it."),
        }
        /// In the log, and the head's last word; voting has ended and the count has not.
        fn check_waits(number: u64) -> String {
            format!("这一票已记入公开日志第 {number} 条，投票已经截止，等待计票。"),
            format!("This ballot is entry {number} of the public log. Voting has ended; the count comes next."),
        }
        /// In the log, and counted.
        fn check_counted(number: u64) -> String {
            format!("这一票在公开日志第 {number} 条，已算进计票结果，内容没有变。"),
            format!("This ballot is entry {number} of the public log; it was counted, unchanged."),
        }
        /// In the log of a vote that was called off.
        fn check_not_counted(number: u64) -> String {
            format!("这一票记在公开日志第 {number} 条，没有计票。"),
            format!("This ballot is entry {number} of the public log; it was not counted."),
        }
        /// Above what became of a ballot, where the vote was called off.
        fn check_called_off() -> &'static str {
            "这次表决已经取消，投的票都不计。", "This vote was called off: no ballot counts."
        }
        /// Above what became of a ballot, where the vote is void.
        fn check_void() -> &'static str {
            "这次表决已经作废，计票结果不再算数。", "This vote is void: its count stands for nothing."
        }
        /// In the log, and replaced.
        fn check_replaced(number: u64) -> String {
            format!("这一票在公开日志第 {number} 条，现在不计入：要么后来改投了（请用最新的回执来查），要么因更正或异议被剔除（表决页上写明）。"),
            format!(
                "This ballot is entry {number} of the public log and does not count now: it was replaced later (look for the newest \
                 receipt), or set aside after a correction or an objection (the vote's page says so)."
            )
        }
        /// Heads what anyone can check.
        fn record_heading() -> &'static str { "表决档案", "The record of this vote" }
        /// What the record is.
        fn record_hint() -> &'static str {
            "一个公开的文件：题目、规则、名册（没有姓名）、每一票或每一格的数、日志和签名都在里面。谁都可以下载，自己再算一遍。",
            "One public file with the questions, the rules, the roll without names, every ballot or sum, the log and the \
             signatures. Anyone can download it and count again."
        }
        /// Downloads it.
        fn record_download() -> &'static str { "下载表决档案", "Download the record" }
        /// Before the count is in the log.
        fn record_soon() -> &'static str {
            "计票结果正在记入公开日志，过一会儿就能下载。", "The count is being logged; the record is here in a moment."
        }
        /// Why not everybody gets it.
        fn record_for_owners() -> &'static str {
            "有的选项不到五户，公开文件里的面积会让人看出是谁，所以这次的档案只给本小区登录的业主。",
            "Fewer than five heads gave one of the answers, and the areas in a public file would tell who: this record is for the \
             signed-in owners of the compound."
        }
        /// The owners' own.
        fn record_owners() -> &'static str { "下载逐户的档案（本小区业主）", "Download the record by unit (owners)" }
        /// The right to ask a court.
        fn court() -> &'static str {
            "业主认为这个决定侵害了自己合法权益的，可以自知道或应当知道之日起一年内请求人民法院撤销（民法典第280条）。",
            "An owner whose lawful rights the decision infringes may ask a people's court to revoke it within one year (Civil Code \
             art. 280)."
        }

        /// Whether an option is chosen, and as which of how many.
        fn place_among_chosen(place: usize, of: usize) -> String {
            if of == 1 { "选中".to_owned() } else { format!("选中（第 {place}）") },
            if of == 1 { "chosen".to_owned() } else { format!("chosen ({place} of {of})") },
        }
        /// Every step of the count.
        fn step_by_step() -> &'static str { "一步步怎么算出来的", "How it was counted, step by step" }
        /// A project that gets its money.
        fn project_funded() -> &'static str { "入选", "funded" }
        /// A project that does not.
        fn project_not_funded() -> &'static str { "没有入选", "not funded" }
        /// How many ballots name a project.
        fn named_by(ballots: u64) -> String { format!("{ballots} 票"), format!("{ballots} ballots") }
        /// By the points it has.
        fn gained_points(points: u64) -> String { format!("{points} 分"), format!("{points} points") }
        /// By the ballots that rank it first, in figures.
        fn first_places(votes: &str) -> String { format!("{votes} 票排第一"), format!("first on {votes} ballots") }
        /// What was given out of how much.
        fn purse_spent(budget: &str, spent: &str, left: &str) -> String {
            format!("一共 {budget}，入选项目用 {spent}，剩 {left}。"),
            format!("Of {budget}, the chosen projects take {spent}; {left} is left.")
        }
        /// How many ballots were counted.
        fn ballots_counted(ballots: &str) -> String { format!("计入 {ballots} 票"), format!("{ballots} ballots counted") }
    }
}

const fn method_zh(method: Method) -> &'static str {
    match method {
        Method::YesNo => "同意、反对、弃权",
        Method::EachOption => "几个选项，逐个表态（业主表决）",
        Method::Election => "选举业主委员会委员（业主表决，每位候选人逐个表态）",
        Method::ChooseOne => "几个里选一个，或者都不选",
        Method::Plurality => "选一个，得票最多的当选",
        Method::Approval => "能接受的都可以勾，得票最多的当选",
        Method::Score => "给每个打分，总分最高的当选",
        Method::Points => "把分数分给几个，总分最高的当选",
        Method::Borda => "排序，名次换成分（波达计分）",
        Method::InstantRunoff => "排序，逐轮淘汰最少的（排序复选）",
        Method::Schulze => "排序，两两比较（舒尔茨法）",
        Method::RankedPairs => "排序，两两比较（排序配对法）",
        Method::Stv => "排序选多人，按比例（单记可转移投票）",
        Method::Phragmen => "勾选，选多个，按比例（弗拉格曼法）",
        Method::Pav => "勾选，选多个，按比例（比例赞成投票）",
        Method::SequentialPav => "勾选，选多个，逐席按比例",
        Method::EqualShares => "分钱：勾选项目，平均份额法（推荐）",
        Method::Greedy => "分钱：勾选项目，票多的先得",
        Method::Knapsack => "分钱：选的项目加起来不能超过总额，票多的先得",
    }
}

const fn method_en(method: Method) -> &'static str {
    match method {
        Method::YesNo => "For, against, abstain",
        Method::EachOption => "Several options, each on its own (owners)",
        Method::Election => "Electing the owners' committee, each candidate on their own (owners)",
        Method::ChooseOne => "One of several, or none",
        Method::Plurality => "One mark each, the most win",
        Method::Approval => "Mark all you accept, the most win",
        Method::Score => "A score for each, the highest sum wins",
        Method::Points => "Points to share out, the highest sum wins",
        Method::Borda => "Rank: places turn into points (Borda)",
        Method::InstantRunoff => "Rank: the lowest goes out, round by round (instant run-off)",
        Method::Schulze => "Rank: compared two by two (Schulze)",
        Method::RankedPairs => "Rank: compared two by two (ranked pairs)",
        Method::Stv => "Rank: several seats in proportion (single transferable vote)",
        Method::Phragmen => "Mark: several seats in proportion (Phragmén)",
        Method::Pav => "Mark: several seats in proportion (proportional approval)",
        Method::SequentialPav => "Mark: several seats in proportion, one after the other",
        Method::EqualShares => "Money: mark projects, equal shares (recommended)",
        Method::Greedy => "Money: mark projects, most votes first",
        Method::Knapsack => "Money: marks within the budget, most votes first",
    }
}

const fn explained_zh(method: Method) -> &'static str {
    match method {
        Method::YesNo => "同意的达到要求就通过。",
        Method::EachOption => "每个选项单独看，人数和面积都达到要求的通过。",
        Method::Election => "每位候选人单独看，人数和面积都过半的，按同意多少排，前几位当选，后面的候补。",
        Method::ChooseOne => "得票最多的列第一，并列时不由系统决定。",
        Method::Plurality => "每票选一个，票数最多的当选；并列时看开始投票时抽好的签。",
        Method::Approval => "每票可以勾几个，被勾得最多的当选；并列时看开始投票时抽好的签。",
        Method::Score => "每个选项把收到的分加起来，最高的当选；没打分的算 0 分。并列时看抽好的签。",
        Method::Points => "每票把分数分给几个选项，加起来最多的当选；并列时看抽好的签。",
        Method::Borda => "每票里排在一个选项后面的有几个，它就得几分；加起来最多的当选，并列时看抽好的签。",
        Method::InstantRunoff => {
            "先数第一位。没有过半就淘汰最少的，他的票转给下一位，直到有人过半；并列时看抽好的签。"
        }
        Method::Schulze => "任两个选项比一比，谁更多人排在前；按最强的路径定出胜者，并列时看抽好的签。",
        Method::RankedPairs => {
            "任两个选项比一比，从差距最大的一对起逐对锁定，不锁会绕圈的；并列时看抽好的签。"
        }
        Method::Stv => {
            "达到当选票数的当选，多出的票按比例转给下一位；没人达到就淘汰最少的。并列时看抽好的签。"
        }
        Method::Phragmen => {
            "一席一席选：每次选让支持者分担最均匀的那一位，这样人数多的群体席位多，人数少的也有份。"
        }
        Method::Pav => {
            "在所有组合里选总满意度最高的：每位投票人，第一位合意的算 1，第二位算 1/2，第三位算 1/3……"
        }
        Method::SequentialPav => {
            "一席一席选：每次选让总满意度增加最多的那一位，合意的已有几位，再多一位就算得少些。"
        }
        Method::EqualShares => {
            "每位投票人名下有一份同样多的钱，一个项目由选它的人平均分担；从每人花得最少的项目买起，钱不够分担的不买。"
        }
        Method::Greedy => "票最多的项目先得，钱够就给，不够就看下一个，直到钱分完。",
        Method::Knapsack => "每票选的项目加起来不能超过总额。票最多的项目先得，钱够就给，不够就看下一个。",
    }
}

const fn explained_en(method: Method) -> &'static str {
    match method {
        Method::YesNo => "It passes if enough agree.",
        Method::EachOption => {
            "Each option stands by itself and passes with both majorities, of heads and of area."
        }
        Method::Election => {
            "Each candidate stands by themselves. Those with both majorities are ordered by agreement; the first are seated, \
             the next are alternates."
        }
        Method::ChooseOne => "The option with the most answers comes first; no machine decides a tie.",
        Method::Plurality => "One mark a ballot; the most marks win. A lot drawn at opening settles ties.",
        Method::Approval => {
            "Any number of marks a ballot; the most marks win. A lot drawn at opening settles ties."
        }
        Method::Score => {
            "Scores are added up, none counts as 0; the highest sum wins. A lot drawn at opening settles ties."
        }
        Method::Points => {
            "Each ballot shares out its points; the highest sum wins. A lot drawn at opening settles ties."
        }
        Method::Borda => {
            "An option gets as many points from a ballot as there are options below it; the highest sum wins. A lot drawn at \
             opening settles ties."
        }
        Method::InstantRunoff => {
            "First places are counted. Without a majority the lowest goes out and its ballots pass on, until one has it. A lot \
             drawn at opening settles ties."
        }
        Method::Schulze => {
            "Options are compared two by two; the strongest paths decide. A lot drawn at opening settles ties."
        }
        Method::RankedPairs => {
            "Options are compared two by two; majorities are locked from the strongest down unless they close a circle. A lot \
             drawn at opening settles ties."
        }
        Method::Stv => {
            "Who reaches the quota is elected, and what is above it passes on in proportion; else the lowest goes out. A lot \
             drawn at opening settles ties."
        }
        Method::Phragmen => {
            "Seat by seat: each goes where its supporters carry the load most evenly, so every group has its share."
        }
        Method::Pav => {
            "Of all committees the one with the highest satisfaction: 1 for a voter's first, 1/2 for the second, 1/3 …"
        }
        Method::SequentialPav => {
            "Seat by seat: each goes to whoever adds most to the satisfaction, which counts less the more one has."
        }
        Method::EqualShares => {
            "Each voter has an equal share of the money; a project is paid by those who marked it, in equal parts, beginning with \
             the one that costs each of them least."
        }
        Method::Greedy => {
            "The project with the most votes first; what no longer fits is passed over, until the money is gone."
        }
        Method::Knapsack => {
            "The projects on one ballot may not cost more than there is. The project with the most votes first; what no longer \
             fits is passed over."
        }
    }
}
