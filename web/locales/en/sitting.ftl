### The words of a sitting after its last question.

hand-in-title = You have finished
hand-in-lead = The questions and their answers are gone from this browser.
hand-in-sending = Your answers are being sent…
hand-in-waiting = The server cannot be reached. Your answers are kept in this browser and go up by themselves when the network is back; leave this page open, or come back to it.
hand-in-done = Your answers are handed in. A badge that you earned is signed once the invigilator has signed the sitting off.
hand-in-signed-out = You are signed out. Your answers are kept in this browser: come back with your return card, and they go up.
hand-in-refused = The server did not take your answers. { $why } They are kept on the server. Tell your invigilator now.

## Leaving a shared computer

leave-text = Everything of yours is removed from this browser: what you typed and did not send, practice results, your return card, and the questions of a sitting. You are signed out.
leave-kept = What you handed in is on the server and stays there. You come back with your return card.
leave-unsent = Answers of a sitting are not on the server yet. If you can, stay until the network is back. If you leave, they remain in this browser without your name, and go up only when you come back here with your return card.
leave-now = Leave now
leave-no = Stay
left-title = You have left
left-text = Nothing of yours is in this browser any more. You may close it.
