//! The address under which people reach this server.

use std::fmt;
use std::str::FromStr;

/// How people's browsers speak to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// In the clear.
    Http,
    /// Encrypted.
    Https,
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http => "http",
            Self::Https => "https",
        })
    }
}

/// Scheme, host and port; no path, because pages and links stand at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    scheme: Scheme,
    authority: String,
}

impl PublicUrl {
    /// On this machine.
    pub fn localhost(scheme: Scheme, port: u16) -> Self {
        format!("{scheme}://localhost:{port}").parse().expect("a host and a port are an address")
    }

    /// Whether only this machine can reach it.
    pub fn is_local(&self) -> bool {
        let host = self.host();
        host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
    }

    /// Whether the connection is encrypted.
    pub const fn is_https(&self) -> bool {
        matches!(self.scheme, Scheme::Https)
    }

    /// http or https.
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Host and port, as in a `Host` header.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// A whole address.
    pub fn join(&self, path: &str) -> String {
        format!("{self}{path}")
    }

    /// The host alone; brackets around an IPv6 address.
    pub fn host(&self) -> &str {
        if self.authority.starts_with('[') {
            return self.authority.split_inclusive(']').next().unwrap_or_default();
        }
        self.authority.split(':').next().unwrap_or_default()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("\"{text}\" is not an address such as https://assay.example.org");
        let (scheme, rest) = text.split_once("://").ok_or_else(expected)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" => Scheme::Https,
            "http" => Scheme::Http,
            _ => return Err(expected()),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        if authority.contains('/') {
            return Err(format!(
                "\"{text}\" has a path, expected only scheme, host and port: Assay needs a host name of its own"
            ));
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        if authority.is_empty() || !authority.chars().all(allowed) {
            return Err(expected());
        }
        // Browsers leave the usual port out, and so does the identity.
        let usual = match scheme {
            Scheme::Https => ":443",
            Scheme::Http => ":80",
        };
        let authority = authority.strip_suffix(usual).unwrap_or(&authority).to_owned();
        let url = Self { scheme, authority };
        let port = &url.authority[url.host().len()..];
        let port_is_right = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
        if url.host().is_empty() || !port_is_right { Err(expected()) } else { Ok(url) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_scheme_host_and_port() {
        for (text, shown) in [
            ("https://assay.example.org", "https://assay.example.org"),
            ("HTTPS://Assay.Example.org:443/", "https://assay.example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn refuses_anything_else() {
        for text in ["", "assay.example.org", "ftp://a", "https://", "https://a/b", "https://a:x", "https://u@a", "https://a?b"] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn leaves_the_usual_port_out_on_this_machine_too() {
        for (scheme, port, shown) in [
            (Scheme::Http, 8080, "http://localhost:8080"),
            (Scheme::Https, 8443, "https://localhost:8443"),
            (Scheme::Https, 443, "https://localhost"),
        ] {
            assert_eq!(PublicUrl::localhost(scheme, port).to_string(), shown);
        }
    }

    #[test]
    fn knows_this_machine() {
        for local in ["http://localhost:1", "http://127.0.0.1", "http://[::1]:9"] {
            assert!(local.parse::<PublicUrl>().unwrap().is_local(), "{local}");
        }
        assert!(!"http://localhost.example.org".parse::<PublicUrl>().unwrap().is_local());
    }
}
