//! The learner's bundle.

fn main() {
    web::learner::run();
}
