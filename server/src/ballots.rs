//! What a ballot's form sent, read as marks: the other half of `app::pages::votes::form`.

use crate::forms::Posted;
use app::form::{MarksError, MarksFault};
use app::pages::votes::form::{BLANK, NONE, SHOWN, answers, field, line};
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::Pick;
use domain::measure::half_width;
use domain::problem::FieldProblem;
use domain::votes::Marks;
use domain::votes::form::{Form, Medium, Misfit};
use domain::votes::question::Question;

/// Whether anything was marked on the ballot whose fields begin with `prefix`: what was left untouched stays as it is.
#[must_use]
pub fn is_touched(posted: &Posted, prefix: &str, questions: &[Question]) -> bool {
    let marked = |name: &str| posted.all(name).any(|value| !value.trim().is_empty());
    (0..questions.len()).map(|index| field(prefix, index)).any(|question| {
        let lines = format!("{question}-");
        posted.names().any(|name| (name == question || name.starts_with(&lines)) && marked(name))
    })
}

/// Reads every question of the ballot whose fields begin with `prefix`; collects everything that is wrong with it,
/// each beside its field. Marks come in the one way they are written.
pub fn read(
    posted: &Posted,
    prefix: &str,
    medium: Medium,
    questions: &[Question],
) -> Result<Vec<Marks>, Vec<MarksError>> {
    let mut errors = strangers(posted, prefix, questions);
    let mut marks = Vec::with_capacity(questions.len());
    for (index, question) in questions.iter().enumerate() {
        match (Sent { posted, question, medium, name: field(prefix, index) }).marks() {
            Ok(read) => marks.push(read),
            Err(wrong) => errors.extend(wrong),
        }
    }
    if errors.is_empty() { Ok(marks) } else { Err(errors) }
}

/// Fields that look like the ballot's and are none of it: no page of ours sends them.
fn strangers(posted: &Posted, prefix: &str, questions: &[Question]) -> Vec<MarksError> {
    let own = format!("{prefix}-");
    let known = |name: &str| {
        (0..).zip(questions).any(|(index, question)| {
            let of_question = field(prefix, index);
            let has_lines = !matches!(question.form(), Form::Pick | Form::Choose { .. });
            if has_lines {
                (0..question.lines()).any(|place| name == line(&of_question, place))
            } else {
                name == of_question
            }
        })
    };
    let strange = posted.names().any(|name| name.starts_with(&own) && !known(name))
        || posted.all(prefix).any(|value| value != SHOWN);
    let misfit = || misfit(&field(prefix, 0), Misfit::OtherForm);
    strange.then(misfit).into_iter().collect()
}

fn misfit(field: &str, misfit: Misfit) -> MarksError {
    MarksError { field: field.to_owned(), fault: MarksFault::Misfit(misfit) }
}

/// What was sent to one question.
struct Sent<'a> {
    posted: &'a Posted,
    question: &'a Question,
    medium: Medium,
    name: String,
}

impl Sent<'_> {
    fn marks(&self) -> Result<Marks, Vec<MarksError>> {
        let marks = match self.question.form() {
            Form::Answers { lines } => self.answers(lines),
            Form::Pick => self.pick().map_err(|error| vec![error]),
            Form::Choose { most, .. } => self.options(most == 1).map_err(|error| vec![error]),
            Form::Numbers { most_each, each, .. } => self.numbers(most_each, each),
            Form::Rank { equal, .. } => self.ranking(equal),
        }?
        .in_order();
        self.question.fits(self.medium, &marks).map_err(|why| vec![misfit(&self.name, why)])?;
        Ok(marks)
    }

    /// The one value of a field, without blanks around it; a field sent twice says two things.
    fn one(&self, name: &str) -> Result<&str, MarksError> {
        let mut values = self.posted.all(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(misfit(name, Misfit::OtherForm)),
            (value, None) => Ok(value.unwrap_or_default().trim()),
        }
    }

    fn answers(&self, lines: usize) -> Result<Marks, Vec<MarksError>> {
        let read = |place: usize| -> Result<Choice, MarksError> {
            let name = line(&self.name, place);
            let sent = self.one(&name)?;
            let found = answers(self.medium).find(|(_, word)| *word == sent).map(|(choice, _)| choice);
            let why = if sent.is_empty() { Misfit::Unanswered } else { Misfit::OtherForm };
            found.ok_or_else(|| misfit(&name, why))
        };
        collected((0..lines).map(read)).map(Marks::Answers)
    }

    fn pick(&self) -> Result<Marks, MarksError> {
        match self.one(&self.name)? {
            "" => Err(misfit(&self.name, Misfit::Unanswered)),
            NONE => Ok(Marks::Pick(Pick::None)),
            BLANK if self.medium == Medium::Paper => Ok(Marks::Pick(Pick::Blank)),
            sent => self.option(sent).map(|option| Marks::Pick(Pick::Option(option))),
        }
    }

    fn options(&self, one: bool) -> Result<Marks, MarksError> {
        if one {
            return match self.one(&self.name)? {
                "" => Err(misfit(&self.name, Misfit::Unanswered)),
                BLANK => Ok(Marks::Options(Vec::new())),
                sent => self.option(sent).map(|option| Marks::Options(vec![option])),
            };
        }
        let sent = self.posted.all(&self.name);
        sent.map(|value| self.option(value)).collect::<Result<_, _>>().map(Marks::Options)
    }

    /// An option by its number, as the page wrote it.
    fn option(&self, sent: &str) -> Result<OptionNo, MarksError> {
        let options = (1..).map(OptionNo).zip(&self.question.options);
        let found = options.map(|(number, _)| number).find(|number| number.0.to_string() == sent);
        found.ok_or_else(|| misfit(&self.name, Misfit::OtherForm))
    }

    fn numbers(&self, most_each: u32, each: bool) -> Result<Marks, Vec<MarksError>> {
        let typed = self.typed(0, most_each)?;
        let any = typed.iter().any(|(_, number)| number.is_some());
        let missing = typed.iter().filter(|(_, number)| each && any && number.is_none());
        let missing: Vec<MarksError> =
            missing.map(|(place, _)| misfit(&line(&self.name, *place), Misfit::Unanswered)).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let numbers = (1..).map(OptionNo).zip(typed);
        Ok(Marks::Numbers(numbers.filter_map(|(option, (_, number))| Some((option, number?))).collect()))
    }

    fn ranking(&self, equal: bool) -> Result<Marks, Vec<MarksError>> {
        let most = u32::try_from(self.question.options.len()).unwrap_or(u32::MAX);
        let typed = self.typed(1, most)?;
        let mut ranked: Vec<(u32, OptionNo)> = (1..)
            .map(OptionNo)
            .zip(&typed)
            .filter_map(|(option, (_, place))| Some(((*place)?, option)))
            .collect();
        ranked.sort_unstable();
        let tiers: Vec<Vec<OptionNo>> = ranked
            .chunk_by(|(a, _), (b, _)| a == b)
            .map(|tier| tier.iter().map(|(_, option)| *option).collect())
            .collect();
        let shared: Vec<MarksError> = tiers
            .iter()
            .filter(|tier| !equal && tier.len() > 1)
            .flatten()
            .filter_map(|option| Some(misfit(&line(&self.name, option.index()?), Misfit::EqualRanks)))
            .collect();
        if shared.is_empty() { Ok(Marks::Ranking(tiers)) } else { Err(shared) }
    }

    /// The number typed for each option, from `least` to `most`.
    fn typed(&self, least: u32, most: u32) -> Result<Vec<(usize, Option<u32>)>, Vec<MarksError>> {
        let read = |place: usize| {
            let name = line(&self.name, place);
            let wrong = |fault| MarksError { field: name.clone(), fault };
            let number = number(self.one(&name)?).map_err(|problem| wrong(MarksFault::Field(problem)))?;
            match number {
                Some(number) if number < least => Err(wrong(MarksFault::Field(FieldProblem::OutOfRange))),
                Some(number) if number > most => Err(wrong(MarksFault::Misfit(Misfit::OffTheScale { most }))),
                number => Ok((place, number)),
            }
        };
        collected((0..self.question.options.len()).map(read))
    }
}

/// All of it, or everything that is wrong.
fn collected<T>(results: impl Iterator<Item = Result<T, MarksError>>) -> Result<Vec<T>, Vec<MarksError>> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(error) => bad.push(error),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

/// A whole number as people type it, full-width digits too; `None` for nothing. One too large for any ballot is the
/// largest there is, which is beyond every scale.
fn number(typed: &str) -> Result<Option<u32>, FieldProblem> {
    let plain = half_width(typed);
    let plain = plain.trim();
    if plain.is_empty() {
        return Ok(None);
    }
    if !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(FieldProblem::NotANumber);
    }
    Ok(Some(plain.parse().unwrap_or(u32::MAX)))
}
