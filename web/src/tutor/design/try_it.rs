//! A tutor sits the test in this browser, by hand or with a learner of a chosen ability who answers; every choice is explained, and
//! nothing is recorded.

use std::rc::Rc;
use std::sync::Arc;

use api::path;
use api::present::item_view;
use engine::bank::Item;
use engine::seed::Stream;
use engine::{Answer, Assessment, Block, Given as Gave, Score, Seed, Session, Started, Step, Theta};
use yew::prelude::*;

use super::chosen::{nothing, use_chosen, wrong};
use super::judging::asked;
use super::try_told::{ended, explained, standing};
use super::what_if::slider;
use super::{Given, GivenProps};
use crate::browser::focus;
use crate::components::{Tone, announced, button, section};
use crate::format::decimals;
use crate::json::from_json;
use crate::player::{ItemForm, OwnNames, item_form};
use crate::t;

/// The stream by which simulated answers are drawn: the session's own are numbered by block and item.
const LUCK: u64 = u64::MAX - 1;

/// A session that is only here.
#[derive(Clone)]
struct Trial {
    session: Session,
    luck: Stream,
    /// The question of the block that is shown.
    place: usize,
    /// What is typed and not yet an answer.
    draft: Option<(String, String)>,
}

impl Trial {
    fn start(assessment: &Arc<Assessment>, number: u64) -> Result<Self, String> {
        let seed = Seed::from_number(number);
        let luck = seed.stream(LUCK);
        // Exposure control that looks at other sessions begins as with the first of all.
        let session = Session::start(Arc::clone(assessment), Started::new(assessment.digest(), seed));
        session.map(|session| Self { session, luck, place: 0, draft: None }).map_err(|error| error.to_string())
    }

    fn block(&self) -> Option<Block> {
        match self.session.step() {
            Step::Present(block) => Some(block.clone()),
            Step::Finished(_) => None,
        }
    }

    fn answer(&mut self, item: &str, answer: Answer) {
        let Some(id) = self.block().and_then(|block| block.items().iter().find(|id| id.as_str() == item).cloned()) else {
            return;
        };
        // What does not fit, such as an unfinished order, is not an answer yet.
        drop(self.session.answer(&id, answer, 0));
        self.draft = None;
    }

    fn not_learned(&mut self, item: &str) {
        let Some(id) = self.block().and_then(|block| block.items().iter().find(|id| id.as_str() == item).cloned()) else {
            return;
        };
        drop(self.session.not_learned(&id, 0));
        self.draft = None;
    }

    /// What was typed becomes the answer.
    fn commit(&mut self) {
        let Some((item, text)) = self.draft.take() else { return };
        let answer = from_json::<Answer>(&text).unwrap_or(Answer::Text(text));
        self.answer(&item, answer);
    }

    /// Goes to the next question of the block, or hands it in.
    fn next(&mut self) {
        self.commit();
        let Some(block) = self.block() else { return };
        if self.place + 1 < block.items().len() {
            self.place += 1;
            return;
        }
        self.hand_in(&block);
    }

    fn hand_in(&mut self, block: &Block) {
        for id in block.items() {
            if self.session.given(id).is_none() {
                drop(self.session.not_learned(id, 0));
            }
        }
        drop(self.session.hand_in(0));
        self.place = 0;
    }

    /// Lets a learner of this ability answer the rest of the block.
    fn let_answer(&mut self, theta: Theta) {
        self.draft = None;
        let Some(block) = self.block() else { return };
        let bank = Arc::clone(self.session.assessment().bank());
        for id in block.items() {
            if self.session.given(id).is_some() {
                continue;
            }
            if let Some(item) = bank.item(id) {
                let answer = item.answer_of(drawn(item, theta, &mut self.luck));
                drop(self.session.answer(id, answer, 0));
            }
        }
        self.hand_in(&block);
    }
}

/// A category drawn by its probability at an ability.
fn drawn(item: &Item, theta: Theta, luck: &mut Stream) -> Score {
    let mut left = luck.uniform();
    for category in (1..item.model.categories()).rev() {
        let score = Score::new(u8::try_from(category).unwrap_or(u8::MAX));
        let p = item.model.probability(theta, score);
        if left < p {
            return score;
        }
        left -= p;
    }
    Score::WRONG
}

/// The choice of an assessment, and the trial.
#[component]
pub fn TryPage(props: &GivenProps) -> Html {
    let draft = &props.given.draft;
    let Some(chosen) = use_chosen(draft) else { return nothing() };
    let assessment = match &*chosen.checked {
        Ok(assessment) => assessment.clone(),
        Err(problems) => return html! { <>{ chosen.choice.clone() }{ wrong(problems) }</> },
    };
    html! {
        <>
        { chosen.choice.clone() }
        <TrialCard key={format!("{} {}", chosen.blueprint.id, draft.revision)} given={props.given.clone()} {assessment} />
        </>
    }
}

#[derive(Properties)]
struct TrialCardProps {
    given: Given,
    assessment: Arc<Assessment>,
}

impl PartialEq for TrialCardProps {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.assessment, &other.assessment)
    }
}

#[component]
fn TrialCard(props: &TrialCardProps) -> Html {
    let TrialCardProps { given, assessment } = props;
    let trial = use_state(|| None::<Rc<Trial>>);
    let failed = use_state_eq(|| None::<String>);
    let number = use_state_eq(|| 1_u64);
    let above = use_state_eq(|| 0.0_f64);
    let cut = assessment.blueprint().standard.cut.value();
    let theta = Theta::new(cut + *above).unwrap_or_default();
    let start = {
        let (trial, failed, number, assessment) = (trial.setter(), failed.setter(), number.clone(), assessment.clone());
        Callback::from(move |_: MouseEvent| {
            match Trial::start(&assessment, *number) {
                Ok(begun) => trial.set(Some(Rc::new(begun))),
                Err(why) => failed.set(Some(why)),
            }
            // The next one is another test.
            number.set(*number + 1);
        })
    };
    // Each change is made to a copy, so that what is drawn is never half changed.
    let change = {
        let trial = trial.clone();
        move |with: &dyn Fn(&mut Trial)| {
            if let Some(before) = &*trial {
                let mut after = (**before).clone();
                with(&mut after);
                trial.set(Some(Rc::new(after)));
            }
        }
    };
    let block = {
        let change = change.clone();
        Callback::from(move |_: MouseEvent| change(&|trial| trial.let_answer(theta)))
    };
    let finish = {
        let change = change.clone();
        Callback::from(move |_: MouseEvent| {
            change(&|trial| {
                while trial.block().is_some() {
                    trial.let_answer(theta);
                }
            });
        })
    };
    let next = {
        let change = change.clone();
        Callback::from(move |_: MouseEvent| {
            change(&Trial::next);
            focus("question");
        })
    };
    let ability = {
        let above = above.setter();
        Callback::from(move |value: f64| above.set(value))
    };
    let described = match *above {
        x if x < -1.25 => t!("try-far-below"),
        x if x < -0.25 => t!("try-below"),
        x if x <= 0.25 => t!("try-at"),
        x if x <= 1.25 => t!("try-above"),
        _ => t!("try-far-above"),
    };
    let shown = format!("{described} ({})", decimals(cut + *above, 1));
    let running = trial.as_ref().is_some_and(|trial| trial.block().is_some());
    let setting = html! {
        <>
        { slider("ability", t!("try-ability"), (-3.0, 3.0, 0.1), *above, shown, &ability) }
        <p class="hint">{ t!("try-ability-hint") }</p>
        if let Some(why) = &*failed {
            { announced(Tone::Bad, why) }
        }
        <div class="actions">
            { button(if trial.is_none() { "primary" } else { "" }, false, &start, if trial.is_none() { t!("try-start") } else { t!("try-again-another") }, "") }
            if running {
                { button("", false, &block, t!("try-block"), "") }
                { button("", false, &finish, t!("try-finish"), "") }
            }
        </div>
        </>
    };
    html! {
        <>
        { section("try", "card", t!("try-title"), setting) }
        if let Some(trial) = &*trial {
            if running {
                { question(trial, &given.draft.id, assessment, &next, &Rc::new(change)) }
            } else {
                { section("ended", "card", t!("try-ended"), ended(&trial.session)) }
            }
            { section("standing", "card", t!("try-standing"), standing(&trial.session)) }
            { section("explained", "card", t!("try-explained"), explained(&trial.session)) }
        }
        </>
    }
}

type Change = dyn Fn(&dyn Fn(&mut Trial));

/// The question that is asked now, with its form.
fn question(
    trial: &Rc<Trial>,
    bank_id: &str,
    assessment: &Arc<Assessment>,
    next: &Callback<MouseEvent>,
    change: &Rc<impl Fn(&dyn Fn(&mut Trial)) + 'static>,
) -> Html {
    let change: Rc<Change> = change.clone();
    let Some(block) = trial.block() else { return Html::default() };
    let Some(id) = block.items().get(trial.place) else { return Html::default() };
    let bank = assessment.bank();
    let Some(item) = bank.item(id) else { return Html::default() };
    let names = OwnNames { template: path::BANK_MEDIA, id: bank_id };
    let gave = trial.session.given(id);
    let (answer, not_learned) = match &gave {
        Some(Gave::Answer(answer)) => (Some(answer), false),
        Some(Gave::NotLearned) => (None, true),
        None => (None, false),
    };
    let seed = trial.session.log().started.seed;
    let view = item_view(item, &seed, answer, not_learned, &names);
    let stimulus = bank.position(id).and_then(|position| bank.set_of(position)).map(|set| set.stimulus.clone());
    let with = |of: fn(&mut Trial, &str, &Answer)| {
        let change = change.clone();
        Callback::from(move |(item, answer): (String, Answer)| change(&|trial| of(trial, &item, &answer)))
    };
    let form = ItemForm {
        lang: bank.lang().to_owned().into(),
        draft: trial.draft.as_ref().filter(|(item, _)| item == id.as_str()).map(|(_, text)| text.clone()),
        locked: false,
        shortcuts: false,
        onanswer: with(|trial, item, answer| trial.answer(item, answer.clone())),
        ontyped: {
            let change = change.clone();
            Callback::from(move |(item, text): (String, String)| {
                change(&|trial| trial.draft = Some((item.clone(), text.clone())));
            })
        },
        oncommit: {
            let change = change.clone();
            Callback::from(move |()| change(&Trial::commit))
        },
        onnotlearned: {
            let change = change.clone();
            Callback::from(move |item: String| change(&|trial| trial.not_learned(&item)))
        },
    };
    let last = trial.place + 1 == block.items().len();
    let body = html! {
        <>
        <p class="hint">{ t!("try-place", block = block.number(), place = trial.place + 1, count = block.items().len(), id = id.to_string()) }</p>
        if let Some(stimulus) = stimulus {
            <crate::components::Rich class="stimulus" html={api::present::with_media(&stimulus, &names)} lang={bank.lang().to_owned()} />
        }
        <div key={id.to_string()}>{ item_form(&view, &form) }</div>
        <div class="actions">{ button("primary", false, next, if last { t!("try-hand-in") } else { t!("try-next") }, "") }</div>
        </>
    };
    asked(t!("try-question"), body)
}
