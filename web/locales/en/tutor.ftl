### The tutor's words.

sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in
sign-in-lead = For tutors. Learners join with a code or a personal link instead.
email-wrong = Enter an e-mail address, such as ana@example.org.

## Setting up

setup-title = Set up this server
setup-lead = You are the first tutor. This takes a minute, and then your class can begin.
setup-you = You
setup-name = Your name
setup-name-missing = Enter your name.
setup-email = E-mail
setup-email-hint = You sign in with it. No mail is sent.
setup-password = Password
setup-password-hint = At least { $length } characters. A few words in a row make a good one.
setup-password-short = The password needs at least { $length } characters.
setup-institution-title = The institution that awards
setup-institution-text = This stands on every badge.
setup-institution = Institution
setup-institution-hint = Its legal name.
setup-institution-missing = Enter the institution’s name.
setup-country = Country
setup-country-hint = Two letters, such as NZ.
setup-country-wrong = Enter the two letters of the country, such as NZ.
setup-contact = Contact
setup-contact-hint = An e-mail address for learners.
setup-do = Set up
setup-empty-title = This link is not complete
setup-empty = The set-up link has a long secret after the # sign. Copy the whole link from where the server was started. If the server is set up already, sign in.

## The tutor's page

tutor-title = Your class
tutor-signed-in = Signed in as { $name }
assessments-empty = No assessment here awards anything yet. Put an item bank with a credential into the banks folder and start the server again.
seats-title = Seats
seats-empty = Nobody has joined yet. Read a class code out, or send someone a personal link.
seats-empty-no-code = Nobody has joined yet. Make a class code below: that is how learners get in.
seats-waiting = { $count ->
    [0] Every seat is confirmed.
    [one] { $count } seat to confirm. Confirm it if you know who sat there; a badge that was earned is signed at once.
   *[other] { $count } seats to confirm. Confirm those of whom you know who sat there; a badge that was earned is signed at once.
 }
seats-who = Learner
seats-what = Assessment
seats-result = Result
seats-badge = Badge
seats-confirmed = Confirmed
seats-confirm = Confirm
seat-not-begun = Not begun
seat-running = { $items ->
    [one] Under way, { $items } question handed in
   *[other] Under way, { $items } questions handed in
 }
seat-achieved = Achieved ({ $likely } likely, { $items } questions)
seat-not-yet = Not yet ({ $likely } likely, { $items } questions)
seat-too-close = Too close to call ({ $likely } likely, { $items } questions)
badge-none = None
badge-waits = Waits for you
badge-signed = Signed
codes-title = Class codes
codes-text = Whoever has a code can take a seat. Read it out or write it on the board.
codes-empty = There is no code yet. Make one above.
code-code = Code
code-days = Days open
code-days-wrong = Enter for how many days the code opens, such as 7.
code-make = Make a code
code-made = The code { $code } is open now.
code-until = Open until
code-closed = Closed
code-joined = Joined
code-do = Actions
code-copy = Copy
code-revoke = Revoke
links-title = Personal links
links-text = For one learner who cannot use a code. The link is shown once; whoever has it is that learner.
link-name = Learner’s name
link-name-missing = Enter the learner’s name.
link-email = Learner’s e-mail
link-make = Make a personal link
link-made = The personal link for { $name }. It is shown only now:
