//! The bundle of the page that verifies.

fn main() {
    web::verify::run();
}
