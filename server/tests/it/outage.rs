//! A database that goes away and comes back, a lock held too long, a body that stands still: an honest page with the
//! right status, nothing half-written, and everything works again after.

use crate::both::{Empty, on_both, on_postgres};
use crate::phone::{Answer, Phone, Town, in_town};
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use futures::FutureExt as _;
use server::router::router_with_patience;
use service::{Hall, Settings, Tx};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Notify, watch};

const NEW: &str = "/c/chunhe/issues/new";
const FIELDS: [(&str, &str); 4] =
    [("title", "没有座椅"), ("body", "老人没有地方坐"), ("category", "elders"), ("place", "community")];
/// The words of the page for a database that is away.
const AWAY: &str = "没有写入任何内容";

/// A door before PostgreSQL's socket that can be shut, on everyone inside too.
struct Door {
    folder: tempfile::TempDir,
    open: watch::Sender<bool>,
}

impl Door {
    fn before(socket: PathBuf) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let name = socket.file_name().expect("a socket's name");
        let listener = UnixListener::bind(folder.path().join(name)).expect("a socket");
        let (open, is_open) = watch::channel(true);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(lead(stream, socket.clone(), is_open.clone()));
            }
        });
        Self { folder, open }
    }

    fn shut(&self) {
        self.open.send_replace(false);
    }

    fn reopen(&self) {
        self.open.send_replace(true);
    }
}

/// Leads one client in, until the door shuts.
async fn lead(mut stream: UnixStream, socket: PathBuf, mut is_open: watch::Receiver<bool>) {
    if !*is_open.borrow_and_update() {
        return;
    }
    let mut database = UnixStream::connect(socket).await.expect("PostgreSQL answers");
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut stream, &mut database) => {}
        _ = is_open.wait_for(|open| !open) => {}
    }
}

/// The same database, reached through `door`.
fn through(door: &Door, settings: &Settings) -> Settings {
    let folder = door.folder.path().display().to_string();
    let database_url = settings.database_url.replace(&socket_folder(&settings.database_url), &folder);
    Settings { database_url, ..settings.clone() }
}

/// The `host=` of a PostgreSQL address.
fn socket_folder(url: &str) -> String {
    let host = url.split("host=").nth(1).and_then(|rest| rest.split('&').next());
    host.expect("the throw-away PostgreSQL is reached by its socket").to_owned()
}

fn answered(answer: &Answer) -> bool {
    match answer.status {
        StatusCode::SEE_OTHER => true,
        StatusCode::SERVICE_UNAVAILABLE => {
            answer.says(StatusCode::SERVICE_UNAVAILABLE, AWAY);
            false
        }
        status => panic!("{status}: {}", answer.text),
    }
}

#[test]
fn a_database_that_goes_away_and_comes_back() {
    on_postgres(|at: Empty| async move {
        let socket = Path::new(&socket_folder(&at.settings.database_url)).join(".s.PGSQL.5432");
        let door = Door::before(socket);
        let hall = Hall::open(
            &through(&door, &at.settings),
            at.clock.clone(),
            Arc::new(service::edge::SystemEntropy),
        )
        .await
        .expect("the hall opens");
        let town = Town::furnish(Empty { hall, ..at }).await;
        let visitor = town.visitor();
        visitor.get("/c/chunhe").await.says(StatusCode::OK, "春和社区");
        let mut forms = Vec::new();
        for n in 0..12 {
            let phone = town.phone(&town.world.resident(&format!("邻居{n}")).await).await;
            let key = phone.get(NEW).await.form_key();
            forms.push((phone, key));
        }

        // Twelve forms are on their way when it goes.
        let sending: Vec<_> = forms.iter().map(|(phone, key)| phone.post(NEW, key, &FIELDS)).collect();
        let shut = async { door.shut() };
        let (answers, ()) = futures::join!(futures::future::join_all(sending), shut);
        let acknowledged: Vec<bool> = answers.iter().map(answered).collect();
        for path in ["/c/chunhe", NEW, "/healthz"] {
            assert_eq!(forms[0].0.get(path).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        }
        visitor.get("/c/chunhe").await.says(StatusCode::SERVICE_UNAVAILABLE, AWAY);

        // It comes back: what was acknowledged is there; sending every form again makes twelve issues, none twice.
        door.reopen();
        visitor.get("/c/chunhe").await.says(StatusCode::OK, "春和社区");
        assert!(issues(&visitor).await >= acknowledged.iter().filter(|sure| **sure).count());
        for (phone, key) in &forms {
            phone.post(NEW, key, &FIELDS).await.location();
        }
        assert_eq!(issues(&visitor).await, 12);
    });
}

/// How many issues the hall has: they are numbered without gaps.
async fn issues(visitor: &Phone) -> usize {
    let mut count = 0;
    while visitor.get(&format!("/c/chunhe/issues/{}", count + 1)).await.status == StatusCode::OK {
        count += 1;
    }
    count
}

/// Holds the database's write lock until told to let go.
fn hold<'a>(_tx: &'a mut Tx<'_>, held: &'a Arc<Held>) -> futures::future::BoxFuture<'a, service::Result<()>> {
    async move {
        held.taken.notify_one();
        held.released.notified().await;
        Ok(())
    }
    .boxed()
}

#[derive(Default)]
struct Held {
    taken: Notify,
    released: Notify,
}

#[test]
fn a_lock_held_too_long_stops_writing_but_not_reading() {
    in_town(|town| async move {
        if !town.world.at.settings.database_url.starts_with("sqlite:") {
            // PostgreSQL has no lock over the whole database to hold.
            return;
        }
        let neighbour = town.world.resident("王小明").await;
        let phone = town.phone(&neighbour).await;
        let key = phone.get(NEW).await.form_key();
        let at = &town.world.at;
        let other = Hall::open(&at.settings, at.clock.clone(), Arc::new(service::edge::SystemEntropy))
            .await
            .expect("another process");
        let held = Arc::new(Held::default());
        let holding = tokio::spawn({
            let held = Arc::clone(&held);
            async move { other.write(held, hold).await }
        });
        held.taken.notified().await;
        phone.get("/c/chunhe").await.says(StatusCode::OK, "春和社区");
        phone.post(NEW, &key, &FIELDS).await.says(StatusCode::SERVICE_UNAVAILABLE, AWAY);
        held.released.notify_one();
        holding.await.expect("the other lets go").expect("an act");
        assert_eq!(phone.post(NEW, &key, &FIELDS).await.location(), "/c/chunhe/issues/1?ok=issue-raised");
    });
}

#[test]
fn a_body_that_stands_still_is_given_up() {
    on_both(|at: Empty| async move {
        let town = Town::furnish(at).await;
        let patience = Duration::from_millis(50);
        let phone = Phone::new(router_with_patience(town.site.clone(), patience));
        let request = Request::post("/sign-in")
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::ACCEPT_LANGUAGE, "zh-CN")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(broken_off())
            .expect("a request");
        let answer = phone.send(request).await;
        assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT, "{}", answer.text);
    });
}

/// A body whose first bytes came and whose rest never will.
fn broken_off() -> Body {
    let begun = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"back=%2F"))]);
    Body::from_stream(futures::StreamExt::chain(begun, futures::stream::pending()))
}

#[test]
fn slow_senders_hold_up_nobody_else() {
    in_town(|town| async move {
        let phone = town.visitor();
        // More of them than pages can be read at the same time.
        let slow: Vec<_> = (0..40)
            .map(|_| {
                let phone = phone.clone();
                let request = Request::post("/preferences")
                    .header(header::HOST, "127.0.0.1:3000")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    .body(broken_off())
                    .expect("a request");
                tokio::spawn(async move { phone.send(request).await.status })
            })
            .collect();
        tokio::task::yield_now().await;
        let page = tokio::time::timeout(Duration::from_secs(5), phone.get("/c/chunhe")).await;
        page.expect("an answer while others are slow").says(StatusCode::OK, "春和社区");
        slow.into_iter().for_each(|sender| sender.abort());
    });
}
