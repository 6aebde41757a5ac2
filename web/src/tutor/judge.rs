//! What a judge sees who opened a link: who the borderline learner is, one question at a time, and a rating for each.
//!
//! The judge answers a question first and sees the key then, before rating, as panels do who sit the test before they rate it (Hambleton
//! and Pitoniak 2006): whoever sees the key at once is apt to take a question for easier than it is, and whoever never sees it may rate
//! one that they have got wrong. The answer stays in this browser. Ratings are kept one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use api::pass_mark::{JudgeItem, JudgePicture, JudgeSelf, JudgeToken, JudgeView, Rate, StudyState};
use api::path;
use api::present::{Names, item_view, with_media};
use engine::bank::file::BankFile;
use engine::bank::{Bank, Item, ItemId};
use engine::{Answer, Seed};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::design::judging::{area, asked, key, slider};
use crate::browser::{focus, fragment};
use crate::client::{self, Failure};
use crate::components::{Field, Page, Rich, Tone, announced, button, failure_page, field, notice, section, submit, waiting};
use crate::format::{date, decimals};
use crate::json::from_json;
use crate::player::{ItemForm, item_form};
use crate::t;
use crate::tutor::form::{change, first_wrong, use_doing};

/// Where ratings begin before one is given.
const MIDDLE: u8 = 50;

/// Opens the link.
#[component]
pub fn JudgePage() -> Html {
    let opened = use_state(|| None::<Result<Rc<JudgeView>, Failure>>);
    let token = use_memo((), |()| fragment());
    let open = {
        let (opened, token) = (opened.setter(), token.clone());
        Callback::from(move |()| {
            let (opened, body) = (opened.clone(), JudgeToken { token: (*token).clone() });
            spawn_local(async move {
                let answer = client::request::<_, JudgeView>("POST", path::JUDGE, &body).await;
                opened.set(Some(answer.map(Rc::new)));
            });
        })
    };
    {
        let open = open.clone();
        use_effect_with((), move |()| open.emit(()));
    }
    let set = {
        let opened = opened.setter();
        Callback::from(move |view: JudgeView| opened.set(Some(Ok(Rc::new(view)))))
    };
    match &*opened {
        None => waiting(),
        Some(Err(failure)) => failure_page(failure, Some(&open), Html::default()),
        Some(Ok(view)) => html! {
            <Page title={view.title.clone()} over={t!("judge-over")} class="narrow judge">
                if !view.known {
                    { borderline(view, true) }
                    <Introduce view={view.clone()} token={(*token).clone()} {set} />
                } else if view.state.round().is_none() {
                    { notice(Tone::Information, html! { <p>{ if view.state == StudyState::Closed { t!("judge-closed") } else { t!("judge-between") } }</p> }) }
                    { borderline(view, false) }
                } else {
                    <Rating view={view.clone()} token={(*token).clone()} {set} />
                }
            </Page>
        },
    }
}

/// Who the borderline learner is: in sight at first, and at hand from then on.
fn borderline(view: &JudgeView, open: bool) -> Html {
    html! {
        <details class="as-table card" {open}>
            <summary>{ t!("judge-borderline") }</summary>
            <p class="prose">{ &view.borderline }</p>
        </details>
    }
}

#[derive(Properties)]
struct JudgeProps {
    view: Rc<JudgeView>,
    token: String,
    set: Callback<JudgeView>,
}

impl PartialEq for JudgeProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
    }
}

#[derive(Clone, PartialEq)]
struct Typed {
    name: String,
    qualifications: String,
}

/// Who the judge is.
#[component]
fn Introduce(props: &JudgeProps) -> Html {
    let JudgeProps { view, token, set } = props;
    let typed = use_state_eq(|| Typed { name: view.name.clone(), qualifications: view.qualifications.clone() });
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let name_wrong = typed.name.trim().is_empty().then(|| t!("judge-name-missing"));
    let qualifications_wrong = typed.qualifications.trim().is_empty().then(|| t!("judge-qualifications-missing"));
    let onsubmit = {
        let wrong = first_wrong(&[("name", &name_wrong), ("qualifications", &qualifications_wrong)]);
        let body = JudgeSelf { token: token.clone(), name: typed.name.clone(), qualifications: typed.qualifications.clone() };
        let (doing, tried, set) = (doing.clone(), tried.setter(), set.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                focus(id);
                return;
            }
            let (body, set) = (body.clone(), set.clone());
            doing.start(async move { client::request::<_, JudgeView>("POST", path::JUDGE_SELF, &body).await }, move |view| {
                set.emit(view);
            });
        })
    };
    let shown = |error: Option<String>| error.filter(|_| *tried);
    let body = html! {
        <form class="form" novalidate=true {onsubmit}>
            <p>{ t!("judge-how", count = view.items.len()) }</p>
            <p>{ t!("judge-alone") }</p>
            { field(&Field { id: "name", label: t!("study-name"), autocomplete: "name", value: &typed.name, oninput: change(&typed, |typed, text| typed.name = text), error: shown(name_wrong), ..Field::default() }) }
            { area("qualifications", t!("study-qualifications"), t!("judge-qualifications-hint"), &typed.qualifications, &change(&typed, |typed, text| typed.qualifications = text), shown(qualifications_wrong)) }
            <p class="hint">{ t!("judge-kept", until = date(view.expires_at)) }</p>
            { doing.failed() }
            <div class="actions">{ submit("primary", doing.busy(), t!("judge-begin")) }</div>
        </form>
    };
    section("you", "card", t!("judge-you"), body)
}

/// Names as in the bank, and pictures where the view says.
struct Shown<'a> {
    pictures: &'a [JudgePicture],
}

impl Names for Shown<'_> {
    fn item(&self, item: &Item) -> String {
        item.id.to_string()
    }

    fn option(&self, _: &Item, option: &str) -> String {
        option.to_owned()
    }

    fn field(&self, _: &Item, field: &str) -> String {
        field.to_owned()
    }

    fn choice(&self, _: &Item, _: &str, choice: &str) -> String {
        choice.to_owned()
    }

    fn media(&self, name: &str) -> String {
        self.pictures.iter().find(|picture| picture.name == name).map(|picture| picture.url.clone()).unwrap_or_default()
    }
}

/// The questions as sessions have them; `None` where the bank is being changed just now.
fn questions(file: &BankFile) -> Option<Bank> {
    let mut alone = file.clone();
    alone.sets.clear();
    // Which pool and status a question has does not matter to who rates it.
    for item in &mut alone.items {
        item.status = engine::bank::file::Status::Operational;
    }
    alone.check().ok()
}

/// One question at a time.
#[component]
fn Rating(props: &JudgeProps) -> Html {
    let JudgeProps { view, token, set } = props;
    let first_open = view.items.iter().position(|item| item.rating.is_none()).unwrap_or(0);
    let place = use_state_eq(|| first_open);
    let ratings = use_state(|| view.items.iter().map(|item| item.rating).collect::<Vec<_>>());
    // Of the question that is shown: the judge's own answer, and what is typed.
    let own = use_state_eq(BTreeMap::<String, Answer>::new);
    let draft = use_state_eq(|| None::<(String, String)>);
    let revealed = use_state_eq(BTreeSet::<String>::new);
    let value = use_state_eq(|| None::<u8>);
    let doing = use_doing();
    let bank = use_memo(Rc::as_ptr(view) as usize, |_| questions(&view.bank));
    let count = view.items.len();
    let (Some(item), Some(bank)) = (view.items.get(*place).cloned(), bank.as_ref().as_ref()) else {
        return announced(Tone::Warning, &t!("judge-unreadable"));
    };
    let rated = ratings.iter().filter(|rating| rating.is_some()).count();
    let current = value.or(ratings[*place]).or(item.first);
    // In the second round everyone has seen the key already.
    let open = revealed.contains(&item.id) || ratings[*place].is_some() || item.first.is_some();
    let go = {
        let (place, value, draft) = (place.setter(), value.setter(), draft.setter());
        Callback::from(move |to: usize| {
            place.set(to);
            value.set(None);
            draft.set(None);
            focus("question");
        })
    };
    let reveal = {
        let (revealed, id) = (revealed.clone(), item.id.clone());
        Callback::from(move |_: MouseEvent| {
            let mut next = (*revealed).clone();
            next.insert(id.clone());
            revealed.set(next);
            focus("rating");
        })
    };
    let keep = {
        let body = Rate { token: token.clone(), item: item.id.clone(), rating: current.unwrap_or(MIDDLE) };
        let (doing, ratings, go, at) = (doing.clone(), ratings.clone(), go.clone(), *place);
        Callback::from(move |_: MouseEvent| {
            // Nobody's rating is the middle of a slider that was not touched.
            let Some(rating) = current else {
                doing.refuse(t!("judge-untouched"));
                focus("rate");
                return;
            };
            let (body, ratings, go) = (body.clone(), ratings.clone(), go.clone());
            doing.start(async move { client::tell("POST", path::JUDGE_RATE, &body).await }, move |()| {
                let mut next = (*ratings).clone();
                next[at] = Some(rating);
                // The next that is not rated yet; at the end the first of them.
                let open = |range: std::ops::Range<usize>| range.into_iter().find(|place| next[*place].is_none());
                let to = open(at + 1..next.len()).or_else(|| open(0..at)).unwrap_or((at + 1).min(next.len() - 1));
                ratings.set(next);
                go.emit(to);
            });
        })
    };
    let finish = {
        let body = JudgeToken { token: token.clone() };
        let (doing, set) = (doing.clone(), set.clone());
        Callback::from(move |_: MouseEvent| {
            let (body, set) = (body.clone(), set.clone());
            doing.start(async move { client::request::<_, JudgeView>("POST", path::JUDGE_FINISH, &body).await }, move |view| {
                set.emit(view);
            });
        })
    };
    let choose = {
        let value = value.setter();
        Callback::from(move |number: f64| value.set(Some(number.clamp(0.0, 100.0) as u8)))
    };
    let back = {
        let (go, at) = (go.clone(), *place);
        Callback::from(move |_: MouseEvent| go.emit(at.saturating_sub(1)))
    };
    let forward = {
        let (go, at) = (go.clone(), *place);
        Callback::from(move |_: MouseEvent| go.emit((at + 1).min(count - 1)))
    };
    let names = Shown { pictures: &view.pictures };
    let heading = t!("judge-question", place = *place + 1, count = count);
    let body = html! {
        <>
        { ask(&item, bank, view, &names, open, (&own, &draft)) }
        if open {
            { key(&view.bank, &item.id, &|html| with_media(html, &names)) }
            { told(&item) }
            <div id="rating" tabindex="-1">
                { slider("rate", t!("judge-rate"), (0.0, 100.0, 5.0), f64::from(current.unwrap_or(MIDDLE)), current.map_or_else(|| t!("judge-unrated"), |rating| t!("judge-of-hundred", count = u32::from(rating))), &choose) }
                <p class="hint">{ t!("judge-rate-hint") }</p>
            </div>
            { doing.failed() }
            <div class="actions">
                { button("primary", doing.busy(), &keep, t!("judge-keep"), "") }
            </div>
        } else {
            <p class="hint">{ t!("judge-answer-first") }</p>
            <div class="actions">{ button("primary", false, &reveal, t!("judge-reveal"), "") }</div>
        }
        <div class="actions judge-way">
            if *place > 0 {
                { button("small quiet", false, &back, t!("judge-back"), "") }
            }
            if *place + 1 < count {
                { button("small quiet", false, &forward, t!("judge-forward"), "") }
            }
        </div>
        </>
    };
    html! {
        <>
        { borderline(view, false) }
        <p role="status">{ t!("judge-rated", rated = rated, all = count) }</p>
        <progress max={count.to_string()} value={rated.to_string()} aria-label={t!("judge-progress")} />
        { asked(heading, body) }
        if rated == count {
            if view.finished {
                { announced(Tone::Good, &t!("judge-finished")) }
            } else {
                <div class="card">
                    <p>{ t!("judge-all-rated") }</p>
                    <div class="actions">{ button("primary", doing.busy(), &finish, t!("judge-finish"), "") }</div>
                </div>
            }
        }
        </>
    }
}

/// What a judge answers, and what is typed of it.
type Own<'a> = (&'a UseStateHandle<BTreeMap<String, Answer>>, &'a UseStateHandle<Option<(String, String)>>);

/// The question as learners see it.
fn ask(item: &JudgeItem, bank: &Bank, view: &JudgeView, names: &Shown, locked: bool, (own, draft): Own) -> Html {
    let Some(found) = bank.item(&ItemId::from(item.id.as_str())) else { return Html::default() };
    let shown = item_view(found, &Seed::from_number(1), own.get(&item.id), false, names);
    let put = {
        let (own, draft) = (own.clone(), draft.setter());
        Callback::from(move |(id, answer): (String, Answer)| {
            let mut next = (*own).clone();
            next.insert(id, answer);
            own.set(next);
            draft.set(None);
        })
    };
    let stimulus = view.bank.sets.iter().find(|set| set.items.contains(&item.id)).map(|set| set.stimulus.clone());
    let form = ItemForm {
        lang: view.bank.lang.clone().into(),
        draft: draft.as_ref().filter(|(id, _)| *id == item.id).map(|(_, text)| text.clone()),
        locked,
        shortcuts: false,
        onanswer: put.clone(),
        ontyped: {
            let draft = draft.setter();
            Callback::from(move |typed| draft.set(Some(typed)))
        },
        oncommit: {
            let draft = draft.clone();
            Callback::from(move |()| {
                if let Some((id, text)) = (*draft).clone() {
                    let answer = from_json::<Answer>(&text).unwrap_or(Answer::Text(text));
                    put.emit((id, answer));
                }
            })
        },
        onnotlearned: Callback::noop(),
    };
    html! {
        <>
        if let Some(stimulus) = stimulus {
            <Rich class="stimulus" html={with_media(&stimulus, names)} lang={view.bank.lang.clone()} />
        }
        <div key={item.id.clone()} class="judge-ask">{ item_form(&shown, &form) }</div>
        </>
    }
}

/// In the second round: what was said in the first.
fn told(item: &JudgeItem) -> Html {
    let Some(spread) = item.spread else { return Html::default() };
    let own = item.first.map(|first| t!("judge-own", first = u32::from(first)));
    html! {
        <div class="notice notice-information">
            <p>{ t!("judge-spread", judges = spread.judges, mean = decimals(spread.mean, 0), least = u32::from(spread.least), most = u32::from(spread.most)) }</p>
            if let Some(words) = own {
                <p>{ words }</p>
            }
        </div>
    }
}
