//! People at their phones: a cookie jar, a form with its key, and what came back.

use crate::both::{Empty, on_both};
use crate::world::World;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::actor::Actor;
use domain::log::note::{KeyKind, SignerKey};
use http_body_util::BodyExt as _;
use server::config::Options;
use server::router::router;
use server::site::Site;
use service::sessions;
use tower::ServiceExt as _;

/// A furnished hall behind its router.
pub(crate) struct Town {
    pub(crate) world: World,
    pub(crate) router: Router,
    pub(crate) site: Site,
    /// Where uploads arrive; gone with the town.
    _data: tempfile::TempDir,
}

/// One person's phone. `None` for a cookie: a visitor.
#[derive(Clone)]
pub(crate) struct Phone {
    router: Router,
    cookie: Option<String>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
}

/// Tells `story` in a furnished town on both databases.
pub(crate) fn in_town<F: Future<Output = ()>>(story: impl Fn(Town) -> F) {
    on_both(|at: Empty| async { story(Town::furnish(at).await).await });
}

pub(crate) use crate::both::log_key;

/// The key of the witness that every town trusts.
pub(crate) fn witness_key() -> SignerKey {
    SignerKey::new("witness.example/w1", KeyKind::Cosignature, [9; 32]).expect("a key")
}

impl Town {
    /// A furnished hall behind its router.
    pub(crate) async fn furnish(at: Empty) -> Self {
        let world = World::furnish(at).await;
        let data = tempfile::tempdir().expect("a directory");
        let data_dir = Some(data.path().to_owned());
        let witnesses = Some(witness_key().public().to_string().parse().expect("a key"));
        let config =
            Options { data_dir, witnesses, ..Options::default() }.complete().expect("a configuration");
        let site = Site::new(world.at.hall.clone(), config, log_key());
        Self { world, router: router(site.clone()), site, _data: data }
    }

    /// A phone nobody is signed in on.
    pub(crate) fn visitor(&self) -> Phone {
        Phone { router: self.router.clone(), cookie: None }
    }

    /// A phone that holds a cookie it was given.
    pub(crate) fn with_cookie(&self, cookie: &str) -> Phone {
        Phone { router: self.router.clone(), cookie: Some(cookie.to_owned()) }
    }

    /// `actor`'s phone, signed in with a password.
    pub(crate) async fn phone(&self, actor: &Actor) -> Phone {
        let member = actor.member_id().expect("someone with an account");
        let token = sessions::admit(&self.world.at.hall, &Actor::System, member, "test", true)
            .await
            .expect("a session");
        Phone { router: self.router.clone(), cookie: Some(format!("yishi={}", token.as_str())) }
    }
}

impl Phone {
    /// A phone nobody is signed in on.
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookie: None }
    }

    /// The phone after `answer`: it keeps the cookie it was given.
    pub(crate) fn keeping(mut self, answer: &Answer) -> Self {
        let cookie = answer.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        self.cookie = Some(cookie.and_then(|c| c.split(';').next()).expect("a cookie").to_owned());
        self
    }

    /// Opens a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    /// Opens a page with one more header.
    pub(crate) async fn get_with(&self, path: &str, name: header::HeaderName, value: &str) -> Answer {
        let request = self.request("GET", path).header(name, value);
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Opens the page at `path`, fills its form in and sends it, as a browser without JavaScript does.
    pub(crate) async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let key = self.get(path).await.form_key();
        self.post(path, &key, fields).await
    }

    /// Sends a form with a key the page gave before.
    pub(crate) async fn post(&self, path: &str, key: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("form_key", key);
        body.extend_pairs(fields);
        self.post_raw(path, "same-origin", body.finish().into_bytes()).await
    }

    /// Sends a file with the form of the page, as a browser does.
    pub(crate) async fn upload(&self, path: &str, from: &str, key: &str, name: &str, file: &[u8]) -> Answer {
        let mut body = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{key}\r\n\
             --limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit")
            .header("sec-fetch-site", from)
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    /// Sends bytes as a form, saying where they come from as a browser does (`same-origin`, `cross-site`).
    pub(crate) async fn post_raw(&self, path: &str, from: &str, body: Vec<u8>) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", from)
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::ACCEPT_LANGUAGE, "zh-CN");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    /// The bytes of a file.
    pub(crate) async fn file(&self, path: &str) -> Vec<u8> {
        let request = self.request("GET", path).body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.into_body().collect().await.expect("a whole body").to_bytes().to_vec()
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

impl Answer {
    /// The key of the page's (first) form.
    pub(crate) fn form_key(&self) -> String {
        let after = self.text.split("name=\"form_key\" value=\"").nth(1).unwrap_or_else(|| {
            panic!("{} and no form with a key in:\n{}", self.status, self.text);
        });
        after.split('"').next().expect("a quoted value").to_owned()
    }

    /// Where a 303 leads.
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).expect("a location")
    }

    /// Asserts the status and that the page says `words`.
    #[track_caller]
    pub(crate) fn says(&self, status: StatusCode, words: &str) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        assert!(self.text.contains(words), "{words:?} is not in:\n{}", self.text);
        self
    }
}
