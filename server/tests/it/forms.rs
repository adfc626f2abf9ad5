//! Forms: what was typed is never lost, what was sent twice is done once, what comes from elsewhere is refused.

use crate::phone::in_town;
use axum::http::StatusCode;

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
