//! Words that explain a count, step by step. Options and projects come in as their names, figures as texts.

use super::{En, ZhCn};
use domain::count::budget::Refusal;
use domain::count::budget::outcome::{RaisingEnd, Verdict};
use domain::count::profile::form::Spoiled;
use domain::count::ranked::{PairCriterion, RunoffCriterion};
use domain::count::seats::{CommitteeCriterion, StvCriterion};
use domain::count::single::SumCriterion;

/// What tells options apart that are equal so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Of sums.
    Sum(SumCriterion),
    /// Of run-offs.
    Runoff(RunoffCriterion),
    /// Of pairs.
    Pair(PairCriterion),
    /// Of the single transferable vote.
    Stv(StvCriterion),
    /// Of committees.
    Committee(CommitteeCriterion),
}

sentences! {
    /// Words that explain a count.
    pub trait ExplainText {
        /// Joins names.
        fn explain_list(names: &[String]) -> String { names.join("、"), names.join(", ") }
        /// Ballots received, and what became of them.
        fn explain_turnout(received: &str, counted: &str, blank: &str) -> String {
            format!("收到 {received} 张票：有效并作了选择 {counted} 张，空白 {blank} 张。"),
            format!("{received} ballots received: {counted} say something, {blank} are blank.")
        }
        /// Ballots that do not count, and why.
        fn explain_invalid(ballots: &str, why: Spoiled) -> String {
            format!("无效 {ballots} 张：{}。", spoiled_zh(why)),
            format!("{ballots} invalid: {}.", spoiled_en(why))
        }
        /// How much a number of ballots weigh.
        fn explain_weighing(ballots: &str, weight: &str) -> String {
            format!("{ballots} 张，权重 {weight}"),
            format!("{ballots} ballots weighing {weight}")
        }
        /// What an option got.
        fn explain_sum(option: &str, points: &str, support: &str, firsts: &str) -> String {
            format!("{option}：{points}（支持 {support} 张，其中 {firsts} 张只把它放在最前）"),
            format!("{option}: {points} (from {support} ballots; {firsts} have it alone at the top)")
        }
        /// The chosen of a sum.
        fn explain_highest(chosen: &str) -> String {
            format!("最高的入选：{chosen}。"), format!("The highest are chosen: {chosen}.")
        }
        /// The one winner.
        fn explain_winner(option: &str) -> String { format!("{option} 胜出。"), format!("{option} wins.") }
        /// Options that are equal.
        fn explain_tied(options: &str) -> String {
            format!("{options} 并列。"), format!("{options} are equal.")
        }
        /// A criterion told them apart.
        fn explain_settled(by: Criterion, left: &str) -> String {
            format!("按规则看{}，留下 {left}。", criterion_zh(by)),
            format!("By {}: {left}.", criterion_en(by))
        }
        /// The lot told them apart.
        fn explain_by_lot(left: &str) -> String {
            format!("按事先抽好的签，{left}在前。"), format!("By the lot drawn beforehand: {left}.")
        }
        /// Heads a round.
        fn explain_round(number: usize) -> String { format!("第 {number} 轮"), format!("Round {number}") }
        /// What each has, in a round.
        fn explain_share(option: &str, votes: &str) -> String {
            format!("{option} {votes} 票"), format!("{option} {votes}")
        }
        /// Votes without anyone left to go to.
        fn explain_exhausted(votes: &str) -> String {
            format!("后面没有再写的 {votes} 票"), format!("{votes} rank nobody who is left")
        }
        /// A winner by majority.
        fn explain_majority(option: &str, votes: &str, of: &str) -> String {
            format!("{option} 有 {votes} 票，超过 {of} 票的一半，胜出。"),
            format!("{option} has {votes}, more than half of {of}, and wins.")
        }
        /// A winner who is left alone.
        fn explain_last(option: &str) -> String {
            format!("只剩 {option}，胜出。"), format!("Only {option} is left, and wins.")
        }
        /// Who goes out.
        fn explain_out(options: &str) -> String {
            format!("{options} 最少，出局。"), format!("{options} has least and goes out.")
        }
        /// Where votes go.
        fn explain_transfer(from: &str, to: &str, votes: &str) -> String {
            format!("{from} 的 {votes} 票转给 {to}。"), format!("{votes} of {from} go to {to}.")
        }
        /// Votes that go nowhere.
        fn explain_transfer_none(from: &str, votes: &str) -> String {
            format!("{from} 的 {votes} 票后面没有再写的人。"), format!("{votes} of {from} rank nobody else.")
        }
        /// Heads the comparison of pairs.
        fn explain_pairs() -> &'static str {
            "两两相比（排在前面的票数）", "In pairs (ballots that rank one above the other)"
        }
        /// One pair.
        fn explain_pair(a: &str, b: &str, above: &str, below: &str) -> String {
            format!("{a} 对 {b}：{above} 比 {below}"), format!("{a} against {b}: {above} to {below}")
        }
        /// Heads the strongest paths.
        fn explain_paths() -> &'static str { "最强的路", "Strongest paths" }
        /// One path, with its weakest link.
        fn explain_path(path: &str, above: &str, below: &str) -> String {
            format!("{path}，最弱一环 {above} 比 {below}"), format!("{path}, weakest link {above} to {below}")
        }
        /// No path.
        fn explain_no_path(a: &str, b: &str) -> String {
            format!("{a} 到 {b} 没有路"), format!("no path from {a} to {b}")
        }
        /// The order of all.
        fn explain_order(order: &str) -> String { format!("名次：{order}。"), format!("Order: {order}.") }
        /// A pair is locked.
        fn explain_locked(pair: &str) -> String { format!("{pair}：锁定"), format!("{pair}: locked") }
        /// A pair contradicts what is locked.
        fn explain_contradicts(pair: &str, way: &str) -> String {
            format!("{pair}：与已锁定的 {way} 矛盾，不算"),
            format!("{pair}: contradicts {way}, which is locked; passed over")
        }
        /// A pair's place among equally strong ones.
        fn explain_pair_by_lot() -> &'static str { "（同样强，按签排先后）", " (equally strong: by lot)" }
        /// The quota.
        fn explain_quota(quota: &str) -> String {
            format!("当选需要 {quota} 票。"), format!("{quota} votes elect.")
        }
        /// Nobody ranks them.
        fn explain_not_standing(options: &str) -> String {
            format!("没有人写 {options}，不参加计票。"), format!("Nobody ranks {options}: they do not stand.")
        }
        /// One is elected.
        fn explain_elected(option: &str, surplus: &str) -> String {
            format!("{option} 达到票数，当选，多出 {surplus} 票。"),
            format!("{option} reaches the quota and is elected, with {surplus} above it.")
        }
        /// How the surplus goes on.
        fn explain_factor(factor: &str) -> String {
            format!("每张票按 {factor} 转给下一位。"), format!("Each ballot goes on at {factor} of its worth.")
        }
        /// The rest are elected.
        fn explain_rest(options: &str) -> String {
            format!("剩下的人不比空席多，{options} 当选。"),
            format!("No more are left than seats: {options} are elected.")
        }
        /// Votes that count for nobody.
        fn explain_kept_or_lost(votes: &str) -> String {
            format!("已用掉或后面没有人的 {votes} 票"), format!("{votes} used up or without anyone left")
        }
        /// Heads a seat.
        fn explain_seat(number: usize) -> String { format!("第 {number} 席"), format!("Seat {number}") }
        /// What a load would be.
        fn explain_load(option: &str, load: &str) -> String {
            format!("{option} 每票分担 {load}"), format!("{option} would load each by {load}")
        }
        /// No supporters.
        fn explain_unsupported(option: &str) -> String {
            format!("{option} 没有人支持"), format!("{option} has no supporters")
        }
        /// The least load.
        fn explain_least(option: &str) -> String {
            format!("分担最少的是 {option}，入选。"), format!("{option} loads least and is chosen.")
        }
        /// What an option would add.
        fn explain_gain(option: &str, worth: &str) -> String {
            format!("{option} 增加 {worth}"), format!("{option} adds {worth}")
        }
        /// The greatest gain.
        fn explain_most(option: &str) -> String {
            format!("增加最多的是 {option}，入选。"), format!("{option} adds most and is chosen.")
        }
        /// The best of all committees.
        fn explain_best(options: &str, worth: &str) -> String {
            format!("所有组合里价值最高的是 {options}，合计 {worth}。"),
            format!("Of all committees {options} is worth most: {worth}.")
        }
        /// Another is worth as much.
        fn explain_equal_best(options: &str) -> String {
            format!("{options} 的价值一样高，按事先抽好的签取舍。"),
            format!("{options} is worth as much; the lot drawn beforehand decided.")
        }
        /// How many approve how many.
        fn explain_satisfied(ballots: &str, members: u64) -> String {
            format!("{ballots} 张票里有 {members} 位入选"), format!("{ballots} ballots approve {members} of them")
        }
        /// A project in a list: its id and name.
        fn explain_project(id: &str, name: &str) -> String {
            if name.is_empty() { id.to_owned() } else { format!("{id}「{name}」") },
            if name.is_empty() { id.to_owned() } else { format!("{id} “{name}”") }
        }
        /// A project that does not stand.
        fn explain_refused(project: &str, why: &Refusal) -> String {
            format!("{project} 不参加：{}。", refusal_zh(why)),
            format!("{project} does not stand: {}.", refusal_en(why))
        }
        /// Heads greedy's steps.
        fn explain_greedy() -> &'static str { "按得票从多到少，逐个看钱够不够", "By votes, each that fits" }
        /// One project at its turn.
        fn explain_turn(project: &str, score: u64, cost: &str, left: &str) -> String {
            format!("{project}：{score} 票，要 {cost}，轮到它时还剩 {left}"),
            format!("{project}: {score} votes, costs {cost}, {left} left at its turn")
        }
        /// What came of it.
        fn explain_verdict(verdict: &Verdict) -> String {
            match verdict {
                Verdict::Selected => "：入选".to_owned(),
                Verdict::TooDear => "：钱不够".to_owned(),
                Verdict::Excluded { by } => format!("：与已入选的 {} 只能选一个", by.as_str()),
                Verdict::AfterStop => "：按规则，前面有一个装不下就停了".to_owned(),
            },
            match verdict {
                Verdict::Selected => ": selected".to_owned(),
                Verdict::TooDear => ": too dear".to_owned(),
                Verdict::Excluded { by } => format!(": excluded by {}", by.as_str()),
                Verdict::AfterStop => ": after the first that did not fit, where the rule stops".to_owned(),
            }
        }
        /// Equal so far, so that the list of ties decided.
        fn explain_tied_projects(projects: &str) -> String {
            format!("与 {projects} 并列，按规则里的先后定。"),
            format!("Equal to {projects}; the rule's list of ties decided.")
        }
        /// What every voter had.
        fn explain_endowment(first: &str, steps: u64, last: &str) -> String {
            if steps == 0 {
                format!("每人分得 {first}。")
            } else {
                format!("每人先分得 {first}，逐步加了 {steps} 次，最后按每人 {last} 算。")
            },
            if steps == 0 {
                format!("Every voter has {first}.")
            } else {
                format!("Every voter begins with {first}; raised by {steps} steps, it ends with {last}.")
            }
        }
        /// Why it was raised no further.
        fn explain_raising(end: RaisingEnd) -> &'static str {
            match end {
                RaisingEnd::NotRaised => "规则不往上加。",
                RaisingEnd::NextTooDear => "再加一步，选中的项目就超出总额了。",
                RaisingEnd::Exhaustive => "剩下的钱已经装不下任何一个项目。",
                RaisingEnd::AllBought => "有人支持的项目都选上了。",
            },
            match end {
                RaisingEnd::NotRaised => "The rule does not raise it.",
                RaisingEnd::NextTooDear => "One step more would cost more than the budget.",
                RaisingEnd::Exhaustive => "Nothing more fits into what is left.",
                RaisingEnd::AllBought => "Every project with support is bought.",
            }
        }
        /// What the next step would have come to.
        fn explain_next_step(endowment: &str, cost: &str) -> String {
            format!("每人 {endowment} 时共要 {cost}。"), format!("At {endowment} each it would cost {cost}.")
        }
        /// A purchase.
        fn explain_purchase(rank: usize, project: &str, cost: &str, supporters: u64) -> String {
            format!("第 {rank} 个：{project}，{cost}，由支持它的 {supporters} 人分担"),
            format!("{rank}. {project}, {cost}, shared by its {supporters} supporters")
        }
        /// What a supporter paid.
        fn explain_paid(utility: Option<u64>, payment: &str) -> String {
            match utility {
                None => format!("每人付 {payment}"),
                Some(utility) => format!("给它 {utility} 分的，每人付 {payment}"),
            },
            match utility {
                None => format!("each pays {payment}"),
                Some(utility) => format!("who gave it {utility} pays {payment}"),
            }
        }
        /// Those who had less.
        fn explain_paid_rest(voters: u64, rest: &str) -> String {
            format!("其中 {voters} 人剩的不够，付完自己的，共 {rest}"),
            format!("{voters} had less and paid all they had, {rest} together")
        }
        /// What all have left.
        fn explain_left(left: &str) -> String {
            format!("大家合起来还剩 {left}"), format!("all together have {left} left")
        }
        /// What is left of the budget.
        fn explain_unused(left: &str) -> String {
            format!("总额里还剩 {left}。"), format!("Of the budget {left} is left.")
        }
        /// Of no cost.
        fn explain_free(projects: &str) -> String {
            format!("不花钱又有人支持的：{projects}。"), format!("Of no cost and with support: {projects}.")
        }
        /// Heads what fills the rest.
        fn explain_fill() -> &'static str { "余下的钱按得票补足", "The rest is filled by votes" }
        /// How equal shares stood against greedy.
        fn explain_comparison(shares: u64, greedy: u64, same: u64, taken: bool) -> String {
            format!(
                "与按得票选相比：{shares} 人从均分得到更多，{greedy} 人相反，{same} 人一样。采用{}。",
                if taken { "按得票的结果" } else { "均分的结果" }
            ),
            format!(
                "Against greedy: {shares} get more from equal shares, {greedy} from greedy, {same} as much. {} is taken.",
                if taken { "Greedy" } else { "Equal shares" }
            )
        }
        /// Heads where a voter's share went.
        fn explain_share_of(endowment: &str) -> String {
            format!("这位投票人有 {endowment}："), format!("This voter has {endowment}:")
        }
        /// One payment.
        fn explain_payment(project: &str, paid: &str, left: &str) -> String {
            format!("为 {project} 付 {paid}，还剩 {left}"), format!("{paid} for {project}, {left} left")
        }
        /// What a voter has left in the end.
        fn explain_unspent(left: &str) -> String {
            format!("最后没有用上的：{left}。"), format!("Not spent: {left}.")
        }
        /// Heads why a project was not selected.
        fn explain_why_not(project: &str, cost: &str, votes: u64) -> String {
            format!("{project}：要 {cost}，{votes} 票。"), format!("{project}: costs {cost}, {votes} votes.")
        }
        /// It is selected.
        fn explain_selected_after_all() -> &'static str { "它入选了。", "It is selected." }
        /// Nobody gives it any utility.
        fn explain_without_support() -> &'static str { "没有人支持它。", "Nobody supports it." }
        /// Greedy's outcome was taken.
        fn explain_comparison_lost() -> &'static str {
            "按均分它会入选，但最后采用了按得票的结果。",
            "Equal shares bought it, but greedy's outcome was taken."
        }
        /// Its supporters had too little.
        fn explain_too_little(behind: &str, missing: &str) -> String {
            format!("支持它的人最后合起来只剩 {behind}，还差 {missing}。"),
            format!("Its supporters have {behind} left together, {missing} too little.")
        }
        /// How it stood when another was bought.
        fn explain_beside(bought: &str, its_price: &str, price: &str, behind: &str) -> String {
            format!("选 {bought} 时，{bought} 每分效用 {its_price}，它 {price}；支持它的人合起来有 {behind}"),
            format!("when {bought} was bought at {its_price} per utility: {price}; its supporters had {behind}")
        }
        /// Its supporters could not have paid.
        fn explain_unaffordable() -> &'static str { "已经付不起", "could not be paid" }
        /// Heads the reserve list.
        fn explain_reserve() -> &'static str { "候补次序", "Reserve list" }
        /// One on it.
        fn explain_reserve_line(rank: u32, project: &str, score: u64, cost: &str) -> String {
            format!("{rank}. {project}：{score} 票，{cost}"), format!("{rank}. {project}: {score} votes, {cost}")
        }
    }
}

const fn spoiled_zh(why: Spoiled) -> &'static str {
    match why {
        Spoiled::NoSuchOption => "写了没有的选项",
        Spoiled::MarkedTwice => "同一项写了两次",
        Spoiled::TooFewMarks => "选得太少",
        Spoiled::TooManyMarks => "选得太多",
        Spoiled::OffTheScale => "数字超出范围",
        Spoiled::WrongSum => "分数合计不对",
        Spoiled::EqualRanks => "不许并列而写了并列",
        Spoiled::Unscored => "有选项没有打分",
        Spoiled::Unsigned => "没有签名",
        Spoiled::NotTheVoters => "不是本人或受托人交的",
        Spoiled::CoOwnersDisagree => "共有人意见不一",
        Spoiled::Unreadable => "看不清",
    }
}

const fn spoiled_en(why: Spoiled) -> &'static str {
    match why {
        Spoiled::NoSuchOption => "no such option",
        Spoiled::MarkedTwice => "an option twice",
        Spoiled::TooFewMarks => "too few marks",
        Spoiled::TooManyMarks => "too many marks",
        Spoiled::OffTheScale => "a number off the scale",
        Spoiled::WrongSum => "points that do not add up",
        Spoiled::EqualRanks => "equal ranks where none are allowed",
        Spoiled::Unscored => "an option without a score",
        Spoiled::Unsigned => "not signed",
        Spoiled::NotTheVoters => "not the voter's or their agent's",
        Spoiled::CoOwnersDisagree => "co-owners disagree",
        Spoiled::Unreadable => "cannot be read",
    }
}

const fn criterion_zh(by: Criterion) -> &'static str {
    match by {
        Criterion::Sum(SumCriterion::MoreBallots) | Criterion::Committee(CommitteeCriterion::MoreBallots) => {
            "谁的支持票多"
        }
        Criterion::Sum(SumCriterion::MoreWeight) | Criterion::Committee(CommitteeCriterion::MoreWeight) => {
            "谁的支持权重大"
        }
        Criterion::Sum(SumCriterion::MoreFirstPlaces) | Criterion::Pair(PairCriterion::MoreFirstPlaces) => {
            "谁排第一的票多"
        }
        Criterion::Runoff(RunoffCriterion::LatestRounds) | Criterion::Stv(StvCriterion::LatestRounds) => {
            "最近几轮谁多"
        }
        Criterion::Runoff(RunoffCriterion::EarliestRounds) | Criterion::Stv(StvCriterion::EarliestRounds) => {
            "最初几轮谁多"
        }
        Criterion::Pair(PairCriterion::MorePairwiseWins) => "谁两两相比赢得多",
    }
}

const fn criterion_en(by: Criterion) -> &'static str {
    match by {
        Criterion::Sum(SumCriterion::MoreBallots) | Criterion::Committee(CommitteeCriterion::MoreBallots) => {
            "more supporting ballots"
        }
        Criterion::Sum(SumCriterion::MoreWeight) | Criterion::Committee(CommitteeCriterion::MoreWeight) => {
            "more supporting weight"
        }
        Criterion::Sum(SumCriterion::MoreFirstPlaces) | Criterion::Pair(PairCriterion::MoreFirstPlaces) => {
            "more first places"
        }
        Criterion::Runoff(RunoffCriterion::LatestRounds) | Criterion::Stv(StvCriterion::LatestRounds) => {
            "more in the latest round that differs"
        }
        Criterion::Runoff(RunoffCriterion::EarliestRounds) | Criterion::Stv(StvCriterion::EarliestRounds) => {
            "more in the earliest round that differs"
        }
        Criterion::Pair(PairCriterion::MorePairwiseWins) => "more wins in pairs",
    }
}

fn refusal_zh(why: &Refusal) -> String {
    match why {
        Refusal::Withdrawn => "已撤回".to_owned(),
        Refusal::AboveBudget => "单它一个就超过总额".to_owned(),
        Refusal::WithoutVotes => "没有人选它".to_owned(),
        Refusal::FewVotes { least } => format!("至少要 {least} 票"),
        Refusal::LowScore { least } => format!("至少要 {least} 分"),
        Refusal::FewVotesForItsCost { factor } => {
            format!("得票占比的 {factor} 倍没有达到花费占比")
        }
    }
}

fn refusal_en(why: &Refusal) -> String {
    match why {
        Refusal::Withdrawn => "withdrawn".to_owned(),
        Refusal::AboveBudget => "it alone costs more than there is".to_owned(),
        Refusal::WithoutVotes => "nobody named it".to_owned(),
        Refusal::FewVotes { least } => format!("{least} votes are asked for"),
        Refusal::LowScore { least } => format!("{least} points are asked for"),
        Refusal::FewVotesForItsCost { factor } => {
            format!("{factor} times its share of votes is below its share of the budget")
        }
    }
}
