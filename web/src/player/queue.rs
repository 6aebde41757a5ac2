//! What the learner did and the server has not yet acknowledged: in order, one at a time, sent again until it is on disk.
//!
//! Pure: no network and no clock in here. The same request with the same sequence number is safe to send any number of times, so
//! what is on its way is kept unchanged until it is acknowledged; what waits behind it may still change.

use api::attempt::{ActionRequest, AttemptState, AttemptView, EventRequest, ItemView};
use engine::Answer;
use serde::{Deserialize, Serialize};

/// What is on its way and what waits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    on_its_way: Option<EventRequest>,
    waiting: Vec<ActionRequest>,
}

impl Queue {
    /// The learner did this. A second answer to an item takes the place of one that still waits.
    pub fn push(&mut self, action: ActionRequest) {
        if let Some(item) = item_of(&action) {
            self.waiting.retain(|earlier| item_of(earlier) != Some(item));
        }
        self.waiting.push(action);
    }

    /// What to send now, the same until it is acknowledged; `seq` is the number that the next event must carry.
    pub fn next(&mut self, seq: u64) -> Option<EventRequest> {
        if self.on_its_way.is_none() && !self.waiting.is_empty() {
            self.on_its_way = Some(EventRequest { seq, action: self.waiting.remove(0) });
        }
        self.on_its_way.clone()
    }

    /// What was on its way is on disk, or was refused for good.
    pub fn settle(&mut self) {
        self.on_its_way = None;
    }

    /// The number was taken by something else, in another window: the server's view holds, and of what waits
    /// only answers to items that nobody has answered stay.
    pub fn yield_to(&mut self, view: &AttemptView) {
        let rescued = self.on_its_way.take().map(|request| request.action);
        let actions: Vec<_> = rescued.into_iter().chain(self.waiting.drain(..)).collect();
        let open = |item: &str| {
            let block = view.block.iter().flat_map(|block| &block.items);
            block.into_iter().any(|shown| shown.name == item && shown.answer.is_none() && !shown.not_learned)
        };
        for action in actions {
            if item_of(&action).is_some_and(open) {
                self.push(action);
            }
        }
    }

    /// Whether everything is on disk.
    pub fn is_empty(&self) -> bool {
        self.on_its_way.is_none() && self.waiting.is_empty()
    }

    /// Whether the block is being handed in, the test resumed or ended: what is shown can no longer change.
    pub fn is_closing(&self) -> bool {
        self.actions().any(|action| {
            matches!(action, ActionRequest::HandIn | ActionRequest::End | ActionRequest::Resume | ActionRequest::Pause)
        })
    }

    /// The server's view with all that the learner did since: what the player shows.
    pub fn shown(&self, view: &AttemptView) -> AttemptView {
        let mut shown = view.clone();
        for action in self.actions() {
            match action {
                ActionRequest::Answer { item, answer } => set(&mut shown, item, Some(answer), false),
                ActionRequest::NotLearned { item } => set(&mut shown, item, None, true),
                ActionRequest::Pause => {
                    shown.state = AttemptState::Paused;
                    shown.block = None;
                }
                ActionRequest::HandIn | ActionRequest::Resume | ActionRequest::End => {}
            }
        }
        shown
    }

    fn actions(&self) -> impl Iterator<Item = &ActionRequest> {
        self.on_its_way.iter().map(|request| &request.action).chain(&self.waiting)
    }
}

fn item_of(action: &ActionRequest) -> Option<&str> {
    match action {
        ActionRequest::Answer { item, .. } | ActionRequest::NotLearned { item } => Some(item),
        _ => None,
    }
}

fn set(view: &mut AttemptView, name: &str, answer: Option<&Answer>, not_learned: bool) {
    let items = view.block.iter_mut().flat_map(|block| &mut block.items);
    for item in items.filter(|item: &&mut ItemView| item.name == name) {
        item.answer = answer.cloned();
        item.not_learned = not_learned;
    }
}

/// How long to wait before trying again, in milliseconds: doubling from one second to fifteen.
pub fn patience(tries: u32) -> u32 {
    1000_u32.saturating_mul(1 << tries.saturating_sub(1).min(4)).min(15_000)
}

#[cfg(test)]
mod tests {
    use api::attempt::{BlockView, InteractionView, Progress};

    use super::*;

    fn item(name: &str) -> ItemView {
        ItemView {
            name: name.to_owned(),
            prompt: String::new(),
            interaction: InteractionView::Text,
            answer: None,
            not_learned: false,
        }
    }

    fn view() -> AttemptView {
        AttemptView {
            id: "t".to_owned(),
            title: String::new(),
            lang: "en".to_owned(),
            seq: 3,
            state: AttemptState::Running,
            block: Some(BlockView { number: 1, items: vec![item("x"), item("y")], stimuli: Vec::new() }),
            progress: Progress { done: 0, minimum: 5, maximum: 10 },
            time_left: None,
        }
    }

    fn answer(item: &str, text: &str) -> ActionRequest {
        ActionRequest::Answer { item: item.to_owned(), answer: Answer::Text(text.to_owned()) }
    }

    fn answers(view: &AttemptView) -> Vec<Option<Answer>> {
        view.block.iter().flat_map(|block| &block.items).map(|item| item.answer.clone()).collect()
    }

    #[test]
    fn sends_the_same_request_until_it_is_settled() {
        let mut queue = Queue::default();
        queue.push(answer("x", "1"));
        let first = queue.next(3);
        queue.push(answer("x", "2"));
        assert_eq!(queue.next(9), first, "what is on its way keeps its number and its answer");
        queue.settle();
        assert_eq!(queue.next(4), Some(EventRequest { seq: 4, action: answer("x", "2") }));
        queue.settle();
        assert!(queue.is_empty());
        assert_eq!(queue.next(5), None);
    }

    #[test]
    fn lets_a_later_answer_replace_one_that_waits() {
        let mut queue = Queue::default();
        queue.push(answer("x", "0"));
        queue.next(3);
        queue.push(answer("x", "1"));
        queue.push(answer("y", "1"));
        queue.push(ActionRequest::NotLearned { item: "x".to_owned() });
        queue.settle();
        assert_eq!(queue.next(4).map(|request| request.action), Some(answer("y", "1")));
        queue.settle();
        assert_eq!(queue.next(5).map(|request| request.action), Some(ActionRequest::NotLearned { item: "x".to_owned() }));
    }

    #[test]
    fn shows_what_was_done_before_the_server_knows() {
        let mut queue = Queue::default();
        queue.push(answer("x", "1"));
        queue.next(3);
        queue.push(ActionRequest::NotLearned { item: "y".to_owned() });
        let shown = queue.shown(&view());
        assert_eq!(answers(&shown), [Some(Answer::Text("1".to_owned())), None]);
        assert!(shown.block.is_some_and(|block| block.items[1].not_learned));
        queue.push(ActionRequest::Pause);
        assert!(queue.is_closing());
        assert_eq!(queue.shown(&view()).block, None);
    }

    #[test]
    fn takes_the_view_of_the_server_and_keeps_what_nobody_answered() {
        let mut queue = Queue::default();
        queue.push(answer("x", "mine"));
        queue.next(3);
        queue.push(answer("y", "mine"));
        queue.push(answer("gone", "mine"));
        queue.push(ActionRequest::HandIn);
        let mut other = view();
        set(&mut other, "x", Some(&Answer::Text("theirs".to_owned())), false);
        queue.yield_to(&other);
        let shown = queue.shown(&other);
        assert_eq!(answers(&shown), [Some(Answer::Text("theirs".to_owned())), Some(Answer::Text("mine".to_owned()))]);
        assert!(!queue.is_closing());
    }

    #[test]
    fn survives_a_reload() {
        let mut queue = Queue::default();
        queue.push(answer("x", "1"));
        queue.next(3);
        queue.push(ActionRequest::HandIn);
        let text = serde_json::to_string(&queue).expect("a queue is JSON");
        let mut again: Queue = serde_json::from_str(&text).expect("and back");
        assert_eq!(again, queue);
        assert_eq!(again.next(7), queue.next(7));
    }

    #[test]
    fn waits_longer_each_time_up_to_a_limit() {
        let waits: Vec<_> = (1..7).map(patience).collect();
        assert_eq!(waits, [1000, 2000, 4000, 8000, 15_000, 15_000]);
    }
}
