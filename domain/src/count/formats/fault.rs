//! What is wrong with a file, and what is only odd, in closed codes with places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;

/// Where in a file something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
}

impl std::fmt::Display for Place {
    /// As compilers do: `57:12`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

codes! {
    /// Why a file cannot be counted.
    pub enum FaultCode {
        /// The file could not be read to its end.
        Unreadable = "unreadable",
        /// Bytes that are no UTF-8. Save the file as UTF-8.
        NotUtf8 = "not_utf8",
        /// A line beyond [`MAX_RECORD`](super::MAX_RECORD) bytes.
        LineTooLong = "line_too_long",
        /// A quotation mark opens a cell and none closes it.
        QuoteNotClosed = "quote_not_closed",
        /// More cells in a line than [`MAX_CELLS`](super::MAX_CELLS).
        TooManyCells = "too_many_cells",
        /// More lines of meta data than [`MAX_KEYS`](super::MAX_KEYS).
        TooManyKeys = "too_many_keys",
        /// More projects or alternatives than [`MAX_OPTIONS`](super::MAX_OPTIONS).
        TooManyOptions = "too_many_options",
        /// More voters than a 64-bit number holds.
        TooManyVoters = "too_many_voters",
        /// A line before any of META, PROJECTS, VOTES.
        BeforeSections = "before_sections",
        /// The named section is missing, or stands twice or out of the order META, PROJECTS, VOTES.
        SectionMisplaced = "section_misplaced",
        /// The named column is missing in the section's header.
        ColumnMissing = "column_missing",
        /// Two columns have the same name.
        ColumnTwice = "column_twice",
        /// The named key is missing.
        KeyMissing = "key_missing",
        /// The key stands twice with different values.
        KeyTwice = "key_twice",
        /// A `vote_type` that the format does not have.
        FormUnknown = "form_unknown",
        /// Not an amount: digits, and perhaps a dot and more digits.
        AmountInvalid = "amount_invalid",
        /// An amount with more digits than can be counted exactly.
        AmountTooLarge = "amount_too_large",
        /// A project without an id.
        IdMissing = "id_missing",
        /// Two projects have the same id.
        ProjectTwice = "project_twice",
        /// The ballot names a project or an alternative that is not in the file's list.
        OptionUnknown = "option_unknown",
        /// The ballot names a project or an alternative twice.
        OptionTwice = "option_twice",
        /// Not points: a whole number from 0.
        PointsInvalid = "points_invalid",
        /// Not as many points as projects on the ballot.
        PointsMissing = "points_missing",
        /// Not a whole number from 1.
        CountInvalid = "count_invalid",
        /// No number of alternatives before the first ballot, or not a number.
        AlternativesMissing = "alternatives_missing",
        /// Braces that do not pair, or with nothing between them.
        BracesUnpaired = "braces_unpaired",
        /// A ballot without the colon after its number of voters.
        ColonMissing = "colon_missing",
        /// The ballot holds equals, and files of this type do not.
        TieInStrict = "tie_in_strict",
        /// The ballot leaves alternatives out, and files of this type do not.
        Incomplete = "incomplete",
        /// Not the JSON that this line should be.
        JsonInvalid = "json_invalid",
        /// A ballot that does not fit the form that the first line states.
        FormDiffers = "form_differs",
    }
}

codes! {
    /// What is odd in a file that can be counted nevertheless.
    pub enum WarningCode {
        /// An empty line.
        LineEmpty = "line_empty",
        /// Cells beyond the header's columns; they are not read.
        CellsLeftOver = "cells_left_over",
        /// Fewer cells than the header has columns; those missing are empty.
        CellsMissing = "cells_missing",
        /// Text after the quotation mark that closes a cell; it is taken as part of the cell.
        TextAfterQuote = "text_after_quote",
        /// META does not begin with `key;value`.
        HeaderMissing = "header_missing",
        /// A decimal comma; it is taken as a dot.
        DecimalComma = "decimal_comma",
        /// A project whose id has a comma: no ballot can name it, for a comma parts ids there.
        IdWithComma = "id_with_comma",
        /// A key stands twice; the first is read.
        KeyTwice = "key_twice",
        /// Not a number where one should be; it is not needed for counting and not read.
        NumberInvalid = "number_invalid",
        /// Another number of projects or alternatives than the file states.
        OptionsDiffer = "options_differ",
        /// Another number of ballots than the file states.
        BallotsDiffer = "ballots_differ",
        /// Another number of different ballots than the file states.
        OrdersDiffer = "orders_differ",
        /// A second ballot of the same voter; both are counted.
        VoterTwice = "voter_twice",
        /// A ballot without a voter.
        VoterMissing = "voter_missing",
        /// An approval ballot names a project twice; it counts once.
        OptionTwice = "option_twice",
        /// Nothing between two commas.
        ItemEmpty = "item_empty",
        /// Fewer projects on a ballot than `min_length`.
        BallotTooShort = "ballot_too_short",
        /// More projects on a ballot than `max_length`, or than the one where one is chosen.
        BallotTooLong = "ballot_too_long",
        /// The projects of a ballot cost less than `min_sum_cost` or more than `max_sum_cost`.
        BallotCost = "ballot_cost",
        /// Points below `min_points` or above `max_points`.
        PointsOutside = "points_outside",
        /// All points of a ballot are below `min_sum_points` or above `max_sum_points`.
        PointsSumOutside = "points_sum_outside",
        /// The column `votes` says another number of ballots for the project than there are.
        VotesDiffer = "votes_differ",
        /// The column `score` says another sum of points for the project than there is.
        ScoreDiffers = "score_differs",
        /// A line of meta data that is not understood.
        KeyUnknown = "key_unknown",
        /// The file calls itself another type than its ballots are.
        TypeDiffers = "type_differs",
    }
}

/// Why a file cannot be counted, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{place}: {} {shown}", code.code())]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// Why.
    pub code: FaultCode,
    /// What stands there or is missed, cut to [`Fault::SHOWN`] characters; may be empty.
    pub shown: String,
}

impl Fault {
    /// The most characters of the file that a fault or warning repeats.
    pub const SHOWN: usize = 60;

    pub(super) fn new(place: Place, code: FaultCode, shown: &str) -> Self {
        Self { place, code, shown: cut(shown) }
    }
}

/// What is odd, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Warning {
    /// Where.
    pub place: Place,
    /// What.
    pub code: WarningCode,
    /// What stands there, cut to [`Fault::SHOWN`] characters; may be empty.
    pub shown: String,
}

/// Everything odd: the first of each kind in full, and how often each kind came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warnings {
    listed: Vec<Warning>,
    by_code: BTreeMap<WarningCode, u64>,
}

impl Warnings {
    /// The most of one kind that are kept in full.
    pub const LISTED: u64 = 5;

    /// Notes a warning. Finding its place takes a walk over the line, so it is asked for only if it is kept.
    pub(super) fn add(&mut self, code: WarningCode, what: impl FnOnce() -> (Place, String)) {
        let count = self.by_code.entry(code).or_insert(0);
        *count = count.saturating_add(1);
        if *count <= Self::LISTED {
            let (place, shown) = what();
            self.listed.push(Warning { place, code, shown: cut(&shown) });
        }
    }

    /// The first of each kind, in the order they were found.
    #[must_use]
    pub fn listed(&self) -> &[Warning] {
        &self.listed
    }

    /// How often each kind came.
    #[must_use]
    pub const fn by_code(&self) -> &BTreeMap<WarningCode, u64> {
        &self.by_code
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_code.values().fold(0, |sum, count| sum.saturating_add(*count))
    }
}

/// Short enough to stand in a message, and without what would break its line.
fn cut(shown: &str) -> String {
    let shown = shown.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    shown.take(Fault::SHOWN).collect()
}
