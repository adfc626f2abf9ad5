//! `log.json`, `log.jsonl` and `checkpoint`: the public log from the vote's opening to its count, every entry of it,
//! so that nobody can leave a ballot out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fault::{Fault, FaultCode};
use super::roll::Roll;
use super::text::{self, File, fields};
use crate::count::canonical::Sha256Hex;
use crate::count::json::tree::{Node, Value};
use crate::id::VoteId;
use crate::log::checkpoint::Checkpoint;
use crate::log::note::{Note, VerifierKey};
use crate::log::tree::{Edge, Hash};
use crate::time::Timestamp;

/// `log.json`: the tree before the first entry of `log.jsonl`, and whose log it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogStart {
    /// The roots of the full trees before it, the largest first ([`Edge::full`]).
    pub edge: Vec<Hash>,
    /// The number of the first entry, from 0: how many there are before it.
    pub first: u64,
    /// The log's public key: `name+0a1b2c3d+BASE64`. Believed only if it is the one that everybody knows.
    pub key: String,
}

impl LogStart {
    pub(super) fn read(file: &File<'_>) -> Result<Self, Fault> {
        let node = file.read()?;
        let read = fields(&node, ["edge", "first", "key"]).and_then(|[edge, first, key]| {
            let edge = edge.items()?.iter().map(|hash| hash.text()?.parse().ok()).collect::<Option<_>>()?;
            Some(Self { edge, first: first.whole()?, key: key.text()?.to_owned() })
        });
        read.ok_or_else(|| file.fault(FaultCode::JsonInvalid))
    }
}

/// What the log says of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Counts,
    /// Its voter changed it: the ballot with this commitment took its place.
    Replaced {
        /// That of the newer one.
        by: Hash,
    },
    /// Its head turned out to be another's, or an objection to it was founded after the first count.
    SetAside,
}

/// A ballot in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its place in the log, from 0.
    pub index: u64,
    /// What became of it.
    pub standing: Standing,
}

/// What the log says of the vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRange {
    /// The number of the first entry.
    pub first: u64,
    /// The tree under the checkpoint.
    pub checkpoint: Checkpoint,
    /// The tree before the first entry.
    before: Edge,
    /// Every entry.
    leaves: Vec<Hash>,
    /// Every ballot of the vote, by its commitment.
    pub ballots: BTreeMap<[u8; 32], Logged>,
    /// How many count.
    pub counting: usize,
    /// How many heads were joined to others.
    pub joined: u64,
    /// How many ballots were entered from paper, as the log says.
    pub paper: u64,
    /// When the vote opened.
    pub opened_at: Option<Timestamp>,
    /// When it was counted.
    pub counted_at: Option<Timestamp>,
}

/// What the entries must say.
pub(super) struct Expected<'a> {
    pub(super) vote: VoteId,
    pub(super) manifest: Sha256Hex,
    pub(super) roll: Sha256Hex,
    pub(super) outcome: Sha256Hex,
    pub(super) key: &'a VerifierKey,
}

/// The files.
pub(super) struct Files<'a> {
    pub(super) start: File<'a>,
    pub(super) entries: File<'a>,
    pub(super) checkpoint: File<'a>,
}

/// Checks that the entries are those under the signed checkpoint, and reads what they say of the vote.
pub(super) fn read(files: &Files<'_>, expected: &Expected<'_>, roll: &mut Roll) -> Result<LogRange, Fault> {
    let LogStart { edge, first, .. } = LogStart::read(&files.start)?;
    let before = Edge::new(first, edge);
    let before = before.ok_or_else(|| files.start.fault(FaultCode::LogEdgeInvalid))?;
    let note = files.checkpoint.text.parse().ok().filter(|note: &Note| note.signatures().len() == 1);
    // The log's own signature alone: witnesses sign when they have seen it, and a record does not change.
    let note = note.ok_or_else(|| files.checkpoint.fault(FaultCode::CheckpointMalformed))?;
    let checkpoint = Checkpoint::open(&note, expected.key)?;
    let lines = files.entries.lines()?;
    let leaves: Vec<Hash> = lines.clone().map(|line| Hash::leaf(line.as_bytes())).collect();
    let size = u64::try_from(leaves.len()).ok().and_then(|count| first.checked_add(count));
    let size = size.ok_or_else(|| files.start.fault(FaultCode::LogEdgeInvalid))?;
    let mut edge = before.clone();
    leaves.iter().for_each(|leaf| edge.push(*leaf));
    if size != checkpoint.size {
        let sizes = format!("{size} ≠ {}", checkpoint.size);
        return Err(files.checkpoint.fault(FaultCode::LogSizeDiffers).showing(&sizes));
    }
    if edge.root() != checkpoint.root {
        return Err(files.checkpoint.fault(FaultCode::LogRootDiffers));
    }
    let (count, range) = (leaves.len(), LogRange::new(checkpoint, before, leaves));
    let vote = expected.vote.to_string();
    let file = files.entries;
    let mut walk =
        Walk { file, expected, roll, vote, range, counts: 0, answered: 0, stands: false, ends: Vec::new() };
    for (index, line) in lines.enumerate() {
        walk.entry(index, index + 1 == count, line)?;
    }
    // Without any line there was no opening either.
    if count == 0 {
        return Err(files.entries.fault(FaultCode::OpenedNotFirst));
    }
    if !walk.stands {
        return Err(files.entries.fault(FaultCode::OutcomeNotLogged).at(count - 1));
    }
    let mut range = walk.settled()?;
    let counts = |logged: &&Logged| logged.standing == Standing::Counts;
    range.counting = range.ballots.values().filter(counts).count();
    Ok(range)
}

impl LogRange {
    const fn new(checkpoint: Checkpoint, before: Edge, leaves: Vec<Hash>) -> Self {
        Self {
            first: before.size(),
            checkpoint,
            before,
            leaves,
            ballots: BTreeMap::new(),
            counting: 0,
            joined: 0,
            paper: 0,
            opened_at: None,
            counted_at: None,
        }
    }

    /// The leaf of the entry at this place of the log; `None` outside of the record.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.leaves.get(usize::try_from(index.checked_sub(self.first)?).ok()?).copied()
    }

    /// The tree under the checkpoint, to grow on.
    #[must_use]
    pub fn edge(&self) -> Edge {
        let mut edge = self.before.clone();
        self.leaves.iter().for_each(|leaf| edge.push(*leaf));
        edge
    }

    /// The root of the log when it had `size` entries; `None` outside of the record.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        let count = usize::try_from(size.checked_sub(self.first)?).ok()?;
        let mut edge = self.before.clone();
        self.leaves.get(..count)?.iter().for_each(|leaf| edge.push(*leaf));
        Some(edge.root())
    }
}

/// An entry of the log.
struct Entry<'n> {
    at: Option<Timestamp>,
    /// The name of its act.
    act: &'n str,
    /// What the act says.
    says: &'n Node<'n>,
    /// The vote that it is about, if it is about one.
    vote: Option<&'n str>,
}

impl<'n> Entry<'n> {
    fn read(node: &'n Node<'n>) -> Option<Self> {
        let [act, at, community, format] = fields(node, ["act", "at", "community", "format"])?;
        if format.text()? != "yishi-log/1" || community.text().is_none() {
            return None;
        }
        let at = match at.value {
            Value::Null => None,
            _ => Some(Timestamp(i64::try_from(at.whole()?).ok()?)),
        };
        let (act, says) = act.single()?;
        Some(Self { at, act, says, vote: says.field("vote").and_then(Node::text) })
    }
}

/// The texts under these names, where an act has them and no others.
fn texts<'n, const N: usize>(says: &'n Node<'_>, names: [&str; N]) -> Result<[&'n str; N], FaultCode> {
    let read = fields(says, names).map(|fields| fields.map(Node::text));
    let read = read.filter(|texts| texts.iter().all(Option::is_some)).ok_or(FaultCode::EntryInvalid)?;
    Ok(read.map(Option::unwrap_or_default))
}

fn hash(text: &str) -> Result<Hash, FaultCode> {
    text.parse().map_err(|_any| FaultCode::EntryInvalid)
}

/// On the way through the entries.
struct Walk<'w> {
    file: File<'w>,
    expected: &'w Expected<'w>,
    roll: &'w mut Roll,
    /// The vote's id as it is written.
    vote: String,
    range: LogRange,
    /// How often it was counted, and objections were answered.
    counts: u64,
    answered: u64,
    /// Whether the last count came to the outcome of the record.
    stands: bool,
    /// Ballots that count no more, with the line that says so.
    ends: Vec<(usize, Hash, Standing)>,
}

impl Walk<'_> {
    /// Ends what was ended. Only now: ballots of a secret vote are logged in an order that says nothing, so that one
    /// may be replaced before the line that took it. Ballots that replace each other in a circle count for nobody.
    fn settled(mut self) -> Result<LogRange, Fault> {
        let ends = std::mem::take(&mut self.ends);
        for (index, commitment, standing) in ends {
            let code = match standing {
                Standing::SetAside => FaultCode::SetAsideNotCurrent,
                Standing::Counts | Standing::Replaced { .. } => FaultCode::ReplacedNotCurrent,
            };
            self.end(commitment, standing).ok_or_else(|| self.file.fault(code).at(index))?;
        }
        Ok(self.range)
    }

    fn entry(&mut self, index: usize, is_last: bool, line: &str) -> Result<(), Fault> {
        let file = self.file;
        let fault = |code| file.fault(code).at(index);
        let node = text::node(line).map_err(|(_, shown)| fault(FaultCode::EntryInvalid).showing(&shown))?;
        let entry = Entry::read(&node).ok_or_else(|| fault(FaultCode::EntryInvalid))?;
        // Those of other votes change nothing here, whatever they say.
        let act = if entry.vote == Some(self.vote.as_str()) { entry.act } else { "" };
        match (act == "vote_opened", act == "vote_counted") {
            (false, _) if index == 0 => return Err(fault(FaultCode::OpenedNotFirst)),
            (true, _) if index > 0 => return Err(fault(FaultCode::OpenedTwice)),
            // Counted anew, and each time because an objection was answered so.
            (_, true) if self.counts > self.answered => return Err(fault(FaultCode::CountedTwice)),
            (_, false) if is_last => return Err(fault(FaultCode::CountedNotLast)),
            _ => {}
        }
        let number = u64::try_from(index).ok().and_then(|index| self.range.first.checked_add(index));
        let number = number.ok_or_else(|| fault(FaultCode::LogEdgeInvalid))?;
        self.act((index, number), act, &entry).map_err(fault)
    }

    /// What one entry changes.
    fn act(&mut self, (index, number): (usize, u64), act: &str, entry: &Entry<'_>) -> Result<(), FaultCode> {
        let says = entry.says;
        match act {
            "vote_opened" => {
                let [manifest, roll, _] = texts(says, ["manifest_sha256", "roll_sha256", "vote"])?;
                self.range.opened_at = entry.at;
                if manifest != self.expected.manifest.as_str() {
                    return Err(FaultCode::ManifestNotLogged);
                }
                if roll == self.expected.roll.as_str() { Ok(()) } else { Err(FaultCode::RollNotLogged) }
            }
            "vote_counted" => {
                let [outcome, _] = texts(says, ["outcome_sha256", "vote"])?;
                self.range.counted_at = entry.at;
                self.counts += 1;
                // The last count stands.
                self.stands = outcome == self.expected.outcome.as_str();
                Ok(())
            }
            "vote_called_off" => Err(FaultCode::CalledOff),
            "ballot_accepted" => {
                let [commitment, _] = texts(says, ["commitment", "vote"])?;
                self.take(number, hash(commitment)?)
            }
            "ballot_replaced" => {
                let [commitment, replaces, _] = texts(says, ["commitment", "replaces", "vote"])?;
                let by = hash(commitment)?;
                self.take(number, by)?;
                self.ends.push((index, hash(replaces)?, Standing::Replaced { by }));
                Ok(())
            }
            "ballot_set_aside" => {
                let [commitment, _] = texts(says, ["commitment", "vote"])?;
                self.ends.push((index, hash(commitment)?, Standing::SetAside));
                Ok(())
            }
            "heads_joined" => {
                let [head, to, _] = texts(says, ["head", "to", "vote"])?;
                self.range.joined += 1;
                self.roll.join(hash(head)?, hash(to)?).ok_or(FaultCode::JoinedNotOnRoll)
            }
            "paper_batch" => {
                let ballots = says.field("ballots").and_then(Node::whole).ok_or(FaultCode::EntryInvalid)?;
                self.range.paper = self.range.paper.saturating_add(ballots);
                Ok(())
            }
            "objection_answered" => {
                self.answered += 1;
                Ok(())
            }
            "" | "vote_extended" | "objection_made" => Ok(()),
            // Of this vote, and not understood.
            _ => Err(FaultCode::EntryInvalid),
        }
    }

    fn take(&mut self, index: u64, commitment: Hash) -> Result<(), FaultCode> {
        let logged = Logged { index, standing: Standing::Counts };
        match self.range.ballots.insert(commitment.0, logged) {
            None => Ok(()),
            Some(_) => Err(FaultCode::CommitmentTwice),
        }
    }

    /// A ballot that counted counts no more. `None` if it did not.
    fn end(&mut self, commitment: Hash, standing: Standing) -> Option<()> {
        if standing == (Standing::Replaced { by: commitment }) {
            return None;
        }
        let ballot = self.range.ballots.get_mut(&commitment.0)?;
        if ballot.standing != Standing::Counts {
            return None;
        }
        ballot.standing = standing;
        Some(())
    }
}
