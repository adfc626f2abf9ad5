//! Owners' votes at their edges, as the law's cases have them, and one written out in full.

use std::fmt::Write as _;

use uuid::Uuid;

use super::ballot::Choice::{self, Abstain, Agree, Blank, Oppose};
use super::ballot::{Answer, Ballot, CountError, Electorate, InvalidReason, OptionNo, VerifyError};
use super::canonical;
use super::election::Standing;
use super::heads::{self, HeadKey, Tenure, Unit};
use super::inequality::{Columns, Comparison, Inequality, Measure, Purpose, Threshold};
use super::manifest::{Clause, Manifest, ManifestError};
use super::owners::{self, Outcome, Sums, Tally};
use super::weight::{AreaSum, BallotCount, HeadCount, MAX_UNITS, Weight};
use crate::id::{HeadId, OwnerSetId, PersonId, UnitId};
use crate::measure::AreaCm2;
use crate::time::LocalDay;
use crate::votes::OwnersMatter;
use crate::words::{Label, Reason};

fn weight(heads: i64, area: i64) -> Weight {
    Weight {
        ballots: BallotCount::new(heads).expect("small"),
        heads: HeadCount::new(heads).expect("small"),
        area: AreaSum::new(area).expect("within limits"),
    }
}

fn sums(electorate: (i64, i64), agree: (i64, i64), oppose: (i64, i64), abstain: (i64, i64)) -> Sums {
    let [electorate, agree, oppose, abstain] =
        [electorate, agree, oppose, abstain].map(|(heads, area)| weight(heads, area));
    let question = Tally { agree, oppose, abstain, ..Tally::default() };
    Sums { electorate, invalid: [].into(), questions: vec![question], silent: None }
}

/// Took part by heads, by area; agreed by heads, by area; passed.
type Expected = [bool; 5];

fn check(what: &str, matter: OwnersMatter, sums: Sums, expected: Expected) {
    let outcome = owners::decide(&Manifest::owners(matter), sums).expect(what);
    let taken = outcome.participation.expect("278 asks for participation");
    let finding = outcome.findings[0];
    let found = [
        taken.heads.holds,
        taken.area.holds,
        finding.agreement.heads.holds,
        finding.agreement.area.holds,
        finding.passed,
    ];
    assert_eq!(found, expected, "{what}: {outcome:#?}");
    assert_eq!(outcome.verify(), Ok(()), "{what}");
}

#[test]
fn article_278_at_its_edges() {
    const O: bool = false;
    const I: bool = true;
    // 300 heads with 30,000.00 ㎡.
    let x = (300, 300_000_000);
    let ordinary = |what, agree, oppose, abstain, expected| {
        check(what, OwnersMatter::PropertyService, sums(x, agree, oppose, abstain), expected);
    };
    let special = |what, agree, oppose, abstain, expected| {
        check(what, OwnersMatter::UseOfCommonParts, sums(x, agree, oppose, abstain), expected);
    };
    ordinary("exactly 2/3, all agree", (200, 200_000_000), (0, 0), (0, 0), [I, I, I, I, I]);
    ordinary("one cm² short of 2/3", (200, 199_999_999), (0, 0), (0, 0), [I, O, I, I, O]);
    ordinary("one head short of 2/3", (199, 200_000_000), (0, 0), (0, 0), [O, I, I, I, O]);
    ordinary("exactly half", (100, 100_000_000), (100, 100_000_000), (0, 0), [I, I, O, O, O]);
    ordinary("half and one cm²", (101, 100_000_001), (99, 99_999_999), (0, 0), [I, I, I, I, I]);
    ordinary("half the area", (150, 100_000_000), (50, 100_000_000), (0, 0), [I, I, I, O, O]);
    ordinary("half the heads", (100, 150_000_000), (100, 50_000_000), (0, 0), [I, I, O, I, O]);
    ordinary("abstentions take part", (90, 90_000_000), (0, 0), (110, 110_000_000), [I, I, O, O, O]);
    ordinary("nobody", (0, 0), (0, 0), (0, 0), [O, O, O, O, O]);
    special("3/4 exactly", (150, 150_000_000), (50, 50_000_000), (0, 0), [I, I, I, I, I]);
    special("one cm² short of 3/4", (150, 149_999_999), (50, 50_000_001), (0, 0), [I, I, I, O, O]);
    special("one head short of 3/4", (149, 150_000_000), (51, 50_000_000), (0, 0), [I, I, O, I, O]);
    special("3/4 but for abstentions", (149, 149_000_000), (0, 0), (51, 51_000_000), [I, I, O, O, O]);
    special("nobody is no majority", (0, 0), (0, 0), (0, 0), [O, O, O, O, O]);
}

#[test]
fn each_matter_has_its_bar() {
    // All take part, three in five agree.
    let three_in_five = || sums((10, 1_000), (6, 600), (4, 400), (0, 0));
    let all = || sums((10, 1_000), (10, 1_000), (0, 0), (0, 0));
    for &matter in OwnersMatter::ALL {
        let passes = |sums| {
            owners::decide(&Manifest::owners(matter), sums).expect("decided").passed().next()
                == Some(OptionNo(1))
        };
        let ordinary = !matter.is_special() && matter != OwnersMatter::HomeToBusiness;
        assert_eq!(passes(three_in_five()), ordinary, "{matter:?}");
        assert!(passes(all()), "{matter:?}");
    }
    let numbers: Vec<String> = OwnersMatter::ALL
        .iter()
        .map(|matter| canonical::json(matter).expect("a text").replace('"', ""))
        .collect();
    assert_eq!(numbers[7], "278(8)");
}

#[test]
fn article_279_needs_every_interested_owner() {
    let cases = [
        ("all", sums((4, 400), (4, 400), (0, 0), (0, 0)), true),
        ("one opposes", sums((4, 400), (3, 300), (1, 100), (0, 0)), false),
        ("one abstains", sums((4, 400), (3, 300), (0, 0), (1, 100)), false),
        ("one is silent", sums((4, 400), (3, 300), (0, 0), (0, 0)), false),
        ("one without counted area is silent", sums((4, 300), (3, 300), (0, 0), (0, 0)), false),
    ];
    for (what, sums, expected) in cases {
        let outcome = owners::decide(&Manifest::owners(OwnersMatter::HomeToBusiness), sums).expect(what);
        assert_eq!(outcome.findings[0].passed, expected, "{what}");
        assert_eq!(outcome.participation, None, "{what}");
    }
}

fn head(number: u128) -> HeadId {
    HeadId(Uuid::from_u128(number))
}

/// Each head as (number, cm²).
fn electorate(heads: &[(u128, i64)]) -> Electorate {
    let area = |cm2| AreaSum::new(cm2).expect("small");
    Electorate::new(heads.iter().map(|(number, cm2)| (head(*number), Weight::one_ballot(true, area(*cm2)))))
        .expect("an electorate")
}

fn valid(number: u128, choices: &[Choice]) -> Ballot {
    Ballot { head: head(number), answer: Answer::Valid(choices.to_vec()) }
}

fn invalid(number: u128, reason: InvalidReason) -> Ballot {
    Ballot { head: head(number), answer: Answer::Invalid(reason) }
}

fn clause() -> Clause {
    Clause {
        document: Label::parse("《春和苑业主大会议事规则》第十二条").expect("a label"),
        adopted_on: LocalDay(19_000),
        text: Reason::parse("送达后未参与表决的，其投票权数计入已表决的多数票。").expect("a text"),
    }
}

#[test]
fn records_that_are_refused() {
    let roll = electorate(&[(1, 100), (2, 100)]);
    let manifest = Manifest::owners(OwnersMatter::Covenant);
    let silent = manifest.clone().with_silence(clause()).expect("lawful");
    let nobody = electorate(&[]);
    let poll = Manifest::consultative_choice(2, None, None).expect("lawful");
    let yes = valid(1, &[Agree]);
    let cases = [
        (&manifest, &roll, vec![valid(3, &[Agree])], vec![], CountError::NotOnRoll(head(3))),
        (&manifest, &roll, vec![yes.clone(), yes.clone()], vec![], CountError::TwoBallots(head(1))),
        (&manifest, &roll, vec![valid(1, &[])], vec![], CountError::WrongShape(head(1))),
        (&manifest, &roll, vec![valid(1, &[Agree, Agree])], vec![], CountError::WrongShape(head(1))),
        (&manifest, &roll, vec![yes.clone()], vec![head(2)], CountError::SilenceMismatch),
        (&silent, &roll, vec![yes.clone()], vec![head(1)], CountError::TwoBallots(head(1))),
        (&manifest, &nobody, vec![], vec![], ManifestError::EmptyElectorate.into()),
        (&poll, &roll, vec![yes], vec![], CountError::OtherMethod),
    ];
    for (manifest, roll, ballots, silent, expected) in cases {
        assert_eq!(owners::count(manifest, roll, &ballots, &silent), Err(expected));
    }
    let one = (head(1), Weight::one_ballot(true, AreaSum::ONE));
    assert_eq!(Electorate::new([one, one]), Err(CountError::HeadTwice(head(1))));
    assert_eq!(Electorate::new([(head(1), weight(2, 1))]), Err(CountError::DoesNotAddUp));
}

#[test]
fn invalid_ballots_do_not_take_part_and_blanks_do() {
    let roll = electorate(&[(1, 100), (2, 100), (3, 100)]);
    let manifest = Manifest::owners(OwnersMatter::Covenant);
    let unsigned = invalid(2, InvalidReason::Unsigned);
    let ballots = [valid(1, &[Agree]), unsigned.clone()];
    let outcome = owners::count(&manifest, &roll, &ballots, &[]).expect("counted");
    assert_eq!((outcome.received, outcome.participating), (weight(2, 200), weight(1, 100)));
    assert_eq!(outcome.passed().count(), 0, "one of three is below two thirds");
    let ballots = [valid(1, &[Agree]), unsigned, valid(3, &[Blank])];
    let outcome = owners::count(&manifest, &roll, &ballots, &[]).expect("counted");
    assert_eq!(outcome.participating, weight(2, 200));
    assert!(outcome.participation.is_some_and(|taken| taken.hold()));
    assert_eq!(outcome.passed().count(), 0, "one of two is no more than half");
}

#[test]
fn several_options_may_all_pass_or_none() {
    let roll = electorate(&[(1, 100), (2, 100), (3, 100)]);
    let manifest = Manifest::owners_options(OwnersMatter::PropertyService, 3).expect("lawful");
    let ballots = [
        valid(1, &[Agree, Oppose, Agree]),
        valid(2, &[Agree, Agree, Abstain]),
        valid(3, &[Oppose, Agree, Blank]),
    ];
    let outcome = owners::count(&manifest, &roll, &ballots, &[]).expect("counted");
    assert_eq!(outcome.passed().collect::<Vec<_>>(), [OptionNo(1), OptionNo(2)]);
}

#[test]
fn a_committee_is_elected_one_by_one() {
    let roll = electorate(&[(1, 100), (2, 100), (3, 100), (4, 150)]);
    let manifest = Manifest::owners_election(4, 1, 2).expect("lawful");
    let ballots = [
        valid(1, &[Agree, Agree, Agree, Agree]),
        valid(2, &[Agree, Agree, Agree, Oppose]),
        valid(3, &[Agree, Agree, Oppose, Oppose]),
        valid(4, &[Oppose, Agree, Agree, Oppose]),
    ];
    let election =
        owners::count(&manifest, &roll, &ballots, &[]).expect("counted").election.expect("elected");
    assert_eq!(election.with(Standing::Seated).collect::<Vec<_>>(), [OptionNo(2)]);
    // Both have three heads; the third has 50 cm² more.
    assert_eq!(election.with(Standing::Alternate).collect::<Vec<_>>(), [OptionNo(3), OptionNo(1)]);
    assert_eq!(election.with(Standing::NotElected).collect::<Vec<_>>(), [OptionNo(4)]);
    let too_few = owners::count(&manifest, &roll, &ballots[..2], &[]).expect("counted");
    let election = too_few.election.expect("stated");
    assert_eq!((election.with(Standing::NotElected).count(), election.vacant), (4, 1));
}

#[test]
fn silence_is_a_second_tally_and_never_the_headline() {
    let roll = electorate(&[(1, 100), (2, 100), (3, 100), (4, 100), (5, 100)]);
    let manifest = Manifest::owners(OwnersMatter::Covenant).with_silence(clause()).expect("lawful");
    let served = [head(4), head(5)];
    // Two agree and one opposes of five, and one of the two that did not answer was served.
    let ballots = [valid(1, &[Agree]), valid(2, &[Agree]), valid(3, &[Oppose])];
    let outcome = owners::count(&manifest, &roll, &ballots, &served[..1]).expect("counted");
    let finding = outcome.findings[0];
    let second = finding.silence.expect("the rule has a clause");
    assert!(!finding.passed, "three of five is below two thirds");
    assert_eq!((second.follows, second.would_pass), (Some(Agree), true));
    assert_eq!(second.agreement.heads.part, 3);
    assert_eq!(outcome.verify(), Ok(()));
    // The majority opposes: silence goes with it.
    let ballots = [valid(1, &[Oppose]), valid(2, &[Oppose]), valid(3, &[Agree])];
    let second = owners::count(&manifest, &roll, &ballots, &served).expect("counted").findings[0].silence;
    assert!(second.is_some_and(|second| second.follows == Some(Oppose) && !second.would_pass));
    // More area and only as many heads is no majority in both columns.
    let wide = electorate(&[(1, 150), (2, 100), (3, 100)]);
    let ballots = [valid(1, &[Agree]), valid(2, &[Oppose])];
    let second = owners::count(&manifest, &wide, &ballots, &[head(3)]).expect("counted").findings[0].silence;
    assert_eq!(second.and_then(|second| second.follows), None);
    // No majority: silence goes nowhere.
    let ballots = [valid(1, &[Oppose]), valid(2, &[Agree])];
    let second = owners::count(&manifest, &roll, &ballots, &served).expect("counted").findings[0].silence;
    assert!(second.is_some_and(|second| second.follows.is_none() && second.agreement.heads.whole == 2));
    let plain =
        owners::count(&Manifest::owners(OwnersMatter::Covenant), &roll, &ballots, &[]).expect("counted");
    assert_eq!(plain.findings[0].silence, None);
    // More silent than did not answer.
    let mut sums = outcome.sums;
    sums.silent = Some(weight(3, 300));
    assert_eq!(owners::decide(&manifest, sums), Err(CountError::DoesNotAddUp));
}

#[test]
fn an_outcome_that_was_changed_is_found_out() {
    let outcome = owners::decide(
        &Manifest::owners(OwnersMatter::Covenant),
        sums((10, 1_000), (6, 600), (2, 200), (1, 100)),
    )
    .expect("decided");
    let text = canonical::json(&outcome).expect("canonical");
    assert_eq!(serde_json::from_str::<Outcome>(&text).expect("readable"), outcome);
    let changes: [&dyn Fn(&mut Outcome); 6] = [
        &|o| o.findings[0].passed = false,
        &|o| o.findings[0].agreement.area.left += 1,
        &|o| o.participating = weight(10, 1_000),
        &|o| o.sums.questions[0].agree = weight(5, 600),
        &|o| o.manifest = Manifest::owners(OwnersMatter::UseOfCommonParts),
        &|o| o.participation = None,
    ];
    for (i, change) in changes.iter().enumerate() {
        let mut changed = outcome.clone();
        change(&mut changed);
        assert_eq!(changed.verify(), Err(VerifyError::Differs), "change {i}");
        assert_ne!(changed.hash(), outcome.hash(), "change {i}");
    }
    let impossible: [&dyn Fn(&mut Outcome); 4] = [
        &|o| o.sums.electorate = weight(8, 1_000),
        &|o| o.sums.questions.push(o.sums.questions[0]),
        &|o| o.sums.questions[0].blank = Weight { ballots: BallotCount::ZERO, ..weight(1, 1) },
        &|o| {
            o.sums.invalid.insert(InvalidReason::Unsigned, weight(2, 0));
        },
    ];
    for (i, change) in impossible.iter().enumerate() {
        let mut changed = outcome.clone();
        change(&mut changed);
        assert_eq!(changed.verify(), Err(CountError::DoesNotAddUp.into()), "change {i}");
    }
}

#[test]
fn nothing_overflows_at_the_limits() {
    let most = i64::try_from(MAX_UNITS).expect("small");
    let all = AreaSum::MAX;
    assert_eq!(most * AreaCm2::MAX, all);
    let outcome = owners::decide(
        &Manifest::owners(OwnersMatter::UseOfCommonParts),
        sums((most, all), (most / 4 * 3, all / 4 * 3), (most / 4, all / 4), (0, 0)),
    )
    .expect("decided");
    assert!(outcome.findings[0].passed);
    assert_eq!(outcome.findings[0].agreement.area.left, 3 * all);
    assert_eq!(outcome.findings[0].agreement.area.permille(), 750);
    let roll: Vec<_> = (0..MAX_UNITS as u128).map(|number| (number, AreaCm2::MAX)).collect();
    let roll = electorate(&roll);
    let ballots: Vec<_> = (0..MAX_UNITS as u128).map(|number| valid(number, &[Agree])).collect();
    let outcome =
        owners::count(&Manifest::owners(OwnersMatter::Rebuild), &roll, &ballots, &[]).expect("counted");
    assert_eq!(outcome.participating, weight(most, all));
    let beyond = (0..=MAX_UNITS as u128).map(|number| (head(number), Weight::one_ballot(true, AreaSum::ONE)));
    assert_eq!(Electorate::new(beyond), Err(CountError::TooLarge));
}

/// `参与 人数 127 ÷ 157 = 80.8% ≥ 2/3 ✓ (381 ≥ 314)`, as a page would write it.
fn written(columns: &Columns) -> String {
    let mut lines = String::new();
    for Inequality { purpose, measure, part, whole, threshold, left, op, right, holds } in
        [columns.heads, columns.area]
    {
        let Threshold::Share { fraction, .. } = threshold else { continue };
        let permille = if measure == Measure::Heads { columns.heads } else { columns.area }.permille();
        let purpose = if purpose == Purpose::Participation { "参与" } else { "同意" };
        let measure = if measure == Measure::Heads { "人数" } else { "面积" };
        let op = if op == Comparison::AtLeast { '≥' } else { '>' };
        let mark = if holds { '✓' } else { '✗' };
        let (percent, tenth) = (permille / 10, permille % 10);
        writeln!(
            lines,
            "{purpose} {measure} {part} ÷ {whole} = {percent}.{tenth}% \
             {op} {fraction} {mark} ({left} {op} {right})"
        )
        .expect("a String takes everything");
    }
    lines
}

/// Heads from units, ballots, sums, outcome: a husband's two flats, one with his wife, a shop, the
/// developer's three, a flat of an unknown owner and a parking space whose owner has nothing else.
#[test]
fn one_vote_from_units_to_the_last_line() {
    let owned = |set| Tenure::Delivered { owners: Some(OwnerSetId(Uuid::from_u128(set))) };
    let developer = PersonId(Uuid::from_u128(9));
    let unit = |number, text, tenure| Unit {
        id: UnitId(Uuid::from_u128(number)),
        area: AreaCm2::parse_m2(text).expect("an area"),
        counts_area: true,
        counts_head: true,
        tenure,
    };
    let parking = unit(9, "12.50", owned(5));
    let list = heads::form(&[
        unit(1, "89.52", owned(1)),
        unit(2, "141.88", owned(1)),
        unit(3, "88.00", owned(2)),
        unit(4, "45.60", owned(3)),
        unit(5, "100.00", Tenure::Unsold { developer }),
        unit(6, "100.00", Tenure::Unsold { developer }),
        unit(7, "100.00", Tenure::SoldUndelivered { developer }),
        unit(8, "76.30", Tenure::Delivered { owners: None }),
        Unit { counts_head: false, ..parking },
    ])
    .expect("a list");
    let roll = list
        .identify(|key| match key {
            HeadKey::Owners(set) => HeadId(set.0),
            HeadKey::Developer(person) => HeadId(person.0),
            HeadKey::UnknownOwner(unit) => HeadId(unit.0),
        })
        .expect("an electorate");
    let ballots = [
        valid(1, &[Agree]),
        valid(2, &[Agree]),
        invalid(3, InvalidReason::Unsigned),
        valid(5, &[Abstain]),
        valid(9, &[Agree]),
        valid(8, &[Oppose]),
    ];
    let outcome = owners::count(&Manifest::owners(OwnersMatter::UseOfCommonParts), &roll, &ballots, &[])
        .expect("counted");
    assert_eq!(outcome.verify(), Ok(()));
    let text =
        outcome.participation.iter().chain([&outcome.findings[0].agreement]).map(written).collect::<String>();
    insta::assert_snapshot!(text, @r"
    参与 人数 4 ÷ 5 = 80.0% ≥ 2/3 ✓ (12 ≥ 10)
    参与 面积 7082000 ÷ 7538000 = 93.9% ≥ 2/3 ✓ (21246000 ≥ 15076000)
    同意 人数 3 ÷ 4 = 75.0% ≥ 3/4 ✓ (12 ≥ 12)
    同意 面积 6194000 ÷ 7082000 = 87.4% ≥ 3/4 ✓ (24776000 ≥ 21246000)
    ");
    // The file as it is published, set out for reading.
    let file: serde_json::Value =
        serde_json::from_str(&canonical::json(&outcome).expect("canonical")).expect("readable");
    insta::assert_snapshot!("charging_shed_outcome", serde_json::to_string_pretty(&file).expect("readable"));
}

/// 20 agree, 3 oppose, 6 abstain; then nobody abstains; then 5 oppose.
#[test]
fn the_area_of_a_few_is_told_together_with_the_other_answers_and_decides_the_same() {
    let (x, agree) = ((40, 4_000), (20, 2_000));
    for (oppose, abstain, together) in
        [((3, 301), (6, 600), 901), ((3, 301), (0, 0), 0), ((5, 500), (6, 600), 0), ((0, 0), (1, 100), 0)]
    {
        let exact = sums(x, agree, oppose, abstain);
        let told =
            Sums { questions: exact.questions.iter().map(|tally| tally.told()).collect(), ..exact.clone() };
        let tally = told.questions[0];
        assert_eq!(tally.together.get(), together);
        assert_eq!((tally.oppose.heads.get(), tally.abstain.heads.get()), (oppose.0, abstain.0));
        assert_eq!((tally.total(), tally.told()), (exact.questions[0].total(), tally));
        let rule = Manifest::owners(OwnersMatter::PropertyService);
        let [first, second] = [&exact, &told].map(|sums| owners::decide(&rule, sums.clone()).expect("sums"));
        assert_eq!((first.findings, first.participation), (second.findings.clone(), second.participation));
        assert_eq!(second.verify(), Ok(()));
        // Whom the silent follow cannot be told from it.
        let silent = Sums { silent: Some(Weight::ZERO), ..told };
        if together > 0 {
            let rule = rule.clone().with_silence(clause()).expect("lawful");
            assert_eq!(owners::decide(&rule, silent).err(), Some(CountError::SilenceMismatch));
        }
    }
}
