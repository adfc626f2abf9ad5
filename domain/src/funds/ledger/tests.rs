use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const DAY: LocalDay = LocalDay(20_777);
const RULES: BookRules = BookRules { alone_up_to: fen(50_000), closed: None };
const BANK: Place = Place::Bank(1);

const fn fen(fen: i64) -> Fen {
    match Fen::new(fen) {
        Ok(fen) => fen,
        Err(_) => panic!("an amount"),
    }
}

const fn project(number: u128) -> ProjectId {
    ProjectId(Uuid::from_u128(number))
}

const fn signed(entered: u128, approved: Option<u128>) -> Signed {
    let approved_by = match approved {
        Some(number) => Some(MemberId(Uuid::from_u128(number))),
        None => None,
    };
    Signed { entered_by: MemberId(Uuid::from_u128(entered)), approved_by }
}

const BOTH: Signed = signed(1, Some(2));

/// Books with 1,000 yuan in the bank, 300 of them for project 1.
fn books() -> Books {
    let mut books = Books::default();
    for (movement, amount) in [
        (Movement::Received { from: Source::Allocation, to: BANK }, 100_000),
        (Movement::Granted(project(1)), 30_000),
    ] {
        books.enter(DAY, Act::Moves(movement, fen(amount)), BOTH, &RULES).expect("entered");
    }
    books
}

const fn paid(number: u16) -> Movement {
    Movement::Paid { tranche: Tranche { project: project(1), number }, from: BANK }
}

#[test]
fn what_the_rules_do_not_let_through_is_refused_and_changes_nothing() {
    let mut books = books();
    let (before, entries) = (books.balances.clone(), books.entries().len());
    let closed = BookRules { closed: Some(Month::from(DAY)), ..RULES };
    let moves = |movement, amount| Act::Moves(movement, fen(amount));
    for (act, who, rules, refused) in [
        (moves(paid(1), 0), BOTH, RULES, Refused::Nothing),
        (moves(Movement::Moved { from: BANK, to: BANK }, 5), BOTH, RULES, Refused::SamePlace),
        (moves(paid(1), 5), BOTH, closed, Refused::MonthClosed),
        (moves(paid(1), 30_001), BOTH, RULES, Refused::NotEnough),
        (
            moves(
                Movement::Paid { tranche: Tranche { project: project(1), number: 1 }, from: Place::Cash },
                5,
            ),
            BOTH,
            RULES,
            Refused::NotEnough,
        ),
        (moves(Movement::Granted(project(2)), 70_001), BOTH, RULES, Refused::NotEnough),
        (moves(Movement::Opening { to: BANK }, Fen::MAX), BOTH, RULES, Refused::TooLarge),
        (moves(Movement::Granted(project(2)), 50_001), signed(1, None), RULES, Refused::NeedsApproval),
        (moves(Movement::Granted(project(2)), 5), signed(1, Some(1)), RULES, Refused::ApprovedByOneself),
        (Act::Reverses(0), BOTH, RULES, Refused::NoSuchEntry),
        (Act::Reverses(3), BOTH, RULES, Refused::NoSuchEntry),
        // What was granted is no longer free to be given back.
        (Act::Reverses(1), BOTH, RULES, Refused::NotEnough),
    ] {
        assert_eq!(books.enter(DAY, act, who, &rules), Err(refused), "{act:?}");
        assert_eq!((&books.balances, books.entries().len()), (&before, entries));
    }
}

#[test]
fn two_officers_cannot_pay_one_tranche() {
    let mut books = books();
    let act = Act::Moves(paid(1), fen(10_000));
    let first = books.enter(DAY, act, signed(1, None), &RULES).expect("paid");
    assert_eq!(books.enter(DAY, act, signed(2, None), &RULES), Err(Refused::TranchePaid));
    books.enter(DAY, Act::Moves(paid(2), fen(10_000)), signed(2, None), &RULES).expect("another part");
    // Paid to the wrong account: reversed once, and then it can be paid.
    books.enter(DAY, Act::Reverses(first.number), signed(2, None), &RULES).expect("reversed");
    assert_eq!(books.enter(DAY, Act::Reverses(first.number), BOTH, &RULES), Err(Refused::NotReversible));
    assert_eq!(books.enter(DAY, Act::Reverses(5), BOTH, &RULES), Err(Refused::NotReversible), "a reversal");
    books.enter(DAY, act, signed(1, None), &RULES).expect("paid anew");
    assert_eq!(books.balance(Account::Pot(Pot::Project(project(1)))), 10_000);
    assert_eq!((books.lies(), books.is_meant()), (80_000, 80_000));
}

#[test]
fn a_closed_months_error_is_reversed_in_an_open_one() {
    let mut books = books();
    let closed = BookRules { closed: Some(Month::from(DAY)), ..RULES };
    assert_eq!(books.enter(DAY, Act::Reverses(2), BOTH, &closed), Err(Refused::MonthClosed));
    books.enter(LocalDay(DAY.0 + 31), Act::Reverses(2), BOTH, &closed).expect("in the next");
    assert_eq!(books.balance(Account::Pot(Pot::Free)), 100_000);
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![Just(Place::Cash), (1..3_u16).prop_map(Place::Bank)]
}

fn any_act() -> impl Strategy<Value = Act> {
    let project = (0..4_u128).prop_map(project);
    let moves = prop_oneof![
        any_place().prop_map(|to| Movement::Opening { to }),
        any_place().prop_map(|to| Movement::Received { from: Source::Donation, to }),
        project.clone().prop_map(Movement::Granted),
        (project.clone(), 1..4_u16, any_place()).prop_map(|(project, number, from)| Movement::Paid {
            tranche: Tranche { project, number },
            from
        }),
        (project.clone(), any_place()).prop_map(|(project, to)| Movement::Returned { project, to }),
        project.prop_map(Movement::Released),
        (any_place(), any_place()).prop_map(|(from, to)| Movement::Moved { from, to }),
        any_place().prop_map(|from| Movement::Spent { from }),
    ];
    let amount = prop_oneof![8 => 0..60_000_i64, 1 => Just(Fen::MAX)];
    prop_oneof![
        7 => (moves, amount).prop_map(|(movement, amount)| Act::Moves(movement, fen(amount))),
        1 => (0..60_u64).prop_map(Act::Reverses),
    ]
}

/// What entries come to, added up from the first.
fn added_up(entries: &[Entry]) -> BTreeMap<Account, i64> {
    let mut sums = BTreeMap::new();
    for entry in entries {
        let (movement, amount, sign) = match entry.act {
            Act::Moves(movement, amount) => (movement, amount, 1),
            Act::Reverses(number) => {
                let of = entries.iter().find(|other| other.number == number).expect("an entry");
                let Act::Moves(movement, amount) = of.act else { panic!("a reversal is not reversed") };
                (movement, amount, -1)
            }
        };
        for (account, gains) in movement.sides() {
            *sums.entry(account).or_default() += if gains { sign } else { -sign } * amount.fen();
        }
    }
    sums
}

proptest! {
    #[test]
    fn whatever_eight_officers_enter_the_books_add_up(
        acts in prop::collection::vec((any_act(), 0..8_u128, prop::option::of(0..8_u128)), 1..120)
    ) {
        let mut books = Books::default();
        for (act, entered, approved) in acts {
            let before = books.clone();
            let done = books.enter(DAY, act, signed(entered, approved), &RULES);
            prop_assert_eq!(books.entries().len(), before.entries().len() + usize::from(done.is_ok()));
            prop_assert_eq!(books.lies(), books.is_meant());
            prop_assert!(books.balances.values().all(|fen| (0..=Fen::MAX).contains(fen)));
            match done {
                Err(_) => prop_assert_eq!(&books.balances, &before.balances),
                Ok(entry) => {
                    let (_, amount, _) = before.movement(act).expect("as it was entered");
                    let two = entry.signed.approved_by.is_some_and(|other| other != entry.signed.entered_by);
                    prop_assert!(two || amount <= RULES.alone_up_to);
                }
            }
        }
        for (account, sum) in added_up(books.entries()) {
            prop_assert_eq!(books.balance(account), sum);
        }
    }
}
