//! Checking and counting a vote's record on its page, and by hand.

use domain::record::module::Module;

use super::{En, ZhCn};

sentences! {
    /// The words of the page that counts again. Where a function takes texts, the page puts `{name}` there, which its
    /// script fills in.
    pub trait RecountText {
        /// On the button.
        fn recount_here() -> &'static str { "在这部手机上再算一遍", "Count again on this phone" }
        /// Under the button.
        fn recount_hint() -> &'static str {
            "把档案下载到这部手机，由手机逐项核对、重新计票，不靠议事厅的服务器计算。",
            "Fetches the record to this phone, which checks and counts it by itself, not the hall's server."
        }
        /// While record and program come.
        fn recount_loading() -> &'static str { "正在下载档案和计票程序……", "Fetching the record and the counting program…" }
        /// While it counts; kilobytes.
        fn recount_counting(size: &str) -> String {
            format!("档案 {size} kB 已下载，正在核对、计票……"), format!("{size} kB fetched; checking and counting…")
        }
        /// No answer from the hall.
        fn recount_offline() -> &'static str {
            "没有下载成。请检查网络后再点一次。", "It could not be fetched. Check the connection and press again."
        }
        /// The hall has no record, or the session is over.
        fn recount_missing() -> &'static str {
            "议事厅没有给出档案。登录可能已过期，请刷新本页再试。",
            "The hall did not hand out the record. You may be signed out by now: load the page again."
        }
        /// The browser cannot run the program.
        fn recount_old() -> &'static str {
            "这个浏览器太旧，运行不了计票程序。请换一个浏览器或一部手机，或照下面的办法用手核对。",
            "This browser is too old for the counting program. Use another browser or phone, or check by hand as told below."
        }
        /// The program stopped, mostly for want of memory.
        fn recount_broken() -> &'static str {
            "这部手机没有算完，可能是内存不够，不说明结果有错。请换一台设备，或照下面的办法用手核对。",
            "This phone could not finish, perhaps for want of memory; that says nothing against the outcome. Use another \
             device, or check by hand as told below."
        }
        /// All is right, and what was counted is what the page shows.
        fn recount_same() -> &'static str {
            "核对无误：在这部手机上算出来的结果，和本页公布的一字不差。",
            "All is right: what this phone has counted is what this page publishes, to the last character."
        }
        /// The record is right in itself, but the page shows another outcome.
        fn recount_other() -> &'static str {
            "档案本身没有错，但算出来的结果和本页公布的不是同一份。请保存档案和本页截图，并提出异议。",
            "The record is right in itself, but its outcome is not the one that this page publishes. Keep the record and a \
             picture of this page, and object."
        }
        /// The hash of what was counted.
        fn recount_hash(hash: &str) -> String {
            format!("算出来的结果的 SHA-256：{hash}"), format!("SHA-256 of what was counted: {hash}")
        }
        /// Who signed: the key that the page itself shows.
        fn recount_signed() -> &'static str {
            "由本页写明的公钥签名，每个文件都与签名一致", "signed by the key that this page names, every file as it was signed"
        }
        /// Heads the outcome as counted here.
        fn recount_counted() -> &'static str { "手机算出来的结果", "What this phone has counted" }
        /// An option of an owners' vote.
        fn recount_owners(heads: &str, of_heads: &str, area: &str, of_area: &str) -> String {
            format!("同意 {heads} 人（参与 {of_heads} 人），{area} ㎡（参与 {of_area} ㎡）"),
            format!("{heads} heads of {of_heads} taking part agree, {area} m² of {of_area} m²")
        }
        /// A yes or no.
        fn recount_answers(agree: &str, oppose: &str, abstain: &str) -> String {
            format!("同意 {agree}，反对 {oppose}，弃权 {abstain}"), format!("agree {agree}, oppose {oppose}, abstain {abstain}")
        }
        /// An option that was picked.
        fn recount_picked(heads: &str) -> String { format!("{heads} 人"), format!("{heads} voters") }
        /// What became of a line of an owners' vote.
        fn recount_passed(passed: bool) -> &'static str {
            if passed { "通过" } else { "没有通过" }, if passed { "passed" } else { "not passed" },
        }
        /// What became of an option.
        fn recount_chosen(chosen: bool) -> &'static str {
            if chosen { "选中" } else { "没有选中" }, if chosen { "chosen" } else { "not chosen" },
        }
        /// What an option has: points, first places or ballots, as the rule counts.
        fn recount_gain(figure: &str) -> String { format!("，得 {figure}"), format!(", has {figure}") }
        /// Behind what stands before a figure: `共用充电桩：12 人`.
        fn recount_of(name: &str) -> String { format!("{name}："), format!("{name}: ") }
        /// Heads the outcome as its file has it.
        fn recount_whole() -> &'static str {
            "每一步的数字（outcome.json 全文）", "The figures of every step (all of outcome.json)"
        }

        /// Heads how to check without the button.
        fn by_hand_heading() -> &'static str { "如何用手核对", "How to check by hand" }
        /// Why one would.
        fn by_hand_why() -> &'static str {
            "上面的按钮用的是本站给的程序。完全不想靠本站，可以这样做：",
            "The button above runs a program that this site hands out. To do without the site altogether:"
        }
        /// The record and the key.
        fn by_hand_record() -> &'static str {
            "下载上面的表决档案（.zip）。公钥要和张贴的海报上的一样：",
            "Download the record above (.zip). This key must be the one on the hall's posters:"
        }
        /// The programs.
        fn by_hand_program() -> &'static str {
            "在电脑上运行（程序是公开的，可以自己编译）：", "On a computer run (the program is public, build it yourself):"
        }
        /// Another program.
        fn by_hand_format() -> &'static str {
            "或按源代码里的 docs/record-format.md 自己写一个；同一处的 docs/verify.py 就是照它写的，只有几百行 Python。",
            "Or write one from docs/record-format.md in the source; docs/verify.py beside it was, in a few hundred lines of \
             Python."
        }
        /// Paper and pencil; of questions of one family of rules, or of several.
        fn by_hand_sums(counted_by: Option<Module>) -> &'static str { sums_zh(counted_by), sums_en(counted_by) }
        /// The two columns of an owners' vote.
        fn by_hand_owners() -> &'static str {
            "只用纸笔：用电子表格打开档案里的 q1.csv，把“同意”各行的人数加起来、面积加起来；把“同意、反对、弃权、空白”各行全加起来就是参与的。再和上面写的比例比。",
            "With paper and pencil: open q1.csv of the record in a spreadsheet. Add up heads and areas of the lines that agree \
             (同意); all lines of agree, oppose (反对), abstain (弃权) and blank (空白) together are those taking part. Compare \
             with the shares above."
        }
    }
}

const fn sums_zh(module: Option<Module>) -> &'static str {
    match module {
        Some(Module::Vote) => {
            "只用纸笔：用电子表格打开档案里的 q1.csv，一行是一票，数一数每种回答有几行，再和上面写的比例比。"
        }
        Some(Module::Sums) => {
            "只用纸笔：用电子表格打开档案里的 q1.csv，一行是一票，一列是一个选项；把每一列加起来，最多的选中。"
        }
        Some(Module::Pairs) => {
            "只用纸笔：打开档案里的 q1.csv，一行是一票。任取两个选项，数有多少票把前者排在后者前面；两两比完，和上面的步骤对。"
        }
        Some(Module::Runoff) => {
            "只用纸笔：打开档案里的 q1.csv，一行是一票。数每个选项有几个第一位；最少的出局，它的票转给下一位；一轮一轮和上面的步骤对。"
        }
        Some(Module::Stv) => {
            "只用纸笔：打开档案里的 q1.csv，一行是一票。数第一位，够当选数的当选，多出的按比例转给下一位；一轮一轮和上面的步骤对。"
        }
        Some(Module::Phragmen | Module::Pav) => {
            "只用纸笔：打开档案里的 q1.csv，一行是一票。数每个选项有几票，再照上面的步骤一席一席核对。"
        }
        Some(Module::Greedy | Module::Budget) => {
            "只用纸笔：打开档案里的 q1.csv，一行是一票，一列是一个项目。数每个项目有几票，再照上面的步骤一个一个核对花费。"
        }
        None => "只用纸笔：用电子表格打开档案里的 q1.csv、q2.csv……，一行是一票，每题各照上面的步骤核对。",
    }
}

const fn sums_en(module: Option<Module>) -> &'static str {
    match module {
        Some(Module::Vote) => {
            "With paper and pencil: open q1.csv of the record in a spreadsheet. A line is a ballot; count the lines of each \
             answer and compare with the shares above."
        }
        Some(Module::Sums) => {
            "With paper and pencil: open q1.csv of the record in a spreadsheet. A line is a ballot, a column an option; add up \
             each column, and the most are chosen."
        }
        Some(Module::Pairs) => {
            "With paper and pencil: open q1.csv of the record; a line is a ballot. For any two options count the ballots that \
             rank the one before the other, and compare with the steps above."
        }
        Some(Module::Runoff) => {
            "With paper and pencil: open q1.csv of the record; a line is a ballot. Count the first places; the lowest goes out \
             and its ballots go to their next; compare round by round with the steps above."
        }
        Some(Module::Stv) => {
            "With paper and pencil: open q1.csv of the record; a line is a ballot. Count the first places; who reaches the quota \
             is elected and the surplus goes on in proportion; compare round by round with the steps above."
        }
        Some(Module::Phragmen | Module::Pav) => {
            "With paper and pencil: open q1.csv of the record; a line is a ballot. Count the ballots of each option, then follow \
             the steps above seat by seat."
        }
        Some(Module::Greedy | Module::Budget) => {
            "With paper and pencil: open q1.csv of the record; a line is a ballot, a column a project. Count the ballots of each \
             project, then follow the costs in the steps above."
        }
        None => {
            "With paper and pencil: open q1.csv, q2.csv … of the record; a line is a ballot. Follow the steps above for each \
             question."
        }
    }
}
