### The words of the player, which two bundles have.

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
saving-kept = Kept in this browser — sent when the network is back
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
stimulus-title = { $count ->
    [one] Question { $first } is about this
   *[other] Questions { $first } to { $last } are about this
 }
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
fill-gaps = Fill in every gap
match-each = Choose what belongs to each
put-in-order = Put these in order
set-slider = Choose a number on the scale
form-choose = Choose
form-up = Move up
form-down = Move down
form-place = Now place # of #
form-right = This order is right
report-a-question = Report a question
