//! The rule of one vote with every choice stated, checked against the law, and hashed.
//!
//! A [`Rule`] is what the file says; a [`Manifest`] is a rule that has been checked and can be counted by.
//! What no rule may choose is fixed by [`RuleFormat`]: abstentions and valid blanks take part and do not
//! agree; invalid ballots do not take part; every requirement of an owners' vote must hold by heads *and*
//! by area.
//!
//! Sources: Civil Code art. 278 and 279; art. 1259 (以上 includes the number itself); 法释〔2020〕17号 art. 9.

use serde::{Deserialize, Serialize};

use super::canonical::{self, Sha256Hex};
use super::inequality::{Fraction, Threshold};
use super::weight::{AreaSum, HeadCount, Weight};
use crate::count::ballot::OptionNo;
use crate::time::LocalDay;
use crate::votes::OwnersMatter;
use crate::words::{Label, Reason};

/// The version of the rule's file and of what it leaves unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuleFormat {
    /// The first.
    #[serde(rename = "yishi-rule/1")]
    V1,
}

/// What the law asks of a matter at the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Law {
    participation: Option<Threshold>,
    agreement: Threshold,
    base: Base,
}

/// Art. 278(2) and 279.
const fn law(matter: OwnersMatter) -> Law {
    let participation = Some(Threshold::at_least(Fraction::TWO_THIRDS));
    match matter {
        OwnersMatter::HomeToBusiness => Law {
            participation: None,
            agreement: Threshold::at_least(Fraction::WHOLE),
            base: Base::Electorate,
        },
        OwnersMatter::RaiseMaintenanceFund | OwnersMatter::Rebuild | OwnersMatter::UseOfCommonParts => Law {
            participation,
            agreement: Threshold::at_least(Fraction::THREE_QUARTERS),
            base: Base::Participants,
        },
        OwnersMatter::RulesOfProcedure
        | OwnersMatter::Covenant
        | OwnersMatter::Committee
        | OwnersMatter::PropertyService
        | OwnersMatter::UseMaintenanceFund
        | OwnersMatter::OtherMajor => {
            Law { participation, agreement: Threshold::more_than(Fraction::HALF), base: Base::Participants }
        }
    }
}

/// A clause of a compound's own rules, quoted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Where it stands: 《春和苑业主大会议事规则》第十二条.
    pub document: Label,
    /// The day the document was adopted, in days since 1970-01-01.
    pub adopted_on: LocalDay,
    /// Its words.
    pub text: Reason,
}

/// By what heads are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadsClause {
    /// 法释〔2020〕17号 art. 9 as [`super::heads`] applies it.
    Interpretation9,
    /// A local clause; the roll's sets of owners were formed by it.
    Local(Clause),
}

/// Which of the two a vote is. It says so at its head.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// 业主大会表决: by heads and by area.
    Statutory {
        /// What is decided.
        matter: OwnersMatter,
        /// How heads were counted.
        heads: HeadsClause,
        /// 未参与表决的投票权数计入已表决的多数票, where the compound's rules say so; shown as a second tally.
        silence: Option<Clause>,
    },
    /// 民意征询: by voters, without legal effect.
    Consultative,
}

/// The order of candidates who have both majorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ranking {
    /// More agreeing heads first, then more agreeing area; equal in both is a tie, which no machine decides.
    HeadsThenArea,
    /// More agreeing area first, then more agreeing heads; equal in both is a tie.
    AreaThenHeads,
}

/// What is asked and how the answers become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// One question: 同意, 反对, 弃权.
    YesNo,
    /// Several options, each a question of its own that needs its own majority.
    EachOptionByItsOwnMajority {
        /// How many.
        options: u16,
    },
    /// One of several options or 都不选; the most answers win. Consultative only.
    ChooseOneWithNone {
        /// How many, 都不选 not counted.
        options: u16,
    },
    /// 278(3): each candidate a question of its own; of those with both majorities the best are seated.
    OwnersElection {
        /// How many stand.
        candidates: u16,
        /// How many seats are to be filled.
        seats: u16,
        /// How many 候补 there may be.
        alternates: u16,
        /// Who comes first.
        ranking: Ranking,
    },
}

/// What a share of agreement is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// 参与表决: all valid ballots, abstentions and blanks with them.
    Participants,
    /// 同意 and 反对 only; consultative only.
    ForAndAgainst,
    /// Everyone who may take part.
    Electorate,
}

/// How many must take part.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// Of the electorate.
    pub threshold: Threshold,
    /// What says so.
    pub source: Label,
}

/// How many must agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The bar.
    pub threshold: Threshold,
    /// Of whom.
    pub base: Base,
    /// What says so.
    pub source: Label,
}

/// A rule as written, lawful or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The version.
    pub format: RuleFormat,
    /// Statutory or consultative.
    pub kind: Kind,
    /// What is asked.
    pub method: Method,
    /// How many must take part; `None` where nothing is asked.
    pub participation: Option<Participation>,
    /// How many must agree; `None` only where the most answers win.
    pub agreement: Option<Agreement>,
}

/// Why a rule is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// In an owners' vote nothing is decided by the most answers alone.
    #[error("plurality_in_owners_vote")]
    PluralityInOwnersVote,
    /// A method for owners' votes in a consultative one.
    #[error("owners_method_in_consultation")]
    OwnersMethodInConsultation,
    /// Persons are elected under 278(3) only.
    #[error("election_of_other_matter")]
    ElectionOfOtherMatter,
    /// 279 asks one question: whether every interested owner agrees.
    #[error("options_under_279")]
    OptionsUnder279,
    /// Silence is never counted for 278(6)-(8), nor as the consent of 279.
    #[error("silence_on_special_matter")]
    SilenceOnSpecialMatter,
    /// Too few must take part, or nothing says how many.
    #[error("participation_below_law")]
    ParticipationBelowLaw,
    /// Too few must agree, of too few, or nothing says how many.
    #[error("agreement_below_law")]
    AgreementBelowLaw,
    /// A yes or no question without a bar.
    #[error("no_agreement")]
    NoAgreement,
    /// For and against do not exist where one option is chosen.
    #[error("base_without_for_and_against")]
    BaseWithoutForAndAgainst,
    /// A bar in voters where a share is needed.
    #[error("number_for_share")]
    NumberForShare,
    /// A bar that nothing can reach, or none at all.
    #[error("unreachable")]
    Unreachable,
    /// Fewer options than make a choice, or candidates than make an election.
    #[error("too_few_options")]
    TooFewOptions,
    /// More than [`OptionNo::MAX`].
    #[error("too_many_options")]
    TooManyOptions,
    /// An election to no seat.
    #[error("no_seats")]
    NoSeats,
    /// Nobody may take part or, among owners, no area or no head counts.
    #[error("empty_electorate")]
    EmptyElectorate,
    /// The quorum asks for more voters than there are.
    #[error("quorum_above_electorate")]
    QuorumAboveElectorate,
}

impl Rule {
    /// Refuses what is unlawful or senseless.
    pub fn check(&self) -> Result<(), ManifestError> {
        self.check_method()?;
        let bars = self.participation.iter().map(|p| p.threshold);
        let bars = bars.chain(self.agreement.iter().map(|a| a.threshold));
        if bars.into_iter().any(|bar| !bar.is_reachable()) {
            return Err(ManifestError::Unreachable);
        }
        match &self.kind {
            Kind::Statutory { matter, silence, .. } => self.check_statutory(*matter, silence.is_some()),
            Kind::Consultative => self.check_consultative(),
        }
    }

    fn check_method(&self) -> Result<(), ManifestError> {
        let (options, fewest) = match self.method {
            Method::YesNo => return Ok(()),
            Method::EachOptionByItsOwnMajority { options } | Method::ChooseOneWithNone { options } => {
                (options, 2)
            }
            Method::OwnersElection { seats: 0, .. } => return Err(ManifestError::NoSeats),
            Method::OwnersElection { candidates, .. } => (candidates, 1),
        };
        if options < fewest {
            return Err(ManifestError::TooFewOptions);
        }
        if options > OptionNo::MAX { Err(ManifestError::TooManyOptions) } else { Ok(()) }
    }

    fn check_statutory(&self, matter: OwnersMatter, silence: bool) -> Result<(), ManifestError> {
        let under_279 = matter == OwnersMatter::HomeToBusiness;
        match self.method {
            Method::ChooseOneWithNone { .. } => return Err(ManifestError::PluralityInOwnersVote),
            Method::OwnersElection { .. } if matter != OwnersMatter::Committee => {
                return Err(ManifestError::ElectionOfOtherMatter);
            }
            Method::EachOptionByItsOwnMajority { .. } if under_279 => {
                return Err(ManifestError::OptionsUnder279);
            }
            Method::YesNo | Method::EachOptionByItsOwnMajority { .. } | Method::OwnersElection { .. } => {}
        }
        if silence && (matter.is_special() || under_279) {
            return Err(ManifestError::SilenceOnSpecialMatter);
        }
        let law = law(matter);
        let participation = self.participation.as_ref().map(|p| p.threshold);
        if let Some(least) = law.participation
            && !participation.is_some_and(|threshold| threshold.is_as_strict_as(least))
        {
            return Err(ManifestError::ParticipationBelowLaw);
        }
        if matches!(participation, Some(Threshold::Voters { .. })) {
            return Err(ManifestError::NumberForShare);
        }
        let agreement = self.agreement.as_ref().ok_or(ManifestError::AgreementBelowLaw)?;
        let base_is_enough = agreement.base == law.base || agreement.base == Base::Electorate;
        if base_is_enough && agreement.threshold.is_as_strict_as(law.agreement) {
            Ok(())
        } else {
            Err(ManifestError::AgreementBelowLaw)
        }
    }

    fn check_consultative(&self) -> Result<(), ManifestError> {
        if let Some(Agreement { threshold: Threshold::Voters { .. }, .. }) = self.agreement {
            return Err(ManifestError::NumberForShare);
        }
        match (self.method, &self.agreement) {
            (Method::EachOptionByItsOwnMajority { .. } | Method::OwnersElection { .. }, _) => {
                Err(ManifestError::OwnersMethodInConsultation)
            }
            (Method::YesNo, None) => Err(ManifestError::NoAgreement),
            (Method::ChooseOneWithNone { .. }, Some(Agreement { base: Base::ForAndAgainst, .. })) => {
                Err(ManifestError::BaseWithoutForAndAgainst)
            }
            (Method::YesNo, Some(_)) | (Method::ChooseOneWithNone { .. }, _) => Ok(()),
        }
    }
}

/// A rule that has been checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Rule", into = "Rule")]
pub struct Manifest(Rule);

impl TryFrom<Rule> for Manifest {
    type Error = ManifestError;
    fn try_from(rule: Rule) -> Result<Self, ManifestError> {
        rule.check().map(|()| Self(rule))
    }
}

impl From<Manifest> for Rule {
    fn from(manifest: Manifest) -> Self {
        manifest.0
    }
}

/// A source that is known to fit.
fn source(text: &str) -> Label {
    Label::parse(text).expect("the law's articles have short names")
}

impl Manifest {
    /// An owners' vote on one question, exactly as the law has it: for 278 with two thirds taking part, for
    /// 279 with every owner of the electorate agreeing. Heads by art. 9, silence not counted.
    #[must_use]
    pub fn owners(matter: OwnersMatter) -> Self {
        let law = law(matter);
        let article = match matter {
            OwnersMatter::HomeToBusiness => source("《中华人民共和国民法典》第二百七十九条"),
            _ => source("《中华人民共和国民法典》第二百七十八条第二款"),
        };
        Self(Rule {
            format: RuleFormat::V1,
            kind: Kind::Statutory { matter, heads: HeadsClause::Interpretation9, silence: None },
            method: Method::YesNo,
            participation: law
                .participation
                .map(|threshold| Participation { threshold, source: article.clone() }),
            agreement: Some(Agreement { threshold: law.agreement, base: law.base, source: article }),
        })
    }

    /// An owners' vote on several options, each decided by its own majority in both columns.
    pub fn owners_options(matter: OwnersMatter, options: u16) -> Result<Self, ManifestError> {
        Self::owners(matter).with_method(Method::EachOptionByItsOwnMajority { options })
    }

    /// The election of an owners' committee under 278(3), ranked by heads, then area.
    pub fn owners_election(candidates: u16, seats: u16, alternates: u16) -> Result<Self, ManifestError> {
        let ranking = Ranking::HeadsThenArea;
        let method = Method::OwnersElection { candidates, seats, alternates, ranking };
        Self::owners(OwnersMatter::Committee).with_method(method)
    }

    /// A consultative yes or no question.
    pub fn consultative_yes_no(
        quorum: Option<Participation>,
        agreement: Agreement,
    ) -> Result<Self, ManifestError> {
        Self::consultative(Method::YesNo, quorum, Some(agreement))
    }

    /// A consultative choice of one option or 都不选. The most answers win or, with `agreement`, do so only if
    /// they also reach it.
    pub fn consultative_choice(
        options: u16,
        quorum: Option<Participation>,
        agreement: Option<Agreement>,
    ) -> Result<Self, ManifestError> {
        Self::consultative(Method::ChooseOneWithNone { options }, quorum, agreement)
    }

    fn consultative(
        method: Method,
        participation: Option<Participation>,
        agreement: Option<Agreement>,
    ) -> Result<Self, ManifestError> {
        let (format, kind) = (RuleFormat::V1, Kind::Consultative);
        Rule { format, kind, method, participation, agreement }.try_into()
    }

    fn with_method(mut self, method: Method) -> Result<Self, ManifestError> {
        self.0.method = method;
        self.0.try_into()
    }

    /// The same with a second tally by the compound's silence clause; only for owners' votes on ordinary
    /// matters.
    pub fn with_silence(mut self, clause: Clause) -> Result<Self, ManifestError> {
        match &mut self.0.kind {
            Kind::Statutory { silence, .. } => *silence = Some(clause),
            Kind::Consultative => return Err(ManifestError::OwnersMethodInConsultation),
        }
        self.0.try_into()
    }

    /// The same with heads counted by a local clause; only for owners' votes.
    pub fn with_heads_by(mut self, clause: Clause) -> Result<Self, ManifestError> {
        match &mut self.0.kind {
            Kind::Statutory { heads, .. } => *heads = HeadsClause::Local(clause),
            Kind::Consultative => return Err(ManifestError::OwnersMethodInConsultation),
        }
        self.0.try_into()
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.0
    }

    /// How many questions a ballot answers with 同意, 反对 or 弃权; one where one option is chosen.
    #[must_use]
    pub fn questions(&self) -> usize {
        match self.0.method {
            Method::YesNo | Method::ChooseOneWithNone { .. } => 1,
            Method::EachOptionByItsOwnMajority { options } => usize::from(options),
            Method::OwnersElection { candidates, .. } => usize::from(candidates),
        }
    }

    /// Whether a vote under this rule can open for an electorate; of a consultative vote only heads are read.
    pub fn admits(&self, electorate: Weight) -> Result<(), ManifestError> {
        let no_area = matches!(self.0.kind, Kind::Statutory { .. }) && electorate.area == AreaSum::ZERO;
        if electorate.heads == HeadCount::ZERO || no_area {
            return Err(ManifestError::EmptyElectorate);
        }
        match self.0.participation {
            Some(Participation { threshold: Threshold::Voters { at_least }, .. })
                if at_least > electorate.heads =>
            {
                Err(ManifestError::QuorumAboveElectorate)
            }
            _ => Ok(()),
        }
    }

    /// The SHA-256 of the canonical JSON.
    #[must_use]
    pub fn hash(&self) -> Sha256Hex {
        canonical::hash(self).expect("a rule holds only texts and whole numbers")
    }
}
