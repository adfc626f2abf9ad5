//! A reader with one open connection: just enough HTTP/1.1 to measure with, and little enough not to be what is
//! measured.

use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) struct Client {
    stream: TcpStream,
    address: SocketAddr,
    buffer: Vec<u8>,
}

impl Client {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, address, buffer: Vec::new() }
    }

    /// What a browser that takes brotli is sent for a GET, heads and all, in bytes.
    pub(crate) async fn bytes_sent(address: SocketAddr, path: &str, cookie: &str) -> usize {
        let mut client = Self::open(address).await;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nAccept-Encoding: br\r\n\
             Connection: close\r\n\r\n"
        );
        client.stream.write_all(request.as_bytes()).await.expect("the server takes requests");
        let mut answer = Vec::new();
        client.stream.read_to_end(&mut answer).await.expect("the server answers");
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
        answer.len()
    }

    /// The body and status of a GET.
    pub(crate) async fn get(&mut self, path: &str, cookie: &str) -> (Vec<u8>, u16) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.address);
        self.exchange(request.as_bytes()).await
    }

    /// Signs in with a password; the cookie.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> String {
        let status = self.post("/sign-in", "", &format!("login={login}&password={password}")).await;
        let head = String::from_utf8_lossy(&self.buffer).into_owned();
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        assert_eq!(status, 303, "{login} signs in");
        cookie.expect("a cookie").to_owned()
    }

    /// The status of a form handed in from the page itself.
    pub(crate) async fn post(&mut self, path: &str, cookie: &str, form: &str) -> u16 {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        );
        self.exchange(request.as_bytes()).await.1
    }

    async fn exchange(&mut self, request: &[u8]) -> (Vec<u8>, u16) {
        self.stream.write_all(request).await.expect("the server takes requests");
        self.buffer.clear();
        let head_end = loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await;
        };
        let head =
            String::from_utf8_lossy(self.buffer.get(..head_end).unwrap_or_default()).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let length: usize = head
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.split("\r\n").next()?.parse().ok())
            .unwrap_or_default();
        while self.buffer.len() < head_end + length {
            self.more().await;
        }
        (self.buffer.get(head_end..).unwrap_or_default().to_vec(), status)
    }

    async fn more(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.expect("the server answers");
        assert!(read > 0, "the server hung up");
    }
}

/// Whole answers in a second, by `readers` open connections for `time`.
pub(crate) async fn answers_per_second(
    address: SocketAddr,
    path: &str,
    cookie: &str,
    readers: usize,
    time: Duration,
) -> f64 {
    let start = Instant::now();
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..readers {
        let (path, cookie) = (path.to_owned(), cookie.to_owned());
        all.spawn(async move {
            let mut client = Client::open(address).await;
            let mut count = 0_u32;
            while start.elapsed() < time {
                let (_, status) = client.get(&path, &cookie).await;
                assert_eq!(status, 200, "{path}");
                count += 1;
            }
            count
        });
    }
    let count: u32 = all.join_all().await.into_iter().sum();
    f64::from(count) / start.elapsed().as_secs_f64()
}
