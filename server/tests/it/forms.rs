//! Forms: what was typed is never lost, what was sent twice is done once, what comes from elsewhere is refused.

use crate::phone::in_town;
use crate::world::label;
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::measure::AreaCm2;
use domain::roll::{AreaSource, ResidenceKind, Tenure, UnitKind};
use service::founding::{self, NewUnit};

const NEW: &str = "/c/chunhe/issues/new";

#[test]
fn an_issue_is_raised_over_http() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let fields = [
            ("title", "3号楼门口没有座椅"),
            ("body", "老人没有地方坐。"),
            ("category", "elders"),
            ("scope", ""),
        ];
        let key = phone.get(NEW).await.form_key();
        let answer = phone.post(NEW, &key, &fields).await;
        assert_eq!(answer.location(), "/c/chunhe/issues/1?ok=issue-raised");
        // The second tap gets the first one's answer.
        assert_eq!(phone.post(NEW, &key, &fields).await.location(), "/c/chunhe/issues/1?ok=issue-raised");
        phone.get("/c/chunhe/issues/1?ok=issue-raised").await.says(StatusCode::OK, "已经提出");
        assert_eq!(phone.get("/c/chunhe/issues/2").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_issue_is_for_ones_own_entrance_and_nobody_elses() {
    in_town(|town| async move {
        let (world, hall, system) = (&town.world, &town.world.at.hall, Actor::System);
        let mut entrances = Vec::new();
        for (name, sort) in [("1单元", 1), ("2单元", 2)] {
            let entrance = founding::add_entrance(hall, &system, world.building, label(name), sort).await;
            entrances.push(entrance.unwrap());
        }
        let unit = NewUnit {
            building: world.building,
            entrance: Some(entrances[1]),
            name: label("3号楼2单元101室"),
            kind: UnitKind::Flat,
            area: AreaCm2::new(895_200).unwrap(),
            area_source: AreaSource::Registered,
            counts_area: true,
            counts_head: true,
            tenure: Tenure::Delivered,
            owners: Vec::new(),
            sort: 0,
        };
        let unit = founding::add_unit(hall, &system, unit).await.unwrap();
        let person = world.person("王小明").await;
        founding::add_residence(hall, &system, unit, person, ResidenceKind::Family).await.unwrap();
        let member = world.account(person, "王小明").await;
        let phone = town.phone(&world.actor(member).await).await;
        let page = phone.get(NEW).await;
        page.says(StatusCode::OK, "春和苑2号院 3号楼 2单元");
        assert!(!page.text.contains("1单元"), "only one's own is offered");
        let scope = |n: usize| format!("{}/{}/{}", world.compound, world.building, entrances[n]);
        let (others, own) = (scope(0), scope(1));
        let fields =
            |scope| [("title", "楼道灯坏了"), ("body", "三楼"), ("category", "elders"), ("scope", scope)];
        let refused = phone.fill(NEW, &fields(&others)).await;
        refused.says(StatusCode::UNPROCESSABLE_ENTITY, "请从列出的选项里选一个");
        phone.fill(NEW, &fields(&own)).await.location();
        phone.get("/c/chunhe/issues/1").await.says(StatusCode::OK, "2单元");
    });
}

#[test]
fn a_newcomers_typo_loses_nothing() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let answer =
            phone.fill(NEW, &[("title", ""), ("body", "写了很久的话 </textarea><b>"), ("scope", "x")]).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "有 3 处要改");
        assert!(
            answer.text.contains("写了很久的话 &lt;/textarea&gt;&lt;b&gt;</textarea>"),
            "{}",
            answer.text
        );
        let long = "议".repeat(81);
        let answer = phone.fill(NEW, &[("title", &long), ("body", "话"), ("category", "other")]).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "请改到 80 个字以内");
        let broken = phone.post_raw(NEW, "same-origin", b"title=%FF%FE&body=x".to_vec()).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_form_from_elsewhere_or_too_large_is_refused_with_a_page() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let answer = phone.post_raw(NEW, "cross-site", b"title=x".to_vec()).await;
        answer.says(StatusCode::FORBIDDEN, "这一步不能办");
        let answer = phone.post_raw(NEW, "same-origin", vec![b'a'; 300 * 1024]).await;
        answer.says(StatusCode::PAYLOAD_TOO_LARGE, "内容太大了");
    });
}

#[test]
fn a_corrected_form_is_not_taken_for_the_first_one() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let key = phone.get(NEW).await.form_key();
        let fields =
            |title| [("title", title), ("body", "老人没有地方坐。"), ("category", "elders"), ("scope", "")];
        assert_eq!(
            phone.post(NEW, &key, &fields("没有坐椅")).await.location(),
            "/c/chunhe/issues/1?ok=issue-raised"
        );
        // Back, a word mended, sent again: another issue, not a success that wrote nothing.
        assert_eq!(
            phone.post(NEW, &key, &fields("没有座椅")).await.location(),
            "/c/chunhe/issues/2?ok=issue-raised"
        );
        assert_eq!(
            phone.post(NEW, &key, &fields("没有坐椅")).await.location(),
            "/c/chunhe/issues/1?ok=issue-raised"
        );
    });
}

#[test]
fn a_form_without_a_key_shares_nothing_with_another() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let body = |title: &str| {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs([("title", title), ("body", "话"), ("category", "other"), ("scope", "")]);
            form.finish().into_bytes()
        };
        for (n, title) in [(1, "没有座椅"), (2, "没有路灯")] {
            let answer = phone.post_raw(NEW, "same-origin", body(title)).await;
            assert_eq!(answer.location(), format!("/c/chunhe/issues/{n}?ok=issue-raised"));
        }
        let refused = phone.post_raw(NEW, "same-origin", body("")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.form_key().starts_with("00000000"), "a fresh key is given");
    });
}
