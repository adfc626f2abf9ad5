//! Stories of moderation where votes are objected to: the words are hidden, the line and what was found stay.

use crate::both::on_both;
use crate::objections::{counted, found, reason};
use crate::world::World;
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::log::entry::Act;
use domain::moderation::{AppealAnswer, HideReason, Hideable};
use domain::notices::NoticeKind;
use domain::policy::Denied;
use domain::time::SECOND;
use domain::votes::after::{ObjectionFinding, ObjectionKind};
use domain::words::{Note, ObjectionText};
use service::moderation::{self, RegisterEntry, Target};
use service::votes::objections::{self, Answer};
use service::votes::read::Vote;
use service::{Error, Result, feed, notices};

const HOSTILE: &str = "秘密：<script>alert(1)</script>\"'; DROP TABLE objections; --";

/// A counted vote, its chair, who has a seat of the council besides, two other members of it, and an owner.
struct Case {
    world: World,
    vote: Vote,
    chair: Actor,
    hider: Actor,
    judge: Actor,
    owner: Actor,
}

async fn case(at: crate::both::Empty) -> Case {
    let world = World::furnish(at).await;
    let (chair, owners, vote) = counted(&world).await;
    let chair = world.seat(&chair, world.council.1, SeatRight::Council).await;
    let (hider, judge) = (world.councillor("李三").await, world.councillor("钱四").await);
    Case { world, vote, chair, hider, judge, owner: owners[0].clone() }
}

impl Case {
    async fn object(&self) -> i64 {
        let hall = &self.world.at.hall;
        let text = ObjectionText::parse(HOSTILE).unwrap();
        let kind = ObjectionKind::Procedure;
        objections::object(hall, &self.owner, hall.new_id(), self.vote.id, kind, text).await.unwrap()
    }

    async fn answer(&self, number: i64, finding: ObjectionFinding) {
        let said = Answer { text: reason("秘密的答复，骂了人"), ..found(finding) };
        self.world.answers(&self.chair, &self.vote, number, said).await.unwrap();
    }

    async fn hide(&self, who: &Actor, target: Target) -> Result<()> {
        let hall = &self.world.at.hall;
        let note = Some(Note::parse("<b>含他人电话</b>").unwrap());
        moderation::hide(hall, who, hall.new_id(), target, HideReason::PersonalData, note).await
    }

    async fn appeal(&self, who: &Actor, target: Target) -> Result<()> {
        let hall = &self.world.at.hall;
        moderation::appeal_hiding(hall, who, hall.new_id(), target, reason("那是公开电话")).await
    }

    async fn hear(&self, who: &Actor, target: Target, answer: AppealAnswer) -> Result<()> {
        let hall = &self.world.at.hall;
        moderation::answer_appeal(hall, who, hall.new_id(), target, answer, reason("已核实")).await
    }

    async fn told(&self, who: &Actor) -> Vec<(NoticeKind, String)> {
        let mut snapshot = self.world.at.hall.read().await.unwrap();
        let told = notices::unseen(&mut snapshot, who, self.world.community.id, 20).await.unwrap();
        told.into_iter().map(|own| (own.kind, own.extract)).collect()
    }

    /// Everything `who` can read of the objections, of the register and in the feed.
    async fn read(&self, who: &Actor) -> String {
        let objections = self.world.objections_as(who, &self.vote).await;
        let told = self.told(who).await;
        let mut snapshot = self.world.at.hall.read().await.unwrap();
        let fed = feed::everything(&mut snapshot, &self.world.community).await.unwrap();
        drop(snapshot);
        format!("{objections:?}{:?}{fed:?}{told:?}", self.register().await)
    }

    async fn register(&self) -> Vec<RegisterEntry> {
        let mut snapshot = self.world.at.hall.read().await.unwrap();
        moderation::register(&mut snapshot, &self.world.community, 1).await.unwrap().entries
    }
}

fn own_matter(outcome: &Result<()>) -> bool {
    matches!(outcome, Err(Error::Denied(Denied::OwnMatter)))
}

#[test]
fn a_hidden_objection_keeps_its_line_and_is_restored_on_appeal() {
    on_both(|at| async move {
        let case = case(at).await;
        let number = case.object().await;
        let words = Target::Objection(case.vote.id, number);
        let record = case.world.record_of(&case.vote).await;
        assert!(case.read(&Actor::Visitor).await.contains("秘密"));
        for nobody in [&Actor::Visitor, &case.owner] {
            assert!(matches!(case.hide(nobody, words).await, Err(Error::Denied(_))));
        }
        case.hide(&case.hider, words).await.unwrap();
        assert!(matches!(case.hide(&case.judge, words).await, Err(Error::Denied(Denied::Hidden))));
        let missing = case.hide(&case.judge, Target::Objection(case.vote.id, 9)).await;
        assert!(matches!(missing, Err(Error::NotFound)));

        let public = case.read(&Actor::Visitor).await;
        assert!(!public.contains("秘密") && !public.contains("业主0"), "{public}");
        let [line] = case.world.objections(&case.vote).await.try_into().unwrap();
        assert_eq!((line.number, line.kind), (number, ObjectionKind::Procedure));
        assert_eq!(line.said.hiding().unwrap().reason, HideReason::PersonalData);
        for reader in [&case.owner, &case.hider, &case.judge, &case.chair] {
            assert!(case.read(reader).await.contains("秘密"));
        }
        // Its author is told why; whoever answers still has it to answer, and is sent its words no more.
        let note = (NoticeKind::WordsHidden, "<b>含他人电话</b>".to_owned());
        assert!(case.told(&case.owner).await.contains(&note));
        assert!(case.told(&case.chair).await.contains(&(NoticeKind::ObjectionMade, String::new())));
        case.world.at.clock.advance(SECOND);
        case.answer(number, ObjectionFinding::Unfounded).await;

        case.appeal(&case.owner, words).await.unwrap();
        assert!(case.told(&case.judge).await.contains(&(NoticeKind::Appeal, String::new())));
        for barred in [&case.hider, &case.chair] {
            assert!(own_matter(&case.hear(barred, words, AppealAnswer::Upheld).await));
            assert!(!case.told(barred).await.contains(&(NoticeKind::Appeal, String::new())));
            let mut snapshot = case.world.at.hall.read().await.unwrap();
            let waiting = moderation::appeals_waiting(&mut snapshot, barred, &case.world.community).await;
            assert!(waiting.unwrap()[0].own);
        }
        case.hear(&case.judge, words, AppealAnswer::Restored).await.unwrap();
        let public = case.read(&Actor::Visitor).await;
        assert!(public.contains("秘密") && public.contains("业主0"));
        let [entry] = case.register().await.try_into().unwrap();
        assert_eq!((entry.what, entry.place), (Hideable::Objection, (case.vote.number, number)));
        assert_eq!(
            (entry.title, entry.answer.unwrap().answer),
            (case.vote.title.clone(), AppealAnswer::Restored)
        );
        assert_eq!(case.world.record_of(&case.vote).await, record, "the record holds no words");
        let logged = case.world.logged().await;
        assert_eq!(logged.iter().filter(|act| matches!(act, Act::Moderation { .. })).count(), 2);
    });
}

#[test]
fn whoever_answered_an_objection_hides_neither_it_nor_the_answer() {
    on_both(|at| async move {
        let case = case(at).await;
        let number = case.object().await;
        case.world.at.clock.advance(SECOND);
        let answer = Target::Answer(case.vote.id, number);
        assert!(matches!(case.hide(&case.hider, answer).await, Err(Error::NotFound)), "nobody has answered");
        case.answer(number, ObjectionFinding::WithoutEffect).await;
        for target in [Target::Objection(case.vote.id, number), answer] {
            assert!(own_matter(&case.hide(&case.chair, target).await));
        }
        let objector = case.world.seat(&case.owner, case.world.council.1, SeatRight::Council).await;
        assert!(own_matter(&case.hide(&objector, answer).await));
        assert!(case.told(&case.owner).await.iter().any(|(_, words)| words.contains("秘密的答复")));

        case.hide(&case.hider, answer).await.unwrap();
        let [line] = case.world.objections(&case.vote).await.try_into().unwrap();
        assert_eq!(line.said.words().unwrap().text, HOSTILE, "the objection stands");
        let answered = line.answer.unwrap();
        assert_eq!((answered.finding, answered.said.words()), (ObjectionFinding::WithoutEffect, None));
        assert!(!case.read(&Actor::Visitor).await.contains("秘密的答复"));
        assert!(!format!("{:?}", case.told(&case.owner).await).contains("秘密的答复"));
        case.appeal(&case.chair, answer).await.unwrap();
        assert!(own_matter(&case.hear(&objector, answer, AppealAnswer::Restored).await));
        case.hear(&case.judge, answer, AppealAnswer::Upheld).await.unwrap();
        assert!(!case.read(&Actor::Visitor).await.contains("秘密的答复"));
        assert_eq!(case.register().await[0].what, Hideable::Answer);
    });
}

#[test]
fn the_reasons_a_vote_is_annulled_for_are_not_hidden_in_the_answer_alone() {
    on_both(|at| async move {
        let case = case(at).await;
        let (annulled, moot) = (case.object().await, case.object().await);
        case.world.at.clock.advance(SECOND);
        case.answer(annulled, ObjectionFinding::Annulled).await;
        for number in [annulled, moot] {
            let refused = case.hide(&case.hider, Target::Answer(case.vote.id, number)).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            case.hide(&case.hider, Target::Objection(case.vote.id, number)).await.unwrap();
        }
        assert_eq!(case.world.orders(&case.vote).await.len(), 1);
    });
}
