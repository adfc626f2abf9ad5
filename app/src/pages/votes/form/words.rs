//! What a ballot says in words that cannot be misread: for the page after casting, and for receipts.

use crate::shell::Cx;
use crate::text::Text;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::Pick;
use domain::votes::form::Form;
use domain::votes::question::Question;
use domain::votes::{Marks, Said};

/// One sentence for each question; one alone where the ballot does not take part.
#[must_use]
pub fn in_words(cx: &Cx, questions: &[Question], said: &Said) -> Vec<String> {
    tell(cx.text(), questions, said)
}

/// What somebody else's ballot says, as short as a table's cell and without “you”.
#[must_use]
pub fn in_brief(cx: &Cx, questions: &[Question], said: &Said) -> String {
    brief(cx.text(), questions, said)
}

fn brief(text: &dyn Text, questions: &[Question], said: &Said) -> String {
    match said {
        Said::Invalid(reason) => text.invalid_in_brief(text.why_invalid(*reason)),
        Said::Valid(all) => {
            let each = questions.iter().zip(all);
            let each: Vec<String> =
                each.map(|(question, marks)| Telling { text, question }.briefly(marks)).collect();
            each.join("；")
        }
    }
}

fn tell(text: &dyn Text, questions: &[Question], said: &Said) -> Vec<String> {
    match said {
        Said::Invalid(reason) => vec![text.said_invalid(text.why_invalid(*reason))],
        Said::Valid(marks) => questions
            .iter()
            .zip(marks)
            .map(|(question, marks)| {
                let says = Telling { text, question }.says(marks);
                match &question.text {
                    Some(asked) => text.said_to(asked.as_str(), &says),
                    None => says,
                }
            })
            .collect(),
    }
}

struct Telling<'a> {
    text: &'a dyn Text,
    question: &'a Question,
}

impl Telling<'_> {
    fn says(&self, marks: &Marks) -> String {
        let text = self.text;
        match marks {
            Marks::Answers(answers) => self.answers(answers),
            Marks::Pick(Pick::Option(option)) => text.said_pick(&self.name(*option)),
            Marks::Pick(Pick::None) => text.said_pick(text.vote_words().none_of_them),
            Marks::Pick(Pick::Blank) => text.said_blank().to_owned(),
            Marks::Options(options) => self.options(options),
            Marks::Numbers(numbers) if numbers.is_empty() => text.said_blank().to_owned(),
            Marks::Numbers(numbers) => {
                let given = self.given(numbers);
                let marked = |option| numbers.iter().any(|(own, _)| *own == option);
                text.said_numbers(&given, &self.without(marked))
            }
            Marks::Ranking(tiers) => {
                let order = self.order(tiers);
                if order.is_empty() {
                    return text.said_blank().to_owned();
                }
                let ranked = |option| tiers.iter().flatten().any(|own| *own == option);
                text.said_ranking(&order, &self.without(ranked))
            }
        }
    }

    /// The marks alone.
    fn briefly(&self, marks: &Marks) -> String {
        let text = self.text;
        let blank = || text.choice(Choice::Blank).to_owned();
        match marks {
            Marks::Answers(answers) => {
                let lines = self.question.options.iter().map(Some).chain([None]).zip(answers);
                let lines = lines.map(|(option, answer)| match option {
                    Some(option) => format!("{}：{}", option.label, text.choice(*answer)),
                    None => text.choice(*answer).to_owned(),
                });
                lines.collect::<Vec<_>>().join("；")
            }
            Marks::Pick(Pick::Option(option)) => self.name(*option),
            Marks::Pick(Pick::None) => text.vote_words().none_of_them.to_owned(),
            Marks::Pick(Pick::Blank) => blank(),
            Marks::Options(options) if options.is_empty() => match self.question.form() {
                Form::Choose { most: 1, .. } => text.choice(Choice::Abstain).to_owned(),
                _ => blank(),
            },
            Marks::Options(options) => {
                options.iter().map(|option| self.name(*option)).collect::<Vec<_>>().join("、")
            }
            Marks::Numbers(numbers) if numbers.is_empty() => blank(),
            Marks::Numbers(numbers) => text.points_in_brief(&self.given(numbers)),
            Marks::Ranking(tiers) => {
                let order = self.order(tiers);
                if order.is_empty() { blank() } else { text.order_in_brief(&order) }
            }
        }
    }

    /// The options with their points.
    fn given(&self, numbers: &[(OptionNo, u32)]) -> Vec<(String, u32)> {
        numbers.iter().map(|(option, points)| (self.name(*option), *points)).collect()
    }

    /// The options by their places.
    fn order(&self, tiers: &[Vec<OptionNo>]) -> Vec<Vec<String>> {
        let tiers = tiers.iter().filter(|tier| !tier.is_empty());
        tiers.map(|tier| tier.iter().map(|option| self.name(*option)).collect()).collect()
    }

    fn answers(&self, answers: &[Choice]) -> String {
        let text = self.text;
        if let [answer] = answers {
            return text.said_answer(text.choice(*answer));
        }
        let numbers = (1..).map(OptionNo);
        let lines: Vec<_> =
            numbers.zip(answers).map(|(option, answer)| (self.name(option), text.choice(*answer))).collect();
        text.said_answers(&lines)
    }

    fn options(&self, options: &[OptionNo]) -> String {
        let text = self.text;
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

#[cfg(test)]
mod tests {
    use super::{brief, tell};
    use crate::pages::practice::Exercise;
    use crate::text::Locale;
    use domain::count::ballot::{Choice, InvalidReason, OptionNo};
    use domain::count::consultative::Pick;
    use domain::votes::question::Question;
    use domain::votes::{Marks, Said};
    use domain::words::Title;

    fn check(exercise: Exercise, marks: Marks, chinese: &str, english: &str) {
        let said = Said::Valid(vec![marks]);
        let says = |locale: Locale| {
            let text = locale.text();
            tell(text, &[exercise.question(text)], &said).concat()
        };
        assert_eq!((says(Locale::ZhCn).as_str(), says(Locale::En).as_str()), (chinese, english));
    }

    #[test]
    fn what_was_said_is_one_sentence_in_every_language() {
        let options = |numbers: &[u16]| -> Vec<OptionNo> { numbers.iter().copied().map(OptionNo).collect() };
        check(Exercise::Agree, Marks::Answers(vec![Choice::Agree]), "您投了：同意。", "You voted: For.");
        check(
            Exercise::Each,
            Marks::Answers(vec![Choice::Oppose, Choice::Abstain]),
            "您投了：北门早上六点开门（反对）、凉亭里不吸烟（弃权）。",
            "You voted: The north gate opens at six (Against), No smoking in the pavilion (Abstain).",
        );
        check(Exercise::Pick, Marks::Pick(Pick::None), "您选了：都不选。", "You chose: None of these.");
        check(
            Exercise::One,
            Marks::Options(vec![]),
            "您弃权了（算参加）。",
            "You abstained, which counts as taking part.",
        );
        check(
            Exercise::Budget,
            Marks::Options(options(&[1, 3])),
            "您选了 2 个项目，共 750 元：门口挂灯串、煮汤圆请大家吃。",
            "You chose 2 projects, 750 yuan together: Lights at the gate, Rice balls for all.",
        );
        check(
            Exercise::Points,
            Marks::Numbers(vec![(OptionNo(1), 4), (OptionNo(4), 0)]),
            "您给了：乒乓球台 4 分，象棋桌 0 分；没有给分：单杠、漫步机。",
            "You gave: Table tennis 4, A chess table 0; nothing to A bar, A stepper.",
        );
        check(
            Exercise::Rank,
            Marks::Ranking(vec![options(&[2]), options(&[1, 3])]),
            "您的排序：第 1 位 浅绿，第 2 位 米白和天蓝；没有排：杏黄。",
            "Your order: 1 Pale green, 2 Ivory and Sky blue; not ranked: Apricot.",
        );
        for exercise in [Exercise::Approve, Exercise::Rank, Exercise::Score] {
            let blank = match exercise {
                Exercise::Approve => Marks::Options(vec![]),
                Exercise::Rank => Marks::Ranking(vec![]),
                _ => Marks::Numbers(vec![]),
            };
            check(
                exercise,
                blank,
                "您没有选任何一项（空白票，算参加）。",
                "You marked nothing: a blank ballot, which counts as taking part.",
            );
        }
    }

    /// The convenor was told “your order”, and of every invalid paper that co-owners differed.
    #[test]
    fn what_somebody_else_said_is_told_without_you_and_with_the_reason_it_was_given() {
        let text = Locale::ZhCn.text();
        let options = |numbers: &[u16]| -> Vec<OptionNo> { numbers.iter().copied().map(OptionNo).collect() };
        for (exercise, marks, told) in [
            (Exercise::Agree, Marks::Answers(vec![Choice::Agree]), "同意"),
            (Exercise::Pick, Marks::Pick(Pick::None), "都不选"),
            (Exercise::One, Marks::Options(vec![]), "弃权"),
            (Exercise::Approve, Marks::Options(vec![]), "空白"),
            (Exercise::Budget, Marks::Options(options(&[1, 3])), "门口挂灯串、煮汤圆请大家吃"),
            (
                Exercise::Points,
                Marks::Numbers(vec![(OptionNo(1), 4), (OptionNo(4), 0)]),
                "乒乓球台 4 分，象棋桌 0 分",
            ),
            (
                Exercise::Rank,
                Marks::Ranking(vec![options(&[2]), options(&[1, 3])]),
                "第 1 位 浅绿，第 2 位 米白和天蓝",
            ),
            (Exercise::Rank, Marks::Ranking(vec![]), "空白"),
        ] {
            let said = Said::Valid(vec![marks]);
            assert_eq!(brief(text, &[exercise.question(text)], &said), told);
        }
        for (reason, told) in [
            (InvalidReason::Unsigned, "不计入：没有签名"),
            (InvalidReason::Unreadable, "不计入：无法辨认"),
            (InvalidReason::TooManyMarks, "不计入：选得太多"),
        ] {
            assert_eq!(brief(text, &[Exercise::Agree.question(text)], &Said::Invalid(reason)), told);
        }
    }

    #[test]
    fn a_question_is_named_and_a_ballot_that_does_not_count_says_why() {
        let text = Locale::ZhCn.text();
        let asked = Question { text: Title::parse("装电梯吗").ok(), ..Exercise::Agree.question(text) };
        let said = Said::Valid(vec![Marks::Answers(vec![Choice::Oppose])]);
        assert_eq!(tell(text, std::slice::from_ref(&asked), &said), ["对“装电梯吗”，您投了：反对。"]);
        let differed = Said::Invalid(InvalidReason::CoOwnersDisagree);
        assert_eq!(tell(text, &[asked], &differed), ["这张票已收到，但不计入：共有人意见不一。"]);
    }
}
