//! A server of its own process, so that its memory is its own.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};

pub(crate) struct Yishi {
    pub(crate) address: SocketAddr,
    child: Child,
    data: tempfile::TempDir,
}

impl Yishi {
    /// The demo in a directory of its own, served by a process that did not make it, once it answers.
    pub(crate) async fn demo(program: &str) -> Self {
        let data = tempfile::tempdir().expect("a directory");
        let directory = data.path().display().to_string();
        let args = ["demo", "--data", &directory, "--address"];
        let mut maker = Self::start(program, data, &args).await;
        maker.child.kill().await.expect("the maker ends");
        Self::start(program, maker.data, &args).await
    }

    /// Serves what is in `data`, once it answers.
    pub(crate) async fn serve(program: &str, data: tempfile::TempDir) -> Self {
        let directory = data.path().display().to_string();
        Self::start(program, data, &["serve", "--data-dir", &directory, "--listen"]).await
    }

    async fn start(program: &str, data: tempfile::TempDir, args: &[&str]) -> Self {
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let child = Command::new(program)
            .args(args)
            .arg(port.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        let hall = Self { address: port, child, data };
        for _ in 0..1_200 {
            if tokio::net::TcpStream::connect(port).await.is_ok() {
                return hall;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{program} did not answer within two minutes");
    }

    /// Resident memory in MB (10^6 bytes), from the kernel.
    pub(crate) fn resident_mb(&self) -> u64 {
        let id = self.child.id().expect("the server runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("the kernel tells");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a line of memory");
        let kib: u64 = line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).expect("a figure");
        kib * 1_024 / 1_000_000
    }
}
