//! A small community to tell stories in: one compound, one building, a few neighbours with names.

#![allow(dead_code, reason = "two test programs read this file, and each uses its own part")]

use crate::both::Empty;
use domain::actor::{Actor, Level};
use domain::bodies::SeatRight;
use domain::id::{BodyId, BuildingId, CompoundId, MemberId, PersonId, TermId, UnitId};
use domain::measure::AreaCm2;
use domain::roll::{AreaSource, PersonKind, ResidenceKind, Tenure, UnitKind};
use domain::votes::EVoting;
use domain::words::{DisplayName, Label, PersonName};
use service::communities::{self, Community};
use service::founding::{self, NewBody, NewCommunity, NewCompound, NewMember, NewPerson, NewSeat, NewUnit};
use service::sessions;

/// Everybody acts for the hall while it is being furnished.
const SYSTEM: Actor = Actor::System;

/// A furnished hall.
pub(crate) struct World {
    pub(crate) at: Empty,
    pub(crate) community: Community,
    pub(crate) compound: CompoundId,
    pub(crate) building: BuildingId,
    pub(crate) council: (BodyId, TermId),
    pub(crate) committee: (BodyId, TermId),
    pub(crate) assembly: BodyId,
}

pub(crate) fn label(text: &str) -> Label {
    Label::parse(text).expect("a label")
}

impl World {
    /// One compound with one building, a council, a committee and an owners' assembly, and nobody in them yet.
    pub(crate) async fn furnish(at: Empty) -> Self {
        let hall = &at.hall;
        let new = NewCommunity {
            slug: "chunhe".to_owned(),
            name: label("春和社区"),
            short_name: label("春和"),
            time_zone: "Asia/Shanghai".to_owned(),
            cosigners_needed: 3,
        };
        let id = founding::found_community(hall, &SYSTEM, new).await.expect("a community");
        let new = NewCompound {
            community: id,
            slug: "yuan2".to_owned(),
            name: label("春和苑2号院"),
            e_voting: EVoting::Here,
            e_voting_clause: Some("议事规则第十二条".to_owned()),
            silence_clause: None,
        };
        let compound = founding::add_compound(hall, &SYSTEM, new).await.expect("a compound");
        let building = founding::add_building(hall, &SYSTEM, compound, label("3号楼"), None, 3)
            .await
            .expect("a building");
        let body = |kind: &str, compound: Option<CompoundId>, name: &str, prefix: &str| NewBody {
            kind: kind.to_owned(),
            community: Some(id),
            compound,
            name: label(name),
            decision_prefix: prefix.to_owned(),
        };
        let from = hall.now();
        let council = body("residents_council", None, "居民议事会", "春和议");
        let council =
            founding::found_body(hall, &SYSTEM, council, label("第一届"), from).await.expect("a body");
        let committee = body("owners_committee", Some(compound), "业主委员会", "春和业");
        let committee =
            founding::found_body(hall, &SYSTEM, committee, label("第一届"), from).await.expect("a body");
        let assembly = body("owners_assembly", Some(compound), "业主大会", "春和业大");
        let (assembly, _) =
            founding::found_body(hall, &SYSTEM, assembly, label("常设"), from).await.expect("a body");
        let mut snapshot = hall.read().await.expect("a snapshot");
        let community = communities::community(&mut snapshot, "chunhe").await.expect("the community");
        drop(snapshot);
        Self { at, community, compound, building, council, committee, assembly }
    }

    /// A person on the roll.
    pub(crate) async fn person(&self, name: &str) -> PersonId {
        let new = NewPerson {
            community: self.community.id,
            kind: PersonKind::Natural,
            name: PersonName::parse(name).expect("a name"),
            phone: None,
            document_tail: None,
            is_adult: true,
        };
        founding::add_person(&self.at.hall, &SYSTEM, new).await.expect("a person")
    }

    /// A flat with its owners.
    pub(crate) async fn flat(&self, name: &str, area_cm2: i64, owners: &[PersonId]) -> UnitId {
        self.unit(name, area_cm2, owners, Tenure::Delivered).await
    }

    /// A unit with its owners, or the developer's.
    pub(crate) async fn unit(
        &self,
        name: &str,
        area_cm2: i64,
        owners: &[PersonId],
        tenure: Tenure,
    ) -> UnitId {
        let new = NewUnit {
            building: self.building,
            entrance: None,
            name: label(name),
            kind: UnitKind::Flat,
            area: AreaCm2::new(area_cm2).expect("an area"),
            area_source: AreaSource::Registered,
            counts_area: true,
            counts_head: true,
            tenure,
            owners: owners.to_vec(),
            sort: 0,
        };
        founding::add_unit(&self.at.hall, &SYSTEM, new).await.expect("a unit")
    }

    /// An account for a person.
    pub(crate) async fn account(&self, person: PersonId, display_name: &str) -> MemberId {
        let new = NewMember {
            person: Some(person),
            display_name: DisplayName::parse(display_name).expect("a name"),
            login_name: None,
            password_hash: None,
            level: Level::Ordinary,
        };
        founding::add_member(&self.at.hall, &SYSTEM, new).await.expect("an account")
    }

    /// A neighbour living in a flat of nobody known, with an account.
    pub(crate) async fn resident(&self, name: &str) -> Actor {
        let person = self.person(name).await;
        let unit = self.flat(&format!("3号楼{name}家"), 895_200, &[]).await;
        founding::add_residence(&self.at.hall, &SYSTEM, unit, person, ResidenceKind::Family)
            .await
            .expect("a residence");
        let member = self.account(person, name).await;
        self.actor(member).await
    }

    /// An owner of a flat of their own, with an account.
    pub(crate) async fn owner(&self, name: &str, area_cm2: i64) -> Actor {
        let person = self.person(name).await;
        self.flat(&format!("3号楼{name}家"), area_cm2, &[person]).await;
        let member = self.account(person, name).await;
        self.actor(member).await
    }

    /// Seats a member in a term, and gives them as they now are.
    pub(crate) async fn seat(&self, actor: &Actor, term: TermId, right: SeatRight) -> Actor {
        let member = actor.member_id().expect("someone signed in");
        let new = NewSeat { term, member, title: label("委员"), right: Some(right), grid: None };
        founding::seat_member(&self.at.hall, &SYSTEM, new).await.expect("a seat");
        self.actor(member).await
    }

    /// A resident with a seat in the council.
    pub(crate) async fn councillor(&self, name: &str) -> Actor {
        let actor = self.resident(name).await;
        self.seat(&actor, self.council.1, SeatRight::Council).await
    }

    /// An owner with a seat in the committee.
    pub(crate) async fn committee_member(&self, name: &str) -> Actor {
        let actor = self.owner(name, 895_200).await;
        self.seat(&actor, self.committee.1, SeatRight::Committee).await
    }

    /// The member as an actor with the rights they hold now.
    pub(crate) async fn actor(&self, member: MemberId) -> Actor {
        let mut snapshot = self.at.hall.read().await.expect("a snapshot");
        sessions::actor(&mut snapshot, member).await.expect("the member")
    }
}
