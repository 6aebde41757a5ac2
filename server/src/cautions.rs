//! What whoever proposes or signs off a publication has to know although it refuses nothing: how far the pass mark can be stood by.

use api::workshop::Finding;
use engine::bank::file::Status;
use engine::blueprint::file::BlueprintFile;
use interchange::native::NativeBank;

use crate::app::App;
use crate::error::Answer;
use crate::pass_mark;

/// Of the assessments of a bank that award.
///
/// # Errors
/// As the store says.
pub async fn of(app: &App, bank: &NativeBank) -> Answer<Vec<Finding>> {
    let Some(terms) = &bank.micro_credential else { return Ok(Vec::new()) };
    let awarding = [&terms.award, &terms.sitting].into_iter().flatten();
    let blueprints: Vec<&BlueprintFile> =
        awarding.filter_map(|id| bank.blueprints.iter().find(|blueprint| blueprint.id == *id)).collect();
    let mut found: Vec<Finding> = blueprints.iter().filter_map(|blueprint| too_long(bank, blueprint)).collect();
    let mut studies = Vec::new();
    for study in app.store.cut_studies(&bank.file.id).await? {
        studies.push(pass_mark::view(app, study, Some(bank)).await?);
    }
    for blueprint in blueprints {
        let cut = blueprint.standard.cut.value();
        // An adoption may be written into several blueprints, so that it is the mark that tells whose it is.
        let set =
            studies.iter().find(|study| study.adopted.first().is_some_and(|adopted| adopted.cut.to_bits() == cut.to_bits()));
        match set {
            None => found.push(caution(
                blueprint,
                "mark-not-judged",
                format!(
                    "no judges set the pass mark of {cut:.2} logits here; it is said of it: {}",
                    blueprint.standard.rationale.trim()
                ),
            )),
            Some(study) if study.outdated => {
                let now = pass_mark::found(study).map_or_else(|why| why, |(now, ..)| format!("{now:.2}"));
                let then = study.adopted.first().map_or(cut, |adopted| adopted.found);
                found.push(caution(
                    blueprint,
                    "mark-outdated",
                    format!(
                        "the questions' difficulties have changed since the pass mark was taken: the judges' ratings came to {then:.2} \
                         logits then and come to {now} now; take it anew"
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

/// A length that the pool does not have.
fn too_long(bank: &NativeBank, blueprint: &BlueprintFile) -> Option<Finding> {
    let pool = bank.file.items.iter().filter(|item| item.pool == blueprint.pool && item.status == Status::Operational).count();
    let most = blueprint.length.maximum;
    (most > pool).then(|| {
        let message = format!("length.maximum = {most}, expected at most {pool}: the pool has no more questions in use");
        caution(blueprint, "length-beyond-pool", message)
    })
}

fn caution(blueprint: &BlueprintFile, code: &str, message: String) -> Finding {
    Finding { code: code.to_owned(), error: false, place: format!("blueprint {}", blueprint.id), message }
}
