//! What is cast in a made-up vote, what it comes to, and what the public log says of it.

use super::{Head, Kind, Numbers, called, community};
use domain::count::ballot::{Choice, InvalidReason, OptionNo};
use domain::count::cells::{self, Placed};
use domain::count::owners::SumOf;
use domain::count::record::Decision;
use domain::count::weight::{AreaSum, BallotCount, Weight};
use domain::id::{BuildingId, VoteId};
use domain::log::entry::{Act, Entry};
use domain::log::tree::Hash;
use domain::record::questions::PublicLine;
use domain::record::write::Ballots;
use domain::votes::counting::{Finding, Outcome, Poll};
use domain::votes::frozen::{Frozen, Opening, OpeningFormat};
use domain::votes::question::Question;
use domain::votes::{Marks, Said};

/// What was cast.
#[derive(Clone)]
pub(super) struct Cast {
    pub(super) electorate: Weight,
    /// Ballots that count, with what they weigh and whose they are.
    pub(super) counting: Vec<(Opening, Weight, usize)>,
    /// Which of these took the place of which.
    pub(super) replaced: Option<Opening>,
    pub(super) set_aside: Option<Opening>,
    /// The heads that became one.
    pub(super) joined: Option<(Hash, Hash)>,
    pub(super) buildings: Vec<BuildingId>,
}

impl Cast {
    pub(super) fn of(
        kind: Kind,
        vote: VoteId,
        frozen: &Frozen,
        heads: &[Head],
        numbers: &mut Numbers,
    ) -> Self {
        let statutory = kind.is_statutory();
        let opening = |said: Said, index: usize, numbers: &mut Numbers| Opening {
            format: OpeningFormat::V1,
            vote,
            head: statutory.then(|| heads[index].opening.commitment()),
            said,
            salt: numbers.hash(),
        };
        let mut counting = Vec::new();
        for (index, head) in heads.iter().enumerate().skip(1) {
            // One at least stays away.
            if (numbers.below(5) == 0 && index > 3) || index == 2 {
                continue;
            }
            let invalid = numbers.below(30) == 0 || index == 3;
            let said = if invalid && (statutory || kind == Kind::ChooseOne) {
                Said::Invalid(InvalidReason::Unsigned)
            } else {
                kind.said(numbers)
            };
            counting.push((opening(said, index, numbers), head.weight, index));
        }
        let replaced = Some(opening(kind.said(numbers), 1, numbers));
        let mut electorate = frozen.roll.total;
        let (mut joined, mut set_aside) = (None, None);
        if statutory {
            // The head at 0 turned out to be the one at 1.
            let (gone, kept) = (heads[0].weight, heads[1].weight);
            let weight = Weight {
                ballots: BallotCount::ONE,
                heads: gone.heads.max(kept.heads),
                area: gone.area.plus(kept.area).expect("few"),
            };
            joined = Some((heads[0].opening.commitment(), heads[1].opening.commitment()));
            set_aside = Some(opening(kind.said(numbers), 0, numbers));
            counting[0].1 = weight;
            let rest = heads[2..].iter().map(|head| head.weight).chain([weight]);
            electorate = Weight::sum(rest).expect("few");
        }
        let buildings = heads.iter().map(|head| head.building).collect();
        Self { electorate, counting, replaced, set_aside, joined, buildings }
    }

    /// The first ballot says the contrary.
    pub(super) fn told_otherwise(&self) -> Self {
        let mut told = self.clone();
        if let Some((Opening { said: Said::Valid(marks), .. }, _, _)) = told.counting.first_mut() {
            for marks in marks {
                let Marks::Answers(answers) = marks else { continue };
                answers.iter_mut().for_each(|answer| {
                    *answer = if *answer == Choice::Oppose { Choice::Agree } else { Choice::Oppose };
                });
            }
        }
        told
    }

    /// Counted from the ballots themselves, not from any file.
    pub(super) fn outcome(&self, frozen: &Frozen) -> Outcome {
        let ballots: Vec<(Weight, Said)> =
            self.counting.iter().map(|(ballot, weight, _)| (*weight, ballot.said.clone())).collect();
        let Frozen { vote, questions, quorum, .. } = frozen;
        let (quorum, electorate, silent) = (quorum.as_ref(), self.electorate, Weight::ZERO);
        Poll { vote: *vote, questions, quorum, electorate, silent }.count(&ballots).expect("counted")
    }

    /// What the public log says, other votes' entries in between.
    pub(super) fn entries(&self, frozen: &Frozen, numbers: &mut Numbers) -> (Vec<Hash>, Vec<String>) {
        let other: VoteId = numbers.id();
        let foreign = |numbers: &mut Numbers| {
            Entry::timeless(community(), Act::BallotAccepted { vote: other, commitment: numbers.hash() })
                .json()
        };
        let before = (0..5).map(|_| Hash::leaf(foreign(numbers).as_bytes())).collect();
        let vote = frozen.vote;
        let hash = domain::count::canonical::hash(frozen).expect("json");
        let opened = Act::VoteOpened { vote, manifest_sha256: hash, roll_sha256: frozen.roll.sha256.clone() };
        let mut acts = Vec::new();
        acts.extend(
            self.replaced.iter().map(|old| Act::BallotAccepted { vote, commitment: old.commitment() }),
        );
        acts.extend(
            self.set_aside.iter().map(|old| Act::BallotAccepted { vote, commitment: old.commitment() }),
        );
        for (place, (ballot, _, _)) in self.counting.iter().enumerate() {
            let commitment = ballot.commitment();
            acts.push(match (&self.replaced, place) {
                (Some(old), 0) => Act::BallotReplaced { vote, commitment, replaces: old.commitment() },
                _ => Act::BallotAccepted { vote, commitment },
            });
        }
        acts.extend(self.joined.map(|(head, to)| Act::HeadsJoined { vote, head, to }));
        acts.extend(
            self.set_aside.iter().map(|old| Act::BallotSetAside { vote, commitment: old.commitment() }),
        );
        let mut entries = vec![Entry::new(community(), frozen.opens_at, opened).json()];
        for act in acts {
            if numbers.below(4) == 0 {
                entries.push(foreign(numbers));
            }
            entries.push(Entry::timeless(community(), act).json());
        }
        (before, entries)
    }

    pub(super) fn public(&self, kind: Kind, frozen: &Frozen, outcome: &Outcome) -> Ballots {
        if !kind.is_statutory() {
            return Ballots::Open(self.counting.iter().map(|(opening, _, _)| opening.clone()).collect());
        }
        Ballots::Sums(
            (0..frozen.questions.len())
                .map(|index| self.sums(outcome, index, &frozen.questions[index]))
                .collect(),
        )
    }

    fn sums(&self, outcome: &Outcome, index: usize, question: &Question) -> Vec<PublicLine> {
        let mut lines = Vec::new();
        let mut unsigned = Weight::ZERO;
        for (ballot, weight, _) in &self.counting {
            if ballot.said.on(index).expect("there").is_err() {
                unsigned = unsigned.plus(*weight).expect("few");
            }
        }
        unsigned.area = AreaSum::ZERO;
        if unsigned != Weight::ZERO {
            lines.push(PublicLine::Invalid { invalid: InvalidReason::Unsigned, weight: unsigned });
        }
        for line in 0..question.lines() {
            let together = match &outcome.questions[index] {
                Finding::Vote(Decision::Owners(counted)) => counted.sums.questions[line].together,
                _ => AreaSum::ZERO,
            };
            if together != AreaSum::ZERO {
                lines.push(PublicLine::Answer {
                    question: OptionNo(u16::try_from(line + 1).expect("few")),
                    answer: SumOf::Together,
                    buildings: Vec::new(),
                    weight: Weight { area: together, ..Weight::ZERO },
                });
            }
            let placed: Vec<Placed<Choice>> = self
                .counting
                .iter()
                .filter_map(|(ballot, weight, head)| match ballot.said.on(index)? {
                    Ok(Marks::Answers(answers)) => Some(Placed {
                        building: self.buildings[*head],
                        choice: answers[line],
                        weight: match answers[line] {
                            Choice::Agree => *weight,
                            _ if together == AreaSum::ZERO => *weight,
                            _ => Weight { area: AreaSum::ZERO, ..*weight },
                        },
                    }),
                    _ => None,
                })
                .collect();
            for cell in cells::cells(&placed).expect("few") {
                lines.push(PublicLine::Answer {
                    question: OptionNo(u16::try_from(line + 1).expect("few")),
                    answer: cell.choice.into(),
                    buildings: cell.buildings.iter().map(called).collect(),
                    weight: cell.weight,
                });
            }
        }
        lines
    }
}
