//! The bundle of the worker that simulates.

fn main() {
    web::simulate::run();
}
