// Milliseconds a test in jsCAT: 30 items of 1,000 by maximum information, ability by EAP.
//
// The grid of its EAP cannot be set: steps of 0.1 over the range, which are 121 nodes from -6 to 6 and so twice the benchmark's.
// The standard error beside it is 1/sqrt of the information and not the posterior's. `findNextItem` is called as its readme shows,
// on what the call before left over.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const folder = resolve(process.argv[2] ?? ".");
const { Cat } = createRequire(join(folder, "package.json"))("@bdelab/jscat");
const LENGTH = 30;
const RUNS = 2;
const TAKERS = 10;

const rows = (name) =>
  readFileSync(join(folder, name), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(","));
const bank = rows("bank.csv").map(([id, a, b, c, d], place) => ({
  id,
  place,
  a: Number(a),
  b: Number(b),
  c: Number(c),
  d: Number(d),
}));
const takers = rows("answers.csv").slice(0, TAKERS).map((row) => row.map(Number));

function test(taker, method) {
  const cat = new Cat({ method, itemSelect: "MFI", theta: 0, minTheta: -6, maxTheta: 6 });
  let left = bank;
  for (let n = 0; n < LENGTH; n += 1) {
    const { nextStimulus, remainingStimuli } = cat.findNextItem(left);
    left = remainingStimuli;
    const { place } = nextStimulus;
    const { a, b, c, d } = bank[place];
    const p = c + (d - c) / (1 + Math.exp(-a * (taker[0] - b)));
    cat.updateAbilityEstimate({ a, b, c, d }, taker[1 + place] < p ? 1 : 0);
  }
  return cat.theta;
}

// Of the processor and not of the clock: what else the machine does should not count.
function milliseconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

for (const method of ["EAP", "MLE"]) {
  const times = [];
  let squares = 0;
  for (let run = 0; run < RUNS; run += 1) {
    squares = 0;
    for (const taker of takers) {
      const started = milliseconds();
      const theta = test(taker, method);
      times.push(milliseconds() - started);
      squares += (theta - taker[0]) ** 2;
    }
  }
  times.sort((one, other) => one - other);
  const rmse = Math.sqrt(squares / takers.length).toFixed(3);
  const median = times[times.length >> 1].toFixed(1);
  const figures = `${times[0].toFixed(1)} ms of processor time for the quickest of ${times.length} tests, median ${median}`;
  console.log(`jsCAT   MFI, ${method}: ${figures} (RMSE ${rmse})`);
}
