//! What holds for every page.

use crate::phone::in_town;
use axum::http::{StatusCode, header};

#[test]
fn what_is_not_there_is_a_page_with_the_right_status() {
    in_town(|town| async move {
        let visitor = town.visitor();
        for path in ["/nothing", "/c/nowhere", "/c/chunhe/issues/77", "/c/chunhe/issues/abc"] {
            let answer = visitor.get(path).await;
            answer.says(StatusCode::NOT_FOUND, "没有找到这一页");
            assert!(answer.headers.contains_key(header::CONTENT_SECURITY_POLICY), "{path}");
        }
        assert_eq!(visitor.get("/pkg/nothing.css").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn who_is_not_signed_in_is_told_so() {
    in_town(|town| async move {
        town.visitor().get("/c/chunhe/issues/new").await.says(StatusCode::UNAUTHORIZED, "请先登录");
    });
}

#[test]
fn ones_notices_say_what_happened_and_lead_there() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        let author = town.phone(&author).await;
        let neighbour = town.world.resident("李邻居").await;
        let neighbour = town.phone(&neighbour).await;
        let issue =
            [("title", "没有座椅"), ("body", "老人没有地方坐。"), ("category", "elders"), ("scope", "")];
        author.fill("/c/chunhe/issues/new", &issue).await.location();
        let comments = "/c/chunhe/issues/1/comments";
        author.fill(comments, &[("body", "谁来管？")]).await.location();
        for n in 1..=6 {
            let body = format!("第{n}次回复");
            neighbour
                .fill(&format!("{comments}?reply=1"), &[("body", &body), ("reply", "1")])
                .await
                .location();
        }
        let page = author.get("/me").await;
        page.says(StatusCode::OK, "有人回复了您：没有座椅").says(StatusCode::OK, "href=\"/me/notices\"");
        assert_eq!(page.text.matches("有人回复了您").count(), 5, "the newest only");
        let all = author.get("/me/notices").await;
        assert_eq!(all.text.matches("有人回复了您").count(), 6);
        let notice =
            all.text.split("action=\"/c/chunhe/notices/").nth(1).and_then(|rest| rest.split('"').next());
        let opened = author.post(&format!("/c/chunhe/notices/{}", notice.unwrap()), "", &[]).await;
        let leads = opened.location().to_owned();
        assert!(leads.starts_with("/c/chunhe/"), "{leads}");
        // What was seen is a plain link to the same place.
        author.get("/me").await.says(StatusCode::OK, &format!("<a href=\"{leads}\">"));
        assert_eq!(town.visitor().get("/me/notices").await.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn a_failure_has_one_next_step() {
    in_town(|town| async move {
        let visitor = town.visitor();
        visitor
            .get("/c/chunhe/issues/new")
            .await
            .says(StatusCode::UNAUTHORIZED, "href=\"/sign-in?next=%2Fc%2Fchunhe%2Fissues%2Fnew\"");
        visitor.get("/c/nowhere").await.says(StatusCode::NOT_FOUND, "回到首页");
    });
}

#[test]
fn an_address_with_a_nul_is_nothing_not_an_outage() {
    in_town(|town| async move {
        let visitor = town.visitor();
        for address in ["/c/%00", "/c/%00/feed", "/c/chunhe/requests/yuan2%00/1", "/c/chunhe/issues?q=%00"] {
            assert_eq!(visitor.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    });
}
