//! Checking the record of a vote, on the command line and on its page.

use domain::record::fault::{FaultCode, Stage};

use super::{En, ZhCn};

sentences! {
    /// The words of `yishi verify`, and of the page that checks the same in the reader's browser.
    pub trait RecordText {
        /// What was checked, in a word or two.
        fn record_stage(stage: Stage) -> &'static str { stage_zh(stage), stage_en(stage) }
        /// What is wrong with a record or a receipt.
        fn record_fault(code: FaultCode) -> &'static str { fault_zh(code), fault_en(code) }
        /// What is wrong, where, and what stands there: `log.jsonl:7: … (…)`.
        fn record_remark(place: &str, what: &str, shown: &str) -> String {
            match (place, shown) {
                ("", "") => what.to_owned(),
                ("", shown) => format!("{what}（{shown}）"),
                (place, "") => format!("{place}：{what}"),
                (place, shown) => format!("{place}：{what}（{shown}）"),
            },
            match (place, shown) {
                ("", "") => what.to_owned(),
                ("", shown) => format!("{what} ({shown})"),
                (place, "") => format!("{place}: {what}"),
                (place, shown) => format!("{place}: {what} ({shown})"),
            },
        }
        /// A check that was passed.
        fn record_passed(stage: &str, found: &str) -> String { format!("✓ {stage}：{found}"), format!("✓ {stage}: {found}") }
        /// A check that was passed before another failed.
        fn record_passed_before(stage: &str) -> String { format!("✓ {stage}"), format!("✓ {stage}") }
        /// A check that was not.
        fn record_failed(stage: &str, what: &str) -> String { format!("✗ {stage}：{what}"), format!("✗ {stage}: {what}") }
        /// Nothing is wrong.
        fn record_is_right(title: &str) -> String {
            format!("核对无误：《{title}》。"), format!("All is right: “{title}”.")
        }
        /// Something is.
        fn record_is_wrong() -> &'static str {
            "这份档案不能相信。", "This record is not to be believed."
        }
        /// A file that cannot be read.
        fn record_unreadable(path: &str, why: &str) -> String {
            format!("读不了 {path}：{why}"), format!("cannot read {path}: {why}")
        }
        /// A key that is none.
        fn record_key_invalid(key: &str) -> String {
            format!("“{key}”不是公钥；公钥的样子是 名称+8 位编号+Base64"),
            format!("“{key}” is no key; a key looks like name+8 digits+Base64"),
        }
        /// The files.
        fn record_files(files: &str) -> String {
            format!("{files} 个文件，没有别的，没有损坏"), format!("{files} files, no others, none damaged"),
        }
        /// Who signed, when the key was given.
        fn record_signed_as_given() -> &'static str {
            "由您给的公钥签名，每个文件都与签名一致", "signed by the key you gave, every file as it was signed"
        }
        /// Who signed, when no key was given.
        fn record_signed(key: &str) -> String {
            format!("每个文件都与签名一致。请与海报或“关于”页上的公钥核对：{key}"),
            format!("every file as it was signed. Compare this key with the one on the posters or the About page: {key}"),
        }
        /// The questions.
        fn record_questions(questions: &str) -> String {
            format!("{questions} 个题目，规则完整"), format!("questions: {questions}, each with its whole rule"),
        }
        /// The roll.
        fn record_roll(lines: &str, heads: &str) -> String {
            format!("{lines} 行，{heads} 人"), format!("{lines} lines, {heads} heads")
        }
        /// What it weighs besides, in m².
        fn record_roll_area(area: &str) -> String { format!("，{area} ㎡"), format!(", {area} m²") }
        /// The log.
        fn record_log(first: &str, last: &str) -> String {
            format!("第 {first} 条到第 {last} 条，一条不缺，与签名的检查点一致"),
            format!("entries {first} to {last}, none missing, as the signed checkpoint says"),
        }
        /// The ballots.
        fn record_ballots(logged: &str, counting: &str) -> String {
            format!("日志收到 {logged} 张，计入 {counting} 张"), format!("{logged} in the log, {counting} count")
        }
        /// Of these.
        fn record_replaced(ballots: &str) -> String {
            format!("，{ballots} 张由本人改过"), format!(", {ballots} changed by their voters")
        }
        /// Of these.
        fn record_set_aside(ballots: &str) -> String {
            format!("，{ballots} 张作废"), format!(", {ballots} set aside")
        }
        /// Heads that turned out to be others.
        fn record_joined(heads: &str) -> String {
            format!("，{heads} 户并入另一户"), format!(", {heads} heads joined to others")
        }
        /// The files that are counted.
        fn record_counted_files(ballots_are_public: bool) -> &'static str {
            if ballots_are_public { "每个文件都与公开的票一致" } else { "合计与日志里的票数一致" },
            if ballots_are_public {
                "every file says what the public ballots say"
            } else {
                "the sums are of as many ballots as the log has"
            },
        }
        /// The outcome.
        fn record_outcome() -> &'static str {
            "重新计票，结果一字不差", "counted again, the same to the last character"
        }
        /// The unit-level file.
        fn record_openings(ballots: &str) -> String {
            format!("{ballots} 张票逐张核对，与公开的合计一致"),
            format!("{ballots} ballots checked one by one; they come to the public sums"),
        }
        /// The log as it is served, in a word or two.
        fn record_served() -> &'static str { "网上的日志", "the log as it is served" }
        /// It begins with the record's entries; who else has signed it.
        fn record_served_same(size: u64, grown: u64, witnesses: &[&str]) -> String {
            {
                let by = if witnesses.is_empty() { "还没有别人".to_owned() } else { witnesses.join("、") };
                format!("现在有 {grown} 条，前 {size} 条与档案一致。签名的见证：{by}")
            },
            {
                let by = if witnesses.is_empty() { "nobody yet".to_owned() } else { witnesses.join(", ") };
                format!("it has {grown} entries, and its first {size} are those of the record. Signed as witnesses: {by}")
            },
        }
        /// An entry behind the record that takes from it.
        fn record_overtaken(number: u64, act: &str) -> String {
            format!("这份档案之后，日志第 {number} 条还记着这次表决的事：{act}。请下载新的档案"),
            format!("behind this record, entry {number} of the log says of this vote: {act}. Download the record anew")
        }
        /// The log says that the vote was made void after its count.
        fn record_voided(number: u64) -> String {
            format!("日志第 {number} 条写明：这次表决后来作废了，结果不再算数。档案记的是作废以前的计票，不用再下载"),
            format!(
                "entry {number} of the log says that the vote is void: its result counts for nothing. The record is of the count \
                 before that, and downloading it anew changes nothing"
            )
        }
        /// What is shown as a checkpoint is none.
        fn record_served_garbled() -> &'static str {
            "给出的不是日志的签名", "what is shown is no signed checkpoint"
        }
        /// Files that do not belong to the signed tree.
        fn record_served_unproved(size: u64, grown: u64) -> String {
            format!("证明不了从 {size} 条到 {grown} 条只添没改"),
            format!("its files do not prove that it only grew from {size} entries to {grown}"),
        }
        /// A receipt whose ballot counts.
        fn receipt_counts(code: &str, place: u64) -> String {
            format!("您的票（短码 {code}）是日志第 {place} 条，已计入，没有改动。"),
            format!("your ballot ({code}) is entry {place} of the log; it counts, and nothing in it was changed."),
        }
        /// A receipt whose ballot was changed by its voter.
        fn receipt_replaced(code: &str, place: u64, by: &str) -> String {
            format!("这张票（短码 {code}，日志第 {place} 条）后来改过，以短码 {by} 的票为准。请看最新的回执。"),
            format!("this ballot ({code}, entry {place} of the log) was changed later: {by} counts. Look for the newest receipt."),
        }
        /// A receipt whose ballot was set aside.
        fn receipt_set_aside(code: &str, place: u64) -> String {
            format!("这张票（短码 {code}，日志第 {place} 条）没有计入：名册上的两户合并成了一户，以另一张票为准；或者对它的异议成立，计票后被剔除。"),
            format!(
                "this ballot ({code}, entry {place} of the log) does not count: two entries of the roll were found to be one, and the other ballot counts; \
                 or an objection to it was founded, and it was set aside after the count."
            ),
        }
        /// A receipt with a proof of its own.
        fn receipt_proved() -> &'static str {
            "回执自带的日志证明也对。", "The proof in the receipt is right as well."
        }
    }
}

const fn stage_zh(stage: Stage) -> &'static str {
    match stage {
        Stage::Archive => "档案文件",
        Stage::Sums => "签名",
        Stage::Manifest => "题目和规则",
        Stage::Roll => "名册",
        Stage::Log => "公开日志",
        Stage::Ballots => "票",
        Stage::Questions => "计票文件",
        Stage::Outcome => "结果",
        Stage::Openings => "逐户的票",
        Stage::Receipt => "回执",
    }
}

const fn stage_en(stage: Stage) -> &'static str {
    match stage {
        Stage::Archive => "the file",
        Stage::Sums => "signature",
        Stage::Manifest => "questions and rules",
        Stage::Roll => "roll",
        Stage::Log => "public log",
        Stage::Ballots => "ballots",
        Stage::Questions => "what is counted",
        Stage::Outcome => "outcome",
        Stage::Openings => "ballots by head",
        Stage::Receipt => "receipt",
    }
}

const fn fault_zh(code: FaultCode) -> &'static str {
    use FaultCode as Code;
    match code {
        Code::ArchiveTooLarge => "文件太大：最多 64 MiB、一千个文件",
        Code::ArchiveNotZip => "不是 .zip 文件",
        Code::ArchiveTruncated => "文件不完整，没有下载完，请重新下载",
        Code::ArchiveCompressed => "压缩或加密过，不是议事厅原样发布的档案，请重新下载，不要重新打包",
        Code::ArchiveDamaged => "已损坏，请重新下载",
        Code::ArchiveNameTwice => "同名文件有两个",
        Code::ArchiveForeign => "不是议事厅原样发布的档案（重新打包过或改动过）",
        Code::FileMissing => "缺少这个文件，或位置不对",
        Code::FileUnexpected => "档案里不应有这个文件",
        Code::NotText => "不是 UTF-8 文字，或末行没有换行",
        Code::JsonInvalid => "JSON 读不懂",
        Code::NotCanonical => "没有按规定的唯一写法书写",
        Code::KeyInvalid => "档案里写的公钥不是公钥",
        Code::KeyOther => "签名的不是给定的公钥，而是另一把",
        Code::SumsMalformed => "签名文件读不懂",
        Code::SumsNotSigned => "没有用这把公钥签名",
        Code::SumsSignatureWrong => "签名是假的，或签名后改动过",
        Code::SumsOfAnotherLog => "签的是另一个议事厅的档案",
        Code::SumsOfAnotherVote => "签的是另一次表决的档案",
        Code::SumsOfOtherFiles => "文件与签名的清单不一致",
        Code::HashDiffers => "内容与签名不一致：签名后改动过",
        Code::ManifestOfAnotherLog => "写的是另一个议事厅的日志",
        Code::QuestionsInvalid => "题目或规则不成立",
        Code::RollHashDiffers => "不是表决开始时冻结的名册",
        Code::RollNotSorted => "名册没有按规定排序",
        Code::RollTwice => "名册里有一户出现两次",
        Code::RollLineInvalid => "名册里有一行不是一户一票",
        Code::RollTotalDiffers => "名册的合计不对",
        Code::LogEdgeInvalid => "日志的起点不成立",
        Code::CheckpointMalformed => "检查点读不懂",
        Code::CheckpointNotSigned => "检查点没有用这把公钥签名",
        Code::CheckpointSignatureWrong => "检查点的签名是假的",
        Code::CheckpointOfAnotherLog => "检查点是另一个日志的",
        Code::LogSizeDiffers => "日志的条数与检查点不一致",
        Code::LogRootDiffers => "日志的内容与检查点不一致：有人改过日志",
        Code::EntryInvalid => "日志里这一条读不懂",
        Code::OpenedNotFirst => "日志的第一条不是本次表决的开始",
        Code::OpenedTwice => "日志里表决开始了两次",
        Code::ManifestNotLogged => "题目和规则不是日志里登记的那一份：开始后改过",
        Code::RollNotLogged => "名册不是日志里登记的那一份：开始后改过",
        Code::CountedNotLast => "日志的最后一条不是本次表决的计票",
        Code::CountedTwice => "日志里没有答复异议就又计了一次票",
        Code::CalledOff => "日志里这次表决已经取消",
        Code::OutcomeNotLogged => "结果不是日志里最后登记的那一份",
        Code::CommitmentTwice => "日志里同一张票收了两次",
        Code::ReplacedNotCurrent => "日志里被改的票本来就没有计入",
        Code::SetAsideNotCurrent => "日志里作废的票本来就没有计入",
        Code::JoinedNotOnRoll => "日志里合并的户不在名册上，或已经合并过",
        Code::TooManyBallots => "计入的票比名册上的户还多",
        Code::BallotOfAnotherVote => "这张票是另一次表决的",
        Code::BallotNamesHead => "这张票写了是谁投的，不应公开",
        Code::BallotInvalid => "这张票的答案与题目对不上",
        Code::BallotsNotSorted => "票没有按规定排序",
        Code::BallotTwice => "同一张票出现两次",
        Code::BallotNotLogged => "日志里没有计入这张票：多出来的，或改动过",
        Code::BallotMissing => "日志里计入的票少了",
        Code::BallotsDiffer => "合计的票数与日志不一致",
        Code::QuestionDiffers => "与票上写的不一致",
        Code::QuestionInvalid => "计不了票",
        Code::QuestionsDisagree => "各题目的票数不一致",
        Code::CellTooSmall => "不足五人的合计写了楼栋",
        Code::SheetDiffers => "表格与票不一致",
        Code::PabulibDiffers => ".pb 文件与票不一致",
        Code::OutcomeDiffers => "重新计票，结果不同",
        Code::RuleNotCounted => "这里不计这一类规则",
        Code::OpeningNotOnRoll => "这一户不在名册上",
        Code::OpeningOfAnotherHead => "这张票不是这一户的",
        Code::OpeningHeadTwice => "有一户出现两次",
        Code::OpeningsDiffer => "逐户的票与公开的合计不一致",
        Code::ReceiptInvalid => "不是回执",
        Code::ReceiptNotSigned => "回执不是这个议事厅签的",
        Code::ReceiptOfAnotherVote => "回执是另一次表决或另一个议事厅的",
        Code::ReceiptOpeningDiffers => "回执上的票不是签名的那一张：回执改动过",
        Code::ReceiptNotLogged => "议事厅签收了这张票，日志里却没有：请保存回执并提出异议",
        Code::ReceiptProofWrong => "回执自带的日志证明不成立",
        Code::ReceiptProofOfAnotherLog => {
            "回执里的日志与档案里的不是同一个：议事厅出示了两个日志，请保存两份文件"
        }
        Code::ReceiptBallotDiffers => "公开的票与回执不一致",
    }
}

const fn fault_en(code: FaultCode) -> &'static str {
    use FaultCode as Code;
    match code {
        Code::ArchiveTooLarge => "too large: 64 MiB and a thousand files at most",
        Code::ArchiveNotZip => "not a .zip file",
        Code::ArchiveTruncated => "incomplete: fetch it again",
        Code::ArchiveCompressed => {
            "compressed or encrypted: not as the hall published it. Fetch it again, and do not pack it anew"
        }
        Code::ArchiveDamaged => "damaged: fetch it again",
        Code::ArchiveNameTwice => "there are two files of this name",
        Code::ArchiveForeign => "not as the hall published it: packed anew or changed",
        Code::FileMissing => "this file is missing, or not in its place",
        Code::FileUnexpected => "this file does not belong into the record",
        Code::NotText => "not UTF-8 text, or its last line has no end",
        Code::JsonInvalid => "JSON that cannot be read",
        Code::NotCanonical => "not written in the one canonical way",
        Code::KeyInvalid => "the key in the record is none",
        Code::KeyOther => "not signed by the given key but by another",
        Code::SumsMalformed => "the signed hashes cannot be read",
        Code::SumsNotSigned => "not signed by this key",
        Code::SumsSignatureWrong => "the signature is forged, or something was changed after signing",
        Code::SumsOfAnotherLog => "signed as the record of another hall",
        Code::SumsOfAnotherVote => "signed as the record of another vote",
        Code::SumsOfOtherFiles => "other files than were signed",
        Code::HashDiffers => "not what was signed: changed afterwards",
        Code::ManifestOfAnotherLog => "it names the log of another hall",
        Code::QuestionsInvalid => "questions or rules that cannot stand",
        Code::RollHashDiffers => "not the roll that was frozen when the vote opened",
        Code::RollNotSorted => "the roll is not in its order",
        Code::RollTwice => "a head is on the roll twice",
        Code::RollLineInvalid => "a line of the roll is not one head with one ballot",
        Code::RollTotalDiffers => "the roll comes to another sum",
        Code::LogEdgeInvalid => "the log cannot begin as it says",
        Code::CheckpointMalformed => "the checkpoint cannot be read",
        Code::CheckpointNotSigned => "the checkpoint is not signed by this key",
        Code::CheckpointSignatureWrong => "the signature of the checkpoint is forged",
        Code::CheckpointOfAnotherLog => "the checkpoint is of another log",
        Code::LogSizeDiffers => "the log has more or fewer entries than its checkpoint",
        Code::LogRootDiffers => "the log's entries are not those of its checkpoint: somebody changed them",
        Code::EntryInvalid => "this entry of the log cannot be read",
        Code::OpenedNotFirst => "the log does not begin with the opening of this vote",
        Code::OpenedTwice => "the log opens the vote twice",
        Code::ManifestNotLogged => "questions and rules are not those in the log: changed after opening",
        Code::RollNotLogged => "the roll is not the one in the log: changed after opening",
        Code::CountedNotLast => "the log does not end with the count of this vote",
        Code::CountedTwice => "the log counts the vote again, and no objection was answered",
        Code::CalledOff => "the log says that the vote was called off",
        Code::OutcomeNotLogged => "the outcome is not the last one in the log",
        Code::CommitmentTwice => "the log takes one ballot twice",
        Code::ReplacedNotCurrent => "the log replaces a ballot that did not count",
        Code::SetAsideNotCurrent => "the log sets aside a ballot that did not count",
        Code::JoinedNotOnRoll => "the log joins a head that is not on the roll, or was joined already",
        Code::TooManyBallots => "more ballots count than there are heads",
        Code::BallotOfAnotherVote => "a ballot of another vote",
        Code::BallotNamesHead => "the ballot says whose it is, which must not be public",
        Code::BallotInvalid => "the ballot does not answer these questions",
        Code::BallotsNotSorted => "the ballots are not in their order",
        Code::BallotTwice => "one ballot stands there twice",
        Code::BallotNotLogged => "the log does not count this ballot: added or changed",
        Code::BallotMissing => "a ballot that the log counts is missing",
        Code::BallotsDiffer => "the sums are of more or fewer ballots than the log counts",
        Code::QuestionDiffers => "not what the ballots say",
        Code::QuestionInvalid => "this cannot be counted",
        Code::QuestionsDisagree => "the questions were answered by different ballots",
        Code::CellTooSmall => "a sum of fewer than five heads names its buildings",
        Code::SheetDiffers => "the table does not say what the ballots say",
        Code::PabulibDiffers => "the .pb file does not say what the ballots say",
        Code::OutcomeDiffers => "counted again, the outcome is another",
        Code::RuleNotCounted => "rules of this kind are not counted here",
        Code::OpeningNotOnRoll => "this head is not on the roll",
        Code::OpeningOfAnotherHead => "this ballot is not of this head",
        Code::OpeningHeadTwice => "a head stands there twice",
        Code::OpeningsDiffer => "the ballots come to other sums than the public ones",
        Code::ReceiptInvalid => "not a receipt",
        Code::ReceiptNotSigned => "the receipt is not signed by this hall",
        Code::ReceiptOfAnotherVote => "a receipt of another vote or another hall",
        Code::ReceiptOpeningDiffers => {
            "the ballot in the receipt is not the one that was signed: the receipt was changed"
        }
        Code::ReceiptNotLogged => {
            "the hall signed for this ballot, and the log does not have it: keep the receipt and object"
        }
        Code::ReceiptProofWrong => "the receipt's own proof does not hold",
        Code::ReceiptProofOfAnotherLog => {
            "the log in the receipt is not the one in the record: the hall has shown two. Keep both files"
        }
        Code::ReceiptBallotDiffers => "the published ballot is not the one in the receipt",
    }
}
