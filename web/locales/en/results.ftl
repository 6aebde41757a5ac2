### The words of results and badges.

## Practice

practice-again = Practise again
practice-sending = Sending your answers to be replayed on the server…
practice-sent = The server replayed your answers and came to the same result.
practice-not-sent = Your result is complete here, but the server does not have it yet: { $why }

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
verdict-floor-text = On the whole you are { $likely } likely to meet the standard, which is enough. One part has a least of its own, and that was not shown: see below which.
verdict-floor-missed-text = One part has a least of its own, and we are sure that it was not reached: see below which.
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
    [one] After { $items } question every rule for ending it held.
   *[other] After { $items } questions every rule for ending it held.
}
stopped-decided = { $items ->
    [one] After { $items } question your answers were clear enough to decide by, so there was no need to ask more.
   *[other] After { $items } questions your answers were clear enough to decide by, so there was no need to ask more.
}
stopped-settled = { $items ->
    [one] After { $items } question more of them would have changed the estimate little.
   *[other] After { $items } questions more of them would have changed the estimate little.
}
stopped-items = { $items ->
    [one] It had as many questions as it was to have: { $items }.
   *[other] It had as many questions as it was to have: { $items }.
}
stopped-seconds = { $items ->
    [one] The time that it was to take had passed. { $items } answer counts.
   *[other] The time that it was to take had passed. { $items } answers count.
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
stopped-sitting-closed = { $items ->
    [0] The sitting was closed before anything was answered.
    [one] The sitting was closed. { $items } answer counts.
   *[other] The sitting was closed. { $items } answers count.
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
floor-met = The least that is asked of this part was reached.
floor-unmet = This part has a least of its own, and it is { $likely } likely that it was reached; { $asked } is asked.
outcome-weak = To work on · { $likely } likely at the standard, by { $items } questions
next-title = What next
next-practice-achieved = You are ready for the assessment: ask your tutor for a code. Below, look at what you missed.
next-practice-not-yet = Go through the questions below, starting with those you missed, and practise again. Every session draws anew.
next-practice-too-close = It can go either way, or too little was answered to tell. Go through what you missed below, then practise again or ask your tutor for a code.
next-achieved = You have earned the badge of this micro-credential.
next-not-yet = Work on the outcomes marked “To work on”; practice is open to you at any time. Another attempt brings new questions.
next-too-close = It can go either way, or too little was answered to tell. A little work on the weaker outcomes may settle it; another attempt brings new questions.
course-title = How the estimate moved
course-text = Each question moved the estimate of your ability: up after a right answer, down after a wrong one, and less and less as more was known.
course-words = { $count ->
    [one] Over { $count } question the estimate went from { $first } to { $last }, at the end with a standard error of { $error }. The pass mark is { $cut }.
   *[other] Over { $count } questions the estimate went from { $first } to { $last }, at the end with a standard error of { $error }. The pass mark is { $cut }.
 }
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
badge-awaiting-sign-off = You have earned the badge. The invigilator has yet to sign the sitting off; then it is signed, here. You need do nothing.
badge-not-vouched = By your answers you meet the standard, but the invigilator does not vouch for this attempt, so there is no badge. Ask your tutor what happened and what you can do.
result-badge-suspended = Your badge is suspended: it does not hold for now.
result-badge-withdrawn = Your badge was withdrawn: it does not hold any more.
badge-issued = Your badge is signed and ready.
no-badge-title = There is no badge here yet
no-badge = This attempt did not earn a badge. The result says what to do next.
no-practice-title = There is no practice result here
no-practice = This browser keeps no finished practice session. A result is kept until you practise again, unless the browser is set to keep nothing.

## Something is wrong

concerns-mine = Something wrong?
appeal-do = Appeal against this result
appeal-text = Somebody who had no part in it looks again, decides, and gives you the reason. While your appeal is open it changes nothing.
appeal-why = Why is the result wrong?
appeal-send = Send the appeal
appeal-of = Your appeal of { $date }
report-title = Report a question
report-lead = Unclear, wrong, broken? Say so. It does not change how you are scored now; if the key turns out to be wrong, your answers are scored again.
report-which = Which question
report-choose = Choose one
report-which-missing = Choose the question first.
report-question = Question { $number }
report-what = What is wrong with it?
report-send = Send the report
report-back = Back to the test
report-of = Question { $number }, reported { $date }
say-missing = Write what is wrong first.
say-sent = Sent. What becomes of it stands here.
said-open = not looked at yet
said-looking = being looked at
said-upheld = you are right
said-declined = not agreed
corrected-same = The key of a question was wrong and has been corrected. Your answers were scored again; the result is the same.
corrected-from-achieved = The key of a question was wrong and has been corrected. Your answers were scored again: it was “achieved” before.
corrected-from-not-yet = The key of a question was wrong and has been corrected. Your answers were scored again: it was “not yet” before.
corrected-from-too-close = The key of a question was wrong and has been corrected. Your answers were scored again: it was too close to call before.
corrected-badge = Your badge stays valid until a person has decided about it; you will read the reason here.
corrected-withdrawn = It was decided that your badge is to be withdrawn:
