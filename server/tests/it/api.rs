//! The public API: the shapes that others build on, the same for everybody, with nobody's name in them.

use crate::decisions;
use crate::phone::{Phone, Town, in_town};
use crate::votes::{open, question};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::time::DAY;
use serde_json::Value;
use service::jobs::run_due;

async fn json(phone: &Phone, path: &str) -> (HeaderMap, Value) {
    let answer = phone.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json", "{path}");
    (answer.headers, serde_json::from_str(&answer.text).expect("JSON"))
}

/// What the API promises changes only on purpose.
#[test]
fn the_description_is_the_one_that_was_agreed_on() {
    insta::assert_snapshot!(server::api::description());
}

#[test]
fn the_description_names_every_address_and_every_answer_fits_it() {
    in_town(|town: Town| async move {
        lived_in(&town).await;
        let visitor = town.visitor();
        let (_, described) = json(&visitor, "/api/v1/openapi.json").await;
        let paths = described["paths"].as_object().expect("paths");
        assert_eq!(paths.len(), 7);
        for (path, item) in paths {
            let address =
                path.replace("{community}", "chunhe").replace("{number}", "1").replace("{serial}", "1");
            let (_, answer) = json(&visitor, &address).await;
            let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            fits(&described, schema, &answer, path);
        }
    });
}

/// Whether `value` has the shape that `schema` tells: every field told, no other, none missing.
fn fits(described: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        return fits(described, &described["components"]["schemas"][name], value, at);
    }
    if let Some(parts) = schema["oneOf"].as_array() {
        // A shape or nothing.
        let shape = parts.iter().find(|part| part["type"] != "null").expect("a shape");
        if !value.is_null() {
            fits(described, shape, value, at);
        }
        return;
    }
    let fields = fields_of(described, schema);
    if !fields.is_empty() {
        let object = value.as_object().unwrap_or_else(|| panic!("{at}: {value}"));
        for (name, field) in &fields {
            let own = object.get(name).unwrap_or_else(|| panic!("{at}: {name} is missing"));
            fits(described, field, own, &format!("{at}/{name}"));
        }
        assert_eq!(object.len(), fields.len(), "{at}: {object:?}");
        return;
    }
    let kinds = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.iter().any(|own| own == kind), "{at}: {value} is not {kinds:?}");
    for item in value.as_array().into_iter().flatten() {
        fits(described, &schema["items"], item, at);
    }
}

/// The fields of an object, those that it shares with another with them.
fn fields_of(described: &Value, schema: &Value) -> Vec<(String, Value)> {
    let parts = schema["allOf"].as_array().cloned().unwrap_or_default();
    let shared = parts.iter().flat_map(|part| {
        let name = part["$ref"].as_str().and_then(|name| name.rsplit('/').next());
        fields_of(described, name.map_or(part, |name| &described["components"]["schemas"][name]))
    });
    let own = schema["properties"].as_object().into_iter().flatten();
    shared.chain(own.map(|(name, field)| (name.clone(), field.clone()))).collect()
}

/// A vote that is counted, one that is open, a decision, a comment that was hidden.
async fn lived_in(town: &Town) {
    let author = town.world.resident("王小明").await;
    open(&town.world, question(&town.world, false)).await;
    town.world.at.clock.advance(10 * DAY);
    run_due(&town.world.at.hall).await.unwrap();
    let member = town.world.committee_member("周远").await;
    let committee = town.phone(&member).await;
    let body = town.world.committee.0.to_string();
    committee.fill(decisions::NEW, &decisions::fields(&body, &[])).await.location();
    crate::matters::raise(town, &author, "通道堵了").await;
    let phone = town.phone(&author).await;
    phone.fill("/c/chunhe/issues/1/comments", &[("body", "打电话给我")]).await.location();
    let council = town.phone(&town.world.councillor("李议事").await).await;
    let hidden = [("reason", "personal_data"), ("note", "有电话号码")];
    council.fill("/c/chunhe/comments/1-1/hide", &hidden).await.location();
}

#[test]
fn what_is_public_is_there_and_nothing_else() {
    in_town(|town: Town| async move {
        lived_in(&town).await;
        let visitor = town.visitor();
        let (_, votes) = json(&visitor, "/api/v1/communities/chunhe/votes").await;
        assert_eq!((&votes["items"][0]["state"], &votes["next"]), (&"preliminary".into(), &Value::Null));
        let (_, vote) = json(&visitor, "/api/v1/communities/chunhe/votes/1").await;
        assert_eq!(vote["outcome"]["questions"][0]["verdict"], "not_passed");
        assert_eq!(vote["outcome"]["sha256"].as_str().map(str::len), Some(64));
        let (_, decision) = json(&visitor, "/api/v1/communities/chunhe/decisions/1").await;
        assert_eq!(decision["is_corrected"], false);
        let (_, register) = json(&visitor, "/api/v1/communities/chunhe/register").await;
        assert_eq!(register["items"][0]["reason"], "personal_data");
        let everything = format!("{votes}{vote}{decision}{register}");
        for name in ["王小明", "周远", "李议事", "打电话给我"] {
            assert!(!everything.contains(name), "{name}: {everything}");
        }
        // A draft is its convenor's, and a cookie changes nothing.
        let draft = question(&town.world, false);
        let hall = &town.world.at.hall;
        service::votes::setup::set_up(hall, &domain::actor::Actor::System, hall.new_id(), draft)
            .await
            .unwrap();
        let convenor = town.phone(&town.world.councillor("钱议事").await).await;
        for phone in [&visitor, &convenor] {
            let (_, votes) = json(phone, "/api/v1/communities/chunhe/votes").await;
            assert_eq!(votes["items"].as_array().map(Vec::len), Some(1));
            let answer = phone.get("/api/v1/communities/chunhe/votes/2").await;
            assert_eq!(
                (answer.status, answer.text.as_str()),
                (StatusCode::NOT_FOUND, r#"{"code":"not_found"}"#)
            );
            assert_eq!(answer.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        }
        for path in ["communities/none/votes", "communities/chunhe/votes/x", "communities/chunhe/decisions/9"]
        {
            assert_eq!(visitor.get(&format!("/api/v1/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn whoever_has_an_answer_is_not_sent_it_again_and_any_sites_page_may_ask() {
    in_town(|town: Town| async move {
        lived_in(&town).await;
        let visitor = town.visitor();
        let list = "/api/v1/communities/chunhe/decisions";
        let (headers, _) = json(&visitor, list).await;
        assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        let tag = headers[header::ETAG].to_str().expect("a tag");
        let again = visitor.get_with(list, header::IF_NONE_MATCH, tag).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
        let stale = visitor.get_with(list, header::IF_NONE_MATCH, "W/\"0\"").await;
        assert_eq!(stale.status, StatusCode::OK);
        let from_afar = Request::get(list)
            .header(header::ORIGIN, "https://elsewhere.example")
            .header("sec-fetch-site", "cross-site");
        let answer = visitor.send(from_afar.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK);
        // What a browser asks before it sends that page's If-None-Match.
        let asked = Request::options(list)
            .header(header::ORIGIN, "https://elsewhere.example")
            .header("sec-fetch-site", "cross-site")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "if-none-match");
        let allowed = visitor.send(asked.body(Body::empty()).expect("a request")).await;
        assert_eq!(allowed.status, StatusCode::NO_CONTENT);
        assert_eq!(allowed.headers[header::ACCESS_CONTROL_ALLOW_HEADERS], "if-none-match");
        let posted = visitor.post_raw(list, "same-origin", Vec::new()).await;
        assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED, "it only reads");
    });
}

#[test]
fn lists_come_in_pages() {
    in_town(|town: Town| async move {
        let committee = town.phone(&town.world.committee_member("周远").await).await;
        let body = town.world.committee.0.to_string();
        for _ in 0..21 {
            committee.fill(decisions::NEW, &decisions::fields(&body, &[])).await.location();
        }
        let visitor = town.visitor();
        let (_, first) = json(&visitor, "/api/v1/communities/chunhe/decisions").await;
        let next = first["next"].as_str().expect("another page");
        let path = next.strip_prefix("http://127.0.0.1:3000").expect("this hall");
        let (_, second) = json(&visitor, path).await;
        assert_eq!((second["items"].as_array().map(Vec::len), &second["next"]), (Some(1), &Value::Null));
        let (_, beyond) = json(&visitor, "/api/v1/communities/chunhe/decisions?page=9").await;
        assert_eq!(beyond["items"].as_array().map(Vec::len), Some(0));
        let (_, beyond) = json(&visitor, "/api/v1/communities/chunhe/register?page=9").await;
        assert_eq!(beyond["items"].as_array().map(Vec::len), Some(0));
        for odd in ["page=0", "page=-5", "page=9223372036854775807"] {
            json(&visitor, &format!("/api/v1/communities/chunhe/decisions?{odd}")).await;
            json(&visitor, &format!("/api/v1/communities/chunhe/votes?{odd}")).await;
            json(&visitor, &format!("/api/v1/communities/chunhe/register?{odd}")).await;
        }
    });
}

#[test]
fn a_page_that_is_no_number_was_answered_in_plain_text() {
    in_town(|town: Town| async move {
        let visitor = town.visitor();
        let (_, index) = json(&visitor, "/api/v1").await;
        for (name, leads) in index.as_object().expect("an index") {
            let leads =
                leads.as_str().and_then(|own| own.strip_prefix("http://127.0.0.1:3000")).expect("this hall");
            let answer = visitor.get(&leads.replace("{community}", "chunhe")).await;
            assert_eq!(answer.status, StatusCode::OK, "{name}: {leads}");
        }
        let wrong = |code: &'static str| format!(r#"{{"code":"{code}"}}"#);
        for (path, status, code) in [
            ("/api/v1/communities/chunhe/votes?page=abc", StatusCode::BAD_REQUEST, "bad_request"),
            ("/api/v1/communities/chunhe/register?page=1&page=2", StatusCode::BAD_REQUEST, "bad_request"),
            ("/api/v1/communities/%FF/votes", StatusCode::BAD_REQUEST, "bad_request"),
            ("/api/v1/communities/chunhe/votes/1/none", StatusCode::NOT_FOUND, "not_found"),
            ("/api/v1/nothing", StatusCode::NOT_FOUND, "not_found"),
            ("/api/v2/communities", StatusCode::NOT_FOUND, "not_found"),
        ] {
            let answer = visitor.get(path).await;
            assert_eq!((answer.status, answer.text), (status, wrong(code)), "{path}");
            assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json", "{path}");
        }
        let posted = visitor.post_raw("/api/v1/communities", "same-origin", Vec::new()).await;
        assert_eq!(posted.text, wrong("method_not_allowed"));
        assert!(posted.headers[header::ALLOW].to_str().expect("methods").contains("GET"));
    });
}
