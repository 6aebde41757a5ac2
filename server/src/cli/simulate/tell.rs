//! A report as lines for a terminal.

use std::fmt::Write;

use engine::simulate::{Classification, Conditional, Figure, PopulationReport, Report, VerdictFigures};

/// Abilities farther than this from the cut are left to the JSON.
const SHOWN: f64 = 2.0;

/// The whole report; `rule` says which attempts there are.
pub fn report(report: &Report, rule: &str) -> String {
    let mut text = String::new();
    let settings = &report.settings;
    line(
        &mut text,
        format_args!(
            "{} replicates of the bank, {} takers of each population in each; cut {:.2}\n\
             figures: median and 95th percentile over replicates, and that of all replicates together\nattempts: {rule}",
            settings.replicates,
            settings.takers,
            report.cut.value()
        ),
    );
    for of in &report.populations {
        population(&mut text, of);
    }
    curve(&mut text, &report.curve, report.cut.value());
    text.truncate(text.trim_end().len());
    text
}

/// Which of the figures.
type OneOf = fn(&VerdictFigures) -> &Figure;

fn population(text: &mut String, of: &PopulationReport) {
    let PopulationReport { population, length, bias, rmse, classification, retest, exposure, .. } = of;
    line(text, format_args!("\ntakers from {population}"));
    line(
        text,
        format_args!(
            "  items                  {:.1} on average, {} to {}, half at most {}",
            length.mean.value.unwrap_or(f64::NAN),
            length.minimum,
            length.maximum,
            length.median
        ),
    );
    for (reason, share) in &of.reasons {
        let name = serde_json::to_value(reason).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        line(text, format_args!("    stopped by           {:.1} % {name}", share * 100.0));
    }
    line(text, format_args!("  {:<22} {:>8} {:>8} {:>8}", "", "median", "p95", "all"));
    line(text, format_args!("  {:<22} {} logits", "bias", logits(bias)));
    line(text, format_args!("  {:<22} {} logits", "RMSE", logits(rmse)));
    line(text, format_args!("  {:<22} {:^26}    {:^26}", "", "first attempt", "all attempts"));
    let rows: [(&str, OneOf, &str); 6] = [
        ("awarded", |told| &told.awarded, "of takers"),
        ("false awards", |told| &told.false_awards, "of awards"),
        ("masters awarded", |told| &told.masters_awarded, "of masters"),
        ("masters not awarded", |told| &told.masters_not_awarded, "of masters"),
        ("masters told not yet", |told| &told.masters_not_yet, "of masters"),
        ("too close to call", |told| &told.undecided, "of takers"),
    ];
    for (name, figure, whole) in rows {
        let (first, all) = (percent(figure(&of.first)), percent(figure(&of.all_attempts)));
        line(text, format_args!("  {name:<22} {first}    {all}  {whole}"));
    }
    line(
        text,
        format_args!(
            "  attempts               {:.2} on average; {:.0} % of takers had too few unseen items left for another",
            of.attempts.value.unwrap_or(f64::NAN),
            100.0 * of.out_of_items.value.unwrap_or(f64::NAN)
        ),
    );
    for Classification { cut, rudner_accuracy, rudner_consistency, simulated_accuracy, lee_fixed_form, lee_items } in
        classification
    {
        let theta = cut.value();
        line(text, format_args!("  side of {theta:.2}, told rightly, and the same twice"));
        line(text, format_args!("    {:<20} {} by Rudner", "accuracy", percent(rudner_accuracy)));
        line(text, format_args!("    {:<20} {} simulated", "", percent(simulated_accuracy)));
        line(text, format_args!("    {:<20} {} by Rudner", "consistency", percent(rudner_consistency)));
        let (accurate, consistent) = (100.0 * lee_fixed_form.accuracy, 100.0 * lee_fixed_form.consistency);
        line(
            text,
            format_args!(
                "    {:<20} {accurate:.1} % accurate, {consistent:.1} % consistent, by Lee: the {lee_items} items given most",
                "a fixed form"
            ),
        );
    }
    if retest.takers > 0 {
        let kappa = retest.kappa.map_or_else(String::new, |kappa| format!(", kappa {kappa:.2}"));
        line(text, format_args!("  {} takers tested twice", retest.takers));
        line(text, format_args!("    {:<20} {}{kappa}", "told the same", percent(&retest.consistency)));
        line(text, format_args!("    {:<20} {} once awarded, once \"not yet\"", "told the opposite", percent(&retest.opposite)));
    }
    line(text, format_args!("  {:<22} {} of the items of two sessions", "overlap", percent(&exposure.overlap)));
    let most = exposure.items.first().map_or("none", |item| item.item.as_str());
    line(
        text,
        format_args!(
            "  {:<22} {most} the most, in {:.0} % of sessions; {} of {} never",
            "items used",
            100.0 * exposure.maximum.value.unwrap_or(0.0),
            exposure.unused.len(),
            exposure.items.len()
        ),
    );
}

fn curve(text: &mut String, curve: &[Conditional], cut: f64) {
    line(text, format_args!("\nby true ability, takers of all populations"));
    line(
        text,
        format_args!(
            "  {:>14} {:>7} {:>6} {:>6} {:>6} {:>6} {:>8} {:>8} {:>8} {:>8}",
            "theta", "takers", "bias", "RMSE", "SE", "items", "awarded", "not yet", "close", "in any"
        ),
    );
    let near = |point: &&Conditional| {
        point.lower.is_some_and(|lower| lower >= cut - SHOWN - 1e-9)
            && point.upper.is_some_and(|upper| upper <= cut + SHOWN + 1e-9)
    };
    for Conditional { lower, upper, row, awarded, not_yet, undecided, awarded_in_any } in curve.iter().filter(near) {
        let share = |figure: &Figure| figure.value.map_or_else(|| "none".to_owned(), |value| format!("{:.1} %", 100.0 * value));
        let range = format!("{:.2} to {:.2}", lower.unwrap_or(f64::NAN), upper.unwrap_or(f64::NAN));
        line(
            text,
            format_args!(
                "  {range:>14} {:>7} {:>6.2} {:>6.2} {:>6.2} {:>6.1} {:>8} {:>8} {:>8} {:>8}",
                row.takers,
                row.bias,
                row.rmse,
                row.standard_error,
                row.length,
                share(awarded),
                share(not_yet),
                share(undecided),
                share(awarded_in_any)
            ),
        );
    }
}

/// Median, 95th percentile and the figure of all replicates together, as percentages in three columns.
fn percent(figure: &Figure) -> String {
    columns(figure, |share| format!("{:.1} %", 100.0 * share))
}

fn logits(figure: &Figure) -> String {
    columns(figure, |value| format!("{value:.2}"))
}

fn columns(figure: &Figure, told: impl Fn(f64) -> String) -> String {
    let [median, p95, all] =
        [figure.median, figure.p95, figure.value].map(|value| value.map_or_else(|| "none".to_owned(), &told));
    format!("{median:>8} {p95:>8} {all:>8}")
}

fn line(text: &mut String, what: std::fmt::Arguments) {
    writeln!(text, "{what}").expect("a string takes everything");
}
