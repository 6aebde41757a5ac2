### The definition of a micro-credential, for those who write it.

definition-title = Definition
definition-lead = What the micro-credential is: every element that learners, employers and a listing ask for. What is missing stands beside its field, and keeps it from being published.
definition-unreadable = credential.toml cannot be read, so this form cannot change it. Mend its text first.
definition-saved = The definition is saved.
definition-save = Save the definition
definition-file = The file
definition-sound = Nothing is missing or wrong.
definition-problems = { $count ->
    [one] One thing is missing or wrong.
   *[other] { $count } things are missing or wrong.
}
definition-missing = Missing: { $expected }.
definition-problem = { $value }: expected { $expected }.
definition-advice = { $field }: { $words }
definition-none = none

definition-what = What it is
definition-who = Who stands for it
definition-why = Why, before and after
definition-size = Level and workload
definition-how = Assessment and study
definition-quality = Quality
definition-rules = What is offered

definition-of-title = Title
definition-of-title-hint = In New Zealand without words such as degree, diploma, certificate, national or New Zealand, which are reserved.
definition-of-description = Outcome statement
definition-of-description-hint = What its holder has shown, in a sentence or two.
definition-of-purpose = Purpose
definition-of-purpose-hint = Who it is for, and what for: use, relevance, where it leads.
definition-of-lang = Language
definition-of-lang-hint = As en-NZ.
definition-of-outcomes = Learning outcomes
definition-of-body = Awarding body
definition-of-country = Country
definition-of-country-hint = Two capital letters, as NZ.
definition-of-developer = Developer
definition-of-ask = Where to ask
definition-of-ask-hint = Whom a learner can ask, and how.
definition-of-next = What to do next
definition-of-next-hint = What a learner can do once it is earned.
definition-of-need = Evidence of need
definition-of-need-hint = How it is known that learners, employers or communities need it.
definition-of-prerequisites = Prerequisites
definition-of-prerequisites-hint = What one should know before; None if nothing.
definition-of-stackability = Stackability
definition-of-stackability-hint = What it counts towards, or that it stands alone.
definition-of-review = Review date
definition-of-review-hint = The day by which it is looked at again, as 2027-11-24.
definition-of-nzsced = NZSCED code
definition-of-nzsced-hint = Six digits; needed in New Zealand.
definition-of-standards = Standards used
definition-of-standards-hint = One on a line: scheme | number | title | address. Leave it empty if there are none.
definition-of-framework = Framework of the level
definition-of-framework-hint = As NZQCF.
definition-of-level = Level
definition-of-level-uri = Address of the level
definition-of-uri-hint = Only if a public vocabulary has one.
definition-of-eqf = Level in the European framework
definition-of-eqf-hint = 1 to 8; leave it empty if nobody compared it.
definition-of-eqf-uri = Address of that level
definition-of-also = Levels in other frameworks
definition-of-also-hint = One on a line: framework | level | address.
definition-of-hours = Notional workload, in hours
definition-of-hours-hint = What it takes a typical learner. It is never converted into credits, nor credits into hours.
definition-of-credits = Credits
definition-of-credits-hint = With their unit, or not at all.
definition-of-unit = Unit of the credits
definition-of-unit-hint = As NZ credits or ECTS.
definition-of-assessment = Type of assessment
definition-of-assessment-uri = Address of the type of assessment
definition-of-participation = Form of participation
definition-of-participation-hint = On site, online or both; in one's own time or at set times.
definition-of-participation-uri = Address of the form of participation
definition-of-study = Form of study
definition-of-study-hint = One or more.
definition-of-quality = Quality assurance
definition-of-quality-hint = What stands behind it, in words.
definition-of-assured = Who assures quality
definition-of-assured-body = External body
definition-of-assured-url = Where that body says so
definition-of-external-hint = Only for external assurance.
definition-of-award = Assessment for the award
definition-of-practice = Practice
definition-of-sitting = Assessment in a sitting
definition-of-after = Days until one may try again
definition-of-unseen = Only with questions that the learner has not seen
definition-of-unfinished = Days for which unfinished sessions are kept
definition-of-addresses = Days for which network addresses are kept
definition-of-specimen = A specimen
definition-of-specimen-hint = What is awarded only shows how an award works.
definition-of-note = Why it is a specimen

definition-self-directed = Self-directed
definition-job-embedded = Job-embedded
definition-competency-based = Competency-based
definition-research-based = Research-based
definition-internal = The institution itself
definition-external = An external body

## Alignments

align-title = Outcomes and other frameworks
align-hint = Link an outcome to a competency of another framework only where you looked it up and it says the same. Nothing is fetched.
align-none = Not linked.
align-outcome = Outcome to link
align-remove = Remove
align-with = Link to { $outcome }
align-known = Linked.
align-part-of = Part of: { $parent }
align-esco = Address of an ESCO skill
align-esco-hint = As http://data.europa.eu/esco/skill/ and its identifier.
align-esco-name = Name of the skill
align-esco-wrong = Expected http://data.europa.eu/esco/skill/ and the skill's identifier.
align-case = Framework as CASE JSON
align-case-hint = A CFPackage as 1EdTech CASE 1.0 and 1.1 has it. It is read and not kept.
align-problems = { $count ->
    [one] One thing in the file is wrong; an item with an error is left out.
   *[other] { $count } things in the file are wrong; items with an error are left out.
}
align-search = Find an item by its words or code
align-found = { $shown } of { $count } items that match are shown.
align-done = { $outcome } has { $count ->
    [one] one link
   *[other] { $count } links
} now.
