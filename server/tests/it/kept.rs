//! Pages kept for readers without an account: never older than what was acknowledged, never another reader's.

use crate::matters::raise;
use crate::phone::in_town;
use axum::http::{StatusCode, header};

const ISSUE: &str = "/c/chunhe/issues/1";

#[test]
fn a_kept_page_is_never_older_than_what_was_acknowledged() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let visitor = town.visitor();
        let first = visitor.get(ISSUE).await;
        assert_eq!(visitor.get(ISSUE).await.text, first.text, "the same page for the next reader");
        for n in 1..=2 {
            let neighbour = town.phone(&town.world.resident(&format!("邻居{n}")).await).await;
            let key = neighbour.get(ISSUE).await.form_key();
            neighbour.post(&format!("{ISSUE}/cosign"), &key, &[]).await.location();
            visitor.get(ISSUE).await.says(StatusCode::OK, &format!("附议 {n}"));
        }
    });
}

#[test]
fn a_kept_page_is_nobody_elses() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let (visitor, phone) = (town.visitor(), town.phone(&author).await);
        // Whoever asks first: the one with an account is offered what they may do, the one without is not.
        for _turn in 0..2 {
            let own = phone.get(ISSUE).await;
            own.says(StatusCode::OK, "form_key");
            let public = visitor.get(ISSUE).await;
            assert!(!public.text.contains("form_key"), "{}", public.text);
            assert!(public.headers.get(header::SET_COOKIE).is_none());
        }
        let english = visitor.get_with(ISSUE, header::COOKIE, "yishi_locale=en").await;
        english.says(StatusCode::OK, "lang=\"en\"");
        visitor.get(ISSUE).await.says(StatusCode::OK, "lang=\"zh-CN\"");
        let large = visitor.get_with(ISSUE, header::COOKIE, "yishi_elder=1").await;
        assert_ne!(large.text, visitor.get(ISSUE).await.text);
        // Each form has a key of its own, also on a page without an account.
        let (one, other) = (visitor.get("/join").await, visitor.get("/join").await);
        assert_ne!(one.form_key(), other.form_key());
        // What is told after an act is told once, to who did it.
        visitor.get(&format!("{ISSUE}?ok=issue-raised")).await.says(StatusCode::OK, "已经提出");
        assert!(!visitor.get(ISSUE).await.text.contains("已经提出"));
    });
}

#[test]
fn what_the_clock_changes_is_not_kept() {
    in_town(|town| async move {
        let author = town.world.resident("王小明").await;
        raise(&town, &author, "没有座椅").await;
        let visitor = town.visitor();
        visitor.get(ISSUE).await.says(StatusCode::OK, "今天");
        town.world.at.clock.advance(domain::time::DAY);
        visitor.get(ISSUE).await.says(StatusCode::OK, "昨天");
    });
}
