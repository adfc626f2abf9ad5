//! Joint requests over HTTP.

use crate::phone::in_town;
use axum::http::StatusCode;

const NEW: &str = "/c/chunhe/requests/new";
const ONE: &str = "/c/chunhe/requests/yuan2/1";

#[test]
fn owners_ask_together_and_the_convenor_answers() {
    in_town(|town| async move {
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        let chair = town.world.committee_member("主任").await;
        let chair = town.phone(&chair).await;
        let owner = town.world.owner("业主一", 1_000_000).await;
        let owner = town.phone(&owner).await;
        let mut others = Vec::new();
        for n in 2..=8 {
            let other = town.world.owner(&format!("业主{n}"), 1_000_000).await;
            others.push(town.phone(&other).await);
        }
        let compound = town.world.compound.to_string();
        let good = [
            ("compound", compound.as_str()),
            ("title", "提议召开业主大会"),
            ("body", "表决<script>alert(1)</script>充电棚"),
            ("matter", "278(8)"),
        ];
        town.visitor().get(NEW).await.says(StatusCode::UNAUTHORIZED, "请先登录");
        let tenant = town.world.resident("租客").await;
        assert_eq!(town.phone(&tenant).await.get(NEW).await.status, StatusCode::FORBIDDEN);
        let wrong = [("compound", "x"), ("title", "一"), ("body", "写了很久"), ("matter", "280")];
        owner.fill(NEW, &wrong).await.says(refused, "有 3 处要改").says(refused, "写了很久");
        let elsewhere = owner.post_raw(NEW, "cross-site", b"title=x".to_vec()).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        let key = owner.get(NEW).await.form_key();
        for _tap in 0..2 {
            let done = owner.post(NEW, &key, &good).await;
            assert_eq!(done.location(), "/c/chunhe/requests/yuan2/1?ok=request-started");
        }
        let page = town.visitor().get(ONE).await;
        page.says(StatusCode::OK, "已有 1 人签名，全小区 10 人").says(StatusCode::OK, "还差 1 人");
        assert!(!page.text.contains("<script>alert"), "{}", page.text);
        owner.get(ONE).await.says(StatusCode::OK, "您已签名");
        let early = chair.fill(ONE, &[("act", "answer"), ("answer", "同意召开")]).await;
        early.says(refused, "现在这一步不能这样做");
        let key = others[1].get(ONE).await.form_key();
        others[0].fill(ONE, &[("act", "sign")]).await.location();
        // What was signed stands; a page opened before still has the button.
        others[0].post(ONE, &key, &[("act", "unsign")]).await.says(refused, "不能再改");
        town.visitor().get(ONE).await.says(StatusCode::OK, "召集人应在");
        assert_eq!(owner.post(ONE, &key, &[("act", "dance")]).await.status, StatusCode::BAD_REQUEST);
        town.world.at.clock.advance(domain::time::DAY * (domain::requests::ANSWER_DAYS + 1));
        town.visitor().get(ONE).await.says(StatusCode::OK, "class=\"overdue\"");
        town.visitor().get("/c/chunhe/requests").await.says(StatusCode::OK, "答复已逾期");
        chair.fill(ONE, &[("act", "answer"), ("answer", "")]).await.says(refused, "这里还没有填");
        owner.post(ONE, &key, &[("act", "answer"), ("answer", "我来答")]).await.says(refused, "席位的人来办");
        chair.fill(ONE, &[("act", "answer"), ("answer", "定于12月10日召开")]).await.location();
        town.visitor().get(ONE).await.says(StatusCode::OK, "定于12月10日召开");
        town.visitor().get("/c/chunhe/requests/yuan2/2").await.says(StatusCode::NOT_FOUND, "没有找到");
        town.visitor().get("/c/chunhe/requests/yuan9/1").await.says(StatusCode::NOT_FOUND, "没有找到");
    });
}

#[test]
fn a_signature_taken_back_was_acknowledged_again_from_memory() {
    in_town(|town| async move {
        let mut owners = Vec::new();
        for n in 0..26 {
            let owner = town.world.owner(&format!("业主{n}"), 1_000_000).await;
            owners.push(town.phone(&owner).await);
        }
        let compound = town.world.compound.to_string();
        let new = [("compound", compound.as_str()), ("title", "提议召开业主大会"), ("body", "充电棚")];
        owners[0].fill(NEW, &new).await.location();
        let signer = &owners[1];
        let key = signer.get(ONE).await.form_key();
        // A double tap signs once.
        for _tap in 0..2 {
            signer.post(ONE, &key, &[("act", "sign")]).await.location();
            town.visitor().get(ONE).await.says(StatusCode::OK, "已有 2 人签名");
        }
        signer.fill(ONE, &[("act", "unsign")]).await.location();
        town.visitor().get(ONE).await.says(StatusCode::OK, "已有 1 人签名");
        // Back in the browser, and the same button of the same page again.
        let again = signer.post(ONE, &key, &[("act", "sign")]).await;
        assert_eq!(again.location(), "/c/chunhe/requests/yuan2/1?ok=request-signed");
        town.visitor().get(ONE).await.says(StatusCode::OK, "已有 2 人签名");
    });
}

#[test]
fn a_signers_exact_area_stood_beside_their_name() {
    in_town(|town| async move {
        let mut owners = Vec::new();
        for n in 0..8 {
            let owner = town.world.owner(&format!("业主{n}"), 895_200).await;
            owners.push(town.phone(&owner).await);
        }
        let compound = town.world.compound.to_string();
        let new = [("compound", compound.as_str()), ("title", "提议召开业主大会"), ("body", "充电棚")];
        owners[0].fill(NEW, &new).await.location();
        for signer in &owners[1..4] {
            signer.fill(ONE, &[("act", "sign")]).await.location();
            let page = town.visitor().get(ONE).await;
            assert!(!page.text.contains('㎡') && !page.text.contains("面积"), "{}", page.text);
        }
        owners[4].fill(ONE, &[("act", "sign")]).await.location();
        let page = town.visitor().get(ONE).await;
        page.says(StatusCode::OK, "面积占全小区的 62.5%");
        assert!(!page.text.contains("447.60"), "{}", page.text);
    });
}
