//! Words on the forms of ballots, and what a ballot said, in one sentence for each question.

use super::{En, ZhCn};
use domain::measure::{Fen, grouped};
use domain::votes::form::{Form, Misfit, Points};

/// A sum of money in fen as people write it, without its unit.
fn yuan(fen: i64) -> String {
    Fen::new(fen).map_or_else(|_beyond| grouped(fen / 100), |fen| fen.to_string())
}

/// `word` in English for one, with an `s` for more.
fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

sentences! {
    /// Words on the forms of ballots, and what a ballot said.
    pub trait MarkingText {
        /// How a question is answered, beside its form; `options` are how many there are.
        fn how_to_mark(form: Form, options: usize) -> String { how_zh(form, options), how_en(form, options) }
        /// How much there is to give out.
        fn purse(fen: i64) -> String {
            format!("一共有 {} 元。", yuan(fen)), format!("There are {} yuan.", yuan(fen))
        }
        /// What a project costs.
        fn costs(fen: i64) -> String { format!("{} 元", yuan(fen)), format!("{} yuan", yuan(fen)) }
        /// 弃权, where one option is chosen.
        fn abstain_from_choosing() -> &'static str { "弃权", "Abstain" }
        /// Before the field of a place in an order, and behind it.
        fn place_around() -> [&'static str; 2] { ["第", "位"], ["Place", ""] }
        /// Behind a number of points or a score.
        fn points_behind() -> &'static str { "分", "points" }
        /// What is chosen so far: `{count}`, `{sum}` and `{left}` are put in.
        fn running_cost() -> &'static str {
            "已选 {count} 项，共 {sum} 元，还剩 {left} 元",
            "{count} chosen, {sum} yuan, {left} yuan left"
        }
        /// The same where it is too much: `{over}` is put in too.
        fn running_cost_over() -> &'static str {
            "已选 {count} 项，共 {sum} 元，超出 {over} 元",
            "{count} chosen, {sum} yuan: {over} yuan too many"
        }
        /// The same where a ballot may name more than there is money for: `{total}` is all there is.
        fn running_cost_free() -> &'static str {
            "已选 {count} 项，共 {sum} 元（一共有 {total} 元）",
            "{count} chosen, {sum} yuan (there are {total})"
        }
        /// The points given so far.
        fn running_points() -> &'static str {
            "已给 {sum} 分，还剩 {left} 分", "{sum} points given, {left} left"
        }
        /// More points than there are.
        fn running_points_over() -> &'static str {
            "已给 {sum} 分，超出 {over} 分", "{sum} points given: {over} too many"
        }
        /// Heads the options that have no place yet.
        fn not_ranked_yet() -> &'static str { "还没排的", "Not ranked yet" }
        /// Gives an option the next place.
        fn rank_next() -> &'static str { "排上", "Add" }
        /// Names the button that gives `option` the next place.
        fn rank_next_of(option: &str) -> String {
            format!("排上 {option}"), format!("Add {option}")
        }
        /// Names the button that moves `option` forward.
        fn rank_up(option: &str) -> String { format!("{option}往前一位"), format!("Move {option} up") }
        /// Names the button that moves `option` back, and out of the order from its end.
        fn rank_down(option: &str) -> String { format!("{option}往后一位"), format!("Move {option} down") }
        /// Told after a move: `{name}` and `{place}` are put in.
        fn ranked_now() -> &'static str { "{name}：第 {place} 位", "{name}: place {place}" }
        /// Told when an option has no place any more: `{name}` is put in.
        fn unranked_now() -> &'static str { "{name}：没有排", "{name}: not ranked" }

        /// What was said to a question that has words of its own.
        fn said_to(question: &str, what: &str) -> String {
            format!("对“{question}”，{what}"), format!("“{question}” – {what}")
        }
        /// 同意, 反对, 弃权.
        fn said_answer(answer: &str) -> String { format!("您投了：{answer}。"), format!("You voted: {answer}.") }
        /// The same on several lines: option and answer.
        fn said_answers(lines: &[(String, &str)]) -> String {
            {
                let lines: Vec<String> = lines.iter().map(|(option, said)| format!("{option}（{said}）")).collect();
                format!("您投了：{}。", lines.join("、"))
            },
            {
                let lines: Vec<String> = lines.iter().map(|(option, said)| format!("{option} ({said})")).collect();
                format!("You voted: {}.", lines.join(", "))
            },
        }
        /// One option was picked.
        fn said_pick(option: &str) -> String { format!("您选了：{option}。"), format!("You chose: {option}.") }
        /// Nobody was picked, where 弃权 stood on the form.
        fn said_abstained() -> &'static str { "您弃权了（算参加）。", "You abstained, which counts as taking part." }
        /// Some options were chosen; `cost` is what they cost together, where they cost anything.
        fn said_options(options: &[String], cost: Option<i64>) -> String {
            match cost {
                None => format!("您选了 {} 项：{}。", options.len(), options.join("、")),
                Some(fen) => {
                    format!("您选了 {} 个项目，共 {} 元：{}。", options.len(), yuan(fen), options.join("、"))
                }
            },
            match cost {
                None => format!("You chose {}: {}.", counted(options.len(), "option"), options.join(", ")),
                Some(fen) => {
                    let projects = counted(options.len(), "project");
                    format!("You chose {projects}, {} yuan together: {}.", yuan(fen), options.join(", "))
                }
            },
        }
        /// Nothing was marked at all.
        fn said_blank() -> &'static str {
            "您没有选任何一项（空白票，算参加）。",
            "You marked nothing: a blank ballot, which counts as taking part."
        }
        /// Options with their points, then those without any.
        fn said_numbers(numbers: &[(String, u32)], without: &[String]) -> String {
            {
                let rest = if without.is_empty() { String::new() } else { format!("；没有给分：{}", without.join("、")) };
                format!("您给了：{}{rest}。", points_zh(numbers))
            },
            {
                let rest = if without.is_empty() { String::new() } else { format!("; nothing to {}", without.join(", ")) };
                format!("You gave: {}{rest}.", points_en(numbers))
            },
        }
        /// The options by their places, then those without one.
        fn said_ranking(tiers: &[Vec<String>], without: &[String]) -> String {
            {
                let rest = if without.is_empty() { String::new() } else { format!("；没有排：{}", without.join("、")) };
                format!("您的排序：{}{rest}。", order_zh(tiers))
            },
            {
                let rest = if without.is_empty() { String::new() } else { format!("; not ranked: {}", without.join(", ")) };
                format!("Your order: {}{rest}.", order_en(tiers))
            },
        }
        /// Options with their points, of somebody else's ballot.
        fn points_in_brief(numbers: &[(String, u32)]) -> String { points_zh(numbers), points_en(numbers) }
        /// Options by their places, of somebody else's ballot.
        fn order_in_brief(tiers: &[Vec<String>]) -> String { order_zh(tiers), order_en(tiers) }
        /// Somebody else's ballot that does not take part; `why` is a few words.
        fn invalid_in_brief(why: &str) -> String { format!("不计入：{why}"), format!("Does not count: {why}") }
        /// A ballot that does not take part; `why` is a few words.
        fn said_invalid(why: &str) -> String {
            format!("这张票已收到，但不计入：{why}。"),
            format!("This ballot was received and does not count: {why}.")
        }
        /// Why it does not.
        fn why_invalid(reason: domain::count::ballot::InvalidReason) -> &'static str {
            super::explaining_votes::invalid_zh(reason), super::explaining_votes::invalid_en(reason)
        }
        /// Who won, of a choice among options.
        fn chosen_options(winners: &[String]) -> String {
            if winners.is_empty() { "没有选出来".to_owned() } else { format!("选出：{}", winners.join("、")) },
            if winners.is_empty() { "Nothing was chosen".to_owned() } else { format!("Chosen: {}", winners.join(", ")) },
        }
        /// What is paid for, and what that comes to; sums in fen.
        fn paid_for(winners: &[String], spent: i64, budget: i64) -> String {
            if winners.is_empty() {
                format!("{} 元里一个项目也没有选上", yuan(budget))
            } else {
                let (spent, budget) = (yuan(spent), yuan(budget));
                format!("做这些：{}。一共花 {spent} 元，预算 {budget} 元", winners.join("、"))
            },
            if winners.is_empty() {
                format!("Nothing is paid out of {} yuan", yuan(budget))
            } else {
                format!("Paid: {}. {} of {} yuan", winners.join(", "), yuan(spent), yuan(budget))
            },
        }
    }
}

fn points_zh(numbers: &[(String, u32)]) -> String {
    numbers.iter().map(|(option, points)| format!("{option} {points} 分")).collect::<Vec<_>>().join("，")
}

fn points_en(numbers: &[(String, u32)]) -> String {
    numbers.iter().map(|(option, points)| format!("{option} {points}")).collect::<Vec<_>>().join(", ")
}

fn order_zh(tiers: &[Vec<String>]) -> String {
    let place = |(place, tier): (usize, &Vec<String>)| format!("第 {place} 位 {}", tier.join("和"));
    (1..).zip(tiers).map(place).collect::<Vec<_>>().join("，")
}

fn order_en(tiers: &[Vec<String>]) -> String {
    let place = |(place, tier): (usize, &Vec<String>)| format!("{place} {}", tier.join(" and "));
    (1..).zip(tiers).map(place).collect::<Vec<_>>().join(", ")
}

fn how_zh(form: Form, options: usize) -> String {
    match form {
        Form::Answers { .. } => String::new(),
        Form::Pick => "选一项，或者都不选。".to_owned(),
        Form::Choose { most: 1, .. } => "选一项，或者弃权。".to_owned(),
        Form::Choose { least, most, most_cost } => {
            let many = if most >= options { String::new() } else { format!("最多选 {most} 项") };
            let few = if least <= 1 { String::new() } else { format!("至少选 {least} 项") };
            let cost = most_cost.map_or_else(String::new, |fen| format!("加起来不能超过 {} 元", yuan(fen)));
            let said: Vec<String> = [few, many, cost].into_iter().filter(|part| !part.is_empty()).collect();
            let said = if said.is_empty() { "选几项都可以".to_owned() } else { said.join("，") };
            format!("{said}。一项都不选，是空白票，也算参加。")
        }
        Form::Numbers { most_each, total: None, least: _, each } => {
            let rest = if each { "每项都要填。" } else { "空着的算 0 分。" };
            format!("每项填 0 到 {most_each} 的整数，越高越好。{rest}")
        }
        Form::Numbers { most_each, total: Some(Points { total, all }), least, .. } => {
            let all = if all { "要全部给完" } else { "可以不给完" };
            let each =
                if most_each < total { format!("，每项最多 {most_each} 分") } else { String::new() };
            let least = if least > 1 { format!("，至少给 {least} 项") } else { String::new() };
            format!("您有 {total} 分，分给您想要的，{all}{each}{least}。")
        }
        Form::Rank { equal, least, most } => {
            let equal = if equal { "一样想要的，可以排同一位。" } else { "" };
            let least = if least > 1 { format!("至少排 {least} 项。") } else { String::new() };
            let most = if most < options { format!("最多排 {most} 项。") } else { String::new() };
            format!("第 1 位是您最想要的。{equal}{least}{most}不想排的空着。")
        }
    }
}

fn how_en(form: Form, options: usize) -> String {
    match form {
        Form::Answers { .. } => String::new(),
        Form::Pick => "Choose one, or none of them.".to_owned(),
        Form::Choose { most: 1, .. } => "Choose one, or abstain.".to_owned(),
        Form::Choose { least, most, most_cost } => {
            let many = if most >= options { String::new() } else { format!("at most {most}") };
            let few = if least <= 1 { String::new() } else { format!("at least {least}") };
            let cost =
                most_cost.map_or_else(String::new, |fen| format!("no more than {} yuan together", yuan(fen)));
            let said: Vec<String> = [few, many, cost].into_iter().filter(|part| !part.is_empty()).collect();
            let said = if said.is_empty() { "as many as you like".to_owned() } else { said.join(", ") };
            format!("Choose {said}. None at all is a blank ballot, which counts as taking part.")
        }
        Form::Numbers { most_each, total: None, least: _, each } => {
            let rest = if each { "Each needs one." } else { "An empty one is 0." };
            format!("Whole numbers from 0 to {most_each}, the higher the better. {rest}")
        }
        Form::Numbers { most_each, total: Some(Points { total, all }), least, .. } => {
            let all = if all { "All are to be given" } else { "You need not give them all" };
            let each =
                if most_each < total { format!(", at most {most_each} to one") } else { String::new() };
            let least = if least > 1 { format!(", to at least {least} options") } else { String::new() };
            format!("You have {total} points to give to what you want. {all}{each}{least}.")
        }
        Form::Rank { equal, least, most } => {
            let equal = if equal { " Equals may share a place." } else { "" };
            let least = if least > 1 { format!(" At least {least}.") } else { String::new() };
            let most = if most < options { format!(" At most {most}.") } else { String::new() };
            format!("Place 1 is what you want most.{equal}{least}{most} Leave out what you like.")
        }
    }
}

/// Why marks are no ballot, and what to do.
pub(super) fn misfit_zh(misfit: Misfit) -> String {
    match misfit {
        Misfit::OtherForm => "收到的和表决票对不上，请在这里重新填".to_owned(),
        Misfit::Unanswered => "这里还没有回答".to_owned(),
        Misfit::TooFew { least } => format!("太少了，至少要 {least} 项；一项都不要也可以"),
        Misfit::TooMany { most } => format!("太多了，最多 {most} 项"),
        Misfit::OffTheScale { most } => format!("这里最大填 {most}"),
        Misfit::WrongSum { given, total } if given > u64::from(total) => {
            format!("一共给了 {given} 分，您只有 {total} 分，请减去 {} 分", given - u64::from(total))
        }
        Misfit::WrongSum { given, total } => {
            format!("一共给了 {given} 分，还有 {} 分要给完", u64::from(total).saturating_sub(given))
        }
        Misfit::EqualRanks => "有两项排在同一位，请分出先后".to_owned(),
        Misfit::OverBudget { cost, most } => {
            format!("选的加起来 {} 元，超出 {} 元，请去掉一些", yuan(cost), yuan(cost.saturating_sub(most)))
        }
    }
}

/// The same in English.
pub(super) fn misfit_en(misfit: Misfit) -> String {
    match misfit {
        Misfit::OtherForm => "What was sent is not of this ballot; please fill it in here again".to_owned(),
        Misfit::Unanswered => "There is no answer yet".to_owned(),
        Misfit::TooFew { least } => format!("Too few: at least {least}, or none at all"),
        Misfit::TooMany { most } => format!("Too many: {most} at most"),
        Misfit::OffTheScale { most } => format!("{most} at most"),
        Misfit::WrongSum { given, total } if given > u64::from(total) => {
            format!("You gave {given} points and have {total}: take {} back", given - u64::from(total))
        }
        Misfit::WrongSum { given, total } => {
            format!("You gave {given} points: {} are left to give", u64::from(total).saturating_sub(given))
        }
        Misfit::EqualRanks => "Two share a place: say which comes first".to_owned(),
        Misfit::OverBudget { cost, most } => {
            let over = yuan(cost.saturating_sub(most));
            format!("Together {} yuan, {over} too many: take some away", yuan(cost))
        }
    }
}
