//! Stories of moderation: hide, appeal, answer; and nothing hidden is to be read anywhere.

use crate::both::on_both;
use crate::comments::Talk;
use crate::world::World;
use domain::actor::Actor;
use domain::comments::{Order, QUIET_EDIT_MICROS, Stance};
use domain::log::entry::Act;
use domain::moderation::{AppealAnswer, HideReason, RegisterLine};
use domain::notices::NoticeKind;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::words::{Note, Reason};
use service::comments::{self, Extent, NewComment};
use service::moderation::{self, Said, Target};
use service::{Error, log, notices};

fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

struct Case {
    talk: Talk,
    author: Actor,
    hider: Actor,
    judge: Actor,
    number: i64,
}

/// A council of two, and a comment with someone's telephone number in it.
async fn case(at: crate::both::Empty) -> Case {
    let talk = Talk::begin(World::furnish(at).await).await;
    let (hider, judge) = (talk.world.councillor("李三").await, talk.world.councillor("钱四").await);
    let author = talk.world.resident("周一").await;
    let first = talk.say(&talk.raiser.clone(), "谁知道原因？").await;
    let number = talk.reply(&author, first, "是秘密某某干的，电话一三八").await;
    Case { talk, author, hider, judge, number }
}

impl Case {
    async fn hide(&self, who: &Actor) -> service::Result<()> {
        let id = self.talk.comment(who, self.number).await.comment.id;
        let hall = &self.talk.world.at.hall;
        let note = Some(Note::parse("含他人电话").unwrap());
        moderation::hide(hall, who, hall.new_id(), Target::Comment(id), HideReason::PersonalData, note).await
    }

    async fn appeal(&self, who: &Actor) -> service::Result<()> {
        let id = self.talk.comment(who, self.number).await.comment.id;
        let hall = &self.talk.world.at.hall;
        moderation::appeal_hiding(hall, who, hall.new_id(), Target::Comment(id), reason("那是公开电话")).await
    }

    async fn answer(&self, who: &Actor, answer: AppealAnswer) -> service::Result<()> {
        let id = self.talk.comment(who, self.number).await.comment.id;
        let hall = &self.talk.world.at.hall;
        moderation::answer_appeal(hall, who, hall.new_id(), Target::Comment(id), answer, reason("已核实"))
            .await
    }

    async fn told(&self, who: &Actor) -> Vec<(NoticeKind, String)> {
        let mut snapshot = self.talk.world.at.hall.read().await.unwrap();
        let community = self.talk.world.community.id;
        let told = notices::unseen(&mut snapshot, who, community, 20).await.unwrap();
        told.into_iter().map(|own| (own.kind, own.extract)).collect()
    }

    /// Everything the public can read of the discussion, as one text.
    async fn public(&self, who: &Actor) -> String {
        let view = self.talk.view(who, Order::Oldest, Extent::All).await;
        let placed = self.talk.comment(who, self.number).await;
        let mut snapshot = self.talk.world.at.hall.read().await.unwrap();
        let community = &self.talk.world.community;
        let register = moderation::register(&mut snapshot, community, 1).await.unwrap();
        let history = comments::revisions(&mut snapshot, who, community, placed.comment.id).await;
        format!("{view:?}{placed:?}{register:?}{history:?}{:?}", self.told(who).await)
    }
}

#[test]
fn what_is_hidden_is_read_by_its_author_and_the_council_only() {
    on_both(|at| async move {
        let case = case(at).await;
        let (author, raiser) = (case.author.clone(), case.talk.raiser.clone());
        case.talk.world.at.clock.advance(QUIET_EDIT_MICROS + 1);
        case.talk.edit(&author, case.number, "还是秘密，改过了").await.unwrap();
        let after = case.talk.reply(&raiser, case.number, "回他一句").await;
        assert!(case.public(&raiser).await.contains("秘密"));
        case.hide(&case.hider).await.unwrap();
        for reader in [&Actor::Visitor, &raiser] {
            let public = case.public(reader).await;
            assert!(!public.contains("秘密"), "{public}");
            assert!(!public.contains("周一"), "the line names nobody: {public}");
        }
        for reader in [&author, &case.hider, &case.judge] {
            assert!(case.public(reader).await.contains("秘密"));
        }
        let view = case.talk.view(&Actor::Visitor, Order::Oldest, Extent::Page(1)).await;
        assert_eq!(view.counts.all, 2, "a hidden comment is not counted");
        assert_eq!(view.threads[0].replies.len(), 2, "its line and the reply to it stay");
        let Said::Hidden(hiding) = &view.threads[0].replies[0].comment.said else { panic!("hidden") };
        assert_eq!((hiding.reason, hiding.seat_title.as_str()), (HideReason::PersonalData, "居民议事会委员"));
        assert_eq!(view.threads[0].replies[1].comment.number, after);
        let told = case.told(&author).await;
        assert!(told.contains(&(NoticeKind::WordsHidden, "含他人电话".to_owned())));
        assert!(matches!(
            case.talk.edit(&author, case.number, "改").await,
            Err(Error::Denied(Denied::Hidden))
        ));
        let answer = NewComment {
            answers: Some(case.number),
            ..NewComment::on(&case.talk.subject, crate::comments::words("回"))
        };
        assert!(matches!(case.talk.post(&raiser, answer).await, Err(Error::Denied(Denied::Hidden))));
    });
}

#[test]
fn a_hidden_question_is_no_open_question_and_a_hidden_answer_no_answer() {
    on_both(|at| async move {
        let case = case(at).await;
        let ask = NewComment {
            stance: Some(Stance::Question),
            ..NewComment::on(&case.talk.subject, crate::comments::words("要花钱吗？"))
        };
        let question = case.talk.post(&case.talk.raiser, ask).await.unwrap();
        let answer = case.talk.reply(&case.author, question, "滚").await;
        let open = |view: comments::ThreadView| (view.counts.questions, view.counts.unanswered);
        let visitor = Actor::Visitor;
        assert_eq!(open(case.talk.view(&visitor, Order::Open, Extent::Page(1)).await), (1, 0));
        let hall = &case.talk.world.at.hall;
        for (number, expected) in [(answer, (1, 1)), (question, (0, 0))] {
            let id = case.talk.comment(&case.hider, number).await.comment.id;
            moderation::hide(hall, &case.hider, hall.new_id(), Target::Comment(id), HideReason::Attack, None)
                .await
                .unwrap();
            assert_eq!(open(case.talk.view(&visitor, Order::Open, Extent::Page(1)).await), expected);
        }
    });
}

#[test]
fn an_appeal_is_answered_by_another_member_and_comes_once() {
    on_both(|at| async move {
        let case = case(at).await;
        let wrong_stage = |outcome| matches!(outcome, Err(Error::Denied(Denied::WrongStage)));
        assert!(wrong_stage(case.appeal(&case.author).await), "nothing is hidden yet");
        case.hide(&case.hider).await.unwrap();
        assert!(matches!(case.hide(&case.judge).await, Err(Error::Denied(Denied::Hidden))));
        let stranger = case.appeal(&case.talk.raiser).await;
        assert!(matches!(stranger, Err(Error::Denied(Denied::NotTheAuthor))));
        assert!(wrong_stage(case.answer(&case.judge, AppealAnswer::Upheld).await), "nobody appealed yet");
        case.appeal(&case.author).await.unwrap();
        assert!(wrong_stage(case.appeal(&case.author).await), "once");
        assert_eq!(case.told(&case.judge).await, [(NoticeKind::Appeal, String::new())]);
        assert!(case.told(&case.hider).await.is_empty(), "who hid it does not judge");
        let own = case.answer(&case.hider, AppealAnswer::Upheld).await;
        assert!(matches!(own, Err(Error::Denied(Denied::OwnMatter))));
        let mut snapshot = case.talk.world.at.hall.read().await.unwrap();
        let community = &case.talk.world.community;
        let refused = moderation::appeals_waiting(&mut snapshot, &case.author, community).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NoSeat))));
        let waiting = moderation::appeals_waiting(&mut snapshot, &case.judge, community).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].own, waiting[0].appeal.as_str()), (1, false, "那是公开电话"));
        drop(snapshot);
        case.answer(&case.judge, AppealAnswer::Upheld).await.unwrap();
        assert!(wrong_stage(case.answer(&case.judge, AppealAnswer::Restored).await), "answered for good");
        assert!(wrong_stage(case.appeal(&case.author).await), "there is no second appeal");
        let mut snapshot = case.talk.world.at.hall.read().await.unwrap();
        let register = moderation::register(&mut snapshot, community, 1).await.unwrap();
        let entry = &register.entries[0];
        assert_eq!(entry.answer.as_ref().map(|own| own.answer), Some(AppealAnswer::Upheld));
        assert_eq!((register.waiting, entry.place), (0, (1, case.number)));
        assert_eq!(&moderation::entry(&mut snapshot, community, entry.id).await.unwrap(), entry);
    });
}

#[test]
fn what_is_restored_is_read_again_and_may_be_hidden_and_appealed_for_again() {
    on_both(|at| async move {
        let case = case(at).await;
        for round in 1..=2 {
            case.hide(&case.hider).await.unwrap();
            case.appeal(&case.author).await.unwrap();
            case.answer(&case.judge, AppealAnswer::Restored).await.unwrap();
            assert!(case.public(&Actor::Visitor).await.contains("秘密"));
            let mut snapshot = case.talk.world.at.hall.read().await.unwrap();
            let register = moderation::register(&mut snapshot, &case.talk.world.community, 1).await.unwrap();
            assert_eq!(register.entries.len(), round);
        }
    });
}

#[test]
fn nobody_hides_their_own_and_of_two_at_once_one_does() {
    on_both(|at| async move {
        let mut case = case(at).await;
        case.number = case.talk.say(&case.hider, "我自己说的").await;
        assert!(matches!(case.hide(&case.hider).await, Err(Error::Denied(Denied::OwnMatter))));
        assert!(matches!(case.hide(&case.author).await, Err(Error::Denied(Denied::NoSeat))));
        case.number = case.talk.say(&case.author, "广告").await;
        let (one, two) = tokio::join!(case.hide(&case.hider), case.hide(&case.judge));
        assert_eq!([&one, &two].iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let lost = one.err().or(two.err()).unwrap();
        assert!(matches!(lost, Error::Denied(Denied::Hidden) | Error::Refused(Problem::AlreadyDone)));
    });
}

#[test]
fn what_the_council_does_is_in_the_public_log_as_the_register_shows_it() {
    on_both(|at| async move {
        let case = case(at).await;
        case.hide(&case.hider).await.unwrap();
        case.appeal(&case.author).await.unwrap();
        case.answer(&case.judge, AppealAnswer::Restored).await.unwrap();
        let hall = &case.talk.world.at.hall;
        log::append(hall).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let register = moderation::register(&mut snapshot, &case.talk.world.community, 1).await.unwrap();
        let [entry] = register.entries.try_into().unwrap();
        let answer = entry.answer.unwrap();
        let hidden = RegisterLine {
            act: entry.id,
            done: entry.reason.code(),
            words: entry.note.as_deref(),
            seat: &entry.seat_title,
            at: entry.at,
        };
        let answered = RegisterLine {
            act: entry.id,
            done: answer.answer.code(),
            words: Some(&answer.reason),
            seat: &answer.seat_title,
            at: answer.at,
        };
        let logged = log::lines(&mut snapshot, None, 9).await.unwrap();
        let logged: Vec<_> = logged.into_iter().map(|line| line.entry.act).collect();
        let expected =
            [answered, hidden].map(|line| Act::Moderation { act: line.act, line_sha256: line.hash() });
        assert_eq!(logged, expected);
    });
}
