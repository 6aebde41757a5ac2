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
assessed-delivery = Questions are handed out a few at a time, and how many you get follows from your answers.
assessed-supervision = A badge says whether an invigilator watched, and how it was known who sat there.
assessed-sitting = It can also be taken in a sitting, in one room with an invigilator. The questions are then in your browser until you have finished.
retake = { $days ->
    [0] You may try again at once, with new questions.
    [one] You may try again after { $days } day, with new questions.
   *[other] You may try again after { $days } days, with new questions.
 }
quality-title = What stands behind it
results-say-title = What a badge says of your result
results-say-level = The level that you reached.
results-say-achieved = “Achieved” means that it is as good as certain that you can do what the pass mark asks for.
results-say-ability = If you choose so, your ability in logits, on the scale of the pass mark.
results-say-error = If you choose so, the standard error of that.
results-say-interval = With both, the interval that holds your ability with a probability of 90 per cent.
results-say-mastery = If you choose so, the probability that you have reached the pass mark, of all outcomes together and of each alone.
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
sit-text = For the badge. You need a code from your tutor, or your return card.
join-with-code = Join with a code
length = { $least ->
    [0] Up to { $most } questions, { $block } at a time.
   *[other] { $least } to { $most } questions, { $block } at a time.
 }
facts-title = In brief
fact-body = Awarded by
body-in = { $body } ({ $country })
fact-level = Level
fact-workload = Workload
fact-credits = Credits
fact-prerequisites = Before you begin
fact-stackability = Counts towards
fact-review = Reviewed by
fact-study = Form of study
fact-developer = Developed by

## Joining

join-title = Join with a code
join-lead = Your tutor or the invigilator gave you a code such as K7QX-9MPD. It opens a seat in one assessment.
join-code = Code
join-code-hint = Capitals, spaces and dashes do not matter.
join-code-missing = Enter the code that you were given.
join-name = Your name
join-name-hint = As it should stand on the badge.
join-name-missing = Enter your name.
join-email = Your e-mail
join-email-hint = The badge is bound to it, hashed. We send no mail.
join-email-wrong = Enter an e-mail address, such as ana@example.org.
join-do = Take the seat
join-back = Been here before? Your return card brings you back on any device.
come-back = Come back with your return card
follow-title = Come back
follow-lead = Scan the QR code of your return card, or type its code. You come back to the same question.
follow-code-hint = Twelve letters and digits, such as K7QX-9MPD-4TRW. Capitals, spaces and dashes do not matter.
follow-code-missing = Enter the code that stands on your return card.
follow-do = Come back
follow-lost = Lost your card? Your tutor or the invigilator can give you a new one; the old one then opens nothing any more.

## My assessments

me-title = My assessments
me-lead = { $name }, { $email }
me-nobody-title = You are not signed in
me-nobody = Join with a code from your tutor, or come back to your assessments with your return card.
me-empty = You have no seat in an assessment yet. Join with a code from your tutor.
keep-title = Keep your return card
keep-text = It is the only way back to your assessments from another device or browser, also in the middle of a test. Photograph it, print it, or write the code down.
keep-have = I have kept it
card-lost = Lost your return card?
card-renew-text = A new card takes the place of the old one, which then opens nothing any more. Whoever came in with the old one is signed out.
card-renew = Make a new card
sitting-open = Sitting “{ $title }”, open until { $until }.
sitting-over = The sitting that began { $date } is closed. What reached the server before that counts.
sitting-hand-in = See whether anything is left to send
unsent-here = Answers of yours from a sitting are still in this browser.
unsent-send = Send them now
sitting-wait = This seat is for sittings. Join the next one with the code that the invigilator shows.
begin-sitting = Begin in the sitting
brief-offline = Once the first question is there you need no network: your answers are kept in this browser and sent when it is back.
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
my-wallet = Your credentials, and what is kept about you
my-data = Everything that is kept of you here, as a file

to-principles = How it meets the ten principles
not-offered = Not offered yet
not-offered-text = No assessment is offered for this micro-credential yet: this is what it will be.
