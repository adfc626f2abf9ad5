//! A tree handed to serde, and only as our types ask for it: structs and enums by the names in the text, never by
//! position or number. What is never called is left out of the engine.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::JsonError;
use super::tree::{Node, Value};

impl Node<'_> {
    /// The error where something else is expected.
    fn invalid(&self, expected: &dyn Expected) -> JsonError {
        let found = match &self.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(is) => Unexpected::Bool(*is),
            Value::Unsigned(number) => Unexpected::Unsigned(*number),
            Value::Negative(number) => Unexpected::Signed(*number),
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Fields(_) => Unexpected::Map,
        };
        JsonError::invalid_type(found, expected).at(self.end)
    }
}

/// Calls of several names that are answered alike.
macro_rules! alike {
    ($answer:ident: $($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            self.$answer(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for &Node<'_> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(is) => visitor.visit_bool(*is),
            Value::Unsigned(number) => visitor.visit_u64(*number),
            Value::Negative(number) => visitor.visit_i64(*number),
            Value::Text(text) => visitor.visit_str(text),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Fields(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.value {
            Value::Bool(is) => visitor.visit_bool(is),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.value {
            Value::Unsigned(number) => visitor.visit_u64(number),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.value {
            Value::Negative(number) => visitor.visit_i64(number),
            _ => self.deserialize_u64(visitor),
        }
    }

    alike! { deserialize_u64: deserialize_u8 deserialize_u16 deserialize_u32 }
    alike! { deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32 }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text).map_err(|error: JsonError| error.at(self.end)),
            _ => Err(self.invalid(&visitor)),
        }
    }

    alike! { deserialize_str: deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let Value::List(items) = &self.value else { return Err(self.invalid(&visitor)) };
        let mut items = Items(items.iter());
        let read = visitor.visit_seq(&mut items).map_err(|error| error.at(self.end))?;
        items.end(self)?;
        Ok(read)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, JsonError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let Value::Fields(fields) = &self.value else { return Err(self.invalid(&visitor)) };
        let fields = Fields { rest: fields.iter(), value: None };
        visitor.visit_map(fields).map_err(|error| error.at(self.end))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        let variant = match &self.value {
            Value::Text(_) => Variant { name: self, content: None },
            Value::Fields(fields) => match fields.as_slice() {
                [(name, content)] => Variant { name, content: Some(content) },
                _ => return Err(JsonError::new("expected one variant", Some(self.end))),
            },
            _ => return Err(self.invalid(&visitor)),
        };
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf unit unit_struct tuple_struct }
    alike! { deserialize_any: deserialize_f32 deserialize_f64 }
}

/// The values of a list.
struct Items<'n, 'a>(std::slice::Iter<'n, Node<'a>>);

impl Items<'_, '_> {
    /// Refuses a list with more than was read.
    fn end(&self, list: &Node<'_>) -> Result<(), JsonError> {
        if self.0.as_slice().is_empty() {
            Ok(())
        } else {
            Err(JsonError::new("list too long", Some(list.end)))
        }
    }
}

impl<'de> SeqAccess<'de> for &mut Items<'_, '_> {
    type Error = JsonError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, JsonError> {
        let Some(node) = self.0.next() else { return Ok(None) };
        seed.deserialize(node).map(Some).map_err(|error| error.at(node.end))
    }
}

/// The fields of an object.
struct Fields<'n, 'a> {
    rest: std::slice::Iter<'n, (Node<'a>, Node<'a>)>,
    /// Of the field whose name was asked for.
    value: Option<&'n Node<'a>>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = JsonError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, JsonError> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, JsonError> {
        let Some(node) = self.value.take() else { return Err(JsonError::new("value without a name", None)) };
        seed.deserialize(node).map_err(|error| error.at(node.end))
    }
}

/// A variant of an enum: its name alone, or an object of one field.
struct Variant<'n, 'a> {
    name: &'n Node<'a>,
    content: Option<&'n Node<'a>>,
}

impl<'n, 'a> Variant<'n, 'a> {
    fn content(&self, expected: &dyn Expected) -> Result<&'n Node<'a>, JsonError> {
        let missing = || JsonError::invalid_type(Unexpected::UnitVariant, expected).at(self.name.end);
        self.content.ok_or_else(missing)
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = JsonError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), JsonError> {
        Ok((seed.deserialize(self.name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = JsonError;

    fn unit_variant(self) -> Result<(), JsonError> {
        match self.content {
            Some(node) if !matches!(node.value, Value::Null) => Err(node.invalid(&"unit variant")),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, JsonError> {
        let node = self.content(&"newtype variant")?;
        seed.deserialize(node).map_err(|error| error.at(node.end))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, JsonError> {
        self.content(&"tuple variant")?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.content(&"struct variant")?.deserialize_map(visitor)
    }
}
