"""Milliseconds a test in catsim: 30 items of 1,000 by maximum information, ability by maximum likelihood.

catsim has no EAP and gives no standard error while a test runs; while all answers are alike it takes Dodd's steps. The
loop below is its own parts, called as their documentation shows for a test that is not simulated, so that takers answer
as in the other scripts and none of the report that its simulator makes is timed.
"""

import csv
import sys
import time
from pathlib import Path

# This file has the package's name.
sys.path = [place for place in sys.path if Path(place or ".").resolve() != Path(__file__).resolve().parent]

import numpy  # noqa: E402
from catsim import irt  # noqa: E402
from catsim.estimation import NumericalSearchEstimator  # noqa: E402
from catsim.item_bank import ItemBank  # noqa: E402
from catsim.selection import MaxInfoSelector  # noqa: E402

LENGTH, RUNS = 30, 3


def read(folder: Path) -> tuple[numpy.ndarray, list[list[float]]]:
    with (folder / "bank.csv").open(newline="") as file:
        items = numpy.array([[float(row[name]) for name in "abcd"] for row in csv.DictReader(file)])
    with (folder / "answers.csv").open(newline="") as file:
        takers = [[float(x) for x in row] for row in list(csv.reader(file))[1:]]
    return items, takers


def test(bank: ItemBank, taker: list[float], selector: MaxInfoSelector, estimator: NumericalSearchEstimator) -> float:
    theta, given, right = 0.0, [], []
    for _ in range(LENGTH):
        item = int(selector.select(item_bank=bank, administered_items=given, est_theta=theta))
        a, b, c, d = bank.get_item(item)[:4]
        given.append(item)
        right.append(bool(taker[1 + item] < irt.icc(taker[0], a, b, c, d)))
        theta = float(estimator.estimate(item_bank=bank, administered_items=given, response_vector=right, est_theta=theta))
    return theta


def main(folder: Path) -> None:
    items, takers = read(folder)
    bank, selector, estimator = ItemBank(items), MaxInfoSelector(), NumericalSearchEstimator()
    times, thetas = [], []
    for _ in range(RUNS):
        thetas = []
        for taker in takers:
            # Of the processor and not of the clock: what else the machine does should not count.
            started = time.process_time()
            thetas.append(test(bank, taker, selector, estimator))
            times.append((time.process_time() - started) * 1e3)
    error = numpy.sqrt(numpy.mean((numpy.array(thetas) - numpy.array([taker[0] for taker in takers])) ** 2))
    figures = f"{min(times):.1f} ms of processor time for the quickest of {len(times)} tests, median {numpy.median(times):.1f}"
    print(f"catsim  MFI, ML: {figures} (RMSE {error:.3f})")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
