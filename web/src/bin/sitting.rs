//! The bundle of sittings.

fn main() {
    web::sitting::run();
}
