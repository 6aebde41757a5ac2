### The learner's words, up to the end of a test.

## Catalogue

catalogue-title = Show what you can do
catalogue-lead = A micro-credential certifies one skill you can use at work. Practise as often as you like, then take a short assessment that adapts to you and ends in a badge anyone can verify.
catalogue-not-set-up = This server is new. Practise now, or take the assessment with the class code printed where the server was started. Badges are signed once a tutor has followed the set-up link printed there, too.
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
attempts-title = Attempts
attempt-began = Began { $date }
attempt-running = under way
attempt-paused = paused
attempt-finished = finished
before-title = Before you begin
brief-sets = Questions come in small sets. Within a set you can go back and change any answer; once handed in, it stays.
brief-adaptive = The next set follows from your answers. Everyone meets questions that are too hard for them: that is how it finds your level.
brief-pause = There is no hurry. You can pause, close the page and come back to the same question.
brief-honest = If you have not met something yet, say so: it counts like a wrong answer, and tells you more than a guess.

## Practice

practice-lead = This runs entirely in your browser. At the end you see every answer explained, and how the estimate of your ability moved.
practice-key = By keyboard: 1 to 9 or a letter chooses an option, Enter goes on.
practice-last = See the last result
practice-begin = Begin practising

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
saving-not-kept = Your browser keeps nothing: a reload would begin anew.
time-left = { $clock } left
time-five = Less than five minutes left
time-one = Less than one minute left
paused-title = Paused
paused-text = The question is hidden and the clock stands still. Everything you answered is safe.
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
