### Words that every page may need.

brand = Assay
window-title = { $page } · Assay
skip = Skip to the content
loading = Loading…
try-again = Try again
copied = Copied.
copy-link = Copy the link
sign-out = Sign out
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
