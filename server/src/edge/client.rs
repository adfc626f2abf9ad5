//! Who is at the other end of a sign-in: address, device, and the request's head to make a page from later.
//!
//! Signing in waits for a hashing place. It must not hold a reader's connection meanwhile, so its handlers take this
//! instead of a [`Visit`] and ask for one only when there is a page to show.

use super::{Failure, Visit, visit};
use crate::site::Site;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use domain::actor::Actor;
use service::joining::Device;
use service::sessions::Token;
use std::convert::Infallible;

/// The head of a request that signs a device in.
pub(crate) struct Client {
    pub(crate) site: Site,
    parts: Parts,
}

impl<S> FromRequestParts<S> for Client
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self { site: Site::from_ref(state), parts: parts.clone() })
    }
}

impl Client {
    /// Where the request came from, and what the device is listed as.
    pub(crate) fn device(&self) -> Device {
        Device {
            address: visit::client_address(&self.parts, &self.site.config.trusted_proxies),
            name: visit::device_name(&self.parts.headers),
        }
    }

    /// The reader's visit, from now on.
    pub(crate) async fn visit(&mut self) -> Result<Visit, Failure> {
        Visit::from_request_parts(&mut self.parts, &self.site).await
    }

    /// Who asks, without keeping a connection.
    pub(crate) async fn actor(&mut self) -> Result<Actor, Failure> {
        Ok(self.visit().await?.reader.actor)
    }

    /// What the cookie `name` holds, if it can be a token.
    pub(crate) fn token(&self, name: &str) -> Option<Token> {
        visit::cookie(&self.parts.headers, name).and_then(|value| Token::parse(&value))
    }
}

#[cfg(test)]
mod tests {
    use crate::edge::visit::{client_address, device_name};
    use axum::extract::ConnectInfo;
    use axum::http::Request;
    use std::net::{IpAddr, SocketAddr};

    #[test]
    fn an_address_is_believed_only_from_trusted_proxies() {
        let trusted: Vec<IpAddr> = vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        let cases: &[(&str, &[&str], &str)] = &[
            // Nobody in between.
            ("192.0.2.7", &[], "192.0.2.7"),
            // A stranger's header is their own word.
            ("192.0.2.7", &["198.51.100.1"], "192.0.2.7"),
            // One proxy, then two.
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            // What the client wrote before the proxy added its own is not believed.
            ("10.0.0.1", &["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
            // Several header lines are one list.
            ("10.0.0.1", &["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
            // Rubbish ends the walk at the last address known.
            ("10.0.0.1", &["unknown"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["2001:db8::1"], "2001:db8::1"),
        ];
        for (peer, forwarded, expected) in cases {
            let mut request = Request::builder().uri("/");
            for value in *forwarded {
                request = request.header("x-forwarded-for", *value);
            }
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
            let address = client_address(&parts, &trusted);
            assert_eq!(address, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_device_is_known_again_by_program_and_machine() {
        let cases = [
            (
                "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/86 MicroMessenger/8.0",
                "Android · WeChat",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Version/16.0 Safari/604.1",
                "iPhone · Safari",
            ),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows · Edge"),
            ("curl/8", ""),
            ("<script>", ""),
        ];
        for (agent, expected) in cases {
            let mut headers = axum::http::HeaderMap::new();
            headers.insert("user-agent", agent.parse().unwrap());
            assert_eq!(device_name(&headers), expected, "{agent}");
        }
    }
}
