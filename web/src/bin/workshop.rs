//! The bundle of the worker that reads banks and files of questions.

fn main() {
    web::workshop::run();
}
