//! Objections, recounts, annulment and orders over HTTP, and what each page says next.

use crate::phone::{Phone, Town, in_town};
use crate::votes::{close, open, question, votes};
use axum::http::{StatusCode, header};
use domain::bodies::SeatRight;
use domain::count::canonical::Sha256Hex;
use domain::time::{DAY, SECOND};
use serde_json::json;
use service::jobs::run_due;
use service::log;

const VOTE: &str = "/c/chunhe/votes/1";
pub(crate) const OBJECTIONS: &str = "/c/chunhe/votes/1/objections";
pub(crate) const FIRST: &str = "/c/chunhe/votes/1/objections/1";
const ORDERS: &str = "/c/chunhe/votes/1/orders";
const ANNUL: &str = "/c/chunhe/votes/1/annul";
const MODERATED: &str = "/c/chunhe/objections/1-1";
const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

pub(crate) struct Counted {
    pub(crate) owners: Vec<Phone>,
    pub(crate) chair: Phone,
    stranger: Phone,
}

/// An owners' vote of eleven and the chair, counted: six agree, five oppose.
pub(crate) async fn counted(town: &Town) -> Counted {
    let mut owners = Vec::new();
    for n in 0..11 {
        owners.push(town.phone(&town.world.owner(&format!("业主{n}"), 800_000).await).await);
    }
    let chair = town.world.committee_member("陈主任").await;
    let stranger = town.world.resident("租户").await;
    let (chair, stranger) = (town.phone(&chair).await, town.phone(&stranger).await);
    open(&town.world, question(&town.world, true)).await;
    for (n, owner) in owners.iter().enumerate() {
        votes(owner, if n < 6 { "agree" } else { "oppose" }).await.location();
    }
    close(town).await;
    log::append(&town.world.at.hall).await.unwrap();
    Counted { owners, chair, stranger }
}

#[test]
fn an_objection_is_public_and_holds_the_outcome_until_it_is_answered() {
    in_town(|town| async move {
        let Counted { owners, chair, stranger } = counted(&town).await;
        let fields = [("kind", "procedure"), ("text", HOSTILE)];
        // Who is not of the electorate is offered nothing and refused.
        let page = stranger.get(OBJECTIONS).await;
        page.says(StatusCode::OK, "还没有人提异议").says(StatusCode::OK, "异议和答复都公开");
        assert!(!page.text.contains("<textarea"));
        for nobody in [&stranger, &town.visitor()] {
            let key = owners[0].get(OBJECTIONS).await.form_key();
            let refused = nobody.post(OBJECTIONS, &key, &fields).await;
            assert!(
                refused.status.is_client_error() || refused.status.is_redirection(),
                "{}",
                refused.status
            );
        }
        town.visitor().get(VOTE).await.says(StatusCode::OK, "异议期到");
        // Wrong, too long, right, sent twice.
        let page = owners[0].get(OBJECTIONS).await;
        let key = page.form_key();
        owners[0].post(OBJECTIONS, &key, &[]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "role=\"alert\"");
        let long = "长".repeat(501);
        let long = owners[0].post(OBJECTIONS, &key, &[("kind", "roll"), ("text", &long)]).await;
        long.says(StatusCode::UNPROCESSABLE_ENTITY, "500");
        for _ in 0..2 {
            let made = owners[0].post(OBJECTIONS, &key, &fields).await;
            assert_eq!(made.location(), "/c/chunhe/votes/1?ok=objection-made#o-1");
        }
        let page = town.visitor().get(VOTE).await;
        page.says(StatusCode::OK, "第 1 号").says(StatusCode::OK, "等待答复").says(StatusCode::OK, "业主0");
        assert!(!page.text.contains("<script>alert") && !page.text.contains("id=\"o-2\""));

        // The time is over: it says who must answer, and nobody objects any more.
        town.world.at.clock.advance(8 * DAY);
        run_due(&town.world.at.hall).await.unwrap();
        town.visitor().get(VOTE).await.says(StatusCode::OK, "还有 1 条异议没有答复。业主委员会");
        let late = owners[1].post(OBJECTIONS, &key, &[("kind", "roll"), ("text", "太晚了的异议")]).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "异议期已经过了").says(late.status, "太晚了的异议");

        owners[0].get(FIRST).await.says(StatusCode::FORBIDDEN, "");
        let form = chair.get(FIRST).await;
        form.says(StatusCode::OK, "要剔除的选票");
        let wrong = [("finding", "unfounded"), ("answer", "查过了"), ("ballot", "3号楼业主0家")];
        chair.post(FIRST, &form.form_key(), &wrong).await.says(StatusCode::UNPROCESSABLE_ENTITY, "查过了");
        let said = [("finding", "unfounded"), ("answer", HOSTILE)];
        let answered = chair.post(FIRST, &form.form_key(), &said).await;
        assert_eq!(answered.location(), "/c/chunhe/votes/1?ok=objection-answered#o-1");
        town.world.at.clock.advance(DAY);
        run_due(&town.world.at.hall).await.unwrap();
        let page = town.visitor().get(VOTE).await;
        page.says(StatusCode::OK, "结果已定").says(StatusCode::OK, "不成立");
        assert!(!page.text.contains("<script>alert"));
    });
}

#[test]
fn a_recount_shows_both_counts_and_a_void_vote_is_struck() {
    in_town(|town| async move {
        let Counted { owners, chair, .. } = counted(&town).await;
        let visitor = town.visitor();
        owners[0].fill(OBJECTIONS, &[("kind", "ballot"), ("text", "这张票不是我投的。")]).await.location();
        let nobody = [("finding", "recount"), ("answer", "属实"), ("ballot", "9号楼1室")];
        let refused = chair.fill(FIRST, &nobody).await;
        refused.says(StatusCode::UNPROCESSABLE_ENTITY, "找不到一张计入的票").says(refused.status, "9号楼1室");
        let aside = [("finding", "recount"), ("answer", "属实"), ("ballot", "3号楼业主0家")];
        chair.fill(FIRST, &aside).await.location();
        log::append(&town.world.at.hall).await.unwrap();
        let page = visitor.get(VOTE).await;
        page.says(StatusCode::OK, "第 1 次计票")
            .says(StatusCode::OK, "第 1 号异议成立，剔除一张选票，重新计票");
        assert!(!page.text.contains("3号楼业主0家"), "nobody is named");
        owners[0].get(VOTE).await.says(StatusCode::OK, "您的票因第 1 号异议被剔除，没有计入");
        assert!(!visitor.file("/c/chunhe/votes/1/record.zip").await.is_empty());

        owners[0].get(ORDERS).await.says(StatusCode::FORBIDDEN, "");
        chair.get(VOTE).await.says(StatusCode::OK, "作废、责令改正与撤销");
        chair.fill(ANNUL, &[]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "作废这次表决");
        let annulled = chair.fill(ANNUL, &[("reason", "公告期不足十五日。")]).await;
        assert_eq!(annulled.location(), "/c/chunhe/votes/1?ok=vote-annulled");
        let page = visitor.get(VOTE).await;
        page.says(StatusCode::OK, "本次表决已经作废").says(StatusCode::OK, "<h1><s>");
        page.says(StatusCode::OK, "公告期不足十五日。");
        visitor.get("/c/chunhe/feed").await.says(StatusCode::OK, "已作废");
        // Whoever looks a ballot up is told so first, not only that it was counted.
        visitor.get("/c/chunhe/votes/1/check").await.says(StatusCode::OK, "计票结果不再算数");
        visitor.get("/api/v1/communities/chunhe/votes/1").await.says(StatusCode::OK, "\"state\":\"void\"");
        assert!(!visitor.file("/c/chunhe/votes/1/record.zip").await.is_empty(), "the record stays");
    });
}

#[test]
fn an_order_is_entered_corrected_and_revoked_in_public() {
    in_town(|town| async move {
        let Counted { chair, stranger, .. } = counted(&town).await;
        town.world.at.clock.advance(8 * DAY);
        run_due(&town.world.at.hall).await.unwrap();
        let visitor = town.visitor();
        let form = chair.get(ORDERS).await;
        let key = form.form_key();
        form.says(StatusCode::OK, "街道责令改正");
        let order = |kind: &'static str, day: &'static str| {
            let words = [("document", "〔2026〕春街字第12号"), ("issuer", "春江街道办事处")];
            [&[("kind", kind), ("issued", day), ("text", "限期改正。")][..], &words].concat()
        };
        let wrong = [
            order("annulled", "2026-12-16"),
            order("street_correction", "2126-11-20"),
            order("street_correction", "0001-01-01"),
            order("street_correction", "2026-12-15"),
            order("street_correction", "昨天"),
            vec![],
        ];
        for wrong in wrong {
            chair.post(ORDERS, &key, &wrong).await.says(StatusCode::UNPROCESSABLE_ENTITY, "公开登记");
        }
        let right = order("street_correction", "2026-12-16");
        let refused = stranger.post(ORDERS, &key, &right).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let entered = chair.post(ORDERS, &key, &right).await;
        assert_eq!(entered.location(), "/c/chunhe/votes/1?ok=order-entered");
        let page = visitor.get(VOTE).await;
        page.says(StatusCode::OK, "还没有改正完")
            .says(StatusCode::OK, "春江街道办事处，〔2026〕春街字第12号");
        let corrected = chair.fill(&format!("{ORDERS}/1"), &[("done", "已补足公告。")]).await;
        corrected.location();
        let page = visitor.get(VOTE).await;
        page.says(StatusCode::OK, "已补足公告。").says(StatusCode::OK, "结果已定");
        assert!(!page.text.contains("还没有改正完"));

        // An administrator who does not conduct it enters what the court decided.
        let desk = crate::members::officer(&town, "吴主任", "residents_committee", SeatRight::Administrator);
        let desk = desk.await;
        desk.fill(ORDERS, &order("court_revoked", "2026-12-17")).await.location();
        visitor.get(VOTE).await.says(StatusCode::OK, "法院撤销").says(StatusCode::OK, "<h1><s>");
    });
}

const API: &str = "/api/v1/communities/chunhe/votes/1";

async fn told(phone: &Phone) -> serde_json::Value {
    serde_json::from_str(&phone.get(API).await.text).expect("JSON")
}

/// `text` with hashes left out: they are others whenever a record holds more.
fn without_hashes(text: &str) -> String {
    let is_hash = |part: &&str| part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('"').map(|part| if is_hash(&part) { "(SHA-256)" } else { part }).collect::<Vec<_>>().join("\"")
}

#[test]
fn what_followed_a_count_is_in_the_api_without_a_name() {
    in_town(|town| async move {
        let Counted { owners, chair, .. } = counted(&town).await;
        let visitor = town.visitor();
        let tap = || town.world.at.clock.advance(SECOND);
        let first = told(&visitor).await;
        assert_eq!(
            (&first["objections"], &first["orders"], &first["earlier_counts"]),
            (&json!([]), &json!([]), &json!([]))
        );
        owners[0].fill(OBJECTIONS, &[("kind", "ballot"), ("text", "这张票不是我投的。")]).await.location();
        owners[1].fill(OBJECTIONS, &[("kind", "procedure"), ("text", HOSTILE)]).await.location();
        tap();
        let aside = [("finding", "recount"), ("answer", "属实"), ("ballot", "3号楼业主0家")];
        chair.fill(FIRST, &aside).await.location();
        log::append(&town.world.at.hall).await.unwrap();
        let second = told(&visitor).await;
        assert_eq!(second["earlier_counts"][0]["sha256"], first["outcome"]["sha256"]);
        assert_ne!(second["record"]["sha256"], first["record"]["sha256"]);
        tap();
        chair.fill(ANNUL, &[("reason", "公告期不足十五日。")]).await.location();
        log::append(&town.world.at.hall).await.unwrap();

        let vote = told(&visitor).await;
        let file = vote["record"]["file"].as_str().expect("a record");
        let file = visitor.file(file.strip_prefix("http://127.0.0.1:3000").expect("this hall")).await;
        assert_eq!(vote["record"]["sha256"], Sha256Hex::of(&file).as_str());
        assert_eq!(vote["record"]["bytes"], file.len());
        assert_eq!(vote["objections"][1]["text"], HOSTILE, "JSON quotes it, nothing else is done to it");
        let after = ["state", "objections", "orders", "earlier_counts"]
            .map(|name| (name.to_owned(), vote[name].clone()));
        let after = serde_json::Value::Object(after.into_iter().collect());
        let written = serde_json::to_string_pretty(&after).expect("text");
        assert!(!written.contains("业主0") && !written.contains("陈主任"), "{written}");
        insta::assert_snapshot!("what_followed_a_count", without_hashes(&written));
    });
}

#[test]
fn hostile_words_of_objections_answers_and_orders_stay_words() {
    in_town(|town| async move {
        let Counted { owners, chair, .. } = counted(&town).await;
        let visitor = town.visitor();
        owners[0].fill(OBJECTIONS, &[("kind", "roll"), ("text", HOSTILE)]).await.location();
        // Where whoever answers is told, in the notice; and in the form.
        for (phone, path) in [(&chair, "/c/chunhe"), (&chair, FIRST), (&visitor, OBJECTIONS)] {
            let page = phone.get(path).await;
            assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{path}");
        }
        chair.fill(FIRST, &[("finding", "without_effect"), ("answer", HOSTILE)]).await.location();
        let page = owners[0].get("/c/chunhe").await;
        assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"));
        log::append(&town.world.at.hall).await.unwrap();
        // The record has ids and hashes, never words.
        let record = visitor.file("/c/chunhe/votes/1/record.zip").await;
        let record = String::from_utf8_lossy(&record);
        assert!(!record.contains("onerror"));
        town.world.at.clock.advance(8 * DAY);
        run_due(&town.world.at.hall).await.unwrap();
        let order = [
            ("kind", "street_revoked"),
            ("document", "<b>〔2026〕1号</b>"),
            ("issuer", "<script>alert(1)</script>"),
            ("issued", "2026-12-16"),
            ("text", HOSTILE),
        ];
        chair.fill(ORDERS, &order).await.location();
        for path in [VOTE, "/c/chunhe/feed", "/c/chunhe/votes", "/c/chunhe", "/log", "/c/chunhe/issues"] {
            let page = visitor.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{path}");
            assert!(!page.text.contains("<b>〔2026〕"), "{path}");
        }
        let api = visitor.get(API).await;
        assert_eq!(api.headers["content-type"], "application/json");
        assert_eq!(api.headers["x-content-type-options"], "nosniff");
    });
}

#[test]
fn nobody_but_whoever_conducts_the_vote_answers_annuls_or_orders() {
    in_town(|town| async move {
        let Counted { owners, chair, stranger } = counted(&town).await;
        owners[0].fill(OBJECTIONS, &[("kind", "roll"), ("text", "名册里少了一户。")]).await.location();
        // The council moderates, and does not conduct an owners' vote; nor does whoever objected.
        let council = town.phone(&town.world.councillor("林秘书").await).await;
        let key = chair.get(FIRST).await.form_key();
        let said = [("finding", "unfounded"), ("answer", "查过了")];
        for nobody in [&council, &owners[0], &stranger, &town.visitor()] {
            for (path, fields) in [(FIRST, &said[..]), (ANNUL, &[("reason", "不公平")])] {
                let refused = nobody.post(path, &key, fields).await;
                assert!(
                    matches!(
                        refused.status,
                        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER
                    ),
                    "{path}: {}",
                    refused.status
                );
                assert!(
                    refused.status != StatusCode::SEE_OTHER || refused.location().contains("sign-in"),
                    "{path}"
                );
            }
        }
        // A finding that nobody can choose, and tapping twice.
        let moot = [("finding", "moot"), ("answer", "不用答了")];
        chair.post(FIRST, &key, &moot).await.says(StatusCode::UNPROCESSABLE_ENTITY, "不用答了");
        for _ in 0..2 {
            let answered = chair.post(FIRST, &key, &said).await;
            assert_eq!(answered.location(), "/c/chunhe/votes/1?ok=objection-answered#o-1");
        }
        // The same words with another form: they are said already.
        let late = chair.fill(FIRST, &said).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text);
        let vote = told(&town.visitor()).await;
        assert_eq!(vote["objections"].as_array().map(Vec::len), Some(1));
        assert_eq!(vote["objections"][0]["answer"]["finding"], "unfounded");
    });
}

#[test]
fn a_hidden_objection_is_a_line_on_pages_and_null_in_the_api() {
    in_town(|town| async move {
        let Counted { owners, chair, .. } = counted(&town).await;
        let council = town.phone(&town.world.councillor("李隐藏").await).await;
        let judge = town.phone(&town.world.councillor("钱复核").await).await;
        let visitor = town.visitor();
        owners[0].fill(OBJECTIONS, &[("kind", "procedure"), ("text", HOSTILE)]).await.location();
        let hide = format!("{MODERATED}/hide");
        council.get(VOTE).await.says(StatusCode::OK, &hide);
        for nobody in [&owners[0], &chair] {
            assert!(!nobody.get(VOTE).await.text.contains(&hide));
            assert_eq!(nobody.get(&hide).await.status, StatusCode::FORBIDDEN);
        }
        for wrong in
            ["/c/chunhe/objections/1-2/hide", "/c/chunhe/answers/1-1/hide", "/c/chunhe/votes/1-1/hide"]
        {
            assert_eq!(council.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        council.fill(&hide, &[("note", "含电话")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "含电话");
        let fields = [("reason", "personal_data"), ("note", "<b>含电话</b>")];
        let key = council.get(&hide).await.form_key();
        for _tap in 0..2 {
            let hidden = council.post(&hide, &key, &fields).await;
            assert_eq!(hidden.location(), "/c/chunhe/votes/1?ok=comment-hidden#o-1");
        }

        let line = "1 条异议的内容已由居民议事会委员隐藏：公开他人信息";
        visitor.get(VOTE).await.says(StatusCode::OK, line).says(StatusCode::OK, "等待答复");
        let english = visitor.get_with(VOTE, header::COOKIE, "yishi_locale=en").await;
        english.says(StatusCode::OK, "Words of an objection hidden by");
        visitor.get("/c/chunhe/register").await.says(StatusCode::OK, "隐藏 1 条异议的内容");
        for path in [VOTE, OBJECTIONS, &hide, "/c/chunhe", "/c/chunhe/register", "/c/chunhe/feed", API] {
            for reader in [&visitor, &owners[1]] {
                let page = reader.get(path).await;
                assert!(
                    !page.text.contains("onerror") && !page.text.contains("业主0"),
                    "{path}: {}",
                    page.text
                );
                assert!(!page.text.contains("<b>含电话"), "{path}");
            }
        }
        let vote = told(&visitor).await;
        assert_eq!(
            (&vote["objections"][0]["number"], &vote["objections"][0]["text"]),
            (&json!(1), &json!(null))
        );
        let register = visitor.get("/api/v1/communities/chunhe/register").await;
        register.says(StatusCode::OK, r#""target":"objection""#).says(StatusCode::OK, "/votes/1#o-1");
        // Whoever answers, its author and the council read it still.
        for reader in [&chair, &owners[0], &judge] {
            reader.get(VOTE).await.says(StatusCode::OK, "onerror").says(StatusCode::OK, line);
        }
        let home = chair.get("/c/chunhe").await;
        home.says(StatusCode::OK, "有人提了异议，等答复");
        assert!(!home.text.contains("onerror"));
        chair.get(FIRST).await.says(StatusCode::OK, "onerror");
    });
}

#[test]
fn the_appeal_for_a_hidden_objection_is_heard_and_its_answers_reasons_are_hidden_too() {
    in_town(|town| async move {
        let Counted { owners, chair, .. } = counted(&town).await;
        let council = town.phone(&town.world.councillor("李隐藏").await).await;
        let judge = town.phone(&town.world.councillor("钱复核").await).await;
        let visitor = town.visitor();
        owners[0].fill(OBJECTIONS, &[("kind", "procedure"), ("text", HOSTILE)]).await.location();
        let [hide, appeal, hear] = ["hide", "appeal", "answer"].map(|act| format!("{MODERATED}/{act}"));
        let fields = [("reason", "personal_data"), ("note", "含电话")];
        council.fill(&hide, &fields).await.location();
        owners[0].get(VOTE).await.says(StatusCode::OK, &appeal);
        owners[0].fill(&appeal, &[("says", HOSTILE)]).await.location();
        assert_eq!(council.get(&hear).await.status, StatusCode::FORBIDDEN, "another answers");
        judge.get("/c/chunhe/register/appeals").await.says(StatusCode::OK, &hear);
        let form = judge.get(&hear).await;
        assert!(!form.text.contains("<script>alert") && !form.text.contains("<img src=x"));
        let restored = [("answer", "restored"), ("reason", "不是别人的电话")];
        assert_eq!(judge.fill(&hear, &restored).await.location(), "/c/chunhe/register?ok=appeal-answered");
        assert_eq!(told(&visitor).await["objections"][0]["text"], HOSTILE);
        visitor.get(VOTE).await.says(StatusCode::OK, "业主0");

        // The reasons of its answer; what was found stays.
        chair.fill(FIRST, &[("finding", "unfounded"), ("answer", "某某的秘密电话")]).await.location();
        council.fill("/c/chunhe/answers/1-1/hide", &fields).await.location();
        let page = visitor.get(VOTE).await;
        page.says(StatusCode::OK, "不成立").says(StatusCode::OK, "1 条异议答复的理由已由");
        assert!(!page.text.contains("秘密"), "{}", page.text);
        let answer = told(&visitor).await["objections"][0]["answer"].clone();
        assert_eq!((&answer["finding"], &answer["text"]), (&json!("unfounded"), &json!(null)));
    });
}
