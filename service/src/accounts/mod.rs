//! One's own account: signing in by password, the password itself, devices, and how one is shown.

mod own;
mod password;
mod people;
mod representing;

pub use own::{
    MyDevice, MyNotice, MyNotices, MySeat, MyUnit, Own, end_device, end_other_devices, own, own_notices,
    remember, rename,
};
pub use password::{Credentials, NewPassword, make_password, replace_password, set_password, sign_in};
pub use people::{Found, FoundPerson, PersonSheet, clear_password, find_people, person, verify};
pub use representing::{NewRepresentation, Representation, end_representation, name_representative};
