### The words of blueprints, pass marks and pictures of a bank.

design-banks = All banks
design-blueprint = Blueprint
design-blueprint-lead = What a test is made of: how many questions, on what, and when it ends.
design-pass-mark = Pass mark
design-pass-mark-lead = People who know the field say what a learner who only just deserves it would get right. Their mean is the pass mark.
design-pictures = Pictures
design-pictures-lead = What the questions can tell, and where some are missing.
design-simulate = Simulate
design-simulate-lead = Simulated learners of known ability take the test before any real one does. Nothing leaves this browser.
design-try = Try it
design-try-lead = Sit the test yourself, or watch a simulated learner sit it. Every choice is explained, and nothing is recorded.
design-assessment = Assessment
design-nothing = There is no assessment to show: the bank cannot be read, or has no blueprint yet.
design-wrong = This assessment cannot be given as it is. Put this right on the page of the blueprint first.
design-errors = { $count ->
    [one] The bank has { $count } error. Until it is put right nothing can be published.
   *[other] The bank has { $count } errors. Until they are put right nothing can be published.
 }
design-errors-shown = Show them
design-problem = { $field } is { $value }, expected { $expected }.
design-problem-here = This is { $value }, expected { $expected }.
design-problem-item = Question { $item }: { $field } is { $value }, expected { $expected }.

## The blueprint

blueprint-new = A new one: { $id }
blueprint-new-title = Assessment
blueprint-what = What it is
blueprint-title = Title
blueprint-delivery = Where it is taken
blueprint-open = Practice, in the learner’s browser
blueprint-open-hint = Learners see what is right and why. It awards nothing.
blueprint-sealed = For the award, wherever the learner is
blueprint-sealed-hint = Questions and keys stay on the server, which hands out a few questions at a time.
blueprint-sitting = For the award, in a room with an invigilator
blueprint-sitting-hint = It goes on without a network. The questions are in the browsers of those in the room.
blueprint-length = How long it is
blueprint-minimum = Fewest questions
blueprint-minimum-hint = No verdict before.
blueprint-maximum = Most questions
blueprint-maximum-hint = It never asks more.
blueprint-block = Questions at a time
blueprint-block-hint = Answers can be changed until these are handed in. Five is usual.
blueprint-ends = When it ends
blueprint-sure = As soon as the verdict is sure
blueprint-sure-hint = Recommended. Who is clearly above or below the pass mark is done soon.
blueprint-precise = As soon as ability is measured to 0.4 logits
blueprint-precise-hint = For a number on a scale. Close to the pass mark it may end without a verdict.
blueprint-full = After the most questions, for everyone
blueprint-full-hint = Every learner has a test of the same length.
blueprint-as-filed = By the rules in the file
blueprint-as-filed-hint = The file has rules that this form does not show. They stay as they are.
blueprint-certainty = How sure a verdict has to be, in percent
blueprint-certainty-hint = 95 means: of 100 who are told that they have achieved it, about 5 are below the pass mark. Above 50 and below 100.
blueprint-minutes = No new questions after so many minutes
blueprint-minutes-hint = Leave it empty for no limit. Time limits shut some learners out.
blueprint-outcomes = What it asks about
blueprint-outcomes-hint = Fewest and most questions of each outcome: a number, or a share of the most questions such as 20%. Empty is no limit.
blueprint-outcome = Outcome
blueprint-has = Questions there are
blueprint-least = Fewest
blueprint-most = Most
blueprint-least-of = Fewest questions of { $id }
blueprint-most-of = Most questions of { $id }
blueprint-floor = Floor
blueprint-floor-of = How far below the pass mark the floor of { $id } lies, in logits
blueprint-compensatory = One pass mark holds for the whole test, and strength in one outcome makes up for weakness in another, but for outcomes with a floor: there the learner also has to be likely to lie above the floor, by the questions of that outcome alone. A floor is so many logits below the pass mark (0.5 is usual, 0 is the mark itself) and needs at least 3 questions. Empty is no floor.
blueprint-choice = Which questions come
blueprint-easy = Open with easy questions
blueprint-easy-hint = Everyone meets something they know first.
blueprint-variety = Draw each question among so many that suit
blueprint-variety-hint = 1 is always the best one, and everyone gets the same. 10 to 20 keeps neighbours and friends from meeting the same test.
blueprint-mark = Pass mark
blueprint-mark-judged = Set by judges: { $cut } logits, with a standard error of { $error }. It is moved on the page of the pass mark.
blueprint-mark-go = Set the pass mark with judges
blueprint-cut = Pass mark in logits
blueprint-cut-hint = On the scale of the questions’ difficulties: who is there gets a question of that difficulty right half of the time, but for guessing.
blueprint-rationale = How it was set
blueprint-rationale-hint = Whoever asks is told this.
blueprint-retake = Trying again
blueprint-days = Days until the next attempt
blueprint-days-hint = From the end of one attempt to the start of the next.
blueprint-unseen = Only with questions that the learner has not seen
blueprint-unseen-hint = Attempts end when too few are left.
blueprint-unread = This cannot be read. Enter a number.
blueprint-sound = The bank can give this test.
blueprint-problems = { $count ->
    [one] { $count } thing is to be put right before this test can be given.
   *[other] { $count } things are to be put right before this test can be given.
 }
blueprint-save = Save
blueprint-saved = Saved. The bank has a new revision.
blueprint-file = The file that this writes
blueprint-file-hint = Comments that its author wrote stay.
blueprint-file-same = The file says this already.

## What a bank can carry

feasible-title = What the bank can carry
feasible-attempts = Attempts for each learner
feasible-gap = How near to the pass mark a test should still tell
feasible-near = Very near: 0.5 logits
feasible-usual = Near: 0.75 logits
feasible-far = Less near: 1 logit
feasible-again = Questions may come again, so that there is no end of attempts. Each should tell those apart who are { $gap } logits from the pass mark.
feasible-carried = { $carried ->
    [0] Not one attempt of unseen questions tells those who are { $gap } logits from the pass mark. There are questions for { $all } in all.
    [one] { $carried } attempt of unseen questions tells those who are { $gap } logits from the pass mark. There are questions for { $all } in all.
   *[other] { $carried } attempts of unseen questions tell those who are { $gap } logits from the pass mark. There are questions for { $all } in all.
 }
feasible-first = A first attempt of { $items } questions leaves those without a verdict whose estimate is within { $gap } logits of the pass mark.
feasible-enough = That is enough.
feasible-lacks = This is missing:
feasible-lacks-at-least = At least this is missing. More is needed, but the list ends here:
feasible-write = { $count ->
    [one] One more question near { $near }.
   *[other] { $count } more questions near { $near }.
 }
feasible-write-of = { $count ->
    [one] One more question near { $near } on outcome { $outcome }.
   *[other] { $count } more questions near { $near } on outcome { $outcome }.
 }
feasible-because-minimum = The outcome’s fewest questions take them in every attempt.
feasible-because-length = The attempts take more questions than there are.
feasible-because-information = Those that are there tell too little at the pass mark.
feasible-length = A test of at most { $maximum } questions is too short for that, whatever questions are written. About { $needed } questions would do.
feasible-certainty = No number of questions is enough for that: what is not known of the pass mark itself, and of an error that all ratings share, leaves those within { $gap } logits without a verdict. Have the pass mark rated by more judges, or the difficulties measured.

## Pictures

pictures-ability = Ability in logits
pictures-difficulty = Difficulty in logits
pictures-information = How exactly a test can measure
pictures-information-words = With the { $length } questions that tell most, ability is measured to { $at } logits at the pass mark, to { $below } a logit below it, and to { $above } a logit above it.
pictures-error-title = Standard error of measurement: the lower, the more exact
pictures-error = Standard error
pictures-information-title = Test information: the higher, the more exact
pictures-best = Information of a test
pictures-all = Information of all questions
pictures-information-hint = At each ability the questions are taken that tell most there, as many as a test may have, whatever they are about. A real test is a little less exact.
pictures-wright = Questions on the same axis as the pass mark
pictures-wright-words = { $near } of { $all } questions are within half a logit of the pass mark. { $below } are easier than it and { $above } as hard or harder.
pictures-wright-hint = Questions tell most about learners whose ability is near their difficulty, so that a good bank has its highest columns at the pass mark.
pictures-coverage = Outcomes by difficulty
pictures-coverage-words = How many questions each outcome has, from much easier than the pass mark to much harder. The darker, the more.
pictures-coverage-bare = No question at the pass mark: { $outcomes }.
band-much-easier = Much easier
band-easier = Easier
band-at = At the pass mark
band-harder = Harder
band-much-harder = Much harder
pictures-exposure-text = { $takers } simulated learners at the pass mark take the test, and the questions are counted that they are asked.
pictures-exposure-do = Count them

## What if

what-if-title = What if it were shorter, longer or surer?
what-if-text = { $takers } simulated learners at the pass mark take the longest test once. What shorter ones come to is read off at once, while you move the sliders.
what-if-do = Let them take it
what-if-of = From { $takers } simulated learners, at their first attempts.
what-if-said = A test has { $length } questions on average. Of 100 awards { $wrong } are false, of 100 who deserve it { $missed } are not awarded, and { $open } of 100 learners are too close to call.
what-if-first-attempts = First attempts
what-if-now = With the sliders
what-if-stated = As the blueprint says
what-if-length = Questions on average
what-if-awarded = Awarded, of 100 learners
what-if-wrong = False, of 100 awards
what-if-of-awards = { $wrong } (from { $awards } awards)
what-if-missed = Not awarded, of 100 who deserve it
what-if-open = Too close to call, of 100 learners
what-if-exact = A simulation with these settings would give these very figures.
what-if-about = A simulation with these settings would give about these figures:
what-if-verdict-only = This test does not stop by certainty. That slider moves the verdict alone.
limit-content = The fewest questions of each outcome are met by the least length, so that another one changes their order.
limit-enemies = Questions exclude each other, and so few have no such bounds that the least length has a say in which come.
limit-sets = Sets of questions come where they fit into the length.
limit-selection = Questions are chosen by how long the test may be.
limit-others = Questions are chosen by how often they were asked before.
limit-curtailment = A rule looks at how many questions are still to come.

## Trying it

try-title = Who sits it
try-ability = The simulated learner’s ability
try-ability-hint = Answer yourself, or let this learner answer the rest.
try-far-below = Far below the pass mark
try-below = Below the pass mark
try-at = At the pass mark
try-above = Above the pass mark
try-far-above = Far above the pass mark
try-start = Begin
try-again-another = Begin another test
try-block = Let the learner answer these
try-finish = Let the learner finish
try-question = Question
try-place = Set { $block }, question { $place } of { $count }: { $id }
try-next = Next
try-hand-in = Hand in this set
try-ended = The test has ended
try-standing = How it stands
try-explained = Why each question came
told-asked = { $least ->
    [0] { $done } questions are handed in. The test has up to { $most }.
   *[other] { $done } questions are handed in. The test has { $least } to { $most }.
 }
told-mastery = The probability of being above the pass mark ({ $cut } logits) is { $probability }.
told-estimate = The estimate is { $estimate } logits, and ability is between { $low } and { $high } with 90 % probability.
told-achieved = Achieved.
told-not-yet = Not yet.
told-too-close = Too close to call.
told-maximum = It ended because the most questions were asked.
told-certain = It ended because the verdict was sure enough.
told-precise = It ended because ability was measured exactly enough.
told-exhausted = It ended because no question was left that the blueprint allows.
told-time = It ended because the time was up.
told-rule = It ended by a rule of the blueprint.
told-nothing-kept = Nothing of this is recorded.
told-explained-hint = Questions are chosen for what they would tell about a learner who is where the estimate for choosing questions is. That estimate follows the answers alone as the blueprint says; the one above, by which the verdict is made, begins at the pass mark and takes in how sure the difficulties are, so that the two differ.
told-block = Set { $number }
told-why = Why
told-at = Estimate for choosing
told-value = What it tells
told-best = The best of { $of } that could come.
told-rank = Drawn among the best: number { $rank } of { $of } that could come.
told-others = Others that were as near: { $items }.
told-fixed = The blueprint names these questions itself.
told-after = After this set the estimate for choosing questions was { $estimate } logits, give or take { $error }.
told-minima = The fewest questions were not reached yet, so that it went on.
why-used = { $count } were asked before, or exclude one that was.
why-content = { $count } had to wait for other outcomes.
why-completion = { $count } would have left too few for the fewest of an outcome.
why-room = { $count } are in sets that do not fit.
why-exposure = { $count } are held back because they are asked often.
why-share = { $count } had to wait because another outcome is behind.
why-stratum = { $count } are kept for another part of the test.

## The pass mark

pass-mark-how = How a pass mark is set
pass-mark-how-describe = Describe the borderline learner: somebody who only just deserves it.
pass-mark-how-invite = Invite five to fifteen people who know the field. Each gets a link and needs no account.
pass-mark-how-alone = Each rates alone: of 100 borderline learners, how many get this question right? Nobody sees what others say.
pass-mark-how-again = Close the round, talk about where you differ, and let them rate again if you like.
pass-mark-how-adopt = The mean becomes the pass mark, and how far judges differ enters every verdict.
pass-mark-another = Begin another study
pass-mark-new = Begin a study
pass-mark-borderline = Who is the borderline learner?
pass-mark-borderline-hint = What they can do, what they cannot do yet, and where one meets them. Every judge reads this before each question.
pass-mark-borderline-missing = Describe the borderline learner.
pass-mark-all = Rate every question
pass-mark-all-hint = Otherwise about thirty are drawn, of every outcome and difficulty in its share. That takes a judge about an hour.
pass-mark-begin = Begin
study-title = { $title }, begun on { $date }
study-state = How far it is
study-first = First round
study-discussion = Discussion
study-second = Second round
study-closed = Closed
study-sample = { $count } questions, a sample
study-all = { $count } questions, all there are
study-borderline = The borderline learner
study-no-judges = Nobody is invited yet.
study-judge = Judge
study-judge-number = Judge { $number }
study-round = Round { $round }
study-link = Link
study-rated = { $rated } of { $all }
study-done = Done: { $all }
study-revoked = taken back
study-until = opens until { $date }
study-invite = Invite a judge
study-name = Name
study-name-missing = Enter the judge’s name.
study-qualifications = Qualifications
study-qualifications-hint = What makes them a judge of this. They may say it themselves.
study-days = Days the link opens
study-days-wrong = Enter 1 to 90.
study-invite-do = Make the link
study-link-made = The link of { $name }, shown only now. Send it to them and to nobody else.
study-links = Links
study-links-hint = A new link takes the place of the old one. Taking a link back changes no rating: what was rated stays.
study-renew = New link
study-revoke = Take back
study-next = What is next
study-first-text = { $complete } of { $all } judges have rated every question. Those who have not do not count.
study-close-first = Close the first round
study-discussion-text = Look together at where you differ. Then let everyone rate again, or leave it at this.
study-note = What was discussed
study-note-hint = It is kept with the study.
study-open-second = Open the second round
study-close-without = Close without a second round
study-second-text = { $complete } of { $all } judges have rated every question again. For the others their first ratings stand.
study-close-second = Close the study
study-record = Download the whole record
study-steps = How it went
study-step = { $at }: { $state }, by { $who }
round-nothing = The ratings come to nothing: { $why }.
round-points = { $judges ->
    [one] { $judges } judge expects the borderline learner to get { $points } of { $items } points: { $percent } %.
   *[other] { $judges } judges expect the borderline learner to get { $points } of { $items } points: { $percent } %.
 }
round-mark = Pass mark: { $cut } logits, give or take { $error }.
round-one-judge = Pass mark: { $cut } logits. One judge does not tell how far judges differ.
round-parts = What it may be off by: { $judges } for who judged, { $items } for which questions were drawn, { $difficulties } for difficulties that were only rated.
round-below = They expect less than guessing gives ({ $percent } %), so that there is no such ability.
round-above = They expect more than the highest ability is expected to get ({ $percent } %).
round-consistency = { $words } (consistency { $value }).
round-consistent = Judges agree well on which questions are harder
round-somewhat = Judges agree somewhat on which questions are harder
round-inconsistent = Judges hardly agree on which questions are harder: talk about it before you go on
round-along = Their ratings go along with the questions’ difficulties: they expect less of harder questions (correlation { $value }).
round-apart = Their ratings have little to do with the questions’ difficulties (correlation { $value }). Where the difficulties rest on answers, talk about the questions before you use this mark.
round-against = Their ratings go against the questions’ difficulties: they expect more of harder questions (correlation { $value }). Look at ratings and difficulties before you use this mark.
round-judges = Where each judge would put the pass mark
round-all-judges = All judges
round-spread = From { $low } to { $high } logits.
round-mean = Mean rating
round-own = Own pass mark
round-agrees = Correlation
round-distance = Mean distance
round-range = From to
round-curve = By its difficulty
round-question = Question
round-differ = Where judges differ most
round-every = Every question
adopt-title = Take the pass mark
adopt-text = The study comes to { $cut } logits, give or take { $error }. Both are written into the blueprint, and into those that had the same pass mark.
adopt-cut = Another mark, if there is a reason
adopt-wrong = “{ $value }” is not a number from { $low } to { $high }.
adopt-range = Leave it empty for the mark of the study, or enter { $low } to { $high }: two standard errors about it.
adopt-reason = Why it is another
adopt-reason-hint = Needed if the mark is moved. It is kept for good, and learners may be told.
adopt-reason-missing = Say why the mark is moved.
adopt-do = Write it into the blueprint
adopt-nothing = There is no pass mark to take: it needs at least two judges who have rated every question, and ratings that some ability is expected to reach.
adopt-done = Taken: { $cut } logits, by { $who }, { $at }.
adopt-moved = Moved from { $found }: { $reason }
adopt-outdated = The questions’ difficulties have changed since the pass mark was taken: the same ratings come to another mark now. Take it anew.

## The judge’s page

judge-over = Rating questions for the pass mark
judge-borderline = The borderline learner
judge-you = Who you are
judge-how = You will see { $count } questions, one at a time. Answer each yourself first, then see the right answer. Then say: of 100 borderline learners, how many would get it right?
judge-alone = Please rate alone. Nobody sees your ratings before the round is closed.
judge-name-missing = Enter your name.
judge-qualifications-hint = What makes you a judge of this: your work, your years, what you have taught.
judge-qualifications-missing = Say what makes you a judge of this.
judge-kept = Every rating is kept at once: close this page whenever you like, and open your link again. It opens until { $until }.
judge-begin = Begin
judge-closed = The study is closed. Thank you for judging.
judge-between = The first round is closed. You will be told when, and if, there is a second.
judge-question = Question { $place } of { $count }
judge-answer-first = Answer it as a learner would. Your answer stays in this browser.
judge-reveal = Show the right answer
judge-key = Right
judge-rate = Of 100 borderline learners, how many get it right?
judge-rate-hint = Not how many should, but how many would. For a question with several points: which percentage of them.
judge-of-hundred = { $count } of 100
judge-unrated = not rated yet
judge-untouched = Move the slider first.
judge-keep = Keep and go on
judge-back = Back
judge-forward = Forward
judge-rated = { $rated } of { $all } rated
judge-progress = Questions rated
judge-all-rated = You have rated every question. You can still change any of them until the round is closed.
judge-finish = I am done
judge-finished = Thank you. You are done with this round; you can still change ratings until it is closed.
judge-spread = In the first round { $judges } judges said { $mean } on average, from { $least } to { $most }.
judge-own = You said { $first }.
judge-unreadable = The questions cannot be shown at the moment. Come back later; what you rated is kept.

## In the trail

did-cut-study-made = Study of a pass mark begun
did-cut-study-advanced = Study of a pass mark taken on
did-judge-invited = Judge invited
did-judge-revoked = Judge’s link taken back
did-cut-adopted = Pass mark taken
