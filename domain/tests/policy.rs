//! Every action for every role: the permission table as people can read it.

use domain::actor::{Actor, Level, Member, Seat, Standing, StandingKind};
use domain::bodies::{Organ, SeatRight};
use domain::id::{BodyId, BuildingId, CommunityId, CompoundId, GridId, MemberId, PersonId, SeatId, UnitId};
use domain::issues::{Move, Stage};
use domain::moderation::Appeal;
use domain::policy::{
    Action, BodyFacts, CommentFacts, Denied, IssueFacts, ProposalFacts, VoteFacts, WordsFacts, is_neighbour,
    may,
};
use domain::proposals::ProposalState;
use domain::votes::{VoteKind, VoteState};
use std::fmt::Write as _;

/// The `n`th id of its kind.
fn id<T: From<uuid::Uuid>>(n: u128) -> T {
    uuid::Uuid::from_u128(n).into()
}

fn here() -> CommunityId {
    id(1)
}

fn compound() -> CompoundId {
    id(2)
}

fn grid() -> Option<GridId> {
    Some(id(4))
}

/// The body every seat of the table is in: it convenes and acts.
fn body() -> BodyId {
    id(5)
}

fn author() -> MemberId {
    id(100)
}

fn standing(kind: StandingKind, community: CommunityId, compound: CompoundId) -> Standing {
    let (building, unit): (BuildingId, UnitId) = (id(3), id(6));
    Standing { kind, community, compound, building, entrance: None, unit }
}

fn member(standings: Vec<Standing>, seats: Vec<Seat>, strong: bool) -> Actor {
    let person: PersonId = id(201);
    Actor::Member(Member {
        id: id(200),
        person: Some(person),
        session: None,
        level: Level::Ordinary,
        strong,
        seats,
        standings,
    })
}

fn seated(right: SeatRight, strong: bool) -> Actor {
    let of_compound =
        matches!(right, SeatRight::Committee | SeatRight::Convenor | SeatRight::PropertyService);
    let seat: SeatId = id(300);
    let seat = Seat {
        id: seat,
        body: body(),
        right,
        community: (right != SeatRight::Operator).then(here),
        compound: of_compound.then(compound),
        grid: if right == SeatRight::GridOfficer { grid() } else { None },
        title: "委员".to_owned(),
    };
    member(Vec::new(), vec![seat], strong)
}

/// Every role, with its short name over the column.
fn roles() -> Vec<(String, Actor)> {
    let lives = |kind| member(vec![standing(kind, here(), compound())], Vec::new(), false);
    let elsewhere = member(vec![standing(StandingKind::Owner, id(91), id(92))], Vec::new(), true);
    let mut next_door = standing(StandingKind::Owner, here(), id(92));
    next_door.building = id(93);
    let mut roles = vec![
        ("visitor".to_owned(), Actor::Visitor),
        ("stranger".to_owned(), elsewhere),
        ("resident".to_owned(), lives(StandingKind::Resident)),
        ("tenant".to_owned(), lives(StandingKind::Tenant)),
        ("owner".to_owned(), lives(StandingKind::Owner)),
        ("representative".to_owned(), lives(StandingKind::Representative)),
        ("owner_next".to_owned(), member(vec![next_door], Vec::new(), false)),
    ];
    for right in SeatRight::ALL {
        roles.push((format!("{}-", right.code()), seated(*right, false)));
        roles.push((right.code().to_owned(), seated(*right, true)));
    }
    roles.push(("system".to_owned(), Actor::System));
    roles
}

fn issue(stage: Stage) -> IssueFacts {
    IssueFacts { community: here(), compound: Some(compound()), author: author(), stage }
}

fn comment(hidden: bool, appeal: Appeal) -> CommentFacts {
    CommentFacts { issue: issue(Stage::Deliberating), words: words(hidden, appeal, None) }
}

fn words(hidden: bool, appeal: Appeal, party: Option<MemberId>) -> WordsFacts {
    let hidden_by = hidden.then(|| id(101));
    WordsFacts { community: here(), author: author(), party, hidden, hidden_by, appeal }
}

fn proposal() -> ProposalFacts {
    ProposalFacts { issue: issue(Stage::Deliberating), author: author(), state: ProposalState::Open }
}

fn vote(kind: VoteKind, state: VoteState, speaks_for_a_head: bool) -> VoteFacts {
    VoteFacts {
        community: here(),
        compound: Some(compound()),
        convener: body(),
        kind,
        state,
        online: true,
        speaks_for_a_head,
        is_of_electorate: speaks_for_a_head,
    }
}

fn acting(organ: Organ, compound: Option<CompoundId>) -> BodyFacts {
    BodyFacts { body: body(), community: here(), compound, organ }
}

/// Every action, with the facts that let it come about for somebody.
fn actions() -> Vec<(String, Action)> {
    let (community, compound, grid) = (here(), compound(), grid());
    let mut actions = vec![
        ("raise_issue".to_owned(), Action::RaiseIssue { community }),
        ("cosign_issue".to_owned(), Action::CosignIssue(issue(Stage::Raised))),
        ("note_progress".to_owned(), Action::NoteProgress(issue(Stage::CarryingOut))),
        ("propose".to_owned(), Action::Propose(issue(Stage::Deliberating))),
        ("revise_proposal".to_owned(), Action::ReviseProposal(proposal())),
        ("withdraw_proposal".to_owned(), Action::WithdrawProposal(proposal())),
        ("cosign_proposal".to_owned(), Action::CosignProposal(proposal())),
        ("comment".to_owned(), Action::Comment(issue(Stage::Deliberating))),
        ("answer_officially".to_owned(), Action::AnswerOfficially(issue(Stage::Deliberating))),
        ("edit_comment".to_owned(), Action::EditComment(comment(false, Appeal::None))),
        ("hide_words".to_owned(), Action::HideWords(words(false, Appeal::None, None))),
        ("hide_words/answered".to_owned(), Action::HideWords(words(false, Appeal::None, Some(id(200))))),
        ("read_hidden_words".to_owned(), Action::ReadHiddenWords(words(true, Appeal::None, None))),
        ("appeal_hiding".to_owned(), Action::AppealHiding(words(true, Appeal::None, None))),
        ("answer_appeal".to_owned(), Action::AnswerAppeal(words(true, Appeal::Waiting, None))),
        (
            "answer_appeal/answered".to_owned(),
            Action::AnswerAppeal(words(true, Appeal::Waiting, Some(id(200)))),
        ),
        ("read_appeals".to_owned(), Action::ReadAppeals { community }),
        ("start_joint_request".to_owned(), Action::StartJointRequest { compound }),
        ("sign_joint_request".to_owned(), Action::SignJointRequest { compound }),
        ("answer_joint_request".to_owned(), Action::AnswerJointRequest { community, compound }),
        ("import_roll".to_owned(), Action::ImportRoll { community, compound }),
        ("read_roll".to_owned(), Action::ReadRoll { community, compound, grid }),
        ("read_roll/other_grid".to_owned(), Action::ReadRoll { community, compound, grid: Some(id(94)) }),
        ("merge_persons".to_owned(), Action::MergePersons { community, compound }),
        ("name_representative".to_owned(), Action::NameRepresentative { community, compound }),
        ("issue_code".to_owned(), Action::IssueCode { community, compound, grid }),
        ("issue_code/next_door".to_owned(), Action::IssueCode { community, compound: id(92), grid: None }),
        ("confirm_join".to_owned(), Action::ConfirmJoin { community, compound, grid }),
        ("manage_community".to_owned(), Action::ManageCommunity { community }),
        ("manage_community/other".to_owned(), Action::ManageCommunity { community: id(91) }),
        ("found_community".to_owned(), Action::FoundCommunity),
        ("keep_own_account".to_owned(), Action::KeepOwnAccount),
    ];
    for step in Move::ALL {
        let from = Stage::ALL.iter().find(|stage| stage.after(*step).is_ok()).expect("some stage allows it");
        actions.push((format!("move_issue/{}", step.code()), Action::MoveIssue(issue(*from), *step)));
    }
    let finish = Action::MoveIssue(issue(Stage::Hazard), Move::Finish);
    actions.push(("move_issue/finish_hazard".to_owned(), finish));
    for kind in VoteKind::ALL {
        let organ = Organ::OwnersCommittee;
        actions.push((
            format!("set_up_vote/{}", kind.code()),
            Action::SetUpVote(acting(organ, Some(compound)), *kind),
        ));
        let open = vote(*kind, VoteState::Open, false);
        actions.push((format!("conduct_vote/{}", kind.code()), Action::ConductVote(open)));
        actions.push((format!("enter_paper/{}", kind.code()), Action::EnterPaper(open)));
        actions.push((format!("read_named_ballots/{}", kind.code()), Action::ReadNamedBallots(open)));
    }
    for kind in VoteKind::ALL {
        let counted = vote(*kind, VoteState::Preliminary, false);
        actions.push((format!("answer_objection/{}", kind.code()), Action::AnswerObjection(counted)));
        actions.push((format!("annul_vote/{}", kind.code()), Action::AnnulVote(counted)));
        let done = vote(*kind, VoteState::Final, false);
        actions.push((format!("enter_order/{}", kind.code()), Action::EnterOrder(done)));
    }
    for (whose, objector) in [("own", id(200)), ("anothers", id(101))] {
        let counted = vote(VoteKind::Statutory, VoteState::Preliminary, false);
        actions.push((format!("strike_ballot/{whose}"), Action::StrikeBallot(counted, objector)));
    }
    for heads in [false, true] {
        let counted = vote(VoteKind::Statutory, VoteState::Preliminary, heads);
        actions.push((format!("object_to_vote/on_roll={heads}"), Action::ObjectToVote(counted)));
    }
    let done = vote(VoteKind::Statutory, VoteState::Final, true);
    actions.push(("object_to_vote/final".to_owned(), Action::ObjectToVote(done)));
    actions.push(("annul_vote/final".to_owned(), Action::AnnulVote(done)));
    for heads in [false, true] {
        let open = vote(VoteKind::Statutory, VoteState::Open, heads);
        actions.push((format!("cast_ballot/on_roll={heads}"), Action::CastBallot(open)));
    }
    for organ in Organ::ALL {
        let at = (*organ != Organ::ResidentsCouncil).then_some(compound);
        let publish = Action::PublishDecision(acting(*organ, at));
        actions.push((format!("publish_decision/{}", organ.code()), publish));
    }
    actions.sort_by(|a, b| a.0.cmp(&b.0));
    actions
}

/// Its name. A new action does not compile here until it is named, and the test below asks for its line.
fn name(action: &Action) -> &'static str {
    match action {
        Action::RaiseIssue { .. } => "raise_issue",
        Action::CosignIssue(..) => "cosign_issue",
        Action::MoveIssue(..) => "move_issue",
        Action::NoteProgress(..) => "note_progress",
        Action::Propose(..) => "propose",
        Action::ReviseProposal(..) => "revise_proposal",
        Action::WithdrawProposal(..) => "withdraw_proposal",
        Action::CosignProposal(..) => "cosign_proposal",
        Action::Comment(..) => "comment",
        Action::AnswerOfficially(..) => "answer_officially",
        Action::EditComment(..) => "edit_comment",
        Action::HideWords(..) => "hide_words",
        Action::ReadHiddenWords(..) => "read_hidden_words",
        Action::AppealHiding(..) => "appeal_hiding",
        Action::AnswerAppeal(..) => "answer_appeal",
        Action::ReadAppeals { .. } => "read_appeals",
        Action::StartJointRequest { .. } => "start_joint_request",
        Action::SignJointRequest { .. } => "sign_joint_request",
        Action::AnswerJointRequest { .. } => "answer_joint_request",
        Action::SetUpVote(..) => "set_up_vote",
        Action::ConductVote(..) => "conduct_vote",
        Action::EnterPaper(..) => "enter_paper",
        Action::CastBallot(..) => "cast_ballot",
        Action::ObjectToVote(..) => "object_to_vote",
        Action::StrikeBallot(..) => "strike_ballot",
        Action::AnswerObjection(..) => "answer_objection",
        Action::AnnulVote(..) => "annul_vote",
        Action::EnterOrder(..) => "enter_order",
        Action::ReadNamedBallots(..) => "read_named_ballots",
        Action::PublishDecision(..) => "publish_decision",
        Action::ImportRoll { .. } => "import_roll",
        Action::ReadRoll { .. } => "read_roll",
        Action::MergePersons { .. } => "merge_persons",
        Action::NameRepresentative { .. } => "name_representative",
        Action::IssueCode { .. } => "issue_code",
        Action::ConfirmJoin { .. } => "confirm_join",
        Action::ManageCommunity { .. } => "manage_community",
        Action::FoundCommunity => "found_community",
        Action::KeepOwnAccount => "keep_own_account",
    }
}

/// `yes`, or why not, in a word.
fn word(answer: Result<(), Denied>) -> &'static str {
    answer.map_or_else(Denied::code, |()| "yes")
}

/// One line an action, `role: answer` for each; roles with the same answer stand together.
#[test]
fn every_action_for_every_role() {
    let roles = roles();
    let mut table = String::from("A role with - behind it: its device gave no password.\n");
    for (name, action) in actions() {
        writeln!(table, "\n{name}").unwrap();
        let answers: Vec<(&str, &'static str)> =
            roles.iter().map(|(role, actor)| (role.as_str(), word(may(actor, &action)))).collect();
        let mut kinds: Vec<&str> = Vec::new();
        for (_, answer) in &answers {
            if !kinds.contains(answer) {
                kinds.push(answer);
            }
        }
        kinds.sort_by_key(|kind| *kind != "yes");
        for kind in kinds {
            let who: Vec<&str> =
                answers.iter().filter(|(_, own)| own == &kind).map(|(role, _)| *role).collect();
            writeln!(table, "  {kind}: {}", who.join(", ")).unwrap();
        }
    }
    writeln!(table, "\nis_neighbour").unwrap();
    let who: Vec<&str> = roles
        .iter()
        .filter(|(_, actor)| is_neighbour(actor, here()))
        .map(|(role, _)| role.as_str())
        .collect();
    writeln!(table, "  yes: {}", who.join(", ")).unwrap();
    insta::assert_snapshot!(table);
}

#[test]
fn no_action_is_left_out() {
    let known = [
        "raise_issue",
        "cosign_issue",
        "move_issue",
        "note_progress",
        "propose",
        "revise_proposal",
        "withdraw_proposal",
        "cosign_proposal",
        "comment",
        "answer_officially",
        "edit_comment",
        "hide_words",
        "read_hidden_words",
        "appeal_hiding",
        "answer_appeal",
        "read_appeals",
        "start_joint_request",
        "sign_joint_request",
        "answer_joint_request",
        "set_up_vote",
        "conduct_vote",
        "cast_ballot",
        "object_to_vote",
        "answer_objection",
        "annul_vote",
        "enter_order",
        "read_named_ballots",
        "publish_decision",
        "import_roll",
        "read_roll",
        "merge_persons",
        "issue_code",
        "confirm_join",
        "manage_community",
        "found_community",
        "keep_own_account",
    ];
    for (line, action) in actions() {
        assert_eq!(line.split('/').next(), Some(name(&action)));
    }
    for known in known {
        assert!(actions().iter().any(|(_, action)| name(action) == known), "{known} has no line");
    }
}

#[test]
fn a_seat_without_a_password_gives_nothing() {
    for right in SeatRight::ALL {
        let weak = seated(*right, false);
        let nobody = member(Vec::new(), Vec::new(), true);
        for (name, action) in actions() {
            if may(&weak, &action).is_ok() && may(&nobody, &action).is_err() {
                // Belonging to the community is not a right of the seat: its holders talk as neighbours do.
                let talks = [
                    "raise_issue",
                    "cosign_issue",
                    "propose",
                    "cosign_proposal",
                    "comment",
                    "move_issue/reopen",
                ];
                assert!(talks.contains(&name.as_str()), "{} may {name}", right.code());
            }
        }
    }
}
