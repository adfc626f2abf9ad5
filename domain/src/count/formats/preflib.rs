//! PrefLib's files of rankings: `.soc`, `.soi`, `.toc`, `.toi`.
//!
//! First lines `# KEY: value`, then one line for each ranking that was cast: how many voters cast it, a colon, and
//! the alternatives' numbers from the best, equals between braces: `25: 1,{2,4},3`. Source: preflib.org/format.

use std::io::BufRead;

use super::fault::{Fault, FaultCode, Place, WarningCode, Warnings};
use super::records::Lines;
use super::{MAX_KEYS, MAX_OPTIONS};
use crate::codes;
use crate::count::ballot::OptionNo;

codes! {
    /// What rankings a file may hold.
    pub enum Kind {
        /// Every alternative, no equals.
        StrictComplete = "soc",
        /// Some alternatives, no equals.
        StrictIncomplete = "soi",
        /// Every alternative, equals allowed.
        TiesComplete = "toc",
        /// Some alternatives, equals allowed.
        TiesIncomplete = "toi",
    }
}

impl Kind {
    /// Whether alternatives may be ranked equally.
    #[must_use]
    pub const fn has_ties(self) -> bool {
        matches!(self, Self::TiesComplete | Self::TiesIncomplete)
    }

    /// Whether every ballot ranks every alternative.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::StrictComplete | Self::TiesComplete)
    }
}

/// Equal rankings of a number of voters, as one line of the file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rankings {
    /// Tiers from the best; an alternative in none is not ranked. No tier is empty; a blank ballot has none.
    pub tiers: Vec<Vec<OptionNo>>,
    /// How many voters; at least one.
    pub count: u64,
}

/// A file whose head was read and whose ballots are read one after the other.
pub struct File<R> {
    lines: Lines<R>,
    kind: Kind,
    title: String,
    /// By number; empty where the file has none.
    names: Vec<String>,
    warnings: Warnings,
    /// Whether the line at hand was not looked at yet.
    pending: bool,
    stated: Stated,
    voters: u64,
    orders: u64,
    /// By alternative, the line that named it last.
    seen: Vec<u64>,
}

/// What the head says of the ballots, and where.
#[derive(Default)]
struct Stated {
    voters: Option<(u64, Place)>,
    orders: Option<(u64, Place)>,
    kind: Option<Kind>,
}

impl<R: BufRead> File<R> {
    /// Reads the head. `kind` is what the file's name says; without, its own word counts, and without both any
    /// ranking may come.
    pub fn open(input: R, kind: Option<Kind>) -> Result<Self, Fault> {
        let mut file = Self {
            lines: Lines::new(input),
            kind: Kind::TiesIncomplete,
            title: String::new(),
            names: Vec::new(),
            warnings: Warnings::default(),
            pending: false,
            stated: Stated::default(),
            voters: 0,
            orders: 0,
            seen: Vec::new(),
        };
        let mut keys = 0;
        while file.lines.advance()? {
            if !file.lines.line().trim_start().starts_with('#') {
                file.pending = true;
                break;
            }
            keys += 1;
            if keys > MAX_KEYS {
                return Err(Fault::new(file.lines.place(0), FaultCode::TooManyKeys, ""));
            }
            file.read_key(kind)?;
        }
        file.kind = kind.or(file.stated.kind).unwrap_or(file.kind);
        if file.names.is_empty() {
            let place = if file.pending { file.lines.place(0) } else { file.lines.end() };
            return Err(Fault::new(place, FaultCode::AlternativesMissing, "NUMBER ALTERNATIVES"));
        }
        Ok(file)
    }

    fn read_key(&mut self, kind: Option<Kind>) -> Result<(), Fault> {
        let line = self.lines.line();
        let Some((key, value)) = line.trim_start().trim_start_matches('#').split_once(':') else {
            return Ok(());
        };
        let (key, value) = (key.trim(), value.trim());
        let place = || self.lines.place(offset(line, value));
        match key {
            "TITLE" => self.title = value.to_owned(),
            "NUMBER ALTERNATIVES" => {
                let missing = || Fault::new(place(), FaultCode::AlternativesMissing, value);
                let number: usize = value.parse().map_err(|_any| missing())?;
                if number > MAX_OPTIONS {
                    return Err(Fault::new(place(), FaultCode::TooManyOptions, value));
                }
                if !self.names.is_empty() && self.names.len() != number {
                    return Err(Fault::new(place(), FaultCode::KeyTwice, key));
                }
                self.names.resize(number, String::new());
                self.seen.resize(number, 0);
            }
            "NUMBER VOTERS" => self.stated.voters = value.parse().ok().map(|number| (number, place())),
            "NUMBER UNIQUE ORDERS" => self.stated.orders = value.parse().ok().map(|number| (number, place())),
            "DATA TYPE" => {
                self.stated.kind = value.parse().ok();
                if self.stated.kind.is_none() || kind.is_some_and(|kind| Some(kind) != self.stated.kind) {
                    self.warnings.add(WarningCode::TypeDiffers, || (place(), value.to_owned()));
                }
            }
            _ => {
                if let Some(number) = key.strip_prefix("ALTERNATIVE NAME ") {
                    let name = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                    match name.and_then(|index| self.names.get_mut(index)) {
                        Some(name) => value.clone_into(name),
                        None => self.warnings.add(WarningCode::KeyUnknown, || (place(), key.to_owned())),
                    }
                }
            }
        }
        Ok(())
    }

    /// What rankings there are.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What the vote is called; may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The alternatives' names in the order of their numbers; empty where the file gives none.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The next line of ballots; `None` behind the last.
    pub fn next_rankings(&mut self) -> Result<Option<Rankings>, Fault> {
        loop {
            if !std::mem::take(&mut self.pending) && !self.lines.advance()? {
                self.compare();
                return Ok(None);
            }
            let line = self.lines.line().trim();
            if line.is_empty() {
                self.warnings.add(WarningCode::LineEmpty, || (self.lines.place(0), String::new()));
            } else if !line.starts_with('#') {
                return self.read_rankings().map(Some);
            }
        }
    }

    /// What is odd; complete when the ballots were read to their end.
    pub const fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    fn read_rankings(&mut self) -> Result<Rankings, Fault> {
        let line = self.lines.line();
        let fault = |code, part: &str| Fault::new(self.lines.place(offset(line, part)), code, part);
        let (count, ranking) = line.split_once(':').ok_or_else(|| fault(FaultCode::ColonMissing, line))?;
        let count = count.trim();
        let number = count.parse().ok().filter(|number| *number > 0);
        let number = number.ok_or_else(|| fault(FaultCode::CountInvalid, count))?;
        self.voters =
            self.voters.checked_add(number).ok_or_else(|| fault(FaultCode::TooManyVoters, count))?;
        self.orders = self.orders.saturating_add(1);
        let mut order = Order { tiers: Vec::new(), tied: None, ranked: 0 };
        // A blank ballot ranks nothing.
        let words = if ranking.trim().is_empty() { 0 } else { usize::MAX };
        for word in ranking.split(',').map(str::trim).take(words) {
            let number = order.word(word, self.kind).map_err(|code| fault(code, word))?;
            if let Some(number) = number {
                let index = number.index().and_then(|index| self.seen.get_mut(index));
                let seen = index.ok_or_else(|| fault(FaultCode::OptionUnknown, word))?;
                if std::mem::replace(seen, self.orders) == self.orders {
                    return Err(fault(FaultCode::OptionTwice, word));
                }
            }
        }
        if order.tied.is_some() {
            return Err(fault(FaultCode::BracesUnpaired, ranking.trim()));
        }
        if self.kind.is_complete() && order.ranked < self.names.len() {
            return Err(fault(FaultCode::Incomplete, ranking.trim()));
        }
        Ok(Rankings { tiers: order.tiers, count: number })
    }

    /// Holds what came against what the head says.
    fn compare(&mut self) {
        let pairs = [
            (self.stated.voters.take(), self.voters, WarningCode::BallotsDiffer),
            (self.stated.orders.take(), self.orders, WarningCode::OrdersDiffer),
        ];
        for (stated, found, code) in pairs {
            if let Some((stated, place)) = stated
                && stated != found
            {
                self.warnings.add(code, || (place, format!("{stated} ≠ {found}")));
            }
        }
    }
}

/// The tiers so far.
struct Order {
    tiers: Vec<Vec<OptionNo>>,
    /// The tier between braces that is not closed yet.
    tied: Option<Vec<OptionNo>>,
    ranked: usize,
}

impl Order {
    /// Reads what stands between two commas: a number, perhaps with a brace before or behind it.
    fn word(&mut self, word: &str, kind: Kind) -> Result<Option<OptionNo>, FaultCode> {
        let mut digits = word;
        if let Some(rest) = digits.strip_prefix('{') {
            if self.tied.replace(Vec::new()).is_some() {
                return Err(FaultCode::BracesUnpaired);
            }
            digits = rest;
        }
        let closed = digits.strip_suffix('}');
        let digits = closed.unwrap_or(digits).trim();
        let number = match digits.parse() {
            Ok(number) => Some(OptionNo(number)),
            // Braces around nothing rank nothing.
            Err(_)
                if digits.is_empty() && closed.is_some() && self.tied.as_ref().is_some_and(Vec::is_empty) =>
            {
                None
            }
            Err(_) => return Err(FaultCode::OptionUnknown),
        };
        if let Some(number) = number {
            self.ranked += 1;
            match &mut self.tied {
                Some(tier) => tier.push(number),
                None => self.tiers.push(vec![number]),
            }
        }
        if closed.is_some() {
            let tier = self.tied.take().ok_or(FaultCode::BracesUnpaired)?;
            if tier.len() > 1 && !kind.has_ties() {
                return Err(FaultCode::TieInStrict);
            }
            if !tier.is_empty() {
                self.tiers.push(tier);
            }
        }
        Ok(number)
    }
}

/// Where `part`, a slice of `line`, begins in it.
fn offset(line: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(line.as_ptr().addr()).min(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "# TITLE: Where to eat\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 6\n\
                         # NUMBER UNIQUE ORDERS: 3\n# ALTERNATIVE NAME 1: 面馆\n# ALTERNATIVE NAME 2: Café\n\
                         3: 1,{2,3}\n2: 3\n1: {1, 2},3\n";

    fn read(text: &str, kind: Option<Kind>) -> Result<(Vec<String>, Warnings), Fault> {
        let mut file = File::open(text.as_bytes(), kind)?;
        let mut all = Vec::new();
        while let Some(Rankings { tiers, count }) = file.next_rankings()? {
            let tier =
                |tier: &Vec<OptionNo>| tier.iter().map(|o| o.0.to_string()).collect::<Vec<_>>().join("=");
            all.push(format!("{count}× {}", tiers.iter().map(tier).collect::<Vec<_>>().join(">")));
        }
        Ok((all, file.warnings().clone()))
    }

    #[test]
    fn a_small_file() {
        let file = File::open(SMALL.as_bytes(), None).expect("a good head");
        assert_eq!((file.title(), file.kind()), ("Where to eat", Kind::TiesIncomplete));
        assert_eq!(file.names(), ["面馆", "Café", ""]);
        let (rankings, warnings) = read(SMALL, Some(Kind::TiesIncomplete)).expect("good ballots");
        assert_eq!(rankings, ["3× 1>2=3", "2× 3", "1× 1=2>3"]);
        assert_eq!(warnings.total(), 0);
        assert_eq!(read(&SMALL.replace('\n', "\r\n"), None).expect("good ballots").0, rankings);
    }

    #[test]
    fn a_blank_ballot_and_braces_around_one_or_none() {
        let text = SMALL.replace("3: 1,{2,3}", "3:").replace("2: 3", "2: {3},{}");
        assert_eq!(read(&text, None).expect("good ballots").0, ["3× ", "2× 3", "1× 1=2>3"]);
    }

    #[test]
    fn every_fault_says_where_and_why() {
        for (from, to, kind, expected) in [
            ("# NUMBER ALTERNATIVES: 3\n", "", None, "6:1 alternatives_missing NUMBER ALTERNATIVES"),
            ("ALTERNATIVES: 3", "ALTERNATIVES: three", None, "2:24 alternatives_missing three"),
            ("ALTERNATIVES: 3", "ALTERNATIVES: 10001", None, "2:24 too_many_options 10001"),
            ("2: 3", "2 3", None, "8:1 colon_missing 2 3"),
            ("2: 3", "0: 3", None, "8:1 count_invalid 0"),
            ("2: 3", "-2: 3", None, "8:1 count_invalid -2"),
            ("2: 3", "18446744073709551615: 3", None, "8:1 too_many_voters 18446744073709551615"),
            ("2: 3", "2: 4", None, "8:4 option_unknown 4"),
            ("2: 3", "2: 0", None, "8:4 option_unknown 0"),
            ("2: 3", "2: 3,x", None, "8:6 option_unknown x"),
            ("2: 3", "2: 3,", None, "8:6 option_unknown "),
            ("2: 3", "2: 3,1,3", None, "8:8 option_twice 3"),
            ("2: 3", "2: {3,1", None, "8:4 braces_unpaired {3,1"),
            ("2: 3", "2: {3,{1}", None, "8:7 braces_unpaired {1}"),
            ("2: 3", "2: 3}", None, "8:4 braces_unpaired 3}"),
            ("2: 3", "2: 3", Some(Kind::StrictIncomplete), "7:9 tie_in_strict 3}"),
            ("2: 3", "2: 3", Some(Kind::TiesComplete), "8:4 incomplete 3"),
        ] {
            let fault = read(&SMALL.replacen(from, to, 1), kind).expect_err(to);
            assert_eq!(format!("{} {} {}", fault.place, fault.code.code(), fault.shown), expected);
        }
    }

    #[test]
    fn what_is_odd_is_told() {
        for (from, to, expected) in [
            ("VOTERS: 6", "VOTERS: 7", "3:18 ballots_differ 7 ≠ 6"),
            ("ORDERS: 3", "ORDERS: 4", "4:25 orders_differ 4 ≠ 3"),
            ("NAME 2", "NAME 4", "6:23 key_unknown ALTERNATIVE NAME 4"),
            ("# TITLE: Where to eat", "# DATA TYPE: cat", "1:14 type_differs cat"),
            ("2: 3", "\n2: 3", "8:1 line_empty "),
        ] {
            let warnings = read(&SMALL.replacen(from, to, 1), None).expect(to).1;
            let found: Vec<_> = warnings
                .listed()
                .iter()
                .map(|w| format!("{} {} {}", w.place, w.code.code(), w.shown))
                .collect();
            assert_eq!(found, [expected]);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_change_of_a_good_file_makes_the_reader_panic(at in 0..SMALL.len(), to: u8, cut in 0..SMALL.len()) {
            let mut bytes = SMALL.as_bytes().to_vec();
            bytes[at] = to;
            for bytes in [&bytes[..], &bytes[..cut]] {
                let mut file = File::open(bytes, None);
                while let Ok(open) = &mut file && matches!(open.next_rankings(), Ok(Some(_))) {}
            }
        }
    }
}
