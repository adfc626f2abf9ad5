//! What `yishi witness` says to whoever runs it.

use super::{En, ZhCn};

sentences! {
    /// The words of `yishi witness`.
    pub trait WitnessText {
        /// Its own key, for the hall's operator.
        fn witness_key(key: &str) -> String {
            format!("本见证人的公钥，请交给对方的管理员：\n{key}"),
            format!("this witness's key, for the hall's operator:\n{key}"),
        }
        /// It answers logs at an address.
        fn witness_serves(address: &str) -> String {
            format!("在 http://{address}/add-checkpoint 等日志来请签名"),
            format!("asked for signatures at http://{address}/add-checkpoint"),
        }
        /// The log was seen for the first time.
        fn witness_began(size: u64, root: &str) -> String {
            format!("第一次看到：{size} 条，指纹 {root}，已签名"),
            format!("seen for the first time: {size} entries, fingerprint {root}; signed"),
        }
        /// The log has grown, or stands still.
        fn witness_signed(before: u64, size: u64, root: &str) -> String {
            if before == size { format!("没有变：{size} 条，指纹 {root}，已签名") }
            else { format!("只添不改：从 {before} 条到 {size} 条，指纹 {root}，已签名") },
            if before == size { format!("unchanged: {size} entries, fingerprint {root}; signed") }
            else { format!("only grown, from {before} entries to {size}, fingerprint {root}; signed") },
        }
        /// The hall did not take the signature: a status of HTTP, and a line.
        fn witness_unwelcome(status: u16, line: &str) -> String {
            unwelcome_zh(status, line), unwelcome_en(status, line)
        }
        /// What is shown as a checkpoint is none.
        fn witness_garbled() -> &'static str {
            "对方给的不是日志的签名，没有签", "what the log shows is no checkpoint; not signed"
        }
        /// Signed by somebody else.
        fn witness_not_the_logs(why: &str) -> String {
            format!("对方给的不是这把公钥签的（{why}），没有签；请核对 --log 和 --key"),
            format!("not signed with the log's key ({why}); not signed by us. Are --log and --key right?"),
        }
        /// Files that do not belong to the signed tree.
        fn witness_unproved(before: u64, size: u64) -> String {
            format!("对方的文件证明不了从 {before} 条到 {size} 条只添没改，没有签"),
            format!("the log's files do not prove that it only grew from {before} entries to {size}; not signed"),
        }
        /// Fewer entries than before.
        fn witness_smaller(before: u64, size: u64) -> String {
            format!("日志变短了：看到过 {before} 条，现在只有 {size} 条。也许是放回了旧备份，也许是抹掉了记录"),
            format!(
                "the log has shrunk from {before} entries to {size}: an old backup was put back, or entries were taken out"
            ),
        }
        /// Two trees of one size.
        fn witness_fork(size: u64) -> String {
            format!("同样 {size} 条，日志和以前看到的不一样：给不同的人看了不同的日志，或者改过记录"),
            format!(
                "with the same {size} entries the log is another than before: different people were shown different logs, \
                 or entries were changed"
            ),
        }
        /// A larger tree that does not begin with the one seen before.
        fn witness_rewritten(before: u64, size: u64) -> String {
            format!("日志现在有 {size} 条，可是前 {before} 条和以前看到的不一样：记录被改过"),
            format!("of the log's {size} entries the first {before} are not those seen before: entries were changed"),
        }
        /// Where both checkpoints are kept.
        fn witness_evidence(folder: &str) -> String {
            format!("没有签。两份带签名的日志都留在 {folder}，请保存好，公开出来；弄清楚以前不会再签"),
            format!(
                "not signed. Both signed checkpoints are kept in {folder}: save them, make them public. Nothing is signed \
                 until that is cleared up"
            ),
        }
        /// Evidence was found before.
        fn witness_disputed(folder: &str) -> String {
            format!("这本日志以前出过问题，证据在 {folder}；弄清楚并移走以前不签名"),
            format!(
                "there is evidence against this log in {folder}; nothing is signed until it is cleared up and moved away"
            ),
        }
    }
}

fn unwelcome_zh(status: u16, line: &str) -> String {
    match (status, line) {
        (403, _) => "签了，可是对方不认这把公钥：请对方的管理员把它写进 witnesses".to_owned(),
        (404 | 405, _) => "签了，可是对方不收签名：地址对吗，日志的名字对吗？".to_owned(),
        (409, size) => format!("签了，可是对方说自己只有 {size} 条：它放回了旧备份？"),
        (422, "another_tree") => "签了，可是对方说自己的日志不是这样：有两本日志？".to_owned(),
        (422, "wrong_time") => "签了，可是对方没有收：两边的时钟差了一小时以上".to_owned(),
        (status, line) => format!("签了，可是对方没有收：{status} {line}"),
    }
}

fn unwelcome_en(status: u16, line: &str) -> String {
    match (status, line) {
        (403, _) => {
            "signed, but the hall does not know this key: its operator enters it under `witnesses`".to_owned()
        }
        (404 | 405, _) => {
            "signed, but signatures are not taken there: are the address and the log's name right?".to_owned()
        }
        (409, size) => {
            format!("signed, but the hall says it has {size} entries only: was an old backup put back?")
        }
        (422, "another_tree") => "signed, but the hall says its log is another: are there two?".to_owned(),
        (422, "wrong_time") => "signed, but not taken: the two clocks are more than an hour apart".to_owned(),
        (status, line) => format!("signed, but not taken: {status} {line}"),
    }
}
