//! How many failed tries are borne. Only failures count, so that a class of 200 behind one address gets in. Where a try costs others
//! something whatever comes of it, each counts.

use std::net::IpAddr;

use data_encoding::HEXLOWER;

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::secret::mac;
use crate::store::failures;

/// A leaking bucket of failures.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    kind: &'static str,
    /// So many at once.
    burst: f64,
    /// And so many a minute after that.
    per_minute: f64,
}

/// Wrong passwords from one address.
pub const SIGN_IN: Limit = Limit { kind: "sign-in", burst: 10.0, per_minute: 1.0 };
/// Wrong passwords for one e-mail, from wherever they come.
pub const ACCOUNT: Limit = Limit { kind: "account", burst: 50.0, per_minute: 2.0 };
/// Wrong class codes from one address: a class mistypes, and a code has 40 bits.
pub const CODE: Limit = Limit { kind: "code", burst: 100.0, per_minute: 10.0 };
/// Wrong links of any kind from one address; they have 256 bits.
pub const LINK: Limit = Limit { kind: "link", burst: 100.0, per_minute: 10.0 };

/// Looks at badges from elsewhere for one learner, where each asks their issuers' servers: it waits for those, and two wait at a time.
pub const LOOK: Limit = Limit { kind: "look", burst: 20.0, per_minute: 2.0 };

/// Credentials that one learner has signed again by another choice of what they say: each takes a place in a status list for good.
pub const SIGN_AGAIN: Limit = Limit { kind: "sign-again", burst: 20.0, per_minute: 20.0 / (24.0 * 60.0) };

impl Limit {
    fn per_ms(self) -> f64 {
        self.per_minute / 60_000.0
    }

    /// Seconds to wait, if this level `elapsed` milliseconds ago leaves no room for one more try.
    fn wait(self, level: f64, elapsed: i64) -> Option<u64> {
        let over = level - elapsed.max(0) as f64 * self.per_ms() - (self.burst - 1.0);
        // A hair's breadth, or a wait of no time would be asked for.
        (over > 1e-9).then(|| (over / self.per_ms() / 1000.0).ceil() as u64)
    }

    /// Refuses where too many tries of this source failed.
    ///
    /// # Errors
    /// 429 with the time to wait.
    pub async fn check(self, app: &App, source: &str) -> Answer<()> {
        let level = app.store.failures(self.kind, &self.key(app, source)).await?;
        let wait = level.and_then(|level| self.wait(level.level, now() - level.at));
        wait.map_or(Ok(()), |seconds| Err(Problem::too_many(seconds)))
    }

    /// Counts a failure.
    ///
    /// # Errors
    /// Where it cannot be stored: then the try has to fail too.
    pub async fn fail(self, app: &App, source: &str) -> Answer<()> {
        let key = self.key(app, source);
        let at = now();
        Ok(app
            .store
            .write(move |db| Box::pin(async move { failures::count(db, self.kind, &key, self.per_ms(), at).await }))
            .await?)
    }

    /// Counts a try where there is room for one, whatever comes of it; otherwise gives the seconds to wait.
    ///
    /// # Errors
    /// As the store says.
    pub async fn take(self, app: &App, source: &str) -> Answer<Option<u64>> {
        let key = self.key(app, source);
        let at = now();
        let work = app.store.write(move |db| {
            Box::pin(async move {
                let level = failures::level(db, self.kind, &key).await?;
                let wait = level.and_then(|level| self.wait(level.level, at - level.at));
                if wait.is_none() {
                    failures::count(db, self.kind, &key, self.per_ms(), at).await?;
                }
                Ok(wait)
            })
        });
        Ok(work.await?)
    }

    /// Neither addresses nor e-mails are stored here, only what tells them apart.
    fn key(self, app: &App, source: &str) -> String {
        HEXLOWER.encode(&mac(&app.keys.server, &[b"failures", self.kind.as_bytes(), source.as_bytes()])[..16])
    }
}

/// What counts as one source: an IPv4 address, or the /64 that one household has of IPv6.
pub fn source(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => HEXLOWER.encode(&v6.octets()[..8]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bears_a_burst_and_then_a_trickle() {
        assert_eq!(SIGN_IN.wait(9.0, 0), None);
        assert_eq!(SIGN_IN.wait(10.0, 0), Some(60));
        assert_eq!(SIGN_IN.wait(10.0, 30_000), Some(30));
        assert_eq!(SIGN_IN.wait(10.0, 60_000), None);
        assert_eq!(SIGN_IN.wait(10.0, -5), Some(60));
    }

    #[test]
    fn takes_a_household_for_one_source() {
        let of = |text: &str| source(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
