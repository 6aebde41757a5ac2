//! One page run in Chromium without any npm package: a small server on loopback serves it and takes its answer.
//!
//! The page posts its answer to `/answer`, or what went wrong to `/error`.

use crate::chromium;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Child;
use std::sync::mpsc;
use std::time::Duration;

/// One file of the page.
#[derive(Debug, Clone)]
pub struct File {
    /// Absolute path, as in `/index.html`; `/` is served `/index.html`.
    pub path: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Opens `/index.html` of `files` in Chromium and waits for the text that the page posts to `/answer`.
///
/// The browser's profile is made under `folder` and removed again. A page that posts to `/error`, or nothing within
/// `limit`, is an error.
pub fn answer_of(chromium: &Path, folder: &Path, files: &[File], limit: Duration) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (answers, answer) = mpsc::channel();
    let files = files.to_vec();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let (files, answers) = (files.clone(), answers.clone());
            // A thread for each connection: a browser opens some that it never writes to.
            std::thread::spawn(move || serve(&connection, &files, &answers));
        }
    });
    let profile = folder.join(format!("chromium-{}-{}", std::process::id(), address.port()));
    let browser = chromium::open(chromium, &profile, &format!("http://{address}/"))?;
    let received = answer.recv_timeout(limit);
    stop(browser);
    let _ = std::fs::remove_dir_all(&profile);
    match received {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(text)) => bail!("the page in {} says: {text}", chromium.display()),
        Err(_) => bail!("the page in {} gave no answer within {} s", chromium.display(), limit.as_secs()),
    }
}

fn stop(mut browser: Child) {
    let _ = browser.kill();
    let _ = browser.wait();
}

fn serve(connection: &TcpStream, files: &[File], answers: &mpsc::Sender<Result<String, String>>) -> Result<()> {
    let mut reader = BufReader::new(connection);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut words = request.split_whitespace();
    let (method, path) = (words.next().context("no method")?.to_owned(), words.next().context("no path")?.to_owned());
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    match (method.as_str(), path.as_str()) {
        ("POST", "/answer") => {
            respond(connection, "204 No Content", "text/plain", b"")?;
            answers.send(Ok(body))?;
        }
        ("POST", "/error") => {
            respond(connection, "204 No Content", "text/plain", b"")?;
            answers.send(Err(body))?;
        }
        (_, path) => {
            let path = if path == "/" { "/index.html" } else { path };
            match files.iter().find(|file| file.path == path) {
                Some(file) => respond(connection, "200 OK", file.mime, &file.bytes)?,
                None => respond(connection, "404 Not Found", "text/plain", b"not found")?,
            }
        }
    }
    Ok(())
}

fn respond(mut connection: &TcpStream, status: &str, mime: &str, body: &[u8]) -> Result<()> {
    // The two cross-origin headers isolate the page, which gives it a clock of 5 µs instead of 100 µs.
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\nConnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes())?;
    connection.write_all(body)?;
    Ok(())
}
