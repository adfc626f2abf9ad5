//! Votes over HTTP: the ballot, what is recorded, what is refused.

use crate::asking;
use crate::phone::{Answer, Phone, Town, in_town};
use crate::world::{World, label};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::count::ballot::InvalidReason;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base};
use domain::time::{DAY, HOUR};
use domain::votes::{ElectorateKind, OwnersMatter, VoteKind};
use domain::words::{Body, Title};
use service::jobs::run_due;
use service::votes::Scope;
use service::votes::paper::{self, Paper};
use service::votes::read;
use service::votes::setup::{self, By, NewVote};

const VOTE: &str = "/c/chunhe/votes/1";
const BALLOT: &str = "/c/chunhe/votes/1/ballot";

/// A consultation of all adults, or an owners' vote, called by nobody in particular.
pub(crate) fn question(world: &World, statutory: bool) -> NewVote {
    let now = world.at.hall.now();
    let agreement = Agreement {
        threshold: Threshold::more_than(Fraction::HALF),
        base: Base::Participants,
        source: label("居民议事规则第九条"),
    };
    let by = if statutory {
        By::Owners(OwnersMatter::UseOfCommonParts)
    } else {
        By::Majority { quorum: None, agreement }
    };
    NewVote {
        community: world.community.id,
        convener: if statutory { world.committee.0 } else { world.council.0 },
        issue: None,
        title: Title::parse("是否同意增设电动车充电棚？").unwrap(),
        body: Body::parse("北门内侧，<script>alert(1)</script>48 个位。").unwrap(),
        kind: if statutory { VoteKind::Statutory } else { VoteKind::Consultative },
        questions: vec![asking::question(by, &[])],
        quorum: None,
        secret: false,
        electorate: if statutory { ElectorateKind::Owners } else { ElectorateKind::Adults },
        scope: if statutory { Scope::Compound(world.compound) } else { Scope::Community },
        opens_at: now.plus(17 * DAY),
        closes_at: now.plus(24 * DAY),
        objections_days: 7,
        extension_days: 0,
        paper_days: 0,
    }
}

/// Announces vote 1 and lets its time come.
pub(crate) async fn open(world: &World, vote: NewVote) {
    let hall = &world.at.hall;
    let opens_at = vote.opens_at;
    let number = setup::set_up(hall, &Actor::System, hall.new_id(), vote).await.unwrap();
    let mut snapshot = hall.read().await.unwrap();
    let draft = read::vote(&mut snapshot, &Actor::System, &world.community, number).await.unwrap();
    drop(snapshot);
    setup::announce(hall, &Actor::System, hall.new_id(), draft.id, draft.version).await.unwrap();
    world.at.clock.set(opens_at);
    run_due(hall).await.unwrap();
}

/// The names of the ballot's questions.
fn questions(page: &Answer) -> Vec<String> {
    let names = page.text.split("name=\"head-").skip(1);
    let mut names: Vec<String> =
        names.map(|rest| format!("head-{}", rest.split('"').next().unwrap())).collect();
    // A head's own field says only that its ballot was shown.
    names.retain(|name| name.len() > "head-".len() + 36);
    names.dedup();
    names
}

pub(crate) async fn votes(phone: &Phone, answer: &str) -> Answer {
    let page = phone.get(VOTE).await;
    let names = questions(&page);
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), answer)).collect();
    phone.post(BALLOT, &page.form_key(), &fields).await
}

pub(crate) async fn close(town: &Town) {
    town.world.at.clock.advance(8 * DAY);
    run_due(&town.world.at.hall).await.unwrap();
}

#[test]
fn a_ballot_is_cast_changed_and_counted() {
    in_town(|town| async move {
        let owner = town.world.owner("王小明", 895_200).await;
        let tenant = town.world.resident("租客").await;
        open(&town.world, question(&town.world, true)).await;
        let phone = town.phone(&owner).await;
        let page = phone.get(VOTE).await;
        page.says(StatusCode::OK, "业主大会表决").says(StatusCode::OK, "民法典第278条第（八）项");
        page.says(StatusCode::OK, "您名下 1 套，1 票，89.52㎡");
        assert!(!page.text.contains("checked"), "nothing is chosen beforehand");
        assert!(!page.text.contains("<script>alert"), "what was typed is inert");
        let name = questions(&page).remove(0);
        let key = page.form_key();
        // Nothing chosen, an answer that is none, then an answer.
        let nothing = phone.post(BALLOT, &key, &[]).await;
        nothing.says(StatusCode::UNPROCESSABLE_ENTITY, "请先选一个意见");
        assert_eq!(nothing.text.matches("role=\"alert\"").count(), 1, "one box is enough");
        phone.post(BALLOT, &key, &[(&name, "yes")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "选");
        assert_eq!(
            phone.post(BALLOT, &key, &[(&name, "agree")]).await.location(),
            "/c/chunhe/votes/1?ok=ballot-cast"
        );
        phone.get(VOTE).await.says(StatusCode::OK, "已记下，今天 9:00。您投了：同意。");
        // The same form from a page gone back to, with another answer: it counts, it is no replay.
        phone.post(BALLOT, &key, &[(&name, "oppose")]).await.location();
        phone.post(BALLOT, &key, &[(&name, "oppose")]).await.location();
        let page = phone.get(VOTE).await;
        page.says(StatusCode::OK, "您投了：反对。").says(StatusCode::OK, "已有 1 票投出");
        // Those who are no owners.
        let other = town.phone(&tenant).await;
        other.get(VOTE).await.says(StatusCode::OK, "这是业主表决，您可评论，不能投票");
        let refused = other.post(BALLOT, &key, &[(&name, "agree")]).await;
        refused.says(StatusCode::UNPROCESSABLE_ENTITY, "您不在本次表决名册里");
        town.visitor().get(VOTE).await.says(StatusCode::OK, "登录后投票");
        let body = format!("{name}=agree").into_bytes();
        assert_eq!(phone.post_raw(BALLOT, "cross-site", body).await.status, StatusCode::FORBIDDEN);

        close(&town).await;
        let late = phone.post(BALLOT, &key, &[(&name, "agree")]).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "下面这一票没有记下：“您投了：同意。”");
        let page = phone.get(VOTE).await;
        page.says(StatusCode::OK, "没有通过").says(StatusCode::OK, "参与够不够？");
        page.says(StatusCode::OK, "人数 1 / 2 = 50.0%").says(StatusCode::OK, "未达到");
        phone.get("/c/chunhe/votes/1/named").await.says(StatusCode::OK, "王**");
        assert_eq!(other.get("/c/chunhe/votes/1/named").await.status, StatusCode::FORBIDDEN);
        assert!(!town.visitor().get(VOTE).await.text.contains("王"), "no name on the open web");
        phone.get("/c/chunhe/votes").await.says(StatusCode::OK, "已经结束");
    });
}

#[test]
fn a_vote_is_set_up_announced_and_called_off_over_http() {
    in_town(|town| async move {
        let council = town.world.councillor("林秘书").await;
        let phone = town.phone(&council).await;
        let new = "/c/chunhe/votes/new";
        let bad = phone.fill(new, &[("title", "棚"), ("body", "写了很久"), ("matter", "consultative")]).await;
        bad.says(StatusCode::UNPROCESSABLE_ENTITY, "写了很久");
        // The list of what is wrong says which field is meant.
        bad.says(StatusCode::UNPROCESSABLE_ENTITY, "什么时候开始：这里还没有填");
        let convener = town.world.council.0.to_string();
        let mut fields = vec![
            ("convener", convener.as_str()),
            ("title", "步道选哪个方案？"),
            ("body", "三个方案都先改排水。"),
            ("matter", "consultative"),
            ("method", "choose_one"),
            ("options", "透水混凝土\n旧砖翻铺\n"),
            ("electorate", "adults"),
            ("scope", ""),
            ("opens", "2026-11-23T09:00"),
            ("closes", "2026-11-30T18:00"),
            ("objections", "３"),
            ("agreement", ""),
            ("quorum", "1/3"),
        ];
        // A bar without what says so.
        phone.fill(new, &fields).await.says(StatusCode::UNPROCESSABLE_ENTITY, "有 1 处要改");
        fields.push(("source", "居民议事规则第八条"));
        let made = phone.fill(new, &fields).await;
        assert_eq!(made.location(), "/c/chunhe/votes/1/conduct?ok=vote-kept");
        assert_eq!(town.visitor().get(VOTE).await.status, StatusCode::NOT_FOUND);
        let change = "/c/chunhe/votes/1/change";
        let page = phone.get(change).await;
        page.says(StatusCode::OK, "旧砖翻铺");
        let key = page.form_key();
        fields.push(("version", "1"));
        assert_eq!(
            phone.post(change, &key, &fields).await.location(),
            "/c/chunhe/votes/1/conduct?ok=vote-kept"
        );
        let stale = phone.fill(change, &fields).await;
        stale.says(StatusCode::UNPROCESSABLE_ENTITY, "刚才有人先改过了");
        let announce = "/c/chunhe/votes/1/announce";
        phone.fill(announce, &[("version", "1")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "刚才有人");
        phone.fill(announce, &[("version", "2")]).await.location();
        town.visitor().get(VOTE).await.says(StatusCode::OK, "民意征询（不是业主大会表决");
        for told in ["/c/chunhe/votes/1/share", "/c/chunhe/votes/1/poster"] {
            town.visitor().get(VOTE).await.says(StatusCode::OK, &format!("href=\"{told}\""));
        }
        phone.get(VOTE).await.says(StatusCode::OK, "本次表决名册里的我");
        let neighbour = town.world.resident("王小明").await;
        let other = town.phone(&neighbour).await;
        assert_eq!(other.get("/c/chunhe/votes/1/conduct").await.status, StatusCode::FORBIDDEN);
        assert_eq!(other.get(new).await.status, StatusCode::FORBIDDEN);
        let off = "/c/chunhe/votes/1/call-off";
        phone.fill(off, &[("reason", "")]).await.says(StatusCode::UNPROCESSABLE_ENTITY, "有 1 处要改");
        phone.fill(off, &[("reason", "方案要重做。")]).await.location();
        town.visitor().get(VOTE).await.says(StatusCode::OK, "方案要重做。");
        // Its notice stayed in the feed as it was, and its poster had neither day nor reason.
        let feed = town.visitor().get("/c/chunhe/feed").await;
        feed.says(StatusCode::OK, "民意征询已取消：");
        assert!(!feed.text.contains("截止。"), "{}", feed.text);
        let poster = town.visitor().get("/c/chunhe/votes/1/poster").await;
        poster.says(StatusCode::OK, "方案要重做。").says(StatusCode::OK, "扫码看表决页");
        assert!(poster.text.split("poster-seal").nth(1).expect("a seal").contains("年"));
    });
}

#[test]
fn a_vote_that_was_called_off_hid_what_had_been_cast() {
    in_town(|town| async move {
        let council = town.phone(&town.world.councillor("林秘书").await).await;
        let voter = town.phone(&town.world.owner("王小明", 1_000_000).await).await;
        open(&town.world, question(&town.world, false)).await;
        votes(&voter, "agree").await.location();
        council.fill("/c/chunhe/votes/1/call-off", &[("reason", "方案要重做。")]).await.location();
        let page = voter.get(VOTE).await;
        page.says(StatusCode::OK, "您投了：同意").says(StatusCode::OK, "投票回执");
        for reader in [&voter, &town.visitor()] {
            reader.get(VOTE).await.says(StatusCode::OK, "取消时已有 1 票投出");
        }
        voter.get("/c/chunhe/votes/1/check").await.says(StatusCode::OK, "投的票都不计");
    });
}

#[test]
fn two_hundred_voters_vote_twice_at_the_same_instant() {
    in_town(|town| async move {
        let mut phones = Vec::new();
        for n in 0..200 {
            let owner = town.world.owner(&format!("业主{n}"), 1_000_000).await;
            phones.push(town.phone(&owner).await);
        }
        open(&town.world, question(&town.world, false)).await;
        let mut forms = Vec::new();
        for phone in phones {
            let page = phone.get(VOTE).await;
            forms.push((phone, page.form_key(), questions(&page).remove(0)));
        }
        let start = std::sync::Arc::new(tokio::sync::Barrier::new(400));
        let mut casting = tokio::task::JoinSet::new();
        for (phone, key, name) in forms {
            for answer in ["agree", "oppose"] {
                let (phone, key, name, start) = (phone.clone(), key.clone(), name.clone(), start.clone());
                casting.spawn(async move {
                    start.wait().await;
                    let body = format!("form_key={key}&{name}={answer}").into_bytes();
                    phone.post_raw(BALLOT, "same-origin", body).await.status
                });
            }
        }
        let answers = casting.join_all().await;
        assert!(answers.iter().all(|status| *status == StatusCode::SEE_OTHER), "{answers:?}");
        town.visitor().get(VOTE).await.says(StatusCode::OK, "已有 200 票投出，共 200 票");
        close(&town).await;
        town.world.at.clock.advance(HOUR);
        town.visitor().get(VOTE).await.says(StatusCode::OK, "= ");
    });
}

#[test]
fn each_head_is_answered_on_its_own() {
    in_town(|town| async move {
        let owner = town.world.person("王小明").await;
        let partner = town.world.person("李秀英").await;
        town.world.flat("3号楼101室", 1_000_000, &[owner]).await;
        town.world.flat("3号楼102室", 1_314_000, &[owner]).await;
        town.world.flat("3号楼103室", 880_000, &[owner, partner]).await;
        let member = town.world.account(owner, "王小明").await;
        let actor = town.world.actor(member).await;
        open(&town.world, question(&town.world, true)).await;
        let phone = town.phone(&actor).await;
        let page = phone.get(VOTE).await;
        page.says(StatusCode::OK, "您名下 2 套，1 票，231.40㎡");
        page.says(StatusCode::OK, "您与李**共有 1 套，1 票，88.00㎡");
        // One head answered, the other left: the one is recorded, the other stays open.
        let names = questions(&page);
        assert_eq!(names.len(), 2);
        phone.post(BALLOT, &page.form_key(), &[(&names[0], "abstain")]).await.location();
        phone.get("/c/chunhe/votes").await.says(StatusCode::OK, "您有 1 票没投");
        votes(&phone, "agree").await.location();
        phone.get("/c/chunhe/votes").await.says(StatusCode::OK, "您的票都投了");
    });
}

#[test]
fn what_is_recorded_is_chosen_already_and_the_button_changes_it() {
    in_town(|town| async move {
        let owner = town.world.owner("王小明", 895_200).await;
        open(&town.world, question(&town.world, true)).await;
        let phone = town.phone(&owner).await;
        let page = phone.get(VOTE).await;
        assert!(page.text.replace("<!>", "").contains(">投票</button>"), "{}", page.text);
        votes(&phone, "oppose").await.location();
        let page = phone.get(VOTE).await;
        assert!(page.text.replace("<!>", "").contains(">改投</button>"), "{}", page.text);
        let cards: Vec<&str> = page.text.split("<label class=\"choice\">").skip(1).collect();
        let checked: Vec<bool> = cards
            .iter()
            .map(|card| card.split('>').next().is_some_and(|radio| radio.contains(" checked")))
            .collect();
        assert_eq!(checked, [false, true, false], "{}", page.text);
    });
}

#[test]
fn a_head_whose_ballot_is_on_paper_was_offered_a_button_with_nothing_to_choose() {
    in_town(|town| async move {
        let (world, hall) = (&town.world, &town.world.at.hall);
        let owner = world.owner("王小明", 895_200).await;
        let conducts = world.committee_member("陈主任").await;
        open(world, NewVote { paper_days: 3, ..question(world, true) }).await;
        let mut snapshot = hall.read().await.unwrap();
        let vote = read::vote(&mut snapshot, &owner, &world.community, 1).await.unwrap();
        let held = read::holdings(&mut snapshot, &owner, world.community.id, &vote).await.unwrap();
        drop(snapshot);
        let phone = town.phone(&owner).await;
        phone.get(VOTE).await.says(StatusCode::OK, "<div class=\"dock\">");
        let entered = Paper::Invalid(InvalidReason::Unsigned);
        paper::enter(hall, &conducts, hall.new_id(), vote.id, held[0].head.unwrap(), entered).await.unwrap();
        let page = phone.get(VOTE).await;
        // Whoever has no account looks a ballot up as well.
        for page in [&page, &town.visitor().get(VOTE).await] {
            assert!(!page.text.contains("<div class=\"dock\">"), "{}", page.text);
            page.says(StatusCode::OK, "href=\"/c/chunhe/votes/1/check\"");
        }
    });
}

#[test]
fn a_consultations_poster_shows_its_figures() {
    in_town(|town| async move {
        let neighbour = town.world.resident("王小明").await;
        open(&town.world, question(&town.world, false)).await;
        let phone = town.phone(&neighbour).await;
        votes(&phone, "agree").await.location();
        let poster = "/c/chunhe/votes/1/poster";
        assert!(!town.visitor().get(poster).await.text.contains("<table"), "nothing is told before closing");
        close(&town).await;
        let page = town.visitor().get(poster).await;
        let bare = page.text.replace("<!>", "");
        assert!(bare.contains("<th scope=\"row\">同意</th><td class=\"num\">1</td>"), "{bare}");
        assert!(bare.contains("<p class=\"poster-verdict\">"), "{bare}");
    });
}

#[test]
fn an_owners_votes_poster_shows_the_arithmetic_and_the_day_of_the_count() {
    in_town(|town| async move {
        let owner = town.world.owner("王小明", 895_200).await;
        open(&town.world, question(&town.world, true)).await;
        votes(&town.phone(&owner).await, "oppose").await.location();
        let poster = "/c/chunhe/votes/1/poster";
        let seal = |page: &Answer| page.text.split("poster-seal").nth(1).expect("a seal").to_owned();
        let noticed = seal(&town.visitor().get(poster).await);
        close(&town).await;
        let page = town.visitor().get(poster).await;
        assert_ne!(seal(&page), noticed, "the seal is of the day of the count");
        let bare = page.text.replace("<!>", "");
        assert_eq!(bare.matches(" = ").count(), 4, "{bare}");
        for says in ["人数 0 / 1 = 0.0%", "未达到", "未通过", ">反对</th><td class=\"num\">1<", ">弃权</th>"]
        {
            assert!(bare.contains(says), "{says}: {bare}");
        }
    });
}

#[test]
fn a_lone_voters_exact_area_stood_beside_their_choice_in_public() {
    in_town(|town| async move {
        let opposed = town.world.owner("王小明", 1_156_000).await;
        let mut agreed = Vec::new();
        for n in 0..6 {
            agreed.push(town.world.owner(&format!("业主{n}"), 900_000).await);
        }
        open(&town.world, question(&town.world, true)).await;
        votes(&town.phone(&opposed).await, "oppose").await.location();
        for owner in &agreed {
            votes(&town.phone(owner).await, "agree").await.location();
        }
        close(&town).await;
        let bare = |page: Answer| page.text.replace("<!>", "");
        for path in [VOTE, "/c/chunhe/votes/1/poster"] {
            let page = bare(town.visitor().get(path).await);
            assert!(page.contains(">反对</th><td class=\"num\">1</td><td class=\"num\">—</td>"), "{page}");
            assert!(
                page.contains(">同意</th><td class=\"num\">6</td><td class=\"num\">540.00</td>"),
                "{page}"
            );
            assert!(page.contains("不到五户的") && !page.contains("115.60"), "{page}");
        }
        // The owners of the compound may check every figure; paper hangs in public, whoever prints it.
        let phone = town.phone(&agreed[0]).await;
        assert!(bare(phone.get(VOTE).await).contains("115.60"));
        assert!(!bare(phone.get("/c/chunhe/votes/1/poster").await).contains("115.60"));
    });
}

#[test]
fn a_scope_beside_the_matter_or_the_body_is_told_at_its_field() {
    in_town(|town| async move {
        let phone = town.phone(&town.world.committee_member("老温").await).await;
        let new = "/c/chunhe/votes/new";
        let (convener, compound) = (town.world.committee.0.to_string(), town.world.compound);
        let building = format!("building/{compound}/{}", town.world.building);
        let council = format!("body/{}", town.world.council.0);
        let send = async |matter: &str, scope: &str, electorate: &str, method: &str| {
            let fields = [
                ("convener", convener.as_str()),
                ("title", "是否同意？"),
                ("body", "说明"),
                ("matter", matter),
                ("scope", scope),
                ("electorate", electorate),
                ("method", method),
                ("options", "甲\n甲"),
                ("agreement", "majority"),
                ("source", "议事规则第九条"),
                ("opens", "2026-12-10T09:00"),
                ("closes", "2026-12-30T18:00"),
                ("objections", "7"),
            ];
            phone.fill(new, &fields).await
        };
        let wrong = StatusCode::UNPROCESSABLE_ENTITY;
        let says = "哪个范围：这件事关系全小区的业主";
        send("278(1)", &building, "owners", "yes_no").await.says(wrong, says);
        let says = "哪个范围：这个组织只能在自己的小区里发起表决";
        send("consultative", "", "adults", "yes_no").await.says(wrong, says);
        let says = "哪个范围：一个组织只能请自己的成员投票";
        send("consultative", &council, "body_members", "yes_no").await.says(wrong, says);
        let own = format!("compound/{compound}");
        send("consultative", &own, "adults", "choose_one").await.says(wrong, "选项，一行一个：和前面重复了");
    });
}

#[test]
fn a_committee_is_offered_its_own_and_told_which_field_does_not_go_with_the_rest() {
    in_town(|town| async move {
        let phone = town.phone(&town.world.committee_member("老温").await).await;
        let new = "/c/chunhe/votes/new";
        let page = phone.get(new).await;
        page.says(StatusCode::OK, "href=\"/c/chunhe/votes\"");
        let council = format!("value=\"{}\"", town.world.council.0);
        assert!(!page.text.contains(&council), "a body it does not speak for: {}", page.text);
        let convener = town.world.committee.0.to_string();
        let scope = format!("compound/{}", town.world.compound);
        let fields =
            |scope: &'static str, electorate: &'static str, method: &'static str, opens: &'static str| {
                vec![("scope", scope), ("electorate", electorate), ("method", method), ("opens", opens)]
            };
        let common = [
            ("convener", convener.as_str()),
            ("title", "是否同意增设充电棚？"),
            ("body", "北门内侧，48 个位。"),
            ("matter", "278(8)"),
            ("closes", "2026-12-30T18:00"),
            ("objections", "7"),
        ];
        let wrong = [fields("", "adults", "yes_no", "2026-12-10T09:00"), common.to_vec()].concat();
        let answer = phone.fill(new, &wrong).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "哪个范围：业主大会表决，要选您能召集的小区");
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "谁来投：业主大会表决由业主来投");
        let mut right = [fields("", "owners", "yes_no", "2026-12-07T09:00"), common.to_vec()].concat();
        right[0].1 = &scope;
        let answer = phone.fill(new, &right).await;
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "什么时候开始：公告要隔满整十五天");
        answer.says(StatusCode::UNPROCESSABLE_ENTITY, "最早可以从 2026年12月8日 开始投票");
        right[3].1 = "2026-12-08T09:00";
        phone.fill(new, &right).await.location();
        // Announcing too late says from when it could be as well, and the draft is there to be read over.
        town.world.at.clock.advance(3 * DAY);
        let conduct = phone.get("/c/chunhe/votes/1/conduct").await;
        conduct.says(StatusCode::OK, "北门内侧，48 个位。").says(StatusCode::OK, "是否同意增设充电棚？");
        let late = phone.fill("/c/chunhe/votes/1/announce", &[("version", "1")]).await;
        late.says(StatusCode::UNPROCESSABLE_ENTITY, "2026年12月11日");
        // A draft goes without a reason.
        let off = "/c/chunhe/votes/1/call-off";
        let answer = phone.post(off, &conduct.form_key(), &[("version", "1")]).await;
        assert_eq!(answer.location(), "/c/chunhe/votes?ok=draft-deleted");
        assert_eq!(phone.get(VOTE).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn turnout_beyond_one_compound_names_the_compound() {
    in_town(|town| async move {
        let council = town.world.councillor("林秘书").await;
        open(&town.world, question(&town.world, false)).await;
        let page = town.phone(&council).await.get("/c/chunhe/votes/1/conduct").await;
        assert!(
            page.text.replace("<!>", "").contains("<th scope=\"row\">春和苑2号院3号楼</th>"),
            "{}",
            page.text
        );
    });
}
