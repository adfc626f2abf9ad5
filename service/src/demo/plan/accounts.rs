//! Who has joined: those who speak, those who hold seats, and enough neighbours to vote.

use super::households::surname_of;
use super::{Person, Plan, Unit, asked, compound_at};
use crate::demo::content::Scope;
use crate::demo::content::bodies::{BODIES, Body, BodyKind};
use crate::demo::content::names::SURNAMES;
use crate::demo::content::place::{COMPOUNDS, GRIDS, Owning};
use crate::demo::content::voices::{DISPLAY_NAMES, Standing, VOICES, Voice};
use crate::demo::dice::Dice;
use crate::demo::{
    ADMINISTRATOR_LOGIN, COMMITTEE_LOGIN, COUNCIL_LOGIN, COUNCILLOR_LOGIN, GRID_OFFICER_LOGIN, RESIDENT,
    RESIDENT_LOGIN,
};
use domain::roll::{PersonKind, ResidenceKind, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// Owners' heads of 春和苑2号院 with an account, per mille.
const HEADS_JOINED: usize = 960;
/// Adults elsewhere with an account, per mille.
const ADULTS_JOINED: usize = 190;

/// An account.
#[derive(Clone, Debug)]
pub(in crate::demo) struct Account {
    /// Whose; none for the property service's staff, who live elsewhere.
    pub(in crate::demo) person: Option<usize>,
    /// As shown; no two are the same.
    pub(in crate::demo) display: String,
    /// Owns or lives here; a firm's agent speaks only for the firm.
    pub(in crate::demo) neighbour: bool,
    /// Reads in 大字版.
    pub(in crate::demo) elder: bool,
    /// Position of the compound of their home or their work.
    pub(in crate::demo) compound: usize,
    /// To sign in with the demo's password.
    pub(in crate::demo) login: Option<&'static str>,
    /// Seats held.
    pub(in crate::demo) seats: Vec<Seat>,
}

/// A seat.
#[derive(Clone, Copy, Debug)]
pub(in crate::demo) struct Seat {
    /// Key of the body.
    pub(in crate::demo) body: &'static str,
    /// 主任.
    pub(in crate::demo) title: &'static str,
    /// Position of the grid it serves.
    pub(in crate::demo) grid: Option<usize>,
    /// Position, among all entrances, of the household group it leads.
    pub(in crate::demo) leads: Option<usize>,
}

/// Opens the accounts.
pub(super) fn open(plan: &mut Plan) {
    let mut joining = Joining::default();
    for voice in VOICES {
        joining.speaker(plan, voice);
    }
    joining.neighbours(plan);
    seats(plan);
    for (display, login) in
        [(RESIDENT, RESIDENT_LOGIN), ("业委会老温", COMMITTEE_LOGIN), ("议事会老徐", COUNCIL_LOGIN)]
    {
        if let Some(account) = plan.accounts.iter_mut().find(|account| account.display == display) {
            account.login = Some(login);
        }
    }
    for (body, title, login) in [
        ("grids", "网格员", GRID_OFFICER_LOGIN),
        ("residents-committee", "主任", ADMINISTRATOR_LOGIN),
        ("council", "委员", COUNCILLOR_LOGIN),
    ] {
        let sits = |account: &&mut Account| {
            account.login.is_none() && account.seats.iter().any(|s| (s.body, s.title) == (body, title))
        };
        if let Some(account) = plan.accounts.iter_mut().find(sits) {
            account.login = Some(login);
        }
    }
}

struct Joining {
    dice: Dice,
    joined: BTreeSet<usize>,
    displays: BTreeMap<String, usize>,
    spare: Vec<&'static str>,
}

impl Default for Joining {
    fn default() -> Self {
        let mut dice = Dice::of("accounts");
        let spare = dice.shuffled(DISPLAY_NAMES.to_vec());
        Self { dice, joined: BTreeSet::new(), displays: BTreeMap::new(), spare }
    }
}

impl Joining {
    /// Finds a home for a voice, and gives its dweller the surname the voice goes by.
    fn speaker(&mut self, plan: &mut Plan, voice: &'static Voice) {
        let compound = compound_at(voice.compound);
        let person = match (voice.standing, voice.name) {
            (Standing::Property, _) => None,
            (_, RESIDENT) => special(plan, compound, Owning::Several),
            (standing, name) => self.dweller(plan, compound, standing, name),
        };
        if let Some(person) = person {
            self.joined.insert(person);
            rename(&mut plan.persons, person, voice.name);
        }
        self.displays.insert(voice.name.to_owned(), 1);
        plan.accounts.push(Account {
            person,
            display: voice.name.to_owned(),
            neighbour: person.is_some(),
            elder: voice.standing == Standing::Elder,
            compound,
            login: None,
            seats: Vec::new(),
        });
    }

    fn dweller(&mut self, plan: &Plan, compound: usize, standing: Standing, name: &str) -> Option<usize> {
        let fits = |unit: &&Unit| {
            let Some((person, kind)) = unit.residents.first() else { return false };
            let at_home = match standing {
                Standing::Tenant => *kind == ResidenceKind::Tenant,
                _ => *kind == ResidenceKind::Owner && unit.owners.contains(person),
            };
            let building = name.strip_suffix(|c: char| !c.is_ascii()).and_then(|_| name.split_once('栋'));
            let near = building.is_none_or(|(number, _)| {
                number.parse::<u16>().map_or(true, |number| unit.building == number)
            });
            let person_fits = plan.persons[*person].is_old == (standing == Standing::Elder);
            let plain = matches!(asked(compound, &unit.door), None | Some(Owning::Let));
            unit.kind == UnitKind::Flat && at_home && near && person_fits && plain
        };
        let homes: Vec<usize> = plan
            .units_of(compound)
            .filter(fits)
            .map(|unit| unit.residents[0].0)
            .filter(|person| !self.joined.contains(person))
            .collect();
        (!homes.is_empty()).then(|| *self.dice.pick(&homes))
    }

    /// Accounts for nearly every head of 春和苑2号院 and for some adults elsewhere.
    fn neighbours(&mut self, plan: &mut Plan) {
        let yuan2 = compound_at("yuan2");
        let mut heads = BTreeSet::new();
        let mut joining = Vec::new();
        for unit in &plan.units {
            if unit.compound == yuan2 {
                let Some(speaker) = speaker_of(plan, unit) else { continue };
                let spoken = unit.owners.iter().any(|owner| self.joined.contains(owner));
                if heads.insert(unit.owners.clone()) && !spoken && self.dice.falls(HEADS_JOINED) {
                    joining.push((speaker, unit.compound));
                }
            } else {
                for (person, _) in &unit.residents {
                    if plan.persons[*person].is_adult && self.dice.falls(ADULTS_JOINED) {
                        joining.push((*person, unit.compound));
                    }
                }
            }
        }
        for (person, compound) in joining {
            if self.joined.insert(person) {
                let display = self.display(plan, person);
                let neighbour = plan.units.iter().any(|unit| {
                    unit.owners.contains(&person) || unit.residents.iter().any(|(lives, _)| *lives == person)
                });
                let elder = plan.persons[person].is_old && self.dice.falls(700);
                plan.accounts.push(Account {
                    person: Some(person),
                    display,
                    neighbour,
                    elder,
                    compound,
                    login: None,
                    seats: Vec::new(),
                });
            }
        }
    }

    /// A name of their own, or how the neighbours would call them.
    fn display(&mut self, plan: &Plan, person: usize) -> String {
        if self.dice.falls(450)
            && let Some(name) = self.spare.pop()
        {
            return name.to_owned();
        }
        let Person { name, is_old, is_woman, .. } = &plan.persons[person];
        let home = plan.units.iter().find(|unit| unit.residents.iter().any(|(lives, _)| *lives == person));
        let place = home.map_or_else(|| "业主".to_owned(), |unit| format!("{}号楼", unit.building));
        let called = match (is_old, is_woman) {
            (true, true) => "阿姨",
            (true, false) => "师傅",
            (false, true) => "女士",
            (false, false) => "先生",
        };
        let plain = format!("{place}{}{called}", surname_of(name));
        let bearers = self.displays.entry(plain.clone()).or_insert(0);
        *bearers += 1;
        if *bearers == 1 { plain } else { format!("{plain}{bearers}") }
    }
}

/// Who speaks for the owners of a unit: the one they named, the first, or a firm's agent; a minor's guardian.
fn speaker_of(plan: &Plan, unit: &Unit) -> Option<usize> {
    let owner = unit.voter.or_else(|| unit.owners.first().copied())?;
    let person = &plan.persons[owner];
    match (person.kind, person.is_adult) {
        (PersonKind::Natural, true) => Some(owner),
        _ => person.spokesman,
    }
}

fn special(plan: &Plan, compound: usize, owning: Owning) -> Option<usize> {
    plan.units_of(compound).find(|unit| asked(compound, &unit.door) == Some(owning))?.owners.first().copied()
}

/// "电工老魏" is a 魏.
fn rename(persons: &mut [Person], at: usize, display: &str) {
    let letters: Vec<char> = display.chars().collect();
    let hint = letters.windows(2).find_map(|two| match two {
        ['老' | '小', surname] => Some(surname.to_string()),
        [surname, '姐' | '姨'] => Some(surname.to_string()),
        ['冯', '老'] => Some("冯".to_owned()),
        _ => None,
    });
    let Some(surname) = hint.filter(|hint| SURNAMES.iter().any(|(surname, _)| surname == hint)) else {
        return;
    };
    let given = persons[at].name[surname_of(&persons[at].name).len()..].to_owned();
    let mut name = format!("{surname}{given}");
    while persons.iter().any(|person| person.name == name) {
        name.push('安');
    }
    persons[at].name = name;
}

/// Seats everybody who is to hold one.
fn seats(plan: &mut Plan) {
    let mut dice = Dice::of("seats");
    let mut seated = BTreeSet::new();
    for body in BODIES {
        match body.kind {
            BodyKind::Property => staff(plan, body),
            BodyKind::Grids => grids(plan, body, &mut dice, &mut seated),
            _ => elected(plan, body, &mut dice, &mut seated),
        }
    }
}

fn elected(plan: &mut Plan, body: &'static Body, dice: &mut Dice, seated: &mut BTreeSet<usize>) {
    let compound = match body.scope {
        Scope::Compound(slug) | Scope::Building(slug, _) => Some(compound_at(slug)),
        Scope::Community => None,
    };
    let titles = body.seats.iter().flat_map(|seats| (0..seats.count).map(|_| seats.title));
    for (n, title) in titles.enumerate() {
        let voice = (n == 0).then(|| speaker_for(body, compound)).flatten();
        let from = compound.unwrap_or(n % COMPOUNDS.len());
        let account = match voice.and_then(|name| plan.accounts.iter().position(|a| a.display == name)) {
            Some(account) => account,
            None => free_account(plan, from, body, dice, seated),
        };
        seated.insert(account);
        plan.accounts[account].seats.push(Seat { body: body.key, title, grid: None, leads: None });
    }
}

/// The voice who speaks from the first seat of a body.
fn speaker_for(body: &Body, compound: Option<usize>) -> Option<&'static str> {
    let standing = match body.kind {
        BodyKind::Council => Standing::Council,
        BodyKind::OwnersCommittee => Standing::Committee,
        _ => return None,
    };
    let here = |voice: &&Voice| compound.is_none_or(|at| compound_at(voice.compound) == at);
    VOICES.iter().filter(|voice| voice.standing == standing).find(here).map(|voice| voice.name)
}

/// Somebody without a seat, of those who never speak in the written threads.
fn free_account(
    plan: &Plan,
    compound: usize,
    body: &Body,
    dice: &mut Dice,
    seated: &BTreeSet<usize>,
) -> usize {
    let owners_only = matches!(body.kind, BodyKind::OwnersCommittee | BodyKind::ManagementCommittee);
    let owns = |person| {
        plan.units_of(compound).any(|unit| unit.kind == UnitKind::Flat && unit.owners.contains(&person))
    };
    let free: Vec<usize> = (VOICES.len()..plan.accounts.len())
        .filter(|at| {
            let account = &plan.accounts[*at];
            let person = account.person.filter(|person| plan.persons[*person].kind == PersonKind::Natural);
            account.compound == compound
                && !seated.contains(at)
                && person.is_some_and(|person| !owners_only || owns(person))
        })
        .collect();
    *dice.pick(&free)
}

/// One officer for each grid, one leader for each entrance.
fn grids(plan: &mut Plan, body: &'static Body, dice: &mut Dice, seated: &mut BTreeSet<usize>) {
    for (at, grid) in GRIDS.iter().enumerate() {
        let compound = compound_at(grid.compound);
        let voice = plan.accounts.iter().position(|account| account.display == "网格员小唐");
        let account = match voice.filter(|_| grid.name == "第三网格") {
            Some(account) => account,
            None => free_account(plan, compound, body, dice, seated),
        };
        seated.insert(account);
        plan.accounts[account].seats.push(Seat {
            body: body.key,
            title: "网格员",
            grid: Some(at),
            leads: None,
        });
    }
    for (leads, (compound, building, entrance)) in entrances().enumerate() {
        let near = |account: &Account| {
            plan.units_of(compound).any(|unit| {
                (unit.building, unit.entrance) == (building, Some(entrance))
                    && unit.residents.iter().any(|(person, _)| account.person == Some(*person))
            })
        };
        let leader =
            (VOICES.len()..plan.accounts.len()).find(|at| !seated.contains(at) && near(&plan.accounts[*at]));
        if let Some(account) = leader {
            seated.insert(account);
            plan.accounts[account].seats.push(Seat {
                body: body.key,
                title: "联户长",
                grid: None,
                leads: Some(leads),
            });
        }
    }
}

/// All entrances, as compound, building and number.
pub(in crate::demo) fn entrances() -> impl Iterator<Item = (usize, u16, u16)> {
    COMPOUNDS.iter().enumerate().flat_map(|(at, compound)| {
        compound
            .buildings
            .iter()
            .flat_map(move |house| (1..=house.entrances).map(move |entrance| (at, house.number, entrance)))
    })
}

/// The property service's people have accounts and no home here.
fn staff(plan: &mut Plan, body: &'static Body) {
    let compound = match body.scope {
        Scope::Compound(slug) | Scope::Building(slug, _) => compound_at(slug),
        Scope::Community => compound_at("jiangtang18"),
    };
    let voice = VOICES
        .iter()
        .find(|voice| voice.standing == Standing::Property && compound_at(voice.compound) == compound)
        .and_then(|voice| plan.accounts.iter().position(|account| account.display == voice.name));
    let titles = body.seats.iter().flat_map(|seats| (1..=seats.count).map(|n| (seats.title, n)));
    for (at, (title, n)) in titles.enumerate() {
        let seat = Seat { body: body.key, title, grid: None, leads: None };
        if let Some(account) = voice.filter(|_| at == 1) {
            plan.accounts[account].seats.push(seat);
            continue;
        }
        let place = COMPOUNDS[compound].name;
        plan.accounts.push(Account {
            person: None,
            display: format!("{place}物业{title}{n}"),
            neighbour: false,
            elder: false,
            compound,
            login: None,
            seats: vec![seat],
        });
    }
}
