### Words that every page may need.

brand = Assay
window-title = { $page } · Assay
skip = Skip to the content
loading = Loading…
try-again = Try again
copied = Copied.
copy-link = Copy the link
specimen = Specimen

## In the static shells, before there is a program: a test finds them there word for word

shell-noscript = Assay runs in your browser and needs JavaScript and WebAssembly. Switch them on, or open this page in a current browser.
shell-description = Adaptive assessments that end in a badge anyone can verify.

## Going elsewhere

nav-label = Main
nav-catalogue = Micro-credentials
nav-verify = Verify a badge
nav-tutor = For tutors
foot-label = More
foot-line = Assay. Every result says how sure it is.

## When something goes wrong

failure-title = This did not work
failure-title-unreachable = The server cannot be reached
failure-title-closed = This page is not open to you
failure-title-missing = There is nothing here
failure-unreachable = The server did not answer. Check your connection; nothing you entered is lost.
failure-strange = The server answered in a way this page does not understand (status { $status }). Please try again in a while.

## Numbers

percent = { $percent } %
percent-above = more than { $percent } %
percent-below = less than { $percent } %

## What learners read before a test and after it

nav-join = Join
nav-me = My assessments
to-me = To my assessments
to-catalogue = See all micro-credentials
micro-credential = Micro-credential
continue-attempt = Continue
next-attempt-at = You may begin another attempt from { $date }.
see-result = See the result
about-it = About this micro-credential
practice = Practice
questions-unusable = These questions cannot be used by this version of Assay. Reload the page; if that does not help, ask whoever runs it.
item-title = Question { $number }
given-not-learned = I have not learned this yet
your-answer = Your answer
missing-title = There is no such page
missing-text = The address may be mistyped, or the page has moved.

## What is not saved

unsaved-leave = What you changed here is not saved. Leave it, and it is gone. Leave anyway?

## Leaving a shared computer

leave = Finish and leave
leave-hint = On a computer that others use: this removes everything of yours from this browser, and signs you out.

## Return cards

card-scan = Scan this with a camera, or open Assay on any device and type the code. Keep it like a password: whoever has it is you.
card-code = Return code
card-qr = QR code with the personal link
card-print = Print the card
form-gap = Gap #
