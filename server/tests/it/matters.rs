//! Issues and proposals over HTTP: every form with what is right, wrong, too long, sent twice, from elsewhere, stale,
//! and from someone without the right.

use crate::phone::{Phone, Town, in_town};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::issues::Category;
use domain::words::{Body, Title};
use service::issues::{self, NewIssue};

const ISSUE: &str = "/c/chunhe/issues/1";
const MOVE: &str = "/c/chunhe/issues/1/move";
const PROPOSE: &str = "/c/chunhe/issues/1/proposals/new";
const PROPOSAL: &str = "/c/chunhe/issues/1/proposals/1";

pub(crate) async fn raise(town: &Town, author: &Actor, title: &str) -> i64 {
    let hall = &town.world.at.hall;
    let issue = NewIssue {
        community: town.world.community.id,
        title: Title::parse(title).expect("a title"),
        body: Body::parse("老人没有地方坐。").expect("a body"),
        category: Category::Elders,
        compound: None,
        building: None,
        entrance: None,
    };
    issues::raise_issue(hall, author, hall.new_id(), issue).await.expect("an issue")
}

/// The value of the hidden field `name` on the page at `path`.
async fn hidden(phone: &Phone, path: &str, name: &str) -> String {
    let page = phone.get(path).await.text;
    let mark = format!("name=\"{name}\" value=\"");
    let after = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name} in:\n{page}"));
    after.split('"').next().expect("a quoted value").to_owned()
}

#[test]
fn a_preview_shows_the_text_and_sends_nothing() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let fields = [("title", "没有座椅"), ("body", "老人**没有地方**坐"), ("preview", "1")];
        let answer = phone.fill("/c/chunhe/issues/new", &fields).await;
        answer.says(StatusCode::OK, "<strong>没有地方</strong>").says(StatusCode::OK, "老人**没有地方**坐");
        assert_eq!(phone.get(ISSUE).await.status, StatusCode::NOT_FOUND);
        raise(&town, &neighbour, "没有座椅").await;
        phone.fill(PROPOSE, &fields).await.says(StatusCode::OK, "<strong>没有地方</strong>");
        assert_eq!(phone.get(PROPOSAL).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn cosigning_is_a_tap_that_may_be_doubled_and_taken_back() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let neighbour = town.world.resident("陈一").await;
        let phone = town.phone(&neighbour).await;
        phone.get(ISSUE).await.says(StatusCode::OK, "附议这件事");
        let path = format!("{ISSUE}/cosign");
        for _ in 0..2 {
            let answer = phone.post(&path, "", &[("sign", "1")]).await;
            assert_eq!(answer.location(), "/c/chunhe/issues/1?ok=issue-cosigned");
        }
        phone.get(ISSUE).await.says(StatusCode::OK, "您已附议").says(StatusCode::OK, "还差 2 人");
        let answer = phone.post(&path, "", &[("sign", "0")]).await;
        assert_eq!(answer.location(), "/c/chunhe/issues/1?ok=cosignature-withdrawn");
        let own = town.phone(&author).await;
        own.post(&path, "", &[("sign", "1")]).await.says(StatusCode::FORBIDDEN, "自己的事要由别人来办");
        town.visitor().post(&path, "", &[("sign", "1")]).await.says(StatusCode::UNAUTHORIZED, "请先登录");
        town.visitor().get(ISSUE).await.says(StatusCode::OK, "登录后附议");
        let elsewhere = phone.post_raw(&path, "cross-site", b"sign=1".to_vec()).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        phone.post("/c/chunhe/issues/9/cosign", "", &[]).await.says(StatusCode::NOT_FOUND, "没有找到");
        for name in ["陈二", "陈三", "陈四"] {
            let neighbour = town.world.resident(name).await;
            let answer = town.phone(&neighbour).await.post(&path, "", &[("sign", "1")]).await;
            let expected = if name == "陈四" { "?ok=issue-accepted" } else { "?ok=issue-cosigned" };
            assert!(answer.location().ends_with(expected), "{}", answer.location());
        }
        own.get(ISSUE)
            .await
            .says(StatusCode::OK, "附议人数够了，自动受理")
            .says(StatusCode::OK, "提一个方案");
    });
}

#[test]
fn two_officers_at_once_get_a_clear_answer_and_lose_no_word() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let (one, two) = (town.world.councillor("李甲").await, town.world.councillor("李乙").await);
        let (one, two) = (town.phone(&one).await, town.phone(&two).await);
        let version = hidden(&one, MOVE, "version").await;
        let accept = [("version", version.as_str()), ("step", "accept"), ("reason", "这件事该管")];
        let key = one.get(MOVE).await.form_key();
        assert_eq!(one.post(MOVE, &key, &accept).await.location(), "/c/chunhe/issues/1?ok=issue-moved");
        // A double tap is one step.
        assert_eq!(one.post(MOVE, &key, &accept).await.location(), "/c/chunhe/issues/1?ok=issue-moved");
        let late = [("version", version.as_str()), ("step", "decline"), ("reason", "写了很久的理由")];
        let answer = two.fill(MOVE, &late).await;
        answer
            .says(StatusCode::UNPROCESSABLE_ENTITY, "刚才有人先改过了")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "写了很久的理由")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "已受理")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "name=\"version\" value=\"2\"");
        one.get(ISSUE).await.says(StatusCode::OK, "这件事该管").says(StatusCode::OK, "委员");
    });
}

#[test]
fn the_officers_form_says_what_is_missing() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let officer = town.world.councillor("李甲").await;
        let phone = town.phone(&officer).await;
        let cases: [(&[(&str, &str)], &str); 6] = [
            (&[], "有 2 处要改"),
            (&[("step", "accept")], "这里还没有填"),
            (&[("step", "fly"), ("reason", "好的")], "请从列出的选项里选一个"),
            (&[("step", "turn_to_hazard"), ("reason", "危险")], "有 2 处要改"),
            (
                &[
                    ("step", "turn_to_hazard"),
                    ("reason", "危险"),
                    ("carried_by", "物业"),
                    ("due", "2020-01-01"),
                ],
                "时间太早了",
            ),
            (
                &[("step", "turn_to_hazard"), ("reason", "危险"), ("carried_by", "物业"), ("due", "明天")],
                "请填日期和时间",
            ),
        ];
        for (fields, says) in cases {
            phone.fill(MOVE, fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, says);
        }
        let long = "长".repeat(501);
        let fields = [("step", "accept"), ("reason", long.as_str())];
        phone.fill(MOVE, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "请改到 500 个字以内");
        let weak = town.world.resident("陈一").await;
        let weak = town.phone(&weak).await;
        weak.get(MOVE).await.says(StatusCode::FORBIDDEN, "这要由有相应席位的人来办");
        let fields = [("version", "1"), ("step", "accept"), ("reason", "该管")];
        weak.post(MOVE, "", &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "有相应席位的人");
        let fields = [
            ("version", "1"),
            ("step", "turn_to_hazard"),
            ("reason", "危险"),
            ("carried_by", "物业中心"),
            ("due", "2026-11-25"),
        ];
        assert_eq!(phone.fill(MOVE, &fields).await.location(), "/c/chunhe/issues/1?ok=issue-moved");
        let page = phone.get(ISSUE).await;
        page.says(StatusCode::OK, "物业中心办理").says(StatusCode::OK, "2026年11月25日前办完");
        town.world.at.clock.advance(5 * domain::time::DAY);
        phone.get(ISSUE).await.says(StatusCode::OK, "已过期限");
        let progress = format!("{ISSUE}/progress");
        phone.fill(&progress, &[("reason", "")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
        let answer = phone.fill(&progress, &[("reason", "已经在清理")]).await;
        assert_eq!(answer.location(), "/c/chunhe/issues/1?ok=progress-noted");
        phone.get(ISSUE).await.says(StatusCode::OK, "已经在清理");
        weak.get(&progress).await.says(StatusCode::FORBIDDEN, "席位");
    });
}

#[test]
fn a_proposal_is_made_revised_compared_and_withdrawn() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "讲堂路乱停").await;
        let proposer = town.world.resident("陈一").await;
        let phone = town.phone(&proposer).await;
        let wrong = [("title", ""), ("body", "划40个车位"), ("cost", "很多")];
        phone
            .fill(PROPOSE, &wrong)
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "有 2 处要改")
            .says(StatusCode::UNPROCESSABLE_ENTITY, "划40个车位");
        let right = [("title", "改成停车带"), ("body", "划40个车位"), ("cost", "４８０００元")];
        let key = phone.get(PROPOSE).await.form_key();
        for _ in 0..2 {
            let answer = phone.post(PROPOSE, &key, &right).await;
            assert_eq!(answer.location(), "/c/chunhe/issues/1/proposals/1?ok=proposal-made");
        }
        phone.get(PROPOSAL).await.says(StatusCode::OK, "预计 48,000 元");
        let edit = format!("{PROPOSAL}/edit");
        phone.get(&edit).await.says(StatusCode::OK, "value=\"48,000\"");
        let revised = [
            ("revision", "1"),
            ("title", "改成停车带"),
            ("body", "划45个车位"),
            ("cost", ""),
            ("note", "多划五个"),
        ];
        assert!(phone.fill(&edit, &revised).await.location().ends_with("?ok=proposal-revised"));
        let stale = phone.fill(&edit, &revised).await;
        stale.says(StatusCode::UNPROCESSABLE_ENTITY, "刚才有人先改过了");
        stale.says(StatusCode::UNPROCESSABLE_ENTITY, "name=\"revision\" value=\"2\"");
        let page = town.visitor().get(&format!("{PROPOSAL}/revisions/2")).await;
        let bare = page.text.replace("<!>", "");
        assert!(bare.contains("划<del>40</del><ins>45</ins>个车位"), "{bare}");
        page.says(StatusCode::OK, "花费由 48,000 元 改为 未写");
        town.visitor().get(&format!("{PROPOSAL}/revisions")).await.says(StatusCode::OK, "多划五个");
        for missing in ["revisions/3", "revisions/0", "revisions/x"] {
            let status = town.visitor().get(&format!("{PROPOSAL}/{missing}")).await.status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{missing}");
        }
        let neighbour = town.world.resident("陈二").await;
        let other = town.phone(&neighbour).await;
        other.get(PROPOSAL).await.says(StatusCode::OK, "附议这个方案");
        let cosign = format!("{PROPOSAL}/cosign");
        assert!(
            other.post(&cosign, "", &[("sign", "1")]).await.location().ends_with("?ok=proposal-cosigned")
        );
        other.get(PROPOSAL).await.says(StatusCode::OK, "您附议的是第 2 版");
        other.get(&edit).await.says(StatusCode::FORBIDDEN, "只有作者本人");
        let withdraw = format!("{PROPOSAL}/withdraw");
        other.get(&withdraw).await.says(StatusCode::FORBIDDEN, "只有作者本人");
        assert!(phone.fill(&withdraw, &[]).await.location().ends_with("?ok=proposal-withdrawn"));
        other.get(PROPOSAL).await.says(StatusCode::OK, "提案人已撤回");
        // The co-signer is told on the community's page, and reading it marks it seen.
        let home = other.get("/c/chunhe").await;
        home.says(StatusCode::OK, "有一件事等您").says(StatusCode::OK, "您附议的方案撤回了");
        let at = home.text.split("action=\"/c/chunhe/notices/").nth(1).expect("a notice");
        let id = at.split('"').next().expect("an id");
        let leads = other.post(&format!("/c/chunhe/notices/{id}"), "", &[]).await;
        assert_eq!(leads.location(), PROPOSAL);
        other.get("/c/chunhe").await.says(StatusCode::OK, "现在没有事等您");
    });
}

#[test]
fn the_front_page_is_the_only_community_and_lists_several() {
    in_town(|town| async move {
        town.visitor()
            .get("/")
            .await
            .says(StatusCode::OK, "春和社区议事厅")
            .says(StatusCode::OK, "还没有人提过事");
        let neighbour = town.world.resident("王小明").await;
        raise(&town, &neighbour, "没有座椅").await;
        town.visitor().get("/").await.says(StatusCode::OK, "没有座椅");
        let list = town.visitor().get("/c/chunhe/issues?shelf=open").await;
        list.says(StatusCode::OK, "没有找到");
        let found = town.visitor().get("/c/chunhe/issues?q=%E5%BA%A7%E6%A4%85&shelf=raised").await;
        found.says(StatusCode::OK, "没有座椅").says(StatusCode::OK, "value=\"座椅\"");
        town.visitor().get("/c/chunhe/notices").await.says(StatusCode::METHOD_NOT_ALLOWED, "");
        let new = service::founding::NewCommunity {
            slug: "qiushi".to_owned(),
            name: crate::world::label("秋实社区"),
            short_name: crate::world::label("秋实"),
            time_zone: "Asia/Shanghai".to_owned(),
            cosigners_needed: 3,
        };
        service::founding::found_community(&town.world.at.hall, &Actor::System, new)
            .await
            .expect("a community");
        town.visitor().get("/").await.says(StatusCode::OK, "您在哪个社区").says(StatusCode::OK, "秋实社区");
    });
}

#[test]
fn a_visitor_was_shown_the_officers_forms() {
    in_town(|town| async move {
        let author = town.world.resident("甲").await;
        raise(&town, &author, "加长椅").await;
        let said = [("body", "好"), ("stance", "none")];
        town.phone(&author).await.fill("/c/chunhe/issues/1/comments", &said).await.location();
        let other = town.world.resident("乙").await;
        for path in ["/c/chunhe/comments/1-1/edit", "/c/chunhe/comments/1-1/hide", MOVE] {
            let answer = town.visitor().post(path, "x", &[]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            let answer = town.phone(&other).await.post(path, "x", &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    });
}
