### Pathways: what several credentials add up to, how far one is, and badges from elsewhere.

pathways-title = Pathways
pathways-lead = Some credentials add up to a larger one. Here is what it takes, and how far you are.
pathways-link = What your credentials add up to: pathways
pathways-empty = No pathway is offered here at the moment.
pathways-sign-in = Come in, and you see how far you are.
pathways-join = Join with a code
pathways-come-back = Come back with your return card
pathway-over = Pathway
pathway-about = What it leads to
pathway-asks = What it takes
pathway-rules = What was revoked or suspended, or is over, does not count. Within a sum an achievement counts once. Credits are never converted from one unit into another.
pathway-body = Awarded by { $body }
pathway-size = { $level } · { $hours } hours of work in all
pathway-mine = See how far you are
pathway-complete = Complete
pathway-percent = { $percent } % of the way
pathway-awarded = You completed it. The larger credential was awarded on { $date }; it names its parts, and a record carries them.
pathway-credential = See the credential
pathway-not-in-force = It was awarded and is suspended for the moment.
pathway-held-up = It is complete, and not awarded yet. { $why }

asks-all = All of these
asks-any = { $count ->
    [one] At least one of these { $of }
   *[other] At least { $count } of these { $of }
 }
asks-here = A micro-credential of this server
asks-elsewhere = A badge of { $issuer } that was recognised here
asks-credits = { $amount } { $unit }
asks-credentials = { $count ->
    [one] One credential
   *[other] { $count } credentials
 }
asks-level = , at { $framework } level { $levels }
asks-field = , in { $field }
asks-months = { $months ->
    [one] , awarded in the last month
   *[other] , awarded in the last { $months } months
 }
requirement-met = Met
requirement-missing = Missing
requirement-credits = { $have } of { $need } { $unit }; { $missing } missing
requirement-count = { $have } of { $need }
served-by = Met by

imported-title = Badges from elsewhere
imported-text = A badge of another provider may count here. It is verified at once; whether it counts, a person decides, and you read why.
imported-empty = You brought none yet.
imported-nameless = A badge whose name cannot be read
imported-from = { $issuer }, { $date }
imported-brought = brought on { $date }
imported-recognised = Counts
imported-declined = Does not count
imported-waiting = Genuine; waits for a person
imported-unverifiable = Cannot be verified yet
imported-invalid = Not valid any more
imported-not-bound = Your e-mail address is not in it. Whoever decides will ask you how it is known to be yours.
imported-checks = What was checked
imported-remove = Remove
bring-drop = Drop a badge here: a JSON or JWT file, or a picture that carries one.
bring-choose = Choose a file
bring-hint = The file goes to this server and nowhere else. It is kept until you remove it, or as long as an award rests on it.
bring-large = This file is larger than 1 MiB. No badge is.
bring-unreadable = This file cannot be read.
bring-done = { $title } is here.
imported-needs-list = The issuer’s list of withdrawn badges could not be had from this address:
imported-needs-keys = The issuer’s keys could not be had from this address:
imported-step-parse = The file
imported-step-proof = The signature
imported-step-embedded = The signatures inside the token
imported-step-model = What it claims to be
imported-step-schema = Its form
imported-step-jsonld = The meaning of its words
imported-step-semantics = Its sense
imported-step-validity = Its dates
imported-step-status = Withdrawal
imported-step-nested = What is inside
imported-step-subject = Whose it is
check-passed = as it should be
check-failed = wrong
check-unknown = could not be found out
