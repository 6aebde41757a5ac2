"""Writes bank.csv (1,000 three-parameter items) and answers.csv (a uniform number for each of 40 takers and each item).

The same numbers come of the same seed in every version of Python, but for the last digit of the platform's logarithm
and cosine: only `Random.random` is used, the one that Python promises not to change. The distributions are those of the bank in `tests/wasm/src/synthetic.rs`: a from N(1, 0.3) within
0.4 to 2.5, b from N(0, 1) within -3.5 to 3.5, c uniform on 0.1 to 0.25. A taker of ability theta is right where the
number is below P(theta); abilities are in the first column.
"""

import csv
import math
import random
import sys
from pathlib import Path

ITEMS, TAKERS, SEED = 1000, 40, 9


def normal(draws: random.Random) -> float:
    """Box and Muller, one of the two."""
    return math.sqrt(-2.0 * math.log(1.0 - draws.random())) * math.cos(2.0 * math.pi * draws.random())


def within(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


def main(folder: Path) -> None:
    draws = random.Random(SEED)
    with (folder / "bank.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "a", "b", "c", "d"])
        for item in range(ITEMS):
            a = within(1.0 + 0.3 * normal(draws), 0.4, 2.5)
            b = within(normal(draws), -3.5, 3.5)
            rows.writerow([f"I{item:04}", repr(a), repr(b), repr(0.1 + 0.15 * draws.random()), 1])
    with (folder / "answers.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["theta", *(f"I{item:04}" for item in range(ITEMS))])
        for _ in range(TAKERS):
            theta = normal(draws)
            rows.writerow([repr(theta), *(f"{draws.random():.9f}" for _ in range(ITEMS))])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
