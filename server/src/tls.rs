//! The certificate under which the server speaks https without a proxy: two PEM files, read at the start and again when asked.
//!
//! Left out: client certificates, a choice of certificate by the name that was asked for, and getting one from an authority; other
//! programs keep the files fresh and tell us. Whether a certificate is still valid is for browsers to say, who know the time and whom
//! to trust.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::ServerConfig;
use tokio_rustls::rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio_rustls::rustls::{Error, InconsistentKeys};

use crate::keys;

/// A certificate and its key, as the files held them when they were last read without a problem.
#[derive(Debug)]
pub struct Certificate {
    chain: PathBuf,
    key: PathBuf,
    /// Replaced whole, so that a session that began under the old certificate is not resumed under the new one.
    config: RwLock<Arc<ServerConfig>>,
}

impl Certificate {
    /// Reads the chain, the server's own certificate first, and the key of that certificate.
    ///
    /// # Errors
    /// Every problem, a line each, with the file, what was found and what was expected: a file that cannot be read, is not PEM, or
    /// lacks a certificate or a key that can be used; a key that belongs to another certificate, or that others may read.
    pub fn open(chain: PathBuf, key: PathBuf) -> Result<Self, String> {
        let config = RwLock::new(read(&chain, &key)?);
        Ok(Self { chain, key, config })
    }

    /// Reads the files again. Connections that stand are not touched.
    ///
    /// # Errors
    /// As [`Certificate::open`]; what was read before stays in use.
    pub fn reload(&self) -> Result<(), String> {
        let config = read(&self.chain, &self.key)?;
        *self.config.write().expect("no holder panics") = config;
        Ok(())
    }

    /// What the next connection is to be spoken to with.
    pub fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config.read().expect("no holder panics"))
    }
}

fn read(chain_file: &Path, key_file: &Path) -> Result<Arc<ServerConfig>, String> {
    let (chain, key) = match (chain(chain_file), key(key_file)) {
        (Ok(chain), Ok(key)) => (chain, key),
        (Err(problem), Ok(_)) | (Ok(_), Err(problem)) => return Err(problem),
        (Err(problem), Err(other)) => return Err(format!("{problem}\n{other}")),
    };
    let provider = Arc::new(ring::default_provider());
    // What rustls says of these two adds nothing: that it tried, and that a peer may be at fault.
    let key = provider.key_provider.load_private_key(key).map_err(|_| {
        let expected = "RSA of 2048 to 4096 bits, ECDSA with P-256 or P-384, or Ed25519";
        unfit(key_file, "a PRIVATE KEY of no kind that is known here", expected)
    })?;
    let certified = CertifiedKey::new(chain, key);
    match certified.keys_match() {
        Ok(()) | Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => {}
        Err(Error::InconsistentKeys(_)) => {
            return Err(format!(
                "the key in {} is not that of the first certificate in {}, expected the key with which it was requested, and the \
                 server's own certificate before those of its issuers",
                key_file.display(),
                chain_file.display()
            ));
        }
        Err(_) => return Err(unfit(chain_file, "a first CERTIFICATE that cannot be read", "one of X.509")),
    }
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring knows the ciphers of TLS 1.2 and 1.3")
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let expected = "a CERTIFICATE in PEM";
    let bytes = contents(file, |_| Ok(()))?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    match chain {
        Ok(chain) if chain.is_empty() => Err(unfit(file, &blocks(&bytes), expected)),
        Ok(chain) => Ok(chain),
        Err(error) => Err(unfit(file, &broken(&error, &bytes), expected)),
    }
}

fn key(file: &Path) -> Result<PrivateKeyDer<'static>, String> {
    // The rule of PostgreSQL: a key of root's may be lent to a group of which the server is, as Debian's `ssl-cert`.
    let private = |open: &File| {
        let metadata = open.metadata()?;
        keys::check_mode(file, &metadata, if metadata.uid() == 0 { 0o640 } else { 0o600 })
    };
    let bytes = contents(file, private)?;
    PrivateKeyDer::from_pem_slice(&bytes)
        .map_err(|error| unfit(file, &broken(&error, &bytes), "a PRIVATE KEY in PEM, without a passphrase"))
}

/// The bytes of a file that passes the check while it is open.
fn contents(file: &Path, check: impl Fn(&File) -> io::Result<()>) -> Result<Vec<u8>, String> {
    let named = |error: io::Error| format!("{}: {error}", file.display());
    let mut open = File::open(file).map_err(named)?;
    // What the check says names the file already.
    check(&open).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    open.read_to_end(&mut bytes).map_err(named)?;
    Ok(bytes)
}

fn unfit(file: &Path, found: &str, expected: &str) -> String {
    format!("{} holds {found}, expected {expected}", file.display())
}

fn broken(error: &pem::Error, bytes: &[u8]) -> String {
    match error {
        pem::Error::NoItemsFound => blocks(bytes),
        pem::Error::MissingSectionEnd { .. } => "a PEM block without its END line".to_owned(),
        pem::Error::IllegalSectionStart { .. } => "a BEGIN line that cannot be read".to_owned(),
        // The error's own words may quote what stands there, and that may be of a key.
        _ => "a PEM block that is not base64".to_owned(),
    }
}

/// The names of the blocks in a PEM file, as people see them there, each kind once.
fn blocks(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut names: Vec<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix("-----BEGIN ")?.strip_suffix("-----")).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { "nothing that is PEM".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use rcgen::{CertifiedKey, generate_simple_self_signed};
    use tempfile::TempDir;

    use super::*;

    fn certificate() -> (String, String) {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        (cert.pem(), signing_key.serialize_pem())
    }

    /// Both files with these contents, the key for its owner only.
    fn files(chain: &str, key: &str) -> (TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let (chain_file, key_file) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        fs::write(&chain_file, chain).unwrap();
        keys::write_private(&key_file, key).unwrap();
        (folder, chain_file, key_file)
    }

    #[track_caller]
    fn says(chain: &str, key: &str, expected: &str) {
        let (folder, chain, key) = files(chain, key);
        let why = Certificate::open(chain, key).unwrap_err();
        assert_eq!(why.replace(&format!("{}/", folder.path().display()), ""), expected);
    }

    #[test]
    fn takes_a_certificate_with_its_key() {
        let (chain, key) = certificate();
        let (_folder, chain_file, key_file) = files(&chain, &key);
        let config = Certificate::open(chain_file, key_file).unwrap().config();
        assert_eq!(config.alpn_protocols, [b"http/1.1"]);
        // One file may hold both.
        let (_folder, _, both) = files("", &(key + &chain));
        Certificate::open(both.clone(), both).unwrap();
    }

    #[test]
    fn names_the_file_what_it_holds_and_what_was_expected() {
        let (chain, key) = certificate();
        says("", &key, "cert.pem holds nothing that is PEM, expected a CERTIFICATE in PEM");
        says("\u{1}\u{2}", &key, "cert.pem holds nothing that is PEM, expected a CERTIFICATE in PEM");
        says(&key, &key, "cert.pem holds PRIVATE KEY, expected a CERTIFICATE in PEM");
        let (cut, _) = chain.split_once("-----END").unwrap();
        says(cut, &key, "cert.pem holds a PEM block without its END line, expected a CERTIFICATE in PEM");
        let smudged = chain.replacen("\nMII", "\n!!!", 1);
        says(&smudged, &key, "cert.pem holds a PEM block that is not base64, expected a CERTIFICATE in PEM");
        let empty = "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n";
        says(empty, &key, "cert.pem holds a first CERTIFICATE that cannot be read, expected one of X.509");

        let wanted = "expected a PRIVATE KEY in PEM, without a passphrase";
        says(&chain, "", &format!("key.pem holds nothing that is PEM, {wanted}"));
        says(&chain, &chain.repeat(2), &format!("key.pem holds CERTIFICATE, {wanted}"));
        let locked = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        says(&chain, &locked, &format!("key.pem holds ENCRYPTED PRIVATE KEY, {wanted}"));
        let no_key = "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n";
        let expected = "key.pem holds a PRIVATE KEY of no kind that is known here, \
                        expected RSA of 2048 to 4096 bits, ECDSA with P-256 or P-384, or Ed25519";
        says(&chain, no_key, expected);
    }

    #[test]
    fn names_the_problems_of_both_files_at_once() {
        let why = Certificate::open("/nowhere/cert.pem".into(), "/nowhere/key.pem".into()).unwrap_err();
        let [first, second] = ["cert", "key"].map(|name| format!("/nowhere/{name}.pem: No such file or directory (os error 2)"));
        assert_eq!(why, format!("{first}\n{second}"));
    }

    #[test]
    fn refuses_the_key_of_another_certificate() {
        let expected = "the key in key.pem is not that of the first certificate in cert.pem, expected the key with which it was \
                        requested, and the server's own certificate before those of its issuers";
        says(&certificate().0, &certificate().1, expected);
    }

    #[test]
    fn refuses_a_key_that_others_may_read() {
        let (chain, key) = certificate();
        let (_folder, chain, key) = files(&chain, &key);
        fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
        let expected = format!("{} has mode 644, expected 600: run chmod 600 on it", key.display());
        assert_eq!(Certificate::open(chain, key).unwrap_err(), expected);
    }

    #[test]
    fn keeps_the_old_certificate_where_the_new_one_is_no_good() {
        let (chain, key) = certificate();
        let (_folder, chain_file, key_file) = files(&chain, &key);
        let certificate = Certificate::open(chain_file.clone(), key_file).unwrap();
        let old = certificate.config();
        fs::write(&chain_file, "").unwrap();
        assert!(certificate.reload().unwrap_err().contains("holds nothing that is PEM"));
        assert!(Arc::ptr_eq(&old, &certificate.config()));
        fs::write(&chain_file, &chain).unwrap();
        certificate.reload().unwrap();
        assert!(!Arc::ptr_eq(&old, &certificate.config()));
    }
}
