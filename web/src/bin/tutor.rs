//! The tutor's bundle.

fn main() {
    web::tutor::run();
}
