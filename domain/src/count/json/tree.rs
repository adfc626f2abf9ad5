//! JSON text as a tree.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::JsonError;

/// A value and where it ends.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) value: Value<'a>,
    /// The offset of its last byte.
    pub(crate) end: usize,
}

/// What JSON knows, with whole numbers alone.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Unsigned(u64),
    /// Below zero.
    Negative(i64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    /// Names, all of them texts, with values, in the order they stand.
    Fields(Vec<(Node<'a>, Node<'a>)>),
}

impl Node<'_> {
    /// The value under `name`, where this is an object that has it.
    pub(crate) fn field(&self, name: &str) -> Option<&Self> {
        let Value::Fields(fields) = &self.value else { return None };
        fields.iter().find(|(key, _)| key.text() == Some(name)).map(|(_, value)| value)
    }

    /// Its items, where this is a list.
    pub(crate) fn items(&self) -> Option<&[Self]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    /// The text, where this is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The name and the value of an object that has one field.
    pub(crate) fn single(&self) -> Option<(&str, &Self)> {
        let Value::Fields(fields) = &self.value else { return None };
        let [(name, value)] = fields.as_slice() else { return None };
        Some((name.text()?, value))
    }

    /// The number, where this is one from 0.
    pub(crate) fn whole(&self) -> Option<u64> {
        if let Value::Unsigned(number) = self.value { Some(number) } else { None }
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => to.serialize_unit(),
            Value::Bool(is) => to.serialize_bool(*is),
            Value::Unsigned(number) => to.serialize_u64(*number),
            Value::Negative(number) => to.serialize_i64(*number),
            Value::Text(text) => to.serialize_str(text),
            Value::List(items) => to.collect_seq(items),
            Value::Fields(fields) => to.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

/// Values inside values, at the most; a text of brackets alone must not exhaust the stack.
const MAX_DEPTH: usize = 127;

/// The tree of `text`.
pub(crate) fn parse(text: &str) -> Result<Node<'_>, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.node(0)?;
    reader.skip_blanks();
    if reader.at == text.len() { Ok(node) } else { Err(reader.fault_at_next("trailing characters")) }
}

struct Reader<'a> {
    text: &'a str,
    /// The offset of the next byte.
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes the next byte if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// What was taken from this offset on.
    fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// The offset of the last byte taken.
    const fn end(&self) -> usize {
        self.at.saturating_sub(1)
    }

    /// Something wrong with the bytes taken so far.
    fn fault(&self, what: &str) -> JsonError {
        JsonError::new(what, Some(self.end()))
    }

    /// Something wrong with the byte that comes next, or that none does.
    fn fault_at_next(&self, what: &str) -> JsonError {
        match self.peek() {
            Some(_) => JsonError::new(what, Some(self.at)),
            None => self.fault("unexpected end"),
        }
    }

    fn node(&mut self, depth: usize) -> Result<Node<'a>, JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.fault("recursion limit exceeded"));
        }
        self.skip_blanks();
        let value = match self.peek() {
            Some(b'{') => self.fields(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.text()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node { value, end: self.end() })
    }

    fn fields(&mut self, depth: usize) -> Result<Value<'a>, JsonError> {
        let mut fields = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(b'}') {
            return Ok(Value::Fields(fields));
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return Err(self.fault_at_next("key must be a string"));
            }
            let name = Value::Text(self.text()?);
            let name = Node { value: name, end: self.end() };
            self.skip_blanks();
            if !self.take(b':') {
                return Err(self.fault_at_next("expected `:`"));
            }
            fields.push((name, self.node(depth + 1)?));
            self.skip_blanks();
            if self.take(b'}') {
                return Ok(Value::Fields(fields));
            }
            if !self.take(b',') {
                return Err(self.fault_at_next("expected `,` or `}`"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.node(depth + 1)?);
            self.skip_blanks();
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            if !self.take(b',') {
                return Err(self.fault_at_next("expected `,` or `]`"));
            }
        }
    }

    fn word(&mut self) -> Result<Value<'a>, JsonError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in
            [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))]
        {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.fault_at_next("expected value"))
    }

    fn number(&mut self) -> Result<Value<'a>, JsonError> {
        let start = self.at;
        let negative = self.take(b'-');
        let digits = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        let length = self.at - digits;
        if length == 0 || (length > 1 && self.since(digits).starts_with('0')) {
            return Err(self.fault("invalid number"));
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(self.fault_at_next("not a whole number"));
        }
        let text = self.since(start);
        let number = if negative {
            text.parse().ok().map(Value::Negative)
        } else {
            text.parse().ok().map(Value::Unsigned)
        };
        number.ok_or_else(|| self.fault("number out of range"))
    }

    /// The text between quotation marks, the first of which comes next.
    fn text(&mut self) -> Result<Cow<'a, str>, JsonError> {
        self.at += 1;
        let mut unescaped = String::new();
        let mut from = self.at;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = self.since(from);
                    self.at += 1;
                    // An escape always leaves a character.
                    return Ok(if unescaped.is_empty() { rest.into() } else { (unescaped + rest).into() });
                }
                Some(b'\\') => {
                    unescaped.push_str(self.since(from));
                    self.at += 1;
                    unescaped.push(self.escaped()?);
                    from = self.at;
                }
                Some(0x20..) => self.at += 1,
                _ => return Err(self.fault_at_next("control character in a string")),
            }
        }
    }

    /// The character whose backslash was taken.
    fn escaped(&mut self) -> Result<char, JsonError> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unit().and_then(|unit| self.character(unit)),
            _ => {
                self.at -= 1;
                return Err(self.fault_at_next("invalid escape"));
            }
        })
    }

    /// The character that begins with `unit` of UTF-16; its second unit follows if it has one.
    fn character(&mut self, unit: u16) -> Result<char, JsonError> {
        let is_first_of_two = (0xd800..0xdc00).contains(&unit);
        let character = if is_first_of_two && self.take(b'\\') && self.take(b'u') {
            let second = self.unit()?;
            char::decode_utf16([unit, second]).next()
        } else {
            char::decode_utf16([unit]).next()
        };
        character.and_then(Result::ok).ok_or_else(|| self.fault("lone surrogate in hex escape"))
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16, JsonError> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hex);
        let unit = unit.ok_or_else(|| self.fault_at_next("invalid escape"))?;
        self.at += 4;
        Ok(unit)
    }
}
