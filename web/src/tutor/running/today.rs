//! "Needs you today": what there is to do, each with the way to where it is done.

use api::path;
use api::today::{Task, TaskKind, Today};
use yew::prelude::*;

use super::Spot;
use crate::client;
use crate::components::{Load, Tone, button, failed, notice, section, use_load};
use crate::format::moment;
use crate::t;
use crate::tutor::form::use_doing;

/// What a [`TodayList`] is given.
#[derive(Properties, PartialEq)]
pub struct TodayListProps {
    /// Looks anew at everything below.
    pub again: Callback<()>,
}

/// The list. A seat is confirmed on the spot; everything else is a link to its place.
#[component]
pub fn TodayList(props: &TodayListProps) -> Html {
    let (load, look) = use_load::<Today>(path::TODAY.to_owned());
    let again = {
        let (look, again) = (look.clone(), props.again.clone());
        Callback::from(move |()| {
            look.emit(());
            again.emit(());
        })
    };
    let today = match load {
        Load::Waiting => return html! { <p role="status">{ t!("loading") }</p> },
        Load::Failed(failure) => return failed(Some(&failure.words())),
        Load::Ready(today) => today,
    };
    let body = html! {
        <>
        if today.tasks.is_empty() {
            <p class="empty">{ t!("today-empty") }</p>
        } else {
            <ul class="tasks">
                { for today.tasks.iter().map(|task| html! { <Row key={format!("{:?}-{}-{}", task.kind, task.id, task.about)} task={task.clone()} again={again.clone()} /> }) }
            </ul>
        }
        <Demo here={today.demo} fresh={today.fresh} {again} />
        </>
    };
    section("today", "card today", t!("today-title"), body)
}

#[derive(Properties, PartialEq)]
struct RowProps {
    task: Task,
    again: Callback<()>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let doing = use_doing();
    let Task { kind, id, about, title, since, count } = &props.task;
    let confirm = {
        let (id, again, doing) = (id.clone(), props.again.clone(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (path::fill(path::SEAT_CONFIRM, &[&id]), again.clone());
            doing.start(async move { client::tell_nothing("POST", &address).await }, move |()| again.emit(()));
        })
    };
    let words = match kind {
        TaskKind::Stuck => t!("today-stuck", name = about.clone()),
        TaskKind::Appeal => t!("today-appeal", name = about.clone()),
        TaskKind::Badge => t!("today-badge", count = *count),
        TaskKind::Confirm => t!("today-confirm", name = about.clone()),
        TaskKind::Report => t!("today-report", name = about.clone()),
        TaskKind::Name => t!("today-name", name = about.clone()),
        TaskKind::Flagged => t!("today-flagged", count = *count),
        TaskKind::Publication => t!("today-publication", name = about.clone()),
    };
    let open = |to: String, words: String| {
        html! { <a class="button small" href={to}>{ words }<span class="visually-hidden">{ " " }{ about }{ " " }{ title }</span></a> }
    };
    let way = match kind {
        TaskKind::Stuck => open(Spot::Cohort(id.clone()).path(), t!("today-look")),
        TaskKind::Appeal | TaskKind::Report => open(format!("{}#concern-{id}", Spot::Concerns.path()), t!("today-decide")),
        TaskKind::Badge => open(Spot::Corrections(id.clone()).path(), t!("today-decide")),
        TaskKind::Confirm => button("small primary", doing.busy(), &confirm, t!("seats-confirm"), about),
        TaskKind::Name => open(format!("/tutor/credentials#name-{id}"), t!("today-decide")),
        TaskKind::Flagged => open(Spot::Statistics(id.clone()).path(), t!("today-look")),
        TaskKind::Publication => open(path::fill("/tutor/banks/{id}/publish", &[id]), t!("today-look")),
    };
    html! {
        <li>
            <div>
                <p class="who">{ words }</p>
                <p class="hint">{ title }if let Some(since) = since { { " · " }{ moment(*since) } }</p>
                { doing.failed() }
            </div>
            { way }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct DemoProps {
    here: bool,
    fresh: bool,
    again: Callback<()>,
}

/// Simulated learners on a fresh install; and, where they are, the way to be rid of them.
#[component]
fn Demo(props: &DemoProps) -> Html {
    let doing = use_doing();
    let ask = |method: &'static str| {
        let (again, doing) = (props.again.clone(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            doing.start(async move { client::tell_nothing(method, path::DEMO).await }, move |()| again.emit(()));
        })
    };
    if props.here {
        notice(
            Tone::Information,
            html! { <>
                <p>{ t!("demo-here") }</p>
                { doing.failed() }
                <div class="actions">{ button("small", doing.busy(), &ask("DELETE"), t!("demo-remove"), "") }</div>
            </> },
        )
    } else if props.fresh {
        html! {
            <div class="demo">
                <p class="hint">{ t!("demo-text") }</p>
                { doing.failed() }
                { button("small", doing.busy(), &ask("POST"), t!("demo-make"), "") }
            </div>
        }
    } else {
        Html::default()
    }
}
