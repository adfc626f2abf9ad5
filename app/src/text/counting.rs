//! Counting files of ballots on the command line: faults, warnings, tables.

use domain::count::ballot::OptionNo;
use domain::count::choice::ChoiceError;
use domain::count::formats::{FaultCode, WarningCode};
use domain::count::profile::RuleError;
use domain::count::profile::ties::TieError;

use super::{En, ZhCn};

sentences! {
    /// The words of `yishi count` and `yishi pabulib`.
    pub trait CountingText {
        /// Why a file cannot be counted.
        fn ballots_fault(code: FaultCode) -> &'static str { fault_zh(code), fault_en(code) }
        /// What is odd in a file that can be counted.
        fn ballots_warning(code: WarningCode) -> &'static str { warning_zh(code), warning_en(code) }
        /// A fault or a warning, with its place: `FILE:57:12: … “99”`.
        fn ballots_remark(place: &str, what: &str, shown: &str) -> String {
            if shown.is_empty() { format!("{place}：{what}") } else { format!("{place}：{what}“{shown}”") },
            if shown.is_empty() { format!("{place}: {what}") } else { format!("{place}: {what} “{shown}”") },
        }
        /// A file with warnings that was to be counted only without.
        fn ballots_odd(warnings: u64) -> String {
            format!("有 {warnings} 处可疑，按 --strict 不计票"),
            format!("{warnings} odd places; not counted, as --strict asks"),
        }
        /// A file whose name ends in something else.
        fn file_type_unknown() -> &'static str {
            "认不出文件类型：请用 .pb、.soc、.soi、.toc、.toi 或 .jsonl",
            "unknown type of file: it must end in .pb, .soc, .soi, .toc, .toi or .jsonl",
        }
        /// A rule of choices for a budget, or the other way round.
        fn rule_of_other_kind() -> &'static str {
            "规则与票不是一类：分钱、选项、按人数和面积表决的规则各有各的票",
            "the rule is for other ballots: budgets, choices among options and votes decided by a bar have their own",
        }
        /// What can be asked of budgets only.
        fn only_for_budgets() -> &'static str {
            "--check-official、--voter、--why-not 只用于资金表决",
            "--check-official, --voter and --why-not are for budgets only",
        }
        /// What can be asked of equal shares only.
        fn only_equal_shares() -> &'static str {
            "--voter、--why-not 只用于均分法（equal-shares…）；按得票选的，--explain 会逐个说明每个项目",
            "--voter and --why-not are for equal shares only; under greedy --explain tells of every project",
        }
        /// Voters are known in one format only.
        fn voters_only_in_pb() -> &'static str {
            "--voter 只用于 .pb 文件，只有这种文件记着每张票的投票人",
            "--voter is for .pb files only: the others do not keep who voted",
        }
        /// No project has this id.
        fn no_such_project(project: &str) -> String {
            format!("没有编号为 {project} 的项目"),
            format!("no project has the id {project}"),
        }
        /// An option that the rule does not read.
        fn option_unused(option: &str, rule: &str) -> String {
            format!("规则 {rule} 不用 {option}，请去掉"),
            format!("the rule {rule} does not take {option}; leave it out"),
        }
        /// An option of rules by name beside a rule of a file.
        fn option_beside_manifest(option: &str) -> String {
            format!("规则已由 --manifest 的文件写明，不能再用 {option}，请改那个文件"),
            format!("the file of --manifest states the whole rule: change it there instead of saying {option}"),
        }
        /// A lot of options that is not made of numbers.
        fn lot_invalid(item: &str) -> String {
            format!("--lot 要写选项的号码，用逗号隔开，如 3,1,2；“{item}”不是号码"),
            format!("--lot takes the options' numbers with commas between, as 3,1,2; “{item}” is none"),
        }
        /// Nobody said how many seats there are.
        fn seats_assumed() -> &'static str {
            "没有写 --seats，按选 1 席计票。", "No --seats given: one seat is filled."
        }
        /// Ballots of another form than the rule reads; `rules` are those that read them.
        fn other_marks(rule: &str, reads: &str, found: &str, rules: &str) -> String {
            format!("票上写的是 {found}，规则 {rule} 读的是 {reads}；能读 {found} 的规则：{rules}"),
            format!("the ballots have {found}, and the rule {rule} reads {reads}; {found} are read by {rules}"),
        }
        /// A folder without files to recount.
        fn no_pabulib_files(folder: &str) -> String {
            format!("{folder} 里没有 .pb 文件"),
            format!("there is no .pb file in {folder}"),
        }
        /// Nobody voted under this id.
        fn no_such_voter(voter: &str) -> String {
            format!("没有投票人 {voter}"),
            format!("no voter is called {voter}"),
        }
        /// A rule with a threshold, and the file has none.
        fn threshold_missing() -> &'static str {
            "规则要求最低得分，文件里没有 min_project_score_threshold",
            "the rule has a threshold and the file lacks min_project_score_threshold",
        }
        /// A threshold that is no number.
        fn threshold_invalid(found: &str) -> String {
            format!("文件里的 min_project_score_threshold 应是整数，写的是“{found}”"),
            format!("min_project_score_threshold in the file should be a whole number, not “{found}”"),
        }
        /// A file to be made with more projects than files may have.
        fn too_many_made(most: u64) -> String {
            format!("PROJECTS 最多 {most} 个，一个文件只能有这么多"),
            format!("PROJECTS: {most} at most, as many as a file may have"),
        }
        /// Why ballots among options could not be counted.
        fn choice_error(error: &ChoiceError) -> String { choice_error_zh(error), choice_error_en(error) }
        /// How many warnings of a kind are not shown.
        fn ballots_more(what: &str, count: u64) -> String {
            format!("还有 {count} 处：{what}"),
            format!("and {count} more: {what}"),
        }
        /// The result of a budget in a line.
        fn budget_in_short(selected: usize, projects: usize, spent: &str, budget: &str) -> String {
            format!("{projects} 个项目中 {selected} 个入选，用款 {spent}，总额 {budget}"),
            format!("{selected} of {projects} projects selected, {spent} of {budget} spent"),
        }
        /// How many voted, and what the valid ballots weigh where that counts.
        fn voters_in_short(voters: u64, weight: Option<u64>, blank: u64, invalid: u64) -> String {
            match weight {
                Some(weight) => format!("{voters} 票有效（权重共 {weight}），其中空白 {blank}；另有无效 {invalid}"),
                None => format!("{voters} 票有效，其中空白 {blank}；另有无效 {invalid}"),
            },
            match weight {
                Some(weight) => {
                    format!("Valid ballots: {voters}, weighing {weight}, of them blank: {blank}; invalid: {invalid}")
                }
                None => format!("Valid ballots: {voters}, of them blank: {blank}; invalid: {invalid}"),
            },
        }
        /// The hash of the rule.
        fn rule_hash(hash: &str) -> String {
            format!("规则的 SHA-256：{hash}"),
            format!("SHA-256 of the rule: {hash}"),
        }
        /// A selected project in the list.
        fn selected_project(rank: usize, project: &str, score: &str, cost: &str) -> String {
            format!("{rank:>4}. {project}　{score}，费用 {cost}"),
            format!("{rank:>4}. {project} ({score}, cost {cost})"),
        }
        /// A chosen option in the list.
        fn chosen_option(rank: usize, number: u16, name: &str) -> String {
            format!("{rank:>4}. {number} 号　{name}"),
            format!("{rank:>4}. no. {number} {name}"),
        }
        /// Nobody was chosen.
        fn nobody_chosen() -> &'static str { "没有选出任何一项。", "Nothing is chosen." }
        /// The count gives what the organiser published.
        fn official_same() -> &'static str { "与公布的结果一致。", "The same as the official result." }
        /// It does not.
        fn official_differs(missed: &str, added: &str) -> String {
            format!("与公布的结果不一致。公布入选而这里没有：{missed}；这里入选而公布没有：{added}"),
            format!("Not the official result. Only there: {missed}; only here: {added}"),
        }
        /// Projects that got their money in another way.
        fn official_otherwise(projects: &str) -> String {
            format!("以其他方式入选（selected 大于 1），不比较：{projects}"),
            format!("Funded in another way (selected above 1), not compared: {projects}"),
        }
        /// There is nothing to compare with.
        fn official_none() -> &'static str {
            "文件里没有公布的结果（没有 selected 列）。",
            "The file has no official result: no column “selected”.",
        }
        /// A name was typed that is no rule's.
        fn rule_not_known(rule: &str, names: &str) -> String {
            format!("计这种票没有叫“{rule}”的规则，请用 --rule {names}，或用 --manifest 给出规则文件"),
            format!("no rule for these ballots is called “{rule}”; say --rule {names}, or give one with --manifest"),
        }
        /// The file names a rule that cannot be counted by; none where it is empty.
        fn rule_of_file_not_known(rule: &str, names: &str) -> String {
            if rule.is_empty() {
                format!("文件没有写规则，请用 --rule {names}，或用 --manifest 给出规则文件")
            } else {
                format!("文件写的规则“{rule}”不能照着计票，请用 --rule {names}，或用 --manifest 给出规则文件")
            },
            if rule.is_empty() {
                format!("the file names no rule; say --rule {names}, or give one with --manifest")
            } else {
                format!("the file's rule “{rule}” cannot be counted by; say --rule {names}, or give a --manifest")
            },
        }
        /// Files of this kind name no rule.
        fn rule_needed(names: &str) -> String {
            format!("请写明规则：--rule {names}，或用 --manifest 给出规则文件"),
            format!("say by what rule: --rule {names}, or give one with --manifest"),
        }
        /// The heads of the table of `yishi pabulib`.
        fn corpus_heads() -> [&'static str; 6] {
            ["文件", "规则", "票数", "项目", "毫秒", "结果"],
            ["file", "rule", "voters", "projects", "ms", "result"],
        }
        /// The count is what was published.
        fn corpus_same() -> &'static str { "一致", "same" }
        /// It is not.
        fn corpus_differs(missed: usize, added: usize) -> String {
            format!("不一致 −{missed} +{added}"),
            format!("differs −{missed} +{added}"),
        }
        /// Nothing was published.
        fn corpus_no_result() -> &'static str { "未公布", "no official result" }
        /// The rule is not known.
        fn corpus_no_rule() -> &'static str { "规则不明", "rule not known" }
        /// The sum of a table.
        fn corpus_share(same: usize, compared: usize, share: &str) -> String {
            format!("{compared} 个公布的结果重算，一致 {same} 个，{share} %"),
            format!("{compared} official results recounted, {same} the same: {share} %"),
        }
        /// The rest of a table.
        fn corpus_rest(no_result: usize, no_rule: usize, faults: usize) -> String {
            format!("未公布 {no_result} 个，规则不明 {no_rule} 个，读不了或计不了 {faults} 个"),
            format!("{no_result} without an official result, {no_rule} by a rule not known, {faults} not counted"),
        }
    }
}

fn fault_zh(code: FaultCode) -> &'static str {
    match code {
        FaultCode::Unreadable => "文件读不下去",
        FaultCode::NotUtf8 => "不是 UTF-8 编码，请另存为 UTF-8",
        FaultCode::LineTooLong => "一行超过 1 MB",
        FaultCode::QuoteNotClosed => "引号没有合上",
        FaultCode::TooManyCells => "一行超过 1000 格",
        FaultCode::TooManyKeys => "META 的行太多",
        FaultCode::TooManyOptions => "项目或选项超过 10000 个",
        FaultCode::TooManyVoters => "票数太大，无法计数",
        FaultCode::BeforeSections => "META 之前不该有内容",
        FaultCode::SectionMisplaced => "应依次有 META、PROJECTS、VOTES 各一节，这一节缺失、重复或次序不对：",
        FaultCode::ColumnMissing => "缺少列",
        FaultCode::ColumnTwice => "两列同名",
        FaultCode::KeyMissing => "META 里缺少",
        FaultCode::KeyTwice => "META 里写了两次，内容不同：",
        FaultCode::FormUnknown => "没有这种 vote_type：",
        FaultCode::AmountInvalid => "不是金额，请只写数字和小数点：",
        FaultCode::AmountTooLarge => "金额的位数太多，无法精确计算：",
        FaultCode::IdMissing => "项目没有编号",
        FaultCode::ProjectTwice => "项目编号重复：",
        FaultCode::OptionUnknown => "票上写的不在名单里：",
        FaultCode::OptionTwice => "同一张票写了两次：",
        FaultCode::PointsInvalid => "分数应是 0 或正整数：",
        FaultCode::PointsMissing => "分数与项目的个数不同：",
        FaultCode::CountInvalid => "冒号前应是 1 或更大的整数：",
        FaultCode::AlternativesMissing => "缺少选项个数：",
        FaultCode::BracesUnpaired => "花括号不成对：",
        FaultCode::ColonMissing => "票数后面缺少冒号：",
        FaultCode::TieInStrict => "这种文件不许并列：",
        FaultCode::Incomplete => "这种文件要排出全部选项：",
        FaultCode::JsonInvalid => "这一行的 JSON 读不懂，请照 docs/formats.md 改正；解析程序说：",
        FaultCode::FormDiffers => "这张票与首行或前面的票形式不同：",
    }
}

fn fault_en(code: FaultCode) -> &'static str {
    match code {
        FaultCode::Unreadable => "the file cannot be read on:",
        FaultCode::NotUtf8 => "not UTF-8; save the file as UTF-8",
        FaultCode::LineTooLong => "a line beyond 1 MB",
        FaultCode::QuoteNotClosed => "a quotation mark opens and none closes:",
        FaultCode::TooManyCells => "more than 1,000 cells in a line",
        FaultCode::TooManyKeys => "too many lines of meta data",
        FaultCode::TooManyOptions => "more than 10,000 projects or alternatives",
        FaultCode::TooManyVoters => "more voters than can be counted",
        FaultCode::BeforeSections => "nothing may come before META:",
        FaultCode::SectionMisplaced => {
            "META, PROJECTS, VOTES must come once each and in this order; misplaced or missing:"
        }
        FaultCode::ColumnMissing => "a column is missing:",
        FaultCode::ColumnTwice => "two columns have one name:",
        FaultCode::KeyMissing => "META lacks",
        FaultCode::KeyTwice => "META says this twice, differently:",
        FaultCode::FormUnknown => "no vote_type is called",
        FaultCode::AmountInvalid => "not an amount; write digits and at most a dot:",
        FaultCode::AmountTooLarge => "an amount with more digits than can be counted exactly:",
        FaultCode::IdMissing => "a project without an id",
        FaultCode::ProjectTwice => "two projects have the id",
        FaultCode::OptionUnknown => "the ballot names what is not on the list:",
        FaultCode::OptionTwice => "the ballot names this twice:",
        FaultCode::PointsInvalid => "points are whole numbers from 0, not",
        FaultCode::PointsMissing => "not as many points as projects:",
        FaultCode::CountInvalid => "before the colon stands a whole number from 1, not",
        FaultCode::AlternativesMissing => "the number of alternatives is missing:",
        FaultCode::BracesUnpaired => "braces that do not pair:",
        FaultCode::ColonMissing => "no colon behind the number of voters:",
        FaultCode::TieInStrict => "files of this type have no equals:",
        FaultCode::Incomplete => "files of this type rank every alternative:",
        FaultCode::JsonInvalid => "not the JSON that this line should be (docs/formats.md); the parser says",
        FaultCode::FormDiffers => {
            "the ballot has another form than the first line, or the ballots before it, say:"
        }
    }
}

fn warning_zh(code: WarningCode) -> &'static str {
    match code {
        WarningCode::LineEmpty => "空行",
        WarningCode::IdWithComma => "项目编号里有逗号，票上写不出来，没有人能选它：",
        WarningCode::CellsLeftOver => "比表头多出的格，不读",
        WarningCode::CellsMissing => "格数比表头少，缺的当作空",
        WarningCode::TextAfterQuote => "引号后面还有字，并入这一格",
        WarningCode::HeaderMissing => "META 下面没有 key;value",
        WarningCode::DecimalComma => "小数逗号，当作小数点",
        WarningCode::KeyTwice => "META 里写了两次",
        WarningCode::NumberInvalid => "应是数字，没有读",
        WarningCode::OptionsDiffer => "项目或选项个数与所写不符",
        WarningCode::BallotsDiffer => "票数与所写不符",
        WarningCode::OrdersDiffer => "不同排序的个数与所写不符",
        WarningCode::VoterTwice => "同一投票人有两张票，都计",
        WarningCode::VoterMissing => "没有投票人编号",
        WarningCode::OptionTwice => "同一张票写了两次，计一次",
        WarningCode::ItemEmpty => "两个逗号之间没有内容",
        WarningCode::BallotTooShort => "项目比 min_length 少",
        WarningCode::BallotTooLong => "项目比允许的多",
        WarningCode::BallotCost => "票上项目的总费用超出范围",
        WarningCode::PointsOutside => "分数超出范围",
        WarningCode::PointsSumOutside => "总分超出范围",
        WarningCode::VotesDiffer => "votes 列与票数不符",
        WarningCode::ScoreDiffers => "score 列与总分不符",
        WarningCode::KeyUnknown => "看不懂的说明行",
        WarningCode::TypeDiffers => "文件自称的类型不同",
    }
}

fn warning_en(code: WarningCode) -> &'static str {
    match code {
        WarningCode::IdWithComma => "the project's id has a comma: no ballot can name it",
        WarningCode::LineEmpty => "an empty line",
        WarningCode::CellsLeftOver => "more cells than columns; not read:",
        WarningCode::CellsMissing => "fewer cells than columns; the rest is taken as empty",
        WarningCode::TextAfterQuote => "text behind a closing quotation mark, taken as part of the cell:",
        WarningCode::HeaderMissing => "META does not begin with key;value but with",
        WarningCode::DecimalComma => "a decimal comma, taken as a dot:",
        WarningCode::KeyTwice => "META says this twice:",
        WarningCode::NumberInvalid => "not a number, and not read:",
        WarningCode::OptionsDiffer => "another number of projects or alternatives than stated:",
        WarningCode::BallotsDiffer => "another number of ballots than stated:",
        WarningCode::OrdersDiffer => "another number of different orders than stated:",
        WarningCode::VoterTwice => "a second ballot of one voter; both count:",
        WarningCode::VoterMissing => "a ballot without a voter",
        WarningCode::OptionTwice => "named twice on a ballot, counted once:",
        WarningCode::ItemEmpty => "nothing between two commas",
        WarningCode::BallotTooShort => "fewer projects than min_length:",
        WarningCode::BallotTooLong => "more projects than allowed:",
        WarningCode::BallotCost => "the projects of a ballot cost less or more than allowed:",
        WarningCode::PointsOutside => "points below or above what is allowed:",
        WarningCode::PointsSumOutside => "the sum of points is below or above what is allowed:",
        WarningCode::VotesDiffer => "the column “votes” is not what the ballots say:",
        WarningCode::ScoreDiffers => "the column “score” is not what the ballots say:",
        WarningCode::KeyUnknown => "meta data that is not understood:",
        WarningCode::TypeDiffers => "the file calls itself another type:",
    }
}

fn choice_error_zh(error: &ChoiceError) -> String {
    match error {
        ChoiceError::OtherMarks => "票上的标记不是这条规则用的那种".to_owned(),
        ChoiceError::Rule(RuleError::Tie(TieError::NoLot { tied })) => {
            format!("{} 号并列，事先没有抽签。请抽签后用 --lot 写明次序", numbers(tied))
        }
        ChoiceError::Rule(RuleError::Tie(TieError::LotIsNoOrder)) => {
            "抽签次序要把每个选项各写一次".to_owned()
        }
        ChoiceError::Rule(RuleError::TooLarge) => "数目太大，无法计票".to_owned(),
        ChoiceError::Rule(RuleError::NoOptions) => "没有选项".to_owned(),
        ChoiceError::Rule(RuleError::TooManyOptions { options, most }) => {
            format!("有 {options} 个选项，最多 {most} 个")
        }
        ChoiceError::Rule(RuleError::ImpossibleForm) => "规则要求的票没有人能填".to_owned(),
        ChoiceError::Rule(RuleError::Seats { seats, most }) => {
            format!("要选 {seats} 个，应在 1 到 {most} 之间")
        }
        ChoiceError::Rule(RuleError::EqualRanks) => "有票并列排序，规则没有说明怎样计".to_owned(),
        ChoiceError::Rule(RuleError::ContradictoryRule) => "规则自相矛盾".to_owned(),
        ChoiceError::Rule(RuleError::FractionsTooLong { .. }) => {
            "精确分数长得算不下去，请在规则里写明保留几位小数".to_owned()
        }
        ChoiceError::Rule(RuleError::TooHard { steps }) => format!("超过 {steps} 步仍未算出，规则不再往下算"),
    }
}

fn choice_error_en(error: &ChoiceError) -> String {
    match error {
        ChoiceError::OtherMarks => "the ballots have other marks than the rule reads".to_owned(),
        ChoiceError::Rule(RuleError::Tie(TieError::NoLot { tied })) => {
            format!("a tie between {} and no lot drawn beforehand; draw one and say --lot", numbers(tied))
        }
        ChoiceError::Rule(RuleError::Tie(TieError::LotIsNoOrder)) => {
            "the lot must name every option once".to_owned()
        }
        ChoiceError::Rule(RuleError::TooLarge) => "figures too large to be counted".to_owned(),
        ChoiceError::Rule(RuleError::NoOptions) => "there are no options".to_owned(),
        ChoiceError::Rule(RuleError::TooManyOptions { options, most }) => {
            format!("{options} options, and {most} at the most")
        }
        ChoiceError::Rule(RuleError::ImpossibleForm) => "no ballot can fit what the rule asks for".to_owned(),
        ChoiceError::Rule(RuleError::Seats { seats, most }) => {
            format!("{seats} seats; there must be 1 to {most}")
        }
        ChoiceError::Rule(RuleError::EqualRanks) => {
            "a ballot ranks equals, and the rule does not say what that means".to_owned()
        }
        ChoiceError::Rule(RuleError::ContradictoryRule) => "the rule contradicts itself".to_owned(),
        ChoiceError::Rule(RuleError::FractionsTooLong { .. }) => {
            "exact fractions grow too long; let the rule state how many decimals are kept".to_owned()
        }
        ChoiceError::Rule(RuleError::TooHard { steps }) => {
            format!("not done within {steps} steps, where the rule stops")
        }
    }
}

/// The options' numbers.
fn numbers(options: &[OptionNo]) -> String {
    options.iter().map(|option| option.0.to_string()).collect::<Vec<_>>().join(", ")
}
