//! Any value of serde's as canonical JSON, written straight into one text.

use std::fmt::{Display, Write as _};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::CanonicalError;
use crate::count::sort;

impl serde::ser::Error for CanonicalError {
    fn custom<T: Display>(_: T) -> Self {
        Self::NotJson
    }
}

/// The text so far.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    /// Whether the name of a field is being written: bare, to be sorted and quoted afterwards.
    is_name: bool,
}

impl Writer {
    /// Writes what can be no name.
    fn push(&mut self, text: &str) -> Result<(), CanonicalError> {
        if self.is_name {
            return Err(CanonicalError::NotJson);
        }
        self.out.push_str(text);
        Ok(())
    }

    /// A number or a truth value, also as a name.
    fn display(&mut self, value: impl Display) -> Result<(), CanonicalError> {
        write!(self.out, "{value}").map_err(|std::fmt::Error| CanonicalError::NotJson)
    }

    fn text(&mut self, text: &str) {
        if self.is_name {
            self.out.push_str(text);
        } else {
            quote(text, &mut self.out);
        }
    }

    /// Opens a list or an object.
    fn open(&mut self, bracket: &str) -> Result<Compound<'_>, CanonicalError> {
        self.push(bracket)?;
        Ok(Compound { start: self.out.len(), writer: self, fields: Vec::new(), is_variant: false })
    }

    /// Opens an object whose only field bears the variant's name.
    fn open_variant(&mut self, variant: &str) -> Result<(), CanonicalError> {
        self.push("{")?;
        quote(variant, &mut self.out);
        self.push(":")
    }
}

/// `text` between quotation marks; escaped is what must be, the shortest way.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..' ' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// A list or an object that is open.
pub(super) struct Compound<'w> {
    writer: &'w mut Writer,
    /// Where its content begins.
    start: usize,
    /// The fields of an object, names and values.
    fields: Vec<(String, String)>,
    is_variant: bool,
}

impl Compound<'_> {
    fn in_variant(self) -> Self {
        Self { is_variant: true, ..self }
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), CanonicalError> {
        if self.writer.out.len() > self.start {
            self.writer.out.push(',');
        }
        value.serialize(&mut *self.writer)
    }

    fn name(&mut self, name: &(impl Serialize + ?Sized)) -> Result<(), CanonicalError> {
        self.writer.is_name = true;
        name.serialize(&mut *self.writer)?;
        self.writer.is_name = false;
        self.fields.push((self.writer.out.split_off(self.start), String::new()));
        Ok(())
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), CanonicalError> {
        value.serialize(&mut *self.writer)?;
        let text = self.writer.out.split_off(self.start);
        let (_, value) = self.fields.last_mut().ok_or(CanonicalError::NotJson)?;
        *value = text;
        Ok(())
    }

    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), CanonicalError> {
        self.fields.push((name.to_owned(), String::new()));
        self.value(value)
    }

    fn close(mut self, bracket: &str) -> Result<(), CanonicalError> {
        sort::ascending(&mut self.fields);
        let out = &mut self.writer.out;
        for (name, value) in self.fields {
            if out.len() > self.start {
                out.push(',');
            }
            quote(&name, out);
            out.push(':');
            out.push_str(&value);
        }
        out.push_str(bracket);
        if self.is_variant {
            out.push('}');
        }
        Ok(())
    }
}

/// Calls for values that are written as they are displayed.
macro_rules! displayed {
    ($($name:ident $value:ty,)*) => {$(
        fn $name(self, value: $value) -> Result<(), CanonicalError> {
            self.display(value)
        }
    )*};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = CanonicalError;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    displayed! {
        serialize_bool bool,
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
    }

    fn serialize_f32(self, _: f32) -> Result<(), CanonicalError> {
        Err(CanonicalError::NotWhole)
    }

    fn serialize_f64(self, _: f64) -> Result<(), CanonicalError> {
        Err(CanonicalError::NotWhole)
    }

    fn serialize_char(self, value: char) -> Result<(), CanonicalError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), CanonicalError> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), CanonicalError> {
        Err(CanonicalError::NotJson)
    }

    fn serialize_none(self) -> Result<(), CanonicalError> {
        self.push("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CanonicalError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CanonicalError> {
        self.push("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), CanonicalError> {
        self.push("null")
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), CanonicalError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        self.open_variant(variant)?;
        value.serialize(&mut *self)?;
        self.push("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, CanonicalError> {
        self.open("[")
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, CanonicalError> {
        self.open("[")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, CanonicalError> {
        self.open("[")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, CanonicalError> {
        self.open_variant(variant)?;
        self.open("[").map(Compound::in_variant)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>, CanonicalError> {
        self.open("{")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, CanonicalError> {
        self.open("{")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, CanonicalError> {
        self.open_variant(variant)?;
        self.open("{").map(Compound::in_variant)
    }
}

/// Lists of all kinds.
macro_rules! lists {
    ($($kind:ident $add:ident,)*) => {$(
        impl $kind for Compound<'_> {
            type Ok = ();
            type Error = CanonicalError;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
                self.item(value)
            }

            fn end(self) -> Result<(), CanonicalError> {
                self.close("]")
            }
        }
    )*};
}

/// Objects whose fields are named in the code.
macro_rules! structs {
    ($($kind:ident)*) => {$(
        impl $kind for Compound<'_> {
            type Ok = ();
            type Error = CanonicalError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), CanonicalError> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), CanonicalError> {
                self.close("}")
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}
structs! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = CanonicalError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CanonicalError> {
        self.name(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        self.value(value)
    }

    fn end(self) -> Result<(), CanonicalError> {
        self.close("}")
    }
}
