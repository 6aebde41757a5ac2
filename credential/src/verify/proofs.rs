//! Embedded proofs (Data Integrity 1.0): every one of them must hold, for one that does not says that something is wrong.

use std::cell::OnceCell;

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha384};

use super::disclosure;
use super::findings::{Findings, Trouble};
use super::keys::{Algorithm, AnyKey};
use super::methods::{key_of_issuer, shown};
use super::setting::Setting;
use crate::did::list;
use crate::digest::{hex, sha256};
use crate::json::{Told, odd_number, pointer};
use crate::rdf::{Problem, bundled, canonical_text_by, meaning};
use crate::verdict::Check;
use crate::{Time, jcs};

/// No honest credential has more proofs.
const MOST_PROOFS: usize = 8;

/// A credential taken apart for its proofs.
pub(super) struct Secured<'a> {
    document: &'a Map<String, Value>,
    /// Without its proofs.
    unsecured: Value,
    /// Its canonical statements.
    statements: OnceCell<Result<String, Problem>>,
}

impl<'a> Secured<'a> {
    pub(super) fn new(document: &'a Map<String, Value>) -> Self {
        let mut unsecured = document.clone();
        unsecured.remove("proof");
        Self { document, unsecured: Value::Object(unsecured), statements: OnceCell::new() }
    }

    /// The canonical statements of the document without its proofs.
    pub(super) fn statements(&self) -> Result<&str, &Problem> {
        self.statements.get_or_init(|| canonical_text(&self.unsecured, Digest::Sha256)).as_deref()
    }

    /// The issuer's id.
    pub(super) fn issuer(&self) -> Option<&'a str> {
        let issuer = self.document.get("issuer")?;
        issuer.as_str().or_else(|| issuer["id"].as_str())
    }

    /// The proofs, each with its place.
    pub(super) fn proofs(&self) -> impl Iterator<Item = (String, &'a Value)> {
        let proofs = self.document.get("proof").unwrap_or(&Value::Null);
        let place = |index: usize| if proofs.is_array() { pointer("/proof", &index.to_string()) } else { "/proof".to_owned() };
        list(proofs).iter().enumerate().map(move |(index, proof)| (place(index), proof))
    }

    /// Looks at every proof.
    pub(super) fn check(&self, check: Check, setting: &Setting, findings: &mut Findings) {
        let proofs: Vec<(String, &Value)> = self.proofs().take(MOST_PROOFS + 1).collect();
        if proofs.is_empty() {
            findings.failed(check, "/proof", "is missing: nobody signed this");
        }
        if proofs.len() > MOST_PROOFS {
            findings.unknown(check, "/proof", format!("expected at most {MOST_PROOFS} proofs"));
            return;
        }
        for (place, proof) in proofs {
            match self.one(proof, setting) {
                Ok(message) => findings.passed(check, &place, message),
                Err((at, trouble)) => {
                    let at = if at.starts_with('/') || at.is_empty() { format!("{place}{at}") } else { at[1..].to_owned() };
                    findings.trouble(check, &at, trouble);
                }
            }
        }
    }

    /// Looks at one proof: what holds, or where it does not. Places begin with `/` within the proof, with `=` in the document.
    fn one(&self, proof: &Value, setting: &Setting) -> Result<String, (String, Trouble)> {
        let failed = |at: &str, message: String| (at.to_owned(), Trouble::Failed(message));
        let unknown = |at: &str, message: String| (at.to_owned(), Trouble::unknown(message));
        let Value::Object(proof) = proof else { return Err(failed("", "expected an object".to_owned())) };
        let text = |key: &str| {
            proof.get(key).and_then(Value::as_str).ok_or_else(|| failed(&pointer("", key), "expected text".to_owned()))
        };
        let kind = text("type")?;
        if kind != "DataIntegrityProof" {
            return Err(unknown("/type", format!("the proof is a {}, expected DataIntegrityProof", shown(kind))));
        }
        let purpose = text("proofPurpose")?;
        if purpose != "assertionMethod" {
            return Err(failed("/proofPurpose", format!("signed for {}, expected assertionMethod", shown(purpose))));
        }
        for key in ["created", "expires"] {
            if let Some(moment) = proof.get(key) {
                let moment: Time =
                    moment.as_str().unwrap_or_default().parse().map_err(|error| failed(&pointer("", key), format!("{error}")))?;
                // It holds until then, as a credential does until its validUntil.
                if key == "expires" && moment < setting.now {
                    return Err(failed("/expires", format!("the proof expired on {}", moment.date())));
                }
            }
        }
        let issuer = self.issuer().ok_or_else(|| failed("=/issuer", "names no issuer".to_owned()))?;
        let method = text("verificationMethod")?;
        let key = key_of_issuer(method, issuer, setting).map_err(|trouble| ("/verificationMethod".to_owned(), trouble))?;
        let suite = text("cryptosuite")?;
        self.signed_by(&key, proof, suite, text("proofValue")?)?;
        Ok(format!("{suite} with {method}"))
    }

    /// Whether `value` is the signature of `key`, as the suite prescribes.
    fn signed_by(&self, key: &AnyKey, proof: &Map<String, Value>, suite: &str, value: &str) -> Result<(), (String, Trouble)> {
        let failed = |at: &str, message: String| Err((at.to_owned(), Trouble::Failed(message)));
        // The curve decides about the digest.
        let digest = if matches!(key, AnyKey::P384(_)) { Digest::Sha384 } else { Digest::Sha256 };
        let message = match suite {
            "eddsa-rdfc-2022" | "ecdsa-rdfc-2019" => self.rdfc(proof, digest)?,
            "eddsa-jcs-2022" | "ecdsa-jcs-2019" => self.jcs(proof, digest)?,
            "ecdsa-sd-2023" => {
                let mut config = proof.clone();
                config.remove("proofValue");
                let config = self.config_statements(&config, Digest::Sha256)?;
                let statements = self.statements().map_err(|problem| trouble(problem, "="))?;
                let found = disclosure::verify(key, value, &config, statements);
                return found.map_err(|trouble| (String::new(), self.misfit(trouble)));
            }
            _ => return Err(("/cryptosuite".to_owned(), Trouble::unknown(format!("{} is not known here", shown(suite))))),
        };
        let algorithm = key.algorithm();
        let fits = if suite.starts_with("eddsa") {
            algorithm == Algorithm::EdDsa
        } else {
            matches!(algorithm, Algorithm::Es256 | Algorithm::Es384)
        };
        if !fits {
            return failed("/verificationMethod", format!("the key is of another kind than {suite} signs with"));
        }
        let Some(signature) = base58(value) else {
            return failed("/proofValue", "expected z and a signature in base58btc".to_owned());
        };
        let length = if algorithm == Algorithm::Es384 { 96 } else { 64 };
        if signature.len() != length {
            return failed("/proofValue", format!("a signature of {} bytes, expected {length}", signature.len()));
        }
        if !key.verifies(algorithm, &message, &signature) {
            let message = "the signature does not fit: something was changed after signing, or another key signed";
            return Err((String::new(), self.misfit(Trouble::Misfit(message.to_owned()))));
        }
        Ok(())
    }

    /// What a signature that does not fit means: nothing sure, where the signer may have written a number otherwise. What is wrong with
    /// a proof itself stays wrong.
    fn misfit(&self, trouble: Trouble) -> Trouble {
        match (self.odd_number(), &trouble) {
            (Some(place), Trouble::Misfit(_)) => Trouble::unknown(format!(
                "the signature does not fit: something was changed after signing, another key signed, or the signer wrote the number \
                 at {place} differently"
            )),
            _ => trouble,
        }
    }

    /// The place of a number that what is signed does not tell from its neighbours.
    pub(super) fn odd_number(&self) -> Option<String> {
        let told = if self.is_over_text() { Told::AsText } else { Told::InStatements };
        self.document.iter().find_map(|(key, value)| odd_number(value, told, &pointer("", key)))
    }

    /// The signed bytes of a proof over statements.
    fn rdfc(&self, proof: &Map<String, Value>, digest: Digest) -> Result<Vec<u8>, (String, Trouble)> {
        let mut config = proof.clone();
        config.remove("proofValue");
        let of_proof = self.config_statements(&config, digest)?;
        let previous = self.previous(proof)?;
        let of_document = if previous.is_empty() && digest == Digest::Sha256 {
            self.statements().map_err(|problem| trouble(problem, "="))?.to_owned()
        } else {
            canonical_text(&self.with(previous), digest).map_err(|problem| trouble(&problem, "="))?
        };
        Ok([digest.of(&of_proof), digest.of(&of_document)].concat())
    }

    /// The signed bytes of a proof over JSON text.
    fn jcs(&self, proof: &Map<String, Value>, digest: Digest) -> Result<Vec<u8>, (String, Trouble)> {
        let mut config = proof.clone();
        config.remove("proofValue");
        // Some verifiers let the credential have more contexts than were signed; what they would mean is not covered.
        if config.get("@context").is_some_and(|context| Some(context) != self.document.get("@context")) {
            let message = "differs from that of the credential, so that the signature does not cover what words mean";
            return Err(("/@context".to_owned(), Trouble::failed(message)));
        }
        let of_document = self.with(self.previous(proof)?);
        Ok([digest.of(&jcs::text(&Value::Object(config))), digest.of(&jcs::text(&of_document))].concat())
    }

    /// The canonical statements of a proof without its value.
    fn config_statements(&self, config: &Map<String, Value>, digest: Digest) -> Result<String, (String, Trouble)> {
        let mut config = config.clone();
        if config.get("@context").is_some_and(|context| Some(context) != self.document.get("@context")) {
            return Err(("/@context".to_owned(), Trouble::unknown("differs from that of the credential")));
        }
        if let Some(context) = self.document.get("@context") {
            config.insert("@context".to_owned(), context.clone());
        }
        // The contexts are those of the document, and so is their place.
        let base = |problem: &Problem| if place_of(problem).starts_with("/@context") { "=" } else { "" };
        canonical_text(&Value::Object(config), digest).map_err(|problem| trouble(&problem, base(&problem)))
    }

    /// Whether every word of the document has a meaning.
    pub(super) fn meaning(&self) -> Result<(), Problem> {
        if !self.is_over_text() {
            return self.statements().map(drop).map_err(Clone::clone);
        }
        meaning(&self.unsecured, bundled)
    }

    /// Whether what was signed is text, and not statements.
    fn is_over_text(&self) -> bool {
        self.proofs().all(|(_, proof)| proof["cryptosuite"].as_str().is_some_and(|suite| suite.contains("-jcs-")))
    }

    /// Whether every word of a proof has a meaning, the credential's contexts being its own.
    pub(super) fn meaning_of(&self, proof: &Value) -> Result<(), Problem> {
        let mut proof = proof.clone();
        if let (Value::Object(proof), Some(context)) = (&mut proof, self.document.get("@context")) {
            proof.entry("@context").or_insert_with(|| context.clone());
        }
        meaning(&proof, bundled)
    }

    /// The proofs that a proof rests on, and so signs with the document.
    fn previous(&self, proof: &Map<String, Value>) -> Result<Vec<Value>, (String, Trouble)> {
        let wanted = list(proof.get("previousProof").unwrap_or(&Value::Null));
        if wanted.len() > MOST_PROOFS {
            return Err(("/previousProof".to_owned(), Trouble::failed(format!("expected at most {MOST_PROOFS} names"))));
        }
        let mut all = Vec::new();
        for wanted in wanted {
            let found = self.proofs().find(|(_, other)| other.get("id").is_some_and(|id| id == wanted));
            let Some((_, found)) = found else {
                return Err(("/previousProof".to_owned(), Trouble::failed("names a proof that is not there")));
            };
            all.push(found.clone());
        }
        Ok(all)
    }

    fn with(&self, proofs: Vec<Value>) -> Value {
        let mut document = self.unsecured.clone();
        if !proofs.is_empty()
            && let Value::Object(document) = &mut document
        {
            document.insert("proof".to_owned(), Value::Array(proofs));
        }
        document
    }
}

/// The digest that a curve asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Digest {
    Sha256,
    Sha384,
}

impl Digest {
    fn of(self, text: &str) -> Vec<u8> {
        match self {
            Self::Sha256 => sha256(text.as_bytes()).to_vec(),
            Self::Sha384 => Sha384::digest(text.as_bytes()).to_vec(),
        }
    }
}

/// The canonical statements of a document. The digest also tells nodes without a name apart.
fn canonical_text(document: &Value, digest: Digest) -> Result<String, Problem> {
    match digest {
        Digest::Sha256 => crate::rdf::canonical_text(document, bundled),
        Digest::Sha384 => canonical_text_by(document, bundled, |text| hex(&Sha384::digest(text.as_bytes()))),
    }
}

/// Where the problem is.
pub(super) fn place_of(problem: &Problem) -> &str {
    match problem {
        Problem::NotCovered { place, .. } | Problem::Unknown { place, .. } => place,
    }
}

/// What a problem with the statements means for a proof over them. `base` marks whose place it is.
fn trouble(problem: &Problem, base: &str) -> (String, Trouble) {
    match problem {
        Problem::NotCovered { place, message } => (format!("{base}{place}"), Trouble::failed(message)),
        Problem::Unknown { place, message } => (format!("{base}{place}"), Trouble::unknown(message)),
    }
}

/// A signature as `z` and base58btc.
fn base58(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix('z').filter(|digits| digits.len() < 200)?;
    bs58::decode(digits).into_vec().ok()
}

/// Bytes as `u` and base64url.
pub(super) fn base64url(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.strip_prefix('u')?.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    /// The folder of test vectors, if it is at hand.
    fn vectors() -> Option<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = std::env::var_os("REFERENCE_DIR").map_or_else(|| root.join("../shared/reference"), |given| root.join(given));
        let found = Some(folder.join("credentials/vc-di-eddsa")).filter(|folder| folder.is_dir());
        if found.is_none() {
            eprintln!("not compared with credentials/vc-di-eddsa: it is not at hand");
        }
        found
    }

    /// What comes of each proof of a document, whose issuer the key need not be.
    fn proofs(document: &Value) -> Vec<Result<(), (String, Trouble)>> {
        let secured = Secured::new(document.as_object().unwrap());
        secured
            .proofs()
            .map(|(_, proof)| {
                let method = proof["verificationMethod"].as_str().unwrap();
                let key = AnyKey::from_multikey(method.rsplit_once('#').unwrap().1).unwrap();
                let text = |name: &str| proof[name].as_str().unwrap();
                secured.signed_by(&key, proof.as_object().unwrap(), text("cryptosuite"), text("proofValue"))
            })
            .collect()
    }

    #[test]
    fn every_proof_of_the_w3c_vectors_holds_and_none_does_once_a_word_is_changed() {
        let Some(folder) = vectors() else { return };
        for (file, count) in [
            ("eddsa-jcs-2022/signedJCS.json", 1),
            ("eddsa-rdfc-2022/signedDataInt.json", 1),
            ("proof-set-chain/signedProofSet1.json", 1),
            ("proof-set-chain/signedProofSet2.json", 2),
            ("proof-set-chain/signedProofChain1.json", 3),
            ("proof-set-chain/signedProofChain2.json", 4),
        ] {
            let mut document: Value = serde_json::from_slice(&std::fs::read(folder.join(file)).unwrap()).unwrap();
            assert_eq!(proofs(&document), vec![Ok(()); count], "{file}");
            document["credentialSubject"]["alumniOf"] = "The School of Other Examples".into();
            assert!(proofs(&document).iter().all(Result::is_err), "{file}");
        }
    }

    #[test]
    fn a_link_of_a_chain_cannot_be_taken_out() {
        let Some(folder) = vectors() else { return };
        let file = std::fs::read(folder.join("proof-set-chain/signedProofChain2.json")).unwrap();
        let mut document: Value = serde_json::from_slice(&file).unwrap();
        document["proof"].as_array_mut().unwrap().remove(0);
        let found = proofs(&document);
        assert!(
            found.contains(&Err(("/previousProof".to_owned(), Trouble::failed("names a proof that is not there")))),
            "{found:?}"
        );
    }
}
