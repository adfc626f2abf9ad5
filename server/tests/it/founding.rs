//! A hall begins: an operator founds a community, its administrator enters the compounds.

use crate::both::{Empty, on_both};
use crate::phone::{Phone, Town};
use crate::world::{World, label};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::bodies::SeatRight;
use service::founding::{self, NewBody, NewSeat};

const COMMUNITY: &str = "/communities/new";
const COMPOUND: &str = "/c/chunhe/settings/new";

/// The phone of someone who runs the installation.
async fn operator(town: &Town) -> Phone {
    let World { at, .. } = &town.world;
    let person = town.world.person("运维").await;
    let member = town.world.account(person, "运维").await;
    let body = NewBody {
        kind: "operators".to_owned(),
        community: None,
        compound: None,
        name: label("运维组"),
        decision_prefix: String::new(),
    };
    let (_, term) =
        founding::found_body(&at.hall, &Actor::System, body, label("第一届"), at.hall.now()).await.unwrap();
    let seat = NewSeat { term, member, title: label("运维"), right: Some(SeatRight::Operator), grid: None };
    founding::seat_member(&at.hall, &Actor::System, seat).await.unwrap();
    town.phone(&town.world.actor(member).await).await
}

fn community(slug: &str) -> [(&str, &str); 5] {
    [
        ("name", "秋实社区"),
        ("short_name", "秋实"),
        ("slug", slug),
        ("cosigners", "３０"),
        ("time_zone", "Asia/Shanghai"),
    ]
}

#[test]
fn an_operator_founds_a_community_and_its_compound() {
    on_both(|at: Empty| async move {
        let town = Town::furnish(at).await;
        let phone = operator(&town).await;
        phone.get("/c/chunhe/settings").await.says(StatusCode::OK, "新建一个社区");
        let key = phone.get(COMMUNITY).await.form_key();
        let first = phone.post(COMMUNITY, &key, &community("qiushi")).await;
        assert_eq!(first.location(), "/c/qiushi/settings?ok=community-founded");
        // The second tap gets the first one's answer; another form cannot take the same address.
        assert_eq!(phone.post(COMMUNITY, &key, &community("qiushi")).await.location(), first.location());
        let again = phone.fill(COMMUNITY, &community("qiushi")).await;
        again.says(StatusCode::UNPROCESSABLE_ENTITY, "已经用过了").says(again.status, "秋实社区");

        let compound = "/c/qiushi/settings/new";
        let fields = [("name", "秋实园"), ("slug", "yuan")];
        let key = phone.get(compound).await.form_key();
        for _tap in 0..2 {
            assert_eq!(
                phone.post(compound, &key, &fields).await.location(),
                "/c/qiushi/settings?ok=compound-added"
            );
        }
        phone.get("/c/qiushi/settings").await.says(StatusCode::OK, "秋实园").says(StatusCode::OK, "导入名册");
        phone.fill(compound, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "已经用过了");
        // The address is another community's matter.
        assert_eq!(phone.fill(COMPOUND, &fields).await.location(), "/c/chunhe/settings?ok=compound-added");
    });
}

#[test]
fn an_operator_finds_the_way_back_to_every_desk() {
    on_both(|at: Empty| async move {
        let town = Town::furnish(at).await;
        let phone = operator(&town).await;
        phone.fill(COMMUNITY, &community("qiushi")).await.location();
        let me = phone.get("/me").await;
        for words in ["新建一个社区", "href=\"/c/chunhe/officers\"", "href=\"/c/qiushi/officers\""] {
            me.says(StatusCode::OK, words);
        }
        let home = phone.get("/c/qiushi").await;
        home.says(StatusCode::OK, "新建一个社区").says(StatusCode::OK, "href=\"/c/qiushi/officers\"");
        phone.get("/c/qiushi/officers").await.says(StatusCode::OK, "办事");
        let resident = town.phone(&town.world.resident("王小明").await).await;
        for path in ["/me", "/c/chunhe"] {
            let page = resident.get(path).await;
            assert!(!page.text.contains("/officers") && !page.text.contains("新建一个社区"), "{}", page.text);
        }
        // A code's form and the password's lead to asking without either; with several communities one is chosen.
        for path in ["/join", "/sign-in"] {
            let page = town.visitor().get(path).await;
            for slug in ["chunhe", "qiushi"] {
                page.says(StatusCode::OK, &format!("href=\"/c/{slug}/join/ask\""));
            }
        }
        town.visitor().get("/c/chunhe").await.says(StatusCode::OK, "href=\"/c/chunhe/join/ask\"");
    });
}

#[test]
fn what_is_wrong_is_said_and_others_are_refused() {
    on_both(|at: Empty| async move {
        let town = Town::furnish(at).await;
        let phone = operator(&town).await;
        for slug in ["", "New", "new", "秋实", "a", "2yuan", "yuan-", &"a".repeat(33)] {
            phone
                .fill(COMMUNITY, &community(slug))
                .await
                .says(StatusCode::UNPROCESSABLE_ENTITY, "小写英文字母");
            let fields = [("name", "秋实园"), ("slug", slug)];
            phone.fill(COMPOUND, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "小写英文字母");
        }
        let mut fields = community("qiushi");
        fields[4].1 = "Mars/Olympus";
        phone.fill(COMMUNITY, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "请从列出的选项里选一个");
        let long = "秋".repeat(500);
        let fields = [("name", long.as_str()), ("slug", "yuan")];
        phone.fill(COMPOUND, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "太长了");

        let resident = town.phone(&town.world.resident("王小明").await).await;
        for path in [COMMUNITY, COMPOUND] {
            resident.get(path).await.says(StatusCode::FORBIDDEN, "这一步不能办");
            let posted = resident
                .post(path, &town.world.at.hall.new_id::<domain::id::FormKey>().to_string(), &[])
                .await;
            assert_eq!(posted.status, StatusCode::FORBIDDEN);
            town.visitor().get(path).await.says(StatusCode::UNAUTHORIZED, "请先登录");
            let foreign = phone.post_raw(path, "cross-site", b"slug=x".to_vec()).await;
            assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        }
    });
}
