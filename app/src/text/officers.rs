//! Words for officers: the desk, codes, requests, people, looks.

use super::{En, ZhCn};
use domain::members::{CodeKind, Look};
use domain::roll::RepresentationKind;

sentences! {
    /// Words for officers.
    pub trait OfficerText {
        /// Heads the desk.
        fn desk_title() -> &'static str { "办事", "Desk" }
        /// Heads what waits.
        fn desk_waiting() -> &'static str { "等着您办的", "Waiting for you" }
        /// When nothing does.
        fn desk_nothing() -> &'static str { "现在没有等着办的事", "Nothing waits" }
        /// Heads what can be done.
        fn desk_tools() -> &'static str { "常用", "Tools" }
        /// Requests to be let in.
        fn desk_join_requests() -> &'static str { "申请加入", "Requests to join" }
        /// Appeals.
        fn desk_appeals() -> &'static str { "对隐藏的申诉", "Appeals against hiding" }
        /// Issues.
        fn desk_raised() -> &'static str { "还没有受理的事", "Issues not accepted yet" }
        /// Joint requests.
        fn desk_joint() -> &'static str { "等召集人答复的联名提议", "Joint requests to answer" }
        /// So many.
        fn desk_count(count: i64) -> String { format!("{count} 件"), format!("{count}") }
        /// Leads to people and codes.
        fn desk_people() -> &'static str { "找人、发加入码", "Find someone, hand out a code" }
        /// Leads to slips.
        fn desk_slips() -> &'static str { "打印一栋楼的加入码", "Print a building's slips" }
        /// Leads to bodies.
        fn desk_bodies() -> &'static str { "组织和席位", "Bodies and seats" }
        /// Leads to rules.
        fn desk_rules() -> &'static str { "社区设置", "Community settings" }
        /// Leads to looks.
        fn desk_looks() -> &'static str { "谁看过个人信息", "Who looked at personal data" }
        /// Heads the requests.
        fn join_requests_title() -> &'static str { "申请加入", "Requests to join" }
        /// When there are none.
        fn join_requests_none() -> &'static str { "没有等着核对的申请", "No request waits" }
        /// Says that a look is written down.
        fn look_is_noted() -> &'static str {
            "您看过这些个人信息，系统会留下记录。",
            "That you looked at this personal data is written down."
        }
        /// Heads one request.
        fn join_request_title(name: &str) -> String { format!("{name} 申请加入"), format!("{name} asks to join") }
        /// Says of themselves.
        fn join_request_says() -> &'static str { "自称", "Says to be" }
        /// Their place.
        fn join_request_place() -> &'static str { "住处", "Place" }
        /// Their phone.
        fn join_request_phone() -> &'static str { "电话", "Phone" }
        /// The legend over the answers.
        fn join_request_who() -> &'static str { "核对结果", "What you found" }
        /// A person of the roll.
        fn join_request_is(name: &str, unit: &str, owns: bool) -> String {
            format!("就是名册里的{name}（{unit}，{}）", if owns { "业主" } else { "居住" }),
            format!("Is {name} on the roll ({unit}, {})", if owns { "owner" } else { "resident" })
        }
        /// They have an account: the device is added to it.
        fn join_request_joined() -> &'static str {
            "已经加入过。确认后，这台新设备也登录到同一个账户。",
            "Has joined before; this device will be signed in to the same account."
        }
        /// Not on the roll.
        fn join_request_new() -> &'static str { "名册里没有，按现住人登记", "Not on the roll; enter as living here" }
        /// Where and how.
        fn join_request_new_hint() -> &'static str {
            "要在下面选门牌和身份。业主只能从名册来，请先导入名册。",
            "Choose unit and tie below. Owners come from the roll only; import it first."
        }
        /// The unit's label.
        fn join_request_unit() -> &'static str { "登记在", "Unit" }
        /// The tie's legend.
        fn join_request_tie() -> &'static str { "登记为", "As" }
        /// Refuse.
        fn join_request_decline() -> &'static str { "不通过", "Do not grant" }
        /// The reason is read by who asked.
        fn join_request_reason() -> &'static str { "不通过的原因", "Reason, if not granted" }
        /// Who reads it.
        fn join_request_reason_hint() -> &'static str { "申请人会看到。", "The one who asked reads it." }
        /// The button.
        fn join_request_button() -> &'static str { "记下核对结果", "Keep this answer" }
        /// Heads the slips.
        fn slips_title() -> &'static str { "打印加入码", "Print slips" }
        /// What they are.
        fn slips_lead() -> &'static str {
            "给还没加入的住户每人一张。出租的房子只给租户，业主的码请当面交给业主。",
            "One for each who lives there and has not joined. Let flats: tenants only; hand owners theirs in person."
        }
        /// What printing does.
        fn slips_warning() -> &'static str {
            "加入码只在打印页出现这一次。重新打印，先前的就作废。",
            "The codes are shown this once. Printing again makes the earlier ones void."
        }
        /// The building's label.
        fn slips_building() -> &'static str { "哪栋楼", "Building" }
        /// A building with its count.
        fn slips_choice(name: &str, people: i64) -> String {
            format!("{name}（{people} 人）"),
            format!("{name} ({people})")
        }
        /// A building of which the roll lists no residents.
        fn slips_choice_none(name: &str) -> String {
            format!("{name}（名册里没有住户）"),
            format!("{name} (no residents on the roll)")
        }
        /// Before the first roll.
        fn slips_no_buildings() -> &'static str { "名册里还没有楼栋", "No building is on the roll yet" }
        /// What to do then.
        fn slips_no_buildings_lead() -> &'static str { "先导入名册，再来打印。", "Import the roll first." }
        /// The button.
        fn slips_button() -> &'static str { "做好这栋楼的加入码", "Make this building's slips" }
        /// Heads the sheets.
        fn sheet_title(count: usize) -> String { format!("{count} 张加入码"), format!("{count} slips") }
        /// How to print.
        fn sheet_hint() -> &'static str {
            "用浏览器的打印（A4，每页 8 张）。离开这一页就看不到这些码了。",
            "Print from the browser (A4, eight to a page). The codes are gone when you leave."
        }
        /// When nobody needs one.
        fn sheet_none() -> &'static str { "这栋楼的住户都已经加入", "Everyone in this building has joined" }
        /// When the roll lists owners only.
        fn sheet_no_residents() -> &'static str {
            "名册里没有这栋楼的住户，没有可打印的",
            "The roll lists no residents of this building; there is nothing to print"
        }
        /// How its owners get their codes.
        fn sheet_no_residents_lead() -> &'static str {
            "名册里只有业主。业主的码要当面交给本人，在这里找到他再发：",
            "The roll lists owners only. Their codes are handed over in person; find each of them here:"
        }
        /// On the strip that whoever delivers a slip tears off and keeps: door, full name, and how it may travel.
        fn slip_tear(unit: &str, name: &str, kind: CodeKind) -> String {
            match kind {
                CodeKind::Owner => format!("送件人撕下：{unit} {name}（业主：交本人，不放信箱）"),
                CodeKind::Resident => format!("送件人撕下：{unit} {name}"),
            },
            match kind {
                CodeKind::Owner => format!("Tear off: {unit} {name} (owner: in person, never into a mailbox)"),
                CodeKind::Resident => format!("Tear off: {unit} {name}"),
            }
        }
        /// On a slip: the hall invites.
        fn slip_heading(hall: &str) -> String { format!("{hall} · 邀请您"), format!("{hall} invites you") }
        /// On a slip: what to do.
        fn slip_how(address: &str) -> String {
            format!("手机扫右边的码，或打开 {address} 输入："),
            format!("Scan the code, or open {address} and type:")
        }
        /// On a slip: its end.
        fn slip_foot(day: &str) -> String {
            format!("只给本人用，用一次就作废，{day}前有效。"),
            format!("For this person only, good for one use, until {day}.")
        }
        /// Under the picture.
        fn slip_scan() -> &'static str { "扫一扫", "Scan" }
        /// The picture in words.
        fn slip_picture() -> &'static str { "加入码的二维码", "QR code of the code" }
        /// Heads the search.
        fn people_title() -> &'static str { "找人", "Find someone" }
        /// The label.
        fn people_words() -> &'static str { "姓名或门牌", "Name or unit" }
        /// The button.
        fn people_button() -> &'static str { "查找", "Find" }
        /// When nobody is found.
        fn people_none() -> &'static str { "没有找到", "Nobody found" }
        /// What else to try.
        fn people_none_hint() -> &'static str { "少写几个字再试。", "Try fewer characters." }
        /// When there are more than are shown.
        fn people_more(shown: usize) -> String {
            format!("找到的人太多，只列出前 {shown} 位。多写几个字就能找准。"),
            format!("Too many to list: the first {shown}. Type more to find the right one.")
        }
        /// Has an account.
        fn person_joined() -> &'static str { "已加入", "joined" }
        /// Has none.
        fn person_not_joined() -> &'static str { "还没加入", "not joined" }
        /// Heads the code's part.
        fn person_code() -> &'static str { "加入码", "Code" }
        /// What it does.
        fn person_code_lead(owns: bool) -> &'static str {
            if owns { "业主的码请当面交给本人。先前没用的会作废。" }
            else { "当场发给本人。先前没用的会作废。" },
            if owns { "Hand an owner's code over in person. Earlier unused ones become void." }
            else { "Hand it over on the spot. Earlier unused ones become void." }
        }
        /// The button.
        fn person_code_button() -> &'static str { "发一个加入码", "Make a code" }
        /// Heads the code.
        fn code_title(name: &str) -> String { format!("给{name}的加入码"), format!("Code for {name}") }
        /// Whose it is.
        fn code_kind(kind: CodeKind) -> &'static str {
            match kind {
                CodeKind::Owner => "业主的码，请当面交给本人，不要放进信箱。",
                CodeKind::Resident => "住户的码，交给本人。",
            },
            match kind {
                CodeKind::Owner => "An owner's code: hand it over in person, never into a mailbox.",
                CodeKind::Resident => "A resident's code: hand it over.",
            }
        }
        /// On the screen: what to do.
        fn code_how(address: &str) -> String {
            format!("请本人用手机扫下面的码，或打开 {address} 输入："),
            format!("Let them scan the picture, or open {address} and type:")
        }
        /// Shown once.
        fn code_once() -> &'static str { "离开这一页就看不到它了。", "It is gone when you leave this page." }
        /// Heads the verification.
        fn person_verify() -> &'static str { "身份核验", "Verification" }
        /// What it means.
        fn person_verify_lead() -> &'static str {
            "见过本人的证件和房产证后再点。证件号码不要录入。",
            "Only after seeing identity and title. Never enter document numbers."
        }
        /// The button.
        fn person_verify_button() -> &'static str { "记为已核验", "Mark as verified" }
        /// Heads who acts for a person.
        fn represent_title() -> &'static str { "代理人和监护人", "Agent and guardian" }
        /// What they do.
        fn represent_lead() -> &'static str {
            "单位业主由委托代理人、未成年业主由监护人代为投票和联名。看过委托书或户口簿再登记；证件号码不要录入。",
            "A firm's agent, or a child's guardian, votes and signs for the owner. Enter them only after seeing the paper, \
             and never the numbers of documents."
        }
        /// A kind.
        fn representation(kind: RepresentationKind) -> &'static str {
            match kind {
                RepresentationKind::Agent => "委托代理人",
                RepresentationKind::Guardian => "监护人",
            },
            match kind {
                RepresentationKind::Agent => "agent",
                RepresentationKind::Guardian => "guardian",
            }
        }
        /// One that runs.
        fn represents_since(day: &str, document: &str) -> String {
            format!("{day}起，凭：{document}"),
            format!("since {day}, by: {document}")
        }
        /// One that has ended.
        fn represented_until(from: &str, until: &str) -> String {
            format!("{from}至{until}，已终止"),
            format!("{from} to {until}, ended")
        }
        /// Whom a person acts for.
        fn acts_for(kind: RepresentationKind, name: &str) -> String {
            match kind {
                RepresentationKind::Agent => format!("{name}的委托代理人"),
                RepresentationKind::Guardian => format!("{name}的监护人"),
            },
            match kind {
                RepresentationKind::Agent => format!("agent of {name}"),
                RepresentationKind::Guardian => format!("guardian of {name}"),
            }
        }
        /// Ends it.
        fn represent_end() -> &'static str { "终止", "End" }
        /// The kind's legend.
        fn represent_kind() -> &'static str { "登记哪一种", "Which" }
        /// The name's label.
        fn represent_name() -> &'static str { "代办人姓名", "Their name" }
        /// The phone's label.
        fn represent_phone() -> &'static str { "代办人手机号", "Their phone" }
        /// When it is needed.
        fn represent_phone_hint() -> &'static str {
            "有同名的人，或者代办人不在名册上时才要填。",
            "Only where several have the name, or where they are not on the roll yet."
        }
        /// The day's label.
        fn represent_from() -> &'static str { "从哪天起", "From" }
        /// The document's label.
        fn represent_document() -> &'static str { "凭什么", "By what paper" }
        /// An example.
        fn represent_document_hint() -> &'static str {
            "例如：2026年3月1日授权委托书，盖公章",
            "Such as a sealed letter of authority of 1 March 2026"
        }
        /// The button.
        fn represent_button() -> &'static str { "登记", "Enter" }
        /// Heads the forgotten password's part.
        fn person_password() -> &'static str { "忘了密码", "Forgotten password" }
        /// What it does.
        fn person_password_lead() -> &'static str {
            "清除密码后，他的设备都会退出。再发一个加入码，登录后一小时内可以重新设。",
            "Clearing it signs all their devices out. With a new code they can set another within the hour."
        }
        /// The button.
        fn person_password_button() -> &'static str { "清除密码", "Clear the password" }
        /// Heads the looks.
        fn looks_title() -> &'static str { "谁看过个人信息", "Who looked at personal data" }
        /// Under it.
        fn looks_lead() -> &'static str {
            "每次查看都记在这里，只有社区管理员能看。",
            "Every look is kept here; only administrators read it."
        }
        /// When there are none.
        fn looks_none() -> &'static str { "还没有人看过", "Nobody has looked" }
        /// Column: when.
        fn looks_when() -> &'static str { "时间", "When" }
        /// Column: who.
        fn looks_who() -> &'static str { "谁", "Who" }
        /// Column: what.
        fn looks_what() -> &'static str { "看了什么", "What" }
        /// Column: about.
        fn looks_about() -> &'static str { "关于", "About" }
        /// A kind of look.
        fn look(look: Look) -> &'static str {
            match look {
                Look::Slips => "打印加入码",
                Look::PeopleSearch => "找人",
                Look::Person => "打开个人页",
                Look::JoinRequest => "打开加入申请",
                Look::Roll => "查看名册",
                Look::VoteRoll => "录入纸质票时查看表决名册",
            },
            match look {
                Look::Slips => "printed slips",
                Look::PeopleSearch => "searched people",
                Look::Person => "opened a person",
                Look::JoinRequest => "opened a request",
                Look::Roll => "read the roll",
                Look::VoteRoll => "looked a head up to enter its ballot",
            }
        }
        /// By the hall itself.
        fn looks_system() -> &'static str { "系统", "the hall" }
        /// The page before.
        fn looks_newer() -> &'static str { "更新的", "Newer" }
        /// The page after.
        fn looks_older() -> &'static str { "更早的", "Older" }
        /// Names the links between pages.
        fn looks_pages() -> &'static str { "页", "Pages" }
    }
}
