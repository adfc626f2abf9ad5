//! The help's sections on ballots that can be checked: receipts, paper, objections, counting again, the public log.

use super::about::Section;
use super::{En, ZhCn};

sentences! {
    /// The help on checking votes.
    pub trait CheckingText {
        /// One section each, in the order in which a voter comes upon them.
        fn help_on_checking() -> &'static [Section] { &ZH, &EN }
    }
}

static ZH: [Section; 6] = [
    Section {
        anchor: "receipt",
        heading: "投票回执",
        words: &[
            "投完就有回执：一个短码、一张二维码、一个文件。长按二维码存下来，或者把短码抄在纸上。",
            "短码不显示您选了什么，可以给别人看。回执文件里有您的选择，自己留着。改投以后，用最新的那一张。",
            "无记名表决计票以后，系统也认不出哪一票是您的，那时不能再补回执。",
        ],
    },
    Section {
        anchor: "check",
        heading: "查票",
        words: &[
            "表决页上点“查一张票”，填短码，或者扫回执上的码。不用登录，谁都能查。",
            "投票期间能查到这一票记没记下、后来改没改；计票以后能查到算没算进去。查不到，先看有没有抄错，再提异议。",
        ],
    },
    Section {
        anchor: "paper",
        heading: "纸质票",
        words: &[
            "有的表决也收纸质票：填好、签名，交给召集人。召集人核对签名后录入，截止以后还有几天可以录。",
            "一户只有一票。网上投过的不能再交纸质票，录了纸质票的网上不能再改；录错了，由召集人取出重录，每一步都记入公开日志。",
        ],
    },
    Section {
        anchor: "objection",
        heading: "异议",
        words: &[
            "名册、选票或程序有不对的，在表决范围内的人可以提异议，从公告起到异议期结束。异议和答复都公开，用您的显示名。",
            "召集人要逐条答复：不成立、成立但不影响结果、重新计票，或者作废。有一条没答复，结果就不能确定。",
        ],
    },
    Section {
        anchor: "recount",
        heading: "再算一遍",
        words: &[
            "计票以后，点表决页上的按钮，您的手机就下载这次表决的档案，自己核对、自己数一遍，和公布的结果比。",
            "档案里没有姓名和门牌。不放心这个网页的，可以下载档案，用别人写的程序或者纸和笔来数，页面上写着怎么数。",
        ],
    },
    Section {
        anchor: "public-log",
        heading: "公开日志",
        words: &[
            "表决开始、每一张票的短码、计票、异议的答复、决定，都按顺序记在公开日志里，只能往后加，不能改，也不能删。",
            "日志由别处的见证人看着：谁改了前面的，见证人马上就会发现。日志里没有姓名，也看不出谁投了什么。",
        ],
    },
];

static EN: [Section; 6] = [
    Section {
        anchor: "receipt",
        heading: "Receipts",
        words: &[
            "Each ballot has a receipt: a short code, a QR code and a file. Save the picture, or copy the code to paper.",
            "The code does not show what you chose; the file does, so keep it to yourself. After a change the newest \
             receipt counts.",
            "Once a secret vote is counted the hall cannot tell which ballot was yours, nor give you its receipt.",
        ],
    },
    Section {
        anchor: "check",
        heading: "Check a ballot",
        words: &[
            "On the vote's page choose “Check a ballot” and type the code, or scan the receipt. No account is needed.",
            "While the vote is open you see whether it is recorded and whether it was changed; after the count, whether \
             it was counted. If it is not found, look whether it is copied right, then object.",
        ],
    },
    Section {
        anchor: "paper",
        heading: "Ballots on paper",
        words: &[
            "Some votes take paper, too: fill it in, sign it, hand it to the convenor, who compares the signature and \
             enters it, for some days after closing as well.",
            "There is one ballot each. Who voted online cannot hand in paper, and paper is not changed online; a \
             mistyped one is taken out and entered anew. Each step is in the public log.",
        ],
    },
    Section {
        anchor: "objection",
        heading: "Objections",
        words: &[
            "Whoever is of the electorate may object to the roll, a ballot or the procedure, from the announcement until \
             the time for objections ends. Objections, with the name you are shown by, and answers are public.",
            "The convenor answers each: unfounded, without effect, counted again, or annulled. Nothing is final while \
             one waits.",
        ],
    },
    Section {
        anchor: "recount",
        heading: "Recount here",
        words: &[
            "After the count a button on the vote's page fetches its record, checks it and counts it again on your own \
             phone, and compares that with what was published.",
            "The record has no names or doors. If you do not trust this page, count the record with another program, or \
             with pencil and paper: the page says how.",
        ],
    },
    Section {
        anchor: "public-log",
        heading: "The public log",
        words: &[
            "Openings, the code of each ballot, counts, answers to objections and decisions are written into the public \
             log in their order. It is only added to, never changed.",
            "Witnesses elsewhere watch it and notice at once if anything before was changed. It has no names, and nobody \
             can see from it who chose what.",
        ],
    },
];
