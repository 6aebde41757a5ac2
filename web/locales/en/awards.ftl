## Credentials that were signed

awards-title = Credentials
awards-lead = What was awarded here, and whether it still holds.
awards-signed = Signed here
awards-empty = Nothing was awarded yet.
awards-who = Who
awards-what = What
awards-when = Awarded
awards-state = State
awards-active = In force
awards-suspended = Suspended
awards-revoked = Revoked
awards-former = { $count ->
    [one] One before it, replaced
   *[other] { $count } before it, replaced
 }
awards-former-signed = { $title }, signed { $date }
awards-replaced = Replaced by another
awards-unlisted = Signed before there were status lists: verifiers elsewhere cannot learn of a change. Sign it again to put it in one.
awards-by-attempt = By an assessment
awards-by-hand = By hand
awards-by-pathway = By a pathway
awards-revoke = Revoke
awards-revoke-title = Revoke { $title } of { $name }?
awards-revoke-text = Whoever verifies it is told that it does not hold any more. This cannot be undone.
awards-revoke-done = It is revoked.
awards-suspend = Suspend
awards-suspend-title = Suspend { $title } of { $name }?
awards-suspend-text = Whoever verifies it is told that it does not hold for the moment. You can lift this again.
awards-suspend-done = It is suspended.
awards-lift = Lift the suspension
awards-lift-title = Lift the suspension of { $title } of { $name }?
awards-lift-text = Whoever verifies it is told again that it holds.
awards-lift-done = It is in force again.
awards-again = Sign again
awards-again-title = Sign { $title } of { $name } again?
awards-again-text = A new credential takes its place, with what is on record now. The date of award stays. The old one is revoked.
awards-again-done = It was signed again. Its holder has new files to download.
awards-rename = Change the name
awards-rename-title = Another name for { $name }
awards-rename-text = Credentials that say the former name are signed again with the new one, and the old ones are revoked. The former name is shown nowhere any more.
awards-rename-done = The name was changed.
awards-name = New name
awards-name-missing = Say the new name.
awards-code = Reason that everyone may know
awards-reason = Reason in words
awards-reason-hint = Its holder reads this, and nobody outside.
awards-reason-missing = Say why, for its holder.

code-issued-in-error = Issued by mistake
code-result-corrected = The result was corrected
code-misconduct = Not taken as the rules say
code-superseded = Another took its place
code-holder-asked = Its holder asked for it
code-key-stolen = The key that signed it was stolen
code-part-revoked = Something that it rests on was revoked
code-under-review = Being looked at
code-cleared = Looked at, and holds

## Given by hand

hand-title = Given by hand
hand-text = For what was shown in another way than by an assessment here. One person proposes it, another signs it off, and the credential says so.
hand-empty = Nothing was proposed.
hand-proposed = Proposed by { $name }, { $when }
hand-signed = Signed off by { $name }.
hand-refused = Refused by { $name }.
hand-own = You proposed this; another person has to decide.
hand-waits = Waits for a second person.
hand-sign = Sign off
hand-refuse = Refuse
hand-new = Propose one
hand-learner = To whom
hand-offer = What
hand-evidence = What was looked at
hand-evidence-hint = This stands in the credential, for everyone who reads it.
hand-evidence-missing = Say what was looked at.
hand-propose = Propose
hand-done = It waits for a second person.

## Keys

keys-title = Keys
keys-did = Credentials are issued by
keys-key = Key
keys-since = Since
keys-state = State
keys-signed = Credentials in force
keys-on-request = It also signs files when their holders ask for that form. These are not counted.
keys-signs = Signs
keys-until = Signed until { $date }
keys-stolen = Withdrawn { $date }
keys-rotate = Use a new key
keys-rotate-title = Use a new key?
keys-rotate-text = It signs from now on. What the old key signed keeps verifying.
keys-is-key = On this server the issuer is its key: with another key it is another issuer to whoever verifies.
keys-rotated = A new key signs now.
keys-withdraw = It was stolen
keys-withdraw-title = Withdraw this key?
keys-withdraw-text = Nothing that it signed verifies any more. What is in force is signed again, and its holders have to download it anew. This cannot be undone.
keys-withdrawn = The key is withdrawn.

## The trail of what staff did

did-credential-revoked = Revoked a credential
did-credential-suspended = Suspended a credential
did-suspension-lifted = Lifted a suspension
did-credential-reissued = Signed a credential again
did-name-declined = Declined a learner’s wish for another name
did-learner-renamed = Changed a learner’s name
did-hand-award-proposed = Proposed to give a credential by hand
did-hand-award-signed = Gave a credential by hand
did-hand-award-refused = Refused to give a credential by hand
did-keys-rotated = Put a new key in use
did-key-withdrawn = Withdrew a key

## Other names that learners ask for

names-title = Names that learners ask for
names-empty = Nobody has asked for another name.
names-from-to = { $from } → { $to }
names-words = Words for the learner
names-words-hint = Only the learner reads them. Where you decline, say why.
names-words-missing = Say why, so that the learner knows what to do.
names-grant = Change the name
names-decline = Decline
names-granted = The name was changed. What said the former one was signed again.
names-declined = It was declined, and the learner sees why.
