//! A credential as a signed token (VC-JWT, Open Badges 3.0 section 8.2): the key, the signature, and what the claims must repeat.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};

use super::findings::{Findings, Trouble};
use super::keys::{Algorithm, AnyKey};
use super::methods::{describe, in_force, is_of_issuer, key_of_issuer, lets_sign, shown};
use super::setting::Setting;
use crate::verdict::Check;
use crate::{Time, json};

/// A token taken apart. Nothing in it is believed yet.
pub(super) struct Token<'a> {
    header: Map<String, Value>,
    /// What is signed: the first two parts.
    signed: &'a str,
    signature: &'a str,
    claims: Map<String, Value>,
    /// The credential, without the claims that a token adds to it.
    pub(super) credential: Map<String, Value>,
}

/// Claims that a token adds to a credential. No context defines them.
const CLAIMS: [&str; 7] = ["iss", "jti", "nbf", "sub", "exp", "iat", "aud"];

/// Whether a text has the form of a token: three words of base64url with dots between.
pub(crate) fn is_token(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    text.bytes().filter(|byte| *byte == b'.').count() == 2 && text.split('.').all(word)
}

impl<'a> Token<'a> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// What cannot be read, and why.
    pub(super) fn read(text: &'a str) -> Result<Self, String> {
        let (signed, signature) = text.rsplit_once('.').ok_or("a token has three parts")?;
        let (header, payload) = signed.split_once('.').ok_or("a token has three parts")?;
        let object = |part: &str, what: &str| {
            let bytes =
                BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| format!("the {what} of the token is no base64url"))?;
            match json::read(&bytes) {
                Ok(Value::Object(object)) => Ok(object),
                Ok(_) => Err(format!("the {what} of the token is no JSON object")),
                Err(error) => Err(format!("the {what} of the token is not readable as JSON: {error}")),
            }
        };
        let header = object(header, "header")?;
        let mut credential = object(payload, "payload")?;
        let mut claims = Map::new();
        // The form of the data model 1.1: the credential within a claim.
        if let Some(Value::Object(inner)) = credential.get("vc") {
            let inner = inner.clone();
            claims = std::mem::replace(&mut credential, inner);
        } else {
            for claim in CLAIMS {
                if let Some(value) = credential.remove(claim) {
                    claims.insert(claim.to_owned(), value);
                }
            }
        }
        Ok(Self { header, signed, signature, claims, credential })
    }

    fn issuer(&self) -> Option<&str> {
        let issuer = self.credential.get("issuer")?;
        issuer.as_str().or_else(|| issuer["id"].as_str())
    }

    /// Looks at the signature and at the claims.
    pub(super) fn check(&self, setting: &Setting, findings: &mut Findings) {
        match self.signature(setting) {
            Ok(message) => {
                let before = findings.worst(Some(Check::Proof));
                self.check_claims(setting, findings);
                if findings.worst(Some(Check::Proof)) == before {
                    findings.passed(Check::Proof, "", message);
                }
            }
            Err(trouble) => findings.trouble(Check::Proof, "", trouble),
        }
    }

    /// Whose signature the token has.
    pub(super) fn signature(&self, setting: &Setting) -> Result<String, Trouble> {
        let text = |key: &str| self.header.get(key).and_then(Value::as_str);
        let name = text("alg").unwrap_or_default();
        let algorithm = match Algorithm::of_name(name) {
            Some(algorithm) => algorithm,
            // Anyone could have made these.
            None if name.is_empty() || name.eq_ignore_ascii_case("none") || name.starts_with("HS") => {
                return Err(Trouble::failed(format!("the header says alg {}, which is no signature", shown(name))));
            }
            None => return Err(Trouble::unknown(format!("the header says alg {}, which is not known here", shown(name)))),
        };
        if self.header.contains_key("crit") {
            return Err(Trouble::unknown("the header says crit, and what must be understood is not"));
        }
        if let Some(kind) = self.header.get("typ")
            && !["JWT", "vc+jwt", "vc+ld+json+jwt"].iter().any(|known| kind == known)
        {
            return Err(Trouble::failed(format!("the header says typ {}, expected JWT", shown(&kind.to_string()))));
        }
        let (key, whose) = self.key(setting)?;
        let signature = BASE64URL_NOPAD
            .decode(self.signature.as_bytes())
            .map_err(|_| Trouble::failed("the signature is no base64url without padding"))?;
        if !key.verifies(algorithm, self.signed.as_bytes(), &signature) {
            let message = "the signature does not fit: something was changed after signing, or another key signed";
            return Err(Trouble::failed(message));
        }
        Ok(format!("{name} with {whose}"))
    }

    /// The key, once it is sure that it is one of the issuer's, and its name.
    fn key(&self, setting: &Setting) -> Result<(AnyKey, String), Trouble> {
        let issuer = self.issuer().ok_or_else(|| Trouble::failed("the credential names no issuer"))?;
        let given = match self.header.get("jwk") {
            None => None,
            Some(jwk) if jwk.get("d").is_some() => return Err(Trouble::failed("the jwk of the header is a private key")),
            Some(jwk) => Some(AnyKey::from_jwk(jwk).map_err(|error| Trouble::unknown(error).of("the jwk of the header"))?),
        };
        let method = self.header.get("kid").and_then(Value::as_str);
        let method = method.filter(|method| ["did:", "https:", "http:"].iter().any(|scheme| method.starts_with(scheme)));
        match (method, given) {
            (Some(method), given) => {
                let key = named(method, issuer, setting).map_err(|trouble| trouble.of("the kid of the header"))?;
                if given.is_some_and(|given| given != key) {
                    return Err(Trouble::failed("the jwk of the header is another key than its kid names"));
                }
                Ok((key, method.to_owned()))
            }
            (None, Some(key)) => {
                if !is_of_issuer(&key, issuer, setting)? {
                    let message = format!("the jwk of the header is no assertionMethod of the issuer {}", shown(issuer));
                    return Err(Trouble::failed(message));
                }
                Ok((key, format!("a key of {issuer}")))
            }
            (None, None) => Err(Trouble::failed("the header has neither a kid that is a URL nor a jwk")),
        }
    }

    /// What the claims must say again.
    fn check_claims(&self, setting: &Setting, findings: &mut Findings) {
        let credential = &self.credential;
        let mut wrong = |claim: &str, message: &str| findings.failed(Check::Proof, &format!("/{claim}"), message);
        let subject = credential.get("credentialSubject").and_then(|subject| subject.get("id"));
        let issuer = self.issuer().map(Value::from);
        for (claim, repeated, of) in [
            ("iss", issuer.as_ref(), "the issuer's id"),
            ("sub", subject, "credentialSubject.id"),
            ("jti", credential.get("id"), "the credential's id"),
        ] {
            match self.claims.get(claim) {
                None => wrong(claim, "the claim is missing"),
                Some(value) if Some(value) != repeated => wrong(claim, &format!("the claim differs from {of}")),
                Some(_) => {}
            }
        }
        let moment = |names: [&str; 2]| {
            let text = names.iter().find_map(|name| credential.get(*name))?;
            Some(text.as_str().and_then(|text| text.parse::<Time>().ok()).map(|time| time.unix_ms().div_euclid(1000) as f64))
        };
        let (from, until) = (moment(["validFrom", "issuanceDate"]), moment(["validUntil", "expirationDate"]));
        let claimed = |claim: &str| self.claims.get(claim).map(Value::as_f64);
        match claimed("nbf") {
            None => wrong("nbf", "the claim is missing"),
            Some(claimed) if claimed.is_none() || claimed != from.flatten() => wrong("nbf", "the claim differs from validFrom"),
            Some(_) => {}
        }
        match (claimed("exp"), until) {
            (None, Some(_)) => wrong("exp", "the claim is missing though there is a validUntil"),
            (Some(claimed), Some(until)) if claimed.is_none() || claimed != until => {
                wrong("exp", "the claim differs from validUntil");
            }
            (Some(Some(seconds)), _) if seconds * 1000.0 < setting.now.unix_ms() as f64 => wrong("exp", "the token has expired"),
            (Some(None), _) => wrong("exp", "expected a number"),
            _ => {}
        }
    }
}

/// The key that a `kid` names.
fn named(method: &str, issuer: &str, setting: &Setting) -> Result<AnyKey, Trouble> {
    if method.starts_with("did:") || issuer.starts_with("did:") {
        return key_of_issuer(method, issuer, setting);
    }
    // Open Badges also knows keys that are documents of their own, on the issuer's host.
    // What a document says of itself is anybody's word: only the host makes it the issuer's.
    if origin(method).is_none() || origin(method) != origin(issuer) {
        return Err(Trouble::failed("the key is on another host than the issuer"));
    }
    lets_sign(method, issuer, setting)?;
    let described = describe(method, setting)?;
    in_force(&described, setting)?;
    match described.get("controller") {
        Some(controller) if controller != issuer => {
            Err(Trouble::failed(format!("the key is that of {}, the issuer is {issuer}", shown(&controller.to_string()))))
        }
        _ => AnyKey::from_document(&described).map_err(Trouble::unknown),
    }
}

/// The scheme and host of a URL.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    Some(format!("{scheme}://{}", host.strip_suffix(":443").unwrap_or(&host)))
}
