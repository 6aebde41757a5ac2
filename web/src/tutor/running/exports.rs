//! Files to take away.

use api::path;
use yew::prelude::*;

use crate::browser::download;
use crate::client;
use crate::components::{button, section};
use crate::t;
use crate::tutor::form::use_doing;

/// What can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// A row for each finished attempt.
    Results,
    /// A row for each item of each attempt.
    Trails,
    /// A row for each answer, with keys.
    Responses,
    /// A row for each item and option, with keys.
    Statistics,
}

impl Export {
    const fn name(self) -> &'static str {
        match self {
            Self::Results => "results",
            Self::Trails => "trails",
            Self::Responses => "responses",
            Self::Statistics => "statistics",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Results => t!("export-results"),
            Self::Trails => t!("export-trails"),
            Self::Responses => t!("export-responses"),
            Self::Statistics => t!("export-statistics"),
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::Results | Self::Trails => path::EXPORT,
            Self::Responses | Self::Statistics => path::ITEM_EXPORT,
        }
    }
}

/// What [`Exports`] is given.
#[derive(Properties, PartialEq)]
pub struct ExportsProps {
    /// The micro-credential.
    pub id: String,
    /// What can be taken away here.
    pub which: Vec<Export>,
}

/// Two buttons for each: for a spreadsheet, for a program.
#[component]
pub fn Exports(props: &ExportsProps) -> Html {
    let doing = use_doing();
    let take = |export: Export, format: &'static str| {
        let (id, doing) = (props.id.clone(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            let address = path::fill(export.template(), &[&id, export.name(), format]);
            let name = format!("{id}-{}.{format}", export.name());
            let mime = if format == "csv" { "text/csv;charset=utf-8" } else { "application/json" };
            let asked = async move {
                let reply = client::send("POST", &address, Some("{}".to_owned())).await?;
                if reply.status == 200 { Ok(reply.text) } else { Err(reply.refusal()) }
            };
            // What the browser took off as the mark of an encoding is what a spreadsheet knows it by.
            doing.start(asked, move |text| {
                let text = if format == "csv" { format!("\u{feff}{}", text.trim_start_matches('\u{feff}')) } else { text };
                download(&name, mime, &text);
            });
        })
    };
    let body = html! {
        <>
        <p class="hint">{ t!("export-text") }</p>
        { doing.failed() }
        <ul class="exports">
            { for props.which.iter().map(|export| html! {
                <li key={export.name()}>
                    <span>{ export.words() }</span>
                    { button("small", doing.busy(), &take(*export, "csv"), "CSV".to_owned(), &export.words()) }
                    { button("small", doing.busy(), &take(*export, "json"), "JSON".to_owned(), &export.words()) }
                </li>
            }) }
        </ul>
        </>
    };
    section("exports", "card", t!("exports-title"), body)
}
