//! Decisions over HTTP: written, looked over, published, corrected, told on.

use crate::asking;
use crate::phone::{Answer, Phone, Town, in_town};
use crate::votes::{close, open, question, votes};
use axum::http::{StatusCode, header};
use domain::actor::Actor;
use domain::id::BodyId;
use domain::votes::OwnersMatter;
use service::votes::setup::{By, NewVote};
use service::votes::{Scope, read};

pub(crate) const NEW: &str = "/c/chunhe/decisions/new";
const FIRST: &str = "/c/chunhe/decisions/1";
pub(crate) const CORRECT: &str = "/c/chunhe/decisions/1/correct";

/// A right form for `body`, with some fields replaced.
pub(crate) fn fields<'a>(body: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("body", body),
        ("title", "关于按季公布账目的决定"),
        ("text", "一、每季公布 **40** 项。"),
        ("reasons", "居民要求公开。"),
        ("basis", "meeting"),
        ("vote", ""),
        ("day", "2026-11-20"),
        ("signed_by", "林青、周远\r\n吴兰"),
        ("matter", ""),
        ("issue", ""),
        ("act", "publish"),
    ];
    for (name, value) in changes {
        for field in &mut fields {
            if field.0 == *name {
                field.1 = value;
            }
        }
    }
    fields
}

async fn committee(town: &Town) -> (Phone, BodyId) {
    let member = town.world.committee_member("周远").await;
    (town.phone(&member).await, town.world.committee.0)
}

async fn published(town: &Town) -> (Phone, String) {
    let (phone, body) = committee(town).await;
    let body = body.to_string();
    let answer = phone.fill(NEW, &fields(&body, &[])).await;
    assert_eq!(answer.location(), "/c/chunhe/decisions/1?ok=decision-published");
    (phone, body)
}

#[test]
fn a_decision_is_looked_over_then_published_once() {
    in_town(|town| async move {
        let (phone, body) = committee(&town).await;
        let body = body.to_string();
        let key = phone.get(NEW).await.form_key();
        let seen = phone.post(NEW, &key, &fields(&body, &[("act", "preview")])).await;
        seen.says(StatusCode::OK, "公布之前，请看一遍").says(StatusCode::OK, "<strong>40</strong>");
        assert_eq!(phone.get(FIRST).await.status, StatusCode::NOT_FOUND, "looking writes nothing");
        assert_eq!(seen.form_key(), key);
        let back = phone.post(NEW, &key, &fields(&body, &[("act", "edit")])).await;
        back.says(StatusCode::OK, "一、每季公布 **40** 项。</textarea>");
        for _ in 0..2 {
            let answer = phone.post(NEW, &key, &fields(&body, &[])).await;
            assert_eq!(answer.location(), "/c/chunhe/decisions/1?ok=decision-published");
        }
        assert_eq!(phone.get("/c/chunhe/decisions/2").await.status, StatusCode::NOT_FOUND);

        let visitor = town.visitor();
        let page = visitor.get(FIRST).await;
        page.says(StatusCode::OK, "春和业〔2026〕1号").says(StatusCode::OK, "3 人在记录上签字");
        assert!(!page.text.contains("吴兰"), "strangers see how many signed, not who");
        phone.get(FIRST).await.says(StatusCode::OK, "林青、周远、吴兰");
        visitor.get("/c/chunhe/decisions").await.says(StatusCode::OK, "关于按季公布账目的决定");
    });
}

#[test]
fn a_wrong_form_comes_back_whole() {
    in_town(|town| async move {
        let (phone, body) = committee(&town).await;
        let body = body.to_string();
        let long = "议".repeat(81);
        let sixty_one = "吴".repeat(61);
        let cases: &[(&[(&str, &str)], &str)] = &[
            (&[("title", "")], "这里还没有填"),
            (&[("title", &long)], "请改到 80 个字以内"),
            (&[("body", "x")], "请从列出的选项里选一个"),
            (&[("basis", "")], "这里还没有填"),
            (&[("basis", "vote")], "这里还没有填"),
            (&[("day", "昨天")], "请填日期"),
            (&[("day", "2026-11-23")], "时间太晚了"),
            (&[("signed_by", " 、\r\n")], "这里还没有填"),
            (&[("signed_by", &sixty_one)], "请改到 60 个字以内"),
            (&[("matter", "278(8)")], "业主共同决定"),
            (&[("matter", "x")], "请从列出的选项里选一个"),
        ];
        for (changes, says) in cases {
            let answer = phone.fill(NEW, &fields(&body, changes)).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, says);
            assert!(answer.text.contains("一、每季公布 **40** 项。</textarea>"), "{changes:?}");
        }
        assert_eq!(phone.get(FIRST).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn who_may_not_publish_is_told_why() {
    in_town(|town| async move {
        let (_, body) = committee(&town).await;
        let body = body.to_string();
        let resident = town.phone(&town.world.resident("王小明").await).await;
        let councillor = town.phone(&town.world.councillor("林青").await).await;
        let nobodys = "01890000-0000-7000-8000-000000000000";
        town.visitor().get(NEW).await.says(StatusCode::UNAUTHORIZED, "请先登录");
        resident.get(NEW).await.says(StatusCode::FORBIDDEN, "席位");
        let answer = resident.post(NEW, nobodys, &fields(&body, &[])).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let answer = councillor.fill(NEW, &fields(&body, &[])).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "席位");
        let answer = councillor.post_raw(NEW, "cross-site", b"act=publish".to_vec()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(town.visitor().get(CORRECT).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_correction_is_public_and_two_at_once_are_told() {
    in_town(|town| async move {
        let (phone, _) = published(&town).await;
        let right = |text: &'static str| {
            [
                ("seen", "1"),
                ("why", "第一项是笔误。"),
                ("title", "关于按季公布账目的决定"),
                ("text", text),
                ("reasons", "居民要求公开。"),
            ]
        };
        let none = phone.fill(CORRECT, &[("seen", "1"), ("text", "写了很久")]).await;
        none.says(StatusCode::UNPROCESSABLE_ENTITY, "写了很久</textarea>");
        let key = phone.get(CORRECT).await.form_key();
        let late = phone.get(CORRECT).await.form_key();
        let text = "一、每季公布 **48** 项。";
        let done = phone.post(CORRECT, &key, &right(text)).await;
        assert_eq!(done.location(), "/c/chunhe/decisions/1?ok=decision-corrected");
        let again = phone.post(CORRECT, &late, &right("一、每季公布 **49** 项。")).await;
        again
            .says(StatusCode::UNPROCESSABLE_ENTITY, "刚才有人先改过了")
            .says(again.status, "name=\"seen\" value=\"2\"");
        let visitor = town.visitor();
        visitor.get(FIRST).await.says(StatusCode::OK, "更正过 1 次").says(StatusCode::OK, "第一项是笔误。");
        let poster = visitor.get("/c/chunhe/decisions/1/poster").await;
        poster.says(StatusCode::OK, "日更正，以本件为准").says(StatusCode::OK, "<b>理由");
        let earlier = visitor.get("/c/chunhe/decisions/1/revisions/1").await;
        earlier.says(StatusCode::OK, "<del>40").says(StatusCode::OK, "<ins>48");
        let none = visitor.get("/c/chunhe/decisions/1/revisions/2").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let resident = town.phone(&town.world.resident("王小明").await).await;
        assert_eq!(resident.get(CORRECT).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_decision_is_told_on() {
    in_town(|town| async move {
        let (_, _) = published(&town).await;
        let visitor = town.visitor();
        let card = visitor.get("/c/chunhe/decisions/1/share").await;
        card.says(StatusCode::OK, "http://127.0.0.1:3000/c/chunhe/decisions/1</textarea>");
        card.says(StatusCode::OK, "/qr/c/chunhe/decisions/1");
        let code = visitor.get("/qr/c/chunhe/decisions/1").await;
        assert_eq!(code.status, StatusCode::OK);
        visitor.get("/c/chunhe/decisions/1/poster").await.says(StatusCode::OK, "poster-seal");
        let missing = visitor.get("/c/chunhe/decisions/7/share").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    });
}

fn tag(answer: &Answer) -> String {
    answer.headers.get(header::ETAG).and_then(|value| value.to_str().ok()).expect("a tag").to_owned()
}

#[test]
fn a_decision_of_a_part_of_the_owners_says_whose_it_is() {
    in_town(|town| async move {
        let world = &town.world;
        let (hall, owner) = (&world.at.hall, world.owner("王小明", 895_200).await);
        let vote = NewVote {
            questions: vec![asking::question(By::Owners(OwnersMatter::UseMaintenanceFund), &[])],
            scope: Scope::Building(world.compound, world.building),
            ..question(world, true)
        };
        open(world, vote).await;
        votes(&town.phone(&owner).await, "agree").await.location();
        // Counted, then final.
        for _due in 0..2 {
            close(&town).await;
        }
        let mut snapshot = hall.read().await.unwrap();
        let vote = read::vote(&mut snapshot, &Actor::System, &world.community, 1).await.unwrap();
        drop(snapshot);
        let (assembly, vote) = (world.assembly.to_string(), vote.id.to_string());
        let (phone, _) = committee(&town).await;
        let changes = [
            ("basis", "vote"),
            ("vote", vote.as_str()),
            ("matter", "278(5)"),
            ("title", "全小区换电梯的决定"),
        ];
        let fields = fields(&assembly, &changes);
        let theirs = "春和苑2号院3号楼业主共同决定";
        let preview = fields.iter().copied().filter(|(name, _)| *name != "act");
        let preview: Vec<_> = preview.chain([("act", "preview")]).collect();
        phone.fill(NEW, &preview).await.says(StatusCode::OK, theirs);
        phone.fill(NEW, &fields).await.location();
        let visitor = town.visitor();
        for page in ["/c/chunhe", "/c/chunhe/decisions", FIRST, "/c/chunhe/decisions/1/poster"] {
            visitor.get(page).await.says(StatusCode::OK, theirs);
        }
        for page in ["/c/chunhe/decisions/feed", "/c/chunhe/decisions/1/share"] {
            visitor.get(page).await.says(StatusCode::OK, theirs);
        }
    });
}

#[test]
fn feeds_are_read_once() {
    in_town(|town| async move {
        let empty = town.visitor().get("/c/chunhe/feed").await;
        let (_, _) = published(&town).await;
        let visitor = town.visitor();
        let feed = visitor.get("/c/chunhe/decisions/feed").await;
        let kind = feed.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        assert_eq!(kind, Some("application/atom+xml; charset=utf-8"));
        insta::assert_snapshot!("decisions_feed", feed.text);
        let full = visitor.get("/c/chunhe/feed").await;
        full.says(StatusCode::OK, "决定：关于按季公布账目的决定（春和业〔2026〕1号）");
        assert_ne!(tag(&empty), tag(&full));
        let again = visitor.get_with("/c/chunhe/feed", header::IF_NONE_MATCH, &tag(&full)).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
        let english = visitor.get("/c/chunhe/feed?lang=en").await;
        english.says(StatusCode::OK, "xml:lang=\"en\"").says(StatusCode::OK, "Decision: ");
        assert_eq!(visitor.get("/c/nowhere/feed").await.status, StatusCode::NOT_FOUND);
        visitor.get("/c/chunhe/decisions").await.says(StatusCode::OK, "application/atom+xml");
    });
}

#[test]
fn the_halls_own_pages_are_there() {
    in_town(|town| async move {
        let visitor = town.visitor();
        visitor.get("/about").await.says(StatusCode::OK, "谁能看到");
        visitor
            .get("/help")
            .await
            .says(StatusCode::OK, "href=\"/about\"")
            .says(StatusCode::OK, "附议不是投票");
        visitor.get("/healthz").await.says(StatusCode::OK, "ok");
        visitor.get("/robots.txt").await.says(StatusCode::OK, "Disallow: /me");
        visitor.get("/favicon.svg").await.says(StatusCode::OK, "<svg");
    });
}
