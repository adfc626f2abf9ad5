//! The forms of ballots, drawn and read back: whatever is recorded, its page says the same again.

use app::form::{Form as Sheet, MarksFault};
use app::pages::practice::Exercise;
use app::pages::votes::form::{fields, questions};
use app::shell::{Assets, Context, Cx, Page, document};
use app::text::Locale;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::budget::election::Form as BudgetForm;
use domain::count::budget::manifest::BudgetManifest;
use domain::count::choice::{ChoiceMethod, ChoiceRule};
use domain::count::consultative::Pick;
use domain::count::manifest::Manifest;
use domain::count::named::{self, ChoiceName};
use domain::count::profile::Weighing;
use domain::count::profile::form::{EqualRanks, Spending, Unscored};
use domain::count::record::Rule;
use domain::id::FormKey;
use domain::measure::Fen;
use domain::time::Timestamp;
use domain::votes::form::{Form, Medium, Misfit};
use domain::votes::question::{Opt, Purse, Question};
use domain::votes::{Marks, OwnersMatter};
use domain::words::{Label, Title};
use proptest::prelude::*;
use scraper::{Html, Selector};
use server::ballots::{is_touched, read};
use server::forms::Posted;
use service::sessions::Reader;

const PREFIX: &str = "head-0190a5f4-0000-7000-8000-000000000001";
const OPTIONS: u16 = 5;

fn key() -> FormKey {
    "00000000-0000-7000-8000-000000000001".parse().expect("a key")
}

fn page() -> Cx {
    Cx::new(Context {
        locale: Locale::ZhCn,
        reader: Reader::visitor(),
        has_session: false,
        community: None,
        notice: None,
        now: Timestamp(0),
        elder: false,
        here: "/".to_owned(),
        origin: "https://example.org".to_owned(),
        insecure: false,
        assets: Assets::default(),
    })
}

fn question(rule: Rule, options: u16, purse: Option<Purse>) -> Question {
    let opt = |number: u16| Opt {
        label: Label::parse(&format!("方案<{number}>\"&")).expect("a label"),
        proposal: None,
        revision: None,
        cost: purse.and(Fen::new(i64::from(number) * 10_050).ok()),
    };
    let text = Some(Title::parse("先做哪个？").expect("a title"));
    Question { text, options: (1..=options).map(opt).collect(), purse, rule }
}

fn choice(name: ChoiceName, change: impl FnOnce(&mut ChoiceMethod)) -> Question {
    let asked = named::Question { options: OPTIONS, seats: 1, most: 10, weights: Weighing::Heads, lot: None };
    let mut rule: ChoiceRule = name.rule(&asked);
    change(&mut rule.method);
    question(Rule::Choice(Box::new(rule)), OPTIONS, None)
}

fn budget(form: BudgetForm) -> Question {
    let points = if form.has_points() { 12 } else { 0 };
    let purse = Purse { budget: Fen::new(50_000).expect("money"), form, points };
    let rule = BudgetManifest::greedy(form, 5).expect("a rule");
    question(Rule::Budget(Box::new(rule)), OPTIONS, Some(purse))
}

/// One question of every form, with every condition that a form may set.
fn every_question() -> Vec<Question> {
    let vote = |rule: Manifest, options| question(Rule::Vote(Box::new(rule)), options, None);
    let lines = Manifest::owners_options(OwnersMatter::OtherMajor, OPTIONS).expect("a rule");
    let pick = Manifest::consultative_choice(OPTIONS, None, None).expect("a rule");
    let mut all: Vec<Question> = Exercise::ALL.map(|it| it.question(Locale::ZhCn.text())).into();
    all.extend(BudgetForm::ALL.into_iter().map(budget));
    all.extend([
        vote(Manifest::owners(OwnersMatter::PropertyService), 0),
        vote(lines, OPTIONS),
        vote(pick, OPTIONS),
        choice(ChoiceName::Approval, |method| {
            if let ChoiceMethod::Approval(rule) = method {
                (rule.ballots.least, rule.ballots.most) = (2, 3);
            }
        }),
        choice(ChoiceName::Score, |method| {
            if let ChoiceMethod::Score(rule) = method {
                rule.ballots.unscored = Unscored::Invalid;
            }
        }),
        choice(ChoiceName::Points, |method| {
            if let ChoiceMethod::Points(rule) = method {
                rule.ballots.spending = Spending::Exactly;
            }
        }),
        choice(ChoiceName::Schulze, |method| {
            if let ChoiceMethod::Schulze(rule) = method {
                rule.ballots.equal_ranks = EqualRanks::Invalid;
                (rule.ballots.least, rule.ballots.most) = (2, 4);
            }
        }),
        choice(ChoiceName::Borda, |_| {}),
    ]);
    all
}

/// Marks on the form, not all of which fit it, made of numbers from 0 to 12, two for each option.
fn marks(question: &Question, seeds: &[u8]) -> Marks {
    let count = question.options.len();
    let places = (1..).map(OptionNo).zip(seeds.chunks(2)).take(count);
    let number = |seeds: &[u8]| u32::from(seeds.first().copied().unwrap_or_default());
    match question.form() {
        Form::Answers { lines } => Marks::Answers(
            seeds
                .iter()
                .take(lines)
                .map(|seed| match seed % 3 {
                    0 => Choice::Agree,
                    1 => Choice::Oppose,
                    _ => Choice::Abstain,
                })
                .collect(),
        ),
        Form::Pick => {
            let picked = seeds.first().map_or(0, |seed| u16::from(*seed));
            Marks::Pick(if usize::from(picked) > count || picked == 0 {
                Pick::None
            } else {
                Pick::Option(OptionNo(picked))
            })
        }
        Form::Choose { most, .. } => {
            let chosen = places.filter(|(_, seeds)| number(seeds) % 3 == 0).map(|(option, _)| option);
            Marks::Options(chosen.take(most).collect())
        }
        Form::Numbers { .. } => {
            let some = places.filter(|(_, seeds)| seeds.get(1).is_some_and(|seed| seed % 4 > 0));
            Marks::Numbers(some.map(|(option, seeds)| (option, number(seeds))).collect())
        }
        Form::Rank { equal, .. } => {
            let mut tiers = vec![Vec::new(); 13];
            for (option, seeds) in places.filter(|(_, seeds)| seeds.get(1).is_some_and(|it| it % 4 > 0)) {
                let place = if equal { number(seeds) % 3 } else { number(seeds) };
                if let Some(tier) = tiers.get_mut(usize::try_from(place).unwrap_or_default())
                    && (equal || tier.is_empty())
                {
                    tier.push(option);
                }
            }
            Marks::Ranking(tiers)
        }
    }
    .in_order()
}

/// What a browser sends of a page it was given, when nothing is touched.
fn sent(html: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(html);
    let inputs = Selector::parse("input[name]").expect("a selector");
    page.select(&inputs)
        .map(|element| element.value())
        .filter(|input| match input.attr("type") {
            Some("radio" | "checkbox") => input.attr("checked").is_some(),
            _ => true,
        })
        .map(|input| {
            let of = |name| input.attr(name).unwrap_or_default().to_owned();
            (of("name"), of("value"))
        })
        .collect()
}

fn posted(fields: &[(String, String)]) -> Posted {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    Posted::decode(body.finish().as_bytes(), "/x", key())
}

fn drawn(asked: &[Question], form: &Sheet, recorded: Option<&[Marks]>, seed: &str) -> String {
    document(&page(), |cx| Page::new("", questions(cx, form, PREFIX, Medium::Screen, asked, recorded, seed)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_recorded_is_drawn_and_read_back(seeds in prop::collection::vec(0_u8..13, 20), seed in "[a-z]{0,4}") {
        for asked in every_question() {
            let own = marks(&asked, &seeds);
            if asked.fits(Medium::Screen, &own).is_err() {
                continue;
            }
            // Twice on one ballot: each question keeps its own answer.
            let (both, own) = ([asked.clone(), asked], [own.clone(), own]);
            let html = drawn(&both, &Sheet::new(key()), Some(&own), &seed);
            let fields = sent(&html);
            prop_assert_eq!(read(&posted(&fields), PREFIX, Medium::Screen, &both), Ok(own.to_vec()), "{:?}", fields);
            // A form that came back is drawn as it was sent, whatever is recorded.
            let again = drawn(&both, &posted(&fields).into_form(), None, &seed);
            prop_assert_eq!(sent(&again), fields);
        }
    }

    #[test]
    fn whatever_is_sent_is_read_or_refused_beside_its_field(
        values in prop::collection::vec("[0-9０-９]{0,3}|agree|none|blank|-1|1\\.5|[0-9]{30}|\\PC{0,8}", 1..7),
    ) {
        for asked in every_question() {
            let base = format!("{PREFIX}-1");
            let lines = (1..).zip(&values).map(|(place, value)| (format!("{base}-{place}"), value.clone()));
            let whole = values.iter().take(2).map(|value| (base.clone(), value.clone()));
            let fields: Vec<_> = match asked.form() {
                Form::Pick | Form::Choose { .. } => whole.collect(),
                _ => lines.collect(),
            };
            match read(&posted(&fields), PREFIX, Medium::Screen, std::slice::from_ref(&asked)) {
                Ok(marks) => {
                    prop_assert_eq!(asked.fits(Medium::Screen, &marks[0]), Ok(()));
                    prop_assert_eq!(marks[0].clone().in_order(), marks[0].clone());
                }
                Err(errors) => {
                    prop_assert!(!errors.is_empty());
                    let form = posted(&fields).into_form().mismarked(errors.clone());
                    let html = drawn(std::slice::from_ref(&asked), &form, None, "");
                    for error in errors {
                        let place = format!("id=\"{}\"", error.field);
                        prop_assert!(html.contains(&place), "{} in {}", place, html);
                    }
                }
            }
        }
    }
}

fn refused(asked: &Question, fields: &[(&str, &str)]) -> Vec<(String, MarksFault)> {
    let fields: Vec<_> =
        fields.iter().map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned())).collect();
    let errors =
        read(&posted(&fields), PREFIX, Medium::Screen, std::slice::from_ref(asked)).expect_err("refused");
    let short = |field: String| field.strip_prefix(PREFIX).map(str::to_owned).unwrap_or(field);
    errors.into_iter().map(|error| (short(error.field), error.fault)).collect()
}

#[test]
fn each_fault_is_told_where_it_is() {
    use domain::problem::FieldProblem;
    let misfit = |field: &str, why| (field.to_owned(), MarksFault::Misfit(why));
    let other = |field: &str| misfit(field, Misfit::OtherForm);
    let of = |exercise: Exercise| exercise.question(Locale::ZhCn.text());
    let agree = of(Exercise::Agree);
    assert_eq!(refused(&agree, &[]), [misfit("-1-1", Misfit::Unanswered)]);
    assert_eq!(refused(&agree, &[("-1-1", "blank")]), [other("-1-1")]);
    assert_eq!(refused(&agree, &[("-1-1", "agree"), ("-1-1", "oppose")]), [other("-1-1")]);
    assert_eq!(refused(&agree, &[("-1-1", "agree"), ("-1-2", "agree")]), [other("-1")]);
    assert_eq!(refused(&agree, &[("-1-1", "agree"), ("-2-1", "agree")]), [other("-1")]);
    assert_eq!(refused(&agree, &[("", "x"), ("-1-1", "agree")]), [other("-1")]);
    let both = [misfit("-1-1", Misfit::Unanswered), misfit("-1-2", Misfit::Unanswered)];
    assert_eq!(refused(&of(Exercise::Each), &[]), both);
    let pick = of(Exercise::Pick);
    assert_eq!(refused(&pick, &[]), [misfit("-1", Misfit::Unanswered)]);
    for foreign in ["0", "4", "-1", "01", "x", "９９"] {
        assert_eq!(refused(&pick, &[("-1", foreign)]), [other("-1")], "{foreign}");
    }
    assert_eq!(refused(&of(Exercise::One), &[]), [misfit("-1", Misfit::Unanswered)]);
    let approve = of(Exercise::Approve);
    let four = [("-1", "1"), ("-1", "2"), ("-1", "3"), ("-1", "4")];
    assert_eq!(refused(&approve, &four), [misfit("-1", Misfit::TooMany { most: 3 })]);
    assert_eq!(refused(&approve, &[("-1", "1"), ("-1", "1")]), [other("-1")]);
    let points = of(Exercise::Points);
    let huge = "1".to_owned() + &"0".repeat(30);
    let beyond = misfit("-1-2", Misfit::OffTheScale { most: 10 });
    assert_eq!(refused(&points, &[("-1-2", &huge)]), [beyond]);
    let no_number = ("-1-3".to_owned(), MarksFault::Field(FieldProblem::NotANumber));
    for typed in ["四", "-1", "1.5", "1e3", "0x1", "+1"] {
        assert_eq!(refused(&points, &[("-1-3", typed)]), std::slice::from_ref(&no_number), "{typed}");
    }
    let wrong_sum = misfit("-1", Misfit::WrongSum { given: 12, total: 10 });
    assert_eq!(refused(&points, &[("-1-1", "６"), ("-1-2", " 6 ")]), [wrong_sum]);
    let strict = budget(BudgetForm::Ordinal);
    let shared = ["-1-1", "-1-3"].map(|field| misfit(field, Misfit::EqualRanks));
    assert_eq!(refused(&strict, &[("-1-1", "1"), ("-1-3", "１"), ("-1-2", "2")]), shared);
    let none = ("-1-1".to_owned(), MarksFault::Field(FieldProblem::OutOfRange));
    assert_eq!(refused(&strict, &[("-1-1", "0")]), [none]);
    assert_eq!(refused(&strict, &[("-1-1", "6")]), [misfit("-1-1", Misfit::OffTheScale { most: 5 })]);
    let over = misfit("-1", Misfit::OverBudget { cost: 105_000, most: 100_000 });
    assert_eq!(refused(&of(Exercise::Budget), &[("-1", "3"), ("-1", "5")]), [over]);
}

#[test]
fn an_untouched_ballot_is_told_from_a_blank_one() {
    let asked = [Exercise::Approve.question(Locale::ZhCn.text())];
    let touched = |fields: &[(&str, &str)]| {
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned())).collect();
        is_touched(&posted(&fields), PREFIX, &asked)
    };
    assert!(!touched(&[("", "shown")]));
    assert!(!touched(&[("", "shown"), ("-1", " ")]));
    assert!(touched(&[("", "shown"), ("-1", "2")]));
}

#[test]
fn where_money_is_given_out_the_order_is_drawn_for_each_voter_and_stays() {
    let asked = [budget(BudgetForm::Approval)];
    let order = |seed: &str| -> Vec<String> {
        let html = drawn(&asked, &Sheet::new(key()), None, seed);
        let page = Html::parse_document(&html);
        let boxes = Selector::parse("input[type=checkbox]").expect("a selector");
        page.select(&boxes).filter_map(|it| it.attr("value").map(str::to_owned)).collect()
    };
    assert_eq!(order("甲"), order("甲"));
    let orders: std::collections::BTreeSet<_> = (0..20).map(|voter| order(&voter.to_string())).collect();
    assert!(orders.len() > 10, "{orders:?}");
    for order in orders {
        let mut sorted = order.clone();
        sorted.sort();
        assert_eq!(sorted, ["1", "2", "3", "4", "5"]);
    }
    // Elsewhere they stand as they are numbered.
    let html = drawn(&[choice(ChoiceName::Approval, |_| {})], &Sheet::new(key()), None, "甲");
    let at = |number: u16| html.find(&format!("value=\"{number}\"")).expect("an option");
    assert!((1..OPTIONS).all(|number| at(number) < at(number + 1)));
}

#[test]
fn fields_of_marks_are_what_is_read_from_them() {
    let said = Marks::Ranking(vec![vec![OptionNo(2)], vec![OptionNo(1), OptionNo(3)]]);
    let fields = fields("q-1", &said);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, [("q-1-2", "1"), ("q-1-1", "2"), ("q-1-3", "2")]);
}
