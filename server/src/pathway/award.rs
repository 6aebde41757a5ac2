//! A pathway that is complete becomes a credential: a badge whose criteria and evidence name the parts, and a record that carries them.

use api::credential::{CredentialSource, CredentialState, Says};
use api::path::{PATHWAY_PICTURE_PNG, fill};
use api::pathway::{BadgeVerdict, Progress};
use credential::{
    Achievement, Association, AssociationKind, Claim, ClrClaim, Credits, Evidence, Issuer, Learner, LearningOutcome, Level,
    Securing, Signer as _, Term, Time, Workload,
};
use interchange::native::{Pathway, PathwayTerms};

use super::evaluate::{self, evaluate};
use super::{held, look, standing};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::issuing::{self, term};
use crate::secret;
use crate::store::credentials::{self, Credential, Place};
use crate::store::imported::{self, Imported, Of};
use crate::store::pathways::{self, Award, Part};
use crate::store::people::{Institution, Person};
use crate::store::{self, status_lists};

/// A draw for a place in a status list may meet another's; so often it is drawn again.
pub(super) const DRAWS: usize = 8;

/// How a learner stands on a pathway.
pub struct Settled {
    /// How far they are.
    pub progress: Progress,
    /// What it brought that was not revoked.
    pub award: Option<Award>,
    /// Why it is complete and not awarded, where that is so.
    pub held_up: Option<String>,
}

/// Says how a learner stands on a pathway, and awards it where that is due. May be called at any time.
///
/// # Errors
/// As the store says; and where what has to be signed cannot be.
pub async fn settle(app: &App, learner: &str, pathway: &Pathway) -> Answer<Settled> {
    let id = pathway.terms.id.as_str();
    let holds = held::held(app, learner).await?;
    let progress = evaluate(&pathway.requirement, &holds, now());
    let earlier = app.store.pathway_awards(Some(learner), Some(id), None).await?;
    for award in &earlier {
        let badge = standing::current(app, &award.credential).await?;
        if badge.is_some_and(|badge| badge.state != CredentialState::Revoked) {
            return Ok(Settled { progress, award: Some(award.clone()), held_up: None });
        }
    }
    if !progress.met {
        return Ok(Settled { progress, award: None, held_up: None });
    }
    let (Some(institution), Some(person)) = (app.store.institution().await?, app.store.person(learner).await?) else {
        return Ok(Settled { progress, award: None, held_up: Some("this server is not set up yet".to_owned()) });
    };

    // Whether each part from elsewhere still holds is looked at now.
    let serving = evaluate::parts(&progress);
    let mut parts = Vec::new();
    for part in &serving {
        if let Some(credential) = app.store.credential(part).await? {
            parts.push(PartOf::Own(credential));
            continue;
        }
        let Some(badge) = app.store.imported(Of::Id(part), 1).await?.pop() else { continue };
        if let Some(seconds) = look::wait(app, learner).await? {
            let held_up = Some(format!(
                "whether \"{}\" still holds is looked at again in {seconds} seconds; others have to wait otherwise",
                badge.look.says.title
            ));
            return Ok(Settled { progress, award: None, held_up });
        }
        let fresh = look::look(app, &badge.document, &person.email).await?;
        if fresh.verdict == BadgeVerdict::Unverifiable {
            let why = fresh.why.unwrap_or_default();
            let held_up =
                Some(format!("whether \"{}\" still holds cannot be found out at the moment: {why}", badge.look.says.title));
            return Ok(Settled { progress, award: None, held_up });
        }
        let (key, seen, at) = (badge.id.clone(), fresh.clone(), now());
        app.store.write(move |db| Box::pin(async move { imported::put_look(db, &key, &seen, at).await })).await?;
        if fresh.verdict == BadgeVerdict::Invalid {
            let progress = evaluate(&pathway.requirement, &held::held(app, learner).await?, at);
            let held_up = Some(format!("\"{}\" holds no more: {}", badge.look.says.title, fresh.why.unwrap_or_default()));
            return Ok(Settled { progress, award: None, held_up });
        }
        parts.push(PartOf::Elsewhere(Imported { look: fresh, ..badge }));
    }
    // What was taken from a learner does not come back of itself.
    let same = |award: &Award| {
        let of: Vec<&String> = award.parts.iter().map(|part| &part.part).collect();
        of.len() == serving.len() && serving.iter().all(|part| of.contains(&part))
    };
    if earlier.iter().any(same) {
        let held_up = Some("what these parts brought before was revoked; another award needs another part".to_owned());
        return Ok(Settled { progress, award: None, held_up });
    }

    let at = now();
    let award = Awarding { app, pathway, institution, person, parts, awarded_at: at, at }.award(learner).await?;
    let award = match award {
        Some(award) => Some(award),
        // Somebody else was faster.
        None => app.store.pathway_awards(Some(learner), Some(id), None).await?.into_iter().next(),
    };
    Ok(Settled { progress, award, held_up: None })
}

/// What a pathway's award claims of whoever will complete it; the person in it is nobody, and there are no parts.
///
/// # Errors
/// As the store says.
pub async fn template(app: &App, pathway: &Pathway) -> Answer<Claim> {
    let terms = &pathway.terms;
    let institution = app.store.institution().await?;
    let institution = institution.unwrap_or_else(|| Institution {
        name: terms.awarding_body.clone(),
        country: terms.country.clone(),
        contact: String::new(),
    });
    let person = Person { name: String::new(), email: "nobody@example.org".to_owned() };
    let at = now();
    let awarding = Awarding { app, pathway, institution, person, parts: Vec::new(), awarded_at: at, at };
    Ok(Claim { status: Vec::new(), ..awarding.claim(&Place { list: String::new(), base: String::new(), position: 0 })? })
}

/// What a badge of a pathway says, to be written in another form: its parts as they are named in it, for they may be gone by now.
///
/// # Errors
/// 409 for a record, and where the pathway or the learner is gone; as the store says.
pub async fn claim_of(app: &App, held: &Credential) -> Answer<Claim> {
    let conflict = |detail: &str| Problem::conflict("pathway", "There is no European form of this one", detail);
    if held.is_record {
        return Err(conflict(
            "it carries other credentials, for which that form has no place; the badge of the same award has one",
        ));
    }
    let offered = app.pathways.offered(&app.catalogue());
    let pathway = offered.pathway(&held.achievement).ok_or_else(|| conflict("its pathway is not here any more"))?;
    let (institution, person) = (app.store.institution().await?, app.store.person(&held.learner).await?);
    let institution = institution.ok_or_else(|| Problem::internal("an award without an institution"))?;
    let person = person.ok_or_else(issuing::erased)?;
    let (awarded_at, at) = (held.awarded_at, held.issued_at);
    let awarding = Awarding { app, pathway, institution, person, parts: Vec::new(), awarded_at, at };
    let mut claim = awarding.claim(&Place { list: String::new(), base: String::new(), position: 0 })?;
    let document: serde_json::Value = serde_json::from_str(&held.document).map_err(Problem::internal)?;
    claim.specimen = document["description"].as_str().map(str::to_owned);
    if let Some(criteria) = document.pointer("/credentialSubject/achievement/criteria/narrative").and_then(|text| text.as_str()) {
        // The note on a specimen stands before it, and is said apart.
        let note = claim.specimen.as_ref().map(|note| format!("**Specimen.** {note}\n\n")).unwrap_or_default();
        criteria.strip_prefix(&note).unwrap_or(criteria).clone_into(&mut claim.achievement.criteria);
    }
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let evidence = document["evidence"].as_array().map(Vec::as_slice).unwrap_or_default();
    claim.evidence = evidence
        .iter()
        .map(|one| Evidence {
            id: text(&one["id"]),
            name: text(&one["name"]).unwrap_or_default(),
            narrative: text(&one["narrative"]),
            genre: text(&one["genre"]),
        })
        .collect();
    Ok(claim)
}

/// A credential that serves a pathway.
pub(super) enum PartOf {
    /// One of ours.
    Own(Credential),
    /// Somebody else's.
    Elsewhere(Imported),
}

impl PartOf {
    fn id(&self) -> &str {
        match self {
            Self::Own(credential) => &credential.id,
            Self::Elsewhere(badge) => &badge.id,
        }
    }

    fn title(&self) -> &str {
        match self {
            Self::Own(credential) => &credential.title,
            Self::Elsewhere(badge) => &badge.look.says.title,
        }
    }

    /// The signed document.
    fn document(&self) -> &str {
        match self {
            Self::Own(credential) => &credential.document,
            Self::Elsewhere(badge) => &badge.document,
        }
    }

    /// What it calls itself, for others.
    fn name(&self) -> String {
        match self {
            Self::Own(credential) => {
                let document: serde_json::Value = serde_json::from_str(&credential.document).unwrap_or_default();
                document["id"].as_str().unwrap_or_default().to_owned()
            }
            Self::Elsewhere(badge) => badge.look.credential.clone(),
        }
    }

    /// Why it is only a specimen, where it is: our own badges say so in their description.
    fn specimen(&self) -> Option<String> {
        match self {
            Self::Own(credential) => {
                let document: serde_json::Value = serde_json::from_str(&credential.document).unwrap_or_default();
                let tags = document["credentialSubject"]["achievement"]["tag"].as_array()?;
                let described = || document["description"].as_str().unwrap_or("a specimen").to_owned();
                tags.iter().any(|tag| tag == "specimen").then(described)
            }
            Self::Elsewhere(badge) => badge.look.says.specimen.clone(),
        }
    }

    fn evidence(&self) -> Evidence {
        let (who, when) = match self {
            Self::Own(credential) => {
                let day = Time::from_unix_ms(credential.awarded_at).map(Time::date).unwrap_or_default();
                ("the issuer of this credential".to_owned(), day)
            }
            Self::Elsewhere(badge) => {
                let issuer = &badge.look.issuer;
                let name =
                    badge.look.says.issuer_name.as_ref().map_or_else(|| issuer.clone(), |name| format!("{name} ({issuer})"));
                let reason = badge.decision().map(|step| step.reason.trim().to_owned()).unwrap_or_default();
                let recognised = format!("{name}; verified and recognised by the issuer of this credential: {reason}");
                (recognised, badge.look.says.awarded_on.clone())
            }
        };
        Evidence {
            id: Some(self.name()),
            name: self.title().to_owned(),
            narrative: Some(format!("Awarded on {when} by {who}")),
            genre: Some("Credential".to_owned()),
        }
    }
}

/// An award that is being made, or made again.
pub(super) struct Awarding<'a> {
    pub(super) app: &'a App,
    pub(super) pathway: &'a Pathway,
    pub(super) institution: Institution,
    pub(super) person: Person,
    pub(super) parts: Vec<PartOf>,
    /// When it was earned.
    pub(super) awarded_at: i64,
    /// When it is signed.
    pub(super) at: i64,
}

/// Badge and record of an award, each with its place in the status lists.
pub(super) struct Signed {
    pub(super) badge: (Credential, Place),
    pub(super) record: (Credential, Place),
}

impl Awarding<'_> {
    /// Signs and stores it; nothing where the learner has one already.
    async fn award(self, learner: &str) -> Answer<Option<Award>> {
        for _ in 0..DRAWS {
            let Signed { badge: (badge, badge_place), record: (record, record_place) } = self.sign(learner).await?;
            let award = Award {
                credential: badge.id.clone(),
                record: Some(record.id.clone()),
                pathway: self.pathway.terms.id.clone(),
                learner: learner.to_owned(),
                awarded_at: self.awarded_at,
                parts: self
                    .parts
                    .iter()
                    .map(|part| Part {
                        part: part.id().to_owned(),
                        own: matches!(part, PartOf::Own(_)),
                        title: part.title().to_owned(),
                    })
                    .collect(),
                reviews: Vec::new(),
            };
            let (new, at, identity) = (award.clone(), self.at, self.app.identity.clone());
            let stored = self
                .app
                .store
                .write(move |db| {
                    Box::pin(async move {
                        if pathways::holds(db, &new.learner, &new.pathway).await? {
                            return Ok(false);
                        }
                        for (credential, place) in [(&badge, &badge_place), (&record, &record_place)] {
                            issuing::signs_still(&identity, credential)?;
                            credentials::insert(db, credential).await?;
                            status_lists::take_place(db, &credential.issuer, place, &credential.id, at).await?;
                        }
                        pathways::insert(db, &new).await?;
                        Ok(true)
                    })
                })
                .await;
            match stored {
                Ok(true) => {
                    tracing::info!(pathway = %award.pathway, "pathway awarded");
                    return Ok(Some(award));
                }
                Ok(false) => return Ok(None),
                // Another has this place in the list now, or another key signs.
                Err(store::Error::Taken) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::unavailable())
    }

    /// Signs both; stores neither.
    pub(super) async fn sign(&self, learner: &str) -> Answer<Signed> {
        let (badge, badge_place) = self.credential(learner, false).await?;
        let (record, record_place) = self.credential(learner, true).await?;
        let claim = self.claim(&badge_place)?;
        let issuer = self.app.issuer();
        let (signer, moment) = (issuer.signer(), self.moment()?);
        let document = credential::issue(&claim, signer, moment).map_err(Problem::internal)?;
        let clr = self.record(&claim, &document, &record_place)?;
        let clr = credential::issue_clr(&clr, Securing::Rdfc, signer, moment).map_err(Problem::internal)?;
        Ok(Signed {
            badge: (Credential { document, ..badge }, badge_place),
            record: (Credential { document: clr, ..record }, record_place),
        })
    }

    fn moment(&self) -> Answer<Time> {
        Time::from_unix_ms(self.at).map_err(Problem::internal)
    }

    fn earned(&self) -> Answer<Time> {
        Time::from_unix_ms(self.awarded_at).map_err(Problem::internal)
    }

    /// What is stored of it, but for its document, and its place in a status list.
    async fn credential(&self, learner: &str, is_record: bool) -> Answer<(Credential, Place)> {
        let (app, issuer) = (self.app, self.app.issuer());
        let place = app.store.free_place(issuer.did(), &app.public.to_string(), secret::id(), issuing::draw).await?;
        let credential = Credential {
            id: secret::id(),
            learner: learner.to_owned(),
            source: CredentialSource::Pathway,
            attempt: None,
            is_record,
            achievement: self.pathway.terms.id.clone(),
            title: self.pathway.terms.title.clone(),
            document: String::new(),
            issuer: issuer.did().to_owned(),
            key: issuer.signer().verification_method().to_owned(),
            awarded_at: self.awarded_at,
            issued_at: self.at,
            says: Says::default(),
            replaces: None,
            replaced_by: None,
            state: CredentialState::Active,
        };
        Ok((credential, place))
    }

    fn issuer(&self) -> Issuer {
        Issuer {
            did: self.app.issuer().did().to_owned(),
            name: self.institution.name.clone(),
            url: Some(self.app.public.to_string()),
            email: Some(self.institution.contact.clone()),
            country: Some(self.institution.country.clone()),
            region: None,
        }
    }

    fn learner(&self) -> Learner {
        Learner { name: None, email: self.person.email.clone(), salt: secret::token() }
    }

    fn claim(&self, place: &Place) -> Answer<Claim> {
        let moment = self.moment()?;
        Ok(Claim {
            id: secret::uuid_urn(),
            issuer: self.issuer(),
            learner: self.learner(),
            achievement: self.achievement(),
            results: Vec::new(),
            sitting: None,
            by_hand: None,
            evidence: self.parts.iter().map(PartOf::evidence).collect(),
            image: Some(self.app.public.join(&fill(PATHWAY_PICTURE_PNG, &[&self.pathway.terms.id]))),
            status: issuing::entries(place),
            endorsements: Vec::new(),
            awarded_at: self.earned()?,
            valid_from: moment,
            valid_until: None,
            specimen: self.specimen(),
        })
    }

    fn achievement(&self) -> Achievement {
        let terms = &self.pathway.terms;
        Achievement {
            id: self.app.public.join(&fill("/pathways/{id}", &[&terms.id])),
            title: terms.title.clone(),
            description: terms.description.clone(),
            criteria: self.criteria(),
            version: None,
            language: terms.lang.clone(),
            outcomes: outcomes(terms),
            level: Level {
                framework: terms.level.framework.clone(),
                value: terms.level.value.clone(),
                uri: None,
                eqf: terms.level.eqf,
            },
            workload: Workload {
                hours: terms.workload.hours,
                credits: terms.workload.credits.zip(terms.workload.unit.clone()).map(|(value, unit)| Credits { value, unit }),
            },
            assessment_type: term(&terms.assessment_type),
            participation: term(&terms.participation),
            quality_assurance: Term { text: terms.quality_assurance.clone(), uri: None },
            prerequisites: None,
            stackability: None,
            review_by: None,
            elements: Vec::new(),
            codes: Vec::new(),
        }
    }

    /// What had to be met, and by what it was.
    fn criteria(&self) -> String {
        let mut text = format!("Completed the pathway \"{}\", which is met by these credentials:\n", self.pathway.terms.title);
        for part in &self.parts {
            text.push_str(&format!("\n- {} ({})", part.title(), part.name()));
        }
        text.push_str("\n\nWhat the pathway asks for:\n");
        for requirement in self.pathway.requirement.all() {
            text.push_str(&format!("\n- {}", requirement.title));
        }
        text
    }

    fn specimen(&self) -> Option<String> {
        let terms = &self.pathway.terms;
        let of_parts =
            || self.parts.iter().find_map(|part| Some(format!("{} is a specimen: {}", part.title(), part.specimen()?)));
        if terms.specimen { terms.specimen_note.clone() } else { of_parts() }
    }

    /// The record that carries the badge and its parts. Tokens cannot stand in it: the badge names them.
    fn record(&self, claim: &Claim, badge: &str, place: &Place) -> Answer<ClrClaim> {
        let carried: Vec<&PartOf> = self.parts.iter().filter(|part| part.document().starts_with('{')).collect();
        let associations = carried.iter().map(|part| Association {
            kind: AssociationKind::IsPartOf,
            source: part.name(),
            target: claim.id.clone(),
        });
        let moment = self.moment()?;
        let left_out: Vec<String> =
            self.parts.iter().filter(|part| !part.document().starts_with('{')).map(|part| part.title().to_owned()).collect();
        // As the badge is called: a specimen says so by name and in words.
        let badge_says: serde_json::Value = serde_json::from_str(badge).map_err(Problem::internal)?;
        let name = badge_says["name"].as_str().unwrap_or(&self.pathway.terms.title).to_owned();
        let described = claim.specimen.iter().chain(std::iter::once(&self.pathway.terms.description));
        let mut description = described.map(String::as_str).collect::<Vec<_>>().join("\n\n");
        if !left_out.is_empty() {
            description.push_str(&format!(
                "\n\nNamed by the badge, and not inside this record because they are signed tokens: {}.",
                left_out.join("; ")
            ));
        }
        let parts = std::iter::once(badge).chain(carried.iter().map(|part| part.document()));
        Ok(ClrClaim {
            id: secret::uuid_urn(),
            name,
            description: Some(description),
            issuer: self.issuer(),
            learner: self.learner(),
            parts: parts.map(str::to_owned).collect(),
            associations: associations.collect(),
            partial: true,
            awarded_at: self.earned()?,
            valid_from: moment,
            valid_until: None,
            status: issuing::entries(place),
        })
    }
}

fn outcomes(terms: &PathwayTerms) -> Vec<LearningOutcome> {
    let numbered = (1..).zip(&terms.outcomes);
    numbered
        .map(|(number, text)| LearningOutcome { id: format!("P-{number}"), text: text.clone(), alignments: Vec::new() })
        .collect()
}
