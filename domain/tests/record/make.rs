//! Records of made-up votes of every kind, the same on every machine.

use std::fmt::Debug;
use std::str::FromStr;

use domain::count::ballot::{Choice, OptionNo};
use domain::count::budget::election::Form as BudgetForm;
use domain::count::budget::manifest::BudgetManifest;
use domain::count::consultative::Pick;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Manifest, Participation};
use domain::count::named::{self, ChoiceName};
use domain::count::profile::Weighing;
use domain::count::profile::ties::Lot;
use domain::count::record::Rule;
use domain::count::weight::{AreaSum, Weight};
use domain::id::{BuildingId, CommunityId, CompoundId, VoteId};
use domain::log::checkpoint::Checkpoint;
use domain::log::entry::{Act, Entry};
use domain::log::note::{KeyKind, SignerKey};
use domain::log::tree::{Edge, Hash};
use domain::measure::Fen;
use domain::record::openings::HeadBallot;
use domain::record::write::{self, Parts};
use domain::time::Timestamp;
use domain::votes::frozen::{
    Frozen, FrozenFormat, FrozenRoll, HeadFormat, HeadOpening, Opening, Receipt, ReceiptFormat, RollLine,
    roll_text,
};
use domain::votes::question::{Opt, Purse, Question};
use domain::votes::{ElectorateKind, Marks, OwnersMatter, Said, VoteKind};
use domain::words::{Body, Label, Title};

#[path = "cast.rs"]
mod cast;

use cast::Cast;

/// Numbers that look drawn: SplitMix64.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn id<T: FromStr<Err: Debug>>(&mut self) -> T {
        id(self.next(), self.next())
    }

    pub(crate) fn hash(&mut self) -> Hash {
        let mut bytes = [0; 32];
        bytes.chunks_mut(8).for_each(|part| part.copy_from_slice(&self.next().to_le_bytes()));
        Hash(bytes)
    }
}

/// The id with these two halves.
fn id<T: FromStr<Err: Debug>>(high: u64, low: u64) -> T {
    let digits = format!("{high:016x}{low:016x}");
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    parts.join("-").parse().expect("an id")
}

/// The kinds of votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 业主大会表决, yes or no: sums in cells.
    Owners,
    /// Owners elect a committee of three.
    Election,
    /// Residents pick one of three, or none.
    ChooseOne,
    /// The most votes win.
    Plurality,
    /// Rankings, by strongest paths.
    Ranking,
    /// Money given out by equal shares.
    EqualShares,
    /// Money given out to the most wanted, by points.
    Greedy,
    /// A yes or no and an approval on one ballot.
    TwoQuestions,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 8] = [
        Self::Owners,
        Self::Election,
        Self::ChooseOne,
        Self::Plurality,
        Self::Ranking,
        Self::EqualShares,
        Self::Greedy,
        Self::TwoQuestions,
    ];

    /// What its file is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Owners => "owners",
            Self::Election => "election",
            Self::ChooseOne => "choose-one",
            Self::Plurality => "plurality",
            Self::Ranking => "ranking",
            Self::EqualShares => "equal-shares",
            Self::Greedy => "greedy",
            Self::TwoQuestions => "two-questions",
        }
    }

    fn is_statutory(self) -> bool {
        matches!(self, Self::Owners | Self::Election)
    }

    fn questions(self) -> Vec<Question> {
        let manifest = |rule: Result<Manifest, _>| Rule::Vote(Box::new(rule.expect("a rule")));
        let choice = |name: ChoiceName| {
            let lot = Some(Lot([2, 1, 3].map(OptionNo).to_vec()));
            let asked = named::Question { options: 3, seats: 1, most: 1, weights: Weighing::Heads, lot };
            Rule::Choice(Box::new(name.rule(&asked)))
        };
        let budget = |rule: Result<BudgetManifest, _>| Rule::Budget(Box::new(rule.expect("a rule")));
        let purse = |form, points| Some(Purse { budget: Fen::new(2_000_050).expect("money"), form, points });
        let plain = |options, rule| vec![question(None, options, None, rule)];
        match self {
            Self::Owners => plain(0, manifest(Ok(Manifest::owners(OwnersMatter::PropertyService)))),
            Self::Election => plain(4, manifest(Manifest::owners_election(4, 3, 1))),
            Self::ChooseOne => plain(3, manifest(Manifest::consultative_choice(3, None, None))),
            Self::Plurality => plain(3, choice(ChoiceName::Plurality)),
            Self::Ranking => plain(3, choice(ChoiceName::Schulze)),
            Self::EqualShares => {
                let rule = budget(BudgetManifest::equal_shares_add1());
                vec![question(None, 4, purse(BudgetForm::Approval, 0), rule)]
            }
            Self::Greedy => {
                let rule = budget(BudgetManifest::greedy(BudgetForm::Cumulative, 4));
                vec![question(None, 4, purse(BudgetForm::Cumulative, 10), rule)]
            }
            Self::TwoQuestions => {
                let majority = named::VoteName::Majority.rule(1, 1);
                vec![
                    question(Some("是否安装充电桩？"), 0, None, manifest(majority)),
                    question(Some("装在哪里？"), 3, None, choice(ChoiceName::Approval)),
                ]
            }
        }
    }

    fn said(self, numbers: &mut Numbers) -> Said {
        let option = |number: u64| OptionNo(u16::try_from(number + 1).expect("few"));
        let answer = |numbers: &mut Numbers| match numbers.below(10) {
            0 => Choice::Oppose,
            1 => Choice::Abstain,
            2 => Choice::Blank,
            _ => Choice::Agree,
        };
        let some = |numbers: &mut Numbers, of: u64| -> Vec<OptionNo> {
            let drawn = numbers.next();
            (0..of).filter(|place| drawn >> place & 1 == 1).map(option).collect()
        };
        Said::Valid(match self {
            Self::Owners => vec![Marks::Answers(vec![answer(numbers)])],
            Self::Election => vec![Marks::Answers((0..4).map(|_| answer(numbers)).collect())],
            Self::ChooseOne => vec![Marks::Pick(match numbers.below(7) {
                0 => Pick::None,
                1 => Pick::Blank,
                drawn => Pick::Option(option(drawn % 3)),
            })],
            Self::Plurality => vec![Marks::Options(match numbers.below(9) {
                0 => Vec::new(),
                drawn => vec![option(drawn % 3)],
            })],
            Self::Ranking => {
                let first = numbers.below(3);
                let second = (first + 1 + numbers.below(2)) % 3;
                vec![Marks::Ranking(vec![vec![option(first)], vec![option(second)]])]
            }
            Self::EqualShares => vec![Marks::Options(some(numbers, 4))],
            Self::Greedy => {
                let given = some(numbers, 4).into_iter().zip([3, 2, 0, 4]);
                vec![Marks::Numbers(given.collect())]
            }
            Self::TwoQuestions => {
                vec![Marks::Answers(vec![answer(numbers)]), Marks::Options(some(numbers, 3))]
            }
        })
    }
}

fn question(text: Option<&str>, options: usize, purse: Option<Purse>, rule: Rule) -> Question {
    let costs = [850_000, 1_200_050, 400_000, 990_000];
    let labels = ["地下车库", "路边, 白线内", "=1+1", "“南门”外"];
    let option = |index: usize| Opt {
        label: Label::parse(labels[index]).expect("a label"),
        proposal: None,
        revision: None,
        cost: purse.map(|_| Fen::new(costs[index]).expect("a cost")),
    };
    let text = text.map(|text| Title::parse(text).expect("a title"));
    Question { text, options: (0..options).map(option).collect(), purse, rule }
}

/// A head, and its ballot if it has one.
struct Head {
    opening: HeadOpening,
    weight: Weight,
    building: BuildingId,
}

/// A record with what a test may want to change in it.
pub(crate) struct Made {
    /// The public record.
    pub(crate) record: Vec<u8>,
    /// Of owners' votes, the record for those of the scope.
    pub(crate) unit_level: Option<Vec<u8>>,
    /// Receipts: of a ballot that counts, one that was replaced, one set aside if there is one.
    pub(crate) receipts: Vec<Receipt>,
    /// Every leaf of the log.
    pub(crate) leaves: Vec<Hash>,
    /// The log's key.
    pub(crate) key: SignerKey,
}

/// The log's name.
pub(crate) const LOG: &str = "hall.example/log";

/// The log's key.
pub(crate) fn key() -> SignerKey {
    SignerKey::new(LOG, KeyKind::Note, [7; 32]).expect("a key")
}

fn community() -> CommunityId {
    id(0, 1)
}

/// The record of a vote of this kind with so many heads.
pub(crate) fn make(kind: Kind, heads: usize) -> Made {
    made(kind, heads, false)
}

/// The same of a hall that publishes other sums than the ballots in its log come to, and signs them.
pub(crate) fn make_lying(kind: Kind, heads: usize) -> Made {
    made(kind, heads, true)
}

fn made(kind: Kind, heads: usize, lies: bool) -> Made {
    let place = Kind::ALL.iter().position(|other| *other == kind).expect("one of all");
    let mut numbers = Numbers(u64::try_from(heads * Kind::ALL.len() + place).expect("few"));
    let vote: VoteId = numbers.id();
    let heads: Vec<Head> = (0..heads).map(|index| head(kind, vote, index, &mut numbers)).collect();
    let line = |head: &Head| RollLine { commitment: head.opening.commitment(), weight: head.weight };
    let roll = roll_text(heads.iter().map(line).collect());
    let frozen = frozen(kind, vote, &roll, Weight::sum(heads.iter().map(|head| head.weight)).expect("few"));
    let cast = Cast::of(kind, vote, &frozen, &heads, &mut numbers);
    let told = if lies { cast.told_otherwise() } else { cast.clone() };
    let outcome = told.outcome(&frozen);
    let (earlier, mut entries) = cast.entries(&frozen, &mut numbers);
    let mut before = Edge::default();
    earlier.iter().for_each(|leaf| before.push(*leaf));
    let counted = Act::VoteCounted { vote, outcome_sha256: outcome.hash() };
    entries.push(Entry::new(community(), Timestamp(1_800_000_000_000_000), counted).json());
    let mut leaves = earlier;
    leaves.extend(entries.iter().map(|entry| Hash::leaf(entry.as_bytes())));
    let mut edge = Edge::default();
    leaves.iter().for_each(|leaf| edge.push(*leaf));
    let key = key();
    let checkpoint = Checkpoint::sign(edge.size(), edge.root(), &key);
    let ballots = told.public(kind, &frozen, &outcome);
    let parts = Parts {
        frozen: &frozen,
        roll: &roll,
        ballots: &ballots,
        outcome: &outcome,
        before: &before,
        entries: &entries,
        checkpoint: &checkpoint,
    };
    let record = write::write(&parts, &key).expect("a record");
    let unit_level = kind.is_statutory().then(|| {
        let ballots: Vec<HeadBallot> = cast
            .counting
            .iter()
            .map(|(opening, _, index)| HeadBallot {
                head: heads[*index].opening.clone(),
                ballot: opening.clone(),
            })
            .collect();
        write::with_openings(&record, &ballots).expect("a record")
    });
    let kept = cast.counting.first().map(|(opening, _, _)| opening).into_iter();
    let receipts = kept.chain(&cast.replaced).chain(&cast.set_aside).map(|opening| receipt(opening, &key));
    Made { record, unit_level, leaves, receipts: receipts.collect(), key }
}

/// The hall's promise for a ballot.
pub(crate) fn receipt(opening: &Opening, key: &SignerKey) -> Receipt {
    let promise = Receipt::promise(LOG, opening.vote, opening.commitment());
    let mut note = domain::log::note::Note::new(promise).expect("a text");
    note.add(key.sign(note.text(), 0));
    Receipt { format: ReceiptFormat::V1, note: note.to_string(), opening: opening.clone(), proof: None }
}

fn head(kind: Kind, vote: VoteId, index: usize, numbers: &mut Numbers) -> Head {
    let area = if kind.is_statutory() { 400_000 + numbers.below(90_000) * 10 } else { 0 };
    let area = AreaSum::new(i64::try_from(area).expect("small")).expect("an area");
    // Now and then somebody who has a parking space only.
    let counts_head = !kind.is_statutory() || numbers.below(40) > 0;
    let (head, building) = (numbers.id(), 1 + numbers.below(3));
    let opening = HeadOpening { format: HeadFormat::V1, vote, head, who: format!("{building}栋{index}号") };
    Head { opening, weight: Weight::one_ballot(counts_head, area), building: id(0, building) }
}

fn frozen(kind: Kind, vote: VoteId, roll: &str, total: Weight) -> Frozen {
    Frozen {
        format: FrozenFormat::V2,
        log: LOG.to_owned(),
        community: community(),
        vote,
        number: 12,
        kind: if kind.is_statutory() { VoteKind::Statutory } else { VoteKind::Consultative },
        title: Title::parse("选聘“春和”物业, 并确定停车方案").expect("a title"),
        explanation: Body::parse("见 [公告](https://hall.example).\n\n- 甲\n- 乙").expect("a text"),
        questions: kind.questions(),
        quorum: (kind == Kind::Plurality).then(|| Participation {
            threshold: Threshold::at_least(Fraction::HALF),
            source: Label::parse("议事规则第五条").expect("a label"),
        }),
        electorate: if kind.is_statutory() { ElectorateKind::Owners } else { ElectorateKind::Adults },
        scope: ("compound".to_owned(), Some(id::<CompoundId>(0, 2).to_string())),
        secret: !kind.is_statutory(),
        opens_at: Timestamp(1_790_000_000_000_000),
        closes_at: Timestamp(1_799_000_000_000_000),
        objections_days: 7,
        extension_days: 0,
        online: true,
        paper_days: 0,
        roll: FrozenRoll { sha256: domain::count::canonical::Sha256Hex::of(roll.as_bytes()), total },
    }
}

/// `2栋` of the second.
fn called(building: &BuildingId) -> String {
    format!("{}栋", building.to_string().trim_start_matches(['0', '-']))
}
