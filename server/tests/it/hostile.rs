//! Hostile text in every text column: it is shown, and nothing of it comes alive.
//!
//! To cover a page of your own, fill a town so that the page shows something and add its address to a story here.

use crate::both::on_postgres;
use crate::matters::raise;
use crate::phone::{Phone, Town};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::comments::Stance;
use domain::id::IssueId;
use domain::measure::Fen;
use domain::moderation::HideReason;
use domain::words::{Body, CommentBody, Note, Title};
use scraper::Html;
use service::comments::{self, NewComment};
use service::issues;
use service::moderation::{self, Target};
use service::proposals::{self, Revision, Wording};

/// Breaks out of text areas, titles, attributes and elements, wherever one of them is not escaped.
pub(crate) const HOSTILE: &str =
    "</textarea></title><script>alert(1)</script>\"'><img src=x onerror=alert(1)><b style=x>";

/// Every text column that holds people's words: all of them but ids, codes, hashes, sanitised HTML, JSON and addresses,
/// whose values only the program writes, and the words of a ballot, which are read as checked types: the story gives
/// options hostile names instead. A column added later is one of these until its name is like theirs.
const COLUMNS: &str = "SELECT table_name, column_name FROM information_schema.columns \
    WHERE table_schema = current_schema() AND data_type = 'text' AND table_name !~ '^_' \
      AND column_name !~ '(^id$|_id$|_hash$|_sha256$|_html$|^slug$|^key$|^code$|^path$|^kind$|^state$|^stage$)' \
      AND column_name !~ '(^move$|^category$|^matter$|^rests_on$|^choice$|^method$|^electorate$|^scope$|^stance$)' \
      AND column_name !~ '(^(answered|decided|entered|issued)_by$|_right$|^(merged_into|joined_to)$|^level$|^locale$|^time_zone$)' \
      AND column_name !~ '(^e_voting$|^organ$|^tenure$|^area_source$|^document_tail$|^hidden_reason$|^spent_form$)' \
      AND column_name !~ '(^manifest$|^outcome$|^cells$|^rule$|^mapping$|^report$|^moved$|^sheets$|^batch$|^silence_clause$|^named_by$)' \
      AND column_name !~ '(^how$|^what$|^tie$|^line$|^entry$|^hash$|^public_key$|^purse$|^quorum$|^subject$)' \
      AND column_name !~ '(^salt$|^commitment$|^pseudonym$|^sealed$|^mark$|^lines$|^finding$)' \
      AND (table_name, column_name) NOT IN (('moderation_acts', 'reason'), ('moderation_acts', 'answer'), \
        ('moderation_acts', 'target'), ('form_answers', 'answer'), ('vote_options', 'label'), ('vote_questions', 'text')) \
    ORDER BY table_name, column_name";

/// What hostile text in a column ends with, to tell on a page which column it came from.
pub(crate) fn mark(column: &str) -> String {
    format!("\u{27ea}{column}\u{27eb}")
}

async fn psql(town: &Town, command: &str) -> String {
    let done = tokio::process::Command::new("psql")
        .args([&town.world.at.settings.database_url, "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1"])
        .args(["--tuples-only", "--no-align", "--field-separator=.", "--command", command])
        .output()
        .await
        .expect("psql runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// Poisons the town's database, after `also`; answers the columns that hold hostile text now, as `table.column`.
pub(crate) async fn poison(town: &Town, also: &str) -> Vec<String> {
    if !also.is_empty() {
        psql(town, also).await;
    }
    let columns: Vec<String> = psql(town, COLUMNS).await.lines().map(ToOwned::to_owned).collect();
    let mut script = String::from("BEGIN;");
    for column in &columns {
        let (table, name) = column.split_once('.').expect("a table and a column");
        let words = format!("{HOSTILE}{}", mark(column)).replace('\'', "''");
        script += &format!("UPDATE {table} SET {name} = '{words}' || ctid::text WHERE {name} IS NOT NULL;");
    }
    psql(town, &(script + "COMMIT;")).await;
    columns
}

/// Asserts that the page holds no element or attribute that only hostile text could have brought in.
#[track_caller]
pub(crate) fn assert_inert(path: &str, html: &str) {
    let page = Html::parse_document(html);
    for element in page.tree.values().filter_map(scraper::Node::as_element) {
        let name = element.name();
        let known = match name {
            "script" => element.attr("src").is_some_and(|src| src.starts_with("/pkg/")),
            "img" => element.attr("src").is_some_and(|src| src.starts_with('/')),
            "iframe" | "object" | "embed" | "style" | "base" => false,
            _ => true,
        };
        assert!(known, "{path}: <{name}> in\n{html}");
        for (attribute, value) in element.attrs() {
            let line_of_a_bar = matches!(attribute, "x1" | "x2" | "y1" | "y2");
            let plain =
                line_of_a_bar || attribute.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
            let known = plain && !attribute.starts_with("on") && attribute != "style";
            assert!(known, "{path}: {attribute}={value:?} on <{name}> in\n{html}");
            let is_address = matches!(attribute, "href" | "src" | "action" | "formaction");
            let local = ["/", "?", "#", "http://127.0.0.1", "https://example.org"];
            let safe = !is_address || local.iter().any(|start| value.starts_with(start));
            assert!(safe, "{path}: {attribute}={value:?} on <{name}>");
        }
    }
}

/// Opens each page, which shows the hostile text and keeps it inert.
pub(crate) async fn all_inert(phone: &Phone, paths: &[&str]) {
    for path in paths {
        let answer = phone.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        assert!(answer.text.contains("&lt;img src=x"), "{path} shows no hostile text:\n{}", answer.text);
        assert_inert(path, &answer.text);
    }
}

/// An issue with everything on it, written by the acts themselves, its Markdown hostile too.
pub(crate) async fn furnish(town: &Town, author: &Actor, officer: &Actor) -> IssueId {
    let hall = &town.world.at.hall;
    let markdown = format!("{HOSTILE}\n\n[点我](javascript:alert(1)) ![x](data:text/html,1)\n\n# 一");
    let number = raise(town, author, "没有座椅").await;
    let mut snapshot = hall.read().await.expect("a snapshot");
    let issue =
        issues::issue(&mut snapshot, author, &town.world.community, number).await.expect("the issue").id;
    drop(snapshot);
    let wording = |body: &str| Wording {
        title: Title::parse("装四把椅子").expect("a title"),
        body: Body::parse(body).expect("a body"),
        cost: Fen::new(100).ok(),
    };
    proposals::propose(hall, officer, hall.new_id(), issue, wording(&markdown)).await.expect("a proposal");
    let mut snapshot = hall.read().await.expect("a snapshot");
    let proposal =
        proposals::proposal(&mut snapshot, author, &town.world.community, number, 1).await.expect("it").id;
    drop(snapshot);
    proposals::cosign_proposal(hall, author, proposal).await.expect("a co-signature");
    let note = Note::parse("改了").expect("a note");
    let revision = Revision { seen: 1, wording: wording("换一种"), note };
    proposals::revise(hall, officer, hall.new_id(), proposal, revision).await.expect("a revision");
    for (proposal, stance) in
        [(None, Stance::For), (None, Stance::Question), (Some(proposal), Stance::Against)]
    {
        let body = CommentBody::parse(&markdown).expect("a comment");
        let new =
            NewComment { issue, proposal, answers: None, stance: Some(stance), officially: false, body };
        let community = town.world.community.id;
        comments::post_comment(hall, author, hall.new_id(), community, new).await.expect("a comment");
    }
    issue
}

#[test]
fn hostile_text_in_every_column_is_shown_and_stays_inert() {
    on_postgres(|at| async {
        let town = Town::furnish(at).await;
        let author = town.world.resident("王小明").await;
        let officer = town.world.councillor("李议事").await;
        furnish(&town, &author, &officer).await;
        let phone = town.phone(&officer).await;
        let version = [("version", "1"), ("step", "turn_to_hazard"), ("reason", "危险")];
        let settled = [("carried_by", "物业中心"), ("due", "2026-11-25")];
        // A second issue, so that both stages are seen: one open, one with someone carrying it out.
        raise(&town, &author, "通道堵了").await;
        let fields = [&version[..], &settled[..]].concat();
        phone.fill("/c/chunhe/issues/2/move", &fields).await.location();
        let hall = &town.world.at.hall;
        let mut snapshot = hall.read().await.expect("a snapshot");
        let placed =
            comments::comment(&mut snapshot, &officer, &town.world.community, 1, 2).await.expect("a comment");
        drop(snapshot);
        let (id, reason) = (Target::Comment(placed.comment.id), HideReason::OffTopic);
        moderation::hide(hall, &officer, hall.new_id(), id, reason, Note::parse("说明").ok())
            .await
            .expect("hidden");
        poison(&town, "").await;
        let pages = [
            "/",
            "/c/chunhe",
            "/c/chunhe/issues",
            "/c/chunhe/issues?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22",
            "/c/chunhe/issues/new",
            "/c/chunhe/issues/1",
            "/c/chunhe/issues/1?page=all",
            "/c/chunhe/issues/1/move",
            "/c/chunhe/issues/2",
            "/c/chunhe/issues/2/progress",
            "/c/chunhe/issues/1/proposals/new",
            "/c/chunhe/issues/1/proposals/1",
            "/c/chunhe/issues/1/proposals/1/edit",
            "/c/chunhe/issues/1/proposals/1/withdraw",
            "/c/chunhe/issues/1/proposals/1/revisions",
            "/c/chunhe/issues/1/proposals/1/revisions/1",
            "/c/chunhe/issues/1/proposals/1/revisions/2",
            "/c/chunhe/register",
        ];
        all_inert(&phone, &pages).await;
        let own = town.phone(&author).await;
        all_inert(&own, &["/c/chunhe", "/c/chunhe/issues/1", "/c/chunhe/issues/1/share"]).await;
        // What was typed comes back inert too: in fields, in the preview and beside errors.
        let typed = [("title", HOSTILE), ("body", HOSTILE), ("category", HOSTILE), ("note", HOSTILE)];
        for preview in ["", "1"] {
            let fields =
                [&typed[..], &[("preview", preview), ("scope", HOSTILE), ("cost", HOSTILE)]].concat();
            for path in ["/c/chunhe/issues/new", "/c/chunhe/issues/1/proposals/1/edit"] {
                let answer = phone.fill(path, &fields).await;
                assert!(answer.text.contains("&lt;script"), "{path}:\n{}", answer.text);
                assert_inert(path, &answer.text);
            }
        }
    });
}

#[test]
fn what_came_alive_is_noticed() {
    let alive = [
        "<img src=x>",
        "<p onclick=\"x\">",
        "<script>x</script>",
        "<a href=\"javascript:x\">",
        "<p title=\"\"\"'>x",
        "<p style=x>",
    ];
    for html in alive {
        let noticed = std::panic::catch_unwind(|| assert_inert("", html)).is_err();
        assert!(noticed, "{html}");
    }
    assert_inert("", "<p class=\"a\">&lt;img src=x&gt; <a href=\"/c/chunhe\">x</a>");
}
