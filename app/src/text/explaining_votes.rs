//! Words that explain a vote decided by a bar: heads, areas, who is seated. And why a rule or a file was refused.

use super::{En, ZhCn};
use domain::count::ballot::{CountError, InvalidReason};
use domain::count::election::Standing;
use domain::count::formats::answers::{Column, Excess};
use domain::count::manifest::{ManifestError, Ranking};
use domain::measure::{exact_square_metres, grouped};
use domain::time::LocalDay;

sentences! {
    /// Words that explain a vote decided by a bar.
    pub trait ExplainVoteText {
        /// Heads, and the area where it counts.
        fn explain_heads(heads: i64, area: Option<&str>) -> String {
            match area {
                Some(area) => format!("{} 人、{area} ㎡", grouped(heads)),
                None => format!("{} 人", grouped(heads)),
            },
            {
                let heads = if heads == 1 { "1 head".to_owned() } else { format!("{} heads", grouped(heads)) };
                match area {
                    Some(area) => format!("{heads}, {area} m²"),
                    None => heads,
                }
            },
        }
        /// What is decided, and what the bars come from.
        fn explain_law(matter: &str, sources: &str) -> String {
            format!("业主大会表决。{matter}。依据：{sources}。"),
            format!("A vote of the owners. {matter}. By: {sources}.")
        }
        /// What the roll must be under art. 279.
        fn explain_interested() -> &'static str {
            "名册上应当只有有利害关系的业主，每一位都同意才通过。",
            "The roll must hold the interested owners and nobody else; every one of them has to agree."
        }
        /// Heads a consultation, with what its bars come from, if anything.
        fn explain_consultation(sources: &str) -> String {
            if sources.is_empty() {
                "民意征询，不产生法律效力。".to_owned()
            } else {
                format!("民意征询，不产生法律效力。依据：{sources}。")
            },
            if sources.is_empty() {
                "A consultation without legal effect.".to_owned()
            } else {
                format!("A consultation without legal effect. By: {sources}.")
            }
        }
        /// The roll and the valid ballots.
        fn explain_received(everyone: &str, valid: &str) -> String {
            format!("名册 {everyone}；有效票 {valid}。"), format!("The roll: {everyone}; valid ballots: {valid}.")
        }
        /// How many took part.
        fn explain_took_part(bar: &str) -> String { format!("参与：{bar}"), format!("Took part: {bar}") }
        /// How many agreed.
        fn explain_agreed(bar: &str) -> String { format!("同意：{bar}"), format!("Agreed: {bar}") }
        /// Both sides of a bar, and what is asked for.
        fn explain_sides(sides: &[String], asked: &str) -> String {
            format!("{}（要{asked}）", sides.join("；")), format!("{} ({asked} asked for)", sides.join("; "))
        }
        /// One side of it.
        fn explain_side(what: &str, part: &str, whole: &str, judged: &str) -> String {
            format!("{what} {part} / {whole}，{judged}"), format!("{what} {part} / {whole}, {judged}")
        }
        /// What came of a question, and why it failed.
        fn explain_decided(name: &str, passed: bool, enough: bool, agreed: bool) -> String {
            match (passed, enough, agreed) {
                (true, ..) => format!("{name}：通过"),
                (false, false, true) => format!("{name}：未通过（同意的够了，参与的不够）"),
                (false, false, false) => format!("{name}：未通过（参与的、同意的都不够）"),
                (false, true, _) => format!("{name}：未通过（同意的不够）"),
            },
            match (passed, enough, agreed) {
                (true, ..) => format!("{name}: passed"),
                (false, false, true) => {
                    format!("{name}: not passed (enough of them agreed, but too few took part)")
                }
                (false, false, false) => format!("{name}: not passed (too few took part, and too few agreed)"),
                (false, true, _) => format!("{name}: not passed (too few agreed)"),
            }
        }
        /// Why a question failed although enough agreed.
        fn explain_too_few_took_part() -> &'static str {
            "同意的够了，但参与的不够，所以没有通过。",
            "Enough of them agreed, but too few took part: so it is not passed."
        }
        /// Why nobody is elected.
        fn explain_nobody_elected() -> &'static str {
            "参与的不够，没有人当选。", "Too few took part: nobody is elected."
        }
        /// Heads the second tally by a clause.
        fn explain_by_clause() -> &'static str {
            "照下面这条约定另算一遍（不是结果）", "Counted again by the clause below (not the result)"
        }
        /// The clause by which silence is counted.
        fn explain_clause(document: &str, adopted: LocalDay, words: &str) -> String {
            format!("{document}（{adopted} 通过）：“{words}”"),
            format!("{document} (adopted {adopted}): “{words}”")
        }
        /// The roll, the ballots received, those that count.
        fn explain_roll(everyone: &str, received: &str, valid: &str) -> String {
            format!("名册 {everyone}；收到 {received}；有效 {valid}。"),
            format!("The roll: {everyone}; received: {received}; valid: {valid}.")
        }
        /// Ballots that do not take part, and why.
        fn explain_told_together(area: &str) -> String {
            format!("其中面积不分开公布，合计 {area} ㎡（有的回答不到五户）"),
            format!("their areas are told together only, {area} m², since one answer is of fewer than five heads")
        }
        /// A reason not to take part, and what it weighs.
        fn explain_invalid_answer(why: InvalidReason, weight: &str) -> String {
            format!("无效 {weight}：{}。", invalid_zh(why)),
            format!("{weight} invalid: {}.", invalid_en(why))
        }
        /// What gave an answer.
        fn explain_answer(answer: &str, weight: &str) -> String {
            format!("{answer}：{weight}"), format!("{answer}: {weight}")
        }
        /// One comparison with both its sides, and how it ends.
        fn explain_inequality(what: &str, share: &str, asked: &str, sides: &str, judged: &str) -> String {
            format!("{what}：{share}，要{asked}；{sides}，{judged}"),
            format!("{what}: {share}, {asked} asked for; {sides}, {judged}")
        }
        /// Whom the silent are added to, by the compound's own rules.
        fn explain_silent_follow(answer: Option<&str>) -> String {
            match answer {
                Some(answer) => format!("没有投票的计入“{answer}”。"),
                None => "没有一种答案两项都领先，没有投票的不计。".to_owned(),
            },
            match answer {
                Some(answer) => format!("The silent are added to “{answer}”."),
                None => "No answer leads in both columns: the silent are not added.".to_owned(),
            },
        }
        /// Heads the seating of an election.
        fn explain_seating(seats: u16, ranking: Ranking) -> String {
            format!(
                "选 {seats} 席。人数和面积都过半的候选人，先比{}排名：",
                match ranking {
                    Ranking::HeadsThenArea => "同意的人数、再比同意的面积",
                    Ranking::AreaThenHeads => "同意的面积、再比同意的人数",
                }
            ),
            format!(
                "Seats: {seats}. Candidates with both majorities are ranked by {}:",
                match ranking {
                    Ranking::HeadsThenArea => "the heads that agree, then by their area",
                    Ranking::AreaThenHeads => "the area that agrees, then by its heads",
                }
            )
        }
        /// What became of a candidate, and how many agreed.
        fn explain_place(rank: Option<&str>, name: &str, standing: Standing, agree: &str) -> String {
            match rank {
                Some(rank) => format!("第 {rank} 名　{name}：{}（同意 {agree}）", standing_zh(standing)),
                None => format!("{name}：{}（同意 {agree}）", standing_zh(standing)),
            },
            match rank {
                Some(rank) => format!("{rank}. {name}: {} (for: {agree})", standing_en(standing)),
                None => format!("{name}: {} (for: {agree})", standing_en(standing)),
            },
        }
        /// Seats for which there is nobody.
        fn explain_vacant(seats: u16) -> String { format!("空缺 {seats} 席。"), format!("Vacant seats: {seats}.") }
        /// Why a rule cannot stand.
        fn rule_refused(why: ManifestError) -> String {
            format!("规则不成立：{}", refused_zh(why)), format!("the rule cannot stand: {}", refused_en(why))
        }
        /// What does not add up in a file.
        fn excess(of: Excess) -> String { excess_zh(of), excess_en(of) }
        /// Why answers cannot be decided.
        fn answers_refused(why: CountError) -> String {
            match why {
                CountError::Refused(why) => ZhCn.rule_refused(why),
                other => format!("不能照这条规则计票：{}", undecided_zh(other)),
            },
            match why {
                CountError::Refused(why) => En.rule_refused(why),
                other => format!("cannot be counted by this rule: {}", undecided_en(other)),
            },
        }
    }
}

pub(super) const fn invalid_zh(why: InvalidReason) -> &'static str {
    match why {
        InvalidReason::Unsigned => "没有签名",
        InvalidReason::NotTheVoters => "不是本人，也没有委托",
        InvalidReason::CoOwnersDisagree => "共有人意见不一",
        InvalidReason::Unreadable => "无法辨认",
        InvalidReason::TooManyMarks => "选得太多",
    }
}

pub(super) const fn invalid_en(why: InvalidReason) -> &'static str {
    match why {
        InvalidReason::Unsigned => "not signed",
        InvalidReason::NotTheVoters => "neither the voter's nor by mandate",
        InvalidReason::CoOwnersDisagree => "co-owners differed",
        InvalidReason::Unreadable => "unreadable",
        InvalidReason::TooManyMarks => "too many marks",
    }
}

const fn standing_zh(standing: Standing) -> &'static str {
    match standing {
        Standing::Seated => "当选",
        Standing::TiedForSeat => "并列，席位不够，由业主按议事规则另行决定",
        Standing::Alternate => "候补",
        Standing::TiedForAlternate => "并列，候补名额不够",
        Standing::Unplaced => "两项过半，名额已满",
        Standing::NotElected => "未当选",
    }
}

const fn standing_en(standing: Standing) -> &'static str {
    match standing {
        Standing::Seated => "elected",
        Standing::TiedForSeat => "equal, with too few seats left; the owners decide by their own rules",
        Standing::Alternate => "alternate",
        Standing::TiedForAlternate => "equal, with too few places for alternates left",
        Standing::Unplaced => "both majorities, and all places taken",
        Standing::NotElected => "not elected",
    }
}

fn excess_zh(of: Excess) -> String {
    match of {
        Excess::OverRoll { of, sum, roll } => match of {
            Column::Ballots => format!("票数合计 {}，名册上只有 {}", grouped(sum), grouped(roll)),
            Column::Heads => format!("人数合计 {}，名册上只有 {}", grouped(sum), grouped(roll)),
            Column::Area => {
                let [sum, roll] = [sum, roll].map(exact_square_metres);
                format!("面积合计 {sum} ㎡，名册上只有 {roll} ㎡")
            }
        },
        Excess::Questions { question } => {
            format!("第 {} 题的票合计起来与第 1 题不同，应当是同一些票", question.0)
        }
    }
}

fn excess_en(of: Excess) -> String {
    match of {
        Excess::OverRoll { of, sum, roll } => match of {
            Column::Ballots => {
                format!("the ballots come to {}, the roll has {}", grouped(sum), grouped(roll))
            }
            Column::Heads => format!("the heads come to {}, the roll has {}", grouped(sum), grouped(roll)),
            Column::Area => {
                let [sum, roll] = [sum, roll].map(exact_square_metres);
                format!("the areas come to {sum} m², the roll has {roll} m²")
            }
        },
        Excess::Questions { question } => {
            format!("question {} was answered by other ballots than question 1", question.0)
        }
    }
}

const fn undecided_zh(why: CountError) -> &'static str {
    match why {
        CountError::HeadTwice(_) | CountError::TwoBallots(_) => "同一个人有两张票",
        CountError::TooLarge => "数目太大",
        CountError::NotOnRoll(_) => "有票不在名册上",
        CountError::WrongShape(_) => "有票的答案个数与问题个数不同",
        CountError::NoSuchOption(_) => "有票选了名单外的选项",
        CountError::SilenceMismatch => {
            "文件里有未投票的（silent），而规则没有把未投票计入多数的条款；\
             有条款的，用 --manifest 写进 kind.statutory.silence（见 docs/formats.md），没有的，删去 silent 行"
        }
        CountError::OtherMethod => "规则与票不是一类，或问题的个数不同",
        CountError::WeightMissing { .. } => {
            "有一行没有写 weight；业主表决的每一行都要写明票数、人数和面积（cm²）"
        }
        CountError::DoesNotAddUp => "票加起来与名册对不上",
        CountError::Refused(_) => "规则不成立",
    }
}

const fn undecided_en(why: CountError) -> &'static str {
    match why {
        CountError::HeadTwice(_) | CountError::TwoBallots(_) => "a head has two ballots",
        CountError::TooLarge => "the numbers are too large",
        CountError::NotOnRoll(_) => "a ballot is not on the roll",
        CountError::WrongShape(_) => "a ballot has more or fewer answers than there are questions",
        CountError::NoSuchOption(_) => "a ballot names an option that is not on it",
        CountError::SilenceMismatch => {
            "the file names the silent, and the rule has no clause that counts them: \
             state the clause with --manifest in kind.statutory.silence (docs/formats.md), or leave those lines out"
        }
        CountError::OtherMethod => "the rule is for other ballots, or another number of questions",
        CountError::WeightMissing { .. } => {
            "a line without weight; in an owners' vote every line says its ballots, heads and area (cm²)"
        }
        CountError::DoesNotAddUp => "the ballots do not fit the roll",
        CountError::Refused(_) => "the rule cannot stand",
    }
}

const fn refused_zh(why: ManifestError) -> &'static str {
    match why {
        ManifestError::PluralityInOwnersVote => "业主大会表决不能只比谁多",
        ManifestError::OwnersMethodInConsultation => "这种方法只用于业主大会表决",
        ManifestError::ElectionOfOtherMatter => "选人只依第二百七十八条第一款第三项",
        ManifestError::OptionsUnder279 => "第二百七十九条只有一个问题：每位有利害关系的业主是否同意",
        ManifestError::SilenceOnSpecialMatter => "这一事项不得把未投票计入多数",
        ManifestError::ParticipationBelowLaw => "参与的要求低于法律",
        ManifestError::AgreementBelowLaw => "同意的要求低于法律",
        ManifestError::NoAgreement => "没有写明多少人同意算通过",
        ManifestError::BaseWithoutForAndAgainst => "选一项的表决没有同意和反对",
        ManifestError::NumberForShare => "这里要写比例，不能写人数",
        ManifestError::Unreachable => "要求没有人能达到，或等于没有要求",
        ManifestError::TooFewOptions => "选项或候选人太少",
        ManifestError::TooManyOptions => "选项或候选人太多",
        ManifestError::NoSeats => "没有席位",
        ManifestError::EmptyElectorate => "没有人可以投票，或没有面积",
        ManifestError::QuorumAboveElectorate => "要求的人数超过名册上的人数",
    }
}

const fn refused_en(why: ManifestError) -> &'static str {
    match why {
        ManifestError::PluralityInOwnersVote => "nothing is decided among owners by the most answers alone",
        ManifestError::OwnersMethodInConsultation => "this method is for owners' votes only",
        ManifestError::ElectionOfOtherMatter => "persons are elected under art. 278(3) only",
        ManifestError::OptionsUnder279 => "art. 279 asks one question: whether every interested owner agrees",
        ManifestError::SilenceOnSpecialMatter => "silence is never counted on this matter",
        ManifestError::ParticipationBelowLaw => "it asks for less participation than the law",
        ManifestError::AgreementBelowLaw => "it asks for less agreement than the law",
        ManifestError::NoAgreement => "it does not say how many must agree",
        ManifestError::BaseWithoutForAndAgainst => "there is no for and against where one option is chosen",
        ManifestError::NumberForShare => "a share is needed here, not a number of voters",
        ManifestError::Unreachable => "a bar that nothing reaches, or none at all",
        ManifestError::TooFewOptions => "too few options or candidates",
        ManifestError::TooManyOptions => "too many options or candidates",
        ManifestError::NoSeats => "an election to no seat",
        ManifestError::EmptyElectorate => "nobody may vote, or no area counts",
        ManifestError::QuorumAboveElectorate => "the quorum asks for more voters than are on the roll",
    }
}
