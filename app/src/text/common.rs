//! Words on every page.

use super::{En, ZhCn};
use jiff::civil::DateTime;

/// Words on every page.
pub trait CommonText {
    /// 议事厅.
    fn hall(&self) -> &'static str;
    /// The name at the head of a community's pages.
    fn hall_of(&self, community: &str) -> String;
    /// 跳到正文.
    fn skip_to_content(&self) -> &'static str;
    /// The link to larger type.
    fn elder_on(&self) -> &'static str;
    /// The link back from larger type.
    fn elder_off(&self) -> &'static str;
    /// 我的.
    fn me(&self) -> &'static str;
    /// 登录.
    fn sign_in(&self) -> &'static str;
    /// 设置: names the links at the head.
    fn settings(&self) -> &'static str;
    /// The other language, in its own words.
    fn other_language(&self) -> &'static str;
    /// 返回首页.
    fn to_front_page(&self) -> &'static str;
    /// 去“我的”.
    fn to_own_page(&self) -> &'static str;
    /// Opens the same page once more.
    fn try_again(&self) -> &'static str;
    /// 可不填.
    fn optional(&self) -> &'static str;
    /// Heads the list of what is wrong with a form.
    fn errors_heading(&self, count: usize) -> String;
    /// A moment as people say it, given the local times of it and of now.
    fn moment(&self, at: DateTime, now: DateTime) -> String;
    /// A day in full.
    fn day(&self, at: DateTime) -> String;
    /// 进度: names the path.
    fn path_label(&self) -> &'static str;
    /// The seven steps.
    fn path_steps(&self) -> [&'static str; 7];
    /// Read after a step that is done.
    fn step_done(&self) -> &'static str;
    /// Plain http is in use: said on every page.
    fn insecure(&self) -> &'static str;
    /// Said on every page of a demonstration.
    fn demo_data(&self) -> &'static str;
    /// 位置: names the trail of links.
    fn trail_label(&self) -> &'static str;
}

impl CommonText for ZhCn {
    fn hall(&self) -> &'static str {
        "议事厅"
    }
    fn hall_of(&self, community: &str) -> String {
        format!("{community}议事厅")
    }
    fn skip_to_content(&self) -> &'static str {
        "跳到正文"
    }
    fn elder_on(&self) -> &'static str {
        "大字"
    }
    fn elder_off(&self) -> &'static str {
        "标准字"
    }
    fn me(&self) -> &'static str {
        "我的"
    }
    fn sign_in(&self) -> &'static str {
        "登录"
    }
    fn settings(&self) -> &'static str {
        "设置"
    }
    fn other_language(&self) -> &'static str {
        "English"
    }
    fn to_front_page(&self) -> &'static str {
        "回到首页"
    }
    fn to_own_page(&self) -> &'static str {
        "去“我的”设密码或登录"
    }
    fn try_again(&self) -> &'static str {
        "再试一次"
    }
    fn optional(&self) -> &'static str {
        "可不填"
    }
    fn errors_heading(&self, count: usize) -> String {
        format!("有 {count} 处要改")
    }
    fn moment(&self, at: DateTime, now: DateTime) -> String {
        let days = (now.date() - at.date()).get_days();
        let clock = format!("{}:{:02}", at.hour(), at.minute());
        match days {
            0 => format!("今天 {clock}"),
            1 => format!("昨天 {clock}"),
            -1 => format!("明天 {clock}"),
            _ if at.year() == now.year() => format!("{}月{}日 {clock}", at.month(), at.day()),
            _ => format!("{}年{}月{}日", at.year(), at.month(), at.day()),
        }
    }
    fn day(&self, at: DateTime) -> String {
        format!("{}年{}月{}日", at.year(), at.month(), at.day())
    }
    fn path_label(&self) -> &'static str {
        "进度"
    }
    fn path_steps(&self) -> [&'static str; 7] {
        ["提", "审", "议", "决", "示", "办", "评"]
    }
    fn step_done(&self) -> &'static str {
        "，已完成"
    }
    fn insecure(&self) -> &'static str {
        "这里没有加密连接，只适合在自家网络里试用。"
    }
    fn demo_data(&self) -> &'static str {
        "演示数据，不是真实社区"
    }
    fn trail_label(&self) -> &'static str {
        "位置"
    }
}

impl CommonText for En {
    fn hall(&self) -> &'static str {
        "Hall"
    }
    fn hall_of(&self, community: &str) -> String {
        format!("{community} Hall")
    }
    fn skip_to_content(&self) -> &'static str {
        "Skip to content"
    }
    fn elder_on(&self) -> &'static str {
        "Large type"
    }
    fn elder_off(&self) -> &'static str {
        "Standard type"
    }
    fn me(&self) -> &'static str {
        "Me"
    }
    fn sign_in(&self) -> &'static str {
        "Sign in"
    }
    fn settings(&self) -> &'static str {
        "Settings"
    }
    fn other_language(&self) -> &'static str {
        "中文"
    }
    fn to_front_page(&self) -> &'static str {
        "To the front page"
    }
    fn to_own_page(&self) -> &'static str {
        "Set a password or sign in with it"
    }
    fn try_again(&self) -> &'static str {
        "Try again"
    }
    fn optional(&self) -> &'static str {
        "optional"
    }
    fn errors_heading(&self, count: usize) -> String {
        match count {
            1 => "One thing to mend; nothing you wrote is lost".to_owned(),
            n => format!("{n} things to mend; nothing you wrote is lost"),
        }
    }
    fn moment(&self, at: DateTime, now: DateTime) -> String {
        let days = (now.date() - at.date()).get_days();
        let clock = format!("{}:{:02}", at.hour(), at.minute());
        match days {
            0 => format!("today {clock}"),
            1 => format!("yesterday {clock}"),
            -1 => format!("tomorrow {clock}"),
            _ if at.year() == now.year() => format!("{} {clock}", at.strftime("%-d %b")),
            _ => at.strftime("%-d %b %Y").to_string(),
        }
    }
    fn day(&self, at: DateTime) -> String {
        at.strftime("%-d %B %Y").to_string()
    }
    fn path_label(&self) -> &'static str {
        "Progress"
    }
    fn path_steps(&self) -> [&'static str; 7] {
        ["raise", "accept", "discuss", "vote", "publish", "do", "rate"]
    }
    fn step_done(&self) -> &'static str {
        ", done"
    }
    fn insecure(&self) -> &'static str {
        "This connection is not encrypted; it is fit for trying things out at home only."
    }
    fn demo_data(&self) -> &'static str {
        "Demonstration data, not a real community"
    }
    fn trail_label(&self) -> &'static str {
        "You are here"
    }
}
