### The words of the wallet, of credentials and their public pages, and of what is kept.

## The wallet

wallet-title = Your credentials
wallet-lead = What you hold, what each of them proves, and who can see it. Only you see this page.
wallet-empty = There is nothing here yet. A credential comes here once you have earned it and a person has confirmed it.
wallet-shared = Shared: whoever has the link can see it.
wallet-private = Not shared: only you can see it.
wallet-nobody-title = Nobody is signed in here
wallet-nobody = Your credentials are shown to you alone. Come back with your return card.
wallet-come-back = Come back
to-wallet = All your credentials
yours-title = Your name and your data
yours-name = Your name here is { $name }. It is in a credential, or on a public page, only where you have chosen so.
yours-change = Somebody who awards credentials here looks at it. Credentials that say your name are then signed again: the day of the award stays, the old file is revoked, and the former name is shown nowhere.
name-ask = Has your name changed? Ask for another
name-new = Your new name, as it should stand on badges
name-reason = Why, in your words
name-reason-hint = You may leave this empty. Whoever decides reads it; after that it is gone.
name-send = Ask for this name
name-missing = Write the name that you want to be called.
name-waits = You asked on { $date } to be called { $name }. Somebody has yet to look at it.
name-take-back = Take it back
name-granted = Your name was changed to { $name } on { $date }.
name-declined = You asked to be called { $name }. That was declined on { $date }:

## A credential

badge-page-title = Your credential
badge-over = Signed credential
badge-over-record = Signed record
badge-specimen = Specimen
badge-held-by = Held by { $name }
badge-awarded = Awarded by { $body }, { $date }
badge-can = What its holder can do
badge-level = Level
badge-work = Work
badge-hours = { $hours } hours
badge-until = Holds until
standing-active = In force
standing-suspended = Suspended: it does not hold for now.
standing-revoked = Revoked: it does not hold any more.
why-issued-in-error = It was issued by mistake.
why-result-corrected = The result that it says was corrected.
why-misconduct = The assessment was not taken as its rules say.
why-superseded = Another took its place.
why-holder-asked = Its holder asked for that.
why-key-stolen = The key that signed it was stolen.
why-part-revoked = Something that it rests on was revoked.
why-under-review = It is being looked at.
why-cleared = It was looked at, and holds.
shows-supervised = Its holder met the standard in an adaptive assessment under an invigilator, who vouches for who sat there.
shows-confirmed = Its holder met the standard in an adaptive assessment without supervision; a tutor confirmed who took it.
shows-hand = It was given without an assessment, by two people who each looked at other evidence.
shows-pathway = Its holder completed a pathway; the credentials that it is made of are named in it.
shows-record = The record of the same award: it carries, signed, the credentials that it is made of.
held-gone-title = This credential is not here
held-gone = It may have been signed again and have another address now.
suspended-since = Suspended since { $date }
revoked-since = Revoked since { $date }
reason-private = Only you read this reason. Others see that it does not hold, and one sentence out of a fixed few, such as “It is being looked at.”
proves-title = What it proves, and how surely
proves-text = Anyone can check that the awarding body signed exactly this, and that it still holds. Nobody can change a word of it.
proves-sure = { $count ->
    [one] By your answer to { $count } question it is { $sure } likely that you meet the standard; { $asked } was needed.
   *[other] By your answers to { $count } questions it is { $sure } likely that you meet the standard; { $asked } was needed.
 }
proves-not = It does not prove that whoever shows it is you: it holds a fingerprint of your e-mail address, with which you can show that.

## Keeping it

download-title = Keep it
download-text = Keep a file of your own: it can be verified without us. Each of these says the same.
download = Download the credential
form-json = JSON
form-json-text = Open Badges 3.0, for any wallet and for /verify.
form-png = PNG
form-png-text = The picture with the credential in it: to look at, and to verify.
form-svg = SVG
form-svg-text = The same, sharp at any size.
form-jwt = JWT
form-jwt-text = One line of text, for software that wants it.
form-elm = ELM
form-elm-text = European Learning Model, unsealed: for European portals, which seal it themselves.
form-elm-record = There is no European form of a record, because it carries other credentials whole; the badge of the same award has one.

## What it says

says-title = What it says about you
says-text = At first it says only that you met the standard, at which level and how that was found. The rest is your choice.
says-score = Your score on the scale of the test
says-error = Its standard error: how exact the score is
says-mastery = The probability that you meet the standard
says-name = Your name, { $name }, for anyone who has the file
says-again = It is signed again with your choice. The day of the award stays. The file that you have now is revoked, so replace it wherever you gave it away; a public page goes on with the new one.
says-sign = Sign it again

## Sharing it

sharing-title = Share it
sharing-text = A public page exists only if you want one. Its address cannot be guessed, search engines are asked to stay away, and you can withdraw it at any time.
share-name = Show my name on the page
share-no-file = The file of this credential says your name, or may say it in somebody's words. So a page without your name gives nobody the file, and nobody can check it there. Whoever is to check it needs the file from you. Where the name is your choice, above, you can have it taken out first.
share = Make a public page
share-again = Change the page
share-qr = QR code with the address of the public page
shared-now = The public page is there. Whoever has the link can see it.
shared-withdrawn = The public page is gone. Its link opens nothing any more.
withdraw = Withdraw the page
print-view = See it, print it
add-to-profile = Add to LinkedIn profile
add-to-profile-hint = Opens LinkedIn with the title, the awarding body, the month and the link filled in. LinkedIn learns nothing before you press it.

## The public page

shared-title = A credential was shared with you
shared-lead = Its holder chose to show it to whoever has this link.
shared-check-title = Check it yourself
shared-no-file = The holder chose not to show their name here, and the signed file says it, or may say it in somebody's words. So this page does not give the file away. Ask the holder for it: anyone can check it, without us.
shared-file-gone = There is no signed file behind this page any more, so there is nothing to check.
shared-check = Do not take this page's word for it. The signed file is checked in your own browser, or by any verifier for Open Badges, without us.
check-yourself = Check it now
print-certificate = Print it
paper-proves-nothing = This paper proves nothing by itself: anyone can print one. Scan the code or open the address below, and check there that the credential holds.
paper-other-way = If the page is withdrawn, ask the holder for the file and check it at { $address }.
shared-gone-title = This credential is not shared
shared-gone = The link is not complete, or the holder has withdrawn the page.

## What is kept

kept-title = What is kept about you
kept-lead = All of it, for how long, and how you can be rid of it.
kept-list = Kept here
kept-person = Your name and e-mail address
kept-cards = { $count ->
    [one] Your return card, as a fingerprint of its code
   *[other] { $count } return cards, as fingerprints of their codes
 }
kept-sign-ins = { $count ->
    [one] The browser in which you are signed in
   *[other] { $count } browsers in which you are signed in
 }
kept-places = { $count ->
    [one] Your place in an assessment
   *[other] Your places in { $count } assessments
 }
kept-unfinished = { $count ->
    [one] An attempt that you did not finish, with your answers
   *[other] { $count } attempts that you did not finish, with your answers
 }
kept-finished = { $count ->
    [one] A finished attempt that earned nothing, with your answers
   *[other] { $count } finished attempts that earned nothing, with your answers
 }
kept-awarded = { $count ->
    [one] The attempt that earned a credential, with your answers
   *[other] { $count } attempts that earned credentials, with your answers
 }
kept-credentials = { $count ->
    [one] A signed credential
   *[other] { $count } signed credentials, with those that were signed again
 }
kept-shares = { $count ->
    [one] A public page
   *[other] { $count } public pages
 }
kept-said = { $count ->
    [one] A report or an appeal of yours, and what became of it
   *[other] { $count } reports and appeals of yours, and what became of them
 }
kept-cohorts = { $count ->
    [one] The group that you are in, and your extra time if you have any
   *[other] { $count } groups that you are in, and your extra time if you have any
 }
kept-sittings = { $count ->
    [one] A sitting that you were in
   *[other] { $count } sittings that you were in
 }
kept-name-request = Another name that you asked for
kept-brought = { $count ->
    [one] A badge of another issuer that you brought
   *[other] { $count } badges of other issuers that you brought
 }
kept-address = Failed tries from your network address
kept-address-text = Only where a code or a password was wrong, as a number under a scrambled address: { $days } days.
kept-after-use = { $days } days after you signed in, or until you leave.
kept-from-beginning = { $days } days from its beginning, if you do not finish it.
kept-award = For as long as the credential can be shown; it stays, without your name, if you have yourself erased.
kept-with-award = Until you have it erased; where a credential rests on it, it stays without your name.
kept-until-withdrawn = Until you withdraw it.
kept-until-erased = Until you have it erased.
kept-download = Download all of it
kept-download-text = Your answers are in it as you gave them. The questions of an assessment that counts, and what was right, are not: others still have to answer them.

## Having it erased

erase-title = Have it erased
erase-text = You need no reason, and nobody has to agree. Download your credentials first: what you hold goes on being valid, but you cannot come back here.
erase-goes = What goes
erase-stays = What stays, without your name
erase-why = A credential can be shown to anyone for as long as it holds, so its issuer must be able to say whether it does, and to follow the decision again if somebody disputes it. So these stay under a random number: the credential with its fingerprint of your address, the answers that earned it, and who confirmed them.
erase-until = { $title }: until { $date }, when it ends
erase-no-end = { $title }: it has no end, so for as long as it can be shown
erase-file-goes = (The signed file itself goes, because it says your name.)
erase-nothing-stays = Nothing stays.
erase-lost = You have earned this, and it is not signed yet. It would be lost:
erase-later = It cannot be done at once. It is done by itself as soon as nothing of this stands against it, and by { $latest } at the latest:
erase-asked = You asked for it on { $date }. It is done by itself as soon as nothing of this stands against it, and by { $latest } at the latest:
erase-against-sitting = The sitting “{ $title }” is not signed off; until then its record must stay whole for the others in it.
erase-against-suspended = “{ $title }” is suspended while somebody decides about it.
erase-ask = Erase what is kept about me
erase-download-first = Download my credentials first
erase-sure-title = Erase it?
erase-sure = It is done at once and cannot be undone. Your return card opens nothing any more.
erase-sure-later = It is done as soon as nothing stands against it, and by { $date } at the latest. Until then you can take it back here.
erase-do = Erase it
erase-not = Do not erase it
erase-waits = You have asked for it. It is done by itself as soon as nothing stands against it.
erase-taken-back = You have taken it back. Nothing was erased.
erase-take-back = Take it back
erase-done = It is done. Nothing here carries your name any more.
erase-browser = This browser may still keep drafts and your return card. Leave, and they go too.
