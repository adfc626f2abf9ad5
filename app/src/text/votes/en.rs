//! Words about votes, in English.

use super::{SetUpWords, VoteText, VoteWords};
use crate::islands::{CountdownWords, Plural};
use crate::text::En;
use domain::count::ballot::Choice;
use domain::count::inequality::{Comparison, Threshold};
use domain::measure::{grouped, square_metres};
use domain::time::LocalDay;
use domain::votes::{ElectorateKind, OwnersMatter, VoteKind, VoteState};

static EN: VoteWords = VoteWords {
    draft_preview: "What everyone will see once it is announced",
    discard: "Delete the draft",
    discard_hint: "Only its convenors see a draft; deleting it needs no reason.",
    votes: "Votes",
    open_now: "Open now",
    announced: "Announced, not open yet",
    over: "Closed",
    drafts: "Drafts",
    none: "No votes yet",
    set_up: "Set up a vote",
    go_and_vote: "Vote",
    voted: "All your ballots are in",
    my_entry: "Your entry on this roll",
    my_entry_hint: "The roll is fixed when voting opens. If it is wrong, tell the convenor before.",
    not_an_owner: "This is an owners' vote: you may comment, not vote.",
    not_on_roll: "You are not on this vote's roll: you may comment, not vote.",
    sign_in_to_vote: "Sign in to vote",
    may_be_changed: "you can change it until then",
    your_answer: "Your answer",
    cast: "Vote",
    cast_one: "Vote “{}”",
    cast_many: "Vote ({done} of {all} answered)",
    no_legal_effect: "not an owners' vote, without legal effect",
    change_ballot: "Change my vote",
    change_one: "Change my vote to “{}”",
    change_many: "Change my votes ({all} questions)",
    none_of_them: "None of these",
    suspended: "Co-owners chose differently; this ballot waits until you agree.",
    how_it_passes: "What makes it pass?",
    enough_took_part: "Did enough take part?",
    enough_agreed: "Did enough agree?",
    reached: "reached",
    missed: "not reached",
    answer: "Answer",
    heads: "Heads",
    area: "Area m²",
    voters: "Votes",
    invalid: "Invalid (co-owners differed)",
    silent: "Did not vote",
    everyone: "Whole roll",
    not_agreed: "Not agreed, together",
    areas_hidden: "Fewer than five heads are shown without their area, so that nobody is told by it. Owners of the compound see it signed in.",
    by_building: "By building",
    by_building_hint: "No cell is smaller than five heads, so nobody's answer shows.",
    whole_scope: "All buildings",
    check_it: "Do not take our word for it",
    check_it_how: "These codes are computed from the question, the roll and the count: one changed letter changes them. Note \
        the first two when voting opens and compare them afterwards.",
    manifest_hash: "Question and rule",
    roll_hash: "Roll",
    outcome_hash: "Count",
    named_list: "Named ballots",
    named_list_hint: "For signed-in owners of this compound only; names are masked.",
    did_not_count: "Co-owners differed; not counted",
    owner: "Owner",
    building: "Building",
    silence: "Counted again by this compound's own rule (not the result)",
    conduct: "Conduct this vote",
    turnout_heading: "Turnout by building",
    ballots: "Voted",
    waiting: "Waiting for co-owners",
    announce: "Announce this vote",
    announce_hint: "Everyone will see it; question, options and times are then fixed. Owners' votes need fifteen whole days' \
        notice, not counting today.",
    change: "Change the draft",
    call_off: "Call this vote off",
    call_off_reason: "Why (made public)",
    nobody_to_vote: "When it was to open, nobody in its scope could vote.",
    called_off: "This vote was called off",
    issue: "Issue",
    convener: "Called by",
    place: "Scope",
    time: "Open",
    explanation: "Explanation",
    objections: "Objections",
    being_counted: "Voting is over; counting.",
    most_lead: "The option with the most votes leads; no machine breaks a tie.",
    draft_hint: "Only its convenors see a draft.",
    choose_first: "Choose an answer first.",
};

static EN_SET_UP: SetUpWords = SetUpWords {
    heading: "Set up a vote",
    lead: "It is kept as a draft first; announce it once it is right.",
    convener: "Called by",
    title: "The question",
    title_hint: "For example: shall a charging shed be built inside the north gate?",
    body: "Explanation: why, how, at what cost",
    issue: "Issue it answers",
    no_issue: "None",
    matter: "What kind of vote",
    matter_hint: "What owners decide together takes an owners' vote; anything else is a consultation without legal effect.",
    method: "How to answer",
    options: "Options, one a line",
    options_hint: "Leave empty for yes or no. Two to sixty, one a line; with money a bar and the cost: “Lights | 12000”.",
    proposals: "The issue's proposals as options (frozen once announced)",
    electorate: "Who votes",
    scope: "Scope",
    opens: "Opens",
    opens_hint: "Owners' votes: fifteen whole days after the notice.",
    closes: "Closes",
    objections: "Days for objections",
    days: "days",
    quorum: "Quorum (consultations)",
    agreement: "Bar (consultations)",
    source: "Source (where one of the two above asks for something)",
    source_hint: "Which document says so",
    keep: "Keep as a draft",
    paper_only: "owners vote on paper or in the city's system; here they can be consulted only",
};

impl VoteText for En {
    fn vote_words(&self) -> &'static VoteWords {
        &EN
    }
    fn set_up_words(&self) -> &'static SetUpWords {
        &EN_SET_UP
    }
    fn vote_kind(&self, kind: VoteKind) -> &'static str {
        match kind {
            VoteKind::Statutory => "Owners' vote",
            VoteKind::Consultative => "Consultation (not an owners' vote, without legal effect)",
        }
    }
    fn vote_state(&self, state: VoteState) -> &'static str {
        match state {
            VoteState::Draft => "draft",
            VoteState::Notice => "announced",
            VoteState::Open => "open",
            VoteState::Closed => "being counted",
            VoteState::Preliminary => "result published",
            VoteState::Final => "final",
            VoteState::Cancelled => "called off",
            VoteState::Void => "void",
        }
    }
    fn law_item(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "Civil Code art. 278(1)",
            OwnersMatter::Covenant => "Civil Code art. 278(2)",
            OwnersMatter::Committee => "Civil Code art. 278(3)",
            OwnersMatter::PropertyService => "Civil Code art. 278(4)",
            OwnersMatter::UseMaintenanceFund => "Civil Code art. 278(5)",
            OwnersMatter::RaiseMaintenanceFund => "Civil Code art. 278(6)",
            OwnersMatter::Rebuild => "Civil Code art. 278(7)",
            OwnersMatter::UseOfCommonParts => "Civil Code art. 278(8)",
            OwnersMatter::OtherMajor => "Civil Code art. 278(9)",
            OwnersMatter::HomeToBusiness => "Civil Code art. 279",
        }
    }
    fn owners_bars(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::HomeToBusiness => "Every interested owner must agree.",
            special if special.is_special() => {
                "Two thirds of heads and of area must take part; of those, three quarters of both must agree. \
                 Abstaining takes part and does not agree; silence does not take part."
            }
            _ => {
                "Two thirds of heads and of area must take part; of those, more than half of both must agree. \
                 Abstaining takes part and does not agree; silence does not take part."
            }
        }
    }
    fn electorate(&self, kind: ElectorateKind) -> &'static str {
        match kind {
            ElectorateKind::Owners => "Owners (by heads and area)",
            ElectorateKind::Adults => "Adult residents, one vote each",
            ElectorateKind::Households => "Households, one vote each",
            ElectorateKind::BodyMembers => "Members of a body, one vote each",
        }
    }
    fn choice(&self, choice: Choice) -> &'static str {
        match choice {
            Choice::Agree => "For",
            Choice::Oppose => "Against",
            Choice::Abstain => "Abstain",
            Choice::Blank => "Blank",
        }
    }
    fn holding(&self, units: i64, area_cm2: i64, counts_head: bool, others: &[String]) -> String {
        if units == 0 {
            return "You have 1 vote".to_owned();
        }
        let units = if units == 1 { "1 unit".to_owned() } else { format!("{units} units") };
        let who = match others {
            [] => format!("You own {units}"),
            others => format!("You own {units} with {}", others.join(", ")),
        };
        let head = if counts_head { "" } else { " (area only, no head)" };
        if area_cm2 == 0 {
            format!("{who}: 1 vote{head}")
        } else {
            format!("{who}: 1 vote, {} m²{head}", square_metres(area_cm2))
        }
    }
    fn spoken_for_by(&self, who: &str) -> String {
        format!("{who} votes for it.")
    }
    fn recorded(&self, what: &str, when: &str) -> String {
        format!("Recorded {when}: {what}")
    }
    fn not_recorded(&self, what: &str) -> String {
        format!("This ballot was not recorded: “{what}”")
    }
    fn several_may_speak(&self, speakers: i64) -> String {
        format!("{speakers} co-owners share this ballot; it counts once they agree.")
    }
    fn turnout(&self, ballots: i64, of: i64) -> String {
        format!(
            "{} of {} ballots are in. Answers are not told before closing.",
            grouped(ballots),
            grouped(of)
        )
    }
    fn threshold(&self, threshold: Threshold) -> String {
        match threshold {
            Threshold::Voters { at_least } => format!("at least {}", at_least.get()),
            Threshold::Share { fraction, comparison } => match comparison {
                Comparison::AtLeast => format!("at least {fraction}"),
                Comparison::MoreThan => format!("more than {fraction}"),
            },
        }
    }
    fn both_columns(&self, threshold: Threshold) -> String {
        format!("{} of heads and of area", self.threshold(threshold))
    }
    fn of_participants(&self, threshold: Threshold) -> String {
        format!("{} of those who took part, in heads and area", self.threshold(threshold))
    }
    fn passed(&self, passed: bool, title: &str) -> String {
        if passed { format!("Passed: {title}") } else { format!("Not passed: {title}") }
    }
    fn options_passed(&self, passed: &[String]) -> String {
        if passed.is_empty() { "None passed".to_owned() } else { format!("Passed: {}", passed.join(", ")) }
    }
    fn chosen(&self, label: &str) -> String {
        format!("“{label}” has the most votes")
    }
    fn below_bar(&self, label: &str) -> String {
        format!("“{label}” has the most votes and misses the bar")
    }
    fn tied(&self, labels: &[String]) -> String {
        format!("Tied: {}. No machine decides.", labels.join(", "))
    }
    fn none_chosen(&self) -> &'static str {
        "“None of these” has the most votes; no option is chosen"
    }
    fn no_answers(&self) -> &'static str {
        "Nobody chose an option"
    }
    fn no_quorum(&self) -> &'static str {
        "Too few took part; the answers decide nothing"
    }
    fn silence_tally(&self, would_pass: bool) -> &'static str {
        if would_pass { "By it, it would pass." } else { "By it, it would not pass either." }
    }
    fn ballots_waiting(&self, ballots: i64) -> String {
        if ballots == 1 {
            "1 ballot of yours is open".to_owned()
        } else {
            format!("{ballots} ballots of yours are open")
        }
    }
    fn between_moments(&self, from: &str, until: &str) -> String {
        format!("{from} to {until}")
    }
    fn vote_closes(&self, until: &str) -> String {
        format!("closes {until}")
    }
    fn vote_objections_until(&self, until: &str) -> String {
        format!("Preliminary; objections until {until}")
    }
    fn countdown(&self) -> CountdownWords {
        let plural = |one: &str, other: &str| Plural { one: one.to_owned(), other: other.to_owned() };
        CountdownWords {
            left: "{} left".to_owned(),
            days: plural("{} day", "{} days"),
            hours: plural("{} hour", "{} hours"),
            minutes: plural("{} minute", "{} minutes"),
            under_a_minute: "under a minute".to_owned(),
            over: "closed".to_owned(),
        }
    }
    fn quorum_choices(&self) -> [(&'static str, &'static str); 4] {
        [("", "none"), ("1/3", "at least 1/3"), ("1/2", "at least 1/2"), ("2/3", "at least 2/3")]
    }
    fn earliest_opening(&self, day: LocalDay) -> String {
        format!("Announced today, it can open on {day} at the earliest.")
    }
    fn agreement_choices(&self) -> [(&'static str, &'static str); 5] {
        [
            ("majority", "more than half of those taking part"),
            ("for_and_against", "more for than against"),
            ("two_thirds", "at least 2/3 of those taking part"),
            ("three_quarters", "at least 3/4 of those taking part"),
            ("", "the most votes (one of several only)"),
        ]
    }
}
