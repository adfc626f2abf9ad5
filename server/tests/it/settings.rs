//! Bodies, seats and rules over HTTP.

use crate::members::officer;
use crate::phone::in_town;
use axum::http::StatusCode;
use domain::bodies::SeatRight;

#[test]
fn an_administrator_enters_bodies_fills_seats_and_settles_rules() {
    in_town(|town| async move {
        let phone = officer(&town, "吴主任", "residents_committee", SeatRight::Administrator).await;
        town.world.resident("李邻居").await;
        phone.fill("/c/chunhe/bodies/new", &[]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "有 3 处要改");
        let unnumbered =
            [("kind", "owners_committee"), ("name", "业委会"), ("prefix", ""), ("term", "第一届")];
        phone
            .fill("/c/chunhe/bodies/new", &unnumbered)
            .await
            .says(StatusCode::UNPROCESSABLE_ENTITY, "有 2 处要改");
        let fields = [
            ("kind", "grid_office"),
            ("compound", ""),
            ("name", "网格工作站"),
            ("prefix", ""),
            ("term", "第一届"),
        ];
        let made = phone.fill("/c/chunhe/bodies/new", &fields).await;
        let body = made.location().split('?').next().unwrap().to_owned();
        let wrong = [("kind", "operators"), ("name", "运维组"), ("prefix", "运"), ("term", "一")];
        let above = phone.fill("/c/chunhe/bodies/new", &wrong).await;
        above.says(StatusCode::UNPROCESSABLE_ENTITY, "请从列出的选项里选一个");
        let seats = format!("{body}/seats");
        let key = phone.get(&body).await.form_key();
        let nobody = phone.post(&seats, &key, &[("name", "没有人"), ("title", "网格员")]).await;
        nobody.says(StatusCode::UNPROCESSABLE_ENTITY, "没有找到叫这个名字");
        let seated = phone.post(&seats, &key, &[("name", "李邻居"), ("title", "网格员")]).await;
        assert!(seated.location().ends_with("?ok=seated"));
        town.visitor()
            .get("/c/chunhe/bodies")
            .await
            .says(StatusCode::OK, "李邻居")
            .says(StatusCode::OK, "网格员");
        const RULES: &str = "/c/chunhe/settings";
        for (typed, says) in
            [("", "还没有填"), ("0", "超出了范围"), ("x", "请填数字"), ("1001", "超出了范围")]
        {
            phone.fill(RULES, &[("cosigners", typed)]).await.says(StatusCode::UNPROCESSABLE_ENTITY, says);
        }
        assert_eq!(
            phone.fill(RULES, &[("cosigners", "１２")]).await.location(),
            "/c/chunhe/settings?ok=saved"
        );
        phone.get(RULES).await.says(StatusCode::OK, "value=\"12\"");
        const YUAN: &str = "/c/chunhe/settings/yuan2";
        let clause = phone.fill(YUAN, &[("e_voting", "here"), ("clause", "")]).await;
        clause.says(StatusCode::UNPROCESSABLE_ENTITY, "这里还没有填");
        assert_eq!(
            phone.fill(YUAN, &[("e_voting", "paper_only")]).await.location(),
            "/c/chunhe/settings?ok=saved"
        );
        phone.get(RULES).await.says(StatusCode::OK, "用纸质表决票");
    });
}

#[test]
fn a_clause_on_silence_is_whole_or_nothing_and_is_shown_as_it_was_typed() {
    in_town(|town| async move {
        const YUAN: &str = "/c/chunhe/settings/yuan2";
        let phone = officer(&town, "吴主任", "residents_committee", SeatRight::Administrator).await;
        let typed = |document: &'static str, day: &'static str, text: &'static str| {
            let rules = [("e_voting", "here"), ("clause", "议事规则第十二条")];
            let silence = [("silence_document", document), ("silence_day", day), ("silence_text", text)];
            [rules.as_slice(), &silence].concat()
        };
        const WORDS: &str = "逾期不反馈意见的，视为同意多数意见。";
        let wrong = [
            (typed("", "2025-03-09", WORDS), "这里还没有填"),
            (typed("议事规则<b>", "", WORDS), "议事规则&lt;b&gt;"),
            (typed("议事规则", "2025-13-09", WORDS), "2025-13-09"),
            (typed("议事规则", "2999-01-01", WORDS), "2999-01-01"),
            (typed("议事规则", "2025-03-09", ""), "这里还没有填"),
        ];
        for (fields, says) in wrong {
            let answer = phone.fill(YUAN, &fields).await;
            answer.says(StatusCode::UNPROCESSABLE_ENTITY, says).says(answer.status, "有 1 处要改");
        }
        let long = "规".repeat(501);
        let mut fields = typed("议事规则", "2025-03-09", WORDS);
        fields.pop();
        fields.push(("silence_text", &long));
        phone.fill(YUAN, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "500 个字以内");
        let right = typed("《议事规则》第二十三条", "2025-03-09", WORDS);
        let key = phone.get(YUAN).await.form_key();
        for _ in 0..2 {
            assert_eq!(phone.post(YUAN, &key, &right).await.location(), "/c/chunhe/settings?ok=saved");
        }
        let shown = phone.get(YUAN).await;
        shown.says(StatusCode::OK, "《议事规则》第二十三条").says(StatusCode::OK, "value=\"2025-03-09\"");
        shown.says(StatusCode::OK, WORDS);
        let body = format!("form_key={key}&e_voting=paper_only").into_bytes();
        assert_eq!(phone.post_raw(YUAN, "cross-site", body).await.status, StatusCode::FORBIDDEN);
        let neighbour = town.world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        assert_eq!(neighbour.post(YUAN, &key, &right).await.status, StatusCode::FORBIDDEN);
        assert_eq!(phone.fill(YUAN, &typed("", "", "")).await.location(), "/c/chunhe/settings?ok=saved");
        assert!(!phone.get(YUAN).await.text.contains("2025-03-09"), "emptied, it is gone");
    });
}

#[test]
fn an_owners_committee_is_of_a_compound_and_a_mistaken_body_is_mended_or_taken_back() {
    in_town(|town| async move {
        let phone = officer(&town, "居委会", "residents_committee", SeatRight::Administrator).await;
        let compound = town.world.compound.to_string();
        let new = |compound| {
            [
                ("kind", "owners_committee"),
                ("compound", compound),
                ("name", "杏林花园业主委员会"),
                ("prefix", "杏业"),
                ("term", "第一届"),
            ]
        };
        let whole = phone.fill("/c/chunhe/bodies/new", &new("")).await;
        whole.says(StatusCode::UNPROCESSABLE_ENTITY, "还没有填").says(whole.status, "杏林花园业主委员会");
        let made = phone.fill("/c/chunhe/bodies/new", &new(&compound)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        let body = made.location().split('?').next().unwrap().to_owned();
        let again = phone.fill("/c/chunhe/bodies/new", &new(&compound)).await;
        again.says(StatusCode::UNPROCESSABLE_ENTITY, "是不是登记过");
        let named = [("body_name", "杏林苑业主委员会"), ("prefix", "杏苑业")];
        let renamed = phone.post(&format!("{body}/name"), "", &named).await;
        assert_eq!(renamed.status, StatusCode::SEE_OTHER);
        phone.get(&body).await.says(StatusCode::OK, "杏林苑业主委员会").says(StatusCode::OK, "杏苑业");
        let gone = phone.post(&format!("{body}/withdraw"), "", &[]).await;
        assert_eq!(gone.location(), "/c/chunhe/bodies?ok=body-withdrawn");
        assert_eq!(phone.get(&body).await.status, StatusCode::NOT_FOUND);
    });
}
