//! The learner's pages, their addresses, and which of the learner's bundles has them.

/// A page of the learner's bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What there is to study.
    Catalogue,
    /// Everything about one micro-credential.
    MicroCredential(String),
    /// How one meets the ten principles.
    Principles(String),
    /// With a class code.
    Join,
    /// With a personal link; its secret is in the fragment.
    Return,
    /// What is the learner's own.
    Me,
    /// The player of a sealed attempt.
    Attempt(String),
    /// What an attempt came to.
    Result(String),
    /// Reporting a question of an attempt, and what became of that.
    Report(String),
    /// The badge that an attempt earned.
    Credential(String),
    /// Practice in the browser.
    Practice(String),
    /// What practice came to.
    PracticeResult(String),
    /// A badge that its holder shared; its secret is in the fragment.
    Shared,
    /// What the learner holds.
    Wallet,
    /// One credential of theirs.
    Held(String),
    /// What is kept of them.
    Kept,
    /// How far one is on pathways.
    Pathways,
    /// Everything about one pathway.
    Pathway(String),
    /// A sitting, at one's seat.
    Sit(String),
    /// Leaving a computer that others use.
    Leave,
    /// There is no such page.
    Missing,
}

/// The bundles that learners load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// Everything up to the end of a test.
    Learner,
    /// What comes after a test, so that nobody waits for it before the first question.
    Results,
    /// A sitting, which goes on without a network and so needs nothing else once it is open.
    Sitting,
}

impl Route {
    /// The page at this path.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        match parts[..] {
            [] => Self::Catalogue,
            ["micro-credentials", id] => Self::MicroCredential(id.to_owned()),
            ["micro-credentials", id, "principles"] => Self::Principles(id.to_owned()),
            ["join"] => Self::Join,
            ["return"] => Self::Return,
            ["me"] => Self::Me,
            ["attempts", id] => Self::Attempt(id.to_owned()),
            ["attempts", id, "result"] => Self::Result(id.to_owned()),
            ["attempts", id, "report"] => Self::Report(id.to_owned()),
            ["attempts", id, "credential"] => Self::Credential(id.to_owned()),
            ["practice", id] => Self::Practice(id.to_owned()),
            ["practice", id, "result"] => Self::PracticeResult(id.to_owned()),
            ["shared"] => Self::Shared,
            ["wallet"] => Self::Wallet,
            ["wallet", id] => Self::Held(id.to_owned()),
            ["kept"] => Self::Kept,
            ["pathways"] => Self::Pathways,
            ["pathways", id] => Self::Pathway(id.to_owned()),
            ["leave"] => Self::Leave,
            ["sit", seat] => Self::Sit(seat.to_owned()),
            _ => Self::Missing,
        }
    }

    /// Which bundle has the page.
    pub const fn bundle(&self) -> Bundle {
        match self {
            Self::Principles(_)
            | Self::Result(_)
            | Self::Report(_)
            | Self::Credential(_)
            | Self::PracticeResult(_)
            | Self::Shared
            | Self::Wallet
            | Self::Held(_)
            | Self::Kept
            | Self::Pathways
            | Self::Pathway(_) => Bundle::Results,
            Self::Sit(_) | Self::Leave => Bundle::Sitting,
            _ => Bundle::Learner,
        }
    }

    /// Where this page is.
    pub fn path(&self) -> String {
        use api::path::fill;
        match self {
            Self::Catalogue | Self::Missing => "/".to_owned(),
            Self::MicroCredential(id) => fill("/micro-credentials/{id}", &[id]),
            Self::Principles(id) => fill("/micro-credentials/{id}/principles", &[id]),
            Self::Join => "/join".to_owned(),
            Self::Return => "/return".to_owned(),
            Self::Me => "/me".to_owned(),
            Self::Attempt(id) => fill("/attempts/{id}", &[id]),
            Self::Result(id) => fill("/attempts/{id}/result", &[id]),
            Self::Report(id) => fill("/attempts/{id}/report", &[id]),
            Self::Credential(id) => fill("/attempts/{id}/credential", &[id]),
            Self::Practice(id) => fill("/practice/{id}", &[id]),
            Self::PracticeResult(id) => fill("/practice/{id}/result", &[id]),
            Self::Shared => "/shared".to_owned(),
            Self::Wallet => "/wallet".to_owned(),
            Self::Held(id) => fill("/wallet/{id}", &[id]),
            Self::Kept => "/kept".to_owned(),
            Self::Pathways => "/pathways".to_owned(),
            Self::Pathway(id) => fill("/pathways/{id}", &[id]),
            Self::Leave => "/leave".to_owned(),
            Self::Sit(seat) => fill("/sit/{seat}", &[seat]),
        }
    }
}

/// Undoes percent-encoding; what is not valid stays as it is.
fn decode(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = part.get(index + 1..index + 3).filter(|_| bytes[index] == b'%');
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            plain.push(byte);
            index += 3;
        } else {
            plain.push(bytes[index]);
            index += 1;
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_page_at_its_own_path() {
        let id = "a b/ü%".to_owned();
        for route in [
            Route::Catalogue,
            Route::MicroCredential(id.clone()),
            Route::Principles(id.clone()),
            Route::Join,
            Route::Return,
            Route::Me,
            Route::Attempt(id.clone()),
            Route::Result(id.clone()),
            Route::Report(id.clone()),
            Route::Credential(id.clone()),
            Route::Practice(id.clone()),
            Route::PracticeResult(id.clone()),
            Route::Held(id.clone()),
            Route::Sit(id),
            Route::Wallet,
            Route::Kept,
            Route::Pathways,
            Route::Pathway("a-b".to_owned()),
            Route::Leave,
            Route::Shared,
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn knows_what_is_no_page() {
        for path in ["/nowhere", "/attempts", "/attempts/a/b/c", "/me/x"] {
            assert_eq!(Route::parse(path), Route::Missing, "{path}");
        }
        assert_eq!(Route::parse("/practice/%zz%"), Route::Practice("%zz%".to_owned()));
    }
}
