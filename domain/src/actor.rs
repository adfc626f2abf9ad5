//! Who acts: what the hall knows of the person at the other end, loaded once per request.

use crate::bodies::SeatRight;
use crate::codes;
use crate::id::{
    BodyId, BuildingId, CommunityId, CompoundId, EntranceId, GridId, MemberId, PersonId, SeatId, SessionId,
    UnitId,
};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anyone, without an account.
    Visitor,
    /// Someone signed in.
    Member(Member),
    /// The hall itself: due jobs, the command line, building the demo.
    System,
}

/// Someone signed in, with every right they hold now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub id: MemberId,
    /// The person on the roll; none for an operator who is nobody's neighbour.
    pub person: Option<PersonId>,
    /// The device signed in with; none when acting on the command line.
    pub session: Option<SessionId>,
    /// How surely the account is that person's.
    pub level: Level,
    /// Whether a password was given when this device signed in; seats need it.
    pub strong: bool,
    /// Seats held today.
    pub seats: Vec<Seat>,
    /// What the roll says of the person today.
    pub standings: Vec<Standing>,
}

codes! {
    /// How surely an account is a person's.
    pub enum Level {
        /// 普通: by a code.
        Ordinary = "ordinary",
        /// 核验: an officer has seen identity and title.
        Verified = "verified",
    }

    /// What the roll says of a person in a unit.
    pub enum StandingKind {
        /// On the title.
        Owner = "owner",
        /// Acts for an owner: 委托代理人 or 监护人.
        Representative = "representative",
        /// Lives there as owner or of the owner's household.
        Resident = "resident",
        /// 物业使用人.
        Tenant = "tenant",
    }
}

/// A seat held today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The seat.
    pub id: SeatId,
    /// The body it is in.
    pub body: BodyId,
    /// What it lets its holder do.
    pub right: SeatRight,
    /// The community it is for; none for an operator's.
    pub community: Option<CommunityId>,
    /// The compound it is for; none when it is for all of the community.
    pub compound: Option<CompoundId>,
    /// The grid it is for; grid officers only.
    pub grid: Option<GridId>,
    /// How the public line names it, its body first: "春和社区居民议事会委员" ([`crate::bodies::seat_in_public`]).
    pub title: String,
}

/// A person's tie to one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The tie.
    pub kind: StandingKind,
    /// Where.
    pub community: CommunityId,
    /// Where.
    pub compound: CompoundId,
    /// Where.
    pub building: BuildingId,
    /// Where; a unit may open on no entrance.
    pub entrance: Option<EntranceId>,
    /// Which unit.
    pub unit: UnitId,
}

impl Actor {
    /// The member, if someone is signed in.
    #[must_use]
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            Self::Visitor | Self::System => None,
        }
    }

    /// The account's id, if someone is signed in.
    #[must_use]
    pub fn member_id(&self) -> Option<MemberId> {
        self.member().map(|member| member.id)
    }

    /// Whether the hall itself acts.
    #[must_use]
    pub fn is_system(&self) -> bool {
        matches!(self, Self::System)
    }

    /// Whether the actor is an operator of the installation.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.is_system() || self.member().is_some_and(|m| m.seat(SeatRight::Operator, |_seat| true).is_some())
    }
}

impl Member {
    /// The first seat with `right` that `fits`, provided the device signed in strongly enough for seats.
    #[must_use]
    pub fn seat(&self, right: SeatRight, fits: impl Fn(&Seat) -> bool) -> Option<&Seat> {
        self.seats.iter().find(|seat| self.strong && seat.right == right && fits(seat))
    }

    /// The seat with `right` for all of `community`.
    #[must_use]
    pub fn community_seat(&self, right: SeatRight, community: CommunityId) -> Option<&Seat> {
        self.seat(right, |seat| seat.community == Some(community))
    }

    /// The seat with `right` that covers `compound`: its own, or one for the whole community.
    #[must_use]
    pub fn compound_seat(
        &self,
        right: SeatRight,
        community: CommunityId,
        compound: CompoundId,
    ) -> Option<&Seat> {
        self.seat(right, |seat| {
            seat.community == Some(community) && seat.compound.is_none_or(|own| own == compound)
        })
    }

    /// Whether the roll ties the person to `community` in any way.
    #[must_use]
    pub fn belongs_to(&self, community: CommunityId) -> bool {
        self.standings.iter().any(|standing| standing.community == community)
            || self.seats.iter().any(|seat| seat.community == Some(community))
    }

    /// Whether the person is an owner in `compound`, or acts for one.
    #[must_use]
    pub fn speaks_as_owner_in(&self, compound: CompoundId) -> bool {
        self.standings.iter().any(|standing| {
            matches!(standing.kind, StandingKind::Owner | StandingKind::Representative)
                && standing.compound == compound
        })
    }
}
