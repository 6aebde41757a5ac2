//! Who issues, and that a badge keeps verifying when the server moves.

use std::os::unix::fs::PermissionsExt;

use crate::credentials;
use crate::program::{Home, assay};

#[test]
fn keeps_the_identity_under_which_badges_were_issued() {
    let home = Home::new();
    let url = ["--public-url", "https://assay.example.org"];
    let mut server = home.start_with(&url);
    let (token, code) = server.greeting();
    let (learner, tutor) = (server.client(), server.client());
    tutor.set_up(&token);
    assert!(tutor.cookie("__Host-assay-tutor").is_some());
    let id = learner.earn(&code, "Hoani", &tutor);
    let badge = learner.get(&format!("/api/attempts/{id}/credential")).expect(200);
    assert_eq!(badge.json()["issuer"]["id"], "did:web:assay.example.org");
    let document = learner.get("/.well-known/did.json").expect(200);
    assert_eq!(document.json()["id"], "did:web:assay.example.org");
    let lists = credentials::documents(&learner, &badge.body);
    server.kill();

    // Offline it is unverifiable, with the issuer's document it is valid.
    let (badge_file, document_file) = (home.path("badge.json"), home.path("did.json"));
    std::fs::write(&badge_file, &badge.body).unwrap();
    std::fs::write(&document_file, &document.body).unwrap();
    let badge_file = badge_file.to_str().unwrap();
    assert_eq!(assay(&["credential", "verify", badge_file]).status.code(), Some(3));
    let mut arguments = vec!["credential", "verify", badge_file, "--did-document", document_file.to_str().unwrap()];
    let lists: Vec<String> = lists
        .iter()
        .enumerate()
        .map(|(number, (url, text))| {
            let file = home.path(&format!("list-{number}.json"));
            std::fs::write(&file, text).unwrap();
            format!("{url}={}", file.display())
        })
        .collect();
    arguments.extend(lists.iter().flat_map(|list| ["--url", list]));
    let with = assay(&arguments);
    assert_eq!(with.status.code(), Some(0), "{}", String::from_utf8_lossy(&with.stdout));

    let refused = home.refused(&["--public-url", "https://new.example.org"]);
    assert_eq!(refused.status.code(), Some(1));
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(why.contains("--also-serve https://assay.example.org"), "{why}");
    assert_eq!(home.refused(&[]).status.code(), Some(1), "nor without any");

    let server = home.start_with(&["--public-url", "https://new.example.org", "--also-serve", "https://assay.example.org"]);
    let client = server.client();
    let old = client.send("GET", "/.well-known/did.json", &[("host", "assay.example.org")], &[]).expect(200);
    assert_eq!(old.json(), document.json());
    let new = client.send("GET", "/.well-known/did.json", &[("host", "new.example.org")], &[]).expect(200);
    assert_eq!(new.json()["id"], "did:web:new.example.org");
}

#[test]
fn says_the_remedy_where_nothing_is_encrypted() {
    let home = Home::new();
    let server = home.start_with(&["--public-url", "http://assay.example.org"]);
    server.client().get("/.well-known/did.json").expect(404);
    drop(server);
    assert!(home.log().contains("--public-url https://"), "{}", home.log());
    let wrong = home.refused(&["--public-url", "assay.example.org"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn keeps_keys_to_itself_and_lets_one_server_at_a_time_work() {
    let home = Home::new();
    let mut server = home.start();
    server.greeting();
    let mode = |path: &str| std::fs::metadata(home.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("data"), mode("data/keys")), (0o700, 0o700));
    assert_eq!((mode("data/keys/sealed.json"), mode("data/setup-link.txt")), (0o600, 0o600));
    let second = home.refused(&[]);
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another assay"));
    drop(server);

    let key = home.path("data.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = home.refused(&[]);
    assert!(String::from_utf8_lossy(&open.stderr).contains("chmod 600"));
}
