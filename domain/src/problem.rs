//! Why something could not be done, as closed codes. The words are made at the edge, per language.

use crate::codes;
use crate::measure::MeasureError;
use crate::words::WordsError;

codes! {
    /// A whole act was refused, although permitted: someone was quicker, a limit is reached, a rule forbids it.
    pub enum Problem {
        /// Someone else changed it since the page was read.
        ChangedMeanwhile = "changed_meanwhile",
        /// The code is not valid, spent or expired: one answer for all, so that nothing is told.
        CodeNotValid = "code_not_valid",
        /// Name or password do not match; never which.
        SignInFailed = "sign_in_failed",
        /// Too many tries; wait.
        TooManyTries = "too_many_tries",
        /// A first password needs a device that joined by a code just now.
        NeedsFreshCode = "needs_fresh_code",
        /// Nobody of that name has an account here.
        NobodyOfThatName = "nobody_of_that_name",
        /// Several of that name have accounts here; a phone number tells them apart.
        SeveralOfThatName = "several_of_that_name",
        /// Nobody of age has that name on the roll; with a phone number they can be entered.
        NobodyOnTheRoll = "nobody_on_the_roll",
        /// Too many people are signing in at this moment.
        Busy = "busy",
        /// The login name is taken.
        NameTaken = "name_taken",
        /// The short name in addresses is taken.
        AddressTaken = "address_taken",
        /// Already a member with this code's person on another account.
        AlreadyJoined = "already_joined",
        /// The vote has closed.
        VoteClosed = "vote_closed",
        /// The time for objections is over.
        ObjectionsOver = "objections_over",
        /// As many objections as one person may make to one vote.
        TooManyObjections = "too_many_objections",
        /// A vote that is not counted cannot be counted anew or annulled.
        NotCounted = "not_counted",
        /// Not one counted ballot, or several, answer to what was given.
        NoSuchBallot = "no_such_ballot",
        /// An order dated before the vote had closed, or in the future.
        OrderDate = "order_date",
        /// No ballot on paper was entered since the last batch.
        EmptyBatch = "empty_batch",
        /// The vote has not opened.
        VoteNotOpen = "vote_not_open",
        /// The head's ballot was handed in on paper: it is taken back where it was handed in.
        CastOnPaper = "cast_on_paper",
        /// The head has a ballot already.
        HasBallot = "has_ballot",
        /// Ballots can still be cast.
        StillOpen = "still_open",
        /// A secret ballot on paper would be read by who types it in.
        SecretPaper = "secret_paper",
        /// This vote takes no ballots on paper.
        NoPaper = "no_paper",
        /// Another owner of the same head has answered differently; they have to agree.
        CoOwnersDisagree = "co_owners_disagree",
        /// An electorate without a head or without area cannot open.
        EmptyElectorate = "empty_electorate",
        /// An owners' vote needs fifteen whole days between notice and opening.
        NoticeTooShort = "notice_too_short",
        /// This compound takes owners' votes on paper or in the city's system only.
        NoOnlineOwnersVotes = "no_online_owners_votes",
        /// The rule of the vote is not one the law, or sense, allows.
        UnlawfulRule = "unlawful_rule",
        /// The matter concerns more owners than those of the part that votes or voted.
        ScopeTooNarrow = "scope_too_narrow",
        /// A body calls votes no further than it reaches itself, and of no other body's members.
        ScopeTooWide = "scope_too_wide",
        /// Two options of the ballot say the same.
        EqualOptions = "equal_options",
        /// The dates of the vote do not follow each other, or lie in the past.
        DatesOutOfOrder = "dates_out_of_order",
        /// The committee cannot decide what art. 278 leaves to the owners.
        OwnersMatter = "owners_matter",
        /// The owners' assembly decides by a final owners' vote only.
        NeedsFinalVote = "needs_final_vote",
        /// A meeting's decision needs the names of those who signed.
        NeedsSignatures = "needs_signatures",
        /// The owners' vote did not pass: there is no decision of theirs to publish.
        VoteNotPassed = "vote_not_passed",
        /// The vote was on another matter than the decision names.
        OtherMatter = "other_matter",
        /// The correction is word for word what is published.
        NothingChanged = "nothing_changed",
        /// The limit of what one account may write in an hour is reached.
        SlowDown = "slow_down",
        /// Another body here has that name, or that head of its numbers.
        BodyExists = "body_exists",
        /// A vote or a decision rests on the body: it stays.
        BodyInUse = "body_in_use",
        /// Fewer members signed than a committee's decision needs.
        FewSignatures = "few_signatures",
        /// The name shown holds a number such as a telephone's.
        NumberInName = "number_in_name",
        /// The name shown would pass for an office's, and no seat is held.
        NameOfOffice = "name_of_office",
        /// The file could not be read as a roll.
        UnreadableFile = "unreadable_file",
        /// The import has faults; nothing was changed.
        ImportHasFaults = "import_has_faults",
        /// So many units would be retired that their number has to be confirmed.
        RetiresMany = "retires_many",
        /// The roll changed since the dry run.
        RollChanged = "roll_changed",
        /// Both persons have an account: they are joined only once one of the accounts is given up.
        TwoAccounts = "two_accounts",
        /// The last four of their documents differ: they are two persons.
        OtherDocument = "other_document",
        /// The entries bear different names: they are two persons.
        OtherName = "other_name",
        /// Only one entry was chosen, twice.
        SamePerson = "same_person",
        /// One holds a seat or is on another compound's roll: not for the officers of one compound to decide.
        AboveThisRoll = "above_this_roll",
        /// A password that is among the first anybody tries.
        PasswordTooSimple = "password_too_simple",
        /// A login name that reads as a phone number, and is not one's own on the roll.
        NotYourPhone = "not_your_phone",
        /// A proposal chosen as an option was withdrawn, or belongs to another issue.
        ProposalGone = "proposal_gone",
        /// A proposal chosen as an option was revised after the draft was kept.
        ProposalChanged = "proposal_changed",
        /// A frozen thing cannot be changed.
        Frozen = "frozen",
        /// Already done before; nothing to do.
        AlreadyDone = "already_done",
    }

    /// What is wrong with one field.
    pub enum FieldProblem {
        /// Nothing was given.
        Missing = "missing",
        /// Longer than the limit stated beside the field.
        TooLong = "too_long",
        /// Shorter than the limit stated beside the field.
        TooShort = "too_short",
        /// A character no person types.
        OddCharacter = "odd_character",
        /// Not a number.
        NotANumber = "not_a_number",
        /// More decimals than the unit has.
        TooFine = "too_fine",
        /// Outside the range stated beside the field.
        OutOfRange = "out_of_range",
        /// Not one of the choices.
        NotAChoice = "not_a_choice",
        /// Not a date and time.
        NotADate = "not_a_date",
        /// Earlier than it may be.
        TooEarly = "too_early",
        /// Later than it may be.
        TooLate = "too_late",
        /// Bytes that are no text.
        NotText = "not_text",
        /// A full identity number; it is never stored.
        IdentityNumber = "identity_number",
        /// The two entries differ.
        Mismatch = "mismatch",
        /// Too many entries.
        TooMany = "too_many",
        /// Nothing of that name here.
        Unknown = "unknown",
        /// Another entry says the same.
        Repeated = "repeated",
        /// Not a short name for addresses.
        NotASlug = "not_a_slug",
        /// A proposal chosen that was withdrawn, or belongs to another issue.
        Withdrawn = "withdrawn",
        /// An owners' vote opening before fifteen whole days of notice can have passed.
        NoticeTooShort = "notice_too_short",
        /// An owners' vote is of one compound, of those its convenor convenes.
        NeedsCompound = "needs_compound",
        /// A compound's body calls votes within its own compound.
        OtherCompound = "other_compound",
        /// The matter is for the owners of the whole compound.
        NeedsWholeCompound = "needs_whole_compound",
        /// The matter is for the owners of a whole building at least.
        NeedsWholeBuilding = "needs_whole_building",
        /// A body has its own members vote, never another's.
        OtherBody = "other_body",
        /// In an owners' vote the owners vote.
        OwnersOnly = "owners_only",
        /// A body's members vote within the body, and nobody else does.
        MembersOfBody = "members_of_body",
        /// A way to answer that this kind of vote does not have.
        OtherMethod = "other_method",
        /// An owners' vote is named.
        NamedOnly = "named_only",
        /// One ballot cannot be of owners and a consultation at once.
        OtherKind = "other_kind",
        /// A project without what it costs.
        NoCost = "no_cost",
    }
}

impl From<WordsError> for FieldProblem {
    fn from(error: WordsError) -> Self {
        match error {
            WordsError::Empty => Self::Missing,
            WordsError::TooLong { .. } => Self::TooLong,
            WordsError::TooShort { .. } => Self::TooShort,
            WordsError::OddCharacter => Self::OddCharacter,
        }
    }
}

impl From<MeasureError> for FieldProblem {
    fn from(error: MeasureError) -> Self {
        match error {
            MeasureError::Empty => Self::Missing,
            MeasureError::NotANumber => Self::NotANumber,
            MeasureError::TooFine => Self::TooFine,
            MeasureError::OutOfRange => Self::OutOfRange,
        }
    }
}

impl From<crate::codes::UnknownCode> for FieldProblem {
    fn from(crate::codes::UnknownCode: crate::codes::UnknownCode) -> Self {
        Self::NotAChoice
    }
}
