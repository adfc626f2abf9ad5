//! Words that explain a budget, step by step, and why its rule or its file was refused. Projects come in as their
//! names, figures as texts.

use super::budget_refusals::{budget_error_en, budget_error_zh, rule_en, rule_zh};
use super::{En, ZhCn};
use domain::count::budget::manifest::{BudgetRuleError, TieBreak, Utility};
use domain::count::budget::outcome::{RaisingEnd, Verdict};
use domain::count::budget::{BudgetError, Refusal};

/// What a project's ballots were added up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// How much.
    pub sum: u64,
    /// Whether points were added and not ballots.
    pub points: bool,
    /// Whether by weight.
    pub weighted: bool,
}

/// A project beside another at the moment when that was bought.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The project in question.
    pub project: &'a str,
    /// What was bought.
    pub bought: &'a str,
    /// What that cost for one part of its worth.
    pub its_price: &'a str,
    /// What the project would have cost; none if its supporters had too little.
    pub price: Option<&'a str>,
    /// Whether the two prices are equal.
    pub equal: bool,
    /// What its supporters had together.
    pub behind: &'a str,
}

sentences! {
    /// Words that explain a budget.
    pub trait ExplainBudgetText {
        /// A project in a list: its id and name.
        fn explain_project(id: &str, name: &str) -> String {
            if name.is_empty() { id.to_owned() } else { format!("{id}「{name}」") },
            if name.is_empty() { id.to_owned() } else { format!("{id} “{name}”") }
        }
        /// What a project's ballots come to.
        fn explain_tallied(of: Tallied) -> String { tallied_zh(of), tallied_en(of) }
        /// A project that does not stand.
        fn explain_refused(project: &str, why: &Refusal) -> String {
            format!("{project} 不参加：{}。", refusal_zh(why)),
            format!("{project} does not stand: {}.", refusal_en(why))
        }
        /// Heads greedy's steps.
        fn explain_greedy(per_cost: bool) -> &'static str {
            if per_cost {
                "按得票除以费用从高到低，逐个看钱够不够"
            } else {
                "按得票从多到少，逐个看钱够不够"
            },
            if per_cost { "By score divided by cost, each that fits" } else { "By score, each that fits" }
        }
        /// One project at its turn; `per_cost` is its score divided by its cost, where the order goes by that.
        fn explain_turn(project: &str, score: &str, cost: &str, per_cost: Option<&str>, left: &str) -> String {
            match per_cost {
                Some(ratio) => format!("{project}：{score} ÷ {cost} = {ratio}，轮到它时还剩 {left}"),
                None => format!("{project}：{score}，要 {cost}，轮到它时还剩 {left}"),
            },
            match per_cost {
                Some(ratio) => format!("{project}: {score} ÷ {cost} = {ratio}, {left} left at its turn"),
                None => format!("{project}: {score}, costs {cost}, {left} left at its turn"),
            }
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
        /// Equal so far, and what the rule's list of ties went by; nothing where their order makes no difference.
        fn explain_tied_projects(projects: &str, by: Option<&TieBreak>) -> String {
            match by {
                Some(by) => format!("与 {projects} 并列，{}。", tie_zh(by)),
                None => format!("与 {projects} 并列，先后不影响结果。"),
            },
            match by {
                Some(by) => format!("Equal to {projects}: {}.", tie_en(by)),
                None => format!("Equal to {projects}; their order makes no difference."),
            }
        }
        /// No more equals are named than so many.
        fn explain_tied_and_more(named: usize) -> String {
            format!("（并列的只列出 {named} 个。）"), format!("(No more than {named} equals are named.)")
        }
        /// What every voter had; or every unit of weight.
        fn explain_endowment(first: &str, steps: u64, last: &str, weighted: bool) -> String {
            {
                let each = each_zh(weighted);
                if steps == 0 {
                    format!("{each}分得 {first}。")
                } else {
                    format!("{each}先分得 {first}，逐步加了 {steps} 次，最后按{each} {last} 算。")
                }
            },
            {
                let each = if weighted { "Every unit of weight" } else { "Every voter" };
                if steps == 0 {
                    format!("{each} has {first}.")
                } else {
                    format!("{each} begins with {first}; raised {steps} times, it ends with {last}.")
                }
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
        fn explain_next_step(endowment: &str, cost: &str, weighted: bool) -> String {
            format!("{} {endowment} 时共要 {cost}。", each_zh(weighted)),
            format!("At {endowment} for {} it would cost {cost}.", each_en(weighted))
        }
        /// A purchase; `supporters` are their number or their weight.
        fn explain_purchase(rank: usize, project: &str, cost: &str, supporters: u64, weighted: bool) -> String {
            if weighted {
                format!("第 {rank} 个：{project}，{cost}，由支持它的票按权重分担，权重共 {supporters}")
            } else {
                format!("第 {rank} 个：{project}，{cost}，由支持它的 {supporters} 人分担")
            },
            match (weighted, supporters) {
                (true, _) => {
                    format!("{rank}. {project}, {cost}, shared by its supporters, who weigh {supporters} together")
                }
                (false, 1) => format!("{rank}. {project}, {cost}, paid by its 1 supporter"),
                (false, _) => format!("{rank}. {project}, {cost}, shared by its {supporters} supporters"),
            }
        }
        /// What a supporter paid, or a supporter's unit of weight; by how much the project is worth to them, where
        /// that differs.
        fn explain_paid(worth: Option<u64>, ranked: bool, payment: &str, weighted: bool) -> String {
            {
                let each = each_zh(weighted);
                match worth {
                    None => format!("{each}付 {payment}"),
                    Some(worth) if ranked => format!("把它排在值 {worth} 分的名次的，{each}付 {payment}"),
                    Some(worth) => format!("给它 {worth} 分的，{each}付 {payment}"),
                }
            },
            {
                let each = each_en(weighted);
                match worth {
                    None => format!("{each} pays {payment}"),
                    Some(worth) if ranked => {
                        format!("where its rank is worth {worth}, {each} pays {payment}")
                    }
                    Some(worth) => format!("where it was given {worth}, {each} pays {payment}"),
                }
            }
        }
        /// Those who had less; `rest` is what they paid together, if they had anything.
        fn explain_paid_rest(voters: u64, rest: Option<&str>, weighted: bool) -> String {
            {
                let who = people_zh(voters, weighted);
                match rest {
                    Some(rest) => format!("其中 {who}剩的不够，付完自己的，共 {rest}"),
                    None => format!("其中 {who}已经没有剩的，没有付"),
                }
            },
            {
                let who = people_en(voters, weighted);
                match rest {
                    Some(rest) => format!("of these {who} had less and paid all they had, {rest} together"),
                    None => format!("of these {who} had nothing left and paid nothing"),
                }
            }
        }
        /// What all have left.
        fn explain_left(left: &str) -> String {
            format!("大家计票用的额度合起来还剩 {left}"), format!("of all shares in the count {left} is left")
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
        fn explain_fill() -> &'static str { "余下的钱按得票补足", "The rest is filled by score" }
        /// How equal shares stood against greedy.
        fn explain_comparison(shares: u64, greedy: u64, same: u64, taken: bool, weighted: bool) -> String {
            {
                let [shares, greedy, same] = [shares, greedy, same].map(|number| people_zh(number, weighted));
                format!(
                    "与按得票选相比：{shares}从均分得到更多，{greedy}相反，{same}一样。采用{}。",
                    if taken { "按得票的结果" } else { "均分的结果" }
                )
            },
            {
                let [shares, greedy, same] = [shares, greedy, same].map(|number| people_en(number, weighted));
                format!(
                    "More from equal shares: {shares}; more from greedy: {greedy}; as much: {same}. {} is taken.",
                    if taken { "Greedy" } else { "Equal shares" }
                )
            }
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
        /// Heads why a project was not selected; without a cost it was withdrawn.
        fn explain_why_not(project: &str, cost: Option<&str>, votes: &str) -> String {
            match cost {
                Some(cost) => format!("{project}：要 {cost}，{votes}。"),
                None => format!("{project}：{votes}。"),
            },
            match cost {
                Some(cost) => format!("{project}: costs {cost}, {votes}."),
                None => format!("{project}: {votes}."),
            }
        }
        /// What the worth of a project is that prices are compared by.
        fn explain_worth(utility: &Utility) -> &'static str {
            match utility {
                Utility::ApprovalCost => "每一步先选单价最低的。单价：支持者每人付的，除以项目的费用。",
                Utility::ApprovalCardinality => "每一步先选单价最低的。单价：支持者每人付的。",
                Utility::Points => "每一步先选单价最低的。单价：支持者付的，除以自己给它的分数。",
                Utility::Ranks(_) => "每一步先选单价最低的。单价：支持者付的，除以自己给它的名次所值的分数。",
            },
            match utility {
                Utility::ApprovalCost => {
                    "The lowest price goes first: what each supporter pays, divided by what the project costs."
                }
                Utility::ApprovalCardinality => "The lowest price goes first: what each supporter pays.",
                Utility::Points => {
                    "The lowest price goes first: what a supporter pays, divided by the points they gave."
                }
                Utility::Ranks(_) => {
                    "The lowest price goes first: what a supporter pays, divided by what their rank is worth."
                }
            }
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
        /// It was bought itself.
        fn explain_bought(project: &str, price: &str, behind: &str) -> String {
            format!("选上 {project}：单价 {price}；支持它的人当时合起来有 {behind}。"),
            format!("{project} was bought at the price {price}; its supporters had {behind} together.")
        }
        /// How it stood when another was bought.
        fn explain_beside(of: Beside<'_>) -> String { beside_zh(of), beside_en(of) }
        /// Heads the reserve list.
        fn explain_reserve() -> &'static str { "候补次序", "Reserve list" }
        /// One on it.
        fn explain_reserve_line(rank: u32, project: &str, score: &str, cost: &str) -> String {
            format!("{rank}. {project}：{score}，{cost}"), format!("{rank}. {project}: {score}, {cost}")
        }
        /// Why a budget could not be counted.
        fn budget_error(error: &BudgetError) -> String { budget_error_zh(error), budget_error_en(error) }
        /// Why a rule of budgets cannot stand.
        fn budget_rule_refused(why: BudgetRuleError) -> String {
            format!("规则不成立：{}", rule_zh(why)), format!("the rule cannot stand: {}", rule_en(why))
        }
    }
}

fn tallied_zh(Tallied { sum, points, weighted }: Tallied) -> String {
    match (points, weighted) {
        (false, false) => format!("{sum} 票"),
        (true, false) => format!("{sum} 分"),
        (false, true) => format!("权重 {sum}"),
        (true, true) => format!("加权 {sum} 分"),
    }
}

fn tallied_en(Tallied { sum, points, weighted }: Tallied) -> String {
    match (points, weighted, sum) {
        (false, false, 1) => "1 vote".to_owned(),
        (false, false, _) => format!("{sum} votes"),
        (true, false, 1) => "1 point".to_owned(),
        (true, false, _) => format!("{sum} points"),
        (false, true, _) => format!("weight {sum}"),
        (true, true, _) => format!("{sum} points by weight"),
    }
}

const fn each_zh(weighted: bool) -> &'static str {
    if weighted { "每单位权重" } else { "每人" }
}

const fn each_en(weighted: bool) -> &'static str {
    if weighted { "each unit of weight" } else { "each voter" }
}

fn people_zh(number: u64, weighted: bool) -> String {
    if weighted { format!("权重 {number} 的票") } else { format!("{number} 人") }
}

fn people_en(number: u64, weighted: bool) -> String {
    match (weighted, number) {
        (true, _) => format!("voters weighing {number}"),
        (false, 1) => "1 voter".to_owned(),
        (false, _) => format!("{number} voters"),
    }
}

const fn tie_zh(by: &TieBreak) -> &'static str {
    match by {
        TieBreak::LeastCost => "按规则费用低的在前",
        TieBreak::MostCost => "按规则费用高的在前",
        TieBreak::MostVotes => "按规则票多的在前",
        TieBreak::Id => "按规则编号小的在前（按文字排）",
        TieBreak::Lot(_) => "按事先抽好的签排先后",
    }
}

const fn tie_en(by: &TieBreak) -> &'static str {
    match by {
        TieBreak::LeastCost => "by the rule the one that costs less goes first",
        TieBreak::MostCost => "by the rule the one that costs more goes first",
        TieBreak::MostVotes => "by the rule the one with more votes goes first",
        TieBreak::Id => "by the rule the smaller id goes first, as text",
        TieBreak::Lot(_) => "the lot drawn beforehand decided",
    }
}

fn beside_zh(of: Beside<'_>) -> String {
    let Beside { project, bought, its_price, price, equal, behind } = of;
    let why = match price {
        None => format!("{project} 的支持者已经付不起"),
        Some(price) if equal => format!("{project} 也是 {price}，并列，按规则先选前者"),
        Some(price) => format!("{project} 是 {price}，更贵"),
    };
    format!("选 {bought} 时，它的单价 {its_price}；{why}。支持 {project} 的人当时合起来有 {behind}。")
}

fn beside_en(of: Beside<'_>) -> String {
    let Beside { project, bought, its_price, price, equal, behind } = of;
    let why = match price {
        None => format!("the supporters of {project} could not pay for it any more"),
        Some(price) if equal => {
            format!("{project} had the same, {price}, and the rule's list of ties decided")
        }
        Some(price) => format!("{project} had {price}, which is dearer"),
    };
    format!(
        "When {bought} was bought its price was {its_price}; {why}. Supporters of {project} had {behind} together."
    )
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
