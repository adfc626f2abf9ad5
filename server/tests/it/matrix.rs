//! The forms of proposals, steps, votes and corrections, each with what the other stories leave out: too long, from
//! another site, without the right, sent twice, too late, changed meanwhile.

use crate::matters::raise;
use crate::phone::{Answer, Phone, Town, in_town};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::issues::{Move, Stage};
use domain::time::DAY;
use domain::words::{Label, Reason};
use service::issues::{self, Carrying, OfficersStep};
use service::jobs::run_due;

const ISSUE: &str = "/c/chunhe/issues/1";
const PROPOSE: &str = "/c/chunhe/issues/1/proposals/new";
const PROPOSAL: &str = "/c/chunhe/issues/1/proposals/1";
const PROGRESS: &str = "/c/chunhe/issues/1/progress";
const VOTE: &str = "/c/chunhe/votes/1";
const NEW_VOTE: &str = "/c/chunhe/votes/new";

/// A key no page gave: for those to whom no page gives one.
const NOBODYS: &str = "01890000-0000-7000-8000-000000000000";

type Fields<'a> = [(&'a str, &'a str)];

/// `fields` with one of them replaced.
fn with<'a>(fields: &Fields<'a>, name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(own, old)| (*own, if *own == name { value } else { *old })).collect()
}

/// Refused from another site, whatever it holds.
async fn refuses_other_sites(phone: &Phone, path: &str) {
    let answer = phone.post_raw(path, "cross-site", b"sign=1&reason=x".to_vec()).await;
    answer.says(StatusCode::FORBIDDEN, "这一步不能办");
}

/// Refused to `phone`, with a reason, and never done.
async fn refuses(phone: &Phone, path: &str, fields: &Fields<'_>, why: &str) -> Answer {
    let answer = phone.post(path, NOBODYS, fields).await;
    let refused = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::UNPROCESSABLE_ENTITY,
    ];
    assert!(refused.contains(&answer.status), "{path}: {}", answer.status);
    assert!(answer.text.contains(why), "{path}: {why:?} is not in:\n{}", answer.text);
    answer
}

/// Moves issue 1 along `path` from where it is.
async fn walk(town: &Town, path: &[Move]) {
    let hall = &town.world.at.hall;
    let officer = Actor::System;
    for step in path {
        let mut snapshot = hall.read().await.unwrap();
        let issue = issues::issue(&mut snapshot, &officer, &town.world.community, 1).await.unwrap();
        drop(snapshot);
        let by = Label::parse("物业").unwrap();
        let carrying = step.needs_deadline().then(|| Carrying { by, due_at: hall.now().plus(DAY) });
        let reason = Reason::parse("照章办。").unwrap();
        let step = OfficersStep { version: issue.version, step: *step, reason, carrying };
        issues::move_issue(hall, &officer, hall.new_id(), issue.id, step).await.unwrap();
    }
}

#[test]
fn the_form_for_a_new_proposal() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "讲堂路乱停").await;
        let phone = town.phone(&town.world.resident("陈一").await).await;
        let right = [("title", "改成停车带"), ("body", "划40个车位"), ("cost", "")];
        let (title, body) = ("长".repeat(81), "长".repeat(20_001));
        for (field, long) in [("title", &title), ("body", &body)] {
            let answer = phone.fill(PROPOSE, &with(&right, field, long)).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, "太长了，请改到");
        }
        let money = phone.fill(PROPOSE, &with(&right, "cost", "99999999999999999999")).await;
        money.says(StatusCode::UNPROCESSABLE_ENTITY, "划40个车位");
        refuses_other_sites(&phone, PROPOSE).await;
        refuses(&town.visitor(), PROPOSE, &right, "登录").await;
        // A form filled in while the issue was declined keeps its words.
        let key = phone.get(PROPOSE).await.form_key();
        walk(&town, &[Move::Decline]).await;
        let late = phone.post(PROPOSE, &key, &right).await;
        assert_ne!(late.status, StatusCode::SEE_OTHER);
        assert!(
            late.text.contains("划40个车位") && late.text.contains("现在这一步不能这样做"),
            "{}",
            late.text
        );
        assert_eq!(phone.get(PROPOSAL).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_forms_of_a_proposal() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "讲堂路乱停").await;
        let phone = town.phone(&town.world.resident("陈一").await).await;
        let first = [("title", "改成停车带"), ("body", "划40个车位"), ("cost", "")];
        phone.fill(PROPOSE, &first).await.location();
        let [edit, withdraw, cosign] =
            ["edit", "withdraw", "cosign"].map(|step| format!("{PROPOSAL}/{step}"));
        let right = [
            ("revision", "1"),
            ("title", "改成停车带"),
            ("body", "划45个车位"),
            ("cost", ""),
            ("note", "多划五个"),
        ];
        let long = "长".repeat(20_001);
        for field in ["title", "body", "note"] {
            let answer = phone.fill(&edit, &with(&right, field, &long)).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, "太长了，请改到");
        }
        phone
            .fill(&edit, &with(&right, "note", ""))
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "有 1 处要改");
        let other = town.phone(&town.world.resident("陈二").await).await;
        for path in [&edit, &withdraw, &cosign] {
            refuses_other_sites(&phone, path).await;
        }
        refuses(&other, &edit, &right, "只有作者本人").await;
        refuses(&other, &withdraw, &[], "只有作者本人").await;
        refuses(&town.visitor(), &edit, &right, "登录").await;
        refuses(&town.visitor(), &cosign, &[("sign", "1")], "登录").await;
        refuses(&phone, &cosign, &[("sign", "1")], "自己的事").await;
        // Two taps are one revision, and one co-signature.
        let key = phone.get(&edit).await.form_key();
        for _ in 0..2 {
            assert!(phone.post(&edit, &key, &right).await.location().ends_with("?ok=proposal-revised"));
            other.post(&cosign, NOBODYS, &[("sign", "1")]).await.location();
        }
        let page = town.visitor().get(PROPOSAL).await;
        page.says(StatusCode::OK, "第 2 版");
        // Put to the vote: nothing of it changes any more.
        let (edit_key, withdraw_key) =
            (phone.get(&edit).await.form_key(), phone.get(&withdraw).await.form_key());
        walk(&town, &[Move::Accept, Move::PutToVote]).await;
        let late = phone.post(&edit, &edit_key, &with(&right, "body", "写了很久")).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "写了很久").says(late.status, "现在这一步不能这样做");
        refuses(&other, &cosign, &[("sign", "0")], "现在").await;
        // It may still be withdrawn, once: it stands on no ballot.
        for _ in 0..2 {
            let answer = phone.post(&withdraw, &withdraw_key, &[]).await;
            assert!(answer.location().ends_with("?ok=proposal-withdrawn"));
        }
        refuses(&phone, &withdraw, &[], "现在这一步不能这样做").await;
    });
}

#[test]
fn the_form_for_progress() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let officer = town.world.councillor("李甲").await;
        let phone = town.phone(&officer).await;
        walk(&town, &[Move::Accept, Move::Deliberate, Move::Decide, Move::CarryOut]).await;
        phone.fill(PROGRESS, &[("reason", " ")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "有 1 处要改");
        let long = "长".repeat(501);
        let answer = phone.fill(PROGRESS, &[("reason", &long)]).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "请改到 500 个字以内").says(answer.status, &long);
        refuses_other_sites(&phone, PROGRESS).await;
        let right = [("reason", "椅子到货了")];
        refuses(&town.visitor(), PROGRESS, &right, "登录").await;
        refuses(&town.phone(&author).await, PROGRESS, &right, "有相应席位的人").await;
        let key = phone.get(PROGRESS).await.form_key();
        for _ in 0..2 {
            assert_eq!(
                phone.post(PROGRESS, &key, &right).await.location(),
                "/c/chunhe/issues/1?ok=progress-noted"
            );
        }
        let page = phone.get(ISSUE).await;
        assert_eq!(page.text.matches("椅子到货了").count(), 1, "two taps are one line");
        // Done meanwhile by someone else.
        let key = phone.get(PROGRESS).await.form_key();
        walk(&town, &[Move::Finish]).await;
        let late = phone.post(PROGRESS, &key, &[("reason", "写了很久")]).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "写了很久").says(late.status, "现在这一步不能这样做");
        let mut snapshot = town.world.at.hall.read().await.unwrap();
        let issue = issues::issue(&mut snapshot, &Actor::Visitor, &town.world.community, 1).await.unwrap();
        assert_eq!(issue.stage, Stage::Done);
    });
}

#[test]
fn the_form_to_move_an_issue_on() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let path = "/c/chunhe/issues/1/move";
        let phone = town.phone(&town.world.councillor("李甲").await).await;
        refuses_other_sites(&phone, path).await;
        let accept = [("version", "1"), ("step", "accept"), ("reason", "该管")];
        refuses(&town.visitor(), path, &accept, "登录").await;
        // A step the path does not have from here.
        let finish = phone.fill(path, &with(&accept, "step", "finish")).await;
        finish.says(StatusCode::UNPROCESSABLE_ENTITY, "现在这一步不能这样做");
        refuses(&phone, "/c/chunhe/issues/9/move", &accept, "没有找到").await;
    });
}

#[test]
fn the_form_to_correct_a_decision() {
    in_town(|town| async move {
        let member = town.world.committee_member("周远").await;
        let phone = town.phone(&member).await;
        let body = town.world.committee.0.to_string();
        let new = [
            ("body", body.as_str()),
            ("title", "关于按季公布账目的决定"),
            ("text", "一、每季公布 **40** 项。"),
            ("reasons", "居民要求公开。"),
            ("basis", "meeting"),
            ("vote", ""),
            ("day", "2026-11-20"),
            ("signed_by", "林青"),
            ("matter", ""),
            ("issue", ""),
            ("act", "publish"),
        ];
        phone.fill("/c/chunhe/decisions/new", &new).await.location();
        let path = "/c/chunhe/decisions/1/correct";
        let right = [
            ("seen", "1"),
            ("why", "第一项是笔误。"),
            ("title", "关于按季公布账目的决定"),
            ("text", "一、每季公布 **48** 项。"),
            ("reasons", "居民要求公开。"),
        ];
        let long = "长".repeat(20_001);
        for field in ["why", "title", "text", "reasons"] {
            let answer = phone.fill(path, &with(&right, field, &long)).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, "太长了，请改到");
            assert_eq!(answer.text.contains("第一项是笔误。"), field != "why", "the rest is kept");
        }
        let same = phone.fill(path, &with(&right, "text", "一、每季公布 **40** 项。")).await;
        same.says(StatusCode::UNPROCESSABLE_ENTITY, "和已公布的一模一样");
        refuses_other_sites(&phone, path).await;
        refuses(&town.visitor(), path, &right, "登录").await;
        refuses(&town.phone(&town.world.resident("王小明").await).await, path, &right, "席位").await;
        let councillor = town.phone(&town.world.councillor("林青").await).await;
        refuses(&councillor, path, &right, "席位").await;
        let key = phone.get(path).await.form_key();
        for _ in 0..2 {
            let answer = phone.post(path, &key, &right).await;
            assert_eq!(answer.location(), "/c/chunhe/decisions/1?ok=decision-corrected");
        }
        town.visitor().get("/c/chunhe/decisions/1").await.says(StatusCode::OK, "更正过 1 次");
    });
}

fn consultation(convener: &str) -> Vec<(&str, &str)> {
    vec![
        ("version", ""),
        ("convener", convener),
        ("title", "步道选哪个方案？"),
        ("body", "三个方案都先改排水。"),
        ("issue", ""),
        ("matter", "consultative"),
        ("method", "choose_one"),
        ("options", "透水混凝土\n旧砖翻铺\n"),
        ("electorate", "adults"),
        ("scope", ""),
        ("opens", "2026-11-23T09:00"),
        ("closes", "2026-11-30T18:00"),
        ("objections", "3"),
        ("agreement", ""),
        ("quorum", ""),
    ]
}

#[test]
fn the_form_to_set_a_vote_up() {
    in_town(|town| async move {
        let phone = town.phone(&town.world.councillor("林秘书").await).await;
        let convener = town.world.council.0.to_string();
        let right = consultation(&convener);
        let (long, lines) = ("长".repeat(20_001), "选项\n".repeat(61));
        let cases: [(&str, &str, &str); 9] = [
            ("title", &long, "太长了，请改到"),
            ("body", &long, "太长了，请改到"),
            ("options", &long, "太长了，请改到"),
            ("options", &lines, "太多了，最多 60 个"),
            ("options", "只有一个", "这里还没有填"),
            ("closes", "2026-11-22T09:00", "时间安排不对"),
            ("opens", "后天", "请填日期和时间"),
            ("objections", "很久", "请填数字"),
            ("electorate", "everyone", "请从列出的选项里选一个"),
        ];
        for (field, value, says) in cases {
            let answer = phone.fill(NEW_VOTE, &with(&right, field, value)).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, says);
            assert_eq!(answer.text.contains("三个方案都先改排水。"), field != "body", "{field}");
        }
        refuses_other_sites(&phone, NEW_VOTE).await;
        refuses(&town.visitor(), NEW_VOTE, &right, "登录").await;
        refuses(&town.phone(&town.world.resident("王小明").await).await, NEW_VOTE, &right, "席位").await;
        // Two taps are one draft.
        let key = phone.get(NEW_VOTE).await.form_key();
        for _ in 0..2 {
            let answer = phone.post(NEW_VOTE, &key, &right).await;
            assert_eq!(answer.location(), "/c/chunhe/votes/1/conduct?ok=vote-kept");
        }
        assert_eq!(phone.get("/c/chunhe/votes/2").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_draft_changed_by_another_convenor_is_shown_and_can_be_sent_again() {
    in_town(|town| async move {
        let (one, two) = (town.world.councillor("林秘书").await, town.world.councillor("李议事").await);
        let (one, two) = (town.phone(&one).await, town.phone(&two).await);
        let convener = town.world.council.0.to_string();
        let right = consultation(&convener);
        one.fill(NEW_VOTE, &right).await.location();
        let change = format!("{VOTE}/change");
        let (mine, theirs) = (one.get(&change).await.form_key(), two.get(&change).await.form_key());
        let right = with(&right, "version", "1");
        two.post(&change, &theirs, &with(&right, "title", "步道怎么铺？")).await.location();
        let again = one.post(&change, &mine, &with(&right, "body", "写了很久")).await;
        again
            .says(StatusCode::UNPROCESSABLE_ENTITY, "刚才有人先改过了")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "步道怎么铺？")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "写了很久")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "name=\"version\" value=\"2\"");
        let resent = with(&with(&right, "body", "写了很久"), "version", "2").clone();
        one.post(&change, &again.form_key(), &resent).await.location();
    });
}

#[test]
fn the_forms_of_whoever_conducts_a_vote() {
    in_town(|town| async move {
        let phone = town.phone(&town.world.councillor("林秘书").await).await;
        let convener = town.world.council.0.to_string();
        let right = consultation(&convener);
        phone.fill(NEW_VOTE, &right).await.location();
        let [change, announce, off] = ["change", "announce", "call-off"].map(|step| format!("{VOTE}/{step}"));
        let version = with(&right, "version", "1");
        let reason = [("reason", "方案要重做。")];
        let stranger = town.phone(&town.world.resident("王小明").await).await;
        for (path, fields) in
            [(&change, version.as_slice()), (&announce, &[("version", "1")]), (&off, &reason)]
        {
            refuses_other_sites(&phone, path).await;
            // A draft is nobody's business but its convenors'.
            refuses(&stranger, path, fields, "没有找到").await;
            refuses(&town.visitor(), path, fields, "没有找到").await;
        }
        let change_key = phone.get(&change).await.form_key();
        let key = phone.get(&announce).await.form_key();
        for _ in 0..2 {
            let answer = phone.post(&announce, &key, &[("version", "1")]).await;
            assert_eq!(answer.location(), "/c/chunhe/votes/1?ok=vote-announced");
        }
        let late = phone.post(&change, &change_key, &with(&version, "body", "写了很久")).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "已经固定，不能再改").says(late.status, "写了很久");
        refuses(&phone, &announce, &[("version", "2")], "已经办过了").await;
        for path in [&change, &announce, &off] {
            refuses(&stranger, path, &reason, "席位").await;
        }
        let long = "长".repeat(501);
        let answer = phone.fill(&off, &[("reason", &long)]).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "请改到 500 个字以内");
        // Too late: the vote closed while the form was being filled in.
        let key = phone.get(&off).await.form_key();
        town.world.at.clock.advance(9 * DAY);
        run_due(&town.world.at.hall).await.unwrap();
        let answer = phone.post(&off, &key, &reason).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "投票已经截止").says(answer.status, "方案要重做。");
    });
}

#[test]
fn a_draft_keeps_its_proposals_and_says_when_one_was_withdrawn() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "步道积水").await;
        let proposer = town.phone(&town.world.resident("陈一").await).await;
        for title in ["透水混凝土", "旧砖翻铺", "塑胶"] {
            proposer
                .fill(PROPOSE, &[("title", title), ("body", "先改排水。"), ("cost", "")])
                .await
                .location();
        }
        walk(&town, &[Move::Accept]).await;
        let phone = town.phone(&town.world.councillor("林秘书").await).await;
        let convener = town.world.council.0.to_string();
        let page = phone.get("/c/chunhe/votes/new?issue=1").await;
        let ids: Vec<String> = page
            .text
            .split("name=\"proposal\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 3);
        let mut right = with(&with(&consultation(&convener), "issue", "1"), "options", "保持原样");
        right.extend(ids.iter().map(|id| ("proposal", id.as_str())));
        phone.post(NEW_VOTE, &page.form_key(), &right).await.location();
        // What was ticked stays ticked, what was typed stays typed, and neither turns into the other.
        let change = format!("{VOTE}/change");
        let page = phone.get(&change).await;
        assert_eq!(page.text.matches(" checked").count(), 3, "{}", page.text);
        assert!(page.text.contains("\n保持原样</textarea>"), "{}", page.text);
        // Renamed, it is offered under its new title.
        let revised = [
            ("revision", "1"),
            ("title", "彩色塑胶"),
            ("body", "先改排水。"),
            ("cost", ""),
            ("note", "改名"),
        ];
        proposer.fill("/c/chunhe/issues/1/proposals/3/edit", &revised).await.location();
        phone.get(&change).await.says(StatusCode::OK, "彩色塑胶");
        let announce = format!("{VOTE}/announce");
        let answer = phone.fill(&announce, &[("version", "1")]).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "选作选项的方案后来改过了");
        proposer.fill("/c/chunhe/issues/1/proposals/3/withdraw", &[]).await.location();
        let answer = phone.post(&change, &page.form_key(), &with(&right, "version", "1")).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "选的方案有的已撤回");
        let right: Vec<_> = right.into_iter().filter(|(_, value)| *value != ids[2]).collect();
        phone.post(&change, &answer.form_key(), &with(&right, "version", "1")).await.location();
        phone.fill(&announce, &[("version", "2")]).await.location();
        let page = town.visitor().get(VOTE).await;
        page.says(StatusCode::OK, "透水混凝土");
        assert!(!page.text.contains("塑胶"));
    });
}
