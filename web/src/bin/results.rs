//! The bundle of results and badges.

fn main() {
    web::results::run();
}
