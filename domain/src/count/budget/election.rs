//! A participatory-budgeting election: money, projects, and ballots with equals merged.
//!
//! What every format is read into and every budget rule counts. Nothing here is a rule: which ballots and
//! projects a rule admits, and how it reads points and ranks, its manifest says.

use serde::{Deserialize, Serialize};

/// Money in the smallest unit that the election's amounts need: [`Election::scale`] says how many decimal
/// places that is (2 for fen where the file speaks of yuan). Sums of many are taken in `i128`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    /// None.
    pub const ZERO: Self = Self(0);

    /// The number of smallest units.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The number of smallest units, for products and sums.
    #[must_use]
    pub fn wide(self) -> i128 {
        i128::from(self.0)
    }

    /// The sum; `None` beyond 64 bits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).filter(|rest| *rest >= 0).map(Self)
    }

    /// The sum of all; `None` beyond 64 bits.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// The same amount where `places` more decimal places are counted; `None` beyond 64 bits.
    #[must_use]
    pub fn finer(self, places: u32) -> Option<Self> {
        10_i64.checked_pow(places).and_then(|factor| self.0.checked_mul(factor)).map(Self)
    }

    /// Reads `12`, `12.5` or `0.05`: digits, and at most one dot with digits on both sides.
    #[must_use]
    pub fn parse(text: &str, scale: u32) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(part) {
            return None;
        }
        let part = part.trim_end_matches('0');
        let places = u32::try_from(part.len()).ok()?;
        let part = if part.is_empty() { 0 } else { part.parse::<i64>().ok()? };
        let part = Self(part).finer(scale.checked_sub(places)?)?;
        Self(whole.parse().ok()?).finer(scale)?.plus(part)
    }

    /// How many decimal places `text` needs, if [`Money::parse`] can read it: 1 for `12.50`.
    #[must_use]
    pub fn places(text: &str) -> u32 {
        let part = text.split_once('.').map_or("", |(_, part)| part);
        u32::try_from(part.trim_end_matches('0').len()).unwrap_or(u32::MAX)
    }

    /// As it is written in files: `1040337`, `2532645.83`; as many decimals as the scale has.
    #[must_use]
    pub fn display(self, scale: u32) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let sign = if self.0 < 0 { "-" } else { "" };
        let Ok(places) = usize::try_from(scale) else { return format!("{sign}{digits}") };
        if places == 0 {
            return format!("{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = places.saturating_add(1));
        let (whole, part) = digits.split_at(digits.len() - places);
        format!("{sign}{whole}.{part}")
    }
}

/// A project's name among the others of its election, as the file has it. Ordered as text, by code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectId(Box<str>);

impl ProjectId {
    /// The id that is written `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for ProjectId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ProjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What money is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// As in the file.
    pub id: ProjectId,
    /// What it costs; `None` if it was withdrawn after printing (999999999 in Pabulib): never to be selected.
    pub cost: Option<Money>,
    /// What it is called.
    pub name: Option<String>,
    /// The organiser's own count of ballots naming it. Never used in counting, only compared.
    pub votes: Option<u64>,
    /// The organiser's own sum of points. Never used in counting, only compared.
    pub score: Option<i64>,
    /// The organiser's result: 0 not selected, 1 selected, 2 and more as a comment in the file explains.
    pub selected: Option<u8>,
    /// What the other columns say, in the order of [`Election::columns`]: cells of a Pabulib file, as they stand
    /// there. One text and not a list, so that a file of empty cells cannot fill the memory.
    pub more: Box<str>,
}

impl Project {
    /// A project of which nothing else is known.
    #[must_use]
    pub fn new(id: &str, cost: Option<Money>) -> Self {
        let id = ProjectId::new(id);
        Self { id, cost, name: None, votes: None, score: None, selected: None, more: Box::default() }
    }

    /// Whether the organiser's result says that the rule selected it. Codes above 1 tell of something else: an
    /// error of the organiser's that was let stand, money from another purse.
    #[must_use]
    pub fn is_official_winner(&self) -> bool {
        self.selected == Some(1)
    }
}

/// What voters were asked to do: Pabulib's `vote_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Name any projects, up to a limit of number or cost. Pabulib: `approval`.
    Approval,
    /// Name one project. Pabulib: `choose-1`.
    ChooseOne,
    /// Share a number of points among projects. Pabulib: `cumulative`.
    Cumulative,
    /// Give each project points of its own. Pabulib: `scoring`.
    Scoring,
    /// Name projects from the most to the least wanted. Pabulib: `ordinal`.
    Ordinal,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 5] =
        [Self::Approval, Self::ChooseOne, Self::Cumulative, Self::Scoring, Self::Ordinal];

    /// Pabulib's word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::ChooseOne => "choose-1",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
            Self::Ordinal => "ordinal",
        }
    }

    /// The form Pabulib calls so.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }

    /// Whether a ballot says points beside the projects.
    #[must_use]
    pub const fn has_points(self) -> bool {
        matches!(self, Self::Cumulative | Self::Scoring)
    }
}

/// What the file says of the whole election: keys and values in the file's order, all text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta(pub Vec<(String, String)>);

impl Meta {
    /// The value of `key`, if it stands there and is not empty.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// One project on a ballot with the points it got; 1 where a ballot has no points. On ordinal ballots the order
/// says everything, and what a rank is worth is the rule's.
pub type Mark = (u32, u64);

/// Equal ballots, merged. The order of ballots in a file can therefore never matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// What they say: places in [`Election::projects`] with points. By place, but on ordinal ballots from the
    /// most wanted. A blank ballot is a ballot: it has none, and counts as a voter. No project stands twice.
    pub choices: Box<[Mark]>,
    /// How many voters say it.
    pub count: u64,
}

/// An election: who asks for what, how much there is, and what the voters say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// What the file says of it.
    pub meta: Meta,
    /// Decimal places of all amounts.
    pub scale: u32,
    /// What there is to give out.
    pub budget: Money,
    /// How people voted.
    pub form: Form,
    /// Names of the columns that only files know, in the order of [`Project::more`].
    pub columns: Vec<String>,
    /// The projects in the file's order. No id stands twice.
    pub projects: Vec<Project>,
    /// The ballots, ascending, no ballot twice.
    pub groups: Vec<Group>,
}

impl Election {
    /// An election of ballots that are at hand, one for each voter; equals are merged, and choices brought into
    /// their order. What [`Group::choices`] asks of a ballot is the caller's to see to.
    #[must_use]
    pub fn new(
        scale: u32,
        budget: Money,
        form: Form,
        projects: Vec<Project>,
        ballots: impl IntoIterator<Item = Vec<Mark>>,
    ) -> Self {
        let one = |mut choices: Vec<Mark>| {
            if form != Form::Ordinal {
                choices.sort_unstable();
            }
            Group { choices: choices.into_boxed_slice(), count: 1 }
        };
        let mut groups: Vec<Group> = ballots.into_iter().map(one).collect();
        groups.sort_unstable();
        groups.dedup_by(|next, kept| {
            let same = next.choices == kept.choices;
            kept.count = if same { kept.count.saturating_add(next.count) } else { kept.count };
            same
        });
        Self { groups, ..Self::without_ballots(scale, budget, form, projects) }
    }

    /// An election in which nobody has voted.
    #[must_use]
    pub fn without_ballots(scale: u32, budget: Money, form: Form, projects: Vec<Project>) -> Self {
        let (meta, columns, groups) = (Meta::default(), Vec::new(), Vec::new());
        Self { meta, scale, budget, form, columns, projects, groups }
    }

    /// How many ballots there are, blank ones among them.
    #[must_use]
    pub fn voters(&self) -> u64 {
        self.groups.iter().fold(0, |sum, group| sum.saturating_add(group.count))
    }

    /// The place of a project; its place in [`Election::projects`] is what ballots hold.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.projects.iter().position(|project| project.id.as_str() == id)
    }

    /// The same election with amounts in smaller units: `scale` decimal places. `None` if amounts would lose
    /// digits or grow beyond 64 bits.
    #[must_use]
    pub fn at_scale(mut self, scale: u32) -> Option<Self> {
        let places = scale.checked_sub(self.scale)?;
        self.budget = self.budget.finer(places)?;
        for project in &mut self.projects {
            if let Some(cost) = project.cost {
                project.cost = Some(cost.finer(places)?);
            }
        }
        self.scale = scale;
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_to_the_last_decimal_or_not_at_all() {
        for (text, scale, money) in [
            ("12", 0, Some(12)),
            ("12", 2, Some(1200)),
            ("2532645.83", 2, Some(253_264_583)),
            ("0.05", 2, Some(5)),
            ("12.500", 1, Some(125)),
            ("12.55", 1, None),
            ("12.", 2, None),
            (".5", 2, None),
            ("-1", 0, None),
            ("+1", 0, None),
            ("1e3", 0, None),
            ("", 0, None),
            ("9223372036854775807", 0, Some(i64::MAX)),
            ("9223372036854775808", 0, None),
            ("9223372036854775807", 1, None),
            ("92233720368547758.07", 2, Some(i64::MAX)),
            ("92233720368547758.08", 2, None),
        ] {
            assert_eq!(Money::parse(text, scale), money.map(Money), "{text} at {scale}");
        }
        assert_eq!([Money::places("12.50"), Money::places("12"), Money::places("0.125")], [1, 0, 3]);
    }

    #[test]
    fn money_is_written_as_it_was_read() {
        for (money, scale, text) in
            [(253_264_583, 2, "2532645.83"), (5, 2, "0.05"), (0, 0, "0"), (-5, 1, "-0.5"), (7, 0, "7")]
        {
            assert_eq!(Money(money).display(scale), text);
        }
        assert_eq!(Money(i64::MIN).display(3), "-9223372036854775.808");
    }

    #[test]
    fn equal_ballots_are_one_group_in_any_order() {
        let projects = || (1..=3).map(|id| Project::new(&id.to_string(), Some(Money(id)))).collect();
        let new = |ballots: Vec<Vec<Mark>>| Election::new(0, Money(5), Form::Approval, projects(), ballots);
        let one = new(vec![vec![(0, 1), (2, 1)], vec![], vec![(2, 1), (0, 1)], vec![(1, 1)]]);
        let two = new(vec![vec![(1, 1)], vec![(2, 1), (0, 1)], vec![(0, 1), (2, 1)], vec![]]);
        assert_eq!(one, two);
        assert_eq!((one.voters(), one.groups.len()), (4, 3));
        assert_eq!(one.groups[1], Group { choices: Box::new([(0, 1), (2, 1)]), count: 2 });
        assert_eq!(one.place("3"), Some(2));
    }

    #[test]
    fn a_finer_scale_changes_no_amount() {
        let projects = vec![Project::new("a", Some(Money(7))), Project::new("b", None)];
        let election = Election::new(0, Money(10), Form::Approval, projects, [vec![(0, 1)]]);
        let fen = election.at_scale(2).expect("small amounts");
        assert_eq!(
            (fen.budget, fen.projects[0].cost, fen.projects[1].cost),
            (Money(1000), Some(Money(700)), None)
        );
        assert_eq!(fen.at_scale(1), None);
    }
}
