### The words of simulations.

simulation-title = Simulation
simulation-lead = Simulated learners of known ability take the assessment, so that you see what it would do to real ones. Nothing leaves this browser.
simulation-do = Simulate
simulation-asked = What is simulated
simulation-blueprint = Assessment
simulation-takers = Learners of each kind
simulation-takers-hint = In each replicate. More of them make every figure surer.
simulation-takers-wrong = Enter a whole number from 1 to { $most }.
simulation-replicates = Replicates of the bank
simulation-replicates-hint = Difficulties are only known roughly. Each replicate draws them anew.
simulation-replicates-wrong = Enter a whole number from 1 to { $most }.
simulation-seed = Seed
simulation-seed-hint = The same seed gives the same figures, here and on the command line.
simulation-seed-wrong = Enter a whole number from 0, of at most 15 digits.
simulation-own = A kind of learners of your own, if you like
simulation-own-hint = Beside those at the pass mark, well below it, and just below it. The pass mark is at { $cut } logits.
simulation-own-mean = Mean ability in logits
simulation-own-sd = Standard deviation in logits
simulation-own-wrong = Enter both: a mean from −10 to 10, and a standard deviation above 0 and up to 10. Or leave both empty.
simulation-start = Start
simulation-in-all = { $all } learners in all

## Under way

simulation-running = The simulation is running
simulation-done = { $done } of { $all } learners
simulation-so-far = { $percent } % of the learners are done.
simulation-finished = The simulation is done. What came of it stands below.
simulation-cancelled = Cancelled after { $done } of { $all } learners. Nothing is kept of them.
simulation-failed = The simulation stopped, and nothing came of it. { $why }

## What came of it, in words

simulation-results = What came of it
simulation-of = { $title }: { $takers } learners of each kind in each replicate, replicates: { $replicates }, seed: { $seed }. The pass mark is at { $cut } logits.
simulation-population = Learners
population-at = At the pass mark
population-below = Well below it
population-near = Just below it, and more alike
population-own = Your own
simulation-masters = Of 100 who deserve it, { $first } are awarded at the first attempt and { $all } over all attempts.
simulation-no-masters = None of these learners deserves it.
simulation-chance = Give or take { $first } and { $all } by chance.
simulation-at-least = In 95 of 100 replicates at least { $first } and { $all }.
simulation-false = Of 100 awards, { $first } are false at the first attempt and { $all } over all attempts.
simulation-no-awards = None of these learners is awarded.
simulation-at-most = In 95 of 100 replicates at most { $first } and { $all }.
simulation-close = Of 100 learners, { $first } are too close to call at the first attempt and { $all } after all attempts.
simulation-length = A test has { $mean } questions on average, { $least } at least and { $most } at most. Half of the tests have no more than { $median }.
simulation-precision = For those at the pass mark it has { $length } questions on average, and measures their ability to { $error } logits.
simulation-carried = { $carried ->
    [0] The pool has { $items } questions. That is less than a test has on average.
    [one] The pool has { $items } questions, and none is given to a learner twice. It carries { $carried } attempt of that length.
   *[other] The pool has { $items } questions, and none is given to a learner twice. It carries { $carried } attempts of that length.
 }
simulation-again = The pool has { $items } questions, and they may be given to a learner again: up to { $attempts } attempts were simulated.
simulation-attempts = Learners made { $mean } attempts on average. Of 100 learners, { $out } could not try again, as too few unseen questions were left.
simulation-deserve = Those deserve it whose true ability is at the pass mark or above. Figures are of all replicates of the bank together; what chance does to them is one standard error.
simulation-figures = All figures
simulation-figure = Share
simulation-median = median
simulation-p95 = 95th percentile
simulation-together = together
simulation-first = First attempt
simulation-all = All attempts
simulation-awarded = Awarded
simulation-false-awards = False, of the awards
simulation-masters-awarded = Awarded, of those who deserve it
simulation-masters-not-awarded = Not awarded, of those who deserve it
simulation-masters-not-yet = Told “not yet”, of those who deserve it
simulation-undecided = Too close to call
simulation-kinds = Simulated learners of every kind: { $title }
simulation-error = Standard error in logits
simulation-give-or-take = { $percent } % ± { $error }
simulation-in-all-attempts = all attempts: { $share }
simulation-attempts-rule = Attempts: { $attempts }.
simulation-none = none
simulation-download = Download as JSON

## What came of it, in pictures

simulation-as-table = The same as a table
simulation-curve = How likely an award is, by true ability
simulation-curve-words = At the first attempt { $below } are awarded a logit below the pass mark, { $at } at it, and { $above } a logit above it.
simulation-cut = Pass mark { $cut }
simulation-ability = True ability in logits
simulation-range = { $lower } to { $upper }
simulation-from = { $lower } and above
simulation-below = below { $upper }
simulation-learners = Learners
simulation-questions = Questions
simulation-not-yet = Not yet
simulation-any = Awarded in any attempt
simulation-lengths = How many questions a test has
simulation-lengths-words = From { $least } to { $most } questions. { $usual } are the most frequent: { $share } of the tests.
simulation-tests = Tests
simulation-share = Share
simulation-exposure = How often each question is asked
simulation-unused = { $count ->
    [0] Every one of the { $all } questions was asked.
    [one] { $count } of { $all } questions was never asked.
   *[other] { $count } of { $all } questions were never asked.
 }
simulation-overlap = Of 100 questions in a test, { $share } are also in another test, on average.
simulation-other-items = { $count ->
    [one] { $count } question that was asked less often
   *[other] { $count } questions that were asked less often
 }
simulation-unused-items = Questions that were never asked
