//! Files of a record as text, line by line, each in the one way it is written.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::{Fault, FaultCode, Stage};
use crate::count::{canonical, json};

/// A file of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    pub(super) stage: Stage,
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl<'a> File<'a> {
    pub(super) fn new(stage: Stage, name: &'a str, bytes: &'a [u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_any| Fault::new(stage, name, FaultCode::NotText))?;
        Ok(Self { stage, name, text })
    }

    /// The lines, each of which has its end.
    pub(super) fn lines(&self) -> Result<impl Iterator<Item = &'a str> + Clone + use<'a>, Fault> {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            return Err(self.fault(FaultCode::NotText));
        }
        Ok(self.text.split_terminator('\n'))
    }

    pub(super) fn fault(&self, code: FaultCode) -> Fault {
        Fault::new(self.stage, self.name, code)
    }

    /// Reads what is canonical JSON from end to end.
    pub(super) fn read<T: DeserializeOwned + Serialize>(&self) -> Result<T, Fault> {
        self.value(self.text)
    }

    /// Reads the line with this index, which is canonical JSON.
    pub(super) fn read_line<T: DeserializeOwned + Serialize>(
        &self,
        index: usize,
        line: &str,
    ) -> Result<T, Fault> {
        self.value(line).map_err(|fault| fault.at(index))
    }

    fn value<T: DeserializeOwned + Serialize>(&self, text: &str) -> Result<T, Fault> {
        let value = json::read(text);
        let value: T =
            value.map_err(|error| self.fault(FaultCode::JsonInvalid).showing(&error.to_string()))?;
        let written = canonical::json(&value);
        if written.as_deref() == Ok(text) { Ok(value) } else { Err(self.fault(FaultCode::NotCanonical)) }
    }

    /// That this file is `expected`, to the byte.
    pub(super) fn must_be(&self, expected: &str, code: FaultCode) -> Result<(), Fault> {
        if self.text == expected {
            return Ok(());
        }
        let both = self.text.split('\n').zip(expected.split('\n'));
        let same = both.take_while(|(found, expected)| found == expected).count();
        let line = expected.split('\n').nth(same).unwrap_or_default();
        Err(self.fault(code).at(same).showing(line))
    }
}
