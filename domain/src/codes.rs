//! Closed sets of words that are stored and sent as short codes.

/// A code that belongs to none of the set's members: the row or the form was not written by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown_code")]
pub struct UnknownCode;

/// Declares an enum without data, each variant with its stable code for tables, forms, URLs and logs.
#[macro_export]
macro_rules! codes {
    ($($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every member, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err($crate::codes::UnknownCode) }
            }
        }
    )+};
}
