//! A file of ballots for a spreadsheet: CSV that opens right in Chinese, and in which nothing runs as a formula.
//!
//! RFC 4180 with a byte order mark, without which spreadsheets in China read GBK. It says what the JSON Lines say and
//! is made of them alone, so that it can be compared byte for byte.

use std::fmt::Write as _;

use crate::count::json::tree::{self, Node};

/// Names of columns and answers.
mod words {
    pub(super) const NUMBER: &str = "序号";
    pub(super) const BALLOTS: &str = "票数";
    pub(super) const WEIGHT: &str = "权数";
    pub(super) const ANSWERS: [&str; 7] = [NUMBER, "题目", "回答", "楼栋", BALLOTS, "人数", "面积（平方米）"];
    pub(super) const NONE: &str = "都不选";
    pub(super) const SILENT: &str = "未参与表决";
    pub(super) const INVALID: &str = "无效：";
    /// What stands in the lines, and what in the sheet.
    pub(super) const SAID: [(&str, &str); 10] = [
        ("agree", "同意"),
        ("oppose", "反对"),
        ("abstain", "弃权"),
        ("blank", "空白"),
        ("together", "反对、弃权、空白合计"),
        ("unsigned", "未签名"),
        ("not_the_voters", "不是本人的票"),
        ("co_owners_disagree", "共有人意见不一"),
        ("unreadable", "无法辨认"),
        ("too_many_marks", "多选"),
    ];
}

/// What lines of one format become.
#[derive(Clone, Copy)]
enum Kind {
    /// A column for each option or project.
    Marks {
        /// Whether the order of projects on a ballot says which is wanted most.
        ordinal: bool,
    },
    /// A column for what was answered.
    Answers,
}

/// The sheet of a file of ballots in any of our formats; `None` if it is none.
#[must_use]
pub fn csv(lines: &str) -> Option<String> {
    let mut lines = lines.lines().filter(|line| !line.trim().is_empty());
    let head = tree::parse(lines.next()?).ok()?;
    let kind = match head.field("format")?.text()? {
        "yishi-answers/1" => Kind::Answers,
        _ => Kind::Marks { ordinal: head.field("form").and_then(Node::text) == Some("ordinal") },
    };
    let list = ["options", "questions", "projects"].into_iter().find_map(|name| head.field(name))?.items()?;
    let mut sheet = Sheet { text: "\u{feff}".to_owned(), is_first: true };
    sheet.head(kind, list)?;
    for (line, number) in lines.zip(1_u64..) {
        let line = tree::parse(line).ok()?;
        match kind {
            Kind::Marks { ordinal } => sheet.marks(number, &line, list, ordinal)?,
            Kind::Answers => sheet.answers(number, &line, list)?,
        }
    }
    Some(sheet.text)
}

struct Sheet {
    text: String,
    /// Whether the next cell is the first of its row.
    is_first: bool,
}

impl Sheet {
    fn cell(&mut self, content: &str) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        // What a spreadsheet would run, with the full width that Chinese keyboards type among it, is text.
        let runs = content.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
        let guard = if runs { "'" } else { "" };
        // Writing to a String cannot fail.
        let _ = if content.contains(['"', ',', '\n', '\r']) {
            write!(self.text, "\"{guard}{}\"", content.replace('"', "\"\""))
        } else {
            write!(self.text, "{guard}{content}")
        };
    }

    fn number(&mut self, number: u64) {
        self.cell(&number.to_string());
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.is_first = true;
    }

    fn head(&mut self, kind: Kind, list: &[Node<'_>]) -> Option<()> {
        match kind {
            Kind::Answers => words::ANSWERS.into_iter().for_each(|name| self.cell(name)),
            Kind::Marks { .. } => {
                self.cell(words::NUMBER);
                for (item, number) in list.iter().zip(1_usize..) {
                    self.cell(&name(item, number)?);
                }
                [words::BALLOTS, words::WEIGHT].into_iter().for_each(|name| self.cell(name));
            }
        }
        self.end();
        Some(())
    }

    /// A row of marks: a one, a score or a rank below each option that has one.
    fn marks(&mut self, number: u64, line: &Node<'_>, list: &[Node<'_>], ordinal: bool) -> Option<()> {
        self.number(number);
        for (item, place) in list.iter().zip(1_u64..) {
            match mark(line, item, place, ordinal) {
                Some(mark) => self.number(mark),
                None => self.cell(""),
            }
        }
        for key in ["count", "weight"] {
            self.number(line.field(key).and_then(Node::whole).unwrap_or(1));
        }
        self.end();
        Some(())
    }

    /// A row for each answer.
    fn answers(&mut self, number: u64, line: &Node<'_>, list: &[Node<'_>]) -> Option<()> {
        let question = |place: usize| list.get(place.checked_sub(1)?).and_then(|item| name(item, place));
        if let Some(answers) = line.field("answers") {
            for (answer, place) in answers.items()?.iter().zip(1_usize..) {
                self.answer(number, &question(place)?, said(answer.text()?), line)?;
            }
            return Some(());
        }
        if let (Some(place), Some(answer)) = (line.field("question"), line.field("answer")) {
            let place = usize::try_from(place.whole()?).ok()?;
            return self.answer(number, &question(place)?, said(answer.text()?), line);
        }
        if let Some(reason) = line.field("invalid") {
            return self.answer(number, "", &format!("{}{}", words::INVALID, said(reason.text()?)), line);
        }
        let Some(pick) = line.field("pick") else { return self.answer(number, "", words::SILENT, line) };
        match (pick.text(), pick.field("option")) {
            (Some("none"), _) => self.answer(number, "", words::NONE, line),
            (Some(other), _) => self.answer(number, "", said(other), line),
            (None, option) => {
                let place = usize::try_from(option?.whole()?).ok()?;
                self.answer(number, "", &question(place)?, line)
            }
        }
    }

    fn answer(&mut self, number: u64, question: &str, answer: &str, line: &Node<'_>) -> Option<()> {
        self.number(number);
        self.cell(question);
        self.cell(answer);
        let buildings = line.field("buildings").and_then(Node::items).unwrap_or_default();
        let buildings: Vec<_> = buildings.iter().filter_map(Node::text).collect();
        self.cell(&buildings.join("、"));
        let weight = line.field("weight");
        let of = |key: &str| weight.map_or(Some(1), |weight| weight.field(key)?.whole());
        self.number(of("ballots")?);
        self.number(of("heads")?);
        let area = weight.map_or(Some(0), |weight| weight.field("area")?.whole())?;
        self.cell(&format!("{}.{:04}", area / 10_000, area % 10_000));
        self.end();
        Some(())
    }
}

/// What a line says of an option: its `place` among the others, or the project's id.
fn mark(line: &Node<'_>, item: &Node<'_>, place: u64, ordinal: bool) -> Option<u64> {
    let is_place = |node: &Node<'_>| node.whole() == Some(place);
    if let Some(options) = line.field("options") {
        return options.items()?.iter().any(is_place).then_some(1);
    }
    if let Some(numbers) = line.field("numbers") {
        let pair =
            numbers.items()?.iter().filter_map(Node::items).find(|pair| pair.first().is_some_and(is_place));
        return pair?.get(1)?.whole();
    }
    if let Some(tiers) = line.field("ranking") {
        let tier =
            tiers.items()?.iter().position(|tier| tier.items().is_some_and(|t| t.iter().any(is_place)));
        return u64::try_from(tier?.checked_add(1)?).ok();
    }
    let id = item.field("id")?.text();
    let at = line.field("projects")?.items()?.iter().position(|project| project.text() == id)?;
    match line.field("points").and_then(Node::items) {
        Some(points) => points.get(at)?.whole(),
        None if ordinal => u64::try_from(at.checked_add(1)?).ok(),
        None => Some(1),
    }
}

/// `1. 地下车库` of an option, `12 晾衣架` of a project.
fn name(item: &Node<'_>, number: usize) -> Option<String> {
    match item.text() {
        Some(name) => Some(format!("{number}. {name}")),
        None => {
            let id = item.field("id")?.text()?;
            let name = item.field("name").and_then(Node::text);
            Some(name.map_or_else(|| id.to_owned(), |name| format!("{id} {name}")))
        }
    }
}

fn said(word: &str) -> &str {
    words::SAID.iter().find(|(found, _)| *found == word).map_or(word, |(_, said)| said)
}

#[cfg(test)]
mod tests {
    use super::csv;

    fn check(lines: &str, expected: &[&str]) {
        let sheet = csv(lines).expect("ballots");
        let rows =
            sheet.strip_prefix('\u{feff}').and_then(|text| text.strip_suffix("\r\n")).expect("a sheet");
        assert_eq!(rows.split("\r\n").collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_format_has_its_columns() {
        let head = "{\"format\":\"yishi-ballots/1\",\"options\":[\"地下, 车库\",\"路边\"]}\n";
        check(
            &format!("{head}{{\"options\":[2]}}\n{{}}\n{{\"options\":[1,2],\"count\":3,\"weight\":5}}\n"),
            &["序号,\"1. 地下, 车库\",2. 路边,票数,权数", "1,,1,1,1", "2,,,1,1", "3,1,1,3,5"],
        );
        check(
            &format!("{head}{{\"ranking\":[[2],[1]]}}\n{{\"numbers\":[[2,7]]}}\n"),
            &["序号,\"1. 地下, 车库\",2. 路边,票数,权数", "1,2,1,1,1", "2,,7,1,1"],
        );
        let head = "{\"format\":\"yishi-budget-ballots/1\",\"form\":\"ordinal\",\"budget\":\"9\",\"projects\":\
                    [{\"id\":\"=1\",\"cost\":\"7\",\"name\":\"晾衣架\"},{\"id\":\"b\",\"cost\":null}]}\n";
        check(
            &format!("{head}{{\"projects\":[\"b\",\"=1\"]}}\n{{\"projects\":[\"b\"],\"points\":[4]}}\n"),
            &["序号,'=1 晾衣架,b,票数,权数", "1,2,1,1,1", "2,,4,1,1"],
        );
        let head = head.replace("ordinal", "approval");
        check(
            &format!("{head}{{\"projects\":[\"b\",\"=1\"]}}\n"),
            &["序号,'=1 晾衣架,b,票数,权数", "1,1,1,1,1"],
        );
        let weight = "\"weight\":{\"ballots\":7,\"heads\":6,\"area\":8952003}";
        let head = "{\"format\":\"yishi-answers/1\",\"questions\":[\"甲\",\"乙\"],\"electorate\":{}}\n";
        check(
            &format!(
                "{head}{{\"answers\":[\"agree\",\"blank\"]}}\n{{\"silent\":true,{weight}}}\n\
                 {{\"question\":2,\"answer\":\"oppose\",\"buildings\":[\"3\",\"4\"],{weight}}}\n\
                 {{\"invalid\":\"unsigned\",{weight}}}\n{{\"pick\":{{\"option\":2}}}}\n{{\"pick\":\"none\"}}\n"
            ),
            &[
                "序号,题目,回答,楼栋,票数,人数,面积（平方米）",
                "1,1. 甲,同意,,1,1,0.0000",
                "1,2. 乙,空白,,1,1,0.0000",
                "2,,未参与表决,,7,6,895.2003",
                "3,2. 乙,反对,3、4,7,6,895.2003",
                "4,,无效：未签名,,7,6,895.2003",
                "5,,2. 乙,,1,1,0.0000",
                "6,,都不选,,1,1,0.0000",
            ],
        );
    }

    #[test]
    fn what_is_no_file_of_ballots_has_no_sheet() {
        for wrong in ["", "{}", "{\"format\":\"yishi-ballots/1\"}", "{\"format\":\"x\",\"options\":[1]}\n"] {
            assert_eq!(csv(wrong), None, "{wrong}");
        }
        let answers = "{\"format\":\"yishi-answers/1\",\"questions\":[\"甲\"],\"electorate\":{}}\n";
        assert_eq!(csv(&format!("{answers}{{\"question\":2,\"answer\":\"agree\"}}\n")), None);
    }

    #[test]
    fn nothing_runs_as_a_formula() {
        let lines = "{\"format\":\"yishi-answers/1\",\"questions\":[\"=1+1\"],\"electorate\":{}}\n\
                     {\"question\":1,\"answer\":\"agree\",\"buildings\":[\"=cmd|'/c calc'!A1\"]}\n\
                     {\"question\":1,\"answer\":\"@SUM(A1)\"}\n{\"question\":1,\"answer\":\"＝1,\\\"2\\\"\"}\n";
        check(
            lines,
            &[
                "序号,题目,回答,楼栋,票数,人数,面积（平方米）",
                "1,1. =1+1,同意,'=cmd|'/c calc'!A1,1,1,0.0000",
                "2,1. =1+1,'@SUM(A1),,1,1,0.0000",
                "3,1. =1+1,\"'＝1,\"\"2\"\"\",,1,1,0.0000",
            ],
        );
    }
}
