//! The questions of the form to set a vote up: one after the other, each with its own fields.

use super::FormFields;
use crate::form::Form;
use crate::shell::Cx;
use crate::ui::{Choice, SelectField, TextAreaField, TextField};
use domain::count::budget::election::Form as BudgetForm;
use domain::count::choice::ChoiceMethod;
use domain::count::inequality::{Comparison, Fraction, Threshold};
use domain::count::manifest::{self, Agreement, Base, Participation};
use domain::count::record::Rule;
use domain::votes::question::{OPTIONS_MAX, QUESTIONS_MAX, Question};
use domain::votes::{Method, OwnersMatter, VoteKind};
use domain::words::{Label, Title};
use leptos::prelude::*;
use service::votes::conduct::Offers;
use service::votes::read::Vote;

/// The names of one question's fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// What it asks, where there are several.
    pub text: &'static str,
    /// Whose act it is, and on which matter.
    pub matter: &'static str,
    /// How it is answered and counted.
    pub method: &'static str,
    /// Proposals ticked.
    pub proposal: &'static str,
    /// Options typed.
    pub options: &'static str,
    /// How many are chosen.
    pub seats: &'static str,
    /// The highest score, or the points there are.
    pub most: &'static str,
    /// The money there is.
    pub budget: &'static str,
    /// What voters do with projects.
    pub form: &'static str,
    /// How many must take part.
    pub quorum: &'static str,
    /// How many must agree.
    pub agreement: &'static str,
    /// What says so.
    pub source: &'static str,
}

macro_rules! fields {
    ($prefix:literal) => {
        Fields {
            text: concat!($prefix, "question"),
            matter: concat!($prefix, "matter"),
            method: concat!($prefix, "method"),
            proposal: concat!($prefix, "proposal"),
            options: concat!($prefix, "options"),
            seats: concat!($prefix, "seats"),
            most: concat!($prefix, "most"),
            budget: concat!($prefix, "budget"),
            form: concat!($prefix, "form"),
            quorum: concat!($prefix, "quorum"),
            agreement: concat!($prefix, "agreement"),
            source: concat!($prefix, "source"),
        }
    };
}

/// The fields of every question there may be, in their order.
pub const FIELDS: [Fields; QUESTIONS_MAX] = [
    fields!(""),
    fields!("q2-"),
    fields!("q3-"),
    fields!("q4-"),
    fields!("q5-"),
    fields!("q6-"),
    fields!("q7-"),
    fields!("q8-"),
    fields!("q9-"),
    fields!("q10-"),
];

/// How many questions a form has: as it says itself.
#[must_use]
pub fn asked(count: &str) -> usize {
    count.parse().unwrap_or(1).clamp(1, QUESTIONS_MAX)
}

/// The same once the button was pressed that adds one, or takes the last away.
#[must_use]
pub fn asked_next(form: &Form) -> usize {
    let now = asked(form.value("questions"));
    match form.value("do") {
        "add" => (now + 1).min(QUESTIONS_MAX),
        "drop" => now.saturating_sub(1).max(1),
        _ => now,
    }
}

/// What a fresh question is filled with.
pub(super) fn fresh(fields: Fields) -> FormFields {
    vec![
        (fields.matter, "consultative".to_owned()),
        (fields.method, Method::YesNo.code().to_owned()),
        (fields.agreement, "majority".to_owned()),
        (fields.form, BudgetForm::Approval.code().to_owned()),
    ]
}

/// What a question of a draft is filled with.
pub(super) fn of_question(fields: Fields, vote: &Vote, question: &Question) -> FormFields {
    let typed = question.options.iter().filter(|option| option.proposal.is_none());
    let typed = typed.map(|option| match option.cost {
        Some(cost) => format!("{} | {cost}", option.label),
        None => option.label.as_str().to_owned(),
    });
    let (quorum, agreement) = bars_of(vote, question);
    let source = agreement.map(|asked| asked.source.to_string());
    let source = source.or_else(|| quorum.map(|asked| asked.source.to_string()));
    let share = quorum.map(|asked| asked.threshold);
    let (seats, most) = sizes(question);
    let mut filled = vec![
        (fields.text, question.text.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default()),
        (fields.matter, question.matter().map_or("consultative", OwnersMatter::code).to_owned()),
        (fields.method, method_of(question).code().to_owned()),
        (fields.options, typed.collect::<Vec<_>>().join("\n")),
        (fields.seats, seats.map(|seats| seats.to_string()).unwrap_or_default()),
        (fields.most, most.map(|most| most.to_string()).unwrap_or_default()),
        (fields.budget, question.purse.map(|purse| purse.budget.to_string()).unwrap_or_default()),
        (fields.form, question.purse.map_or(BudgetForm::Approval, |purse| purse.form).code().to_owned()),
        (
            fields.quorum,
            match share {
                Some(Threshold::Share { fraction, .. }) if question.matter().is_none() => {
                    fraction.to_string()
                }
                _ => String::new(),
            },
        ),
        (fields.agreement, agreement.map_or("", agreement_code).to_owned()),
        (fields.source, source.filter(|_| question.matter().is_none()).unwrap_or_default()),
    ];
    // A proposal stays ticked, under the title it has now; one withdrawn meanwhile is not offered any more.
    let ticked = question.options.iter().filter_map(|option| option.proposal);
    filled.extend(ticked.map(|proposal| (fields.proposal, proposal.to_string())));
    filled
}

/// How the question is decided, as the list of methods calls it.
pub(in crate::pages::votes) fn method_of(question: &Question) -> Method {
    match &question.rule {
        Rule::Vote(rule) => match rule.rule().method {
            manifest::Method::YesNo => Method::YesNo,
            manifest::Method::EachOptionByItsOwnMajority { .. } => Method::EachOption,
            manifest::Method::OwnersElection { .. } => Method::Election,
            manifest::Method::ChooseOneWithNone { .. } => Method::ChooseOne,
        },
        Rule::Choice(rule) => match rule.method {
            ChoiceMethod::Plurality(_) => Method::Plurality,
            ChoiceMethod::Approval(_) => Method::Approval,
            ChoiceMethod::Score(_) => Method::Score,
            ChoiceMethod::Points(_) => Method::Points,
            ChoiceMethod::Borda(_) => Method::Borda,
            ChoiceMethod::InstantRunoff(_) => Method::InstantRunoff,
            ChoiceMethod::Schulze(_) => Method::Schulze,
            ChoiceMethod::RankedPairs(_) => Method::RankedPairs,
            ChoiceMethod::Stv(_) => Method::Stv,
            ChoiceMethod::SequentialPhragmen(_) => Method::Phragmen,
            ChoiceMethod::Pav(_) => Method::Pav,
            ChoiceMethod::SequentialPav(_) => Method::SequentialPav,
        },
        Rule::Budget(rule) => match (&rule.rule().method, rule.rule().ballots.most_cost) {
            (domain::count::budget::manifest::BudgetMethod::EqualShares { .. }, _) => Method::EqualShares,
            (_, Some(_)) => Method::Knapsack,
            (_, None) => Method::Greedy,
        },
    }
}

/// How many are chosen, and the scale or the points.
fn sizes(question: &Question) -> (Option<u16>, Option<u32>) {
    match &question.rule {
        Rule::Vote(rule) => match rule.rule().method {
            manifest::Method::OwnersElection { seats, .. } => (Some(seats), None),
            _ => (None, None),
        },
        Rule::Choice(rule) => match &rule.method {
            ChoiceMethod::Plurality(rule) => (Some(rule.seats), None),
            ChoiceMethod::Approval(rule) => (Some(rule.seats), None),
            ChoiceMethod::Score(rule) => (Some(rule.seats), Some(rule.ballots.highest)),
            ChoiceMethod::Points(rule) => (Some(rule.seats), Some(rule.ballots.total)),
            ChoiceMethod::Borda(rule) => (Some(rule.seats), None),
            ChoiceMethod::Stv(rule) => (Some(rule.seats), None),
            ChoiceMethod::SequentialPhragmen(rule) => (Some(rule.seats), None),
            ChoiceMethod::Pav(rule) => (Some(rule.seats), None),
            ChoiceMethod::SequentialPav(rule) => (Some(rule.seats), None),
            ChoiceMethod::InstantRunoff(_) | ChoiceMethod::Schulze(_) | ChoiceMethod::RankedPairs(_) => {
                (None, None)
            }
        },
        Rule::Budget(_) => (None, question.purse.map(|purse| purse.points).filter(|points| *points > 0)),
    }
}

/// The bars of a question; of a rule without its own the vote's quorum.
fn bars_of<'a>(vote: &'a Vote, question: &'a Question) -> (Option<&'a Participation>, Option<&'a Agreement>) {
    match &question.rule {
        Rule::Vote(rule) => (rule.rule().participation.as_ref(), rule.rule().agreement.as_ref()),
        Rule::Choice(_) | Rule::Budget(_) => (vote.quorum.as_ref(), None),
    }
}

fn agreement_code(asked: &Agreement) -> &'static str {
    match (asked.base, asked.threshold) {
        (Base::ForAndAgainst, _) => "for_and_against",
        (_, Threshold::Share { fraction: Fraction::TWO_THIRDS, comparison: Comparison::AtLeast }) => {
            "two_thirds"
        }
        (_, Threshold::Share { fraction: Fraction::THREE_QUARTERS, comparison: Comparison::AtLeast }) => {
            "three_quarters"
        }
        _ => "majority",
    }
}

/// All questions of the form, and the buttons that add one or take the last away.
pub(super) fn questions(cx: &Cx, form: &Form, offers: &Offers) -> AnyView {
    let text = cx.text();
    let count = asked_next(form);
    let each: Vec<_> = FIELDS
        .iter()
        .take(count)
        .zip(1_usize..)
        .map(|(fields, number)| {
            let heading = (count > 1).then(|| {
                view! {
                    <h2>{text.question_number(number)}</h2>
                    <TextField cx=cx.clone() form=form.clone() name=fields.text label=text.question_text()
                        max=Title::MAX/>
                }
            });
            view! { {heading} {question(cx, form, offers, *fields)} }
        })
        .collect();
    let add = (count < QUESTIONS_MAX)
        .then(|| view! { <button class="button" name="do" value="add">{text.add_question()}</button> });
    let drop = (count > 1)
        .then(|| view! { <button class="button" name="do" value="drop">{text.drop_question()}</button> });
    view! { <input type="hidden" name="questions" value=count.to_string()/> {each} <p class="buttons">{add}" "{drop}</p> }
        .into_any()
}

fn question(cx: &Cx, form: &Form, offers: &Offers, fields: Fields) -> AnyView {
    let text = cx.text();
    let words = text.set_up_words();
    let mut matters = vec![Choice::new("consultative", text.vote_kind(VoteKind::Consultative))];
    // Owners' votes are for those who convene a compound's owners.
    let convenes = !offers.convened.is_empty();
    matters.extend(OwnersMatter::ALL.iter().filter(|_| convenes).map(|matter| {
        let label = format!("{}：{}", text.law_item(*matter), text.law_text(*matter));
        Choice::new(matter.code(), label)
    }));
    let methods = Method::ALL.iter().map(|own| Choice::new(own.code(), text.vote_method(*own))).collect();
    let forms = BudgetForm::ALL.into_iter().filter(|own| *own != BudgetForm::ChooseOne);
    let forms = forms.map(|own| Choice::new(own.code(), text.budget_form(own))).collect();
    let quorums = text.quorum_choices().map(|(code, label)| Choice::new(code, label)).into();
    let agreements = text.agreement_choices().map(|(code, label)| Choice::new(code, label)).into();
    let more = [fields.seats, fields.most, fields.budget];
    let open = more.iter().any(|field| !form.value(field).is_empty() || form.error(field).is_some());
    view! {
        <SelectField cx=cx.clone() form=form.clone() name=fields.matter label=words.matter hint=words.matter_hint
            choices=matters/>
        <SelectField cx=cx.clone() form=form.clone() name=fields.method label=words.method choices=methods/>
        {proposals(cx, form, offers, fields)}
        <TextAreaField cx=cx.clone() form=form.clone() name=fields.options label=words.options
            hint=words.options_hint max=OPTIONS_MAX * Label::MAX rows=4 optional=true/>
        <details class="fold" open=open><summary>{text.sizes_heading()}</summary>
            <TextField cx=cx.clone() form=form.clone() name=fields.seats label=text.seats_label() mode="numeric" optional=true/>
            <TextField cx=cx.clone() form=form.clone() name=fields.most label=text.most_label() mode="numeric" optional=true/>
            <TextField cx=cx.clone() form=form.clone() name=fields.budget label=text.budget_label()
                mode="decimal" optional=true/>
            <SelectField cx=cx.clone() form=form.clone() name=fields.form label=text.budget_form_label() choices=forms/>
        </details>
        <SelectField cx=cx.clone() form=form.clone() name=fields.quorum label=words.quorum choices=quorums/>
        <SelectField cx=cx.clone() form=form.clone() name=fields.agreement label=words.agreement choices=agreements/>
        <TextField cx=cx.clone() form=form.clone() name=fields.source label=words.source hint=words.source_hint
            max=Label::MAX/>
    }
    .into_any()
}

fn proposals(cx: &Cx, form: &Form, offers: &Offers, fields: Fields) -> Option<AnyView> {
    let text = cx.text();
    let words = text.set_up_words();
    let boxes: Vec<_> = offers
        .proposals
        .iter()
        .map(|offered| {
            let id = offered.id.to_string();
            let ticked = form.has(fields.proposal, &id);
            view! {
                <label class="tick"><input type="checkbox" name=fields.proposal value=id checked=ticked/>
                    <span>{offered.title.clone()}</span></label>
            }
        })
        .collect();
    form.name(fields.proposal, words.proposals);
    let wrong = form.error(fields.proposal).map(|error| text.field_error(error));
    let class = if wrong.is_some() { "field field-error" } else { "field" };
    (!boxes.is_empty() || wrong.is_some()).then(|| {
        view! {
            <fieldset class=class id=fields.proposal><legend>{words.proposals}</legend>
                {wrong.map(|says| view! { <p class="error" id=format!("{}-error", fields.proposal)>{says}</p> })}
                {boxes}
            </fieldset>
        }
        .into_any()
    })
}
