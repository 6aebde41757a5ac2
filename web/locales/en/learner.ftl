### The learner's words.

nav-join = Join
nav-me = My assessments
to-me = To my assessments
to-catalogue = See all micro-credentials

## Catalogue

catalogue-title = Show what you can do
catalogue-lead = A micro-credential certifies one skill you can use at work. Practise as often as you like, then take a short assessment that adapts to you and ends in a badge anyone can verify.
catalogue-not-set-up = This server is new. Practice is open to everyone; assessments that award open once a tutor has followed the set-up link printed where the server was started.
catalogue-study = What you can study
catalogue-empty = No micro-credential is offered here yet. Whoever runs this server can add one by putting an item bank into its banks folder.
what-title = What is a micro-credential?
what-text = A small, complete qualification: a few learning outcomes at a stated level, the hours they take, and an assessment that shows you have met them. It is much shorter than a course of study, and it counts on its own.
way-practise = Practise
way-practise-text = Open to everyone, without signing in. You see every answer explained, and what each question told about you.
way-sit = Sit the assessment
way-sit-text = Join with a code from your tutor. The questions follow your answers, so it takes about half as long as a fixed test.
way-hold = Hold the badge
way-hold-text = A signed Open Badge that you keep and share. Anyone can check it, without asking us.
run-by = Run by { $name } ({ $country }).
write-to = Write to { $address }
hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
 }

## One micro-credential

micro-credential = Micro-credential
outcomes-title = What you will be able to do
purpose-title = Who it is for
assessed-title = How you are assessed
assessed-length = The assessment ends as soon as your result is { $certainty } sure, after { $least } questions at the earliest and { $most } at the latest. If it cannot be that sure, it says so.
retake = { $days ->
    [0] You may try again at once, with new questions.
    [one] You may try again after { $days } day, with new questions.
   *[other] You may try again after { $days } days, with new questions.
 }
quality-title = What stands behind it
stored-title = What is stored, and for how long
stored-practice = Practice runs in your browser. Your answers are kept there until you start again; the server gets them at the end, without your name.
stored-sealed = In an assessment the server keeps your name, your e-mail and your answers, so that a result can be explained and checked.
stored-unfinished = { $days ->
    [one] Assessments that were never finished are deleted after { $days } day.
   *[other] Assessments that were never finished are deleted after { $days } days.
 }
stored-address = { $days ->
    [one] Network addresses are deleted after { $days } day.
   *[other] Network addresses are deleted after { $days } days.
 }
ways-in = Begin
practise-title = Practise
practise-text = Right now, without signing in. Every question is explained at the end. It awards nothing.
practise-now = Practise now
sit-title = Sit the assessment
sit-text = For the badge. You need a code from your tutor, or your personal link.
join-with-code = Join with a code
length = { $least } to { $most } questions, { $block } at a time.
facts-title = In brief
fact-body = Awarded by
body-in = { $body } ({ $country })
fact-level = Level
fact-workload = Workload
fact-credits = Credits
fact-prerequisites = Before you begin
fact-stackability = Counts towards
fact-review = Reviewed by

## Joining

join-title = Join with a code
join-lead = Your tutor gave you a code such as K7QX-9MPD. It opens a seat in one assessment.
join-code = Class code
join-code-hint = Capitals, spaces and dashes do not matter.
join-code-missing = Enter the code that your tutor gave you.
join-name = Your name
join-name-hint = As it should stand on the badge.
join-name-missing = Enter your name.
join-email = Your e-mail
join-email-hint = The badge is bound to it, hashed. We send no mail.
join-email-wrong = Enter an e-mail address, such as ana@example.org.
join-do = Take the seat
join-back = Been here before? Open your personal link: it brings you back on any device.
follow-empty-title = This link is not complete
follow-empty = A personal link has a long secret after the # sign. Copy the whole link and open it again, or ask your tutor for a new one.

## My assessments

me-title = My assessments
me-lead = { $name }, { $email }
me-nobody-title = You are not signed in
me-nobody = Join with a code from your tutor, or open your personal link to come back to your assessments.
me-empty = You have no seat in an assessment yet. Join with a code from your tutor.
keep-title = Keep your personal link
keep-text = It is the only way back to your assessments from another device or browser. Keep it like a password: whoever has it is you.
keep-have = I have kept it
begin = Begin the assessment
begin-again = Begin a new attempt
continue-attempt = Continue
next-attempt-at = You may begin another attempt from { $date }.
attempts-title = Attempts
attempt-began = Began { $date }
attempt-running = under way
attempt-paused = paused
attempt-finished = finished
see-result = See the result
about-it = About this micro-credential
before-title = Before you begin
brief-sets = Questions come in small sets. Within a set you can go back and change any answer; once handed in, it stays.
brief-adaptive = The next set follows from your answers. Everyone meets questions that are too hard for them: that is how it finds your level.
brief-pause = There is no hurry. You can pause, close the page and come back to the same question.
brief-honest = If you have not met something yet, say so: it counts like a wrong answer, and tells you more than a guess.

## Practice

practice = Practice
practice-lead = This runs entirely in your browser. At the end you see every answer explained, and how the estimate of your ability moved.
practice-key = By keyboard: 1 to 9 or a letter chooses an option, Enter goes on.
practice-begin = Begin practising
practice-again = Practise again
practice-unusable = The practice questions cannot be used: { $why }
practice-sending = Sending your answers to be replayed on the server…
practice-sent = The server replayed your answers and came to the same result.
practice-not-sent = Your result is complete here, but the server does not have it yet: { $why }

## The player

pause = Pause
resume = Go on
options = Options
end-here = End here
end-title = End the assessment here?
end-text = Your result will rest on what you have answered so far. It cannot be taken up again.
end-yes = End here
end-no = Keep going
show-progress = Show progress
show-time = Show the time left
use-keys = Choose with single keys
keys-help = 1 to 9 or A to Z chooses an option; Enter goes on. Turn single keys off if they get in the way of speech input.
progress-exact = { $done } handed in · { $percent } % of the way
progress-range = { $done } handed in · { $least } to { $most } % of the way
saving-saved = All answers saved
saving-sending = Saving…
saving-retrying = Not saved yet — trying again
saving-again = Next try in { $seconds } s
try-now = Try now
saving-refused = Not accepted: { $why }
saving-elsewhere = This went on in another window. Here is where it stands.
saving-not-kept = Your browser keeps nothing: stay on this page until the end.
time-left = { $clock } left
time-five = Less than five minutes left
time-one = Less than one minute left
paused-title = Paused
paused-text = The question is hidden and the clock stands still. Everything you answered is safe.
item-title = Question { $number }
item-of = { $index } of { $count } in this set
previous = Previous
next = Next
review = Look over the set
steps-label = Questions of this set
step-answered = Question { $number }, answered
step-open = Question { $number }, not answered
overview-short = Check
overview-title = Look over this set
overview-text = You can still change every answer here. Once the set is handed in, the next questions follow from it.
overview-left = { $count ->
    [one] { $count } question needs an answer, or “I have not learned this yet”.
   *[other] { $count } questions need an answer, or “I have not learned this yet”.
 }
to-open-item = Go to the open question
change = Change
answer = Answer
hand-in = { $count ->
    [one] Hand in this answer
   *[other] Hand in these { $count } answers
 }
handing-in = Handing in…
given-not-learned = I have not learned this yet
given-nothing = Not answered yet
not-learned = I have not learned this yet
not-learned-said = Noted. Answer after all, and the answer counts instead.
choose-one = Choose one answer
choose-some = { $count ->
    [one] Choose { $count } answer
   *[other] Choose { $count } answers
 }
choose-any = Choose all that apply
type-number = Enter a number
type-text = Enter a word or a short text
your-answer = Your answer

## The result

result-title = Your result
gate-text = Your answers are in, and your result is ready. Look at it whenever you like.
show-me = Show me
print = Print
verdict-achieved = Achieved
verdict-not-yet = Not yet
verdict-too-close = Too close to call
verdict-achieved-text = We are { $sure } sure that you meet the standard. { $asked } was needed.
verdict-not-yet-text = We are { $sure } sure that you do not meet the standard yet. { $asked } is needed to say either.
verdict-too-close-text = By your answers it is { $likely } likely that you meet the standard. { $asked } is needed to say so, so we do not call it either way.
band-words = Your ability most likely lies between { $low } and { $high }, with { $theta } the best estimate; the pass mark is { $cut }. The probability that you are above it is { $mastery }. The scale is in logits: higher means more difficult questions answered.
band-interval = Where your ability lies, with 90 % probability
band-estimate = Best estimate
band-passed = Meets the standard
pass-mark = Pass mark
stopped-title = Why it stopped
stopped-certainty = { $items ->
    [one] After { $items } question the result was { $asked } sure, so there was no need to ask more.
   *[other] After { $items } questions the result was { $asked } sure, so there was no need to ask more.
 }
stopped-standard-error = { $items ->
    [one] After { $items } question the estimate was precise enough.
   *[other] After { $items } questions the estimate was precise enough.
 }
stopped-all-rules = { $items ->
    [one] After { $items } question the estimate was precise enough, and the result { $asked } sure.
   *[other] After { $items } questions the estimate was precise enough, and the result { $asked } sure.
 }
stopped-maximum-length = { $items ->
    [one] It reached its greatest length: { $items } question.
   *[other] It reached its greatest length: { $items } questions.
 }
stopped-practice-exhausted = { $items ->
    [one] You have answered the only practice question there is.
   *[other] You have answered all { $items } practice questions that could be given.
 }
stopped-bank-exhausted = { $items ->
    [one] After { $items } question there was none left that could be given.
   *[other] After { $items } questions there was none left that could be given.
 }
stopped-time-up = { $items ->
    [0] The time was up before anything was answered.
    [one] The time was up. { $items } answer counts.
   *[other] The time was up. { $items } answers count.
 }
stopped-by-learner = { $items ->
    [0] You ended it before anything was answered.
    [one] You ended it. { $items } answer counts.
   *[other] You ended it. { $items } answers count.
 }
shown-title = What you have shown
shown-text = By the questions on each outcome alone. A few questions say less than all of them together.
outcome-too-few = { $items ->
    [0] No question on this.
    [one] { $items } question: too few to say anything by itself.
   *[other] { $items } questions: too few to say anything by themselves.
 }
outcome-strong = Strong · { $likely } likely at the standard, by { $items } questions
outcome-near = Near the line · { $likely } likely at the standard, by { $items } questions
outcome-weak = To work on · { $likely } likely at the standard, by { $items } questions
next-title = What next
next-practice-achieved = You are ready for the assessment: ask your tutor for a code. Below, look at what you missed.
next-practice-not-yet = Go through the questions below, starting with those you missed, and practise again. Every session draws anew.
next-practice-too-close = You are near the line. Go through what you missed below, then practise again or ask your tutor for a code.
next-achieved = You have earned the badge of this micro-credential.
next-not-yet = Work on the outcomes marked “To work on”; practice is open to you at any time. Another attempt brings new questions.
next-too-close = You are near the line. A little work on the weaker outcomes may settle it; another attempt brings new questions.
course-title = How the estimate moved
course-text = Each question moved the estimate of your ability: up after a right answer, down after a wrong one, and less and less as more was known.
course-words = Over { $count } questions the estimate went from { $first } to { $last }, at the end with a standard error of { $error }. The pass mark is { $cut }.
course-right = Right
course-wrong = Wrong or not learned
course-error = Standard error
walk-title = Question by question
walk-text = What was asked, what is right, why it came, and what it told about you.
walk-right = Right
walk-wrong = Missed
walk-key = Right answer
walk-chosen = Your answer
walk-number = { $value }, give or take { $tolerance }
walk-why = Why it came
walk-why-text = { $rank ->
    [1] When its set was chosen, no other question that could be given told more about your ability (information { $information }, difficulty { $difficulty }).
   *[other] When its set was chosen, it was number { $rank } of the questions that tell most about your ability (information { $information }, difficulty { $difficulty }). The choice among the best is drawn by lot, so that not everyone gets the same.
 }
walk-estimate = What the estimate did
walk-rose = It rose from { $from } to { $to } (standard error { $error }).
walk-fell = It fell from { $from } to { $to } (standard error { $error }).
walk-stayed = It stayed at { $to } (standard error { $error }).
walk-outcome = What it is about

## The badge

see-badge = See the badge
badge-awaiting = You have earned the badge. A tutor has yet to confirm who sat in your seat; then it is signed, here. You need do nothing.
badge-issued = Your badge is signed and ready.
no-badge-title = There is no badge here yet
no-badge = This attempt did not earn a badge. The result says what to do next.
badge-page-title = Your badge
badge-specimen = Specimen badge
badge-held-by = Held by { $name }
badge-awarded = Awarded by { $body }, { $date }
badge-can = What its holder can do
download-title = Keep it
download-text = The badge is a signed file (Open Badges 3.0). It stays valid wherever you keep it, and any wallet for Open Badges takes it.
download = Download the badge
sharing-title = Share it
sharing-text = A public page exists only if you want one. Its address cannot be guessed, search engines are asked to stay away, and you can withdraw it at any time.
share-name = Show my name on the page
share = Make a public page
share-again = Change the page
shared-now = The public page is there. Whoever has the link can see it.
shared-withdrawn = The public page is gone. Its link opens nothing any more.
withdraw = Withdraw the page
shared-title = A badge was shared with you
shared-lead = Its holder chose to show it to whoever has this link.
shared-check-title = Check it yourself
shared-check = Download the badge and have it verified. That works without us: in your browser, or with any verifier for Open Badges.
shared-gone-title = This badge is not shared
shared-gone = The link is not complete, or the holder has withdrawn the page.

## No such page

missing-title = There is no such page
missing-text = The address may be mistyped, or the page has moved.
