//! A credential given by hand: one person proposes it and says what was looked at, another signs it off, and the credential says so.

use api::credential::{CredentialSource, NewHandAward, Says};
use api::staff::TrailAction;
use credential::{Claim, Time};
use engine::bank::file::BankFile;
use interchange::native::MicroCredentialFile;

use super::{Along, Award, Described, claim, erased, outcomes, sign, term};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::sealed::terms_digest;
use crate::secret;
use crate::store::by_hand::{self as records, Decision, Proposal};
use crate::store::credentials::Credential;
use crate::store::trail::{self, Deed};

/// What stands before the words of whoever proposed it, where a credential says that it was given by hand.
pub const LOOKED_AT: &str = "What was looked at: ";

/// Proposes one, and gives its name.
///
/// # Errors
/// 422 for a learner or a micro-credential that is not here; as the store says.
pub async fn propose(app: &App, new: &NewHandAward, evidence: String, staff: &str) -> Answer<String> {
    let unknown = |what: &str, value: &str| Problem::invalid(format!("{what} is \"{value}\", expected one that is here"));
    let offer = app.catalogue().offer(&new.micro_credential);
    let offer = offer.ok_or_else(|| unknown("micro_credential", &new.micro_credential))?;
    if !app.store.learners(i64::MAX).await?.iter().any(|(id, ..)| *id == new.learner) {
        return Err(unknown("learner", &new.learner));
    }
    let terms = serde_json::to_string(&offer.terms).map_err(Problem::internal)?;
    let (id, at) = (secret::id(), now());
    let proposal = Proposal {
        id: id.clone(),
        learner: new.learner.clone(),
        micro_credential: offer.terms.id.clone(),
        terms: terms_digest(&terms),
        assessment: offer.award.assessment.digest().to_string(),
        evidence,
        proposed_by: staff.to_owned(),
        proposed_at: at,
        signed: None,
    };
    let deed = Deed::new(staff, TrailAction::HandAwardProposed, &new.learner).saying(offer.terms.title.clone());
    app.store
        .write(move |db| {
            Box::pin(async move {
                records::insert(db, &proposal).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok(id)
}

/// Signs a proposal off or refuses it.
///
/// # Errors
/// 404 where there is none of this name; 409 where it was decided, or whoever decides proposed it; as the store says.
pub async fn decide(app: &App, id: &str, sign_it: bool, note: String, staff: &str) -> Answer<()> {
    let proposal = app.store.hand_award(id).await?.ok_or_else(|| Problem::not_found("nothing was proposed under this name"))?;
    if proposal.signed.is_some() {
        return Err(decided());
    }
    if proposal.proposed_by == staff {
        let detail = "whoever proposed it does not sign it off";
        return Err(Problem::conflict("own-proposal", "A second person has to decide this", detail));
    }
    let action = if sign_it { TrailAction::HandAwardSigned } else { TrailAction::HandAwardRefused };
    let terms = terms(app, &proposal).await?;
    let deed = Deed::new(staff, action, &proposal.learner).saying(terms.title.clone());
    let decision = Decision { proposal: id.to_owned(), sign: sign_it, staff: staff.to_owned(), note };
    let at = now();
    if !sign_it {
        let done = app.store.write(move |db| {
            Box::pin(async move {
                let done = records::decide(db, &decision, None, at).await?;
                if done {
                    trail::record(db, &deed, at).await?;
                }
                Ok(done)
            })
        });
        return if done.await? { Ok(()) } else { Err(decided()) };
    }
    let award = Award {
        learner: proposal.learner.clone(),
        source: CredentialSource::Hand,
        attempt: None,
        achievement: proposal.micro_credential.clone(),
        awarded_at: at,
        says: Says::default(),
        replaces: None,
        claim: said(app, &proposal, &terms, false, at, at).await?,
    };
    let along = Along { by_hand: Some(decision), deeds: vec![deed], ..Along::default() };
    sign(app, award, along).await.map(|_| ())
}

/// What a credential says that was given by hand, as the records are now.
///
/// # Errors
/// 409 where the learner was erased; as the store says.
pub async fn claim_of(app: &App, old: &Credential, says: Says, at: i64) -> Answer<Claim> {
    let missing = || Problem::internal(format!("credential {}: its proposal is missing", old.id));
    let proposal = app.store.hand_award_of(&old.id).await?.ok_or_else(missing)?;
    let terms = terms(app, &proposal).await?;
    said(app, &proposal, &terms, says.name, old.awarded_at, at).await
}

async fn terms(app: &App, proposal: &Proposal) -> Answer<MicroCredentialFile> {
    let missing = || Problem::internal(format!("proposal {}: its terms are missing", proposal.id));
    let json = app.store.terms(&proposal.terms).await?.ok_or_else(missing)?;
    serde_json::from_str(&json).map_err(Problem::internal)
}

async fn said(app: &App, proposal: &Proposal, terms: &MicroCredentialFile, named: bool, earned: i64, at: i64) -> Answer<Claim> {
    let missing = || Problem::internal(format!("proposal {}: its records are missing", proposal.id));
    let (bank, _) = app.store.assessment(&proposal.assessment).await?.ok_or_else(missing)?;
    let bank: BankFile = serde_json::from_str(&bank).map_err(Problem::internal)?;
    let institution = app.store.institution().await?.ok_or_else(missing)?;
    let person = app.store.person(&proposal.learner).await?.ok_or_else(erased)?;
    let described = Described {
        terms,
        criteria: "Given by hand: two people of the issuer looked at the evidence that is named, instead of an assessment; one proposed \
                   the award and the other signed it off."
            .to_owned(),
        version: bank.version.clone(),
        outcomes: outcomes(&bank, terms.outcomes.iter()),
        participation: term(&terms.participation),
    };
    let earned = Time::from_unix_ms(earned).map_err(Problem::internal)?;
    let issued = Time::from_unix_ms(at).map_err(Problem::internal)?;
    let by_hand = format!(
        "no assessment was taken here; one person of the issuer proposed it and another signed it off. {LOOKED_AT}{}",
        proposal.evidence
    );
    Ok(Claim { by_hand: Some(by_hand), ..claim(app, &described, &institution, &person, named, earned, issued) })
}

fn decided() -> Problem {
    Problem::conflict("decided", "This was decided already", "reload to see what was decided")
}
