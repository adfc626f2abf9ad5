//! Comments and moderation over HTTP: every form × {valid, invalid, too long, replayed, cross-site, without the
//! right, changed meanwhile}, and the page source of what is hidden.

use crate::phone::{Phone, Town, in_town};
use axum::http::StatusCode;
use domain::actor::Actor;

const NEW: &str = "/c/chunhe/issues/1/comments";
const HOSTILE: &str =
    "<script>alert(1)</script></textarea><img src=x onerror=alert(2)> [点](javascript:alert(3))";

/// An issue, raised by someone with a phone.
async fn with_issue(town: &Town) -> Phone {
    let raiser = town.world.resident("陈提事").await;
    let phone = town.phone(&raiser).await;
    let fields =
        [("title", "讲堂路非机动车乱停"), ("body", "占了盲道。"), ("category", "parking"), ("scope", "")];
    phone.fill("/c/chunhe/issues/new", &fields).await.location();
    phone
}

async fn say(phone: &Phone, text: &str) -> String {
    let answer = phone.fill(NEW, &[("body", text)]).await;
    let place = answer.location();
    place.split('?').next().expect("a path").to_owned()
}

#[test]
fn a_comment_is_posted_once_and_leads_to_its_place() {
    in_town(|town| async move {
        let phone = with_issue(&town).await;
        let key = phone.get(NEW).await.form_key();
        let fields = [("body", "灯要**装高**一点"), ("stance", "for")];
        for _tap in 0..2 {
            let answer = phone.post(NEW, &key, &fields).await;
            assert_eq!(answer.location(), "/c/chunhe/comments/1-1?ok=comment-posted");
        }
        let answer = town.visitor().get("/c/chunhe/comments/1-1").await;
        assert_eq!(answer.location(), "/c/chunhe/issues/1?page=1#c1");
        let answer = phone.get("/c/chunhe/comments/1-1?ok=comment-posted").await;
        assert_eq!(answer.location(), "/c/chunhe/issues/1?page=1&ok=comment-posted#c1");
        let page = town.visitor().get("/c/chunhe/issues/1").await;
        page.says(StatusCode::OK, "灯要<strong>装高</strong>一点");
        page.says(StatusCode::OK, "1 条评论");
        for wrong in ["1-2", "2-1", "x", "1-x", "1--1"] {
            let answer = phone.get(&format!("/c/chunhe/comments/{wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    });
}

#[test]
fn what_is_wrong_with_a_comment_is_said_and_nothing_is_lost() {
    in_town(|town| async move {
        let phone = with_issue(&town).await;
        say(&phone, "谁来管？").await;
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        phone.fill(NEW, &[("body", "  ")]).await.says(refused, "这里还没有填");
        let long = "议".repeat(2001);
        let answer = phone.fill(NEW, &[("body", &long)]).await;
        answer.says(refused, "请改到 2000 个字以内").says(refused, &long);
        let answer = phone.fill(NEW, &[("body", "写了很久"), ("stance", "maybe")]).await;
        answer.says(refused, "请从列出的选项里选一个").says(refused, "写了很久");
        // The answered comment stands above the form again.
        let answer = phone.fill(NEW, &[("body", ""), ("reply", "1")]).await;
        answer.says(refused, "谁来管？").says(refused, "name=\"reply\" value=\"1\"");
        let answer = phone.fill(NEW, &[("body", "没有席位"), ("official", "1")]).await;
        answer.says(refused, "没有席位").says(refused, "席位的人来办");
        let broken = phone.post_raw(NEW, "same-origin", b"body=%FF%FE".to_vec()).await;
        broken.says(refused, "特殊字符");
        let elsewhere = phone.post_raw(NEW, "cross-site", b"body=x".to_vec()).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        let answer = phone.fill(NEW, &[("body", "x"), ("reply", "9")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let visitor = town.visitor();
        visitor.get(NEW).await.says(StatusCode::UNAUTHORIZED, "请先登录");
        let key = phone.get(NEW).await.form_key();
        visitor
            .post(NEW, &key, &[("body", "游客的话")])
            .await
            .says(refused, "请先登录")
            .says(refused, "游客的话");
    });
}

#[test]
fn hostile_words_do_nothing_wherever_they_are_shown() {
    in_town(|town| async move {
        let phone = with_issue(&town).await;
        let place = say(&phone, HOSTILE).await;
        let issue = "/c/chunhe/issues/1".to_owned();
        let pages = [issue, format!("{place}/edit"), format!("{place}/history"), format!("{NEW}?reply=1")];
        for path in pages {
            let page = phone.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for danger in ["<script>alert", "<img src=x", "href=\"javascript"] {
                assert!(!page.text.contains(danger), "{danger} in {path}:\n{}", page.text);
            }
        }
        let answer = phone.fill(NEW, &[("body", HOSTILE), ("stance", "\"><script>alert(4)</script>")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text.contains("<script>alert"), "{}", answer.text);
    });
}

#[test]
fn an_edit_from_a_stale_tab_shows_the_newest_text_and_may_be_sent_again() {
    in_town(|town| async move {
        let phone = with_issue(&town).await;
        let edit = format!("{}/edit", say(&phone, "一").await);
        town.world.at.clock.advance(domain::comments::QUIET_EDIT_MICROS + 1);
        let page = phone.get(&edit).await;
        page.says(StatusCode::OK, "已修改").says(StatusCode::OK, "name=\"revision\" value=\"1\"");
        phone.post(&edit, &page.form_key(), &[("body", "二"), ("revision", "1")]).await.location();
        let stale = phone.fill(&edit, &[("body", "三"), ("revision", "1")]).await;
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        stale.says(refused, "先改过了").says(refused, "<p>二</p>").says(refused, "\n三</textarea>");
        stale.says(refused, "name=\"revision\" value=\"2\"");
        phone.post(&edit, &stale.form_key(), &[("body", "三"), ("revision", "2")]).await.location();
        let history = town.visitor().get("/c/chunhe/comments/1-1/history").await;
        for said in ["<del>二", "<ins>三", "<del>一", "<ins>二", "<p>一</p>"] {
            history.says(StatusCode::OK, said);
        }
        phone.fill(&edit, &[("body", ""), ("revision", "3")]).await.says(refused, "这里还没有填");
        let other = town.world.resident("周一").await;
        let other = town.phone(&other).await;
        assert_eq!(other.get(&edit).await.status, StatusCode::FORBIDDEN);
        let key = phone.get(&edit).await.form_key();
        other.post(&edit, &key, &[("body", "偷改"), ("revision", "3")]).await.says(refused, "作者本人");
    });
}

/// The phones of a moderation story.
struct Phones {
    raiser: Phone,
    author: Phone,
    hider: Phone,
    judge: Phone,
}

async fn phones(town: &Town) -> Phones {
    let raiser = with_issue(town).await;
    let sign_in = async |actor: Actor| town.phone(&actor).await;
    Phones {
        raiser,
        author: sign_in(town.world.resident("周作者").await).await,
        hider: sign_in(town.world.councillor("李隐藏").await).await,
        judge: sign_in(town.world.councillor("钱复核").await).await,
    }
}

#[test]
fn hidden_words_are_in_nobody_elses_page_source_and_the_appeal_is_heard_by_another() {
    in_town(|town| async move {
        let Phones { raiser, author, hider, judge } = phones(&town).await;
        say(&raiser, "谁知道？").await;
        author.fill(NEW, &[("body", "某某的秘密电话"), ("reply", "1")]).await.location();
        let place = "/c/chunhe/comments/1-2";
        let [hide, appeal, answer] = ["hide", "appeal", "answer"].map(|act| format!("{place}/{act}"));
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        assert_eq!(raiser.get(&hide).await.status, StatusCode::FORBIDDEN);
        hider.fill(&hide, &[("note", "含电话")]).await.says(refused, "这里还没有填").says(refused, "含电话");
        hider.fill(&hide, &[("reason", "because")]).await.says(refused, "请从列出的选项里选一个");
        let long = "长".repeat(201);
        hider.fill(&hide, &[("reason", "attack"), ("note", &long)]).await.says(refused, "200 个字以内");
        let elsewhere = hider.post_raw(&hide, "cross-site", b"reason=attack".to_vec()).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        let stale = judge.get(&hide).await.form_key();
        let fields = [("reason", "personal_data"), ("note", "含电话")];
        let key = hider.get(&hide).await.form_key();
        for _tap in 0..2 {
            let done = hider.post(&hide, &key, &fields).await;
            assert_eq!(done.location(), "/c/chunhe/comments/1-2?ok=comment-hidden");
        }
        judge.post(&hide, &stale, &fields).await.says(refused, "已被隐藏");
        let public = [
            "/c/chunhe/issues/1",
            "/c/chunhe/issues/1?page=all&order=open",
            "/c/chunhe/register",
            "/c/chunhe",
        ];
        for path in public {
            for phone in [&town.visitor(), &raiser] {
                let page = phone.get(path).await;
                assert!(!page.text.contains("秘密"), "{path}:\n{}", page.text);
                assert!(!page.text.contains("周作者"), "{path}:\n{}", page.text);
                assert!(!page.text.contains("李隐藏"), "{path}:\n{}", page.text);
            }
        }
        for path in [format!("{place}/history"), format!("{NEW}?reply=2"), hide.clone(), appeal.clone()] {
            let page = raiser.get(&path).await;
            assert!(!page.text.contains("秘密"), "{path}:\n{}", page.text);
        }
        let line = "1 条评论已由居民议事会委员隐藏：公开他人信息";
        town.visitor().get("/c/chunhe/issues/1").await.says(StatusCode::OK, line);
        author.get("/c/chunhe/issues/1").await.says(StatusCode::OK, "秘密").says(StatusCode::OK, &appeal);
        author.fill(&appeal, &[("says", "短")]).await.says(refused, "至少写 2 个字");
        author.fill(&appeal, &[("says", "那是公开电话")]).await.location();
        assert_eq!(author.get(&appeal).await.status, StatusCode::FORBIDDEN, "once");
        assert_eq!(author.get("/c/chunhe/register/appeals").await.status, StatusCode::FORBIDDEN);
        let waiting = judge.get("/c/chunhe/register/appeals").await;
        waiting.says(StatusCode::OK, &answer);
        hider.get("/c/chunhe/register/appeals").await.says(StatusCode::OK, "您自己隐藏的");
        assert_eq!(hider.get(&answer).await.status, StatusCode::FORBIDDEN);
        judge.get(&answer).await.says(StatusCode::OK, "那是公开电话");
        judge.fill(&answer, &[("answer", "restored")]).await.says(refused, "这里还没有填");
        let fields = [("answer", "restored"), ("reason", "确为公开电话")];
        assert_eq!(judge.fill(&answer, &fields).await.location(), "/c/chunhe/register?ok=appeal-answered");
        town.visitor().get("/c/chunhe/issues/1").await.says(StatusCode::OK, "秘密");
        town.visitor().get("/c/chunhe/register").await.says(StatusCode::OK, "确为公开电话");
    });
}
