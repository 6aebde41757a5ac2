# Milliseconds a test in catR 3.17: 30 items of 1,000 by maximum Fisher information, ability by EAP on 61 nodes from -6 to 6.
#
# Written from the package's manual (randomCAT, nextItem); it could not be run where this was written, as CRAN was out of reach.
# `final` repeats the estimator, because randomCAT estimates once more at the end.

library(catR)

folder <- commandArgs(trailingOnly = TRUE)
if (length(folder) == 0) folder <- "."
items <- read.csv(file.path(folder, "bank.csv"))
bank <- as.matrix(items[, c("a", "b", "c", "d")])
takers <- as.matrix(read.csv(file.path(folder, "answers.csv")))

estimator <- list(method = "EAP", priorDist = "norm", priorPar = c(0, 1), D = 1, range = c(-6, 6), parInt = c(-6, 6, 61))
start <- list(nrItems = 1, theta = 0, startSelect = "MFI")
test <- c(estimator, list(itemSelect = "MFI"))
stop <- list(rule = "length", thr = 30)

responses <- function(taker) {
  p <- bank[, "c"] + (bank[, "d"] - bank[, "c"]) / (1 + exp(-bank[, "a"] * (taker[1] - bank[, "b"])))
  as.numeric(taker[-1] < p)
}

milliseconds <- thetas <- numeric(0)
for (n in seq_len(min(10, nrow(takers)))) {
  taker <- takers[n, ]
  x <- responses(taker)
  used <- system.time(
    result <- randomCAT(
      trueTheta = taker[1], itemBank = bank, responses = x, start = start, test = test, stop = stop, final = estimator
    )
  )
  stopifnot(length(result$testItems) == 30)
  milliseconds <- c(milliseconds, 1000 * sum(used[c("user.self", "sys.self")]))
  thetas <- c(thetas, result$thFinal)
}
rmse <- sqrt(mean((thetas - takers[seq_along(thetas), 1])^2))
cat(sprintf(
  "catR    MFI, EAP: %.1f ms of processor time for the quickest of %d tests, median %.1f (RMSE %.3f)\n",
  min(milliseconds), length(milliseconds), median(milliseconds), rmse
))
