//! What a ballot says in words that cannot be misread: for the page after casting, and for receipts.

use crate::shell::Cx;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::Pick;
use domain::votes::form::Form;
use domain::votes::question::Question;
use domain::votes::{Marks, Said};

/// One sentence for each question; one alone where the ballot does not take part.
#[must_use]
pub fn in_words(cx: &Cx, questions: &[Question], said: &Said) -> Vec<String> {
    let text = cx.text();
    match said {
        Said::Invalid(reason) => vec![text.said_invalid(text.why_invalid(*reason))],
        Said::Valid(marks) => questions
            .iter()
            .zip(marks)
            .map(|(question, marks)| {
                let says = Telling { cx, question }.says(marks);
                match &question.text {
                    Some(asked) => text.said_to(asked.as_str(), &says),
                    None => says,
                }
            })
            .collect(),
    }
}

struct Telling<'a> {
    cx: &'a Cx,
    question: &'a Question,
}

impl Telling<'_> {
    fn says(&self, marks: &Marks) -> String {
        let text = self.cx.text();
        match marks {
            Marks::Answers(answers) => self.answers(answers),
            Marks::Pick(Pick::Option(option)) => text.said_pick(&self.name(*option)),
            Marks::Pick(Pick::None) => text.said_pick(text.vote_words().none_of_them),
            Marks::Pick(Pick::Blank) => text.said_blank().to_owned(),
            Marks::Options(options) => self.options(options),
            Marks::Numbers(numbers) if numbers.is_empty() => text.said_blank().to_owned(),
            Marks::Numbers(numbers) => {
                let given: Vec<_> =
                    numbers.iter().map(|(option, points)| (self.name(*option), *points)).collect();
                let marked = |option| numbers.iter().any(|(own, _)| *own == option);
                text.said_numbers(&given, &self.without(marked))
            }
            Marks::Ranking(tiers) => {
                let order: Vec<Vec<String>> = tiers
                    .iter()
                    .filter(|tier| !tier.is_empty())
                    .map(|tier| tier.iter().map(|option| self.name(*option)).collect())
                    .collect();
                if order.is_empty() {
                    return text.said_blank().to_owned();
                }
                let ranked = |option| tiers.iter().flatten().any(|own| *own == option);
                text.said_ranking(&order, &self.without(ranked))
            }
        }
    }

    fn answers(&self, answers: &[Choice]) -> String {
        let text = self.cx.text();
        if let [answer] = answers {
            return text.said_answer(text.choice(*answer));
        }
        let numbers = (1..).map(OptionNo);
        let lines: Vec<_> =
            numbers.zip(answers).map(|(option, answer)| (self.name(option), text.choice(*answer))).collect();
        text.said_answers(&lines)
    }

    fn options(&self, options: &[OptionNo]) -> String {
        let text = self.cx.text();
        let one = matches!(self.question.form(), Form::Choose { most: 1, .. });
        match options {
            [] if one => text.said_abstained().to_owned(),
            [] => text.said_blank().to_owned(),
            [option] if one => text.said_pick(&self.name(*option)),
            several => {
                let names: Vec<String> = several.iter().map(|option| self.name(*option)).collect();
                let costs = several.iter().filter_map(|option| {
                    self.question.options.get(option.index()?)?.cost.map(|cost| cost.fen())
                });
                let cost = self.question.purse.map(|_| costs.fold(0_i64, i64::saturating_add));
                text.said_options(&names, cost)
            }
        }
    }

    /// The names of the options that are not `marked`.
    fn without(&self, marked: impl Fn(OptionNo) -> bool) -> Vec<String> {
        let numbers = (1..).map(OptionNo).zip(&self.question.options);
        numbers.filter(|(number, _)| !marked(*number)).map(|(_, option)| option.label.to_string()).collect()
    }

    /// The words of an option.
    fn name(&self, option: OptionNo) -> String {
        let found = option.index().and_then(|index| self.question.options.get(index));
        found.map_or_else(|| option.0.to_string(), |option| option.label.to_string())
    }
}
