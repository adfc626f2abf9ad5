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
