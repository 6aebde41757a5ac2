//! The facts, gathered from where they are kept.

use std::sync::Arc;

use credential::{Signer, Time};
use engine::bank::file::OutcomeFile;
use engine::simulate::{Population, Settings};
use interchange::native::MicroCredentialFile;

use crate::app::App;
use crate::catalogue::{Form, Offer, Simulated};
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::running::statistics;
use crate::simulated;
use crate::store::Store;

/// Takers of the simulation, in each of so many replicates of the bank.
const TAKERS: u32 = 100;
/// Replicates of the bank, each with difficulties drawn anew.
const REPLICATES: u32 = 2;

/// What is known of a micro-credential.
pub struct Known {
    /// Its definition.
    pub terms: Arc<MicroCredentialFile>,
    /// What is offered for it; `None` where the definition stands before its bank.
    pub offer: Option<Arc<Offer>>,
    /// Its outcomes, with where they are aligned.
    pub outcomes: Vec<OutcomeFile>,
    /// As `2026-11-28`.
    pub today: String,
    /// The version that a second person signed off, and the day.
    pub signed: Option<(String, String)>,
    /// Attempts of real learners that are finished.
    pub attempts: usize,
    /// How many of these were made in sittings, under an invigilator.
    pub supervised: usize,
    /// The pathways on offer that name it.
    pub pathways: Vec<Larger>,
    /// Judges whose ratings the pass mark was taken from.
    pub judges: usize,
    /// The issuer.
    pub did: String,
    /// The key that signs, as a verifier finds it.
    pub key: String,
    /// The signed list in which credentials of it are withdrawn: its path.
    pub list: Option<String>,
    /// Where learners turn.
    pub contact: Option<String>,
}

/// A pathway that it is a part of.
pub struct Larger {
    /// For addresses.
    pub id: String,
    /// For people.
    pub title: String,
}

impl Known {
    /// The assessment that awards.
    pub fn form(&self) -> Option<&Form> {
        self.offer.as_ref().map(|offer| &*offer.award)
    }
}

/// Gathers what is known; `None` where there is no micro-credential of this id.
///
/// # Errors
/// As the store says.
pub async fn known(app: &App, id: &str) -> Answer<Option<Known>> {
    let catalogue = app.catalogue();
    let offer = catalogue.offer(id);
    let terms = offer.as_ref().map(|offer| Arc::new(offer.terms.clone())).or_else(|| catalogue.planned_of(id));
    let Some(terms) = terms else { return Ok(None) };
    let outcomes = match &offer {
        Some(offer) => offer.bank.outcomes.iter().filter(|outcome| terms.outcomes.contains(&outcome.id)).cloned().collect(),
        None => terms.own_outcomes.clone(),
    };
    let (attempts, simulated) = statistics::attempts(app, id).await?;
    let attempts = if simulated { Vec::new() } else { attempts };
    if let Some(offer) = &offer {
        let form = Arc::clone(&offer.award);
        tokio::task::spawn_blocking(move || {
            form.simulated.get_or_init(|| simulate(&form));
        })
        .await
        .map_err(Problem::internal)?;
    }
    let judges = match &offer {
        Some(offer) => judges(&app.store, offer).await?,
        None => 0,
    };
    Ok(Some(Known {
        signed: signed(&app.store, offer.as_deref()).await?,
        attempts: attempts.len(),
        supervised: attempts.iter().filter(|attempt| attempt.sitting.is_some()).count(),
        pathways: larger(app, id),
        judges,
        outcomes,
        today: day(now()),
        list: app.store.newest_list_of(id).await?.map(|list| api::path::fill(api::path::STATUS_LIST, &[&list, "revocation"])),
        did: app.issuer().did().to_owned(),
        key: app.issuer().signer().verification_method().to_owned(),
        contact: app.store.institution().await?.map(|institution| institution.contact),
        terms,
        offer,
    }))
}

/// The pathways that are offered and name it.
fn larger(app: &App, id: &str) -> Vec<Larger> {
    let offered = app.pathways.offered(&app.catalogue()).pathways;
    let naming = offered.into_iter().filter(|pathway| pathway.micro_credentials().contains(&id));
    naming.map(|pathway| Larger { id: pathway.terms.id, title: pathway.terms.title }).collect()
}

/// Version and day of the signing off, where it was published from the workshop.
async fn signed(store: &Store, offer: Option<&Offer>) -> Answer<Option<(String, String)>> {
    let Some(id) = offer.and_then(|offer| offer.publication.as_ref()) else { return Ok(None) };
    let publication = store.publication(id, "").await?;
    Ok(publication.and_then(|publication| Some((publication.version, day(publication.decided_at?)))))
}

/// The judges of the study from which the pass mark of the award was taken.
async fn judges(store: &Store, offer: &Offer) -> Answer<usize> {
    let blueprint = &offer.award.blueprint;
    let mut judges = 0;
    for study in store.cut_studies(&offer.bank.id).await?.iter().filter(|study| study.blueprint == blueprint.id) {
        let adopted = store.cut_adoptions(&study.id).await?;
        if adopted.iter().any(|adopted| adopted.cut.to_bits() == blueprint.standard.cut.value().to_bits()) {
            let ratings = store.cut_ratings(&study.id).await?;
            let who: std::collections::BTreeSet<&str> = ratings.iter().map(|rating| rating.judge.as_str()).collect();
            judges = judges.max(who.len());
        }
    }
    Ok(judges)
}

/// A small simulation with learners around the pass mark, where deciding is hardest; the same each time.
fn simulate(form: &Form) -> Option<Simulated> {
    let mut settings = Settings::new(TAKERS, REPLICATES, 1);
    settings.populations = vec![Population::around_cut(0.0, 1.0)];
    let report = simulated::run(form, settings)?;
    let population = report.populations.first()?;
    Some(Simulated {
        takers: population.takers,
        accuracy: population.classification.first().and_then(|classification| classification.simulated_accuracy.value),
        consistency: population.retest.consistency.value,
    })
}

fn day(at: i64) -> String {
    Time::from_unix_ms(at).map(Time::date).unwrap_or_default()
}
