use proptest::prelude::*;

use super::*;
use crate::count::budget::election::{Form, Group, Money, Project, ProjectId};
use crate::count::formats::{MAX_OPTIONS, Place};

const SMALL: &str = "META\nkey;value\nbudget;1000\nvote_type;approval\nnum_votes;3\n\
                     PROJECTS\nproject_id;cost;votes\na;600;2\nb;400;2\n\
                     VOTES\nvoter_id;vote\n1;a\n2;b,a\n3;b\n";

fn election(text: &str) -> Election {
    read(text.as_bytes()).map(|reading| reading.election).unwrap_or_else(|fault| panic!("{fault} in\n{text}"))
}

/// The first fault as `line:column code shown`.
fn fault(text: &str) -> String {
    let fault = read(text.as_bytes()).expect_err(text);
    format!("{} {} {}", fault.place, fault.code.code(), fault.shown)
}

/// Every warning as `line:column code shown`.
fn warnings(text: &str) -> Vec<String> {
    let warnings = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault} in\n{text}")).warnings;
    warnings.listed().iter().map(|w| format!("{} {} {}", w.place, w.code.code(), w.shown)).collect()
}

/// `SMALL` with one thing changed.
fn with(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replacen(from, to, 1)
}

fn group(choices: &[Mark], count: u64) -> Group {
    Group { choices: choices.into(), count }
}

#[test]
fn a_small_file() {
    let election = election(SMALL);
    assert_eq!((election.budget, election.scale, election.form), (Money(1000), 0, Form::Approval));
    assert_eq!(election.projects[0].id, ProjectId::new("a"));
    assert_eq!((election.projects[0].cost, election.projects[0].votes), (Some(Money(600)), Some(2)));
    assert_eq!(election.groups, [group(&[(0, 1)], 1), group(&[(0, 1), (1, 1)], 1), group(&[(1, 1)], 1)]);
    assert!(warnings(SMALL).is_empty());
}

#[test]
fn the_format_pages_own_example_has_blanks_and_other_columns_first() {
    let election = election(
        "META\nkey; value\ncountry; Poland\nbudget; 2500\nrule; greedy\nvote_type; approval\n\
         PROJECTS\nproject_id; category; cost\n1; culture, education; 600\n2; sport; 800\n\
         VOTES\nvoter_id; age; sex; vote\n1; 34; f; 1,2\n2; 51; m; 2\n",
    );
    assert_eq!(election.meta.get("country"), Some("Poland"));
    assert_eq!(
        (&*election.columns, &*election.projects[0].more),
        (&["category".to_owned()][..], "culture, education")
    );
    assert_eq!(election.groups, [group(&[(0, 1), (1, 1)], 1), group(&[(1, 1)], 1)]);
}

#[test]
fn line_ends_order_of_columns_and_of_ballots_change_nothing() {
    let one = election(SMALL);
    assert_eq!(election(&SMALL.replace('\n', "\r\n")), one);
    assert_eq!(election(&format!("\u{feff}{}", SMALL.trim_end())), one);
    let ballots = "voter_id;vote\n1;a\n2;b,a\n3;b\n";
    assert_eq!(election(&with(ballots, "age;vote;voter_id\n;b;3\n7;a;1\n;a,b;2\n")), one);
}

#[test]
fn amounts_are_exact_and_share_a_scale() {
    let read = election(&with("a;600", "a;600.50"));
    assert_eq!((read.scale, read.budget, read.projects[0].cost), (1, Money(10_000), Some(Money(6005))));
    let read = election(&with("budget;1000", "budget;1000.00").replace("b;400", "b;399.99"));
    assert_eq!((read.scale, read.budget, read.projects[1].cost), (2, Money(100_000), Some(Money(39_999))));
    let comma = with("b;400", "b;399,99");
    assert_eq!(election(&comma).projects, read.projects);
    assert_eq!(warnings(&comma), ["9:3 decimal_comma 399,99"]);
    let huge = with("a;600", "a;9223372036854775807");
    assert_eq!(election(&huge).projects[0].cost, Some(Money(i64::MAX)));
    assert_eq!(fault(&huge.replace("b;400", "b;0.5")), "9:3 amount_too_large 0.5");
}

#[test]
fn two_columns_that_nobody_reads_may_be_called_alike() {
    let text = with("cost;votes", "cost;votes;note;note").replace("a;600;2", "a;600;2;x;y");
    let election = election(&text);
    assert_eq!((election.columns.len(), &*election.projects[0].more), (2, "x;y"));
}

#[test]
fn a_withdrawn_project_has_no_cost() {
    let election = election(&with("a;600", "a;999999999").replace("b;400", "b;0.25"));
    assert_eq!(election.projects.iter().map(|p| p.cost).collect::<Vec<_>>(), [None, Some(Money(25))]);
}

#[test]
fn a_withdrawn_project_behind_a_fine_amount_was_too_large() {
    let election = election(&with("b;400", "b;999999999").replace("a;600", "a;0.00000000001"));
    assert_eq!((election.scale, election.projects[1].cost), (11, None));
}

#[test]
fn a_threshold_that_stands_twice_was_taken_from_the_first() {
    let twice = with("budget;", "min_project_score_threshold;2\nmin_project_score_threshold;1\nbudget;");
    let fault = read(twice.as_bytes()).map(|_| ()).expect_err("two thresholds");
    assert_eq!(fault.code, FaultCode::KeyTwice);
}

#[test]
fn points_stand_beside_projects_and_ranks_keep_their_order() {
    let points = with("approval", "cumulative")
        .replace("voter_id;vote\n1;a\n2;b,a\n3;b", "voter_id;vote;points\n1;b,a;3,2\n2;;\n3;a,b;2,3");
    assert_eq!(election(&points).groups, [group(&[], 1), group(&[(0, 2), (1, 3)], 2)]);
    let ranks = with("approval", "ordinal");
    assert_eq!(election(&ranks).groups[1], group(&[(1, 1)], 1));
    assert_eq!(election(&ranks).groups[2], group(&[(1, 1), (0, 1)], 1));
}

#[test]
fn every_fault_says_where_and_why() {
    let points = with("approval", "scoring").replace("voter_id;vote\n", "voter_id;points;vote\n");
    let of_points = |row: &str| points.replace("1;a\n2;b,a\n3;b\n", row);
    for (text, expected) in [
        (String::new(), "1:1 section_misplaced META"),
        ("a;b\n".to_owned(), "1:1 before_sections a"),
        ("META\nkey;value\nbudget;1\n".to_owned(), "4:1 section_misplaced PROJECTS"),
        (with("PROJECTS\n", "VOTES\n"), "6:1 section_misplaced VOTES"),
        (format!("{SMALL}PROJECTS\n"), "15:1 section_misplaced PROJECTS"),
        (with("budget;1000\n", ""), "5:1 key_missing budget"),
        (with("vote_type;approval\n", ""), "5:1 key_missing vote_type"),
        (with("num_votes;3", "budget;2000"), "5:1 key_twice budget"),
        (with("approval", "yes"), "4:11 form_unknown yes"),
        (with("budget;1000", "budget;1,000"), "3:8 amount_invalid 1,000"),
        (with("budget;1000", "budget;-1"), "3:8 amount_invalid -1"),
        (with("a;600", "a;6OO"), "8:3 amount_invalid 6OO"),
        (with("a;600;2", "a"), "8:2 amount_invalid "),
        (with("a;600", ";600"), "8:1 id_missing "),
        (with("b;400", "a;400"), "9:1 project_twice a"),
        (with("project_id;cost", "project;cost"), "7:1 column_missing PROJECTS: project_id"),
        (with("project_id;cost", "project_id;cost;Cost"), "7:17 column_twice Cost"),
        (with("voter_id;vote", "voter_id;votes"), "11:1 column_missing VOTES: vote"),
        (with("2;b,a", "2;b,业主"), "13:5 option_unknown 业主"),
        (with("2;b,a", "2;\"b,c\""), "13:3 option_unknown c"),
        (with("approval", "ordinal").replace("2;b,a", "2;b,a,b"), "13:7 option_twice b"),
        (with("approval", "cumulative"), "11:1 column_missing VOTES: points"),
        (of_points("1;2;a,b\n"), "12:7 points_missing b"),
        (of_points("1;2,3,4;a,b\n"), "12:7 points_missing 4"),
        (of_points("1;2,-3;a,b\n"), "12:5 points_invalid -3"),
        (of_points("1;2,half;a,b\n"), "12:5 points_invalid half"),
        (of_points("1;2,3;a,a\n"), "12:9 option_twice a"),
        (with("2;b,a", "2;\"b,a"), "13:3 quote_not_closed b,a�3;b�"),
    ] {
        assert_eq!(fault(&text), expected, "{text}");
    }
    let many: String = (0..=MAX_OPTIONS).map(|id| format!("{id};1\n")).collect();
    assert!(fault(&with("a;600;2\nb;400;2\n", &many)).ends_with("too_many_options "));
}

#[test]
fn what_is_odd_is_counted_and_told() {
    for (text, expected) in [
        (with("num_votes;3", "num_votes;4"), "5:11 ballots_differ 4 ≠ 3"),
        (with("num_votes;3", "num_projects;7"), "5:14 options_differ 7 ≠ 2"),
        (with("num_votes;3", "num_votes;some"), "5:11 number_invalid some"),
        (with("num_votes;3", "budget;1000"), "5:1 key_twice budget"),
        (with("key;value\n", ""), "2:1 header_missing budget"),
        (with("a;600;2", "a;600;3"), "8:1 votes_differ a: 3 ≠ 2"),
        (with("a;600;2", "a;600;2;x"), "8:9 cells_left_over x"),
        (with("a;600;2", "a;600"), "8:6 cells_missing "),
        (with("PROJECTS\n", "\nPROJECTS\n"), "6:1 line_empty "),
        (with("3;b", "2;b"), "14:1 voter_twice 2"),
        (with("3;b", ";b"), "14:1 voter_missing "),
        (with("3;b", "3;b,b"), "14:5 option_twice b"),
        (with("3;b", "3;b,"), "14:5 item_empty "),
        (with("num_votes;3", "min_length;2").replace("1;a\n3;b\n", ""), "12:3 ballot_too_short a"),
        (with("num_votes;3", "max_length;1"), "13:3 ballot_too_long b,a"),
        (with("num_votes;3", "max_sum_cost;999"), "13:3 ballot_cost b,a"),
        (with("approval", "choose-1"), "13:3 ballot_too_long b,a"),
    ] {
        assert_eq!(warnings(&text).first().map(String::as_str), Some(expected), "{text}");
    }
    let points = with("approval", "cumulative").replace("num_votes;3", "max_points;2\nmax_sum_points;3");
    let points =
        points.replace("voter_id;vote\n1;a\n2;b,a\n3;b\n", "voter_id;vote;points\n1;a,b;3,1\n2;a;1\n3;b;1\n");
    assert_eq!(warnings(&points), ["13:7 points_outside 3,1", "13:7 points_sum_outside 3,1"]);
}

#[test]
fn one_kind_of_warning_does_not_fill_the_memory() {
    let rows = ";b\n".repeat(10_000);
    let warnings = read(with("3;b\n", &rows).as_bytes()).expect("odd, but readable").warnings;
    assert!(warnings.listed().len() < 10);
    assert_eq!(warnings.by_code().get(&WarningCode::VoterMissing), Some(&10_000));
}

#[test]
fn a_voters_ballot_can_be_found_again() {
    let mut voters = Vec::new();
    let reading =
        read_voters(SMALL.as_bytes(), |voter, marks| voters.push((voter.to_owned(), marks.to_vec())));
    assert!(reading.is_ok());
    assert_eq!(voters[1], ("2".to_owned(), vec![(0, 1), (1, 1)]));
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    let mut bytes = SMALL.as_bytes().to_vec();
    let at = SMALL.find("2;b,a").expect("it is there") + 2;
    bytes[at] = 0xff;
    let fault = read(&*bytes).expect_err("no UTF-8");
    assert_eq!((fault.place, fault.code), (Place { line: 13, column: 3 }, FaultCode::NotUtf8));
}

fn text() -> impl Strategy<Value = String> {
    "[a-z业;\",\n ]{0,6}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn any_project(id: String)(
        cost in prop_oneof![9 => (0_i64..1_000_000).prop_map(Some), 1 => Just(None)],
        name in prop::option::of(text().prop_filter("an empty name is none", |name| !name.is_empty())),
        votes in prop::option::of(0_u64..100),
        score in prop::option::of(-5_i64..100),
        selected in prop::option::of(0_u8..3),
        more in text(),
    ) -> Project {
        let more = crate::count::formats::records::escaped(&more).into();
        Project { name, votes, score, selected, more, ..Project::new(&id, cost.map(Money)) }
    }
}

fn any_election() -> impl Strategy<Value = Election> {
    let projects = prop::sample::subsequence(vec!["1", "2-A", "x y", "业", "votes"], 1..=5);
    let projects = projects
        .prop_flat_map(|ids| ids.into_iter().map(|id| any_project(id.to_owned())).collect::<Vec<_>>());
    let mark = (any::<prop::sample::Index>(), 0_u64..9);
    let ballots = prop::collection::vec(prop::collection::vec(mark, 0..5), 0..12);
    (projects, prop::sample::select(&Form::ALL[..]), 0_u32..3, 0_i64..1_000_000, ballots).prop_map(
        |(projects, form, scale, budget, ballots)| {
            let number = projects.len();
            let ballots = ballots.into_iter().map(|ballot| {
                let mut marks: Vec<Mark> = Vec::new();
                for (index, points) in ballot {
                    let place = u32::try_from(index.index(number)).expect("few");
                    if marks.iter().all(|mark| mark.0 != place) {
                        marks.push((place, if form.has_points() { points } else { 1 }));
                    }
                }
                marks
            });
            let mut election = Election::new(scale, Money(budget), form, projects, ballots);
            election.columns = vec!["category".to_owned()];
            election
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_as_it_was(election in any_election()) {
        let mut file = Vec::new();
        write(&election, &mut file).expect("memory takes everything");
        let again = read(&*file).map_err(|fault| TestCaseError::fail(format!("{fault}")))?.election;
        // Amounts of whole yuan are read as whole yuan.
        prop_assert!(again.scale <= election.scale);
        let again = again.at_scale(election.scale).expect("as large as before");
        prop_assert_eq!(&again.projects, &election.projects);
        prop_assert_eq!(&again.groups, &election.groups);
        prop_assert_eq!((again.budget, again.form), (election.budget, election.form));
        prop_assert_eq!(&again.columns, &election.columns);
        let mut twice = Vec::new();
        write(&again, &mut twice).expect("memory takes everything");
        prop_assert_eq!(twice, file);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&*bytes);
    }

    #[test]
    fn no_change_of_a_good_file_makes_the_reader_panic(at in 0..SMALL.len(), to in any::<u8>(), cut in 0..SMALL.len()) {
        let mut bytes = SMALL.as_bytes().to_vec();
        bytes[at] = to;
        let _ = read(&*bytes);
        let _ = read(&bytes[..cut]);
    }
}
