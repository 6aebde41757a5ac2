//! Fetches what a credential refers to: over https, from public addresses, small and soon.
//!
//! Whoever wrote the credential chooses the addresses. So each connection is judged by where it leads, each step of a redirect is a
//! connection of its own, and one look, however many documents it asks for, has one time and one number of bytes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use credential::Resolver;
use tokio_rustls::rustls::crypto::ring::default_provider;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver as Names};
use ureq::unversioned::transport::{Connector, DefaultConnector, NextTimeout};

use super::counted::Counting;
use super::public::is_public;

/// Documents of issuers are some kilobytes, status lists seldom more.
const LARGEST: u64 = 2 << 20;
/// Of all documents together, with all that comes along.
const ALL: u64 = 6 << 20;
/// No honest credential needs more documents.
const MOST: usize = 20;
/// For one document.
const PATIENCE: Duration = Duration::from_secs(10);
/// For all of them.
const ONE_LOOK: Duration = Duration::from_secs(20);

type Clock = Box<dyn Fn() -> Instant>;

/// Documents at hand, and those that are fetched when they are asked for, each once: for one look at one credential.
pub struct Online {
    agent: Agent,
    documents: RefCell<BTreeMap<String, Option<String>>>,
    fetched: Cell<usize>,
    clock: Clock,
    until: Instant,
}

impl Online {
    /// With these documents at hand. The time of the look begins now.
    pub fn new(documents: BTreeMap<String, String>) -> Self {
        Self::by(documents, DefaultResolver::default(), DefaultConnector::default(), Box::new(Instant::now))
    }

    fn by(documents: BTreeMap<String, String>, names: impl Names, connector: impl Connector, clock: Clock) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::WebPki)
            .unversioned_rustls_crypto_provider(Arc::new(default_provider()))
            .build();
        // Each step of a redirect is looked up anew, and so judged anew. A proxy would do the looking up itself.
        let config = Config::builder()
            .https_only(true)
            .proxy(None)
            .max_redirects(3)
            .timeout_global(Some(PATIENCE))
            .user_agent("assay-credential-verify")
            .accept("application/did+json, application/vc, application/json, application/jwt, */*;q=0.1")
            .tls_config(tls)
            .build();
        Self {
            agent: Agent::with_parts(config, Counting::new(connector, ALL), PublicNames(names)),
            documents: RefCell::new(documents.into_iter().map(|(url, text)| (url, Some(text))).collect()),
            fetched: Cell::new(0),
            until: clock() + ONE_LOOK,
            clock,
        }
    }

    fn fetch(&self, url: &str) -> Option<String> {
        // What follows # is no part of what is asked for.
        if !url.starts_with("https://") || url.contains('#') || self.fetched.get() >= MOST {
            return None;
        }
        let left = self.until.saturating_duration_since((self.clock)()).min(PATIENCE);
        if left.is_zero() {
            eprintln!("assay: {url}: not fetched, for one look takes at most {} seconds", ONE_LOOK.as_secs());
            return None;
        }
        self.fetched.set(self.fetched.get() + 1);
        let told = |error: ureq::Error| eprintln!("assay: {url}: {error}");
        let request = self.agent.get(url).config().timeout_global(Some(left)).build();
        let mut response = request.call().map_err(told).ok()?;
        response.body_mut().with_config().limit(LARGEST).read_to_string().map_err(told).ok()
    }
}

impl Resolver for Online {
    fn document(&self, url: &str) -> Option<String> {
        if let Some(known) = self.documents.borrow().get(url) {
            return known.clone();
        }
        let found = self.fetch(url);
        self.documents.borrow_mut().insert(url.to_owned(), found.clone());
        found
    }
}

/// Looks names up, and knows only those of public addresses.
#[derive(Debug)]
struct PublicNames<N>(N);

impl<N: Names> Names for PublicNames<N> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        // Nobody who signs badges asks for a password, and a name before @ can look like the host.
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(ureq::Error::Other("its address holds credentials, and nothing is fetched with those".into()));
        }
        let all = self.0.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in all.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            let error = "its address is private, and nothing is fetched from there";
            return Err(ureq::Error::Other(error.into()));
        }
        Ok(public)
    }
}

#[cfg(test)]
mod tests;
