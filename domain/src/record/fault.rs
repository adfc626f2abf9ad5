//! Why a record is not believed, in closed codes with places.

use serde::Serialize;

use super::sums::SumsFault;
use super::zip::ZipFault;
use crate::codes;
use crate::log::checkpoint::CheckpointError;
use crate::log::note::NoteError;

codes! {
    /// What is checked, in this order: whoever reads of a fault knows that all before it was found right.
    pub enum Stage {
        /// The file as a zip, and which files are in it.
        Archive = "archive",
        /// The hashes of the files, and who signed them.
        Sums = "sums",
        /// What was asked, by which rules.
        Manifest = "manifest",
        /// Who may take part, and with what weight.
        Roll = "roll",
        /// The public log from the vote's opening to its count.
        Log = "log",
        /// The ballots: those that the log says count, all of them and no others.
        Ballots = "ballots",
        /// The files that are counted, each question's.
        Questions = "questions",
        /// The outcome, counted again.
        Outcome = "outcome",
        /// The unit-level file for those of the scope.
        Openings = "openings",
        /// A voter's receipt.
        Receipt = "receipt",
    }

    /// What is wrong.
    pub enum FaultCode {
        /// More than 64 MiB, or a thousand files.
        ArchiveTooLarge = "archive_too_large",
        /// No zip at all.
        ArchiveNotZip = "archive_not_zip",
        /// It ends too early: not fetched to its end.
        ArchiveTruncated = "archive_truncated",
        /// A file in it is compressed or encrypted: packed anew by another program.
        ArchiveCompressed = "archive_compressed",
        /// A file's check sum is wrong: damaged.
        ArchiveDamaged = "archive_damaged",
        /// Two files of one name.
        ArchiveNameTwice = "archive_name_twice",
        /// A zip, but not written as records are: packed anew or changed by another program.
        ArchiveForeign = "archive_foreign",
        /// A file that a record of this vote has is not there, or not in its place.
        FileMissing = "file_missing",
        /// A file that a record of this vote does not have.
        FileUnexpected = "file_unexpected",
        /// Bytes that are no UTF-8, or a last line without its end.
        NotText = "not_text",
        /// JSON that cannot be read, or that does not say what this file says.
        JsonInvalid = "json_invalid",
        /// JSON that says the right things but is not written in the one canonical way.
        NotCanonical = "not_canonical",

        /// The key in the record is none.
        KeyInvalid = "key_invalid",
        /// Signed by another key than the one given.
        KeyOther = "key_other",
        /// `sums` is no signed note of a record's hashes.
        SumsMalformed = "sums_malformed",
        /// The key has not signed the hashes.
        SumsNotSigned = "sums_not_signed",
        /// The signature is not that of these hashes.
        SumsSignatureWrong = "sums_signature_wrong",
        /// The hashes are signed for another log.
        SumsOfAnotherLog = "sums_of_another_log",
        /// The hashes are signed for another vote.
        SumsOfAnotherVote = "sums_of_another_vote",
        /// Other files were signed than there are.
        SumsOfOtherFiles = "sums_of_other_files",
        /// A file is not the one that was signed.
        HashDiffers = "hash_differs",

        /// The manifest names another log than the key.
        ManifestOfAnotherLog = "manifest_of_another_log",
        /// Questions that cannot be put, or a rule that is none.
        QuestionsInvalid = "questions_invalid",

        /// The roll is not the one whose hash the manifest has.
        RollHashDiffers = "roll_hash_differs",
        /// The lines are not in the order of their commitments.
        RollNotSorted = "roll_not_sorted",
        /// One head twice.
        RollTwice = "roll_twice",
        /// A line with other than one ballot.
        RollLineInvalid = "roll_line_invalid",
        /// The lines come to another sum than the manifest says.
        RollTotalDiffers = "roll_total_differs",

        /// The tree before the first entry cannot be as `log.json` says.
        LogEdgeInvalid = "log_edge_invalid",
        /// The checkpoint cannot be read.
        CheckpointMalformed = "checkpoint_malformed",
        /// The key has not signed the checkpoint.
        CheckpointNotSigned = "checkpoint_not_signed",
        /// The signature is not that of this checkpoint.
        CheckpointSignatureWrong = "checkpoint_signature_wrong",
        /// A checkpoint of another log.
        CheckpointOfAnotherLog = "checkpoint_of_another_log",
        /// The checkpoint has more or fewer entries than the record leads to.
        LogSizeDiffers = "log_size_differs",
        /// The entries are not those under the checkpoint's root.
        LogRootDiffers = "log_root_differs",
        /// A line that is no entry.
        EntryInvalid = "entry_invalid",
        /// The first entry is not the opening of this vote.
        OpenedNotFirst = "opened_not_first",
        /// The vote is opened twice.
        OpenedTwice = "opened_twice",
        /// The log opened the vote with another manifest.
        ManifestNotLogged = "manifest_not_logged",
        /// The log opened the vote with another roll.
        RollNotLogged = "roll_not_logged",
        /// The last entry is not the count of this vote.
        CountedNotLast = "counted_not_last",
        /// The vote is counted again without an objection having been answered.
        CountedTwice = "counted_twice",
        /// The vote was called off.
        CalledOff = "called_off",
        /// The last count in the log came to another outcome.
        OutcomeNotLogged = "outcome_not_logged",
        /// A ballot is taken twice.
        CommitmentTwice = "commitment_twice",
        /// A ballot is replaced that was not there, or no longer counted.
        ReplacedNotCurrent = "replaced_not_current",
        /// A ballot is set aside that was not there, or no longer counted.
        SetAsideNotCurrent = "set_aside_not_current",
        /// A head is joined that is not on the roll, or was joined already.
        JoinedNotOnRoll = "joined_not_on_roll",

        /// More ballots count than there are heads.
        TooManyBallots = "too_many_ballots",
        /// A ballot of another vote.
        BallotOfAnotherVote = "ballot_of_another_vote",
        /// A ballot that names a head, where nobody is to know whose it is.
        BallotNamesHead = "ballot_names_head",
        /// A ballot that does not answer the questions in their form.
        BallotInvalid = "ballot_invalid",
        /// Ballots not in the order of their commitments.
        BallotsNotSorted = "ballots_not_sorted",
        /// One ballot twice.
        BallotTwice = "ballot_twice",
        /// A ballot that the log does not count.
        BallotNotLogged = "ballot_not_logged",
        /// A ballot that the log counts is not there.
        BallotMissing = "ballot_missing",
        /// The sums come to more or fewer ballots than the log counts.
        BallotsDiffer = "ballots_differ",

        /// The file is not what the ballots say.
        QuestionDiffers = "question_differs",
        /// The file cannot be counted.
        QuestionInvalid = "question_invalid",
        /// Two questions were answered by different ballots.
        QuestionsDisagree = "questions_disagree",
        /// A cell of few heads names its buildings.
        CellTooSmall = "cell_too_small",
        /// The table for spreadsheets does not say what the ballots say.
        SheetDiffers = "sheet_differs",
        /// The Pabulib file does not say what the ballots say.
        PabulibDiffers = "pabulib_differs",

        /// Counting again gives another outcome.
        OutcomeDiffers = "outcome_differs",
        /// A rule of a kind that this program does not count.
        RuleNotCounted = "rule_not_counted",

        /// A head that is not on the roll, or was joined to another.
        OpeningNotOnRoll = "opening_not_on_roll",
        /// A ballot and a head that do not belong together.
        OpeningOfAnotherHead = "opening_of_another_head",
        /// One head twice.
        OpeningHeadTwice = "opening_head_twice",
        /// The ballots come to other sums than the public cells.
        OpeningsDiffer = "openings_differ",

        /// No receipt.
        ReceiptInvalid = "receipt_invalid",
        /// The key has not signed the receipt, or not this one.
        ReceiptNotSigned = "receipt_not_signed",
        /// A receipt of another vote, or another hall.
        ReceiptOfAnotherVote = "receipt_of_another_vote",
        /// The ballot in the receipt is not the one that was signed.
        ReceiptOpeningDiffers = "receipt_opening_differs",
        /// The ballot of the receipt is not in the log: the hall took it and left it out.
        ReceiptNotLogged = "receipt_not_logged",
        /// The receipt's own proof does not show the ballot in the log.
        ReceiptProofWrong = "receipt_proof_wrong",
        /// The receipt's own proof leads to another log than the record: the hall showed two.
        ReceiptProofOfAnotherLog = "receipt_proof_of_another_log",
        /// The ballot counts, and is not the one published.
        ReceiptBallotDiffers = "receipt_ballot_differs",
    }
}

/// Why a record is not believed. A pointer, since every step of checking may answer with one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
#[error("{}{}: {} {}", .0.file, .0.line.map(|line| format!(":{line}")).unwrap_or_default(), .0.code.code(), .0.shown)]
pub struct Fault(Box<Found>);

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// What was being checked.
    pub stage: Stage,
    /// In which of its files; empty for the record itself.
    pub file: String,
    /// In which line, from 1.
    pub line: Option<u64>,
    /// What.
    pub code: FaultCode,
    /// What stands there, or should; cut to [`Fault::SHOWN`] characters, and may be empty.
    pub shown: String,
}

impl std::ops::Deref for Fault {
    type Target = Found;
    fn deref(&self) -> &Found {
        &self.0
    }
}

impl Fault {
    /// The most characters that a fault repeats.
    pub const SHOWN: usize = 120;

    // Called from everywhere, and small in the reader's browser only if there is one of each.
    #[inline(never)]
    pub(super) fn new(stage: Stage, file: &str, code: FaultCode) -> Self {
        Self(Box::new(Found { stage, file: file.to_owned(), line: None, code, shown: String::new() }))
    }

    /// At the line with this index, from 0.
    #[inline(never)]
    pub(super) fn at(mut self, index: usize) -> Self {
        self.0.line = u64::try_from(index).ok().and_then(|index| index.checked_add(1));
        self
    }

    #[inline(never)]
    pub(super) fn showing(mut self, shown: &str) -> Self {
        let shown = shown.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
        self.0.shown = shown.take(Self::SHOWN).collect();
        self
    }
}

impl From<ZipFault> for Fault {
    fn from(fault: ZipFault) -> Self {
        use FaultCode as Code;
        let (code, name) = match fault {
            ZipFault::TooLarge => (Code::ArchiveTooLarge, String::new()),
            ZipFault::NotZip => (Code::ArchiveNotZip, String::new()),
            ZipFault::Truncated => (Code::ArchiveTruncated, String::new()),
            ZipFault::Compressed { name } => (Code::ArchiveCompressed, name),
            ZipFault::Damaged { name } => (Code::ArchiveDamaged, name),
            ZipFault::NameTwice { name } => (Code::ArchiveNameTwice, name),
            ZipFault::Foreign { name } => (Code::ArchiveForeign, name),
        };
        Self::new(Stage::Archive, &name, code)
    }
}

impl From<SumsFault> for Fault {
    fn from(fault: SumsFault) -> Self {
        use FaultCode as Code;
        let new = |name: &str, code| Self::new(Stage::Sums, name, code);
        match fault {
            SumsFault::Note(NoteError::NotSigned) => new("sums", Code::SumsNotSigned),
            SumsFault::Note(NoteError::SignatureWrong) => new("sums", Code::SumsSignatureWrong),
            SumsFault::Malformed | SumsFault::Note(_) => new("sums", Code::SumsMalformed),
            SumsFault::AnotherLog { origin } => new("sums", Code::SumsOfAnotherLog).showing(&origin),
            SumsFault::OtherFiles { name } => new("sums", Code::SumsOfOtherFiles).showing(&name),
            SumsFault::Differs { name } => new(&name, Code::HashDiffers),
        }
    }
}

impl From<CheckpointError> for Fault {
    fn from(error: CheckpointError) -> Self {
        use FaultCode as Code;
        let code = match error {
            CheckpointError::Note(NoteError::NotSigned) => Code::CheckpointNotSigned,
            CheckpointError::Note(NoteError::SignatureWrong) => Code::CheckpointSignatureWrong,
            CheckpointError::Malformed | CheckpointError::Note(_) => Code::CheckpointMalformed,
            CheckpointError::AnotherLog => Code::CheckpointOfAnotherLog,
        };
        Self::new(Stage::Log, "checkpoint", code)
    }
}
