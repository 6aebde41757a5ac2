//! `assay serve`.

use std::fs::File;
use std::future::IntoFuture;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use axum::serve::ListenerExt;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Notify, Semaphore};
use tracing_subscriber::EnvFilter;

use super::print;
use crate::app::App;
use crate::catalogue::{self, Catalogue, Shelf};
use crate::clock::now;
use crate::identity::{Identity, Served};
use crate::keys::{Keys, Protection};
use crate::listener::Listener;
use crate::password::Passwords;
use crate::public_url::{PublicUrl, Scheme};
use crate::sealed::{self, Sessions};
use crate::store::{self, Store, codes, erasure, retention};
use crate::tls::Certificate;
use crate::{issuing, keys, pathway, routes, running, secret, workshop};

/// How long requests that are under way may take once the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// Between two looks at what need not be kept any longer.
const SWEEP: Duration = Duration::from_hours(6);
/// Days for which the class code of the first start opens.
const FIRST_CODE_DAYS: u32 = 90;

/// Arguments of `assay serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder for records and keys; made if it is missing
    #[arg(long, value_name = "DIR", default_value = "data", env = "ASSAY_DATA")]
    data: PathBuf,
    /// Address to listen at; port 0 takes any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", env = "ASSAY_LISTEN")]
    listen: SocketAddr,
    /// Address under which people reach the server, as https://assay.example.org [default: `http://localhost:PORT`, with
    /// --tls-cert `https://localhost:PORT`]
    #[arg(long, value_name = "URL", env = "ASSAY_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// Folder of item banks, each in a folder of its own
    #[arg(long, value_name = "DIR", default_value = "item-banks", env = "ASSAY_BANKS")]
    banks: PathBuf,
    /// An earlier public URL whose identity is served on, so that its badges keep verifying; may be given more than once
    #[arg(long = "also-serve", value_name = "URL", env = "ASSAY_ALSO_SERVE", value_delimiter = ',')]
    earlier_urls: Vec<PublicUrl>,
    /// File whose first line is the passphrase that seals the keys; ASSAY_PASSPHRASE does the same. Without either they are sealed with
    /// a key file
    #[arg(long, value_name = "FILE", env = "ASSAY_PASSPHRASE_FILE")]
    passphrase_file: Option<PathBuf>,
    /// The key file [default: beside the data folder, with its name and .key]
    #[arg(long, value_name = "FILE", env = "ASSAY_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// Requests come through a proxy of ours that appends to X-Forwarded-For
    #[arg(long, env = "ASSAY_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Fetch keys and status lists of other issuers when a badge from elsewhere is looked at: over https, from public addresses only.
    /// Without it the server opens no connection, and those who work here give these documents
    #[arg(long, env = "ASSAY_ONLINE")]
    online: bool,
    /// Serve https under this certificate: a PEM file with the server's own first and those of its issuers after it.
    /// SIGHUP reads it again
    #[arg(long, value_name = "FILE", env = "ASSAY_TLS_CERT", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The key of that certificate: a PEM file without a passphrase that nobody else may read
    #[arg(long, value_name = "FILE", env = "ASSAY_TLS_KEY", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

impl Serve {
    /// Runs it until the process is told to stop.
    pub fn run(self) -> ExitCode {
        start_log();
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return failed(&format!("the runtime does not start: {error}")),
        };
        match runtime.block_on(self.serve()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => failed(&message),
        }
    }

    async fn serve(self) -> Result<(), String> {
        let certificate = self.certificate()?;
        let shelf = shelf(&self.banks)?;
        let data = &self.data;
        let at = |what: &str, error: &dyn std::fmt::Display| format!("{what} {}: {error}", data.display());
        keys::private_folder(data).map_err(|error| at("the data folder", &error))?;
        let _lock = lock(data)?;
        let protection =
            Protection::named(self.passphrase_file.as_deref(), self.key_file.clone()).map_err(|error| error.to_string())?;
        let keys = Keys::open(data, &protection).map_err(|error| at("the keys in", &error))?;
        tracing::info!("{}", keys.kept);
        let store = Store::open(&data.join("assay.db")).await.map_err(|error| at("the records in", &error))?;
        let catalogue = offered(&store, &shelf, &self.banks).await?;
        let pathways = pathways(&self.banks, &catalogue)?;
        sealed::keep_assessments(&store, &catalogue).await.map_err(|error| at("the records in", &error))?;

        let listener =
            TcpListener::bind(self.listen).await.map_err(|error| format!("cannot listen at {}: {error}", self.listen))?;
        let address = listener.local_addr().map_err(|error| format!("cannot listen at {}: {error}", self.listen))?;
        let scheme = if certificate.is_some() { Scheme::Https } else { Scheme::Http };
        let public = self.public_url.unwrap_or_else(|| PublicUrl::localhost(scheme, address.port()));
        let identity = Identity::new(&keys.ring(), &public, &self.earlier_urls).map_err(|error| error.to_string())?;
        let issuers = store.issuers().await.map_err(|error| at("the records in", &error))?;
        keep_identities(&identity, &public, &issuers)?;
        if public.is_local() && !address.ip().is_loopback() {
            eprintln!("{}", beyond_this_machine(scheme, address, &public));
        }

        let app = Arc::new(App {
            store,
            keys,
            identity: Served::new(identity),
            earlier_urls: self.earlier_urls,
            offered: RwLock::new(Arc::new(catalogue)),
            shelf: Arc::new(shelf),
            publishing: tokio::sync::Mutex::new(()),
            checks: Semaphore::new(1),
            sessions: Sessions::default(),
            passwords: Passwords::new(),
            public,
            setup: Mutex::new(None),
            setup_file: data.join("setup-link.txt"),
            behind_proxy: self.behind_proxy,
            replays: Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get)),
            elsewhere: pathway::look::Elsewhere::new(self.online),
            pathways,
            running: running::Cache::default(),
        });
        // Before anyone can know that there is something to signal: until then a signal would end the process at once.
        let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
        if let Some(certificate) = &certificate {
            let hangup = signal(SignalKind::hangup()).map_err(|error| error.to_string())?;
            tokio::spawn(reload(hangup, Arc::clone(certificate)));
        }
        print(&format!("listening on {scheme}://{address}"));
        // A list signed by a key that was withdrawn at the machine is signed anew; and so is what that key signed.
        app.store
            .write(|db| Box::pin(async move { store::status_lists::forget_signed(db).await }))
            .await
            .map_err(|error| at("the records in", &error))?;
        if let Err(problem) = issuing::keys::mend(&app).await {
            tracing::warn!(why = problem.detail(), "credentials of a withdrawn key wait for the next start");
        }
        greet(&app).await.map_err(|error| at("the records in", &error))?;

        let sweeper = tokio::spawn(sweep(Arc::clone(&app)));
        let stop = Arc::new(Notify::new());
        let told = Arc::clone(&stop);
        let service = routes::router(Arc::clone(&app)).into_make_service_with_connect_info::<SocketAddr>();
        let told = async move { told.notified().await };
        let server = match certificate {
            None => tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(told).into_future()),
            Some(certificate) => {
                // Tapped for nothing: axum passes on who connected only of its own listeners and of those.
                let listener = Listener::new(listener, certificate).tap_io(|_| ());
                tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(told).into_future())
            }
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: no new requests are taken");
        stop.notify_one();
        if tokio::time::timeout(DRAIN, server).await.is_err() {
            tracing::warn!("some requests were still under way");
        }
        sweeper.abort();
        app.store.close().await;
        tracing::info!("stopped: everything acknowledged is on disk");
        Ok(())
    }

    /// What to encrypt with, where files were named for it.
    fn certificate(&self) -> Result<Option<Arc<Certificate>>, String> {
        let Some((chain, key)) = self.tls_cert.clone().zip(self.tls_key.clone()) else { return Ok(None) };
        if let Some(public) = self.public_url.as_ref().filter(|public| !public.is_https()) {
            return Err(format!(
                "--public-url is {public}, but with --tls-cert only https is served; \
                 expected https://{0}: name that, or leave --tls-cert and --tls-key out",
                public.authority()
            ));
        }
        Ok(Some(Arc::new(Certificate::open(chain, key)?)))
    }
}

fn failed(message: &str) -> ExitCode {
    eprintln!("assay: {message}");
    ExitCode::FAILURE
}

/// To standard error: lines for people on a terminal, JSON elsewhere.
fn start_log() {
    let filter = EnvFilter::try_from_env("ASSAY_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::io::stderr().is_terminal() { log.try_init() } else { log.json().try_init() };
    drop(started);
}

fn shelf(folder: &Path) -> Result<Shelf, String> {
    catalogue::shelf(folder)
        .map_err(|error| format!("the folder of item banks, {}: {error}; name another with --banks", folder.display()))
}

/// The pathways beside the banks; what keeps some from being offered is told.
fn pathways(folder: &Path, catalogue: &Catalogue) -> Result<pathway::Shelf, String> {
    let shelf = pathway::shelf(folder).map_err(|error| format!("{}: {error}", folder.join(pathway::FOLDER).display()))?;
    for line in shelf.offered(catalogue).left_out {
        eprintln!("{line}");
    }
    Ok(shelf)
}

/// What is offered at start: what was published, and the banks of the folder.
async fn offered(store: &Store, shelf: &Shelf, folder: &Path) -> Result<Catalogue, String> {
    let (published, mut complaints) = workshop::published(store).await.map_err(|error| error.to_string())?;
    let left_out = shelf.refused + complaints.len();
    let loaded = catalogue::build(&catalogue::newest(shelf, published), &shelf.planned);
    complaints.splice(0..0, shelf.complaints.iter().cloned());
    complaints.extend(loaded.complaints);
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    if left_out + loaded.refused > 0 {
        let count = left_out + loaded.refused;
        eprintln!("assay: {count} banks are left out; `assay bank check` says all that is wrong with them");
    }
    if loaded.catalogue.offers().is_empty() {
        let expected = "expected at least one bank with a credential.toml";
        return Err(format!("{} holds no item bank that can be offered, {expected}", folder.display()));
    }
    Ok(loaded.catalogue)
}

/// One server at a time works on a data folder; the lock goes with the process, however it ends.
pub(super) fn lock(data: &Path) -> Result<File, String> {
    let path = data.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| format!("{}: {error}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => {
            Err(format!("another assay is serving the data folder {}; stop it or name another with --data", data.display()))
        }
    }
}

fn keep_identities(identity: &Identity, public: &PublicUrl, issuers: &[String]) -> Result<(), String> {
    let lost = identity.lost(issuers);
    if !lost.is_empty() {
        let urls: Vec<String> = lost
            .iter()
            .filter_map(|did| did.strip_prefix("did:web:"))
            .map(|host| format!("--also-serve https://{}", host.replace("%3A", ":")))
            .collect();
        return Err(format!(
            "badges were issued as {}, and with the public URL {public} nobody could verify them any more; \
             keep the old URL, or let its host lead here too and add {}",
            lost.join(", "),
            urls.join(" ")
        ));
    }
    if !public.is_https() && !public.is_local() {
        eprintln!("{}", unencrypted(public));
    }
    Ok(())
}

/// What does not work under an address that browsers do not trust, and what to do about it, in lines for a terminal.
fn unencrypted(public: &PublicUrl) -> String {
    let (authority, host) = (public.authority(), public.host());
    format!(
        "assay: warning: {public} is not encrypted:
  - sittings cannot be opened
  - pages cannot be kept for use without a network
  - nothing can be copied to the clipboard
  - sessions and answers can be read on the way
  - badges are signed by a bare key (did:key), not by your host
Start with a certificate:
  --tls-cert cert.pem --tls-key key.pem --public-url https://{authority}
or put a proxy with a certificate in front:
  --behind-proxy --public-url https://{host}"
    )
}

/// That others can come to the server, though its links lead them nowhere.
fn beyond_this_machine(scheme: Scheme, address: SocketAddr, public: &PublicUrl) -> String {
    match scheme {
        Scheme::Https => format!(
            "assay: warning: other machines can reach {address},
but links lead to {public}. Start with the name in the certificate:
  --public-url https://…
or listen at 127.0.0.1"
        ),
        Scheme::Http => format!(
            "assay: warning: other machines can reach {address}, where nothing is encrypted,
but links lead to {public}. Start with a certificate:
  --tls-cert cert.pem --tls-key key.pem --public-url https://…
or put a proxy with a certificate in front:
  --behind-proxy --public-url https://…
or listen at 127.0.0.1"
        ),
    }
}

/// Until there is a tutor: says how to become it, and lets learners in for the specimen.
async fn greet(app: &App) -> Result<(), store::Error> {
    // A link of an earlier start opens nothing.
    drop(std::fs::remove_file(&app.setup_file));
    if app.store.is_set_up().await? {
        return Ok(());
    }
    // Only its hash is kept, and only in memory: each start makes a new link, and the old one opens nothing.
    let token = secret::token();
    *app.setup.lock().expect("no holder panics") = Some(secret::hash(&token));
    let link = app.public.join(&format!("/setup#{token}"));
    if !std::io::stdout().is_terminal() && keys::write_private(&app.setup_file, &format!("{link}\n")).is_err() {
        tracing::warn!("the file for the set-up link cannot be written");
    }
    print(&format!("set-up link for the first tutor: {link}"));
    for offer in app.catalogue().offers().iter().filter(|offer| offer.terms.specimen) {
        let at = now();
        let old = app.store.codes().await?;
        let mine = |code: &codes::Code| code.micro_credential == offer.terms.id && code.is_open(at);
        let code = if let Some(code) = old.into_iter().map(|(code, _)| code).find(mine) {
            code
        } else {
            let code = routes::fresh_code(&offer.terms.id, FIRST_CODE_DAYS, at);
            let stored = code.clone();
            app.store.write(move |db| Box::pin(async move { codes::insert(db, &stored, None).await })).await?;
            code
        };
        print(&format!("class code for {}: {}", offer.terms.title, secret::spoken_code(&code.text)));
    }
    Ok(())
}

/// Reads the certificate again whenever that is asked for, as it is after it was renewed.
async fn reload(mut hangup: Signal, certificate: Arc<Certificate>) {
    while hangup.recv().await.is_some() {
        match certificate.reload() {
            Ok(()) => tracing::info!("the certificate was read again; new connections get it"),
            Err(why) => tracing::error!(%why, "the certificate was not read again; the one before stays in use"),
        }
    }
}

/// Forgets what is not to be kept any longer, now and then.
async fn sweep(app: Arc<App>) {
    let mut clock = tokio::time::interval(SWEEP);
    loop {
        clock.tick().await;
        let at = now();
        let promises: Vec<(String, u32, u32)> = app
            .catalogue()
            .offers()
            .iter()
            .map(|offer| {
                let kept = offer.terms.retention;
                (offer.terms.id.clone(), kept.unfinished_days, kept.address_days)
            })
            .collect();
        let done = app.store.write(move |db| {
            Box::pin(async move {
                let mut gone = 0;
                for (id, unfinished, _) in &promises {
                    gone += retention::forget_unfinished(db, id, *unfinished, at).await?;
                }
                let addresses = promises.iter().map(|(_, _, days)| *days).min().unwrap_or(retention::ADDRESS_DAYS);
                retention::forget_old(db, addresses, at).await?;
                erasure::sweep(db, at).await?;
                Ok(gone)
            })
        });
        let done = done.await;
        app.store.let_go().await;
        match done {
            Ok(0) => {}
            Ok(gone) => tracing::info!(attempts = gone, "unfinished attempts were forgotten, as promised"),
            Err(error) => tracing::warn!(%error, "what need not be kept could not be forgotten"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_readable(text: &str, expected: &[&str]) {
        for part in expected {
            assert!(text.contains(part), "{part} is missing:\n{text}");
        }
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest.is_some_and(|longest| longest <= 100), "{text}");
    }

    #[test]
    fn says_what_does_not_work_in_the_clear_and_the_remedy() {
        let text = unencrypted(&"http://assay.example.org:8080".parse().unwrap());
        let lost = ["sittings", "without a network", "clipboard", "read on the way", "did:key"];
        is_readable(&text, &lost);
        let remedies = [
            "--tls-cert cert.pem --tls-key key.pem --public-url https://assay.example.org:8080\n",
            "--behind-proxy --public-url https://assay.example.org",
        ];
        is_readable(&text, &remedies);
    }

    #[test]
    fn says_how_others_can_follow_the_links() {
        let address = "0.0.0.0:8443".parse().unwrap();
        for (scheme, expected) in [(Scheme::Https, "--public-url https://…"), (Scheme::Http, "--tls-cert")] {
            let text = beyond_this_machine(scheme, address, &PublicUrl::localhost(scheme, 8443));
            is_readable(&text, &["0.0.0.0:8443", &format!("{scheme}://localhost:8443"), expected, "127.0.0.1"]);
        }
    }
}
