### How a micro-credential meets the ten principles.

principles-over = Ten principles
principles-lead = What is known of this micro-credential, beside the ten principles of the European recommendation: { $met } of { $all } facts meet them by data, { $stated } are only stated by its author. What does not meet them is shown, too.
principles-planned = This is a definition. No assessment is offered yet, so much of what follows is not met.
principles-nav = The ten principles
principles-count = { $met } of { $all } met
principles-met = Met
principles-stated = Stated
principles-measured = Measured
principles-unmet = Not met
principles-would = What would meet it:
principles-see = { $what }: see for yourself
principles-source = The principles are those of the Council Recommendation of 16 June 2022 on a European approach to micro-credentials (2022/C 243/02), Annex II. What is met is met by the codes and numbers of the definition, the questions, the records or the keys of this server. Stated is what its author says in words, which nobody checked here. Measured is a figure for which the recommendation names no bound.

said-attempts = { $count ->
    [one] One finished assessment by a learner
   *[other] { $count } finished assessments by learners
 }
said-questions = { $count ->
    [one] One question
   *[other] { $count } questions
 }
said-practice = { $count ->
    [one] One question for practice
   *[other] { $count } questions for practice
 }
said-retake = { $days ->
    [one] One day after an attempt
   *[other] { $days } days after an attempt
 }
said-supervised = { $some } of { $all } finished assessments by learners
said-simulated = { $value } simulated learners around the pass mark
said-judges = Judges, and the standard error of the mark: { $value } logits
said-share = { $some } of { $all } outcomes
said-elements = { $value } elements
said-retention = Unfinished sessions { $unfinished } days, network addresses { $addresses } days

## The principles

principle-quality = Quality
principle-quality-means = Quality is assured inside the institution and by others, and by what learners' answers say.
principle-transparency = Transparency
principle-transparency-means = What it is, what it takes and what it says can be read and compared by anyone.
principle-relevance = Relevance
principle-relevance-means = Somebody needs it, and it is kept up to date.
principle-valid = Valid assessment
principle-valid-means = The outcomes are assessed against a standard that is known, and the decision is right as often as it says.
principle-pathways = Learning pathways
principle-pathways-means = It fits with other learning, before it and after it.
principle-recognition = Recognition
principle-recognition-means = Others can compare it with what they know, and take it for that.
principle-portability = Portability
principle-portability-means = It belongs to whoever earned it, who can keep it anywhere and show it to anyone.
principle-learner = Learner-centred
principle-learner-means = It is made for learners and their circumstances, and keeps no more of them than it needs.
principle-authentic = Authentic
principle-authentic-means = Who awarded it, and that it was earned, can be checked.
principle-information = Information and guidance
principle-information-means = Learners are told what they need to know to choose, and whom to ask.

## The facts

fact-of-assurance = What stands behind its quality
fact-of-external = Assured by a body outside
fact-of-second-person = Signed off by a second person
fact-of-item-statistics = Statistics of its questions
fact-of-elements = Mandatory elements that are stated
fact-of-standard = Pass mark, and how sure a decision has to be
fact-of-digest = Fingerprint of questions and rules
fact-of-need = Evidence that it is needed
fact-of-review = To be reviewed by
fact-of-alignments = Outcomes that are linked to a framework elsewhere
fact-of-field = Field of study (NZSCED)
fact-of-coverage = Outcomes of which every assessment asks
fact-of-judges = Pass mark set by judges
fact-of-accuracy = Right decisions, simulated
fact-of-consistency = The same decision again, simulated
fact-of-questions = Questions for the award
fact-of-prerequisites = What to know before
fact-of-stackability = Part of a larger credential
fact-of-level = Level in the national framework
fact-of-eqf = Level in the European framework
fact-of-workload = Notional workload and credits
fact-of-format = Format of what is awarded
fact-of-issuer = Issuer that others can find
fact-of-practice = Practice that anyone may take
fact-of-study = Form of study
fact-of-participation = How one takes part
fact-of-retake = Trying again
fact-of-retention = How long personal data are kept
fact-of-key = Key that signs
fact-of-status = Signed list in which withdrawn credentials are marked
fact-of-supervision = Taken under an invigilator
fact-of-secret = Questions that nobody knows before
fact-of-next = What to do next
fact-of-ask = Whom to ask
fact-of-contact = Contact of the institution

## What would meet them

would-assurance = A statement of how quality is assured, in the definition.
would-external = A body outside the institution that reviews it, named in the definition with the address where it says so.
would-second-person = Publishing the questions from the workshop, where one person proposes and another signs off.
would-item-statistics = Thirty finished assessments by real learners, after which the statistics of the questions say something.
would-elements = Every element that the recommendation and a listing ask for, in the definition.
would-standard = An assessment, with its pass mark.
would-digest = An assessment: its fingerprint changes with every question and rule.
would-need = Evidence of need, in the definition.
would-review = A date of review that is still to come.
would-alignments = A link from each outcome to a framework of skills, such as ESCO or one in CASE format, where one was found that says the same.
would-field = The six digits of its field of study, in the definition.
would-coverage = A blueprint with a least number of questions for each outcome.
would-judges = A study in which judges rate the questions, from which the pass mark is taken.
would-accuracy = An assessment that can be simulated.
would-consistency = An assessment that can be simulated.
would-questions = Questions, in a bank that is published.
would-prerequisites = Prerequisites, in the definition.
would-stackability = A pathway on this server that names it: its holders then earn a larger credential with it.
would-level = A level, in the definition.
would-eqf = Its level in the European Qualifications Framework, in the definition.
would-workload = Credits with their unit beside the hours, in the definition.
would-format = An assessment that awards it.
would-issuer = A server at a public https address: its keys are then found by its name.
would-practice = A blueprint for practice, with questions of its own.
would-study = The form of study, in the definition.
would-participation = How one takes part, in the definition.
would-retake = A rule for trying again, in the definition.
would-retention = Times for which data are kept, in the definition.
would-key = A key that signs.
would-status = A credential that was awarded: each has a place in a signed list, where anyone sees that it was withdrawn.
would-supervision = Finished assessments of learners, each of them taken in a sitting, where an invigilator watches.
would-secret = An assessment whose questions and keys are not public.
would-next = What a learner can do next, in the definition.
would-ask = Whom a learner can ask, in the definition.
would-contact = Setting the server up with the institution's address.
