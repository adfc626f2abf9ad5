//! A record taken apart, to be changed and put together again.

use domain::log::checkpoint::Checkpoint;
use domain::log::note::SignerKey;
use domain::log::tree::{Edge, Hash};
use domain::record::log::LogStart;
use domain::record::sums;
use domain::record::zip::{self, Stored};

/// A record as its files, to be changed and put together again.
#[derive(Clone)]
pub(crate) struct Parts(pub(crate) Vec<(String, String)>);

impl Parts {
    pub(crate) fn of(record: &[u8]) -> Self {
        let files = zip::read(record).expect("a record");
        let text = |file: &Stored<'_>| String::from_utf8(file.bytes.to_vec()).expect("text");
        Self(files.iter().map(|file| (file.name.to_owned(), text(file))).collect())
    }

    fn stored(&self) -> Vec<Stored<'_>> {
        self.0.iter().map(|(name, text)| Stored { name, bytes: text.as_bytes() }).collect()
    }

    /// Packed again, nothing signed.
    pub(crate) fn pack(&self) -> Vec<u8> {
        zip::write(&self.stored()).expect("fits")
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        &self.0.iter().find(|file| file.0 == name).expect("a file").1
    }

    pub(crate) fn set(&mut self, name: &str, text: impl Into<String>) {
        self.0.iter_mut().find(|file| file.0 == name).expect("a file").1 = text.into();
    }

    pub(crate) fn lines(&self, name: &str) -> Vec<String> {
        self.get(name).lines().map(str::to_owned).collect()
    }

    pub(crate) fn set_lines(&mut self, name: &str, lines: &[String]) {
        self.set(name, lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    }

    /// Signed by this key, and packed.
    pub(crate) fn sign(&self, key: &SignerKey) -> Vec<u8> {
        let vote = self.get("sums").lines().nth(2).and_then(|id| id.parse().ok()).expect("an id");
        let mut signed = self.clone();
        let end = self.0.iter().position(|file| file.0 == "sums").expect("sums");
        signed.set("sums", sums::sign(vote, &self.stored()[..end], key).to_string());
        signed.pack()
    }

    /// The log written anew, as only the hall can: its checkpoint is of what the entries are now.
    pub(crate) fn relog(&mut self, key: &SignerKey) {
        let start: LogStart = serde_json::from_str(self.get("log.json")).expect("a start");
        let mut edge = Edge::new(start.first, start.edge).expect("an edge");
        self.lines("log.jsonl").iter().for_each(|line| edge.push(Hash::leaf(line.as_bytes())));
        self.set("checkpoint", Checkpoint::sign(edge.size(), edge.root(), key).to_string());
    }

    /// The hashes of manifest, roll and outcome in the log made to fit, and the log written anew.
    pub(crate) fn relog_hashes(&mut self, key: &SignerKey) {
        let hash = |text: &str| domain::count::canonical::Sha256Hex::of(text.as_bytes());
        let roll = hash(self.get("roll.jsonl"));
        let manifest = replace_value(self.get("manifest.json"), "\"roll\":{\"sha256\":\"", roll.as_str());
        self.set("manifest.json", manifest);
        let mut lines = self.lines("log.jsonl");
        let first = replace_value(&lines[0], "\"roll_sha256\":\"", roll.as_str());
        lines[0] = replace_value(&first, "\"manifest_sha256\":\"", hash(self.get("manifest.json")).as_str());
        let last = lines.len() - 1;
        lines[last] =
            replace_value(&lines[last], "\"outcome_sha256\":\"", hash(self.get("outcome.json")).as_str());
        self.set_lines("log.jsonl", &lines);
        self.relog(key);
    }
}

/// `text` with another value behind `before`.
pub(crate) fn replace_value(text: &str, before: &str, value: &str) -> String {
    let Some((head, tail)) = text.split_once(before) else { return text.to_owned() };
    let (_, tail) = tail.split_once('"').expect("a text ends");
    format!("{head}{before}{value}\"{tail}")
}
