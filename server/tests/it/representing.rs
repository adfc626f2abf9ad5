//! Naming an agent or guardian over HTTP.

use crate::members::officer;
use crate::phone::{Phone, Town, in_town};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::roll::PersonKind;
use domain::words::PersonName;
use service::founding::{self, NewPerson};

/// A firm that owns a shop, and an administrator's phone on its page.
async fn firm(town: &Town) -> (Phone, String) {
    let new = NewPerson {
        community: town.world.community.id,
        kind: PersonKind::Legal,
        name: PersonName::parse("春和商贸有限公司").unwrap(),
        phone: None,
        document_tail: None,
        is_adult: true,
    };
    let firm = founding::add_person(&town.world.at.hall, &Actor::System, new).await.unwrap();
    town.world.flat("3号楼商铺1号", 1_000_000, &[firm]).await;
    let phone = officer(town, "吴主任", "residents_committee", SeatRight::Administrator).await;
    (phone, format!("/c/chunhe/officers/people/{firm}"))
}

const NAMED: [(&str, &str); 5] = [
    ("kind", "agent"),
    ("name", "钱经理"),
    ("phone", "13900000001"),
    ("from", "2026-03-01"),
    ("document", "授权委托书"),
];

fn but(field: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    NAMED.iter().map(|(name, own)| (*name, if *name == field { value } else { *own })).collect()
}

#[test]
fn an_agent_is_named_once_shown_and_ended() {
    in_town(|town| async move {
        let (phone, sheet) = firm(&town).await;
        let name = format!("{sheet}/representative");
        let key = phone.get(&sheet).await.form_key();
        for _ in 0..2 {
            let named = phone.post(&name, &key, &NAMED).await;
            assert_eq!(named.location(), format!("{sheet}?ok=representative-named"));
        }
        let page = phone.get(&sheet).await;
        page.says(StatusCode::OK, "钱经理").says(StatusCode::OK, "2026年3月1日起，凭：授权委托书");
        assert_eq!(page.text.matches("class=\"device\"").count(), 1, "two taps are one naming");
        // The agent's own page says for whom they act, and gives out their code.
        let own = page.text.split("class=\"device\"").nth(1).unwrap();
        let own = own.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        phone.get(own).await.says(StatusCode::OK, "春和商贸有限公司的委托代理人");
        phone.post(&format!("{own}/code"), "", &[]).await.says(StatusCode::OK, "slip-code");
        let end = format!("{name}/end");
        let ended = phone.post(&end, &page.form_key(), &[("kind", "agent")]).await;
        assert_eq!(ended.location(), format!("{sheet}?ok=representative-ended"));
        let replayed = phone.post(&end, &page.form_key(), &[("kind", "agent")]).await;
        assert_eq!(replayed.location(), ended.location());
        let twice = phone.post(&end, &phone.get(&sheet).await.form_key(), &[("kind", "agent")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        phone.get(&sheet).await.says(StatusCode::OK, "已终止");
    });
}

#[test]
fn a_wrong_naming_keeps_what_was_typed_and_no_number_of_a_document() {
    in_town(|town| async move {
        let (phone, sheet) = firm(&town).await;
        let name = format!("{sheet}/representative");
        let wrong = [
            ("name", "", "这里还没有填"),
            ("from", "", "这里还没有填"),
            ("from", "2999-01-01", "有 1 处要改"),
            ("document", "", "这里还没有填"),
            ("document", "身份证 510101195001011234", "请不要填写完整的身份证号"),
            ("kind", "boss", "请从列出的选项里选一个"),
            ("phone", "1", "有 1 处要改"),
            ("phone", "", "名册上没有叫这个名字的成年人"),
        ];
        for (field, value, says) in wrong {
            let answer = phone.post(&name, &phone.get(&sheet).await.form_key(), &but(field, value)).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, says);
            if field != "name" {
                answer.says(answer.status, "value=\"钱经理\"");
            }
        }
        let long = "证".repeat(201);
        let mut fields = NAMED;
        fields[4].1 = &long;
        phone.post(&name, "", &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "200 个字以内");
        phone
            .post(&format!("{name}/end"), "", &[])
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
    });
}

#[test]
fn who_keeps_no_roll_names_nobody() {
    in_town(|town| async move {
        let (phone, sheet) = firm(&town).await;
        let name = format!("{sheet}/representative");
        let body = b"kind=agent&name=x".to_vec();
        assert_eq!(phone.post_raw(&name, "cross-site", body).await.status, StatusCode::FORBIDDEN);
        let neighbour = town.world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        for form in [name.clone(), format!("{name}/end")] {
            assert_eq!(neighbour.post(&form, "", &NAMED).await.status, StatusCode::FORBIDDEN, "{form}");
            assert_eq!(
                town.visitor().post(&form, "", &NAMED).await.status,
                StatusCode::UNAUTHORIZED,
                "{form}"
            );
        }
        // A grid officer reads the sheet and gives out codes, but keeps no roll.
        let grid = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        grid.post(&name, "", &NAMED).await.says(StatusCode::UNPROCESSABLE_ENTITY, "钱经理");
        assert!(!phone.get(&sheet).await.text.contains("钱经理"));
    });
}
