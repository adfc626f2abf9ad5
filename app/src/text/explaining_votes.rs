//! Words that explain a vote decided by a bar: heads, areas, who is seated. And why a rule or a file was refused.

use super::{En, ZhCn};
use domain::count::ballot::{CountError, InvalidReason};
use domain::count::election::Standing;
use domain::count::manifest::ManifestError;

sentences! {
    /// Words that explain a vote decided by a bar.
    pub trait ExplainVoteText {
        /// Heads, and the area where there is any.
        fn explain_heads(heads: &str, area: Option<&str>) -> String {
            match area {
                Some(area) => format!("{heads} 人、{area} ㎡"),
                None => format!("{heads} 人"),
            },
            match area {
                Some(area) => format!("{heads} heads, {area} m²"),
                None => format!("{heads} heads"),
            },
        }
        /// The roll, the ballots received, those that count.
        fn explain_roll(everyone: &str, received: &str, valid: &str) -> String {
            format!("名册 {everyone}；收到 {received}；有效 {valid}。"),
            format!("The roll: {everyone}; received: {received}; valid: {valid}.")
        }
        /// Ballots that do not take part, and why.
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
        fn explain_seating() -> &'static str {
            "两项都过半的候选人按同意多少排名：", "Candidates with both majorities, by how many agreed:"
        }
        /// What became of a candidate.
        fn explain_place(rank: Option<&str>, name: &str, standing: Standing) -> String {
            match rank {
                Some(rank) => format!("第 {rank} 名　{name}：{}", standing_zh(standing)),
                None => format!("{name}：{}", standing_zh(standing)),
            },
            match rank {
                Some(rank) => format!("{rank}. {name}: {}", standing_en(standing)),
                None => format!("{name}: {}", standing_en(standing)),
            },
        }
        /// Seats for which there is nobody.
        fn explain_vacant(seats: u16) -> String { format!("空缺 {seats} 席。"), format!("Vacant seats: {seats}.") }
        /// Why a rule cannot stand.
        fn rule_refused(why: ManifestError) -> String {
            format!("规则不成立：{}", refused_zh(why)), format!("the rule cannot stand: {}", refused_en(why))
        }
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

const fn invalid_zh(why: InvalidReason) -> &'static str {
    match why {
        InvalidReason::Unsigned => "没有签名",
        InvalidReason::NotTheVoters => "不是本人，也没有委托",
        InvalidReason::CoOwnersDisagree => "共有人意见不一",
        InvalidReason::Unreadable => "无法辨认",
        InvalidReason::TooManyMarks => "选得太多",
    }
}

const fn invalid_en(why: InvalidReason) -> &'static str {
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

const fn undecided_zh(why: CountError) -> &'static str {
    match why {
        CountError::HeadTwice(_) | CountError::TwoBallots(_) => "同一个人有两张票",
        CountError::TooLarge => "数目太大",
        CountError::NotOnRoll(_) => "有票不在名册上",
        CountError::WrongShape(_) => "有票的答案个数与问题个数不同",
        CountError::NoSuchOption(_) => "有票选了名单外的选项",
        CountError::SilenceMismatch => "规则没有把未投票计入多数的条款，文件里却有未投票的",
        CountError::OtherMethod => "规则与票不是一类，或问题的个数不同",
        CountError::DoesNotAddUp => "票数加起来与名册对不上",
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
            "the file names the silent, and the rule has no clause that counts them"
        }
        CountError::OtherMethod => "the rule is for other ballots, or another number of questions",
        CountError::DoesNotAddUp => "the ballots do not add up to the roll",
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
