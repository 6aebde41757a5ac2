//! The program itself: started in a folder of its own, killed at the end.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};

use tempfile::TempDir;

use crate::bank;
use crate::client::Client;

/// A folder with banks and data, in which the server is started again and again.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self::with_rule(0)
    }

    /// With `after_days` to wait between attempts.
    pub fn with_rule(after_days: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        bank::write_with(&folder.path().join("banks/fixture"), after_days);
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Changes a file of the bank.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let file = self.path("banks/fixture").join(name);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{name} holds {from:?}");
        std::fs::write(file, text.replacen(from, to, 1)).unwrap();
    }

    pub fn database(&self) -> PathBuf {
        self.path("data/assay.db")
    }

    /// Everything that the server wrote to its log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap()
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
        command.arg("serve").arg("--data").arg(self.path("data")).arg("--banks").arg(self.path("banks"));
        command.args(["--listen", "127.0.0.1:0"]).args(more).env_remove("ASSAY_LOG");
        command
    }

    pub fn start(&self) -> Server {
        self.start_with(&[])
    }

    pub fn start_with(&self, more: &[&str]) -> Server {
        let log = std::fs::File::options().create(true).append(true).open(self.path("log")).unwrap();
        self.spawn(more, log.into()).unwrap_or_else(|said| panic!("the server said {said:?}; its log: {}", self.log()))
    }

    /// Starts a server whose log is not written down but heard, by [`Server::hear`].
    pub fn start_heard(&self, more: &[&str]) -> Server {
        self.spawn(more, Stdio::piped()).unwrap_or_else(|said| panic!("the server said {said:?}"))
    }

    fn spawn(&self, more: &[&str], log: Stdio) -> Result<Server, String> {
        let mut child = self.command(more).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let log = child.stderr.take().map(BufReader::new);
        let first = line(&mut lines);
        match first.strip_prefix("listening on ") {
            Some(base) => Ok(Server { child, lines, log, base: base.to_owned() }),
            None => Err(first),
        }
    }

    /// Starts a server that is expected to refuse.
    pub fn refused(&self, more: &[&str]) -> Output {
        self.command(more).output().unwrap()
    }
}

/// A running server.
pub struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    log: Option<BufReader<ChildStderr>>,
    pub base: String,
}

impl Server {
    pub fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// Token of the set-up link and the class code; only before set-up, and once.
    pub fn greeting(&mut self) -> (String, String) {
        let link = line(&mut self.lines);
        let code = line(&mut self.lines);
        let token = link.split('#').nth(1).unwrap_or_else(|| panic!("no set-up link in {link:?}")).to_owned();
        let code = code.strip_prefix("class code for Fixture of Answers: ").unwrap_or_else(|| panic!("no code in {code:?}"));
        (token, code.to_owned())
    }

    /// The next line of the log with this text; waits for it.
    pub fn hear(&mut self, text: &str) -> String {
        let log = self.log.as_mut().expect("the server was started to be heard");
        loop {
            let line = line(log);
            assert!(!line.is_empty(), "the log ended without {text:?}");
            if line.contains(text) {
                return line;
            }
        }
    }

    /// `kill -NAME`.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
    }

    /// Its exit status, when it comes.
    pub fn wait(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// `kill -TERM`, and its exit status.
    pub fn stop(self) -> Option<i32> {
        self.signal("TERM");
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn line(lines: &mut impl BufRead) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

/// Every file under a folder.
pub fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all_files(&path, found) } else { found.push(path) }
    }
}

/// Runs a command of the program to its end.
pub fn assay(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_assay")).args(arguments).output().unwrap()
}

/// Runs a query on a database file.
pub fn query<T>(file: &Path, sql: &'static str) -> Result<Vec<T>, sqlx::Error>
where
    T: Send + Unpin + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
{
    use sqlx::Connection;
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
        sqlx::query_as(sql).fetch_all(&mut connection).await
    })
}
