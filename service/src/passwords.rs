//! Passwords: Argon2id, off the async threads, a bounded number at once, and as slow for a name nobody has.

use crate::hall::Hall;
use crate::{Error, Result};
use argon2::{Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _};
use domain::problem::Problem;
use domain::words::Password;
use std::time::Duration;

/// How long a caller waits for a place before the page says "try again".
const PLACE_TIMEOUT: Duration = Duration::from_secs(5);

/// What is verified when nobody has the name: the same parameters, so the same time. No password fits.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyBpdCE$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hash to store of `password`, with a salt of its own.
pub(crate) async fn hash(hall: &Hall, password: &Password) -> Result<String> {
    let (password, salt) = (password.as_str().to_owned(), hall.secret::<16>());
    heavy(hall, move || {
        let hashed: PasswordHash = Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|error| Error::broken(format_args!("a password could not be hashed: {error}")))?;
        Ok(hashed.to_string())
    })
    .await
}

/// Whether `password` is the one `stored`; without a stored one it takes as long and is not.
pub(crate) async fn verify(hall: &Hall, password: &Password, stored: Option<&str>) -> Result<bool> {
    let (password, somebody) = (password.as_str().to_owned(), stored.is_some());
    let stored = stored.unwrap_or(NOBODYS_HASH).to_owned();
    heavy(hall, move || {
        let stored = PasswordHash::new(&stored)
            .map_err(|error| Error::broken(format_args!("a stored password is no hash: {error}")))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &stored).is_ok() && somebody)
    })
    .await
}

/// Runs `work` on a thread of its own, once one of the few places is free.
async fn heavy<T: Send + 'static>(
    hall: &Hall,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let place = tokio::time::timeout(PLACE_TIMEOUT, hall.hashing())
        .await
        .map_err(|_elapsed| Error::Refused(Problem::Busy))?;
    let work = move || {
        // The place stays taken while the thread works, also when the caller has gone away.
        let _place = place;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::broken)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobodys_hash_is_one_and_fits_no_password() {
        let hash = PasswordHash::new(NOBODYS_HASH).unwrap();
        assert!(Argon2::default().verify_password(b"", &hash).is_err());
        let real: PasswordHash = Argon2::default().hash_password_with_salt(b"x", &[7; 16]).unwrap();
        assert_eq!(real.params.to_string(), hash.params.to_string(), "the same work");
    }
}
