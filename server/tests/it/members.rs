//! Joining, signing in, one's own account and officers' pages over HTTP.

use crate::phone::{Answer, Phone, Town, in_town};
use app::path;
use axum::http::{StatusCode, header};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::id::PersonId;
use domain::members::JoinCode;
use domain::roll::ResidenceKind;
use domain::words::Label;
use service::founding::{self, NewBody};
use service::joining;

pub(crate) async fn newcomer(town: &Town, name: &str) -> PersonId {
    let world = &town.world;
    let person = world.person(name).await;
    let unit = world.flat(&format!("3号楼2单元{name}室"), 895_200, &[]).await;
    founding::add_residence(&world.at.hall, &Actor::System, unit, person, ResidenceKind::Family)
        .await
        .unwrap();
    person
}

async fn code(town: &Town, person: PersonId) -> JoinCode {
    let community = town.world.community.id;
    joining::issue_code(&town.world.at.hall, &Actor::System, community, person).await.unwrap().code
}

/// A phone with a seat of `right` for the whole community.
pub(crate) async fn officer(town: &Town, name: &str, kind: &str, right: SeatRight) -> Phone {
    let world = &town.world;
    let label = |text: &str| Label::parse(text).unwrap();
    let new = NewBody {
        kind: kind.to_owned(),
        community: Some(world.community.id),
        compound: None,
        name: label(name),
        decision_prefix: "春和".to_owned(),
    };
    let hall = &world.at.hall;
    let (_, term) =
        founding::found_body(hall, &Actor::System, new, label("第一届"), hall.now()).await.unwrap();
    let resident = world.resident(name).await;
    town.phone(&world.seat(&resident, term, right).await).await
}

fn cookies(answer: &Answer) -> Vec<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    all.map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[test]
fn a_slips_link_spends_nothing_and_its_button_signs_in_once() {
    in_town(|town| async move {
        let code = code(&town, newcomer(&town, "王小明").await).await;
        let visitor = town.visitor();
        let path = format!("/join/{}", code.as_str());
        for _ in 0..8 {
            let answer = visitor.get(&path).await;
            answer.says(StatusCode::OK, "王**·3号楼");
            assert!(!answer.text.contains("王小明"), "no stranger reads a whole name");
            assert!(cookies(&answer).is_empty());
        }
        // Typed, with blanks and look-alikes, it leads to the same page.
        let typed = code.grouped().to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(visitor.fill("/join", &[("code", &typed)]).await.location(), path);
        let key = visitor.get(&path).await.form_key();
        let cross = visitor.post_raw(&path, "cross-site", format!("form_key={key}").into_bytes()).await;
        assert_eq!(cross.status, StatusCode::FORBIDDEN);
        let joined = visitor.post(&path, &key, &[]).await;
        assert_eq!(joined.location(), "/c/chunhe?ok=joined");
        let cookie = cookies(&joined).remove(0);
        for part in ["yishi=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        // The second tap signs the same phone in; another phone finds it spent.
        assert_eq!(visitor.post(&path, &key, &[]).await.location(), "/c/chunhe?ok=signed-in");
        let phone = town.with_cookie(cookie.split(';').next().unwrap());
        phone.get("/me").await.says(StatusCode::OK, "3号楼2单元王小明室");
        let other = visitor.post(&path, "0195d1f0-0000-7000-8000-000000000001", &[]).await;
        other.says(StatusCode::UNPROCESSABLE_ENTITY, "这个加入码不对、已用过或已过期");
    });
}

#[test]
fn wrong_and_spent_codes_look_the_same_and_five_are_enough() {
    in_town(|town| async move {
        let visitor = town.visitor();
        let spent = code(&town, newcomer(&town, "王小明").await).await;
        let path = format!("/join/{}", spent.as_str());
        visitor.fill(&path, &[]).await.location();
        let strip = |answer: &Answer| {
            let key = answer.form_key();
            answer.text.replace(&key, "").replace(spent.as_str(), "")
        };
        let spent_page = visitor.get(&path).await;
        let wrong_page = visitor.get("/join/ZZZZZZZZZZZZ").await;
        assert_eq!(wrong_page.status, spent_page.status);
        assert_eq!(strip(&wrong_page).replace("ZZZZZZZZZZZZ", ""), strip(&spent_page));
        let typed = visitor.fill("/join", &[("code", "写错的 <b>")]).await;
        typed.says(StatusCode::UNPROCESSABLE_ENTITY, "这个加入码不对").says(typed.status, "写错的 &lt;b&gt;");
        visitor.fill("/join", &[("code", "")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
        let long = "7".repeat(300);
        visitor.fill("/join", &[("code", &long)]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "太长了");
        visitor.get("/join/ZZZZZZZZZZZZ").await;
        visitor.get("/join/nothing").await;
        let late = visitor.fill("/join", &[("code", "ZZZZ-ZZZZ-ZZZZ")]).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "试的次数太多了");
    });
}

#[test]
fn no_answer_tells_whether_a_name_exists() {
    in_town(|town| async move {
        let phone = officer(&town, "王小明", "residents_committee", SeatRight::Administrator).await;
        let resident = town.world.resident("李邻居").await;
        let own = town.phone(&resident).await;
        let set = [("login", "laoli"), ("password", "correct horse"), ("again", "correct horse")];
        assert_eq!(own.fill("/me/password", &set).await.location(), "/me?ok=password-set");
        phone.get("/me").await.says(StatusCode::OK, "我的");
        let visitor = town.visitor();
        let mut pages = Vec::new();
        for login in ["laoli", "nobody"] {
            let answer = visitor.fill("/sign-in", &[("login", login), ("password", "wrong password")]).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, "名字或密码不对");
            assert!(!answer.text.contains("wrong password"), "a password is never sent back");
            pages.push(answer.text.replace(&answer.form_key(), "").replace(login, ""));
        }
        assert_eq!(pages[0], pages[1]);
        let fit = [("login", "ＬＡＯＬＩ"), ("password", "correct horse")];
        let answer = visitor.fill("/sign-in", &fit).await;
        assert_eq!(answer.location(), "/c/chunhe?ok=signed-in");
        let short = visitor.fill("/sign-in", &[("login", "laoli"), ("password", "x")]).await;
        short.says(StatusCode::UNPROCESSABLE_ENTITY, "名字或密码不对");
        visitor.fill("/sign-in", &[]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "有 2 处要改");
    });
}

#[test]
fn signing_in_leads_back_to_where_one_was_and_nowhere_else() {
    in_town(|town| async move {
        let own = town.phone(&town.world.resident("李邻居").await).await;
        let set = [("login", "laoli"), ("password", "correct horse"), ("again", "correct horse")];
        own.fill("/me/password", &set).await.location();
        let visitor = town.visitor();
        // A page that asks to sign in says where from, and so does the head of every other.
        const FROM_PASSWORD: &str = "href=\"/sign-in?next=%2Fme%2Fpassword\"";
        visitor.get("/me/password").await.says(StatusCode::UNAUTHORIZED, FROM_PASSWORD);
        let list = visitor.get("/c/chunhe/requests?ok=signed-out").await;
        list.says(StatusCode::OK, "href=\"/sign-in?next=%2Fc%2Fchunhe%2Frequests\"");
        let hidden = "name=\"next\" value=\"/me/password\"";
        let page = visitor.get("/sign-in?next=%2Fme%2Fpassword").await;
        assert_eq!(page.text.matches(hidden).count(), 2, "{}", page.text);
        let sign_in = |next: &'static str, password: &'static str| {
            let visitor = visitor.clone();
            async move {
                let fields = [("login", "laoli"), ("password", password), ("next", next)];
                visitor.fill("/sign-in", &fields).await
            }
        };
        sign_in("/me/password", "wrong password").await.says(StatusCode::UNPROCESSABLE_ENTITY, hidden);
        assert_eq!(sign_in("/me/password", "correct horse").await.location(), "/me/password?ok=signed-in");
        for next in ["", "//evil.example/", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]
        {
            let page = visitor.get(&path::with_query("/sign-in", &[("next", next.to_owned())])).await;
            page.says(StatusCode::OK, "登录");
            assert!(!page.text.contains("name=\"next\""), "{}", page.text);
            assert_eq!(sign_in(next, "correct horse").await.location(), "/c/chunhe?ok=signed-in", "{next}");
        }
        // A code leads there as well.
        let code = code(&town, newcomer(&town, "王小明").await).await;
        let typed = [("code", code.as_str()), ("next", "/c/chunhe/votes")];
        let found = visitor.fill("/join", &typed).await;
        let invitation = format!("/join/{}?next=%2Fc%2Fchunhe%2Fvotes", code.as_str());
        assert_eq!(found.location(), invitation);
        visitor.get(&invitation).await.says(StatusCode::OK, "name=\"next\" value=\"/c/chunhe/votes\"");
        let joined = visitor.fill(&invitation, &[("next", "/c/chunhe/votes")]).await;
        assert_eq!(joined.location(), "/c/chunhe/votes?ok=joined");
    });
}

#[test]
fn who_asks_by_unit_and_name_is_let_in_by_an_officer() {
    in_town(|town| async move {
        let officer = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let unit = town.world.flat("3号楼2单元301室", 895_200, &[]).await.to_string();
        let visitor = town.visitor();
        const ASK: &str = "/c/chunhe/join/ask";
        let building = town.world.building.to_string();
        let wrong = [("building", ""), ("unit", ""), ("name", "赵<b>"), ("phone", "510101195001011234")];
        let answer = visitor.fill(ASK, &wrong).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "有 4 处要改").says(answer.status, "赵&lt;b&gt;");
        answer.says(answer.status, "请不要填写完整的身份证号");
        let fields =
            [("building", building.as_str()), ("unit", "2-301"), ("name", "赵租客"), ("tie", "tenant")];
        let asked = visitor.fill(ASK, &fields).await;
        assert_eq!(asked.location(), "/c/chunhe/join/asked?ok=asked");
        assert_eq!(visitor.get("/c/chunhe/join/asked").await.status, StatusCode::NOT_FOUND);
        let cookie = cookies(&asked).remove(0);
        let device = town.with_cookie(cookie.split(';').next().unwrap());
        device.get("/c/chunhe/join/asked").await.says(StatusCode::OK, "等待核对");
        officer.get("/c/chunhe/officers").await.says(StatusCode::OK, "1 件");
        let list = officer.get("/c/chunhe/officers/requests").await;
        list.says(StatusCode::OK, "赵**");
        assert!(!list.text.contains("赵租客"), "the list masks; opening is logged");
        let path = list.text.split("/c/chunhe/officers/requests/").nth(1).unwrap();
        let path = format!("/c/chunhe/officers/requests/{}", path.split('"').next().unwrap());
        assert_eq!(visitor.get(&path).await.status, StatusCode::UNAUTHORIZED);
        officer.get(&path).await.says(StatusCode::OK, "赵租客");
        officer
            .fill(&path, &[("answer", "declined")])
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
        officer.fill(&path, &[]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
        let verdict = [("answer", "new"), ("unit", unit.as_str()), ("tie", "tenant")];
        let answered = officer.fill(&path, &verdict).await;
        assert_eq!(answered.location(), "/c/chunhe/officers/requests?ok=request-confirmed");
        let joined = device.fill("/c/chunhe/join/asked", &[]).await;
        assert_eq!(joined.location(), "/c/chunhe?ok=joined");
    });
}

#[test]
fn a_buildings_slips_are_printed_once_and_kept_nowhere() {
    in_town(|town| async move {
        const SLIPS: &str = "/c/chunhe/officers/slips";
        for name in ["甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八", "壬九"]
        {
            newcomer(&town, name).await;
        }
        let officer = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let neighbour = town.world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        assert_eq!(neighbour.get(SLIPS).await.status, StatusCode::FORBIDDEN);
        officer.get(SLIPS).await.says(StatusCode::OK, "3号楼（9 人）");
        officer
            .post(SLIPS, "", &[("building", "x")])
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "请从列出的选项里选");
        let building = town.world.building.to_string();
        let sheet = officer.post(SLIPS, "", &[("building", &building)]).await;
        sheet.says(StatusCode::OK, "甲**").says(StatusCode::OK, "data:image/png;base64,");
        assert_eq!(sheet.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(sheet.text.matches("class=\"slip\"").count(), 9);
        assert_eq!(sheet.text.matches("class=\"slips\"").count(), 2, "eight to a sheet");
        // The whole name and the door stand on the strip that is torn off, and nowhere else.
        assert_eq!(sheet.text.matches("slip-tear").count(), 9);
        sheet.says(StatusCode::OK, "送件人撕下：3号楼2单元甲一室 甲一<");
        assert_eq!(sheet.text.matches("甲一").count(), 2);
        let code = sheet.text.split("class=\"slip-code\">").nth(1).unwrap();
        let code = code.split('<').next().unwrap();
        let code = JoinCode::parse(code).unwrap();
        town.visitor().get(&format!("/join/{}", code.as_str())).await.says(StatusCode::OK, "是我，加入");
    });
}

#[test]
fn slips_of_a_roll_with_owners_only_say_where_codes_come_from() {
    in_town(|mut town| async move {
        const SLIPS: &str = "/c/chunhe/officers/slips";
        let officer = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let (hall, name) = (town.world.at.hall.clone(), Label::parse("9号楼").unwrap());
        let compound = town.world.compound;
        town.world.building =
            founding::add_building(&hall, &Actor::System, compound, name, None, 9).await.unwrap();
        officer.get("/c/chunhe/officers").await.says(StatusCode::OK, SLIPS);
        let owner = town.world.person("王业主").await;
        let unit = town.world.flat("9号楼2单元301室", 895_200, &[owner]).await;
        officer.get(SLIPS).await.says(StatusCode::OK, "9号楼（名册里没有住户）");
        let building = town.world.building.to_string();
        let sheet = officer.post(SLIPS, "", &[("building", &building)]).await;
        sheet.says(StatusCode::OK, "名册里没有这栋楼的住户").says(StatusCode::OK, "当面交给本人");
        assert!(!sheet.text.contains("都已经加入"), "{}", sheet.text);
        // Who owns and lives there gets a slip that is marked.
        founding::add_residence(&hall, &Actor::System, unit, owner, ResidenceKind::Owner).await.unwrap();
        let sheet = officer.post(SLIPS, "", &[("building", &building)]).await;
        sheet.says(StatusCode::OK, "9号楼2单元301室 王业主（业主：交本人，不放信箱）");
    });
}

#[test]
fn who_holds_a_seat_and_no_password_is_led_to_setting_one() {
    in_town(|town| async move {
        let phone = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let desk = "/c/chunhe/officers";
        phone.get(desk).await.says(StatusCode::OK, "办事");
        let me = phone.get("/me").await;
        assert!(!me.text.contains("还没有设密码"), "{}", me.text);
        // The same person on a phone that joined by a code.
        let person = town.world.resident("吴新人").await;
        let body = NewBody {
            kind: "grid_office".to_owned(),
            community: Some(town.world.community.id),
            compound: None,
            name: Label::parse("网格二站").unwrap(),
            decision_prefix: String::new(),
        };
        let hall = &town.world.at.hall;
        let first = Label::parse("第一届").unwrap();
        let (_, term) = founding::found_body(hall, &Actor::System, body, first, hall.now()).await.unwrap();
        let seated = town.world.seat(&person, term, SeatRight::GridOfficer).await;
        let member = seated.member_id().unwrap();
        let token = service::sessions::admit(hall, &Actor::System, member, "test", false).await.unwrap();
        let phone = town.with_cookie(&format!("yishi={}", token.as_str()));
        phone
            .get(desk)
            .await
            .says(StatusCode::FORBIDDEN, "还没有密码的，先设一个")
            .says(StatusCode::FORBIDDEN, "href=\"/me\"");
        phone
            .get("/me")
            .await
            .says(StatusCode::OK, "您还没有设密码")
            .says(StatusCode::OK, "<a href=\"/me/password\">");
    });
}

#[test]
fn the_committees_desk_leads_to_votes_decisions_and_drafts() {
    in_town(|town| async move {
        let world = &town.world;
        let member = world.resident("温主任").await;
        let committee = world.seat(&member, world.committee.1, SeatRight::Committee).await;
        let hall = &world.at.hall;
        let draft = crate::votes::question(world, true);
        service::votes::setup::set_up(hall, &Actor::System, hall.new_id(), draft).await.unwrap();
        let desk = town.phone(&committee).await.get("/c/chunhe/officers").await;
        for words in
            ["/c/chunhe/votes/new", "/c/chunhe/decisions/new", "/c/chunhe/votes/1/conduct", "电动车充电棚"]
        {
            desk.says(StatusCode::OK, words);
        }
        let officer = officer(&town, "周网格", "grid_office", SeatRight::GridOfficer).await;
        let desk = officer.get("/c/chunhe/officers").await;
        assert!(!desk.text.contains("电动车"), "another body's draft: {}", desk.text);
    });
}

#[test]
fn officers_pages_refuse_who_holds_no_seat() {
    in_town(|town| async move {
        let neighbour = town.world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        let person = newcomer(&town, "王小明").await;
        let pages = [
            "/c/chunhe/officers".to_owned(),
            "/c/chunhe/officers/requests".to_owned(),
            "/c/chunhe/officers/people".to_owned(),
            format!("/c/chunhe/officers/people/{person}"),
            "/c/chunhe/officers/looks".to_owned(),
            "/c/chunhe/bodies/new".to_owned(),
            "/c/chunhe/settings".to_owned(),
            "/c/chunhe/settings/yuan2".to_owned(),
        ];
        for page in pages {
            assert_eq!(neighbour.get(&page).await.status, StatusCode::FORBIDDEN, "{page}");
            assert_eq!(town.visitor().get(&page).await.status, StatusCode::UNAUTHORIZED, "{page}");
        }
        for page in ["/me", "/me/name", "/me/password", "/me/devices"] {
            assert_eq!(town.visitor().get(page).await.status, StatusCode::UNAUTHORIZED, "{page}");
        }
        for form in ["code", "verify"] {
            let path = format!("/c/chunhe/officers/people/{person}/{form}");
            assert_eq!(neighbour.post(&path, "", &[]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    });
}

#[test]
fn a_name_a_password_and_devices_are_ones_own_to_change() {
    in_town(|town| async move {
        let resident = town.world.resident("李邻居").await;
        let phone = town.phone(&resident).await;
        let other = town.phone(&resident).await;
        phone
            .fill("/me/name", &[("display_name", "")])
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "还没有填");
        let long = "名".repeat(21);
        let answer = phone.fill("/me/name", &[("display_name", &long)]).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "20 个字以内").says(answer.status, &long);
        let answer = phone.fill("/me/name", &[("display_name", "春和社区居委会")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.text.contains("春和社区居委会") && answer.text.contains("某个组织"),
            "{}",
            answer.text
        );
        assert_eq!(phone.fill("/me/name", &[("display_name", "梧桐<i>")]).await.location(), "/me?ok=saved");
        phone.get("/me").await.says(StatusCode::OK, "梧桐&lt;i&gt;");
        let differs = [("login", "laoli"), ("password", "correct horse"), ("again", "correct house")];
        phone.fill("/me/password", &differs).await.says(StatusCode::UNPROCESSABLE_ENTITY, "两次填写的不一样");
        let short = [("login", "laoli"), ("password", "short"), ("again", "short")];
        phone.fill("/me/password", &short).await.says(StatusCode::UNPROCESSABLE_ENTITY, "至少写 8 个字");
        phone.get("/me/devices").await.says(StatusCode::OK, "这台设备");
        let ended = phone.post("/me/devices", "", &[("device", "others")]).await;
        assert_eq!(ended.location(), "/me/devices?ok=device-ended");
        assert_eq!(other.get("/me").await.status, StatusCode::UNAUTHORIZED);
        let rubbish = phone.post("/me/devices", "", &[("device", "x")]).await;
        assert_eq!(rubbish.status, StatusCode::UNPROCESSABLE_ENTITY);
        let out = phone.post("/sign-out", "", &[]).await;
        assert_eq!(out.location(), "/?ok=signed-out");
        assert!(cookies(&out)[0].contains("Max-Age=0"));
        assert_eq!(phone.get("/me").await.status, StatusCode::UNAUTHORIZED);
    });
}
