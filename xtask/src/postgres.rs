//! A PostgreSQL cluster for one run of the tests: made in a temporary folder, reached by its socket only, thrown away.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::machine::{self, Package};
use crate::shell::output;

/// Enough for the tests that let two hundred people vote at one instant, beside all others.
const MAX_CONNECTIONS: u32 = 300;

/// A running cluster; stopped and removed when dropped, whatever happened in between.
pub(crate) struct Cluster {
    programs: PathBuf,
    /// Short, because the path of a socket may not exceed 107 bytes.
    folder: PathBuf,
    /// PostgreSQL refuses to run as root; then it runs as the package's own user.
    user: Option<(u32, u32)>,
    server: Option<Child>,
}

impl Cluster {
    /// Makes a cluster and waits until it takes connections.
    pub(crate) fn start() -> Result<Self> {
        machine::need(&[Package::Postgresql])?;
        let programs =
            machine::postgres_programs().context("PostgreSQL's programs are not in /usr/lib/postgresql")?;
        let user = match machine::user_id("")? {
            (0, _) => Some(machine::user_id("postgres").or_else(|_| machine::user_id("nobody"))?),
            _ => None,
        };
        let folder = std::env::temp_dir().join(format!("yishi-pg-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        let mut cluster = Self { programs, folder, user, server: None };
        if let Some((user, group)) = user {
            chown(&cluster.folder, Some(user), Some(group))?;
        }
        output(
            cluster
                .program("initdb")
                .args([
                    "--locale=C.UTF-8",
                    "--encoding=UTF8",
                    "--username=postgres",
                    "--auth=trust",
                    "--no-sync",
                ])
                .arg(cluster.data()),
        )?;
        cluster.serve()?;
        Ok(cluster)
    }

    /// The address of the cluster, as `DATABASE_URL` would give it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        // Not our working directory: the cluster's user may not be allowed in there.
        command.current_dir(Path::new("/"));
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    fn serve(&mut self) -> Result<()> {
        let mut postgres = self.program("postgres");
        postgres.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        for setting in ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"] {
            postgres.args(["-c", setting]);
        }
        postgres.args(["-c", &format!("max_connections={MAX_CONNECTIONS}")]);
        let server =
            self.server.insert(postgres.stderr(Stdio::piped()).spawn().context("starting postgres")?);
        let mut log = BufReader::new(server.stderr.take().context("postgres has no log")?);
        let mut said = String::new();
        loop {
            let start = said.len();
            if log.read_line(&mut said)? == 0 {
                bail!("PostgreSQL did not start:\n{said}");
            }
            if said[start..].contains("ready to accept connections") {
                break;
            }
        }
        // Tests provoke errors on purpose; the log is read, or the server would block, but not shown.
        std::thread::spawn(move || log.lines().map_while(Result::ok).for_each(drop));
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let stopped =
                output(self.program("pg_ctl").args(["stop", "--mode=immediate", "-D"]).arg(self.data()));
            if stopped.is_err() {
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::Cluster;
    use crate::shell::output;

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() -> anyhow::Result<()> {
        let cluster = Cluster::start()?;
        let mut ask = cluster.program("psql");
        ask.args(["--no-psqlrc", "-Atc", "SHOW server_encoding", &cluster.url()]);
        assert_eq!(output(&mut ask)?.trim(), "UTF8");
        let folder = cluster.folder.clone();
        drop(cluster);
        assert!(!folder.exists());
        Ok(())
    }
}
