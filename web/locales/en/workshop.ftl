### The words of the workshop, where banks are made, imported into and published.

## All banks

banks-title = Banks
banks-lead = A bank is a set of questions with what it takes to make a test of them. Here you make one, bring in questions you have, and publish it with a second person.
banks-all = All banks
banks-none = There are no banks yet. Begin one below.
bank-name = Bank
bank-in-workshop = In the workshop
bank-learners = Learners get
bank-do = Action
bank-in-folder = Not yet. It comes from the server’s folder.
bank-changed = Change { $revision }, by { $who }, { $date }
bank-counts = Questions: { $items }. Errors: { $errors }, warnings: { $warnings }.
bank-list-counts = Questions: { $items }. To mend or to fill in before it is published: { $errors }. Warnings: { $warnings }.
bank-not-served = Nothing of it
bank-served = Version { $version }
bank-served-folder = Version { $version }, from the server’s folder
bank-waits = Waits for a second person
bank-open = Open
bank-take = Take into the workshop
bank-over = Bank
bank-nav = This bank

## A new bank

begin-title = Begin a bank
begin-name = Title
begin-name-hint = As learners and colleagues will know it.
begin-outcomes = Learning outcomes, one a line
begin-outcomes-hint = What a learner can do, beginning with a verb. You may put a short name and a colon before it, as “SD-1: Reads a map”.
begin-outcomes-wrong = Enter at least one learning outcome.
begin-body = Awarding body
begin-body-hint = Who stands behind the micro-credential.
begin-country = Country
begin-country-hint = Two letters, such as NZ.
begin-country-wrong = Enter two letters, such as NZ.
begin-more = Name, language and licence
begin-id = Short name
begin-id-hint = It stays. If you leave it empty, it is { $id }.
begin-lang = Language of the questions
begin-lang-hint = As en or en-NZ.
begin-licence = Licence
begin-licence-hint = As CC-BY-4.0.
begin-do = Begin
field-missing = Enter something here.

## A bank's questions

bank-questions = Questions
bank-question = Question
bank-search = Words in the question
bank-outcome = Outcome
bank-status = Status
bank-pool = Pool
bank-flag = Look at
bank-kind = Type
bank-difficulty = Difficulty
any-outcome = All outcomes
any-status = All statuses
any-flag = Everything
flag-any = Anything to look at
flag-error = Errors
flag-count = { $flag } ({ $count })
flag-no-feedback = No feedback
flag-no-status = No status
flag-other = Other
flaw-length = Key stands out by length
flaw-grammar = Grammar gives the key away
flaw-absolute = Absolute words
flaw-above = All or none of the above
flaw-negative = Negative, not emphasised
flaw-overlapping = Overlapping ranges
flaw-numbers = Uneven numbers
flaw-order = Numbers not in order
flaw-repeated = Same words in all options
flaw-blank = Begins with a gap
flaw-echo = Key echoes the question
row-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
 }
rows-none = Nothing fits.
rows-shown = { $from } to { $to } of { $all }
rows-before = Back
rows-after = On
item-unreadable = This question cannot be read: open it to see why.
kind-numeric = A number
kind-true-false = True or false
kind-description = Words only
bank-before = { $count ->
    [one] Before you publish: { $count } thing is still to be filled in
   *[other] Before you publish: { $count } things are still to be filled in
 }
bank-other-problems = { $count ->
    [one] { $count } remark on the bank as a whole
   *[other] { $count } remarks on the bank as a whole
 }
found-expected = Expected: { $what }.
problem-error = Error
problem-warning = Warning
new-item = A new question
new-item-id = Short name
new-item-id-hint = Letters, digits, “-”, “_” and “.”. It stays.
new-item-id-wrong = Enter 1 to 60 letters, digits, “-”, “_” and “.”.
new-item-do = Write it
coverage-title = How the questions cover the outcomes
coverage-table = Outcomes by difficulty
coverage-words = Questions in use, by outcome and difficulty in logits: the darker, the more. A row without numbers on the right has nothing to ask strong learners.
coverage-below = below { $b }
coverage-between = { $low } to { $high }
coverage-above = { $b } and above
coverage-all = All
export-title = Download the bank
export-done = { $name } is made. What its format cannot say: { $left } remarks.
format-native = Assay bank (zip)
format-csv = CSV
format-xlsx = Excel
format-moodle = Moodle XML
format-gift = GIFT
format-qti3 = QTI 3

## One question

item-neighbours = Other questions
edit-title = Edit
edit-found = Errors: { $errors }, warnings: { $warnings }
edit-why = What you changed
edit-why-hint = For the history. You may leave it empty.
edit-why-none = Changed { $item }
edit-store = Store
edit-stored = Stored. Learners get it when the bank is published.
edit-stale = Somebody has changed the bank since you opened it:
edit-stale-theirs = Load it anew, without my change
edit-stale-mine = Store mine all the same
item-kind = Type: { $kind }
item-prompt = Question
item-prompt-hint = Markdown: **bold**, `code`, lists, tables, $mathematics$, ![what it shows](media/name.svg).
item-options = Options
option-key = { $option } is right
option-text = Option { $option }
option-feedback = Feedback for those who choose { $option }
option-up = Move option { $option } up
option-down = Move option { $option } down
option-remove = Remove option { $option }
option-add = Add an option
item-value = The right number
item-tolerance = How far off is still right
item-tolerance-hint = 0 if you leave it empty.
item-unit = Unit
item-accept = Right answers, one a line
item-accept-hint = White space does not count.
item-case = Upper and lower case matter
item-feedback = Feedback
item-feedback-hint = For everybody who practises, after the answer.
item-outcomes = Learning outcomes
item-b = Difficulty in logits
item-b-hint = 0 is average, 1 is hard, −1 is easy.
item-b-sd = How unsure that is
item-b-sd-hint = Standard deviation of the rating: 1 for a first guess, 0.5 for a considered rating, 0 once it was measured.
item-source = Where the difficulty comes from
item-source-hint = As “rated by two teachers”.
item-file = The whole file
item-file-hint = As docs/BANK-FORMAT.md describes it.
item-problems = What to look at
item-alike = Nearly the same as
preview-title = As learners see it
preview-none = It cannot be shown as learners would see it until its errors are mended. Long texts are never given by the adaptive test.
history-title = How it came to be
history-none = It has not been stored yet.
history-entry = Change { $revision } by { $who }, { $date }: { $why }
history-back = Put how it was before into the form
history-back-why = Back to an earlier version
diff-none = Nothing differs, or it is no text.
diff-gone = Taken out:
diff-new = Put in:
begun-words = Text
begun-right = right
begun-wrong = wrong
begun-source = not rated yet

## Other files

files-title = Settings as text
files-lead = What the bank is, its tests and its micro-credential, as the files say it. Pages for most of it are beside this one.
files-edit = Files
files-which = File
files-text = Text
files-text-hint = As docs/BANK-FORMAT.md describes it. What is wrong is told as you type.
files-sound = Nothing is wrong with this file.
bank-history = What was changed
change-entry = Change { $revision } by { $who }, { $date }: { $why }
change-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
 }

## Import

import-title = Import
import-lead = Bring in the questions that you have. The file is read in this browser, and you see everything before anything is stored.
import-closed = Your roles do not include changing banks.
import-drop = Drop a file here, paste its text, or choose it.
import-file = Choose a file
import-folder = Choose a folder
import-formats = CSV, Excel (xlsx), GIFT, Aiken, Moodle XML and cloze, QTI 1.2, 2 and 3, an Assay bank as a zip or a folder.
import-paste = Paste text into a field
import-pasted = The text of the file
import-pasted-hint = For example GIFT, Aiken, or rows copied from a spreadsheet.
import-pasted-name = pasted
import-read = Read it
import-unreadable = The browser could not read that file.
import-working = Under way
import-storing = Storing…
import-done = Stored as change { $revision }. Questions in the bank now: { $items }. What is still to be done before it can be published stands on its pages.
import-to-bank = To the questions
import-another = Import another file
import-why = Imported from { $name }
import-stale = Nothing was stored: somebody has changed the bank since you opened this page. Import again, so that you see it against what is there now.
stage-reading = Reading the file
stage-converting = Making questions of it
stage-comparing = Comparing with what is there
stage-checking = Checking the bank
review-title = What was read
review-read = { $count ->
    [one] { $name } ({ $format }): one question.
   *[other] { $name } ({ $format }): { $count } questions.
 }
review-problems = What is wrong with the file. Errors: { $errors }, warnings: { $warnings }
review-not-kept = What is not kept as it was: { $count }
plan-added = { $count } new
plan-changed = { $count } would change a question that is there
plan-same = { $count } are there already, as they are
plan-collides = { $count } have the name of another question that is there
plan-left-out = { $count } cannot be taken
plan-alike = { $count } are nearly the same as another question
review-choices = How they come in
choice-stated = As the file says
choice-outcome = Outcome of those that name none
labels-title = Tags and outcomes of the file that this bank does not know: { $count }
labels-words = Say which outcome each stands for. Those left open are not kept.
label-of = { $label } ({ $count })
label-none = Leave it out
label-new = A new outcome of this name
review-list = Question by question
show-all = All of them
show-alike = Nearly the same as another
state-added = New
state-changed = Changes
state-same = Same
state-collides = Name is taken
state-left-out = Left out
resolve-all = For all of these:
resolve-add = Take
resolve-leave = Leave out
resolve-keep = Keep what is there
resolve-replace = Replace what is there
resolve-both = Take both, under a new name
plan-state = What it is
plan-do = What to do
plan-do-of = What to do with { $id }
plan-look = Look
plan-becomes = It would be called { $id }.
plan-alike-of = Like { $id }: { $why }
plan-difference = What would change
plan-file = The file it would become
review-store = { $count ->
    [one] Store one file
   *[other] Store { $count } files
 }
review-nothing = There is nothing to store.
review-again = Another file

## Publishing

publish-title = Publish
publish-lead = What learners take is a frozen edition. You propose it, and a second person looks at it and signs it off. Tests that are under way go on with the edition they began with.
readiness-title = Is it ready?
ready-yes = Yes
ready-no = Not yet
ready-sound = The check finds no errors, and nothing that another bank’s award depends on.
ready-errors = { $count ->
    [one] { $count } error stands in the way.
   *[other] { $count } errors stand in the way.
 }
ready-offer = It has an assessment and a micro-credential.
ready-no-offer = What learners would find cannot be said until its errors are mended.
ready-changed = It differs from what was published last.
ready-unchanged = It is as it was published last.
ready-warnings = Warnings for a reviewer: { $count }.
ready-look = Look at them
offer-title = What learners would find: { $title }
delivery-open = practice with feedback
delivery-sealed = for the award
delivery-sitting = for the award, in a room
content-least = At least
content-most = At most
content-there = There are
content-no-limit = no limit
form-length = { $least } to { $most } questions, out of { $items }
form-mark = Pass mark at { $cut } logits, standard error { $se }; a pass must be { $certainty } % sure
form-rationale = How the pass mark was set: { $words }
propose-title = Propose to publish
propose-words = The bank is frozen as it stands now. A simulation then shows you and the second person how often it would award wrongly. What you change afterwards is not part of it.
propose-version = Version
propose-version-hint = No earlier edition may have it.
propose-note = What the second person should know
propose-note-hint = What is new, and what to look at closely.
propose-do = Propose
waits-title = Waits for a second person
waits-words = Version { $version }, proposed by { $who }, { $date }
waits-first = Nothing was published before. All of its files:
publish-cautions = This does not stand in the way, but you answer for it:
waits-simulation = What it would do to learners
waits-against = What differs from version { $version }: { $count } files
waits-warnings = Warnings of the check: { $count }
waits-own = You proposed it, so somebody else has to look at it.
waits-closed = Your roles do not include signing off.
difference-new = new
difference-gone = taken out
difference-changed = changed
difference-more = And { $count } more files.
decide-note = What you say of it
decide-note-hint = Needed if you refuse.
decide-note-missing = Say why you refuse.
decide-yes = Sign off and publish
decide-no = Refuse
publications-title = Editions
publications-none = Nothing was proposed yet.
publication-version = Version
publication-state = State
publication-proposed = Proposed
publication-decided = Decided
publication-by = { $who }, { $date }
publication-withdrawn-by = Withdrawn by { $who }, { $date }: { $reason }
publication-waiting = Waits
publication-refused = Refused
publication-published = Learners take it
publication-superseded = Was published; a later one took its place
publication-withdrawn = Withdrawn
withdraw-title = Withdraw an edition
withdraw-words = Learners get the edition before it, or the one from the server’s folder; without either the assessment is not offered any more. Tests that are under way go on.
withdraw-reason = Why
withdraw-do = Withdraw

## In the trail

did-bank-made = began a bank
did-bank-taken = took a bank into the workshop
did-bank-changed = changed a bank
did-publication-proposed = proposed to publish
did-publication-signed = signed off a publication
did-publication-refused = refused a publication
did-publication-withdrawn = withdrew a publication
