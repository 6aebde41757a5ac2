//! A child process: shown as it runs, or kept quiet and shown whole if it fails.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A command that has not been started.
#[derive(Debug)]
pub struct Run {
    program: OsString,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
    environment: Vec<(OsString, OsString)>,
}

impl Run {
    /// The command `program arguments…`.
    pub fn new(program: impl Into<OsString>, arguments: &[&str]) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.iter().map(OsString::from).collect(),
            folder: None,
            environment: Vec::new(),
        }
    }

    /// Adds an argument that need not be text, a path for example.
    pub fn argument(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The folder to run in.
    pub fn folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// Sets an environment variable.
    pub fn environment(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Runs it with this terminal. An exit status other than 0 is an error.
    pub fn shown(&self) -> Result<()> {
        let status = self.command().status().with_context(|| self.missing())?;
        if status.success() { Ok(()) } else { bail!("`{self}`: {status}") }
    }

    /// Runs it in place of this process where the system can, so that a signal reaches it and not a parent that ignores it.
    pub fn instead(&self) -> Result<()> {
        #[cfg(unix)]
        return Err(std::os::unix::process::CommandExt::exec(&mut self.command())).with_context(|| self.missing());
        #[cfg(not(unix))]
        self.shown()
    }

    /// Runs it without showing anything and returns what it wrote to stdout.
    pub fn output(&self) -> Result<Vec<u8>> {
        let output = self.command().stdin(Stdio::null()).output().with_context(|| self.missing())?;
        if !output.status.success() {
            bail!("`{self}`: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
        }
        Ok(output.stdout)
    }

    /// Runs it, saying from time to time that it still runs and what it wrote last. Returns all that it wrote (stdout and
    /// stderr, in the order in which the lines came); when it fails, that text is in the error.
    pub fn watched(&self) -> Result<String> {
        let mut child = self
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| self.missing())?;
        let (lines, received) = mpsc::channel();
        forward(child.stdout.take(), lines.clone());
        forward(child.stderr.take(), lines);
        let mut ticker = Ticker::start();
        let mut text = String::new();
        loop {
            match received.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => {
                    ticker.saw(&line);
                    text.push_str(&line);
                    text.push('\n');
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            ticker.tick();
        }
        ticker.clear();
        let status = child.wait()?;
        if status.success() { Ok(text) } else { bail!("`{self}`: {status}\n\n{text}") }
    }

    /// The command as the standard library knows it, for those who keep the child.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).envs(self.environment.iter().map(|(name, value)| (name, value)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command
    }

    fn missing(&self) -> String {
        format!("`{}` cannot be run", self.program.display())
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = Path::new(&self.program).file_stem().unwrap_or(&self.program);
        write!(f, "{}", name.display())?;
        self.arguments.iter().try_for_each(|argument| write!(f, " {}", argument.display()))
    }
}

fn forward(stream: Option<impl Read + Send + 'static>, lines: mpsc::Sender<String>) {
    let Some(stream) = stream else { return };
    std::thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if lines.send(text).is_err() {
                return;
            }
        }
    });
}

/// Says that a step is alive: every half second on one line of a terminal, every minute in a log.
struct Ticker {
    started: Instant,
    said: Instant,
    last: String,
    terminal: bool,
}

impl Ticker {
    fn start() -> Self {
        Self { started: Instant::now(), said: Instant::now(), last: String::new(), terminal: std::io::stderr().is_terminal() }
    }

    fn saw(&mut self, line: &str) {
        if !line.trim().is_empty() {
            self.last = line.trim().chars().take(90).collect();
        }
    }

    fn tick(&mut self) {
        let pause = Duration::from_millis(if self.terminal { 500 } else { 60_000 });
        if self.said.elapsed() < pause {
            return;
        }
        self.said = Instant::now();
        let seconds = self.started.elapsed().as_secs();
        if self.terminal {
            eprint!("\r\x1b[2K      {seconds} s  {}", self.last);
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("      {seconds} s  {}", self.last);
        }
    }

    fn clear(&self) {
        if self.terminal {
            eprint!("\r\x1b[2K");
            let _ = std::io::stderr().flush();
        }
    }
}
