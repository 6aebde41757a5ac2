### The words of sittings for those who run them.

sitting = Sitting
sittings-title = Sittings
sittings-text = Learners in one room, under an invigilator. Questions run in their browsers, also without a network; a badge is signed once the invigilator has signed the sitting off.
sittings-empty = There has been no sitting yet.
sittings-none-offered = No assessment here can be taken in a sitting. Its credential.toml has to name a blueprint whose delivery is sitting.
sitting-what = Assessment
sitting-title = Sitting
sitting-title-hint = Such as Room 12, Friday morning.
sitting-title-missing = Enter what the sitting is called, such as Room 12.
sitting-minutes = Minutes
sitting-minutes-wrong = Enter for how many minutes it is open, 5 to 1440.
sitting-open-do = Open a sitting
sitting-opened = Opened
sitting-joined = Joined
sitting-state = State
sitting-is-open = Open
sitting-is-closed = Closed, to be signed off
sitting-is-signed = Signed off

## One sitting

room-join = Learners join at { $address } with the code
room-open-until = Until { $time }, { $minutes } minutes from now.
room-closed-at = Closed at { $time }.
room-signed-by = Signed off by { $name }.
room-who = { $count ->
    [one] { $count } learner
   *[other] { $count } learners
 }
room-empty = Nobody has joined yet. Show the code above.
room-stale = The server cannot be reached just now. This is what was seen last; it is looked at again every few seconds.
room-learner = Learner
room-how-far = How far
room-do = Actions
room-joined = Joined, not begun
room-working = { $items ->
    [one] At work, { $items } question handed in
   *[other] At work, { $items } questions handed in
 }
room-not-handed-in = { $items ->
    [one] Not handed in, { $items } question on record
   *[other] Not handed in, { $items } questions on record
 }
room-handed-in = { $items ->
    [one] Finished, { $items } question
   *[other] Finished, { $items } questions
 }
room-silent = { $minutes ->
    [one] Not heard for a minute: no network, or the page is closed. Nothing is lost.
   *[other] Not heard for { $minutes } minutes: no network, or the page is closed. Nothing is lost.
 }
room-refused = A log was refused and is kept: { $why }
room-badge = Badge signed
room-not-vouched = Not vouched for
room-vouch = I vouch for this person
room-hand-in = Hand in what is on record
room-card = New return card
room-card-made = The card is shown only now. The old one opens nothing any more.
room-card-done = Done
room-more = { $minutes } minutes more
room-close = Close the sitting
room-close-title = Close the sitting?
room-close-text = { $count ->
    [0] Nobody is at work. After closing, nobody joins; answers of before are still taken when a network comes back.
    [one] { $count } learner is at work. What is answered after closing does not count.
   *[other] { $count } learners are at work. What is answered after closing does not count.
 }
room-close-no = Keep it open
room-close-yes = Close it
sign-off-title = Sign off
sign-off-text = You vouch for those ticked above: you saw them sit here, by themselves, under the rules. Badges that were earned are then signed. Tick somebody who has not handed in only if you saw them finish: their answers are then taken when a network comes back, and count the same.
sign-off-note = Anything that somebody should know
sign-off-note-hint = May stay empty. It is kept with the sitting and is on no badge.
sign-off-do = Sign off, vouching for { $count } of { $all }
