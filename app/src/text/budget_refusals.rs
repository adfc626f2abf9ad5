//! Why a budget or its rule was refused.

use domain::count::budget::BudgetError;
use domain::count::budget::election::ProjectId;
use domain::count::budget::manifest::BudgetRuleError;

fn names(ids: &[ProjectId], comma: &str) -> String {
    ids.iter().map(ProjectId::as_str).collect::<Vec<_>>().join(comma)
}

pub(super) fn budget_error_zh(error: &BudgetError) -> String {
    match error {
        BudgetError::UndecidedTie(tied) => {
            format!("{} 并列，事先没有抽签。请抽签后用 --lot 写明次序", names(tied, "、"))
        }
        BudgetError::NotInLot(project) => {
            format!("--lot 里没有 {project}，每个项目都要写一次")
        }
        BudgetError::UnknownProject(project) => format!("规则里写的 {project} 不在文件里"),
        BudgetError::NoPoints(form) => format!("规则要读分数，而这些票是 {}，没有分数", form.code()),
        BudgetError::NoRanks(form) => format!("规则要读名次，而这些票是 {}，没有名次", form.code()),
        BudgetError::Weights(true) => "规则按权重计票，而票上没有权重（weight）".to_owned(),
        BudgetError::Weights(false) => "规则不按权重计票".to_owned(),
        BudgetError::WeightCount { given, groups } => format!("{groups} 组票，却有 {given} 个权重"),
        BudgetError::NoSuchProject { project, .. } => format!("有票写了没有的项目（第 {project} 个）"),
        BudgetError::BelowZero => "总额或费用小于零".to_owned(),
        BudgetError::TooLarge => "数目太大，无法精确计票".to_owned(),
    }
}

pub(super) fn budget_error_en(error: &BudgetError) -> String {
    match error {
        BudgetError::UndecidedTie(tied) => {
            format!("a tie between {} and no lot drawn beforehand; draw one and say --lot", names(tied, ", "))
        }
        BudgetError::NotInLot(project) => {
            format!("--lot does not name {project}; it must name every project once")
        }
        BudgetError::UnknownProject(project) => format!("the rule names {project}, which is not in the file"),
        BudgetError::NoPoints(form) => {
            format!("the rule reads points, and these ballots ({}) have none", form.code())
        }
        BudgetError::NoRanks(form) => {
            format!("the rule reads ranks, and these ballots ({}) have none", form.code())
        }
        BudgetError::Weights(true) => {
            "the rule counts weights, and the ballots carry none (weight)".to_owned()
        }
        BudgetError::Weights(false) => "the rule does not count weights".to_owned(),
        BudgetError::WeightCount { given, groups } => {
            format!("{given} weights for {groups} groups of ballots")
        }
        BudgetError::NoSuchProject { project, .. } => {
            format!("a ballot names a project that is not there ({project})")
        }
        BudgetError::BelowZero => "a budget or a cost below zero".to_owned(),
        BudgetError::TooLarge => "figures too large to be counted exactly".to_owned(),
    }
}

pub(super) const fn rule_zh(why: BudgetRuleError) -> &'static str {
    match why {
        BudgetRuleError::StepOfNothing => "每一步加的是 0，永远加不完（step.units 要大于 0）",
        BudgetRuleError::TooManyDecimals => "小数位太多，最多 12 位（decimals）",
        BudgetRuleError::LimitsExcludeAll => "票的限制没有一张票能满足（ballots）",
        BudgetRuleError::LimitsWithoutEffect => {
            "ballots：写了限制，beyond 就不能是 counts；没写限制，beyond 只能是 counts"
        }
        BudgetRuleError::PlacesNotFalling => "places 要从大到小，第一个大于 0，最后一个也不能是 0",
        BudgetRuleError::ExclusiveSets => "exclusive 的每一组至少要有两个项目，各组要排好序，不能重复",
        BudgetRuleError::TieBreakWithoutEffect => "ties 里有重复的、自相矛盾的，或排在 id、lot 之后用不上的",
        BudgetRuleError::LotNamesTwice => "抽签次序里有项目写了两次",
        BudgetRuleError::ReserveOfNone => "候补名单的个数是 0，不要候补请写 none",
        BudgetRuleError::ThresholdOfNothing => "门槛写的是 0，不要门槛请写 null（eligibility）",
    }
}

pub(super) const fn rule_en(why: BudgetRuleError) -> &'static str {
    match why {
        BudgetRuleError::StepOfNothing => "steps of 0 never end (step.units must be above 0)",
        BudgetRuleError::TooManyDecimals => "more than 12 decimals (decimals)",
        BudgetRuleError::LimitsExcludeAll => "no ballot can keep these limits (ballots)",
        BudgetRuleError::LimitsWithoutEffect => {
            "ballots: with a limit beyond cannot be counts, without one it can be nothing else"
        }
        BudgetRuleError::PlacesNotFalling => "places must fall, from above 0, and not end in 0",
        BudgetRuleError::ExclusiveSets => {
            "each set of exclusive has two projects or more, and the sets are sorted and differ"
        }
        BudgetRuleError::TieBreakWithoutEffect => {
            "ties has an entry twice, two that contradict, or one behind id or lot that never applies"
        }
        BudgetRuleError::LotNamesTwice => "the lot names a project twice",
        BudgetRuleError::ReserveOfNone => "a reserve list of 0; say none for none",
        BudgetRuleError::ThresholdOfNothing => "a threshold of 0; say null for none (eligibility)",
    }
}
