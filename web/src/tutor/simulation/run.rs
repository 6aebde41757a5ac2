//! A simulation under way: the worker, ended when this is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use crate::browser::document;
use crate::json::from_json;
use crate::simulate::Told;

/// The worker with what listens to it.
pub struct Run {
    worker: Worker,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _broke: Closure<dyn Fn(Event)>,
}

impl Run {
    /// Starts a worker, gives it the job once it listens, and tells what it says; `None` where the browser starts none.
    pub fn start(job: String, told: Callback<Told>) -> Option<Self> {
        // The page's shell names it, for its address has a hash in it.
        let address = document().get_element_by_id("app")?.get_attribute("data-simulate")?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options).ok()?;
        let heard = {
            let (worker, told) = (worker.clone(), told.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                match event.data().as_string().and_then(|text| from_json(&text)) {
                    Some(Told::Ready) => drop(worker.post_message(&job.as_str().into())),
                    Some(other) => told.emit(other),
                    None => told.emit(Told::Failed(String::new())),
                }
            })
        };
        // It could not be fetched, or what runs in it broke: the browser's console has the words.
        let broke = Closure::<dyn Fn(Event)>::new(move |_| told.emit(Told::Failed(String::new())));
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Some(Self { worker, _heard: heard, _broke: broke })
    }
}

impl Run {
    /// Asks something more of a worker that has done what it was given first.
    pub fn ask(&self, text: &str) {
        drop(self.worker.post_message(&text.into()));
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // What it said before may still be on its way.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
