//! Why something was refused, and what to do about it.

use super::marking::{misfit_en, misfit_zh};
use super::votes::VoteText as _;
use super::{En, ZhCn};
use crate::form::{FieldError, MarksFault, Refusal};
use domain::policy::Denied;
use domain::problem::{FieldProblem, Problem};

/// Why something was refused, and what to do about it.
pub trait ProblemText {
    /// A field's error: says what to do.
    fn field_error(&self, error: FieldError) -> String;
    /// What is wrong with a field in the list at the head of the form, behind what the page calls the field.
    fn named_error(&self, label: &str, says: &str) -> String;
    /// What is wrong with what a ballot says: says what to do.
    fn marks_fault(&self, fault: MarksFault) -> String;
    /// A refusal: says why, and what to do.
    fn refusal(&self, refusal: Refusal) -> &'static str;
    /// Heads the error page of `status`.
    fn status_heading(&self, status: u16) -> &'static str;
    /// Explains the error page of `status`.
    fn status_advice(&self, status: u16) -> &'static str;
}

impl ProblemText for ZhCn {
    fn field_error(&self, error: FieldError) -> String {
        let limit = error.limit.unwrap_or_default();
        match error.problem {
            FieldProblem::Missing => "这里还没有填".to_owned(),
            FieldProblem::TooLong => format!("太长了，请改到 {limit} 个字以内"),
            FieldProblem::TooShort => format!("太短了，至少写 {limit} 个字"),
            FieldProblem::OddCharacter => "里面有看不见的特殊字符，请删掉重新输入".to_owned(),
            FieldProblem::NotANumber => "请填数字".to_owned(),
            FieldProblem::TooFine => "小数位太多，请只写到最小单位".to_owned(),
            FieldProblem::OutOfRange => "这个数超出了范围".to_owned(),
            FieldProblem::NotAChoice => "请从列出的选项里选一个".to_owned(),
            FieldProblem::NotADate => "请填日期和时间，例如 2026-11-25 20:00".to_owned(),
            FieldProblem::TooEarly => "时间太早了".to_owned(),
            FieldProblem::TooLate => "时间太晚了".to_owned(),
            FieldProblem::NotText => "这里的内容读不出来，请重新输入".to_owned(),
            FieldProblem::IdentityNumber => "请不要填写完整的身份证号，只留后四位".to_owned(),
            FieldProblem::Mismatch => "两次填写的不一样".to_owned(),
            FieldProblem::TooMany => format!("太多了，最多 {limit} 个"),
            FieldProblem::Unknown => "名册里没有找到".to_owned(),
            FieldProblem::Repeated => "和前面重复了".to_owned(),
            FieldProblem::NotASlug => "请用 2 到 32 个小写英文字母、数字或连字符，字母开头".to_owned(),
            FieldProblem::Withdrawn => "选的方案有的已撤回，或者不是这个议题的，请重新选".to_owned(),
            FieldProblem::NoticeTooShort => match error.earliest {
                Some(day) => format!("公告要隔满整十五天。{}", self.earliest_opening(day)),
                None => "公告要隔满整十五天".to_owned(),
            },
            FieldProblem::NeedsCompound => "业主大会表决，要选您能召集的小区，或者它的楼栋、单元".to_owned(),
            FieldProblem::OtherCompound => "这个组织只能在自己的小区里发起表决".to_owned(),
            FieldProblem::NeedsWholeCompound => "这件事关系全小区的业主，范围要选整个小区".to_owned(),
            FieldProblem::NeedsWholeBuilding => "这件事关系整栋楼的业主，范围至少选这栋楼".to_owned(),
            FieldProblem::OtherBody => "一个组织只能请自己的成员投票，范围要和召集的组织一样".to_owned(),
            FieldProblem::OwnersOnly => "业主大会表决由业主来投，请选“业主”".to_owned(),
            FieldProblem::MembersOfBody => {
                "组织成员投票，范围要选那个组织；范围选了组织，也只能由组织成员来投".to_owned()
            }
            FieldProblem::OtherMethod => {
                "业主大会表决只能同意、反对、弃权，选举用于第（三）项；民意征询不能“逐个表态”。请换一个"
                    .to_owned()
            }
            FieldProblem::NamedOnly => "业主大会表决要记名".to_owned(),
            FieldProblem::OtherKind => "一张票上的题目，要么都是业主大会表决，要么都是民意征询".to_owned(),
            FieldProblem::NoCost => "分钱的项目要写金额，例如：路灯改造 | 12000".to_owned(),
        }
    }

    fn named_error(&self, label: &str, says: &str) -> String {
        match label.trim_end_matches(['？', '：']) {
            "" => says.to_owned(),
            label => format!("{label}：{says}"),
        }
    }

    fn marks_fault(&self, fault: MarksFault) -> String {
        match fault {
            MarksFault::Field(problem) => {
                self.field_error(FieldError { field: "", problem, limit: None, earliest: None })
            }
            MarksFault::Misfit(misfit) => misfit_zh(misfit),
        }
    }

    fn refusal(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::Denied(denied) => match denied {
                Denied::NotSignedIn => "请先登录。",
                Denied::NeedsPassword => {
                    "您有席位，但这台设备没有用密码登录。请用密码重新登录再办；还没有密码的，先设一个。"
                }
                Denied::NotOfCommunity => "只有本社区的居民和业主可以这样做。",
                Denied::NotAnOwner => "只有这个小区的业主可以这样做。",
                Denied::NoSeat => "这要由有相应席位的人来办。",
                Denied::NotTheAuthor => "只有作者本人可以这样做。",
                Denied::OwnMatter => "自己的事要由别人来办。",
                Denied::WrongStage => "现在这一步不能这样做。请刷新看看最新进度。",
                Denied::Hidden => "这条内容已被隐藏。",
                Denied::NotOnRoll => "您不在本次表决名册里，可以评论，不能投票。",
                Denied::PaperOnly => "这次表决只收纸质票，网上不投票。",
            },
            Refusal::Problem(problem) => match problem {
                Problem::ChangedMeanwhile => "刚才有人先改过了。下面是最新的内容，请看过再提交。",
                Problem::CodeNotValid => "这个加入码不对、已用过或已过期。请找网格员重新领一个。",
                Problem::SignInFailed => "名字或密码不对。",
                Problem::TooManyTries => "试的次数太多了，请过一会儿再试。",
                Problem::NeedsFreshCode => "第一次设密码，要先用新的加入码登录这台设备。请找网格员领一个。",
                Problem::NobodyOfThatName => "没有找到叫这个名字、已经加入的人。请先让本人加入。",
                Problem::SeveralOfThatName => "叫这个名字的不止一位，请把手机号也填上。",
                Problem::NobodyOnTheRoll => "名册上没有叫这个名字的成年人。要新登记，请把手机号也填上。",
                Problem::Busy => "现在登录的人很多，请过几秒再试。",
                Problem::AddressTaken => "这个网址简称已经用过了，请换一个。",
                Problem::NameTaken => "这个登录名已经有人用了，请换一个。",
                Problem::AlreadyJoined => "这位住户已经加入过了。请直接登录，或找网格员重新发码。",
                Problem::VoteClosed => "投票已经截止。",
                Problem::ObjectionsOver => "异议期已经过了。",
                Problem::TooManyObjections => "同一次表决每人最多提五条异议。",
                Problem::NotCounted => "还没有计票，不能重新计票或作废。计票前可以取消表决。",
                Problem::NoSuchBallot => "按这个短码、门牌或姓名找不到一张计入的票，或者不止一张。",
                Problem::OrderDate => "文书的日期不能早于投票截止那天，也不能晚于今天。",
                Problem::EmptyBatch => "这一批还没有录入纸质票，没有可以结束的。",
                Problem::VoteNotOpen => "投票还没有开始。",
                Problem::StillOpen => "投票还没有截止，截止以后才能计票。",
                Problem::CastOnPaper => "这一户已经交了纸质票，网上不能再改。要改请联系召集人。",
                Problem::HasBallot => "这一户已经有票了，不能再录。",
                Problem::NoPaper => "这次表决不收纸质票。",
                Problem::SecretPaper => {
                    "无记名投票不能收纸质票：录入的人会看到选了什么。请把录入天数改成 0，或改为记名。"
                }
                Problem::CoOwnersDisagree => "共有人的选择不一样，这一票先不计，等你们商量一致。",
                Problem::EmptyElectorate => "表决范围里没有人数或面积，不能开始。",
                Problem::NoticeTooShort => "业主大会表决要提前公告整十五天。",
                Problem::NoOnlineOwnersVotes => "这个小区没有约定在这里进行业主大会表决。",
                Problem::UnlawfulRule => "这样的计票办法不合规定，请核对表决事项、方式和通过条件。",
                Problem::ScopeTooNarrow => {
                    "这件事关系更多业主，一部分业主的表决不能替大家决定。请核对事项和范围。"
                }
                Problem::ScopeTooWide => "召集的组织管不到这么大的范围，也不能请别的组织的成员投票。",
                Problem::EqualOptions => "选项里有两个一模一样，请改成不一样的。",
                Problem::DatesOutOfOrder => {
                    "时间安排不对：开始要在现在以后，投票时间至少一小时、最多一百八十天。"
                }
                Problem::OwnersMatter => "这是业主共同决定的事项（民法典第278条），委员会不能自己决定。",
                Problem::NeedsFinalVote => "业主大会的决定要以已经生效的表决结果为依据。",
                Problem::NeedsSignatures => "会议决定要写明日期和签字的成员。",
                Problem::VoteNotPassed => "这次业主表决没有通过，不能作为业主大会的决定公布。",
                Problem::OtherMatter => "这次表决的事项和您选的事项不一样，请核对后再选。",
                Problem::NothingChanged => "文字和已公布的一模一样，没有可以更正的。",
                Problem::BodyExists => {
                    "这里已经有叫这个名字、或者用这个发文字头的组织。请看看是不是登记过了。"
                }
                Problem::BodyInUse => "它发起过表决或者发布过决定，不能撤掉。名称和发文字头可以改。",
                Problem::FewSignatures => "业主委员会的决定要半数以上委员签字。请把签了字的委员都写上。",
                Problem::NumberInName => "名字里不要写电话、门牌或证件号码，大家都看得见。",
                Problem::NameOfOffice => "这个名字会让邻居以为是某个组织或者管事的人。请换一个。",
                Problem::SlowDown => "您这一小时写得很多了，请歇一会儿再来。",
                Problem::UnreadableFile => "这个文件读不出名册。请用 .xlsx 或 .csv。",
                Problem::ImportHasFaults => "名册里还有错误，什么都没有改。请按提示改好再传。",
                Problem::RetiresMany => {
                    "要停用的专有部分超过名册的十分之一。请先核对文件是不是完整，确实要停用，再勾选写着套数的那一格。"
                }
                Problem::RollChanged => "试算之后名册变过了，请重新试算。",
                Problem::TwoAccounts => "这两位都有账号，要先停用其中一个账号才能合并。",
                Problem::OtherDocument => "两位的证件后四位不一样，不能合并成一个人。",
                Problem::OtherName => "选的几条登记姓名不一样，不能合并成一个人。",
                Problem::SamePerson => "选的是同一条登记，没有可以合并的。请选两条不同的。",
                Problem::AboveThisRoll => {
                    "其中一位担任职务，或者不只在这个小区的名册上，这里不能合并。请联系社区管理员来办。"
                }
                Problem::PasswordTooSimple => {
                    "这个密码太容易被猜到。不要用连续或重复的数字、字母，也不要和登录名一样，换一句您记得住的话吧。"
                }
                Problem::NotYourPhone => "登录名可以用您自己登记的手机号，不能用别的号码。请换一个名字。",
                Problem::ProposalGone => {
                    "选作选项的方案有的已经撤回，或者不是这个议题的。请重新选一遍，再存草稿。"
                }
                Problem::ProposalChanged => {
                    "选作选项的方案后来改过了。请打开草稿，把新的方案看一遍，重新存好再公告。"
                }
                Problem::Frozen => "已经固定，不能再改。",
                Problem::AlreadyDone => "已经办过了。",
            },
        }
    }

    fn status_heading(&self, status: u16) -> &'static str {
        match status {
            400 | 422 => "这一步没有办成",
            401 => "请先登录",
            403 => "这一步不能办",
            404 => "没有找到这一页",
            405 => "这个地址不能这样用",
            408 => "等得太久了",
            413 => "内容太大了",
            429 => "请慢一点",
            503 => "暂时连不上",
            _ => "出了点问题",
        }
    }

    fn status_advice(&self, status: u16) -> &'static str {
        match status {
            400 | 422 => "送来的内容不完整。请返回上一页再试一次。",
            401 => "登录以后就可以继续。",
            403 => "您没有这项权限，或者这个请求不是从本站发出的。",
            404 => "可能是地址抄错了，或者它已经不在了。",
            405 => "请从页面上的按钮进入。",
            408 => "网络太慢，内容没有送完。请再试一次。",
            413 => "请把内容分成几次提交，或者压缩文件。",
            429 => "请过一会儿再试。",
            503 => "系统正在恢复，没有写入任何内容。请过一分钟再试。",
            _ => "我们已经记下。请过一会儿再试。",
        }
    }
}

impl ProblemText for En {
    fn field_error(&self, error: FieldError) -> String {
        let limit = error.limit.unwrap_or_default();
        match error.problem {
            FieldProblem::Missing => "This is still empty".to_owned(),
            FieldProblem::TooLong => format!("Too long; {limit} characters at most"),
            FieldProblem::TooShort => format!("Too short; at least {limit} characters"),
            FieldProblem::OddCharacter => "It holds invisible characters; please type it again".to_owned(),
            FieldProblem::NotANumber => "Write a number".to_owned(),
            FieldProblem::TooFine => "Too many decimals".to_owned(),
            FieldProblem::OutOfRange => "Outside the range".to_owned(),
            FieldProblem::NotAChoice => "Choose one of those listed".to_owned(),
            FieldProblem::NotADate => "Write a date and time, such as 2026-11-25 20:00".to_owned(),
            FieldProblem::TooEarly => "Too early".to_owned(),
            FieldProblem::TooLate => "Too late".to_owned(),
            FieldProblem::NotText => "This could not be read; please type it again".to_owned(),
            FieldProblem::IdentityNumber => "Never a whole identity number: the last four only".to_owned(),
            FieldProblem::Mismatch => "The two entries differ".to_owned(),
            FieldProblem::TooMany => format!("Too many; {limit} at most"),
            FieldProblem::Unknown => "Not found on the roll".to_owned(),
            FieldProblem::Repeated => "Said before".to_owned(),
            FieldProblem::NotASlug => {
                "Use 2 to 32 small letters, digits or hyphens, a letter first".to_owned()
            }
            FieldProblem::Withdrawn => {
                "One of them was withdrawn or is of another issue; choose again".to_owned()
            }
            FieldProblem::NoticeTooShort => match error.earliest {
                Some(day) => format!("Fifteen whole days of notice. {}", self.earliest_opening(day)),
                None => "Fifteen whole days of notice".to_owned(),
            },
            FieldProblem::NeedsCompound => {
                "An owners' vote is of one compound, of those you convene; choose it or a part of it"
                    .to_owned()
            }
            FieldProblem::OtherCompound => "This body calls votes in its own compound only".to_owned(),
            FieldProblem::NeedsWholeCompound => {
                "This concerns every owner of the compound; choose the whole compound".to_owned()
            }
            FieldProblem::NeedsWholeBuilding => {
                "This concerns every owner of the building; choose the building at least".to_owned()
            }
            FieldProblem::OtherBody => {
                "A body has its own members vote; choose the body that calls the vote".to_owned()
            }
            FieldProblem::OwnersOnly => "In an owners' vote the owners vote; choose them".to_owned(),
            FieldProblem::MembersOfBody => {
                "A body's members vote within the body, and nobody else does".to_owned()
            }
            FieldProblem::OtherMethod => {
                "Owners answer for, against or abstain, and elect under item 3; consultations do not take each option"
                    .to_owned()
            }
            FieldProblem::NamedOnly => "An owners' vote is named".to_owned(),
            FieldProblem::OtherKind => "One ballot is either of the owners or a consultation".to_owned(),
            FieldProblem::NoCost => "A project needs its cost: “Lights | 12000”".to_owned(),
        }
    }

    fn named_error(&self, label: &str, says: &str) -> String {
        match label.trim_end_matches(['?', ':']) {
            "" => says.to_owned(),
            label => format!("{label}: {says}"),
        }
    }

    fn marks_fault(&self, fault: MarksFault) -> String {
        match fault {
            MarksFault::Field(problem) => {
                self.field_error(FieldError { field: "", problem, limit: None, earliest: None })
            }
            MarksFault::Misfit(misfit) => misfit_en(misfit),
        }
    }

    fn refusal(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::Denied(denied) => match denied {
                Denied::NotSignedIn => "Please sign in first.",
                Denied::NeedsPassword => {
                    "You hold a seat, but this device gave no password. Sign in with it."
                }
                Denied::NotOfCommunity => "Only residents and owners of this community can do this.",
                Denied::NotAnOwner => "Only owners of this compound can do this.",
                Denied::NoSeat => "This is for someone holding the seat for it.",
                Denied::NotTheAuthor => "Only its author can do this.",
                Denied::OwnMatter => "Nobody judges their own matter.",
                Denied::WrongStage => "Not at this stage. Reload to see where it stands.",
                Denied::Hidden => "This was hidden.",
                Denied::NotOnRoll => "You are not on this vote's roll: you may comment, not vote.",
                Denied::PaperOnly => "This vote takes ballots on paper only.",
            },
            Refusal::Problem(problem) => match problem {
                Problem::ChangedMeanwhile => {
                    "Someone was quicker. The newest text is below; read it, then send again."
                }
                Problem::CodeNotValid => {
                    "That code is wrong, spent or out of date. Ask a grid officer for a new one."
                }
                Problem::SignInFailed => "Name or password do not match.",
                Problem::TooManyTries => "Too many tries; please wait a while.",
                Problem::NeedsFreshCode => {
                    "To set a first password, sign in with a fresh code. Ask a grid officer for one."
                }
                Problem::NobodyOfThatName => "Nobody of that name has joined; let them join first.",
                Problem::SeveralOfThatName => "Several people have that name; give the phone number too.",
                Problem::NobodyOnTheRoll => {
                    "No adult of that name is on the roll; give a phone number to enter them."
                }
                Problem::Busy => "Many people are signing in; try again in a few seconds.",
                Problem::AddressTaken => "That short name is taken; choose another.",
                Problem::NameTaken => "That login name is taken; choose another.",
                Problem::AlreadyJoined => "That person has joined already. Sign in, or ask for a new code.",
                Problem::VoteClosed => "The vote has closed.",
                Problem::ObjectionsOver => "The time for objections is over.",
                Problem::TooManyObjections => "One person may object to a vote five times at most.",
                Problem::NotCounted => "Nothing is counted yet: call the vote off instead.",
                Problem::NoSuchBallot => {
                    "No counted ballot, or more than one, answers to this code, home or name."
                }
                Problem::OrderDate => "The document must be dated between the day the vote closed and today.",
                Problem::EmptyBatch => "No paper ballot was entered since the last batch.",
                Problem::VoteNotOpen => "The vote has not opened yet.",
                Problem::StillOpen => "Ballots can still be cast; it is counted once it has closed.",
                Problem::CastOnPaper => {
                    "This head's ballot was handed in on paper and cannot be changed here. To change it, talk to the convenor."
                }
                Problem::HasBallot => "This head has a ballot already.",
                Problem::NoPaper => "This vote takes no ballots on paper.",
                Problem::SecretPaper => {
                    "A secret vote takes no paper: who types it in would read it. Set its days to 0, or make the vote named."
                }
                Problem::CoOwnersDisagree => "Co-owners chose differently; the ballot waits until you agree.",
                Problem::EmptyElectorate => "No heads or no area in scope: it cannot open.",
                Problem::NoticeTooShort => "An owners' vote needs fifteen whole days' notice.",
                Problem::NoOnlineOwnersVotes => "This compound has not agreed to hold owners' votes here.",
                Problem::UnlawfulRule => {
                    "That way of counting is not allowed: check matter, method and bars."
                }
                Problem::ScopeTooNarrow => {
                    "This concerns more owners: a part of them cannot decide it for all. Check matter and scope."
                }
                Problem::ScopeTooWide => {
                    "The body that calls the vote reaches less far, and has its own members vote only."
                }
                Problem::EqualOptions => "Two of the options are the same; make them differ.",
                Problem::DatesOutOfOrder => "Open in the future, for an hour at least and 180 days at most.",
                Problem::OwnersMatter => {
                    "Owners decide this together (Civil Code art. 278); a committee cannot."
                }
                Problem::NeedsFinalVote => "The owners' assembly decides by a final vote.",
                Problem::NeedsSignatures => "A meeting's decision names its date and who signed.",
                Problem::VoteNotPassed => {
                    "The owners' vote did not pass; there is no decision of theirs to publish."
                }
                Problem::OtherMatter => "That vote was on another matter than the one you chose.",
                Problem::NothingChanged => {
                    "The words are those already published; there is nothing to correct."
                }
                Problem::BodyExists => "A body here has that name or that head of its numbers already.",
                Problem::BodyInUse => "Votes or decisions rest on it: it stays. Its name can be mended.",
                Problem::FewSignatures => {
                    "A committee's decision needs the signatures of half its members. Name all who signed."
                }
                Problem::NumberInName => {
                    "No telephone, door or document number in a name that everybody sees."
                }
                Problem::NameOfOffice => "Neighbours would take this name for an office's. Choose another.",
                Problem::SlowDown => "You have written a lot this hour; take a rest.",
                Problem::UnreadableFile => "No roll could be read from this file. Use .xlsx or .csv.",
                Problem::ImportHasFaults => {
                    "The roll has faults; nothing was changed. Mend them and upload again."
                }
                Problem::RetiresMany => {
                    "More than a tenth of the roll would be retired. Check that the file is whole, then tick the number."
                }
                Problem::RollChanged => "The roll changed since the dry run; run it again.",
                Problem::TwoAccounts => "Both have an account; give one of them up first.",
                Problem::OtherDocument => "Their last fours differ: they are two persons.",
                Problem::OtherName => "The entries bear different names: they are two persons.",
                Problem::SamePerson => "That is one entry; choose two different ones to join.",
                Problem::AboveThisRoll => {
                    "One of them holds a seat or is on another roll too; ask an administrator to join them."
                }
                Problem::PasswordTooSimple => {
                    "That password is easy to guess: no runs, no repeated characters, not your login name."
                }
                Problem::NotYourPhone => {
                    "Only your own registered phone number can be a login name; choose another."
                }
                Problem::ProposalGone => {
                    "A proposal chosen as an option was withdrawn, or is of another issue. Choose again and keep the draft."
                }
                Problem::ProposalChanged => {
                    "A proposal chosen as an option has been revised. Open the draft, read it and keep it again."
                }
                Problem::Frozen => "It is fixed and cannot be changed.",
                Problem::AlreadyDone => "Already done.",
            },
        }
    }

    fn status_heading(&self, status: u16) -> &'static str {
        match status {
            400 | 422 => "That did not work",
            401 => "Please sign in",
            403 => "Not permitted",
            404 => "Page not found",
            405 => "Not that way",
            408 => "That took too long",
            413 => "Too large",
            429 => "Slow down",
            503 => "Out of reach for a moment",
            _ => "Something went wrong",
        }
    }

    fn status_advice(&self, status: u16) -> &'static str {
        match status {
            400 | 422 => "What was sent is incomplete. Go back and try once more.",
            401 => "Sign in to go on.",
            403 => "You lack the right to do this, or the request did not come from this site.",
            404 => "The address may be mistyped, or it is gone.",
            405 => "Use the buttons on the page.",
            408 => "The network was too slow. Please try again.",
            413 => "Send it in parts, or make the file smaller.",
            429 => "Please try again in a while.",
            503 => "The hall is recovering; nothing was written. Try again in a minute.",
            _ => "We have noted it. Please try again later.",
        }
    }
}
