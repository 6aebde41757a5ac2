//! Pictures that carry a credential: put in and taken out, those of others, and those made to harm.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use credential::bake::{BakeError, Container, png, svg, unbake};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use proptest::prelude::*;

const JSON: &str = "{\"name\":\"Sampling ]]> \u{101} & <b>\u{ffff}\"}";
const JWS: &str = "eyJh.eyJi-_.c2ln";
const PICTURE: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" data-a='>'><rect width=\"1\" height=\"1\"/></svg>\n";

fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(body);
    [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &crc.sum().to_be_bytes()].concat()
}

fn picture(extra: &[Vec<u8>]) -> Vec<u8> {
    let header = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    let data = chunk(b"IDAT", &deflated(&[0, 0]));
    [b"\x89PNG\r\n\x1a\n".to_vec(), header, extra.concat(), data, chunk(b"IEND", b"")].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn itxt(packed: u8, text: &[u8]) -> Vec<u8> {
    chunk(b"iTXt", &[b"openbadgecredential\0", &[packed, 0][..], b"en\0credential\0", text].concat())
}

fn error(bytes: &[u8]) -> String {
    unbake(bytes).unwrap_err().to_string()
}

#[test]
fn a_credential_comes_out_as_it_went_in() {
    for text in [JSON, JWS] {
        let baked = png(&picture(&[]), text).unwrap();
        let found = unbake(&baked).unwrap().unwrap();
        assert_eq!((found.text.as_str(), found.container, found.warnings.len()), (text, Container::Png, 0));
        let baked = svg(PICTURE, text).unwrap();
        let found = unbake(baked.as_bytes()).unwrap().unwrap();
        assert_eq!((found.container, found.warnings.len()), (Container::Svg, 0));
        if text == JSON {
            let same: serde_json::Value = serde_json::from_str(&found.text).unwrap();
            assert_eq!(same, serde_json::from_str::<serde_json::Value>(JSON).unwrap());
        } else {
            assert_eq!(found.text, JWS);
        }
    }
}

#[test]
fn a_second_credential_takes_the_place_of_the_first() {
    let once = png(&picture(&[]), JSON).unwrap();
    assert_eq!(png(&png(&picture(&[]), JWS).unwrap(), JSON).unwrap(), once);
    let once = svg(PICTURE, JSON).unwrap();
    assert_eq!(svg(&svg(PICTURE, JWS).unwrap(), JSON).unwrap(), once);
    for empty in ["<svg/>", "<svg />", "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>"] {
        let baked = svg(empty, JSON).unwrap();
        assert!(unbake(svg(&baked, JWS).unwrap().as_bytes()).unwrap().unwrap().text == JWS, "{baked}");
    }
}

#[test]
fn text_is_no_picture() {
    for text in ["", "{}", "  [1]", "eyJ.eyJ.sig", "\u{feff}{}", "\u{0}<"] {
        assert_eq!(unbake(text.as_bytes()), Ok(None), "{text:?}");
    }
}

#[test]
fn only_a_credential_is_put_in() {
    for text in ["", "x", "[]", "1", "{\"a\":1,\"a\":2}", "a.b", "a.b.c.d", "a..c"] {
        assert!(matches!(svg(PICTURE, text), Err(BakeError::Credential(_))), "{text}");
        assert!(matches!(png(&picture(&[]), text), Err(BakeError::Credential(_))), "{text}");
    }
}

#[test]
fn a_png_that_is_damaged_or_carries_another_number_of_credentials_says_so() {
    assert!(error(&picture(&[])).contains("no iTXt chunk"));
    assert!(error(&picture(&[chunk(b"tEXt", b"openbadges\0https://a.example")])).contains("versions 1 and 2"));
    assert!(error(&picture(&[itxt(0, b"{}"), itxt(0, b"{}")])).contains("carries 2 credentials"));
    assert!(error(&picture(&[itxt(0, b"\xff")])).contains("not UTF-8"));
    assert!(error(&picture(&[itxt(2, b"{}")])).contains("unknown compression"));
    assert!(error(&picture(&[chunk(b"iTXt", b"openbadgecredential\0\0\0en")])).contains("ends too early"));
    assert!(error(&picture(&[chunk(b"i\0Xt", b"")])).contains("four letters"));
    let whole = picture(&[itxt(0, b"{}")]);
    for end in 8..whole.len() {
        assert!(error(&whole[..end]).contains("at byte"), "{end}");
    }
    for at in 8..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert!(unbake(&changed).is_err(), "{at}");
    }
    let followed = [whole, b"more".to_vec()].concat();
    assert!(unbake(&followed).unwrap().unwrap().warnings[0].starts_with("4 bytes follow"));
}

#[test]
fn packed_text_is_unpacked_up_to_a_limit() {
    let found = unbake(&picture(&[itxt(1, &deflated(b"{}"))])).unwrap().unwrap();
    assert!(found.text == "{}" && found.warnings[0].contains("compressed"));
    let bomb = deflated(&vec![b' '; 40 << 20]);
    assert!(bomb.len() < 1 << 17);
    assert!(error(&picture(&[itxt(1, &bomb)])).contains("compressed text of more than"));
    assert!(error(&picture(&[itxt(1, b"no zlib")])).contains("compressed text"));
    // Many of them are counted and not unpacked.
    assert!(error(&picture(&vec![itxt(1, &bomb); 20])).contains("carries 20 credentials"));
}

#[test]
fn chunks_without_end_and_pictures_without_end_are_refused() {
    assert!(error(&picture(&[chunk(b"teSt", b"").repeat(200_000)])).contains("more than 100000 chunks"));
    let large = vec![b' '; 50 << 20];
    assert_eq!(unbake(&large), Ok(None));
    for start in [&b"<svg>"[..], b"\x89PNG\r\n\x1a\n"] {
        let mut large = large.clone();
        large[..start.len()].copy_from_slice(start);
        assert!(error(&large).contains("expected at most"));
    }
    let mut lies = picture(&[]);
    lies[8..12].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(error(&lies).contains("ends within a chunk"));
}

#[test]
fn an_svg_that_is_damaged_or_carries_another_number_of_credentials_says_so() {
    let with = |inner: &str| format!("<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">{inner}</svg>");
    let said = |inner: &str| error(with(inner).as_bytes());
    assert!(said("").contains("no element <openbadges:credential>"));
    assert!(said("<openbadges:credential/>").contains("is empty"));
    assert!(
        said("<openbadges:credential>{}</openbadges:credential><g><openbadges:credential>{}</openbadges:credential></g>")
            .contains("2 credentials")
    );
    assert!(said("<openbadges:credential verify='a.b.c'>{}</openbadges:credential>").contains("expected one of them"));
    assert!(said("<openbadges:credential><b/></openbadges:credential>").contains("elements within"));
    assert!(said("<openbadges:credential>{}</openbadges:credential>").contains("one CDATA section"));
    assert!(said("<openbadges:credential><![CDATA[{}]]>{}</openbadges:credential>").contains("one CDATA section"));
    assert!(said("<openbadges:credential>a.b.c</openbadges:credential>").contains("one CDATA section"));
    assert!(said("<openbadges:credential verify='{}'/>").contains("expected a signed token"));
    assert_eq!(
        unbake(with("<openbadges:credential id='>'> <![CDATA[{}]]> </openbadges:credential>").as_bytes()).unwrap().unwrap().text,
        "{}"
    );
    for elsewhere in [
        "<svg><openbadges:credential xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'><![CDATA[{}]]></openbadges:credential></svg>",
        "<svg xmlns:o='https://purl.imsglobal.org/ob/v3p0'><o:credential><![CDATA[{}]]></o:credential></svg>",
    ] {
        assert!(error(elsewhere.as_bytes()).contains("xmlns:openbadges on the picture's root"));
    }
    assert!(said("<openbadges:credential>&x;</openbadges:credential>").contains("in line 1"));
    assert!(error(b"<html><body/></html>").contains("expected <svg>"));
    assert!(error(b"<svg").contains("SVG picture"));
    assert!(error(b"<svg>\xff</svg>").contains("UTF-8"));
    assert!(error(b"<svg xmlns:o='http://openbadges.org'><o:assertion/></svg>").contains("versions 1 and 2"));
    let other = "<svg xmlns:openbadges=\"https://other.example/\"><g><openbadges:credential><![CDATA[{}]]></openbadges:credential></g></svg>";
    let found = unbake(other.as_bytes()).unwrap().unwrap();
    assert!(found.text == "{}" && found.warnings.len() == 2, "{found:?}");
    assert!(matches!(svg(other, JSON), Err(BakeError::Picture { .. })));
}

#[test]
fn an_svg_made_to_grow_is_refused() {
    let entities = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><svg>&b;</svg>";
    assert!(error(entities.as_bytes()).contains("declarations of its own"));
    assert!(error(format!("<!-- a --><?x?>\n{entities}").as_bytes()).contains("declarations of its own"));
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=''")).collect();
    assert!(error(format!("<svg><g {attributes}/></svg>").as_bytes()).contains("more than 500 attributes"));
    let namespaces: String = (0..50_000).map(|n| format!("<g xmlns:a{n}='urn:a'>")).collect();
    assert!(error(format!("<svg>{namespaces}").as_bytes()).contains("50000 namespaces"));
    let many = format!("<svg>{}</svg>", "<g/>".repeat(1_000_000));
    assert!(error(many.as_bytes()).contains("in line"));
    let deep = format!("<svg>{}{}</svg>", "<g>".repeat(100_000), "</g>".repeat(100_000));
    assert!(unbake(deep.as_bytes()).is_err());
}

/// Reference data of third parties: `REFERENCE_DIR`, or `../shared/reference` beside the workspace. Not part of this repository.
fn reference() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = match std::env::var_os("REFERENCE_DIR") {
        Some(given) => root.join(given),
        None => root.join("../shared/reference"),
    };
    let found = Some(folder.join("credentials")).filter(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("pictures of others were not looked at: they are not at hand");
    }
    found
}

#[test]
fn pictures_of_others_give_what_they_carry() {
    let Some(folder) = reference() else { return };
    let taken = |name: &str| unbake(&std::fs::read(folder.join(name)).unwrap());
    for (name, container, jws) in [
        ("generated/baked-png.png", Container::Png, false),
        ("generated/baked-svg.svg", Container::Svg, false),
        ("generated/jwt-es256-svg.svg", Container::Svg, true),
        ("generated/jwt-rs256-svg.svg", Container::Svg, true),
        ("1edtech-validator-ob3/simple-json.png", Container::Png, false),
        ("1edtech-validator-ob3/simple-jwt.png", Container::Png, true),
        ("1edtech-validator-ob3/simple-json.svg", Container::Svg, false),
        ("1edtech-validator-ob3/simple-jwt.svg", Container::Svg, true),
    ] {
        let found = taken(name).unwrap().unwrap();
        assert_eq!((found.container, found.warnings), (container, vec![]), "{name}");
        let text = found.text.trim();
        if jws {
            assert_eq!(text.split('.').count(), 3, "{name}");
        } else {
            assert!(serde_json::from_str::<serde_json::Value>(text).unwrap().is_object(), "{name}");
        }
    }
    assert!(taken("generated/png-bad-crc.png").unwrap_err().to_string().contains("checksum"));
    assert!(matches!(taken("generated/png-no-chunk.png"), Err(BakeError::Nothing { kind: "PNG", .. })));
}

proptest! {
    #[test]
    fn any_text_survives_both_pictures(words in "[ -~\u{a0}-\u{fffd}\u{10000}-\u{10ffff}\\]>]{0,40}") {
        let credential = serde_json::json!({ "words": format!("]]>{words}") }).to_string();
        let from_png = unbake(&png(&picture(&[]), &credential).unwrap()).unwrap().unwrap();
        prop_assert_eq!(&from_png.text, &credential);
        let from_svg = unbake(svg(PICTURE, &credential).unwrap().as_bytes()).unwrap().unwrap();
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        prop_assert_eq!(read(&from_svg.text), read(&credential));
    }
}
