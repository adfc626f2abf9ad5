//! Words about one's own account.

use super::{En, ZhCn};
use domain::actor::{Level, StandingKind};
use domain::notices::NoticeKind;

sentences! {
    /// Words about one's own account.
    pub trait AccountText {
        /// Heads 我的.
        fn own_title() -> &'static str { "我的", "Me" }
        /// Shown in public as.
        fn own_shown_as() -> &'static str { "公开显示", "Shown as" }
        /// The name on the roll.
        fn own_roll_name() -> &'static str { "名册上的姓名", "Name on the roll" }
        /// The level's label.
        fn own_level() -> &'static str { "身份核验", "Identity" }
        /// A level.
        fn level(level: Level) -> &'static str {
            match level {
                Level::Ordinary => "普通（凭加入码）",
                Level::Verified => "已核验（见过证件）",
            },
            match level {
                Level::Ordinary => "ordinary (by code)",
                Level::Verified => "verified (documents seen)",
            }
        }
        /// Heads the units.
        fn own_units() -> &'static str { "名册里我的房屋", "My homes on the roll" }
        /// When there are none.
        fn own_units_none() -> &'static str { "名册里没有您的房屋", "The roll has no home of yours" }
        /// What to do when the roll is wrong.
        fn own_units_wrong() -> &'static str {
            "有不对的地方，请带上房产证或租约找网格员更正。",
            "If something is wrong, take your title or lease to a grid officer."
        }
        /// A tie to a unit.
        fn standing(kind: StandingKind) -> &'static str {
            match kind {
                StandingKind::Owner => "业主",
                StandingKind::Representative => "代业主办事",
                StandingKind::Resident => "居住",
                StandingKind::Tenant => "租住",
            },
            match kind {
                StandingKind::Owner => "owner",
                StandingKind::Representative => "acts for an owner",
                StandingKind::Resident => "resident",
                StandingKind::Tenant => "tenant",
            }
        }
        /// An area in ㎡.
        fn own_area(area: &str) -> String { format!("{area} ㎡"), format!("{area} ㎡") }
        /// Since a day.
        fn roll_since(day: &str) -> String { format!("{day}起"), format!("since {day}") }
        /// Until a day.
        fn seat_until(day: &str) -> String { format!("到{day}"), format!("until {day}") }
        /// Heads the seats.
        fn own_seats() -> &'static str { "我的席位", "My seats" }
        /// When the device is not strong.
        fn own_seats_need_password() -> &'static str {
            "这台设备没有用密码登录，席位上的事办不了。",
            "This device gave no password, so it cannot act from your seat."
        }
        /// When there is no password to sign in with.
        fn own_seats_without_password() -> &'static str {
            "席位上的事要用密码登录才能办，您还没有设密码。",
            "Acting from your seat takes a password, and you have not set one."
        }
        /// Leads to the officers' desk.
        fn own_desk() -> &'static str { "去办事", "To my desk" }
        /// Heads the notices.
        fn own_notices() -> &'static str { "通知", "Notices" }
        /// When there are none.
        fn own_notices_none() -> &'static str { "还没有通知", "No notices yet" }
        /// Leads to the older ones.
        fn own_notices_more() -> &'static str { "更多通知", "More notices" }
        /// Pages of them.
        fn own_notices_pages() -> (&'static str, &'static str) { ("新的", "以前的"), ("Newer", "Older") }
        /// What happened, in a line; an appeal is one's own, or waits for the reader to answer it.
        fn own_notice(kind: NoticeKind, to_answer: bool, title: &str) -> String {
            match kind {
                NoticeKind::Reply => format!("有人回复了您：{title}"),
                NoticeKind::IssueMoved => format!("您提出或附议的议题有了新进展：{title}"),
                NoticeKind::ProposalMade => format!("您提出的议题有人提了方案：{title}"),
                NoticeKind::ProposalRevised => format!("您附议的方案改了：{title}"),
                NoticeKind::ProposalWithdrawn => format!("您附议的方案撤回了：{title}"),
                NoticeKind::WordsHidden => format!("您写的一段话被隐藏了：{title}"),
                NoticeKind::Appeal if to_answer => format!("有一件申诉等议事会答复：{title}"),
                NoticeKind::Appeal => format!("您的申诉有了答复：{title}"),
                NoticeKind::JointRequest => format!("联名提议有了新进展：{title}"),
                NoticeKind::Vote => format!("您能投的表决有了消息：{title}"),
                NoticeKind::BallotSuspended => format!("共有人选的不一样，这一票先不算：{title}"),
                NoticeKind::BallotAgreed => format!("共有人选的一致了，这一票算数：{title}"),
                NoticeKind::BallotStruck => format!("因一件异议，您的票被剔除，表决重新计票：{title}"),
                NoticeKind::ObjectionMade => format!("有人对您召集的表决提了异议，等答复：{title}"),
                NoticeKind::ObjectionAnswered => format!("您的异议有了答复：{title}"),
                NoticeKind::Decision => format!("您参与过的事有了决定：{title}"),
            },
            match kind {
                NoticeKind::Reply => format!("Someone replied to you: {title}"),
                NoticeKind::IssueMoved => format!("An issue you raised or co-signed moved on: {title}"),
                NoticeKind::ProposalMade => format!("A proposal was made on your issue: {title}"),
                NoticeKind::ProposalRevised => format!("A proposal you co-signed was revised: {title}"),
                NoticeKind::ProposalWithdrawn => format!("A proposal you co-signed was withdrawn: {title}"),
                NoticeKind::WordsHidden => format!("Something you wrote was hidden: {title}"),
                NoticeKind::Appeal if to_answer => format!("An appeal waits for the council: {title}"),
                NoticeKind::Appeal => format!("Your appeal was answered: {title}"),
                NoticeKind::JointRequest => format!("News of a joint request: {title}"),
                NoticeKind::Vote => format!("News of a vote you may cast in: {title}"),
                NoticeKind::BallotSuspended => format!("Co-owners differ, so the ballot waits: {title}"),
                NoticeKind::BallotAgreed => format!("Co-owners agree, so the ballot counts: {title}"),
                NoticeKind::BallotStruck => format!("Your ballot was set aside after an objection: {title}"),
                NoticeKind::ObjectionMade => format!("An objection waits for your body's answer: {title}"),
                NoticeKind::ObjectionAnswered => format!("Your objection was answered: {title}"),
                NoticeKind::Decision => format!("A matter you took part in was decided: {title}"),
            }
        }
        /// Not seen yet.
        fn own_notice_new() -> &'static str { "新", "new" }
        /// Heads the settings.
        fn own_settings() -> &'static str { "设置", "Settings" }
        /// Leads to the name.
        fn own_rename() -> &'static str { "改显示名", "Change the name shown" }
        /// Leads to the password.
        fn own_password(is_set: bool) -> &'static str {
            if is_set { "改密码" } else { "设一个密码" },
            if is_set { "Change the password" } else { "Set a password" }
        }
        /// Leads to the devices.
        fn own_devices(count: usize) -> String {
            format!("登录着的设备（{count} 台）"),
            match count { 1 => "One signed-in device".to_owned(), n => format!("{n} signed-in devices") }
        }
        /// Signs out.
        fn own_sign_out() -> &'static str { "退出登录", "Sign out" }
        /// What signing out means.
        fn own_sign_out_hint() -> &'static str {
            "退出后，要用新的加入码或密码才能再登录。",
            "To come back you need a new code or your password."
        }
        /// Heads the page for the name.
        fn rename_title() -> &'static str { "显示名", "Name shown" }
        /// The label.
        fn rename_label() -> &'static str { "别人看到您叫什么", "What others see" }
        /// What to choose.
        fn rename_hint() -> &'static str {
            "可以用真名，也可以用别人认得您的称呼。不要写门牌和电话。",
            "Your name, or what neighbours know you by. No door number, no phone."
        }
        /// The button.
        fn rename_button() -> &'static str { "就叫这个", "Keep this name" }
        /// Heads the page for the password.
        fn password_title(is_set: bool) -> &'static str {
            if is_set { "改密码" } else { "设密码" },
            if is_set { "Change the password" } else { "Set a password" }
        }
        /// What for.
        fn password_lead() -> &'static str {
            "居民不用设密码。有席位的人要用密码登录才能办事。改好后，其他设备会退出。",
            "Residents need none; seats need one. Your other devices are signed out when it changes."
        }
        /// The login name's label.
        fn password_login() -> &'static str { "登录名或手机号", "Login name or phone" }
        /// The old one's label.
        fn password_old() -> &'static str { "现在的密码", "Present password" }
        /// The new one's label.
        fn password_new() -> &'static str { "新密码", "New password" }
        /// How it should be.
        fn password_new_hint() -> &'static str {
            "至少 8 个字。几个不相干的词连起来，好记又安全。",
            "At least 8 characters. A few unrelated words are easy to keep and hard to guess."
        }
        /// The second entry's label.
        fn password_again() -> &'static str { "再写一遍", "Once more" }
        /// The button.
        fn password_button() -> &'static str { "保存密码", "Keep this password" }
        /// Heads the devices.
        fn devices_title() -> &'static str { "登录着的设备", "Signed-in devices" }
        /// Under it.
        fn devices_lead() -> &'static str {
            "不认得的设备，让它退出；觉得不放心，再改一次密码。",
            "Sign out what you do not know; if in doubt, change your password too."
        }
        /// This one.
        fn device_this() -> &'static str { "这台设备", "this device" }
        /// One without a known name.
        fn device_unknown() -> &'static str { "一台设备", "a device" }
        /// With a password.
        fn device_strong() -> &'static str { "用密码登录", "by password" }
        /// By a code.
        fn device_by_code() -> &'static str { "用加入码登录", "by code" }
        /// Last used.
        fn device_seen() -> &'static str { "最近使用", "last used" }
        /// Signs it out.
        fn device_end() -> &'static str { "让它退出", "Sign it out" }
        /// Signs all others out.
        fn devices_end_others() -> &'static str { "让其他设备都退出", "Sign out all others" }
    }
}
