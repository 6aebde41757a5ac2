//! Return cards: a link, the same as a QR code, and a code to type. Any of them brings a learner back on any device.

use api::learner::{QrCode, ReturnCard};
use data_encoding::HEXLOWER;
use qrcodegen::{QrCode as Matrix, QrCodeEcc};

use crate::app::App;
use crate::error::{Answer, Problem};
use crate::secret;
use crate::store::cards::Card;

/// A card that nobody has yet: what to store of it, and what to show once.
///
/// # Errors
/// If the address does not fit a QR code, which no public URL comes near.
pub fn fresh(app: &App, learner: &str, name: &str, made_by: Option<&str>) -> Answer<(Card, ReturnCard)> {
    let (token, code) = (secret::token(), secret::return_code());
    let url = app.public.join(&format!("/return#{token}"));
    let stored = Card {
        id: secret::id(),
        learner: learner.to_owned(),
        token: secret::hash(&token),
        code: code_key(app, &code),
        made_by: made_by.map(str::to_owned),
    };
    let qr = qr(&url).map_err(Problem::internal)?;
    Ok((stored, ReturnCard { name: name.to_owned(), url, code: secret::spoken_code(&code), qr }))
}

/// What is stored of a code: with its 60 bits a bare hash could be reversed by whoever has the file.
pub fn code_key(app: &App, code: &str) -> String {
    HEXLOWER.encode(&secret::mac(&app.keys.server, &[b"return code", code.as_bytes()]))
}

/// A text as a QR code, of which a fifteenth may be unreadable.
///
/// # Errors
/// If it does not fit, which no address comes near.
pub fn qr(text: &str) -> Result<QrCode, qrcodegen::DataTooLong> {
    use std::fmt::Write;
    let matrix = Matrix::encode_text(text, QrCodeEcc::Medium)?;
    let mut path = String::new();
    for y in 0..matrix.size() {
        let mut x = 0;
        while x < matrix.size() {
            let start = x;
            while x < matrix.size() && matrix.get_module(x, y) {
                x += 1;
            }
            if x > start {
                // One bar for each run of dark modules.
                let _ = write!(path, "M{start} {y}h{}v1h-{}z", x - start, x - start);
            } else {
                x += 1;
            }
        }
    }
    Ok(QrCode { size: matrix.size().unsigned_abs(), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_finder_in_its_corner() {
        let code = qr("https://assay.example.org/return#AAAA").unwrap();
        assert!(code.path.starts_with("M0 0h7v1h-7z"), "{}", code.path);
        assert_eq!((code.size - 17) % 4, 0, "a version has 17 + 4 n modules on a side");
    }
}
