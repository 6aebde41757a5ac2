### Pathways and badges from elsewhere, for those who look after them.

tutor-pathways = Pathways
tutor-pathways-lead = What several credentials add up to, who is how far, and what was awarded. A pathway is a file beside the banks.
tutor-pathways-empty = There is no pathway yet. One is a file in the folder “pathways” beside the banks.
pathways-ways = Pathways and badges
pathways-advice = These files are offered; their authors should look at this:
pathways-left-out = These files are not offered as they are:
pathway-learners = Who is on the way
pathway-learners-empty = Nobody holds anything that counts here.
pathway-who = Who
pathway-far = How far
pathway-missing = What is missing
pathway-awards = What was awarded
pathway-awards-empty = Nothing yet.

award-not-in-force = Not in force
award-kept = stays
award-revoked = revoked
award-flagged = A part of this holds no more. Does the award stay?
award-reason-hint = The learner reads it if the award is revoked. Others are only told that a part was revoked.
award-keep = It stays
award-revoke = Revoke it
part-in-force = holds
part-suspended = suspended
part-revoked = revoked
part-expired = its time is over
part-not-recognised = no longer recognised or no longer valid

tutor-badges-lead = Learners bring badges of other providers. Each was verified; you say whether it counts, and why.
badges-waiting = { $count ->
    [0] None waits for a word.
    [one] One waits for a word.
   *[other] { $count } wait for a word.
 }
badge-alignments = What it is aligned with
badge-signed-by = Signed by
badge-achievement = Achievement
badge-bound = Whose it is
badge-bound-yes = The learner’s e-mail address is in it, as a hash
badge-bound-no = Their e-mail address is not in it: you have to know
badge-checked = Last checked
badge-asked-by = Could count in
badge-known-by = Known to be theirs: { $words }
badge-decide-again = Decide again
counted-itself = Counts as what it says it is
counted-as = Counts as { $title }

counts-title = As what it counts
counts-as = It stands for
counts-itself = What it says it is
counts-credits = Credits
counts-credits-hint = In the unit beside it. Do not convert: where the issuer’s unit is another, say so in the reason.
counts-credits-wrong = Credits are a number above 0, up to 1,000.
counts-unit = Unit
counts-unit-missing = Credits and their unit belong together: fill in both, or neither.
counts-framework = Framework of levels
counts-level = Level
counts-level-missing = A framework and a level belong together: fill in both, or neither.
counts-field = Field of study
counts-field-hint = As the pathway calls it, if it asks for one.
decide-known-by = How do you know that it is theirs?
decide-known-by-hint = As: saw their passport beside the name in the badge.
decide-known-by-missing = Say how you know that the badge is theirs: their e-mail address is not in it.
decide-reason = Why
decide-reason-hint = The learner reads it.
decide-reason-missing = Say why: the learner reads it.
decide-recognise = Recognise it
decide-decline = Decline it
documents-title = What its issuer has to say
documents-text = These addresses belong to the issuer. Open them yourself, make sure that they are what they seem, and put what you find there here. A list of keys is believed for 180 days, anything else for a day.
documents-look = Look at it again

did-badge-recognised = recognised a badge from elsewhere
did-badge-declined = declined a badge from elsewhere
did-issuer-document-given = gave documents of another issuer
did-pathway-award-decided = decided about an award of a pathway
