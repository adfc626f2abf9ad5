//! A page with every island on it, for the browser tests: `islands BOOT_FILE` prints it.
#![expect(clippy::print_stdout, reason = "printing the page is all it does")]

use std::sync::Arc;

use app::islands::{BallotButton, CharCount, CopyText, Countdown, CountdownWords, DraftKeeper, Plural};
use app::ui::TextArea;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;

/// An instant that both the page and its test know; the test sets the browser's clock to it.
const NOW_MS: i64 = 1_800_000_000_000;
/// Three hours, twelve minutes, and half a minute for the browser to start in.
const LEFT_MS: i64 = ((3 * 60 + 12) * 60 + 30) * 1000;

fn main() {
    let boot = std::env::args().nth(1).unwrap_or_default();
    // As the server does it: an owner with a context that hydrates nothing but islands.
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let body = owner.with(|| page().to_html());
    println!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>islands</title>\
         <script type=\"module\" src=\"/pkg/{boot}\"></script></head><body>{body}</body></html>"
    );
}

fn page() -> impl IntoView {
    let say = str::to_owned;
    let both = |words: &str| Plural { one: words.to_owned(), other: words.to_owned() };
    let words = CountdownWords {
        left: say("还有 {}"),
        days: both("{} 天"),
        hours: both("{} 小时"),
        minutes: both("{} 分钟"),
        under_a_minute: say("不到 1 分钟"),
        over: say("已截止"),
    };
    let answers = [("yes", "同意"), ("no", "反对"), ("abstain", "弃权")];
    view! {
        <main>
            <h1>"岛"</h1>
            <p id="time">
                <Countdown until_ms=NOW_MS + LEFT_MS now_ms=NOW_MS words=words/>
            </p>
            <form id="draft" method="post" action="/draft">
                <DraftKeeper
                    key=say("issue-new")
                    restored=say("已恢复上次没写完的内容")
                    clear=say("清空重写")
                />
                <label>"标题" <input name="title"/></label>
                <label>"密码" <input name="password" type="password"/></label>
                <label>"正文" <TextArea name="text" value=String::new()/></label>
                <CharCount
                    field=say("text")
                    max=10
                    limit=say("最多 10 字")
                    left=say("还可以写 {} 字")
                    over=say("超出 {} 字")
                />
                <button type="submit">"提交"</button>
            </form>
            <form id="ballot" method="post" action="/ballot">
                {answers
                    .map(|(value, word)| {
                        view! {
                            <label>
                                <input type="radio" name="answer" value=value data-says=word/>
                                {word}
                            </label>
                        }
                    })
                    .collect_view()}
                <BallotButton
                    plain=say("投票")
                    one=say("投“{}”票")
                    many=say("投票（已答 {done} 题，共 {all} 题）")
                    class=say("button button-primary")
                />
            </form>
            <p id="share">"春和社区第 3 号表决已公布"</p>
            <CopyText
                source=say("share")
                copy=say("复制文字")
                copied=say("已复制，去群里粘贴")
                refused=say("请长按选中的文字，再点“复制”")
                class=say("button")
            />
        </main>
    }
}
