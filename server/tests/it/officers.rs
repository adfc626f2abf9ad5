//! Forms of joining, of one's own account and of officers: right, wrong, too long, sent twice, from another site, without
//! the right.

use crate::members::{newcomer, officer};
use crate::phone::{Phone, in_town};
use axum::http::StatusCode;
use domain::bodies::SeatRight;

/// What comes from another site is refused before anything else.
async fn refuses_other_sites(phone: &Phone, path: &str) {
    let answer = phone.post_raw(path, "cross-site", b"form_key=x".to_vec()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
}

#[test]
fn entries_of_one_owner_are_joined_by_who_keeps_the_roll() {
    in_town(|town| async move {
        const MERGES: &str = "/c/chunhe/officers/roll/yuan2/merges";
        let world = &town.world;
        let chair = world.committee_member("陈主任").await;
        let chair = town.phone(&chair).await;
        let mut entries = Vec::new();
        for flat in ["3号楼101", "3号楼102"] {
            let person = world.person("王小明").await;
            world.flat(flat, 1_000_000, &[person]).await;
            entries.push(person.to_string());
        }
        let page = chair.get(MERGES).await;
        page.says(StatusCode::OK, "王小明").says(StatusCode::OK, "3号楼102");
        let key = page.form_key();
        let both = [("person", entries[0].as_str()), ("person", entries[1].as_str())];
        for wrong in [&both[..0], &both[..1]] {
            let answer = chair.post(MERGES, &key, wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
        let rubbish = chair.post(MERGES, &key, &[("person", "x"), ("person", "y")]).await;
        assert_eq!(rubbish.status, StatusCode::NOT_FOUND);
        refuses_other_sites(&chair, MERGES).await;
        let neighbour = world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        assert_eq!(neighbour.post(MERGES, &key, &both).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.visitor().post(MERGES, &key, &both).await.status, StatusCode::UNAUTHORIZED);
        let joined = chair.post(MERGES, &key, &both).await;
        assert!(joined.location().starts_with(MERGES), "{}", joined.location());
        assert_eq!(chair.post(MERGES, &key, &both).await.location(), joined.location(), "a second tap");
        let done = chair.get(MERGES).await;
        assert_eq!(done.text.matches("王小明").count(), 1, "joined, and listed once");
    });
}

#[test]
fn asking_to_join_keeps_to_its_limits_and_is_asked_once() {
    in_town(|town| async move {
        const ASK: &str = "/c/chunhe/join/ask";
        let officer = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let building = town.world.building.to_string();
        let visitor = town.visitor();
        let long = "赵".repeat(61);
        let ask =
            |name| [("building", building.as_str()), ("unit", "2-301"), ("name", name), ("tie", "tenant")];
        let answer = visitor.fill(ASK, &ask(&long)).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "60 个字以内").says(answer.status, &long);
        refuses_other_sites(&visitor, ASK).await;
        let key = visitor.get(ASK).await.form_key();
        for _ in 0..2 {
            let asked = visitor.post(ASK, &key, &ask("赵租客")).await;
            assert_eq!(asked.location(), "/c/chunhe/join/asked?ok=asked");
        }
        let list = officer.get("/c/chunhe/officers/requests").await;
        assert_eq!(list.text.matches("赵**").count(), 1, "two taps are one request");
    });
}

#[test]
fn codes_and_slips_are_made_from_here_by_officers_only() {
    in_town(|town| async move {
        let person = newcomer(&town, "王小明").await;
        let officer = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let neighbour = town.world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        let code = format!("/c/chunhe/officers/people/{person}/code");
        let building = town.world.building.to_string();
        let fields = [("building", building.as_str())];
        for path in [code.as_str(), "/c/chunhe/officers/slips"] {
            refuses_other_sites(&officer, path).await;
            assert_eq!(town.visitor().post(path, "", &fields).await.status, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(neighbour.post(&code, "", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            neighbour.post("/c/chunhe/officers/slips", "", &fields).await.status,
            StatusCode::FORBIDDEN
        );
        let nobody = "/c/chunhe/officers/people/0195d1f0-0000-7000-8000-000000000001/code";
        assert_eq!(officer.post(nobody, "", &[]).await.status, StatusCode::NOT_FOUND);
        // Every code made is another, and makes the one before void.
        let shown = |text: &str| {
            text.split("class=\"slip-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        let first = shown(&officer.post(&code, "", &[]).await.text);
        let second = shown(&officer.post(&code, "", &[]).await.text);
        assert_ne!(first, second);
        let spent = town.visitor().fill("/join", &[("code", &first)]).await;
        assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(town.visitor().fill("/join", &[("code", &second)]).await.location().starts_with("/join/"));
    });
}

#[test]
fn passwords_and_devices_are_changed_from_here_by_their_owner_only() {
    in_town(|town| async move {
        let resident = town.world.resident("李邻居").await;
        let (phone, other) = (town.phone(&resident).await, town.phone(&resident).await);
        for path in ["/me/password", "/me/devices", "/me/name", "/sign-in", "/sign-out"] {
            refuses_other_sites(&phone, path).await;
        }
        for path in ["/me/password", "/me/devices"] {
            let nobody = town.visitor().post(path, "", &[("device", "others")]).await;
            assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{path}");
        }
        let long = "长".repeat(300);
        let too_long = [("login", "laoli"), ("password", long.as_str()), ("again", long.as_str())];
        let answer = phone.fill("/me/password", &too_long).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "laoli");
        assert!(!answer.text.contains(&long), "a password is never sent back");
        let name = phone.fill("/sign-in", &[("login", long.as_str()), ("password", "correct horse")]).await;
        assert_eq!(name.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            let ended = phone.post("/me/devices", "", &[("device", "others")]).await;
            assert_eq!(ended.location(), "/me/devices?ok=device-ended", "one that is gone is no error");
        }
        assert_eq!(other.get("/me").await.status, StatusCode::UNAUTHORIZED);
        // A device of somebody else's is not ended by naming it.
        let stranger = town.world.resident("王小明").await;
        let (here, there) = (town.phone(&stranger).await, town.phone(&stranger).await);
        let listed = here.get("/me/devices").await.text;
        let theirs = listed.split("name=\"device\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        phone.post("/me/devices", "", &[("device", theirs)]).await;
        there.get("/me").await.says(StatusCode::OK, "我的");
    });
}
