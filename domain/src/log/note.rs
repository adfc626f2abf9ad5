//! Signed notes: a text, and below it lines that each say who signed it.
//!
//! c2sp.org/signed-note, c2sp.org/tlog-cosignature.

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// The most bytes of a note. Text and sixteen signatures are a fraction of it.
pub const MAX_NOTE: usize = 64 * 1024;

/// Why a note cannot be read, or says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`MAX_NOTE`] bytes, control characters, no blank line before the signatures, or a line that is none.
    #[error("note_malformed")]
    Malformed,
    /// A name that is empty or holds a blank or a plus; a key that is no key.
    #[error("key_malformed")]
    KeyMalformed,
    /// None of the keys asked for has signed it.
    #[error("not_signed")]
    NotSigned,
    /// A key asked for stands beside a signature that is not its own.
    #[error("signature_wrong")]
    SignatureWrong,
}

/// What a signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// The note's text.
    Note,
    /// At a time, that this is the largest tree of the log that the signer has seen, and that it only grew.
    Cosignature,
}

impl KeyKind {
    /// The byte the specifications give it.
    const fn code(self) -> u8 {
        match self {
            Self::Note => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// A name and the public key behind it: `name+0a1b2c3d+BASE64`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: VerifyingKey,
}

fn check_name(name: &str) -> Result<(), NoteError> {
    let wrong = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    if name.is_empty() || name.contains(wrong) { Err(NoteError::KeyMalformed) } else { Ok(()) }
}

impl VerifierKey {
    /// A key with its name.
    pub fn new(name: &str, kind: KeyKind, key: [u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_any| NoteError::KeyMalformed)?;
        Ok(Self { name: name.to_owned(), kind, key })
    }

    /// Whose it is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures say.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The four bytes that stand before each of its signatures.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.kind.code()])
            .chain_update(self.key.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Whether the number in a key's text is its own: it guards against a slip of the pen.
    fn has_id(&self, id: &str) -> bool {
        format!("{:08x}", u32::from_be_bytes(self.id())) == id
    }

    /// Whether `signature` is this key's over `text`; the time of a cosignature, in seconds since 1970.
    fn check(&self, text: &str, signature: &[u8]) -> Result<Option<u64>, NoteError> {
        let wrong = NoteError::SignatureWrong;
        let (time, message, bytes) = match self.kind {
            KeyKind::Note => (None, text.to_owned(), signature),
            KeyKind::Cosignature => {
                let (time, bytes) = signature.split_first_chunk().ok_or(wrong)?;
                let time = u64::from_be_bytes(*time);
                (Some(time), cosigned(text, time), bytes)
            }
        };
        let signature = Signature::from_slice(bytes).map_err(|_any| wrong)?;
        // Strict: no key of small order, for which anything is signed.
        self.key.verify_strict(message.as_bytes(), &signature).map_err(|_any| wrong)?;
        Ok(time)
    }
}

impl std::fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut material = vec![self.kind.code()];
        material.extend_from_slice(self.key.as_bytes());
        let id = u32::from_be_bytes(self.id());
        write!(f, "{}+{id:08x}+{}", self.name, Base64::encode_string(&material))
    }
}

impl std::fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let (name, id, kind, key) = key_parts(text)?;
        let key = Self::new(name, kind, key)?;
        if key.has_id(id) { Ok(key) } else { Err(NoteError::KeyMalformed) }
    }
}

/// What stands before a secret key.
const PRIVATE: &str = "PRIVATE+KEY+";

/// Name, number, kind and 32 bytes of a key's text.
fn key_parts(text: &str) -> Result<(&str, &str, KeyKind, [u8; 32]), NoteError> {
    let malformed = NoteError::KeyMalformed;
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(material)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(malformed);
    };
    let material = Base64::decode_vec(material).map_err(|_any| malformed)?;
    let Some((code, bytes)) = material.split_first() else { return Err(malformed) };
    let kind = [KeyKind::Note, KeyKind::Cosignature].into_iter().find(|kind| kind.code() == *code);
    Ok((name, id, kind.ok_or(malformed)?, bytes.try_into().map_err(|_any| malformed)?))
}

/// What a cosignature signs.
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// A name and the secret key behind it. Where the key is kept is not known here.
pub struct SignerKey {
    public: VerifierKey,
    secret: SigningKey,
}

impl SignerKey {
    /// The key that grows from 32 bytes drawn at random.
    pub fn new(name: &str, kind: KeyKind, seed: [u8; 32]) -> Result<Self, NoteError> {
        let secret = SigningKey::from_bytes(&seed);
        let public = VerifierKey::new(name, kind, secret.verifying_key().to_bytes())?;
        Ok(Self { public, secret })
    }

    /// The key as Go's notes keep it in a file: `PRIVATE+KEY+name+0a1b2c3d+BASE64`. Whoever reads it can sign.
    #[must_use]
    pub fn private_text(&self) -> String {
        let material = [&[self.public.kind.code()], self.secret.to_bytes().as_slice()].concat();
        let id = u32::from_be_bytes(self.public.id());
        format!("{PRIVATE}{}+{id:08x}+{}", self.public.name, Base64::encode_string(&material))
    }

    /// Reads [`SignerKey::private_text`].
    pub fn of_private_text(text: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::KeyMalformed;
        let (name, id, kind, seed) = key_parts(text.strip_prefix(PRIVATE).ok_or(malformed)?)?;
        let key = Self::new(name, kind, seed)?;
        if key.public.has_id(id) { Ok(key) } else { Err(malformed) }
    }

    /// What others need to check its signatures.
    #[must_use]
    pub const fn public(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs `text`; `time` in seconds since 1970 stands in cosignatures only.
    #[must_use]
    pub fn sign(&self, text: &str, time: u64) -> NoteSignature {
        let bytes = match self.public.kind {
            KeyKind::Note => self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
            KeyKind::Cosignature => {
                let signature = self.secret.sign(cosigned(text, time).as_bytes());
                [time.to_be_bytes().as_slice(), &signature.to_bytes()].concat()
            }
        };
        NoteSignature { name: self.public.name.clone(), id: self.public.id(), bytes }
    }
}

impl std::fmt::Debug for SignerKey {
    /// The secret is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SignerKey").field(&self.public).finish()
    }
}

/// One line below a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Who says to have signed.
    pub name: String,
    /// By which key.
    pub id: [u8; 4],
    /// The signature; of a cosignature the time before it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Display for NoteSignature {
    /// With the end of the line.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [self.id.as_slice(), &self.bytes].concat();
        writeln!(f, "— {} {}", self.name, Base64::encode_string(&bytes))
    }
}

impl std::str::FromStr for NoteSignature {
    type Err = NoteError;
    /// Without the end of the line.
    fn from_str(line: &str) -> Result<Self, NoteError> {
        let (name, bytes) =
            line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or(NoteError::Malformed)?;
        check_name(name).map_err(|_any| NoteError::Malformed)?;
        let bytes = Base64::decode_vec(bytes).map_err(|_any| NoteError::Malformed)?;
        let (id, signature) = bytes.split_first_chunk().ok_or(NoteError::Malformed)?;
        Ok(Self { name: name.to_owned(), id: *id, bytes: signature.to_vec() })
    }
}

/// A text and who signed it. What it says counts only once a known key is found below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// A text that ends its last line, without signatures yet.
    pub fn new(text: String) -> Result<Self, NoteError> {
        let is_text = text.ends_with('\n') && !text.chars().any(|c| c < ' ' && c != '\n');
        if is_text { Ok(Self { text, signatures: Vec::new() }) } else { Err(NoteError::Malformed) }
    }

    /// The text, with the end of its last line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Who says to have signed it.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature.
    pub fn add(&mut self, signature: NoteSignature) {
        self.signatures.push(signature);
    }

    /// Whether `key` has signed it; the time of a cosignature. One wrong signature under a key's name spoils all.
    pub fn check(&self, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
        let id = key.id();
        let theirs = self.signatures.iter().filter(|by| by.name == key.name && by.id == id);
        let mut found = Err(NoteError::NotSigned);
        for signature in theirs {
            found = Ok(key.check(&self.text, &signature.bytes)?);
        }
        found
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(f))
    }
}

impl std::str::FromStr for Note {
    type Err = NoteError;
    fn from_str(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE {
            return Err(NoteError::Malformed);
        }
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        let mut read = Self::new(format!("{text}\n"))?;
        let lines = signatures.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        read.signatures = lines.split('\n').map(str::parse).collect::<Result<_, _>>()?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of golang.org/x/mod/sumdb/note, whose keys and signature are published.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const LETTER: &str = "If you think cryptography is the answer to your problem,\n\
                          then you don't know what your problem is.\n\n\
                          — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn a_note_of_gos_is_checked() {
        let key: VerifierKey = PETER.parse().expect("a key");
        assert_eq!(key.to_string(), PETER);
        let note: Note = LETTER.parse().expect("a note");
        assert_eq!(note.to_string(), LETTER);
        assert_eq!(note.check(&key), Ok(None));
        let changed: Note = LETTER.replace("answer", "Answer").parse().expect("a note");
        assert_eq!(changed.check(&key), Err(NoteError::SignatureWrong));
        let other: VerifierKey =
            SignerKey::new("other", KeyKind::Note, [7; 32]).expect("a key").public().clone();
        assert_eq!(note.check(&other), Err(NoteError::NotSigned));
    }

    #[test]
    fn cosignatures_tell_their_time() {
        let witness = SignerKey::new("witness.example/w1", KeyKind::Cosignature, [9; 32]).expect("a key");
        let mut note = Note::new("log.example\n3\nroot\n".to_owned()).expect("a text");
        note.add(witness.sign(note.text(), 1_679_315_147));
        assert_eq!(note.check(witness.public()), Ok(Some(1_679_315_147)));
        let read: Note = note.to_string().parse().expect("a note");
        assert_eq!(read.check(witness.public()), Ok(Some(1_679_315_147)));
        // The same secret under another kind is another key.
        let as_log = SignerKey::new("witness.example/w1", KeyKind::Note, [9; 32]).expect("a key");
        assert_eq!(read.check(as_log.public()), Err(NoteError::NotSigned));
    }

    /// Keys and lines that others have published: the specification's example, a witness's key, and a signature of one.
    #[test]
    fn cosignatures_of_others_are_read() {
        let example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+\
            zyWE+xeMcTOAYQ8=\n\
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0\
            xUe+mbIUBkBIfZ+qnA==\n";
        let note: Note = example.parse().expect("a note");
        assert_eq!(note.to_string(), example);
        assert_eq!(seconds(&note.signatures()[1]), 1_679_315_147);
        let line = "— witness ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJ\
                    XORmnFBOBA==";
        assert_eq!(seconds(&line.parse().expect("a line")), 1_727_964_367);
        let key = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
        let remora: VerifierKey = key.parse().expect("a key");
        assert_eq!((remora.kind(), remora.to_string().as_str()), (KeyKind::Cosignature, key));
    }

    /// The time of a cosignature.
    fn seconds(signature: &NoteSignature) -> u64 {
        let (time, rest) = signature.bytes.split_first_chunk().expect("a time");
        assert_eq!(rest.len(), 64);
        u64::from_be_bytes(*time)
    }

    #[test]
    fn what_is_no_note_is_refused() {
        for wrong in [
            "",
            "text\n",
            "text\n\n",
            "text\n\nno dash AAAAAAA=\n",
            "text\n\n— name AAAA\n",
            "text\n\n— name x08go/ZJ",
            "te\u{7}xt\n\n— name x08go/ZJ\n",
            "text\n\n—  x08go/ZJ\n",
        ] {
            assert_eq!(wrong.parse::<Note>(), Err(NoteError::Malformed), "{wrong:?}");
        }
        let signer = SignerKey::new("hall.example/log", KeyKind::Note, [5; 32]).expect("a key");
        let read = SignerKey::of_private_text(&signer.private_text()).expect("a key");
        assert_eq!(read.public(), signer.public());
        assert!(!format!("{signer:?}").contains("PRIVATE"));
        assert!(SignerKey::of_private_text(&signer.public().to_string()).is_err());
        let (name, rest) = PETER.split_once('+').expect("a plus");
        for wrong in [&PETER[1..], name, &format!(" {PETER}"), &format!("{name}+00000000+{}", &rest[9..])] {
            assert_eq!(wrong.parse::<VerifierKey>(), Err(NoteError::KeyMalformed), "{wrong}");
        }
    }
}
