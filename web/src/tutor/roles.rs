//! The roles in words, and the choice of them in a form.

use api::staff::{Grant, NewGrant, Role};
use yew::prelude::*;

use crate::browser::{focus, now};
use crate::components::{Field, field};
use crate::format::date;
use crate::t;

/// Milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// For how many days a guest's role is given if nothing else is said.
const DAYS: &str = "30";

/// What a role is called.
pub fn name(role: Role) -> String {
    match role {
        Role::Owner => t!("role-owner"),
        Role::Author => t!("role-author"),
        Role::Assessor => t!("role-assessor"),
        Role::Invigilator => t!("role-invigilator"),
        Role::Judge => t!("role-judge"),
        Role::Moderator => t!("role-moderator"),
    }
}

/// What it is for, in a sentence.
fn purpose(role: Role) -> String {
    match role {
        Role::Owner => t!("role-owner-may"),
        Role::Author => t!("role-author-may"),
        Role::Assessor => t!("role-assessor-may"),
        Role::Invigilator => t!("role-invigilator-may"),
        Role::Judge => t!("role-judge-may"),
        Role::Moderator => t!("role-moderator-may"),
    }
}

/// A role that somebody holds, and until when.
pub fn held(grant: &Grant) -> String {
    let role = name(grant.role);
    match grant.expires_at {
        None => role,
        Some(at) if at > now() => t!("role-until", role = role, date = date(at)),
        Some(at) => t!("role-ended", role = role, date = date(at)),
    }
}

/// A role in the form.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    role: Role,
    on: bool,
    /// For how many days, as typed, where it is given for a time.
    days: Option<String>,
}

/// Which roles are chosen in a form, and for how long.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices(Vec<Choice>);

impl Default for Choices {
    fn default() -> Self {
        Self::of(&[], 0)
    }
}

impl Choices {
    /// What somebody holds at this time, with the days that are left.
    pub fn of(held: &[Grant], now: i64) -> Self {
        let choice = |role: Role| {
            let grant = held.iter().find(|grant| grant.role == role && grant.expires_at.is_none_or(|at| at > now));
            let left = grant.and_then(|grant| grant.expires_at).map(|at| ((at - now + DAY - 1) / DAY).to_string());
            Choice { role, on: grant.is_some(), days: left.or_else(|| role.expires().then(|| DAYS.to_owned())) }
        };
        Self(Role::ALL.into_iter().map(choice).collect())
    }

    /// What is to be given.
    ///
    /// # Errors
    /// The role to look at: the first if none is chosen, or one whose days are not 1 to 365.
    pub fn grants(&self) -> Result<Vec<NewGrant>, Role> {
        let mut grants = Vec::new();
        for Choice { role, days, .. } in self.0.iter().filter(|choice| choice.on) {
            let days = days.as_ref().map(|days| parse_days(days).ok_or(*role)).transpose()?;
            grants.push(NewGrant { role: *role, days });
        }
        if grants.is_empty() { Err(Role::Owner) } else { Ok(grants) }
    }

    fn is_empty(&self) -> bool {
        !self.0.iter().any(|choice| choice.on)
    }
}

fn parse_days(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|days| (1..=365).contains(days))
}

/// Moves the focus to what is wrong with a role of the form with this prefix.
pub fn focus_role(prefix: &str, choices: &Choices, role: Role) {
    let role = role.as_str();
    focus(&if choices.is_empty() { format!("{prefix}-{role}") } else { format!("{prefix}-{role}-days") });
}

#[derive(Properties, PartialEq)]
pub struct RolesFieldProps {
    /// Begins the ids of its parts: there may be two such forms on a page.
    pub prefix: &'static str,
    pub choices: Choices,
    pub change: Callback<Choices>,
    /// Whether what is wrong is said.
    pub tried: bool,
}

/// A box to tick for each role, and the days of those that end.
#[component]
pub fn RolesField(props: &RolesFieldProps) -> Html {
    let RolesFieldProps { prefix, choices, tried, .. } = props;
    let missing = *tried && choices.is_empty();
    let error = format!("{prefix}-roles-error");
    html! {
        <fieldset class="roles" aria-describedby={missing.then(|| error.clone())}>
            <legend>{ t!("roles-legend") }</legend>
            if missing {
                <p id={error} class="field-error">{ t!("roles-missing") }</p>
            }
            <div class="role-choices">
                { for choices.0.iter().enumerate().map(|(index, choice)| one(props, index, choice)) }
            </div>
        </fieldset>
    }
}

fn one(props: &RolesFieldProps, index: usize, choice: &Choice) -> Html {
    let id = format!("{}-{}", props.prefix, choice.role.as_str());
    let (hint, days_id) = (format!("{id}-hint"), format!("{id}-days"));
    let with = |set: fn(&mut Choice, String)| {
        let (choices, change) = (props.choices.clone(), props.change.clone());
        Callback::from(move |text: String| {
            let mut next = choices.clone();
            set(&mut next.0[index], text);
            change.emit(next);
        })
    };
    let onchange = with(|choice, _| choice.on = !choice.on).reform(|_: Event| String::new());
    let oninput = with(|choice, text| choice.days = Some(text));
    html! {
        <div class="role-choice" key={id.clone()}>
            <p class="check">
                <input type="checkbox" id={id.clone()} checked={choice.on} aria-describedby={hint.clone()} {onchange} />
                <label for={id}>{ name(choice.role) }</label>
            </p>
            <p id={hint} class="hint">{ purpose(choice.role) }</p>
            if let Some(days) = choice.days.as_ref().filter(|_| choice.on) {
                { field(&Field { id: &days_id, label: t!("roles-days", role = name(choice.role)), class: "short", maxlength: 3, value: days, oninput, error: (props.tried && parse_days(days).is_none()).then(|| t!("roles-days-wrong")), ..Field::default() }) }
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_with_what_is_held_and_the_days_that_are_left() {
        let now = 10 * DAY;
        let held = [
            Grant { role: Role::Author, expires_at: None },
            Grant { role: Role::Judge, expires_at: Some(now + 11 * DAY + 1) },
            Grant { role: Role::Moderator, expires_at: Some(now - 1) },
        ];
        let grants = Choices::of(&held, now).grants();
        let expected = [NewGrant { role: Role::Author, days: None }, NewGrant { role: Role::Judge, days: Some(12) }];
        assert_eq!(grants, Ok(expected.to_vec()));
    }

    #[test]
    fn gives_nothing_without_a_role_or_with_days_that_are_none() {
        assert_eq!(Choices::default().grants(), Err(Role::Owner));
        for days in ["", "0", "366", "x"] {
            let mut choices = Choices::default();
            choices.0[4] = Choice { role: Role::Judge, on: true, days: Some(days.to_owned()) };
            assert_eq!(choices.grants(), Err(Role::Judge), "{days}");
        }
    }
}
