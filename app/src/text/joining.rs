//! Words about joining: codes, slips, requests to be let in, signing in.

use super::{En, ZhCn};
use domain::members::JoinRequestState;
use domain::roll::ResidenceKind;

sentences! {
    /// Words about joining.
    pub trait JoiningText {
        /// Heads the page that takes a code.
        fn join_title() -> &'static str { "加入议事厅", "Join the hall" }
        /// Under it.
        fn join_lead() -> &'static str {
            "把领到的加入码填在下面。不用设密码，这台手机登录后半年内都认得您。",
            "Type the code you were given. No password is needed; this device stays signed in for half a year."
        }
        /// The code's label.
        fn join_code() -> &'static str { "加入码", "Code" }
        /// How a code looks.
        fn join_code_hint() -> &'static str {
            "12 位，例如 7Q4K-M2XD-93TB。大小写、空格都没关系。",
            "Twelve characters, such as 7Q4K-M2XD-93TB. Case and blanks do not matter."
        }
        /// The button that looks a code up.
        fn join_next() -> &'static str { "下一步", "Next" }
        /// Heads the page of a code: whom it is for.
        fn invitation_title(who: &str) -> String {
            format!("{who}，您好"),
            format!("Welcome, {who}")
        }
        /// `王**·3号楼`.
        fn invitation_who(name: &str, place: Option<&str>) -> String {
            place.map_or_else(|| name.to_owned(), |place| format!("{name}·{place}")),
            place.map_or_else(|| name.to_owned(), |place| format!("{name} · {place}"))
        }
        /// What the button will do.
        fn invitation_lead(community: &str) -> String {
            format!("这个加入码是给您本人的。点下面的按钮，就用这台手机加入{community}议事厅。"),
            format!("This code is for you alone. The button joins {community} with this device.")
        }
        /// What it costs.
        fn invitation_once() -> &'static str {
            "加入码只能用一次。只打开这一页不会用掉它。",
            "A code is good for one use. Opening this page does not use it up."
        }
        /// When it is someone else's.
        fn invitation_not_you() -> &'static str {
            "如果不是您，请把纸条交给本人，或者还给网格员。",
            "If this is not you, hand the slip to its owner or back to the grid officer."
        }
        /// The button that spends it.
        fn invitation_button() -> &'static str { "是我，加入", "That is me: join" }
        /// Leads to asking without a code.
        fn join_without_code() -> &'static str { "没有加入码？按门牌和姓名申请", "No code? Ask by unit and name" }
        /// Leads to the same from a community's own page.
        fn join_here() -> &'static str { "加入议事厅", "Join the hall" }
        /// Leads to signing in with a password.
        fn join_with_password() -> &'static str { "用密码登录", "Sign in with a password" }
        /// Heads the page to ask.
        fn ask_title() -> &'static str { "申请加入", "Ask to join" }
        /// Under it.
        fn ask_lead() -> &'static str {
            "写下您住哪里、叫什么。网格员核对后，还用这台手机打开这一页，就能登录。",
            "Say where you live and who you are. Once a grid officer has checked, this device can sign in here."
        }
        /// The building's label.
        fn ask_building() -> &'static str { "哪栋楼", "Which building" }
        /// The first of the list.
        fn ask_building_choose() -> &'static str { "请选择", "Choose" }
        /// The unit's label.
        fn ask_unit() -> &'static str { "单元和门牌", "Entrance and flat" }
        /// How to write it.
        fn ask_unit_hint() -> &'static str { "例如：2单元1201", "For example 2-1201" }
        /// The name's label.
        fn ask_name() -> &'static str { "您的姓名", "Your name" }
        /// Who sees it.
        fn ask_name_hint() -> &'static str {
            "和房产证或租约上一致。只有核对的网格员看得到。",
            "As on the title or the lease. Only the officer who checks sees it."
        }
        /// The phone's label.
        fn ask_phone() -> &'static str { "手机号", "Phone" }
        /// What for.
        fn ask_phone_hint() -> &'static str { "核对有疑问时好联系您。", "So that the officer can call you." }
        /// The tie's legend.
        fn ask_tie() -> &'static str { "您是", "You are" }
        /// A tie, as one says it of oneself.
        fn tie(tie: ResidenceKind) -> &'static str {
            match tie {
                ResidenceKind::Owner => "业主",
                ResidenceKind::Family => "业主的家人",
                ResidenceKind::Tenant => "租户",
            },
            match tie {
                ResidenceKind::Owner => "an owner",
                ResidenceKind::Family => "of the owner's household",
                ResidenceKind::Tenant => "a tenant",
            }
        }
        /// The button.
        fn ask_button() -> &'static str { "送出申请", "Send" }
        /// Heads the page that shows the request.
        fn asked_title() -> &'static str { "您的加入申请", "Your request to join" }
        /// Where it stands.
        fn asked_state(state: JoinRequestState) -> &'static str {
            match state {
                JoinRequestState::Waiting => "网格员还没有核对。请过些时候再打开这一页看看。",
                JoinRequestState::Confirmed => "核对好了。点下面的按钮，这台手机就登录了。",
                JoinRequestState::Declined => "这次没有通过。",
                JoinRequestState::PickedUp => "这个申请已经用过了。",
            },
            match state {
                JoinRequestState::Waiting => "No officer has checked it yet. Please look here again later.",
                JoinRequestState::Confirmed => "Checked. The button signs this device in.",
                JoinRequestState::Declined => "It was not granted this time.",
                JoinRequestState::PickedUp => "This request has been used already.",
            }
        }
        /// A state in a word.
        fn asked_tag(state: JoinRequestState) -> &'static str {
            match state {
                JoinRequestState::Waiting => "等待核对",
                JoinRequestState::Confirmed => "已核对",
                JoinRequestState::Declined => "未通过",
                JoinRequestState::PickedUp => "已加入",
            },
            match state {
                JoinRequestState::Waiting => "waiting",
                JoinRequestState::Confirmed => "checked",
                JoinRequestState::Declined => "not granted",
                JoinRequestState::PickedUp => "joined",
            }
        }
        /// In front of the officer's reason.
        fn asked_reason() -> &'static str { "原因：", "Reason: " }
        /// The button that signs in.
        fn asked_button() -> &'static str { "登录这台手机", "Sign this device in" }
        /// Asks anew.
        fn asked_again() -> &'static str { "重新申请", "Ask again" }
        /// Sent at.
        fn asked_at() -> &'static str { "送出时间", "Sent" }
        /// Heads the page to sign in.
        fn sign_in_title() -> &'static str { "登录", "Sign in" }
        /// The part with a code.
        fn sign_in_code_heading() -> &'static str { "用加入码", "With a code" }
        /// Under it.
        fn sign_in_code_lead() -> &'static str {
            "换了手机，或者退出过？找网格员重新领一个加入码，当场就能发。",
            "A new phone, or signed out? A grid officer hands out a new code on the spot."
        }
        /// The part with a password.
        fn sign_in_password_heading() -> &'static str { "用密码", "With a password" }
        /// Under it.
        fn sign_in_password_lead() -> &'static str {
            "设过密码的人，和有席位的委员、成员、网格员，从这里登录。",
            "For those who set one, and for everyone who holds a seat."
        }
        /// The name's label.
        fn sign_in_login() -> &'static str { "登录名或手机号", "Login name or phone" }
        /// The password's label.
        fn sign_in_password() -> &'static str { "密码", "Password" }
        /// The button.
        fn sign_in_button() -> &'static str { "登录", "Sign in" }
        /// For who forgot it.
        fn sign_in_forgotten() -> &'static str {
            "忘了密码？请社区管理员清除它，再领一个加入码登录。",
            "Forgotten? The community administrator clears it; then sign in with a new code."
        }
    }
}
