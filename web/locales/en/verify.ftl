### The words of the page that verifies.

verify-title = Verify a badge
verify-lead = Check any Open Badge or record of learning, from any issuer. It is verified here, in your browser, and is not sent anywhere.
verify-drop = Drop badge files here
verify-choose = Choose files
verify-private = A badge as its holder downloaded it: a JSON or JWT file, or a PNG or SVG picture with the badge inside. Nothing is uploaded.
verify-paste-title = Or paste its text
verify-paste = The badge’s text
verify-pasted = Pasted text
verify-do = Verify
verify-busy = { $count ->
    [one] Checking one file…
   *[other] Checking { $count } files…
 }
verify-too-long = { $name } has { $size } MB. No badge has more than { $most } MB, so this file was not read.
verify-unreadable = { $name } cannot be read from this device.
verify-said = { $name }: { $verdict }
checked-title = { $count ->
    [one] One file checked
   *[other] { $count } files checked
 }
verify-meaning-title = What the answers mean
meaning-valid = The issuer signed every word of it, and it is in force.
meaning-invalid = It was changed after signing, is not in force, or is not a badge. Do not rely on it.
meaning-unverifiable = Neither can be said from here: something that is needed is missing or unknown. Where only the list of withdrawn badges is missing, the badge is genuine and may have been withdrawn.

## The verdict

verdict-valid = Valid
verdict-invalid = Invalid
verdict-unverifiable = Unverifiable
valid-text = “{ $title }” is genuine and in force.
invalid-text = Do not rely on this badge.
unverifiable-text = It cannot be said whether this badge is genuine.
unverifiable-force = It is genuine: the issuer signed it, and nothing was changed since. Whether it is still in force cannot be said.
why = Why
why-keys = The issuer’s keys are not at hand. You can have them looked up below.
why-list = The issuer’s list of withdrawn badges is not at hand. You can have it looked up below.
why-keys-by-hand = The issuer’s keys are not at hand, and this page does not look them up at their address. You can put them in below.
why-list-by-hand = The issuer’s list of withdrawn badges is not at hand, and this page does not look it up at its address. You can put it in below.
why-step = Found while checking
why-place = Place in the file:
checked-of = { $name }: { $what }. Checked { $time }.
checked-again = Check again
checked-print = Print this report
written-json = JSON with a signature inside
written-jwt = a signed token (JWT)
written-png = a badge inside a PNG picture
written-svg = a badge inside an SVG picture

## What was checked

steps-title = What was checked
steps-all = Every finding in full
outcome-passed = Passed
outcome-failed = Failed
outcome-unknown = Could not be looked at
outcome-not-needed = Nothing to look at
step-parse = The file
step-parse-about = Whether it can be read, and in one way only.
step-proof = The signature
step-proof-about = Whether it is as it was when it was signed, and the key is the issuer’s.
step-embedded = The signatures inside the token
step-embedded-about = Whether they hold as well as the token’s own.
step-model = What it claims to be
step-model-about = Whether it is a verifiable credential of a kind that is known here.
step-schema = Its form
step-schema-about = Whether it has the parts that Open Badges 3.0 prescribes.
step-jsonld = The meaning of its words
step-jsonld-about = Whether every term in it is defined, so that nobody could slip in a word that is not covered.
step-semantics = Its sense
step-semantics-about = Whether results belong to what was assessed, and lie within their scales.
step-validity = Its dates
step-validity-about = Whether it is in force today.
step-status = Withdrawal
step-status-about = Whether the issuer revoked or suspended it.
step-status-none = The issuer publishes no list of withdrawn badges for it.
step-nested = What is inside
step-nested-about = Whether endorsements and the parts of a record hold: each is checked in full.
step-subject = Whose it is
step-subject-about = Whether it is about the one who is meant.

## What is missing

needs-title = { $count ->
    [one] To go on, one document is needed
   *[other] To go on, { $count } documents are needed
 }
needs-keys = The issuer’s keys
needs-keys-why = show whether the signature is the issuer’s.
needs-list = The issuer’s list of withdrawn badges
needs-list-why = shows whether this badge is still in force.
needs-told-here = It is published on this server, which did not answer a moment ago.
needs-told-there = It is fetched from { $host } only if you ask for it. That server then sees that somebody with your network address asked for this document. Nothing else goes with it: no cookie, no badge, and not this page’s address.
needs-by-hand = This page fetches nothing from this address: it does not lead to a public website. You can put the document in yourself.
needs-look-up = Look it up
needs-stop = Stop
needs-this-server = this server
needs-paste-title = Or put it in yourself
needs-paste-how = Get the document in a way that you trust, copy its text and paste it here.
needs-open = Open its address
needs-paste = The document’s text
needs-use = Verify with it
fetch-silent = { $host } did not answer, or does not let web pages read this document. Check your connection, or open the address yourself and paste the text.
fetch-status = { $host } does not have this document (status { $status }).
fetch-long = { $host } sent more than any such document has, and was not read to the end.
fetch-slow = { $host } took too long.
fetch-stopped = Stopped. Nothing was read.
used-title = What was looked up
used-here = from this server, { $time }
used-there = from its own server, { $time }
used-by-hand = put in by hand, { $time }
used-forgotten = These documents are remembered until you leave this page, and no longer.

## What it says

says-heading = What it says
says-kind = Kind
says-holder = Holder
says-issuer-name = Issuer calls itself
says-issuer = Signed by (this is what the signature proves)
says-awarded = Awarded
says-until = Valid until
says-credits = Credits
says-eqf = European level
says-level = Level
says-workload = Workload
says-assessment = Assessment
says-participation = Participation
says-quality = Quality assurance
says-identity = Supervision and identity
says-prerequisites = Prerequisites
says-stackability = Counts towards
says-review = To be reviewed by
says-outcomes = What its holder can do
says-criteria = How it was earned
says-alignments = { $count ->
    [one] One more thing that it is aligned with
   *[other] { $count } more things that it is aligned with
 }
says-part = { $title }, awarded { $day }
says-parts = { $count ->
    [one] One credential inside
   *[other] { $count } credentials inside
 }
says-endorsements = { $count ->
    [one] One endorsement
   *[other] { $count } endorsements
 }
says-endorsed-by = signed by
kind-achievement = An Open Badge, for one achievement
kind-endorsement = An endorsement: one party’s word for another
kind-clr = A comprehensive learner record, made of several credentials
kind-generic = Another kind of verifiable credential

## What it does not prove

limits-title = What this does not prove
limit-domain = Who the issuer is. Proved is that whoever runs { $host } signed it; the name that the issuer gives itself is not checked.
limit-key = Who the issuer is. Proved is that the holder of one key signed it. Compare the identifier above with one that the issuer publishes; the name that it gives itself is not checked.
limit-person = That whoever shows it is its holder. You can compare an e-mail address or a name below, and ask for proof of identity.
limit-no-status = That it was not withdrawn: its issuer publishes no list of withdrawn badges.
limit-moment = Anything about tomorrow: it may still be withdrawn. Check it again when it matters.
limit-links = What stands behind its links: evidence and websites were not opened.
limit-quality = That the assessment was a good one, or that the issuer is recognised where you are.
limit-picture = Anything about the picture: only the badge inside it is signed, not what is drawn.
whose-title = Is it theirs?
whose-hint = What you type is compared with the hash in the badge, here; it is sent nowhere.
whose-by = Compare
whose-by-email = E-mail address
whose-by-name = Name
whose-email = E-mail of whoever shows it
whose-name = Name of whoever shows it, exactly as the issuer has it
whose-do = Compare
whose-same = The badge was issued to this person.
whose-other = The badge does not say that it was issued to this person.
