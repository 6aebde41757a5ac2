# Milliseconds a test in mirtCAT 1.14.2: 30 items of 1,000 by maximum information, ability by EAP on 61 nodes from -6 to 6.
#
# Written from the package's manual (mirtCAT, generate.mirt_object); it could not be run where this was written, as CRAN was out of
# reach. mirt states items by intercepts: a (theta - b) = a1 theta + d with d = -a b. `min_SEM` of 0 keeps precision from ending a
# test. The patterns are run one after another by one call, as the manual does for simulations; `cl` would share them out.

library(mirtCAT)

folder <- commandArgs(trailingOnly = TRUE)
if (length(folder) == 0) folder <- "."
items <- read.csv(file.path(folder, "bank.csv"))
takers <- as.matrix(read.csv(file.path(folder, "answers.csv")))

parameters <- data.frame(a1 = items$a, d = -items$a * items$b, g = items$c)
model <- generate.mirt_object(parameters, itemtype = "3PL")

responses <- function(taker) {
  p <- items$c + (items$d - items$c) / (1 + exp(-items$a * (taker[1] - items$b)))
  as.numeric(taker[-1] < p)
}

design <- list(min_SEM = 0, min_items = 30, max_items = 30, thetas.start = 0, quadpts = 61, theta_range = c(-6, 6))
milliseconds <- thetas <- numeric(0)
for (n in seq_len(min(10, nrow(takers)))) {
  pattern <- matrix(responses(takers[n, ]), nrow = 1)
  used <- system.time(
    result <- mirtCAT(
      mo = model, method = "EAP", criteria = "MI", start_item = "MI", local_pattern = pattern, design = design
    )
  )
  stopifnot(sum(!is.na(result$items_answered)) == 30)
  milliseconds <- c(milliseconds, 1000 * sum(used[c("user.self", "sys.self")]))
  thetas <- c(thetas, result$thetas[1])
}
rmse <- sqrt(mean((thetas - takers[seq_along(thetas), 1])^2))
cat(sprintf(
  "mirtCAT MI, EAP: %.1f ms of processor time for the quickest of %d tests, median %.1f (RMSE %.3f)\n",
  min(milliseconds), length(milliseconds), median(milliseconds), rmse
))
