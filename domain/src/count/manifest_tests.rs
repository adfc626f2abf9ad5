//! Which rules are refused, and that no two rules share a hash.

use std::collections::BTreeSet;

use super::ballot::OptionNo;
use super::canonical;
use super::inequality::{Fraction, Threshold};
use super::manifest::{
    Agreement, Base, Clause, HeadsClause, Kind, Manifest, ManifestError, Method, Participation, Ranking, Rule,
};
use super::weight::{AreaSum, BallotCount, HeadCount, Weight};
use crate::time::LocalDay;
use crate::votes::OwnersMatter;
use crate::words::{Label, Reason};

fn label(text: &str) -> Label {
    Label::parse(text).expect("a label")
}

fn clause() -> Clause {
    Clause {
        document: label("《春和苑业主大会议事规则》第十二条"),
        adopted_on: LocalDay(19_000),
        text: Reason::parse("送达后未参与表决的，其投票权数计入已表决的多数票。").expect("a text"),
    }
}

fn quorum(threshold: Threshold) -> Participation {
    Participation { threshold, source: label("居民公约第八条") }
}

fn agreement(threshold: Threshold, base: Base) -> Agreement {
    Agreement { threshold, base, source: label("居民公约第九条") }
}

fn voters(number: i64) -> Threshold {
    Threshold::Voters { at_least: HeadCount::new(number).expect("small") }
}

fn owners(matter: OwnersMatter, change: impl FnOnce(&mut Rule)) -> Rule {
    let mut rule = Rule::from(Manifest::owners(matter));
    change(&mut rule);
    rule
}

fn consultative(method: Method, agreement: Option<Agreement>) -> Rule {
    Rule {
        kind: Kind::Consultative,
        method,
        participation: None,
        agreement,
        ..owners(OwnersMatter::Covenant, |_| ())
    }
}

fn silence(rule: &mut Rule) {
    if let Kind::Statutory { silence, .. } = &mut rule.kind {
        *silence = Some(clause());
    }
}

const HALF: Threshold = Threshold::more_than(Fraction::HALF);
const ELECTION: Method =
    Method::OwnersElection { candidates: 9, seats: 7, alternates: 2, ranking: Ranking::HeadsThenArea };

#[test]
fn the_presets_are_lawful_and_ask_what_the_law_asks() {
    for &matter in OwnersMatter::ALL {
        let manifest = Manifest::owners(matter);
        assert_eq!(manifest.rule().check(), Ok(()), "{matter:?}");
        let agreement = manifest.rule().agreement.as_ref().expect("a bar");
        let expected = match matter {
            OwnersMatter::HomeToBusiness => (Threshold::at_least(Fraction::WHOLE), Base::Electorate),
            OwnersMatter::RaiseMaintenanceFund | OwnersMatter::Rebuild | OwnersMatter::UseOfCommonParts => {
                (Threshold::at_least(Fraction::THREE_QUARTERS), Base::Participants)
            }
            _ => (HALF, Base::Participants),
        };
        assert_eq!((agreement.threshold, agreement.base), expected, "{matter:?}");
    }
}

#[test]
fn rules_that_are_refused() {
    use ManifestError as E;
    let weak = Threshold::at_least(Fraction::HALF);
    let each = |options| Method::EachOptionByItsOwnMajority { options };
    let choose = |options| Method::ChooseOneWithNone { options };
    let participants = |bar| Some(agreement(bar, Base::Participants));
    let cases = [
        (owners(OwnersMatter::Covenant, |r| r.method = choose(3)), Err(E::PluralityInOwnersVote)),
        (owners(OwnersMatter::Covenant, |r| r.method = each(3)), Ok(())),
        (owners(OwnersMatter::Covenant, |r| r.method = each(1)), Err(E::TooFewOptions)),
        (owners(OwnersMatter::Covenant, |r| r.method = each(OptionNo::MAX + 1)), Err(E::TooManyOptions)),
        (owners(OwnersMatter::Covenant, |r| r.method = ELECTION), Err(E::ElectionOfOtherMatter)),
        (owners(OwnersMatter::Committee, |r| r.method = ELECTION), Ok(())),
        (owners(OwnersMatter::HomeToBusiness, |r| r.method = each(2)), Err(E::OptionsUnder279)),
        (owners(OwnersMatter::PropertyService, silence), Ok(())),
        (owners(OwnersMatter::RaiseMaintenanceFund, silence), Err(E::SilenceOnSpecialMatter)),
        (owners(OwnersMatter::Rebuild, silence), Err(E::SilenceOnSpecialMatter)),
        (owners(OwnersMatter::UseOfCommonParts, silence), Err(E::SilenceOnSpecialMatter)),
        (owners(OwnersMatter::HomeToBusiness, silence), Err(E::SilenceOnSpecialMatter)),
        (owners(OwnersMatter::Covenant, |r| r.participation = None), Err(E::ParticipationBelowLaw)),
        (
            owners(OwnersMatter::Covenant, |r| r.participation = Some(quorum(HALF))),
            Err(E::ParticipationBelowLaw),
        ),
        (
            owners(OwnersMatter::Covenant, |r| r.participation = Some(quorum(voters(9)))),
            Err(E::ParticipationBelowLaw),
        ),
        (
            owners(OwnersMatter::HomeToBusiness, |r| r.participation = Some(quorum(voters(9)))),
            Err(E::NumberForShare),
        ),
        (
            owners(OwnersMatter::HomeToBusiness, |r| {
                r.agreement = participants(Threshold::at_least(Fraction::WHOLE));
            }),
            Err(E::AgreementBelowLaw),
        ),
        (owners(OwnersMatter::Covenant, |r| r.agreement = None), Err(E::AgreementBelowLaw)),
        (owners(OwnersMatter::Covenant, |r| r.agreement = participants(weak)), Err(E::AgreementBelowLaw)),
        (owners(OwnersMatter::Rebuild, |r| r.agreement = participants(HALF)), Err(E::AgreementBelowLaw)),
        (
            owners(OwnersMatter::Covenant, |r| {
                r.agreement = participants(Threshold::at_least(Fraction::WHOLE));
            }),
            Ok(()),
        ),
        (
            owners(OwnersMatter::Covenant, |r| r.agreement = Some(agreement(HALF, Base::ForAndAgainst))),
            Err(E::AgreementBelowLaw),
        ),
        (owners(OwnersMatter::Covenant, |r| r.agreement = Some(agreement(HALF, Base::Electorate))), Ok(())),
        (
            owners(OwnersMatter::Covenant, |r| {
                r.agreement = participants(Threshold::more_than(Fraction::WHOLE));
            }),
            Err(E::Unreachable),
        ),
        (consultative(Method::YesNo, participants(weak)), Ok(())),
        (consultative(Method::YesNo, None), Err(E::NoAgreement)),
        (consultative(Method::YesNo, participants(voters(3))), Err(E::NumberForShare)),
        (consultative(Method::YesNo, participants(voters(0))), Err(E::Unreachable)),
        (consultative(choose(2), None), Ok(())),
        (consultative(choose(1), None), Err(E::TooFewOptions)),
        (
            consultative(choose(2), Some(agreement(HALF, Base::ForAndAgainst))),
            Err(E::BaseWithoutForAndAgainst),
        ),
        (consultative(each(2), participants(HALF)), Err(E::OwnersMethodInConsultation)),
        (consultative(ELECTION, participants(HALF)), Err(E::OwnersMethodInConsultation)),
    ];
    for (rule, expected) in cases {
        assert_eq!(rule.check(), expected, "{rule:?}");
        let read_back = serde_json::to_string(&rule).and_then(|text| serde_json::from_str::<Manifest>(&text));
        assert_eq!(read_back.is_ok(), expected.is_ok(), "a file is checked as it is read: {rule:?}");
    }
    assert_eq!(Manifest::owners_election(3, 0, 0), Err(E::NoSeats));
    assert_eq!(Manifest::owners_election(0, 3, 0), Err(E::TooFewOptions));
    assert!(Manifest::owners(OwnersMatter::Covenant).with_heads_by(clause()).is_ok());
}

#[test]
fn electorates_that_are_refused() {
    let weight = |heads, area| Weight {
        ballots: BallotCount::new(9).expect("small"),
        heads: HeadCount::new(heads).expect("small"),
        area: AreaSum::new(area).expect("small"),
    };
    let owners = Manifest::owners(OwnersMatter::Covenant);
    let poll = Manifest::consultative_yes_no(Some(quorum(voters(5))), agreement(HALF, Base::Participants))
        .expect("lawful");
    let cases = [
        (&owners, weight(0, 9), Err(ManifestError::EmptyElectorate)),
        (&owners, weight(9, 0), Err(ManifestError::EmptyElectorate)),
        (&owners, weight(1, 1), Ok(())),
        (&poll, weight(0, 0), Err(ManifestError::EmptyElectorate)),
        (&poll, weight(4, 0), Err(ManifestError::QuorumAboveElectorate)),
        (&poll, weight(5, 0), Ok(())),
    ];
    for (manifest, electorate, expected) in cases {
        assert_eq!(manifest.admits(electorate), expected, "{electorate:?}");
    }
}

/// Each differs from another in one field only.
fn lawful_rules() -> Vec<Rule> {
    let by = |change: &dyn Fn(&mut Clause)| {
        let mut clause = clause();
        change(&mut clause);
        clause
    };
    let clauses = [
        clause(),
        by(&|c| c.adopted_on = LocalDay(19_001)),
        by(&|c| c.document = label("《春和苑管理规约》第三条")),
        by(&|c| c.text = Reason::parse("一户一票。").expect("a text")),
    ];
    let mut rules: Vec<Rule> = OwnersMatter::ALL.iter().map(|matter| owners(*matter, |_| ())).collect();
    for clause in clauses {
        rules.push(owners(OwnersMatter::Covenant, |r| {
            r.kind = Kind::Statutory {
                matter: OwnersMatter::Covenant,
                heads: HeadsClause::Local(clause.clone()),
                silence: None,
            };
        }));
        rules.push(owners(OwnersMatter::Covenant, |r| {
            r.kind = Kind::Statutory {
                matter: OwnersMatter::Covenant,
                heads: HeadsClause::Interpretation9,
                silence: Some(clause),
            };
        }));
    }
    let election = |candidates, seats, alternates, ranking| {
        owners(OwnersMatter::Committee, |r| {
            r.method = Method::OwnersElection { candidates, seats, alternates, ranking };
        })
    };
    rules.extend([
        election(9, 7, 2, Ranking::HeadsThenArea),
        election(8, 7, 2, Ranking::HeadsThenArea),
        election(9, 5, 2, Ranking::HeadsThenArea),
        election(9, 7, 1, Ranking::HeadsThenArea),
        election(9, 7, 2, Ranking::AreaThenHeads),
        owners(OwnersMatter::Covenant, |r| r.method = Method::EachOptionByItsOwnMajority { options: 2 }),
        owners(OwnersMatter::Covenant, |r| r.method = Method::EachOptionByItsOwnMajority { options: 3 }),
    ]);
    let three_quarters = Threshold::at_least(Fraction::THREE_QUARTERS);
    let bars = [HALF, Threshold::at_least(Fraction::HALF), three_quarters];
    for bar in bars {
        for base in [Base::Participants, Base::ForAndAgainst, Base::Electorate] {
            rules.push(consultative(Method::YesNo, Some(agreement(bar, base))));
        }
    }
    let bar = || Some(agreement(HALF, Base::Participants));
    for threshold in [HALF, Threshold::at_least(Fraction::HALF), three_quarters, voters(20), voters(21)] {
        rules.push(Rule { participation: Some(quorum(threshold)), ..consultative(Method::YesNo, bar()) });
    }
    let sourced = Some(Participation { source: label("居民会议决议"), ..quorum(HALF) });
    rules.push(Rule { participation: sourced, ..consultative(Method::YesNo, bar()) });
    let sourced = Agreement { source: label("居民会议决议"), ..agreement(HALF, Base::Participants) };
    rules.push(consultative(Method::YesNo, Some(sourced)));
    rules.push(consultative(Method::ChooseOneWithNone { options: 2 }, None));
    rules.push(consultative(Method::ChooseOneWithNone { options: 3 }, None));
    rules.push(consultative(Method::ChooseOneWithNone { options: 3 }, bar()));
    rules
}

#[test]
fn rules_that_differ_in_any_field_differ_in_hash() {
    let rules = lawful_rules();
    let count = rules.len();
    let hashes: BTreeSet<_> =
        rules.into_iter().map(|rule| Manifest::try_from(rule).expect("lawful").hash()).collect();
    assert_eq!(hashes.len(), count);
}

#[test]
fn a_manifest_is_read_as_it_was_written() {
    for rule in lawful_rules() {
        let manifest = Manifest::try_from(rule).expect("lawful");
        let text = canonical::json(&manifest).expect("canonical");
        assert_eq!(serde_json::from_str::<Manifest>(&text).expect("readable"), manifest);
        let with_more = text.replacen('{', r#"{"note":"","#, 1);
        assert!(serde_json::from_str::<Manifest>(&with_more).is_err(), "unknown fields are refused");
    }
}

#[test]
fn the_manifest_of_a_charging_shed() {
    let text = canonical::json(&Manifest::owners(OwnersMatter::UseOfCommonParts)).expect("canonical");
    let expected = concat!(
        r#"{"agreement":{"base":"participants","source":"《中华人民共和国民法典》第二百七十八条第二款","#,
        r#""threshold":{"share":{"comparison":">=","fraction":"3/4"}}},"format":"yishi-rule/1","#,
        r#""kind":{"statutory":{"heads":"interpretation9","matter":"278(8)","silence":null}},"#,
        r#""method":"yes_no","#,
        r#""participation":{"source":"《中华人民共和国民法典》第二百七十八条第二款","#,
        r#""threshold":{"share":{"comparison":">=","fraction":"2/3"}}}}"#,
    );
    assert_eq!(text, expected);
}
