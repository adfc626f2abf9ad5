//! Words about the hall itself: what it is, what it keeps, how it is used.

use super::{En, ZhCn};

/// What other pages send people to the help for: each has a section of its own there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpTopic {
    /// 加入.
    Join,
    /// 附议.
    Cosign,
    /// 联名提议.
    JointRequest,
    /// 共有人投票.
    CoOwners,
    /// 隐藏和申诉.
    Hidden,
    /// 投票回执.
    Receipt,
    /// 查票.
    Check,
    /// 纸质票.
    Paper,
    /// 异议.
    Objection,
    /// 再算一遍.
    Recount,
    /// 公开日志.
    PublicLog,
}

impl HelpTopic {
    /// Every topic.
    pub const ALL: [Self; 11] = [
        Self::Join,
        Self::Cosign,
        Self::JointRequest,
        Self::CoOwners,
        Self::Hidden,
        Self::Receipt,
        Self::Check,
        Self::Paper,
        Self::Objection,
        Self::Recount,
        Self::PublicLog,
    ];

    /// Where on the page it is.
    #[must_use]
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Cosign => "cosign",
            Self::JointRequest => "joint-request",
            Self::CoOwners => "co-owners",
            Self::Hidden => "hidden",
            Self::Receipt => "receipt",
            Self::Check => "check",
            Self::Paper => "paper",
            Self::Objection => "objection",
            Self::Recount => "recount",
            Self::PublicLog => "public-log",
        }
    }
}

/// A heading and what stands under it.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Where on the page it is: the part of its address after the #.
    pub anchor: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// Its paragraphs.
    pub words: &'static [&'static str],
}

/// Words about the hall itself.
pub trait AboutText {
    /// 关于.
    fn about(&self) -> &'static str;
    /// Heads the page.
    fn about_heading(&self) -> &'static str;
    /// What this hall is, what it keeps and who sees it.
    fn about_sections(&self) -> &'static [Section];
    /// Heads who runs it.
    fn run_by_heading(&self) -> &'static str;
    /// Said where the operator has not told who they are.
    fn run_by_unknown(&self) -> &'static str;
    /// Heads version and licence.
    fn program_heading(&self) -> &'static str;
    /// Version and licence.
    fn program(&self, version: &str) -> String;
    /// 怎么用.
    fn help(&self) -> &'static str;
    /// A link to a topic of the help.
    fn help_link(&self, topic: HelpTopic) -> &'static str;
    /// A link to the bodies of a community, by whom its matters are run.
    fn run_by_bodies(&self, community: &str) -> String;
    /// How it is used, step by step.
    fn help_sections(&self) -> &'static [Section];
}

impl AboutText for ZhCn {
    fn about(&self) -> &'static str {
        "关于"
    }
    fn about_heading(&self) -> &'static str {
        "关于议事厅"
    }
    fn about_sections(&self) -> &'static [Section] {
        &[
            Section {
                anchor: "what",
                heading: "这是什么",
                words: &[
                    "这里是邻居们一起商量事情的地方：谁都能提事、提办法、投票，决定了什么、办得怎样，都公开。",
                    "业主大会表决按民法典第278条计票，人数和面积都算，算式写出来，谁都可以重新算一遍。民意征询不产生法律效力，页面上会写明。",
                ],
            },
            Section {
                anchor: "kept",
                heading: "留下了什么",
                words: &[
                    "名册：姓名、房屋、面积、电话。由业主委员会或居委会提供，用来确认谁能投票。不留完整的身份证号。",
                    "您写的：议题、方案、评论，用您自己选的名字公开。",
                    "您投的：记名表决记下您的选择，截止前可以改，最后一次算数。",
                    "登录：登录过的设备和时间，您可以在“我的”里看到，也可以让它们退出。",
                ],
            },
            Section {
                anchor: "seen",
                heading: "谁能看到",
                words: &[
                    "任何人：议题、方案、评论、决定，计票的总数。不会看到姓名、门牌和谁投了什么。",
                    "登录的本小区业主：可以核对本小区的记名名单，姓名只露一个字。",
                    "网格员和委员会：在办理时看名册，每看一次都记下是谁、看了什么。",
                    "不用别家的统计、字体、地图和验证码。这里的内容不会发到别处。",
                ],
            },
            Section {
                anchor: "mistakes",
                heading: "说错了、不该留的",
                words: &[
                    "评论发出十分钟内可以改。被隐藏的评论可以申诉，管理记录全部公开。",
                    "名册有错，请找网格员更正。别人的个人信息被写出来了，请告诉议事会，会尽快处理。",
                ],
            },
        ]
    }
    fn run_by_heading(&self) -> &'static str {
        "谁在管"
    }
    fn run_by_unknown(&self) -> &'static str {
        "向社区居委会问，或者看下面的组织和席位。"
    }
    fn program_heading(&self) -> &'static str {
        "程序"
    }
    fn program(&self, version: &str) -> String {
        format!("议事 Yishi {version}，开放源代码，按 MIT 或 Apache-2.0 许可使用。")
    }
    fn help(&self) -> &'static str {
        "怎么用"
    }
    fn help_link(&self, topic: HelpTopic) -> &'static str {
        match topic {
            HelpTopic::Join => "怎么加入",
            HelpTopic::Cosign => "什么是附议",
            HelpTopic::JointRequest => "什么是联名提议",
            HelpTopic::CoOwners => "几个人共有一套房，怎么投",
            HelpTopic::Hidden => "隐藏和申诉是怎么回事",
            HelpTopic::Receipt => "回执是做什么用的",
            HelpTopic::Check => "怎么查票",
            HelpTopic::Paper => "纸质票怎么算",
            HelpTopic::Objection => "什么是异议",
            HelpTopic::Recount => "“再算一遍”是怎么算的",
            HelpTopic::PublicLog => "公开日志是什么",
        }
    }
    fn run_by_bodies(&self, community: &str) -> String {
        format!("{community}的组织和席位")
    }
    fn help_sections(&self) -> &'static [Section] {
        &[
            Section {
                anchor: "read",
                heading: "看",
                words: &["不用登录。议题、表决结果和决定，人人都能看。"],
            },
            Section {
                anchor: "join",
                heading: "加入",
                words: &[
                    "收到一张纸条，用手机扫上面的码，点“是我，加入”。没有纸条的，填门牌和姓名申请，网格员核对后就好。",
                    "不用密码。以后这部手机打开就是您。换了手机，请网格员再给一个码。",
                ],
            },
            Section {
                anchor: "raise",
                heading: "提一件事",
                words: &[
                    "先登录，再进社区首页点“提一件事”，写清在哪里、怎么了。邻居附议够了，或者议事会受理，就开始商量。",
                ],
            },
            Section {
                anchor: "cosign",
                heading: "附议",
                words: &["别人提的事您也赞成办，就点“附议”。附议不是投票，是说这件事值得议。"],
            },
            Section {
                anchor: "vote",
                heading: "投票",
                words: &[
                    "进表决，选“同意”“反对”或“弃权”，点下面的按钮。截止前可以改，最后一次算数。",
                    "投完会告诉您记下了什么。截止前谁也看不到结果，只看到有多少人投了。",
                ],
            },
            Section {
                anchor: "co-owners",
                heading: "一套房几个人的名字",
                words: &[
                    "房产证上有几个人，这套房还是一票。每个人都可以投，选的一样就算数；选的不一样，这一票先不算，商量好了再投成一样的。",
                    "也可以向网格员登记，由其中一位代表大家投。夫妻各自名下的房，和两人共有的房，分开算。",
                ],
            },
            Section {
                anchor: "joint-request",
                heading: "联名提议",
                words: &[
                    "业主想请业主委员会开会表决一件事，可以联名提议。够总人数的五分之一，召集人就要在期限内答复。",
                    "签了可以收回，到五分之一为止。共有一套房的，签一次就够。",
                ],
            },
            Section {
                anchor: "hidden",
                heading: "写的话被隐藏了",
                words: &[
                    "议事会可以隐藏泄露别人隐私、骂人、发广告的评论、异议和答复。隐藏要写理由，记在“管理记录”里，谁都能看。",
                    "您写的还在，只有您自己和议事会看得到。觉得不对，在那段话下面点“申诉”，由另一位委员答复。",
                ],
            },
            Section {
                anchor: "decisions",
                heading: "看决定、查账目",
                words: &["决定有编号、有理由、有依据。不放心的，照着页面上的算式自己算一遍。"],
            },
            Section {
                anchor: "large-type",
                heading: "字太小",
                words: &["点最上面的“大字”，字就变大，记住不变。想变回来，点“标准字”。"],
            },
        ]
    }
}

impl AboutText for En {
    fn about(&self) -> &'static str {
        "About"
    }
    fn about_heading(&self) -> &'static str {
        "About this hall"
    }
    fn about_sections(&self) -> &'static [Section] {
        &[
            Section {
                anchor: "what",
                heading: "What it is",
                words: &[
                    "A place where neighbours decide together: anyone raises matters, proposes answers and votes; \
                     what was decided and what came of it is public.",
                    "Owners' votes are counted by Civil Code art. 278, by heads and by area, with the arithmetic \
                     written out. Consultations have no legal effect, and say so.",
                ],
            },
            Section {
                anchor: "kept",
                heading: "What it keeps",
                words: &[
                    "The roll: names, units, areas, phones, from the owners' committee or the residents' \
                     committee, to know who may vote. Never a whole identity number.",
                    "What you write, under the name you chose.",
                    "What you vote: a named vote records your choice; until it closes you can change it.",
                    "Devices you signed in with, which you can see and sign out.",
                ],
            },
            Section {
                anchor: "seen",
                heading: "Who sees it",
                words: &[
                    "Anyone: issues, proposals, comments, decisions, totals. No names, doors, or who chose what.",
                    "Signed-in owners of the compound: the list of a named vote, names masked.",
                    "Officers see the roll in the course of their work; each look is recorded.",
                    "No analytics, fonts, maps or captchas of others. Nothing is sent elsewhere.",
                ],
            },
            Section {
                anchor: "mistakes",
                heading: "Mistakes",
                words: &[
                    "A comment can be changed for ten minutes. A hidden one can be appealed; the register is public.",
                    "Is the roll wrong? Ask a grid officer. Is someone's personal data on a page? Tell the council.",
                ],
            },
        ]
    }
    fn run_by_heading(&self) -> &'static str {
        "Who runs it"
    }
    fn run_by_unknown(&self) -> &'static str {
        "Ask the residents' committee, or see the bodies and seats below."
    }
    fn program_heading(&self) -> &'static str {
        "The program"
    }
    fn program(&self, version: &str) -> String {
        format!("Yishi {version}, open source, under MIT or Apache-2.0.")
    }
    fn help(&self) -> &'static str {
        "How to use it"
    }
    fn help_link(&self, topic: HelpTopic) -> &'static str {
        match topic {
            HelpTopic::Join => "How to join",
            HelpTopic::Cosign => "What co-signing is",
            HelpTopic::JointRequest => "What a joint request is",
            HelpTopic::CoOwners => "How co-owners vote",
            HelpTopic::Hidden => "About hiding and appeals",
            HelpTopic::Receipt => "What a receipt is for",
            HelpTopic::Check => "How to check a ballot",
            HelpTopic::Paper => "About ballots on paper",
            HelpTopic::Objection => "What an objection is",
            HelpTopic::Recount => "How the recount works",
            HelpTopic::PublicLog => "What the public log is",
        }
    }
    fn run_by_bodies(&self, community: &str) -> String {
        format!("{community}: bodies and seats")
    }
    fn help_sections(&self) -> &'static [Section] {
        &[
            Section {
                anchor: "read",
                heading: "Read",
                words: &["No account is needed. Issues, results and decisions are open to everyone."],
            },
            Section {
                anchor: "join",
                heading: "Join",
                words: &[
                    "Scan the code on your slip and press the button. Without a slip, ask to join by door and \
                     name; a grid officer checks.",
                    "No password: this phone is you from then on. With a new phone, ask for a new code.",
                ],
            },
            Section {
                anchor: "raise",
                heading: "Raise an issue",
                words: &[
                    "Sign in, then on the community's page press “Raise an issue” and say where and what. With enough \
                     co-signers, or once the council accepts it, talks begin.",
                ],
            },
            Section {
                anchor: "cosign",
                heading: "Co-sign",
                words: &["If a matter deserves talking over, co-sign it. That is not a vote yet."],
            },
            Section {
                anchor: "vote",
                heading: "Vote",
                words: &[
                    "Choose an answer and press the button below. Until the vote closes you can change it; the \
                     last one counts.",
                    "You are told what was recorded. Until closing nobody sees results, only how many have voted.",
                ],
            },
            Section {
                anchor: "co-owners",
                heading: "A home with several owners",
                words: &[
                    "However many are on the title, it is one ballot. Each may cast it; it counts when all chose the \
                     same. While they differ it waits.",
                    "Or tell a grid officer who votes for all. What you own alone and what you own together are \
                     counted apart.",
                ],
            },
            Section {
                anchor: "joint-request",
                heading: "Joint requests",
                words: &[
                    "Owners may ask together for a matter to be put to the vote. A fifth of them binds the convenor \
                     to answer by a day.",
                    "Until then you can take your name back. Co-owners of a home sign once.",
                ],
            },
            Section {
                anchor: "hidden",
                heading: "Your words were hidden",
                words: &[
                    "The council hides what shows private data, insults or advertises. It gives its reason in the \
                     public register.",
                    "Your words are kept for you and the council. To object, press “Appeal” under them; \
                     another member answers.",
                ],
            },
            Section {
                anchor: "decisions",
                heading: "Decisions",
                words: &[
                    "Each has a number, reasons and grounds. In doubt, do the sums on the page yourself.",
                ],
            },
            Section {
                anchor: "large-type",
                heading: "Larger type",
                words: &["Press “Large type” at the top; it is remembered."],
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::checking::CheckingText as _;
    use super::{AboutText, En, HelpTopic, ZhCn};

    #[test]
    fn every_topic_has_its_section_and_no_two_share_a_place() {
        let help = [
            [ZhCn.help_sections(), ZhCn.help_on_checking()].concat(),
            [En.help_sections(), En.help_on_checking()].concat(),
        ];
        let about = [ZhCn.about_sections().to_vec(), En.about_sections().to_vec()];
        for sections in help.iter().chain(&about) {
            let mut anchors: Vec<_> = sections.iter().map(|section| section.anchor).collect();
            anchors.sort_unstable();
            anchors.dedup();
            assert_eq!(anchors.len(), sections.len());
        }
        for sections in &help {
            for topic in HelpTopic::ALL {
                assert!(sections.iter().any(|section| section.anchor == topic.anchor()), "{topic:?}");
            }
        }
    }
}
