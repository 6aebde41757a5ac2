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
             rates: median over replicates, 95th percentile in brackets\nattempts: {rule}",
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
    line(text, format_args!("  bias                   {} logits", logits(bias)));
    line(text, format_args!("  RMSE                   {} logits", logits(rmse)));
    line(text, format_args!("                         {:<22} {}", "first attempt", "all attempts"));
    type Of = fn(&VerdictFigures) -> &Figure;
    let rows: [(&str, Of, &str); 6] = [
        ("awarded", |told| &told.awarded, "of takers"),
        ("false awards", |told| &told.false_awards, "of awards"),
        ("masters awarded", |told| &told.masters_awarded, "of masters"),
        ("masters not awarded", |told| &told.masters_not_awarded, "of masters"),
        ("masters told not yet", |told| &told.masters_not_yet, "of masters"),
        ("too close to call", |told| &told.undecided, "of takers"),
    ];
    for (name, figure, whole) in rows {
        let (first, all) = (percent(figure(&of.first)), percent(figure(&of.all_attempts)));
        line(text, format_args!("  {name:<22} {first:<22} {all:<22} {whole}"));
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
        line(
            text,
            format_args!(
                "  side of the cut {:.2}\n    accuracy             {} by Rudner, {} simulated\n    consistency          {} by Rudner\n    \
                 a fixed form         {:.1} % accurate, {:.1} % consistent by Lee ({lee_items} items, those given most)",
                cut.value(),
                percent(rudner_accuracy),
                percent(simulated_accuracy),
                percent(rudner_consistency),
                100.0 * lee_fixed_form.accuracy,
                100.0 * lee_fixed_form.consistency
            ),
        );
    }
    if retest.takers > 0 {
        let kappa = retest.kappa.map_or_else(String::new, |kappa| format!(", kappa {kappa:.2}"));
        line(
            text,
            format_args!(
                "  tested twice           {} told the same{kappa}; {} awarded once and told \"not yet\" once ({} takers)",
                percent(&retest.consistency),
                percent(&retest.opposite),
                retest.takers
            ),
        );
    }
    let most = exposure.items.first().map_or("none", |item| item.item.as_str());
    line(
        text,
        format_args!(
            "  bank                   overlap {}, most used item {most} in {:.0} % of sessions, {} of {} items never used",
            percent(&exposure.overlap),
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

/// Median and 95th percentile, as percentages.
fn percent(figure: &Figure) -> String {
    match (figure.median, figure.p95) {
        (Some(median), Some(p95)) => format!("{:.1} % (p95 {:.1} %)", 100.0 * median, 100.0 * p95),
        _ => "none".to_owned(),
    }
}

fn logits(figure: &Figure) -> String {
    match (figure.median, figure.p95) {
        (Some(median), Some(p95)) => format!("{median:.2} (p95 {p95:.2})"),
        _ => "none".to_owned(),
    }
}

fn line(text: &mut String, what: std::fmt::Arguments) {
    writeln!(text, "{what}").expect("a string takes everything");
}
