### The tutor's words.

sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in
sign-in-lead = For those who work here. Learners join with a code or a personal link instead.
cancel = Cancel
done = Done
email-wrong = Enter an e-mail address, such as ana@example.org.

## Setting up

setup-title = Set up this server
setup-lead = You will be this server’s owner. This takes a minute, and then your class can begin.
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

## A password by a link

password-empty = This link has a long secret after the # sign. Copy the whole link, or ask whoever gave it to you for a new one.
password-title = Choose your password
password-lead = With it and your e-mail you sign in from now on. The link is used up by this.
password-new = New password
password-set = Set the password

## The desk: what stands on every page of those who work here

tutor-title = Your desk
tutor-signed-in = Signed in as { $name }
desk-roles = Your roles
desk-label = Your pages
desk-closed = Your roles do not include it. An owner of this server can change that.
desk-no-roles = None of your roles holds any more. Ask an owner of this server if you still need one. You can still change your password.

## Roles

role-owner = Owner
role-owner-may = Runs the server: may do everything, and gives the roles.
role-author = Author
role-author-may = Answers for the questions and their keys, and decides what happens when questions have been in browsers.
role-assessor = Assessor
role-assessor-may = Lets learners in, confirms who sat, and gives new return cards.
role-invigilator = Invigilator
role-invigilator-may = Opens sittings, watches them, and signs them off.
role-judge = Judge
role-judge-may = Reads the questions with their keys, to judge the pass mark. A guest, for a time.
role-moderator = Moderator
role-moderator-may = Reads everything and changes nothing. A guest, for a time.
role-until = { $role } until { $date }
role-ended = { $role }, ended on { $date }
roles-legend = Roles
roles-missing = Choose at least one role.
roles-days = Days as { $role }
roles-days-wrong = Enter a number of days from 1 to 365.

## Seats, codes and links

assessments-empty = No assessment here awards anything yet. Put an item bank with a credential into the banks folder and start the server again.
seats-title = Seats
seats-empty = Nobody has joined yet. Read a class code out, or send someone a personal link.
seats-empty-no-code = Nobody has joined yet. Make a class code below: that is how learners get in.
seats-waiting = { $count ->
    [0] Every seat is confirmed.
    [one] { $count } seat to confirm. Confirm it if you know who sat there; a badge that was earned is signed at once.
   *[other] { $count } seats to confirm. Confirm those of whom you know who sat there; a badge that was earned is signed at once.
 }
seats-open = { $count ->
    [0] Every seat is confirmed.
    [one] { $count } seat is not confirmed yet.
   *[other] { $count } seats are not confirmed yet.
 }
seats-none = Nobody has joined yet.
seats-who = Learner
seats-what = Assessment
seats-result = Result
seats-badge = Badge
seats-confirmed = Confirmed
seats-confirm = Confirm
seats-not-confirmed = Not yet
seats-in-sitting = Its invigilator signs it off
seats-card = Return card
card-new = New card
card-title = A new return card
card-ask = { $name } gets another card to come back with. The old one opens nothing any more, and whoever came in with it is signed out.
card-make = Make the new card
card-made = The return card of { $name }. It is shown only now.
card-old = The old card opens nothing any more.
seat-not-begun = Not begun
seat-running = { $items ->
    [one] Under way, { $items } question handed in
   *[other] Under way, { $items } questions handed in
 }
seat-achieved = Achieved ({ $likely } likely, { $items } questions)
seat-not-yet = Not yet ({ $likely } likely, { $items } questions)
seat-too-close = Too close to call ({ $likely } likely, { $items } questions)
badge-none = None
badge-waits = To be confirmed
badge-waits-sign-off = To be signed off
badge-refused = Not vouched for
badge-signed = Signed
codes-title = Class codes
codes-text = Whoever has a code can take a seat. Read it out or write it on the board.
codes-empty = There is no code yet. Make one above.
codes-none = There is no code yet.
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
links-text = For one learner who cannot use a code. The card with the link is shown once; whoever has it is that learner.
link-name = Learner’s name
link-name-missing = Enter the learner’s name.
link-email = Learner’s e-mail
link-make = Make a personal link

## Questions

questions-title = Questions
questions-text = Every question with its key. Keep them away from learners’ eyes.
questions-show = Show
questions-count = { $shown } of { $all } questions
questions-outcomes = Learning outcomes
outcome-count = { $count ->
    [one] { $count } question
   *[other] { $count } questions
 }
pool-all = All questions
pool-credit = Credit
pool-practice = Practice
question-facts = About this question
question-b = Difficulty { $b }
question-exposed = In browsers since { $date }
question-accepted = Accepted: { $reason }
question-key = Right
question-set = { $count ->
    [one] Shown with set { $id }, below this:
   *[other] One of the { $count } questions of set { $id }, which are shown below this:
 }
question-accepts = Accepted
question-within = { $value }, or up to { $tolerance } more or less
question-case = Capital and small letters differ.
question-no-case = Capital and small letters count the same.
kind-choice = One option
kind-multiple = Several options
kind-number = A number
kind-text = A short text
kind-gaps = Gaps
kind-match = Matching
kind-order = An order
kind-hottext = Words of a text
kind-slider = A number on a scale
kind-essay = A long text
question-scale = On a scale from { $min } to { $max } in steps of { $step }
status-draft = Draft
status-review = In review
status-pilot = On trial
status-operational = In use
status-retired = Retired

## Questions that have been in browsers

exposed-waits = { $count ->
    [one] { $count } question of the sealed assessment of { $title } has been in browsers in a sitting. Until an author accepts that, no sealed attempt begins.
   *[other] { $count } questions of the sealed assessment of { $title } have been in browsers in a sitting. Until an author accepts that, no sealed attempt begins.
 }
exposed-look = See the questions, and accept it
exposure-title = Questions that have been in browsers
exposure-waits = { $count ->
    [one] { $count } question of the sealed assessment has been in browsers in a sitting, with its key. Until an author accepts that, no sealed attempt begins.
   *[other] { $count } questions of the sealed assessment have been in browsers in a sitting, with their keys. Until an author accepts that, no sealed attempt begins.
 }
exposure-reason = Why it may ask them all the same
exposure-hint = It is kept for good, with your name and today’s date.
exposure-reason-missing = Enter a reason.
exposure-do = Accept it

## People

people-title = People
people-here = Who works here
people-who = Name
people-roles = Roles
people-state = State
people-invited = Invited
people-active = Active
people-closed = Closed
people-change = Roles
people-link = Password link
people-close = Close
invite-title = Invite somebody
invite-text = No mail is sent: you get a link, and pass it on.
invite-name = Name
invite-name-missing = Enter a name.
invite-email = E-mail
invite-do = Invite
invite-made = Pass this link on to { $name }. It sets their password, opens until { $date }, and is shown only now:
change-title = The roles of { $name }
change-text = They hold at once, in place of those held so far.
change-do = Change the roles
change-done = The roles of { $name } are changed.
password-link-title = A password link for { $name }
password-link-text = Whoever opens it chooses the password of { $name } and is signed in. It takes the place of an earlier link.
password-link-do = Make the link
password-link-made = It opens until { $date }, once, and is shown only now:
close-title = Close the account of { $name }?
close-text = Nobody signs in with it any more. What was done with it stays on record. It cannot be opened again.
close-yes = Close the account
close-no = Keep it
close-done = The account of { $name } is closed.

## One's own account

account-title = Your account
account-password = Your password
account-text = When you change it, your sessions in other browsers end.
account-old = Old password
account-old-missing = Enter the password that holds now.
account-do = Change the password
account-done = Your password is changed. Your sessions in other browsers have ended.

## The trail

trail-title = Trail
trail-lead = What was done here by those who work here. It is kept for good, and nobody can change it.
trail-count = { $count ->
    [one] { $count } entry
    [1000] The newest { $count } entries
   *[other] { $count } entries, the newest first
 }
trail-when = When
trail-who = Who
trail-what = What
trail-about = About
trail-detail = Detail
trail-server = The server’s command line
did-set-up = Set the server up
did-signed-in = Signed in
did-invited = Invited somebody
did-roles-changed = Gave other roles
did-account-closed = Closed an account
did-password-link-made = Made a password link
did-password-set = Set a password with a link
did-password-changed = Changed their own password
did-code-made = Made a class code
did-code-revoked = Revoked a class code
did-learner-made = Made a personal link
did-seat-confirmed = Confirmed a seat
did-card-reissued = Gave a new return card
did-sitting-opened = Opened a sitting
did-sitting-extended = Gave a sitting more time
did-sitting-closed = Closed a sitting
did-handed-in = Handed in for a learner
did-sitting-signed-off = Signed a sitting off
did-exposure-accepted = Accepted that questions have been in browsers
