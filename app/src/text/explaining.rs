//! Words that explain a choice among options, step by step. Options come in as their names, figures as texts.

use super::{En, ZhCn};
use domain::count::profile::form::Spoiled;
use domain::count::ranked::{PairCriterion, RunoffCriterion};
use domain::count::seats::{CommitteeCriterion, StvCriterion};
use domain::count::single::{BordaPoints, SumCriterion};

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

/// What a tie is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieFor {
    /// Who comes first: the better one is taken.
    First,
    /// Who goes out: the worse one does.
    Out,
}

sentences! {
    /// Words that explain a count.
    pub trait ExplainText {
        /// Joins names.
        fn explain_list(names: &[String]) -> String { names.join("、"), names.join(", ") }
        /// A number of ballots, and what they weigh where that counts.
        fn explain_ballots(ballots: u64, weight: Option<u64>) -> String {
            match weight {
                Some(weight) => format!("{ballots} 张（权重 {weight}）"),
                None => format!("{ballots} 张"),
            },
            {
                let ballots = if ballots == 1 { "1 ballot".to_owned() } else { format!("{ballots} ballots") };
                match weight {
                    Some(weight) => format!("{ballots} (weight {weight})"),
                    None => ballots,
                }
            }
        }
        /// Ballots received, and what became of them.
        fn explain_turnout(received: &str, counted: &str, blank: &str) -> String {
            format!("收到票 {received}：有效并作了选择 {counted}，空白 {blank}。"),
            format!("Received: {received}; valid, with a choice: {counted}; blank: {blank}.")
        }
        /// Whether the weights on the ballots count.
        fn explain_weights(counted: bool) -> &'static str {
            if counted { "按票上的权重计票。" } else { "票上写有权重，但这次不按权重，一张票算一张。" },
            if counted {
                "Ballots count by their weights."
            } else {
                "The ballots carry weights that are not counted: every ballot counts as one."
            }
        }
        /// Ballots that do not count, and why; `limit` is the number that the rule has for it.
        fn explain_invalid(ballots: &str, why: Spoiled, limit: Option<u32>) -> String {
            match limit {
                Some(limit) => format!("无效 {ballots}：{}（规则定的是 {limit}）。", spoiled_zh(why)),
                None => format!("无效 {ballots}：{}。", spoiled_zh(why)),
            },
            match limit {
                Some(limit) => format!("Invalid, {ballots}: {} (the rule says {limit}).", spoiled_en(why)),
                None => format!("Invalid, {ballots}: {}.", spoiled_en(why)),
            }
        }
        /// How many ballots an option got.
        fn explain_sum(option: &str, ballots: &str) -> String {
            format!("{option}：{ballots}"), format!("{option}: {ballots}")
        }
        /// How many points an option got.
        fn explain_points(option: &str, points: i64, support: &str, firsts: &str) -> String {
            format!("{option}：{points} 分（{support}给了它分，其中 {firsts}只把它放在最前）"),
            format!("{option}: {} (from {support}; alone at the top of {firsts})", points_en(points))
        }
        /// What a rank is worth.
        fn explain_borda(points: BordaPoints) -> &'static str {
            match points {
                BordaPoints::Symmetric => "在一张票上，排在它下面的每有一个加 1 分，上面的每有一个减 1 分。",
                BordaPoints::Below => {
                    "在一张票上，排在它下面的每有一个得 1 分；没写的都算在写了的下面，得 0 分。"
                }
                BordaPoints::NotAbove => "在一张票上，其余选项里每有一个不排在它上面的，得 1 分。",
                BordaPoints::AmongRanked => {
                    "在一张票上，写了的得 1 分，写在它下面的每有一个再加 1 分；没写的得 0 分。"
                }
            },
            match points {
                BordaPoints::Symmetric => {
                    "On a ballot an option gets 1 point for each one below it, less 1 for each one above it."
                }
                BordaPoints::Below => {
                    "On a ballot an option gets 1 point for each one below it; \
                     those not ranked stand below all that are, and get 0."
                }
                BordaPoints::NotAbove => "On a ballot an option gets 1 point for each other one not above it.",
                BordaPoints::AmongRanked => {
                    "On a ballot a ranked option gets 1 point, and 1 more for each one ranked below it; \
                     those not ranked get 0."
                }
            }
        }
        /// What equal ranks at the top of a ballot give.
        fn explain_split() -> &'static str {
            "一张票把几个选项并列排在最前的，这一票平分给它们。",
            "Where several options share the top of a ballot, its vote is divided equally among them."
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
        fn explain_settled(by: Criterion, left: &str, of: TieFor) -> String {
            match of {
                TieFor::First => format!("按规则看{}：{left} 占先。", criterion_zh(by)),
                TieFor::Out => format!("按规则看{}：{left} 落后。", criterion_zh(by)),
            },
            match of {
                TieFor::First => format!("By {}, ahead: {left}.", criterion_en(by)),
                TieFor::Out => format!("By {}, behind: {left}.", criterion_en(by)),
            }
        }
        /// The lot told them apart: `order` is theirs in the lot.
        fn explain_by_lot(order: &str, left: &str, of: TieFor) -> String {
            match of {
                TieFor::First => format!("事先抽好的签里，先后是 {order}：签在前的 {left} 占先。"),
                TieFor::Out => format!("事先抽好的签里，先后是 {order}：签在后的 {left} 出局。"),
            },
            match of {
                TieFor::First => {
                    format!("In the lot drawn beforehand they stand in the order {order}: {left}, the first, is taken.")
                }
                TieFor::Out => {
                    format!("In the lot drawn beforehand they stand in the order {order}: {left}, the last, goes out.")
                }
            }
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
        /// Who goes out, alone at the end or after a tie.
        fn explain_out(options: &str, tied: bool) -> String {
            if tied { format!("{options} 出局。") } else { format!("{options} 最少，出局。") },
            if tied { format!("Out: {options}.") } else { format!("The least, and out: {options}.") }
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
            format!("No more are left than seats; elected: {options}.")
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
            format!("所有组合里价值最高的是｛{options}｝，合计 {worth}。"),
            format!("Of all committees {{{options}}} is worth most: {worth}.")
        }
        /// Another is worth as much.
        fn explain_equal_best(other: &str, chosen: &str) -> String {
            format!("另一组｛{other}｝的价值一样高；按事先抽好的签，取｛{chosen}｝这一组。"),
            format!("Another committee, {{{other}}}, is worth as much; by the lot {{{chosen}}} is taken.")
        }
        /// How many approve how many.
        fn explain_satisfied(ballots: &str, members: u64) -> String {
            format!("有 {members} 位合意的入选：{ballots}"), format!("with {members} of their choices in: {ballots}")
        }
    }
}

fn points_en(points: i64) -> String {
    if points == 1 { "1 point".to_owned() } else { format!("{points} points") }
}

const fn spoiled_zh(why: Spoiled) -> &'static str {
    match why {
        Spoiled::NoSuchOption => "写了没有的选项",
        Spoiled::MarkedTwice => "同一项写了两次",
        Spoiled::TooFewMarks => "选得太少",
        Spoiled::TooManyMarks => "选得太多",
        Spoiled::OffTheScale => "数字超出范围",
        Spoiled::WrongSum => "分数合计不合规则",
        Spoiled::EqualRanks => "这条规则不许并列，票上写了并列",
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
        Spoiled::WrongSum => "the sum of points",
        Spoiled::EqualRanks => "equal ranks, which this rule does not take",
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
