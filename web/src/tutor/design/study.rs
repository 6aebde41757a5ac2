//! A study as those who run it see it: judges, rounds, what came of it, and taking the pass mark.

use api::pass_mark::{Adopt, Advance, Judge, JudgeLink, NewJudge, Study, StudyState};
use api::path;
use engine::cut_score::Place;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Given;
use super::blueprint::area;
use super::study_result::result;
use crate::browser::{download, focus};
use crate::client;
use crate::components::{Field, Tone, announced, button, field, notice, submit, table};
use crate::format::{date, date_time, decimals};
use crate::t;
use crate::tutor::form::{Doing, change, first_wrong, shown_once, use_doing};

/// Within so many standard errors the pass mark may be moved; the server holds to it.
const MOVED: f64 = 2.0;

#[derive(Properties, PartialEq)]
pub struct StudyCardProps {
    pub study: Study,
    pub given: Given,
    /// The bank's revision of now.
    pub revision: i64,
    pub again: Callback<()>,
}

/// One study.
#[component]
pub fn StudyCard(props: &StudyCardProps) -> Html {
    let StudyCardProps { study, given, again, .. } = props;
    let blueprint = given.draft.blueprints.iter().find(|one| one.blueprint.id == study.blueprint);
    let title = blueprint.map_or_else(|| study.blueprint.clone(), |one| one.blueprint.title.clone());
    let heading = format!("study-{}", study.id);
    let begun = study.steps.first().map_or(0, |step| step.at);
    let record = {
        let (address, name) = (path::fill(path::STUDY_RECORD, &[&study.id]), format!("pass-mark-{}.json", study.id));
        Callback::from(move |_: MouseEvent| {
            let (address, name) = (address.clone(), name.clone());
            spawn_local(async move {
                if let Ok(text) = client::get_text(&address).await {
                    download(&name, "application/json", &text);
                }
            });
        })
    };
    html! {
        <section class="card study" aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ t!("study-title", title = title, date = date(begun)) }</h2>
            <ul class="chips" aria-label={t!("study-state")}>
                <li class="chip">{ state(study.state) }</li>
                <li class="chip chip-quiet">{ if study.sample { t!("study-sample", count = study.items.len()) } else { t!("study-all", count = study.items.len()) } }</li>
            </ul>
            <details class="as-table"><summary>{ t!("study-borderline") }</summary><p class="prose">{ &study.borderline }</p></details>
            { judges(study) }
            if given.edit {
                <Judges study={study.clone()} again={again.clone()} />
                <NextStep study={study.clone()} again={again.clone()} />
            }
            { for study.rounds.iter().rev().map(|round| result(round, study)) }
            if given.edit && study.state == StudyState::Closed {
                <AdoptForm study={study.clone()} revision={props.revision} changed={given.again.clone()} again={again.clone()} />
            }
            { adopted(study) }
            { steps(study) }
            if !study.rounds.is_empty() {
                <div class="actions">{ button("small", false, &record, t!("study-record"), "") }</div>
            }
        </section>
    }
}

/// How far a study is.
fn state(state: StudyState) -> String {
    match state {
        StudyState::First => t!("study-first"),
        StudyState::Discussion => t!("study-discussion"),
        StudyState::Second => t!("study-second"),
        StudyState::Closed => t!("study-closed"),
    }
}

/// A judge's name, or a number where it was erased.
pub fn named(judge: &Judge, place: usize) -> String {
    if judge.name.is_empty() { t!("study-judge-number", number = place + 1) } else { judge.name.clone() }
}

fn judges(study: &Study) -> Html {
    if study.judges.is_empty() {
        return html! { <p>{ t!("study-no-judges") }</p> };
    }
    let second = study.steps.iter().any(|step| step.to == StudyState::Second);
    let all = study.items.len();
    let progress = |judge: &Judge, round: usize| {
        let rated = judge.rated.get(round).copied().unwrap_or_default();
        if judge.finished.get(round).copied().unwrap_or_default() {
            t!("study-done", all = all)
        } else {
            t!("study-rated", rated = rated, all = all)
        }
    };
    let row = |(place, judge): (usize, &Judge)| {
        html! {
            <tr key={judge.id.clone()}>
                <td class="person"><span class="who">{ named(judge, place) }</span>{ &judge.qualifications }</td>
                <td data-label={t!("study-round", round = 1)}>{ progress(judge, 0) }</td>
                if second {
                    <td data-label={t!("study-round", round = 2)}>{ progress(judge, 1) }</td>
                }
                <td data-label={t!("study-link")}>{ if judge.revoked { t!("study-revoked") } else { t!("study-until", date = date(judge.expires_at)) } }</td>
            </tr>
        }
    };
    let headings = [
        Some(t!("study-judge")),
        Some(t!("study-round", round = 1)),
        second.then(|| t!("study-round", round = 2)),
        Some(t!("study-link")),
    ];
    table(headings.into_iter().flatten(), study.judges.iter().enumerate().map(row).collect())
}

#[derive(Properties, PartialEq)]
struct StudyProps {
    study: Study,
    again: Callback<()>,
}

#[derive(Clone, PartialEq)]
struct TypedJudge {
    name: String,
    qualifications: String,
    days: String,
}

impl Default for TypedJudge {
    fn default() -> Self {
        Self { name: String::new(), qualifications: String::new(), days: "14".to_owned() }
    }
}

/// Inviting, other links, taking links back.
#[component]
fn Judges(props: &StudyProps) -> Html {
    let StudyProps { study, again } = props;
    let typed = use_state_eq(TypedJudge::default);
    let tried = use_state_eq(|| false);
    let made = use_state_eq(|| None::<(String, String)>);
    let doing = use_doing();
    let days = typed.days.trim().parse::<u32>().ok().filter(|days| (1..=90).contains(days));
    let name_wrong = typed.name.trim().is_empty().then(|| t!("study-name-missing"));
    let days_wrong = days.is_none().then(|| t!("study-days-wrong"));
    let onsubmit = {
        let wrong = first_wrong(&[("judge-name", &name_wrong), ("judge-days", &days_wrong)]);
        let address = path::fill(path::STUDY_JUDGES, &[&study.id]);
        let body = NewJudge { name: typed.name.clone(), qualifications: typed.qualifications.clone(), days: days.unwrap_or(14) };
        let (doing, typed, tried, made, again) = (doing.clone(), typed.setter(), tried.setter(), made.setter(), again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                focus(id);
                return;
            }
            let (address, body, typed, tried, made, again) =
                (address.clone(), body.clone(), typed.clone(), tried.clone(), made.clone(), again.clone());
            let name = body.name.clone();
            doing.start(async move { client::request::<_, JudgeLink>("POST", &address, &body).await }, move |link| {
                made.set(Some((name, link.url)));
                typed.set(TypedJudge::default());
                tried.set(false);
                again.emit(());
            });
        })
    };
    let renew = |place: usize, judge: &Judge| {
        let address = path::fill(path::STUDY_JUDGE_LINK, &[&study.id, &judge.id]);
        let name = named(judge, place);
        let (doing, made, again) = (doing.clone(), made.setter(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, name, made, again) = (address.clone(), name.clone(), made.clone(), again.clone());
            doing.start(async move { client::act::<JudgeLink>("POST", &address).await }, move |link| {
                made.set(Some((name, link.url)));
                again.emit(());
            });
        })
    };
    let revoke = |judge: &Judge| {
        let address = path::fill(path::STUDY_JUDGE, &[&study.id, &judge.id]);
        let (doing, again) = (doing.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (address.clone(), again.clone());
            doing.start(async move { client::tell_nothing("DELETE", &address).await }, move |()| again.emit(()));
        })
    };
    let shown = |error: Option<String>| error.filter(|_| *tried);
    let open = study.state == StudyState::First;
    let link = made.as_ref().map(|(name, url)| (t!("study-link-made", name = name.clone()), url.as_str()));
    html! {
        <>
        if open {
            <form class="form" novalidate=true {onsubmit}>
                <h3>{ t!("study-invite") }</h3>
                <div class="pair">
                    { field(&Field { id: "judge-name", label: t!("study-name"), value: &typed.name, oninput: change(&typed, |typed, text| typed.name = text), error: shown(name_wrong), ..Field::default() }) }
                    { field(&Field { id: "judge-qualifications", label: t!("study-qualifications"), hint: t!("study-qualifications-hint"), maxlength: 1000, value: &typed.qualifications, oninput: change(&typed, |typed, text| typed.qualifications = text), ..Field::default() }) }
                    { field(&Field { id: "judge-days", label: t!("study-days"), class: "short", maxlength: 2, value: &typed.days, oninput: change(&typed, |typed, text| typed.days = text), error: shown(days_wrong), ..Field::default() }) }
                </div>
                <div class="actions">{ submit("", doing.busy(), t!("study-invite-do")) }</div>
            </form>
        }
        { doing.failed() }
        { shown_once(link) }
        if !study.judges.is_empty() && study.state != StudyState::Closed {
            <details class="as-table">
                <summary>{ t!("study-links") }</summary>
                <p class="hint">{ t!("study-links-hint") }</p>
                <ul class="plain-list">
                    { for study.judges.iter().enumerate().map(|(place, judge)| html! {
                        <li key={judge.id.clone()} class="inline-form">
                            <span>{ named(judge, place) }</span>
                            { button("small", doing.busy(), &renew(place, judge), t!("study-renew"), &named(judge, place)) }
                            if !judge.revoked {
                                { button("small quiet", doing.busy(), &revoke(judge), t!("study-revoke"), &named(judge, place)) }
                            }
                        </li>
                    }) }
                </ul>
            </details>
        }
        </>
    }
}

/// Closing a round, opening the second.
#[component]
fn NextStep(props: &StudyProps) -> Html {
    let StudyProps { study, again } = props;
    let note = use_state_eq(String::new);
    let doing = use_doing();
    let go = |to: StudyState| {
        let address = path::fill(path::STUDY_ADVANCE, &[&study.id]);
        let body = Advance { to, note: (*note).clone() };
        let (doing, again, note) = (doing.clone(), again.clone(), note.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, body, again, note) = (address.clone(), body.clone(), again.clone(), note.clone());
            doing.start(async move { client::request::<_, Study>("POST", &address, &body).await }, move |_| {
                note.set(String::new());
                again.emit(());
            });
        })
    };
    let complete = |round: usize| {
        study
            .judges
            .iter()
            .filter(|judge| judge.rated.get(round).is_some_and(|rated| *rated as usize == study.items.len()))
            .count()
    };
    let set = {
        let note = note.setter();
        Callback::from(move |text| note.set(text))
    };
    let busy = doing.busy();
    let (words, controls) = match study.state {
        StudyState::First => (
            t!("study-first-text", complete = complete(0), all = study.judges.len()),
            button("primary", busy, &go(StudyState::Discussion), t!("study-close-first"), ""),
        ),
        StudyState::Discussion => (
            t!("study-discussion-text"),
            html! {
                <>
                { button("primary", busy, &go(StudyState::Second), t!("study-open-second"), "") }
                { button("", busy, &go(StudyState::Closed), t!("study-close-without"), "") }
                </>
            },
        ),
        StudyState::Second => (
            t!("study-second-text", complete = complete(1), all = study.judges.len()),
            button("primary", busy, &go(StudyState::Closed), t!("study-close-second"), ""),
        ),
        StudyState::Closed => return Html::default(),
    };
    html! {
        <div class="form">
            <h3>{ t!("study-next") }</h3>
            <p>{ words }</p>
            if study.state == StudyState::Discussion {
                { area("study-note", t!("study-note"), t!("study-note-hint"), &note, &set, None) }
            }
            { doing.failed() }
            <div class="actions">{ controls }</div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AdoptProps {
    study: Study,
    revision: i64,
    /// The bank was changed.
    changed: Callback<()>,
    again: Callback<()>,
}

#[derive(Clone, PartialEq, Default)]
struct TypedMark {
    /// Empty for what the ratings come to.
    cut: String,
    reason: String,
}

/// Taking the pass mark, as it is or moved a little with a reason.
#[component]
fn AdoptForm(props: &AdoptProps) -> Html {
    let AdoptProps { study, revision, changed, again } = props;
    let typed = use_state_eq(TypedMark::default);
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let place = study.rounds.last().and_then(|round| round.result.as_ref()).map(|result| result.place);
    let Some(Place::At { theta, standard_error: Some(error), .. }) = place else {
        return notice(Tone::Warning, html! { <p>{ t!("adopt-nothing") }</p> });
    };
    let (found, reach) = (theta.value(), MOVED * error.max(0.01));
    let cut = match typed.cut.trim() {
        "" => Some(None),
        text => engine::score::number(text).filter(|cut| (cut - found).abs() <= reach + 1e-4).map(Some),
    };
    let (low, high) = limits(found, reach);
    let cut_wrong =
        cut.is_none().then(|| t!("adopt-wrong", value = typed.cut.trim().to_owned(), low = low.clone(), high = high.clone()));
    let moved = cut.flatten().is_some_and(|cut| (cut - found).abs() > 5e-5);
    let reason_wrong = (moved && typed.reason.trim().is_empty()).then(|| t!("adopt-reason-missing"));
    let onsubmit = {
        let wrong = first_wrong(&[("adopt-cut", &cut_wrong), ("adopt-reason", &reason_wrong)]);
        let address = path::fill(path::STUDY_ADOPT, &[&study.id]);
        let body = Adopt { revision: *revision, cut: cut.flatten(), reason: typed.reason.clone() };
        let (doing, tried, typed, again, changed) =
            (doing.clone(), tried.setter(), typed.setter(), again.clone(), changed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                focus(id);
                return;
            }
            let (address, body, typed, again, changed) =
                (address.clone(), body.clone(), typed.clone(), again.clone(), changed.clone());
            doing.start(async move { client::request::<_, Study>("POST", &address, &body).await }, move |_| {
                typed.set(TypedMark::default());
                again.emit(());
                changed.emit(());
            });
        })
    };
    let shown = |error: Option<String>| error.filter(|_| *tried);
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <h3>{ t!("adopt-title") }</h3>
            <p>{ t!("adopt-text", cut = decimals(found, 2), error = decimals(error, 2)) }</p>
            { field(&Field { id: "adopt-cut", label: t!("adopt-cut"), hint: t!("adopt-range", low = low, high = high), class: "short", maxlength: 9, value: &typed.cut, oninput: change(&typed, |typed, text| typed.cut = text), error: shown(cut_wrong), ..Field::default() }) }
            { area("adopt-reason", t!("adopt-reason"), t!("adopt-reason-hint"), &typed.reason, &change(&typed, |typed, text| typed.reason = text), shown(reason_wrong)) }
            { doing.failed() }
            <div class="actions">{ adopt_button(&doing) }</div>
        </form>
    }
}

/// The least and the most that may be entered, in hundredths of a logit. They are rounded inwards, so that both are taken.
fn limits(found: f64, reach: f64) -> (String, String) {
    // A limit that is a hundredth itself is none further in for the sake of its last bit.
    const BIT: f64 = 1e-6;
    let (low, high) = ((100.0 * (found - reach) - BIT).ceil(), (100.0 * (found + reach) + BIT).floor());
    (decimals(low / 100.0, 2), decimals(high / 100.0, 2))
}

fn adopt_button(doing: &Doing) -> Html {
    submit("primary", doing.busy(), t!("adopt-do"))
}

fn adopted(study: &Study) -> Html {
    html! {
        <>
        if study.outdated {
            { announced(Tone::Warning, &t!("adopt-outdated")) }
        }
        { for study.adopted.iter().map(|adopted| html! {
            <p class="adopted">
                { t!("adopt-done", cut = decimals(adopted.cut, 2), who = adopted.who.clone(), at = date_time(adopted.at)) }
                if !adopted.reason.is_empty() {
                    { " " }{ t!("adopt-moved", found = decimals(adopted.found, 2), reason = adopted.reason.clone()) }
                }
            </p>
        }) }
        </>
    }
}

fn steps(study: &Study) -> Html {
    let noted = |note: &str| if note.is_empty() { String::new() } else { format!(": {note}") };
    html! {
        <details class="as-table">
            <summary>{ t!("study-steps") }</summary>
            <ol>
                { for study.steps.iter().map(|step| html! {
                    <li>{ t!("study-step", state = state(step.to), who = step.who.clone(), at = date_time(step.at)) }{ noted(&step.note) }</li>
                }) }
            </ol>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_limits_that_are_shown_can_be_entered() {
        for (found, reach) in [(0.0207, 0.5193), (-0.3, 0.02), (1.0 / 3.0, 0.4), (0.29, 0.71)] {
            let (low, high) = limits(found, reach);
            for shown in [&low, &high] {
                let entered = engine::score::number(shown).unwrap();
                assert!((entered - found).abs() <= reach + 1e-6, "{shown} of {found} ± {reach}");
                assert!((entered - found).abs() > reach - 0.01, "{shown} is as far out as can be");
            }
        }
        assert_eq!(limits(0.0207, 0.5193), ("−0.49".to_owned(), "0.54".to_owned()));
        assert_eq!(limits(-0.3, 0.02), ("−0.32".to_owned(), "−0.28".to_owned()));
        assert_eq!(engine::score::number("0,5"), Some(0.5));
    }
}
