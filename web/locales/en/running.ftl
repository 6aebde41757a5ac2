### Running assessments: today, cohorts, reports and appeals, decision trails, item statistics, corrected keys, files, the pack.

run-achieved = Achieved
run-not-yet = Not yet
run-too-close = Too close to call
run-simulated = These are simulated learners, here to show what there is to see. They earn no badge.

## Needs you today

today-title = Needs you today
today-empty = Nothing waits for you.
today-stuck = { $name } is stuck
today-appeal = { $name } appeals
today-badge = { $count ->
    [one] { $count } badge waits for a word after a key was corrected
   *[other] { $count } badges wait for a word after a key was corrected
 }
today-confirm = { $name } has achieved; was it really them?
today-report = { $name } reports a question
today-name = { $name } asks for another name
today-flagged = { $count ->
    [one] The answers to { $count } question ask for a look
   *[other] The answers to { $count } questions ask for a look
 }
today-publication = { $name } waits for a second person’s sign-off
today-look = Look
today-decide = Decide
demo-here = Simulated learners are here, called “Demo …”. One click removes them with all that they did.
demo-remove = Remove the simulated learners
demo-text = Nobody has begun anything yet. Thirty simulated learners show what each page looks like in use; they are marked, earn no badge, and go again with one click.
demo-make = Show it with simulated learners

## Decision trail

trail-of = How { $name } came to this verdict
trail-of-running = How { $name } is doing so far
trail-nobody = Somebody whose name was erased
trail-verdict = Verdict
trail-so-far = So far
trail-so-far-finding = It is still running, and nothing is decided. After { $items } questions ability is { $theta } with a standard error of { $error }, and the pass mark is { $cut }: mastery is { $likely } likely.
trail-finding = { $verdict }: mastery is { $likely } likely. Ability { $theta } with a standard error of { $error }, pass mark { $cut }, by { $items } questions.
trail-corrected = Keys were corrected since. What counts now:
trail-began = Began { $at }.
trail-finished = Finished { $at }.
trail-confirmed = Who sat was confirmed { $at }.
trail-minutes = { $minutes } minutes were allowed.
trail-course = The course of it
trail-course-words = After { $count } questions the estimate is { $theta } with a standard error of { $error }; the pass mark is { $cut }.
trail-number = Question
trail-right = Right
trail-wrong = Wrong
trail-error = Standard error
trail-cut = Dashed: the pass mark, { $cut }
trail-notes = For a person to read
trail-notes-text = These notes decide nothing. They say where a second look may be worth it.
trail-unusual = Unusual:
trail-items = Every question
trail-item = Which
trail-answer = Answer
trail-score = Score
trail-time = Time
trail-estimate = Ability after it
trail-estimates = Ability after each question is told as the verdict is made. Questions are chosen by an estimate of its own, which does not begin at the pass mark, so that the two differ.
trail-likely = Mastery
trail-why = Why it came
trail-why-show = Why
trail-question = Question { $number }
trail-answers-hidden = What was answered would tell the keys, which your roles do not include.
trail-not-learned = Not learned yet
trail-part = { $percent } % of the credit
trail-now = now { $percent } %
trail-seconds = { $seconds } s
trail-rapid = very fast
trail-rules = Why it went on, and why it stopped
trail-rules-text = At the end of each set of questions every rule for ending is looked at.
trail-block = After set { $number }:
trail-no-rules = The blueprint has no rule to look at here.

## Reports and appeals

concerns-title = Reports and appeals
concerns-lead = What learners say is wrong. Each is decided with a reason that they read. An appeal is decided by somebody who did not confirm the attempt, run its sitting, correct a key that it is scored by, decide about its badge, or decide an earlier appeal.
concerns-empty = Nobody has reported or appealed anything.
concern-report = A report about { $item }
concern-report-gone = A report about a question
concern-appeal = An appeal
concern-trail = Decision trail
concern-open = Open
concern-looking = Being looked at
concern-upheld = Upheld
concern-declined = Declined
concern-reason = Reason
concern-reason-hint = The learner reads it. What was asked and what is right stays unsaid.
concern-reason-missing = Write the reason first.
concern-uphold = They are right
concern-decline = They are not
concern-look = I am looking at it

## Item statistics

statistics-title = Item statistics
statistics-lead = What learners’ answers say of the questions. Each figure stands with the number of answers that it rests on.
statistics-count = { $attempts ->
    [one] { $attempts } finished attempt
   *[other] { $attempts } finished attempts
 }; { $flags ->
    [0] no question asks for a look.
    [one] { $flags } question asks for a look.
   *[other] { $flags } questions ask for a look.
 }
statistics-fewest = Nothing is flagged with fewer than { $fewest } answers. Questions are given to those whose ability they fit, so correlations come out lower than in a test that everyone takes whole.
statistics-order = Order
statistics-by-flags = What asks for a look first
statistics-by-answers = Most answered first
statistics-by-hard = Hardest first
statistics-by-bank = As in the bank
statistics-items = All questions
statistics-item = Question
statistics-n = Answers
statistics-right = Right
statistics-rest = With the rest
statistics-time = Median time
statistics-exposure = Given in
statistics-look = Look
statistics-flags = Notes
statistics-between = { $right } ({ $low } to { $high })
statistics-key = check the key
statistics-fit = too easy or too hard
statistics-reports = { $count ->
    [one] { $count } report
   *[other] { $count } reports
 }
item-answers = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
 }, of them { $unlearned } “not learned yet”; left unanswered by { $omitted }.
item-right = { $right } right (95 % interval { $low } to { $high }).
item-right-expected = { $right } right (95 % interval { $low } to { $high }); its stated difficulty makes one expect { $expected } of these learners.
item-rest = Being right goes with ability by the other answers: correlation { $r }.
item-time = Half of the learners take up to { $median } s; the middle half { $first } to { $third } s.
statistics-options = Who chose what
item-options-text = Three bars for each option: the third of learners who can do least, the middle third, the third who can do most. The right option grows from top to bottom, a wrong one shrinks.
item-thirds = Chosen by { $low } of 100 in the lower third, { $middle } in the middle, { $high } in the upper.
item-key = right
item-option = Option
item-chosen = Chosen by
item-share = In 100
item-ability = Mean ability
item-biserial = Point-biserial
item-third-low = Lower third
item-third-middle = Middle third
item-third-high = Upper third
item-no-key = The key of this question cannot be corrected here: it scores each option by itself, or people score it. Retire it and write another.

## Corrected keys

corrections-title = Corrected keys
corrections-lead = When a key was wrong, the answers on record are scored again by the right one. What was asked stays as it was. Whose verdict would change is shown before anything does.
corrections-empty = No key was ever corrected.
correction-do = Correct the key
correction-text = Nothing changes yet: you see first whose verdict would change.
correction-right-one = The right option
correction-right-several = The right options
correction-value = The right number
correction-tolerance = Tolerance
correction-texts = The right answers
correction-texts-hint = One on each line.
correction-fields-hint = Everything that you tick in a place is right there, each by itself.
correction-order = The right order
correction-up = Move up: { $what }
correction-down = Move down: { $what }
correction-moved = { $what } is now in place { $place } of { $of }.
correction-same = This is the key that the question has. Change it first.
correction-none = Say what is right.
correction-number = Enter numbers, the tolerance 0 or more.
correction-reason-hint = Kept for good. Learners whose result it touches read it.
correction-reason-missing = Write why the key was wrong.
correction-look = See what it would change
correction-proposed = Proposed
correction-applied = Applied
correction-dropped = Dropped
correction-of = The key of { $item }
correction-from-to = Right was { $old }; right is { $new }.
correction-by = Proposed by { $who }, { $at }.
correction-decided = Decided by { $who }, { $at }.
correction-effect = Finished attempts that answered it: { $answered }. Scored differently: { $rescored }. Newly achieved: { $up }. No longer achieved: { $down }.
correction-apply-text = Applied, the corrected verdicts count. Whoever newly achieves waits for the usual confirmation; where somebody does, another person than who proposed it applies it, if there is one who can. No badge is taken by it: you decide for each learner.
correction-apply = Apply it
correction-drop = Drop it
correction-before = Before
correction-after = After
badge-decide = Decide about the badge
badge-decide-text = The badge was issued on the verdict of before. A withdrawal is recorded here and told to the learner; those who verify the badge will see it once badges carry a status.
badge-keep = It stays
badge-withdraw = To be withdrawn
badge-kept = Stays
badge-withdrawn = To be withdrawn
badge-waits-decision = Waits for a decision
badge-on-its-way = Earned now, confirmed as usual

## Cohorts

cohorts-title = Cohorts
cohorts-lead = Learners who sit the same thing in the same time.
cohorts-all = All cohorts
cohorts-empty = There is no cohort yet.
cohort-name = Name
cohort-name-hint = As “Autumn evening class”.
cohort-name-wrong = Give it a name.
cohort-demo = simulated
cohort-window = May begin
cohort-from-to = { $from } to { $to }
cohort-learners = Learners
cohort-opens = From
cohort-closes = Until
cohort-date-wrong = Enter a day and a time.
cohort-window-wrong = It has to end after it begins.
cohort-attempts = Attempts at most
cohort-attempts-hint = Empty: as the micro-credential’s own rule says.
cohort-attempts-wrong = Enter 1 to 20, or nothing.
cohort-minutes = Minutes for an attempt
cohort-minutes-hint = Empty: no limit. Extra time multiplies it.
cohort-minutes-wrong = Enter 5 to 600, or nothing.
cohort-make = Make a cohort
cohort-stale = The server was not reached just now; what is shown is from before.
cohort-progress = How far everyone is
cohort-empty = Nobody is in it yet. Bring learners in from a table, or make a class code.
cohort-count = { $all } learners, { $begun } have begun, { $finished } have finished, { $stuck ->
    [0] nobody is stuck.
    [one] { $stuck } is stuck.
   *[other] { $stuck } are stuck.
 }
cohort-live = As of { $at }, looked at again every few seconds. Stuck: nothing has come for { $minutes } minutes.
cohort-learner = Learner
cohort-state = State
cohort-items = Handed in
cohort-heard = Last heard
cohort-extra = Extra time
cohort-times = × { $times }
cohort-waiting = Not begun
cohort-working = At it
cohort-paused = Paused
cohort-stuck = Stuck
cohort-finished = Finished
ago-now = just now
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
 }
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
 }
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
 }
cohort-ways = Ways in
cohort-code-text = A class code lets anyone who has it into this cohort until it closes. A new one takes the place of the old.
cohort-code-again = Make another code
cohort-cards-text = New links for everyone here. The old links, and sessions opened with them, end.
cohort-cards = Make new links for everyone
cohort-change = Change
cohort-changed = It is changed.
cohort-extra-title = Extra time
cohort-extra-text = By how much is the time of { $name } multiplied? It holds from their next attempt on. Why is not asked and not kept.
cohort-extra-hint = From 1 to 4, as 1.25 for a quarter more.
cohort-extra-wrong = Enter a number from 1 to 4.
cohort-extra-do = Set it
links-cards = Personal links
links-made = { $count ->
    [one] { $count } link is made. It is shown only now: print it or take it away.
   *[other] { $count } links are made. They are shown only now: print them or take them away.
 }
links-print = Print the list
links-take = Take it away as CSV
links-show = The list
table-title = Learners from a table
table-text = A CSV file with a heading: name (or first name and last name), email, and if wanted extra time (as 1.25 or 25 %). Lists from Moodle and Canvas can stay as they are. Drop it here, choose it, or paste it. Nothing is stored before you say so.
table-file = File
table-paste = Or paste it
table-paste-hint = With its heading.
table-missing = Choose a file or paste a table first.
table-look = See what it holds
table-problems = { $count ->
    [one] { $count } problem. A row with a problem is not taken until it is put right.
   *[other] { $count } problems. Rows with a problem are not taken until they are put right.
 }
table-take-good = { $count ->
    [one] Take only the { $count } learner with no problem
   *[other] Take only the { $count } learners with no problem
 }
table-part-title = { $count ->
    [one] Take { $count } learner and leave the rest?
   *[other] Take { $count } learners and leave the rest?
 }
table-part-text = { $count ->
    [one] The row with the problem stays in the box, under its heading. Put it right there and take it afterwards.
   *[other] The rows with the { $count } problems stay in the box, under their heading. Put them right there and take them afterwards.
 }
table-good = { $count ->
    [0] Nobody new is in it.
    [one] { $count } learner can be taken.
   *[other] { $count } learners can be taken.
 }
table-known = { $count ->
    [one] { $count } is in the cohort already and stays: { $who }
   *[other] { $count } are in the cohort already and stay: { $who }
 }
table-row = Row
table-email = E-mail
table-take = { $count ->
    [one] Take { $count } learner
   *[other] Take { $count } learners
 }

## Files

exports-title = Take away
export-text = Each file that is taken away is noted in the trail.
export-results = Results, a row for each attempt
export-trails = Decision trails, a row for each question
export-responses = Answers, a row for each, without names
export-statistics = Item statistics

## Moderation pack

pack-title = Moderation pack
pack-of = Moderation pack: { $title }
pack-sample = Decision trails in it
pack-print = Print
pack-made = Made { $at } of { $bank }. Digest of bank and blueprint:
pack-outcomes = Learning outcomes
pack-blueprint = Blueprint
pack-standard = Pass mark
pack-results = Results
pack-verdicts = { $all } finished attempts: { $achieved } achieved, { $unmet } not yet, { $close } too close to call.
pack-concerns = { $kind }, { $state }: { $count }
pack-trails = Sample of decision trails
pack-trail = Trail { $number }
pack-deeds = What staff did

## The trail of what staff did

did-cohort-made = Made a cohort
did-cohort-changed = Changed when a cohort may begin
did-learners-imported = Brought learners in from a table
did-cards-reissued = Gave a cohort new links
did-extra-time-set = Set somebody’s extra time
did-concern-stepped = Answered a report or an appeal
did-key-proposed = Proposed another key
did-key-corrected = Corrected a key
did-key-dropped = Dropped a proposed key
did-badge-decided = Decided about a badge
did-exported = Took a file away
did-demo-made = Made simulated learners
did-demo-removed = Removed simulated learners
