//! Logs that were stored once replay to the same bits for ever.
//!
//! The files beside this one were written by `bits-native records tests/replay`. A file stays as it is when the engine moves
//! on: a log that a server has stored must still give the estimate that its learner was told.

use bits::record::Record;
use std::path::Path;

#[test]
fn a_stored_log_replays_to_the_stored_bits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("replay");
    let mut replayed = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder of stored sessions can be listed") {
        let path = entry.expect("the folder of stored sessions can be listed").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path.display();
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let record: Record = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let told = record.replay().unwrap_or_else(|error| panic!("{name}: {error:#}"));
        assert_eq!(told, record.told, "{name}");
        replayed += 1;
    }
    assert!(replayed >= 2, "{replayed} stored sessions in {}", folder.display());
}
