//! Every text column people's words come into is shown on some page, inert: a new column fails until it is covered.

use crate::asking;
use crate::both::on_postgres;
use crate::decisions;
use crate::hostile::{assert_inert, furnish, mark, poison};
use crate::matters::raise;
use crate::members::officer;
use crate::phone::{Phone, Town};
use crate::votes::{open, question};
use axum::http::StatusCode;
use domain::bodies::SeatRight;
use domain::moderation::HideReason;
use domain::time::DAY;
use domain::words::{Note, Reason};
use service::comments;
use service::jobs::run_due;
use service::moderation::{self, Target};
use service::votes::read;
use service::votes::setup::{self, By};

/// Words that no page shows whole, and why. They are poisoned too: a page that comes to show them is tested.
const NEVER_WHOLE: [(&str, &str); 12] = [
    ("vote_heads.who", "for its own owners' file alone"),
    ("communities.short_name", "no page yet"),
    ("issues.body", "shown as body_html"),
    ("joint_requests.body", "shown as body_html"),
    ("comment_revisions.body", "rendered by the sanitiser, compared line by line"),
    ("jobs.last_error", "for the log"),
    ("vote_heads.name", "masked, for the owners alone"),
    ("vote_heads.units", "for counting by building"),
    ("household_groups.name", "no page yet"),
    ("log_cosignatures.witness", "a key, checked before it is stored"),
    ("join_requests.phone", "a telephone number, checked before it is stored"),
    ("persons.phone", "a telephone number, checked before it is stored"),
];

/// What no act writes in this story, but could.
const FILLED: &str = "UPDATE members SET login_name = id; \
    UPDATE members SET locale = 'en' WHERE display_name = '吴主任'; \
    INSERT INTO grids (id, community_id, name) SELECT id, id, 'x' FROM communities; \
    UPDATE seats SET grid_id = (SELECT id FROM grids); UPDATE jobs SET last_error = 'x'; \
    UPDATE compounds SET silence_clause = '{\"document\":\"<img src=x>\",\"adopted_on\":20000,\"text\":\"<script>\"}'; \
    INSERT INTO representations (id, person_id, kind, by_person_id, from_day, document, named_at) \
        SELECT p.id, p.id, 'agent', p.id, 20000, 'x', 0 FROM persons p; \
    INSERT INTO vote_orders (vote_id, n, kind, document, issued_day, issuer, text, seat_title, entered_at, correction, \
        corrected_at) SELECT id, 1, 'street_correction', 'x', 20000, 'x', 'x', 'x', 0, 'x', 0 FROM votes WHERE number = 1; \
    INSERT INTO household_groups (id, compound_id, name) SELECT id, id, 'x' FROM compounds";

/// People at their phones, and what their pages showed.
struct Readers {
    phones: Vec<Phone>,
    shown: String,
}

impl Readers {
    /// Everybody opens `path`; at least one may read it.
    async fn open(&mut self, path: &str) {
        let mut read = false;
        for phone in &self.phones {
            let answer = phone.get(path).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND];
            if path.ends_with("/feed") {
                assert!(!answer.text.contains("<script") && !answer.text.contains("<img"), "{}", answer.text);
            } else {
                assert_inert(path, &answer.text);
            }
            if refused.contains(&answer.status) {
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
            read = true;
            self.shown += &answer.text;
        }
        assert!(read, "nobody may read {path}");
    }
}

#[test]
fn every_column_of_words_is_shown_and_stays_inert() {
    on_postgres(|at| async {
        let town = Town::furnish(at).await;
        let (paths, mut readers) = live(&town).await;
        let columns = poison(&town, FILLED).await;
        for path in &paths {
            readers.open(path).await;
        }
        let unseen: Vec<_> = columns
            .iter()
            .filter(|own| !NEVER_WHOLE.iter().any(|(never, _)| never == own))
            .filter(|own| !readers.shown.contains(&mark(own)))
            .collect();
        assert!(unseen.is_empty(), "shown by no page of this test: {unseen:#?}");
        for (never, why) in NEVER_WHOLE {
            assert!(columns.iter().any(|own| own == never), "{never} ({why}) is no column of words");
        }
    });
}

/// Does everything there is to do in a hall; answers every page and who reads them.
async fn live(town: &Town) -> (Vec<String>, Readers) {
    let world = &town.world;
    let author = world.owner("王小明", 895_200).await;
    let councillor = world.councillor("李议事").await;
    let member = world.committee_member("周远").await;
    furnish(town, &author, &councillor).await;
    let judge = world.councillor("钱议事").await;
    let phones = [&author, &councillor, &member, &judge];
    let mut readers = Readers { phones: Vec::new(), shown: String::new() };
    for actor in phones {
        readers.phones.push(town.phone(actor).await);
    }
    readers.phones.push(officer(town, "吴主任", "residents_committee", SeatRight::Administrator).await);
    let [owner, council, committee, judge, desk] = readers.phones.as_slice() else { unreachable!() };
    let mut paths: Vec<String> = PAGES.iter().map(|path| format!("/c/chunhe{path}")).collect();
    paths.extend(
        ["/", "/me", "/me/notices", "/me/name", "/me/password", "/me/devices", "/about"].map(String::from),
    );

    // A matter carried out, one called back, a comment changed, two hidden, one appeal answered and one waiting.
    raise(town, &author, "通道堵了").await;
    let fields = [("version", "1"), ("step", "turn_to_hazard"), ("reason", "危险")];
    let fields = [&fields[..], &[("carried_by", "物业中心"), ("due", "2026-11-25")]].concat();
    council.fill("/c/chunhe/issues/2/move", &fields).await.location();
    let formally = [("body", "正式答复"), ("official", "1")];
    council.fill("/c/chunhe/issues/1/comments", &formally).await.location();
    let edited = [("body", "改过"), ("revision", "1")];
    owner.fill("/c/chunhe/comments/1-3/edit", &edited).await.location();
    for number in [1, 2] {
        hide(town, &councillor, number).await;
        owner
            .fill(&format!("/c/chunhe/comments/1-{number}/appeal"), &[("says", "不是广告")])
            .await
            .location();
    }
    let answered = [("answer", "upheld"), ("reason", "是广告")];
    judge.fill("/c/chunhe/comments/1-1/answer", &answered).await.location();

    // A decision with a correction, a joint request with its answer.
    let body = world.committee.0.to_string();
    committee.fill(decisions::NEW, &decisions::fields(&body, &[])).await.location();
    let correction =
        [("seen", "1"), ("why", "笔误"), ("title", "新题"), ("text", "新文"), ("reasons", "新理由")];
    committee.fill(decisions::CORRECT, &correction).await.location();
    let compound = world.compound.to_string();
    let asked = [("compound", compound.as_str()), ("title", "开会"), ("body", "表决"), ("matter", "")];
    owner.fill("/c/chunhe/requests/new", &asked).await.location();
    let one = "/c/chunhe/requests/yuan2/1";
    let signed = committee.fill(one, &[("act", "sign")]).await;
    drop(signed);
    committee.fill(one, &[("act", "answer"), ("answer", "同意")]).await.location();

    votes(town).await;
    let objection = [("kind", "procedure"), ("text", "公告没有贴到楼门口。")];
    owner.fill("/c/chunhe/votes/1/objections", &objection).await.location();
    owner.fill("/c/chunhe/votes/1/objections", &[objection[0], ("text", "第二条异议。")]).await.location();
    let recount = [("finding", "recount"), ("answer", "重新数了一遍。")];
    committee.fill("/c/chunhe/votes/1/objections/1", &recount).await.location();
    let declined = roll(town, committee, desk, &mut paths).await;
    readers.phones.push(declined);
    (paths, readers)
}

/// Pages that are there once everything has happened.
const PAGES: [&str; 54] = [
    "",
    "/issues",
    "/issues/new",
    "/issues/1",
    "/issues/1?page=all",
    "/issues/1/move",
    "/issues/1/share",
    "/issues/2",
    "/issues/2/progress",
    "/issues/1/proposals/1",
    "/issues/1/proposals/1/edit",
    "/issues/1/proposals/1/withdraw",
    "/issues/1/proposals/1/share",
    "/issues/1/proposals/1/revisions",
    "/issues/1/proposals/1/revisions/1",
    "/issues/1/proposals/1/revisions/2",
    "/comments/1-3/edit",
    "/comments/1-3/history",
    "/comments/1-2/answer",
    "/register",
    "/register/appeals",
    "/feed",
    "/decisions",
    "/decisions/feed",
    "/decisions/new",
    "/decisions/1",
    "/decisions/1/correct",
    "/decisions/1/revisions/1",
    "/decisions/1/poster",
    "/decisions/1/share",
    "/requests",
    "/requests/new",
    "/requests/yuan2/1",
    "/votes",
    "/votes/new",
    "/votes/1",
    "/votes/1/named",
    "/votes/1/objections",
    "/votes/1/objections/2",
    "/votes/1/orders",
    "/votes/1/poster",
    "/votes/1/share",
    "/votes/2",
    "/votes/3",
    "/votes/4/conduct",
    "/votes/4/change",
    "/bodies",
    "/bodies/new",
    "/settings",
    "/settings/yuan2",
    "/officers",
    "/officers/people",
    "/officers/looks",
    "/officers/requests",
];

async fn hide(town: &Town, councillor: &domain::actor::Actor, number: i64) {
    let hall = &town.world.at.hall;
    let mut snapshot = hall.read().await.unwrap();
    let placed =
        comments::comment(&mut snapshot, councillor, &town.world.community, 1, number).await.unwrap();
    drop(snapshot);
    let note = Note::parse("说明").ok();
    moderation::hide(
        hall,
        councillor,
        hall.new_id(),
        Target::Comment(placed.comment.id),
        HideReason::OffTopic,
        note,
    )
    .await
    .unwrap();
}

/// One counted, one with options open, one called off, one in preparation.
async fn votes(town: &Town) {
    let (world, hall, system) = (&town.world, &town.world.at.hall, domain::actor::Actor::System);
    open(world, question(world, true)).await;
    world.at.clock.advance(8 * DAY);
    run_due(hall).await.unwrap();
    let several = || setup::NewVote {
        questions: vec![asking::question(
            By::ChooseOne { quorum: None, agreement: None },
            &["</textarea><script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>"],
        )],
        ..question(world, false)
    };
    for number in 2..=4 {
        let made = setup::set_up(hall, &system, hall.new_id(), several()).await.unwrap();
        assert_eq!(made, number);
    }
    for number in [2, 3] {
        let mut snapshot = hall.read().await.unwrap();
        let draft = read::vote(&mut snapshot, &system, &world.community, number).await.unwrap();
        drop(snapshot);
        setup::announce(hall, &system, hall.new_id(), draft.id, draft.version).await.unwrap();
        if number == 3 {
            let reason = Reason::parse("另行安排").unwrap();
            setup::call_off(hall, &system, hall.new_id(), draft.id, reason).await.unwrap();
        }
    }
}

/// A roll imported with two of one name, someone who asks to join, one who was declined, and a person's own sheet.
async fn roll(town: &Town, committee: &Phone, desk: &Phone, paths: &mut Vec<String>) -> Phone {
    const ROLL: &str = "/c/chunhe/officers/roll/yuan2";
    const FILE: &str = "房号,建筑面积,业主\r\n5-1-101,80,张三\r\n5-1-102,81,张三\r\n";
    let key = committee.get(ROLL).await.form_key();
    let imports = format!("{ROLL}/imports");
    let sent = committee.upload(&imports, "same-origin", &key, "名册.csv", FILE.as_bytes()).await;
    let columns = sent.location().to_owned();
    let chosen =
        [("sent", "1"), ("read-0", "1"), ("col-0-0", "address"), ("col-0-1", "area"), ("col-0-2", "owners")];
    let import = committee.fill(&columns, &chosen).await.location().to_owned();
    committee.fill(&import, &[]).await.location();
    let building = town.world.building.to_string();
    let asks = [("building", building.as_str()), ("unit", "2-301"), ("name", "赵租客"), ("tie", "tenant")];
    let ask = "/c/chunhe/join/ask";
    let declined = town.visitor().keeping(&town.visitor().fill(ask, &asks).await);
    let no = [("answer", "declined"), ("reason", "门牌不对")];
    desk.fill(&first_request(desk).await, &no).await.location();
    town.visitor().fill(ask, &asks).await.location();
    paths.extend([first_request(desk).await, "/c/chunhe/join/asked".to_owned()]);
    paths.extend([ROLL.to_owned(), format!("{ROLL}/merges"), "/c/chunhe/officers/roll".to_owned()]);
    paths.push(import.split('?').next().unwrap_or_default().to_owned());
    let person = town.world.person("孙六").await;
    paths.push(format!("/c/chunhe/officers/people/{person}"));
    declined
}

/// The address of the first request to join that waits.
async fn first_request(desk: &Phone) -> String {
    let list = desk.get("/c/chunhe/officers/requests").await.text;
    let one = list.split("/c/chunhe/officers/requests/").nth(1).and_then(|rest| rest.split('"').next());
    format!("/c/chunhe/officers/requests/{}", one.expect("a request"))
}
