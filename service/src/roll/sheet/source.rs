//! The bytes of an uploaded file.

use std::fs::File;
use std::io::{Cursor, Read, Result, Seek, SeekFrom};

/// A file on disk or in memory.
pub(super) enum Source {
    File(File),
    Bytes(Cursor<Vec<u8>>),
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Bytes(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Bytes(bytes) => bytes.seek(to),
        }
    }
}

/// The first `cut` bytes of a source and a different end.
pub(super) struct Spliced {
    source: Source,
    cut: u64,
    tail: Vec<u8>,
    at: u64,
}

impl Spliced {
    pub(super) const fn new(source: Source, cut: u64, tail: Vec<u8>) -> Self {
        Self { source, cut, tail, at: u64::MAX }
    }

    fn length(&self) -> u64 {
        self.cut + self.tail.len() as u64
    }
}

impl Read for Spliced {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = if self.at < self.cut {
            let left = usize::try_from(self.cut - self.at).unwrap_or(usize::MAX).min(into.len());
            self.source.read(into.get_mut(..left).unwrap_or_default())?
        } else {
            let from = usize::try_from(self.at - self.cut).unwrap_or(usize::MAX).min(self.tail.len());
            self.tail.get(from..).unwrap_or_default().read(into)?
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Spliced {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let target = target.ok_or(std::io::ErrorKind::InvalidInput)?;
        if target != self.at && target < self.cut {
            self.source.seek(SeekFrom::Start(target))?;
        }
        self.at = target;
        Ok(target)
    }
}
