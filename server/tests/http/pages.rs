//! Pages, health and the description of the API.

use crate::program::Home;

#[test]
fn answers_with_a_page_or_says_how_to_build_one() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    for path in [
        "/",
        "/join",
        "/micro-credentials/fixture",
        "/micro-credentials/fixture/principles",
        "/tutor",
        "/tutor/people",
        "/setup",
        "/sign-in",
        "/password",
        "/verify",
    ] {
        let page = client.get(path);
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8", "{path}");
        if page.status == 503 {
            assert!(page.text().contains("cargo xtask serve"));
        } else {
            assert_eq!(page.status, 200);
            let tag = page.headers["etag"].clone();
            assert_eq!(client.send("GET", path, &[("if-none-match", &tag)], &[]).status, 304);
        }
    }
    for path in ["/assets/none-0123456789abcdef.js", "/favicon-of-nobody.ico", "/api/none", "/..%2f..%2fetc%2fpasswd.txt"] {
        client.get(path).expect(404);
    }
}

#[test]
fn is_alive_and_ready() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    client.get("/healthz").expect(200);
    client.get("/readyz").expect(200);
}

#[test]
fn describes_every_path() {
    let home = Home::new();
    let server = home.start();
    let client = server.client();
    let description = client.get("/api/openapi.json").expect(200).json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));

    // The paths of the contract, read from where they are written.
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../api/src/path.rs")).unwrap();
    let paths: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("pub const ")?.split('"').nth(1)).collect();
    assert!(paths.len() > 20);
    let server_knows = |path: &str| !client.get(&path.replace(['{', '}'], "")).text().contains("the API has no such path");
    for path in paths {
        assert!(description["paths"][path].is_object(), "{path} is not described");
        assert!(server_knows(path), "{path} is not answered");
    }

    // Every reference leads somewhere.
    let text = description.to_string();
    for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(description["components"]["schemas"][name].is_object(), "there is no schema {name}");
    }
}
