// How often each rule that may judge a canary is wrong when it is looked at again and again, by simulation: false alarms where nothing
// differs, power and time to an alarm where something does. Seeded: the same table on every machine.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "../build/readme-tables.ts";
import type { BenchRow } from "./bench-row.ts";
import { simulateQuantiles } from "./canary-operating-characteristics/quantiles.ts";
import { ALPHA } from "./canary-operating-characteristics/rules.ts";
import { CARRIED, simulateSeries } from "./canary-operating-characteristics/series.ts";
import { type Characteristics, type Rate, SCHEDULES, simulate } from "./canary-operating-characteristics/simulate.ts";
import { WORLDS } from "./canary-operating-characteristics/worlds.ts";

const ROLLOUTS = 1000;
const HEAD = [
  "World",
  "Rule",
  "Ours",
  ...SCHEDULES.map((looks) => `${looks} looks`),
  "(95 %)",
  "Power at 20 looks",
  "Half have an alarm after",
];
const PAGE = join(import.meta.dirname, "..", "docs", "benchmarks", "canary-operating-characteristics.md");

/** A line for each world. The whole table goes to the console, and but with --print to its page. */
export async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const lines: string[][] = [];
  for (const [world, simulated] of simulations()) {
    const found = simulated();
    for (const one of found) {
      lines.push(cellsOf(world, one));
      console.log(cellsOf(world, one).join("  "));
    }
    rows.push(rowOf(world, found));
  }
  if (!process.argv.includes("--print")) writeFileSync(PAGE, `${INTRODUCTION}\n${table(HEAD, lines)}\n`);
  return rows;
}

const INTRODUCTION = `# Operating characteristics of canary analysis

How often the rules that judge a canary are wrong when they are looked at again and again, by simulation in worlds whose truth is
known: ${ROLLOUTS.toLocaleString("en-US")} rollouts a line without a difference, and as many with one. \`npm run bench -- canary-operating-characteristics\`
makes this page anew; it is seeded, and so the same on every machine.

- The columns of looks count false alarms at any of 5, 20 or 100 evenly spaced looks: at most 5 % is promised, one look's alpha.
  (95 %) is the Monte Carlo interval of the last.
- The power is that of 20 looks, where the difference is four standard errors of the whole rollout: one look at its end, and no
  other, would find it 98 % of the time. (Of p95, the candidate is half as slow again.) The last column is the share of the rollout
  after which half of all have had their alarm, at 100 looks.
- 10,000 users of means, times and rates of 0.5, 50,000 of a rate of 0.01, 200,000 of 0.001. "50 %" is an even split, "5 %" a
  candidate that stays there, "5 % to 50 %" one that goes from 5 over 25 to 50 %. "Drifting": the mean of both versions rises with
  time. "AR(1)": 500 windows of candidate minus baseline, each with that share of the deviation of the one before.
- All sequences are tightest at 5,000 users (of series at 250 windows of 500), as GrowthBook's are where nothing is set.
- Kayenta's rule is given the mean of each look's users as its points, from ten of them on, and counts every High or Low. Its own
  level is 2 %. It is made for a baseline as large as the canary: at 5 % a point of few users is distributed unlike one of many.
- "Ours" says which rules a judge of ours may decide by in that world; the others are there to compare with.

## What it says

- A z-test at each of 100 looks is wrong a third of the time and more. GrowthBook's sequence is wrong more than half of the time
  where a candidate at 5 % has rare events, and 12 % where its values are skewed: few users have not yet met what is rare, and
  seem not to vary.
- The asymptotic sequence is GrowthBook's with two changes. The version of fewer users borrows the other's variance, which mends
  that; and its clock is what an even split would know as much as, which stays right while the share changes. Where neither
  matters it is the same to the digit.
- Rates of 1 % or less are for the exact rule, at few users most of all: it promises alpha without any limit theorem, and finds
  more there. Of frequent rates it finds less. The sequences of one version each, of which two must be apart, promise the same and
  find less still; they are for one version beside a limit that is known.
- Where means change with time and the share does too, only steps as strata tell the versions from the hours.
- Windows that are alike need the prewhitened error. Newey and West's and batch means' are too sure of a few windows.
- A p95 needs many users: 500 of a candidate at 5 % do not find one that is half as slow again.
`;

function* simulations(): Generator<[world: string, simulated: () => readonly Characteristics[]]> {
  for (const world of WORLDS) yield [world.name, () => simulate(world, ROLLOUTS)];
  for (const share of [0.5, 0.05]) {
    yield [`p95 of lognormal times, ${percent(share, 0)}`, () => [simulateQuantiles(share, ROLLOUTS)]];
  }
  for (const carried of CARRIED) yield [`AR(1) of ${carried}`, () => simulateSeries(carried, ROLLOUTS)];
}

/** Of ours the worst at 100 looks is told. Reached where no rate of any is beyond alpha by more than chance. */
function rowOf(world: string, found: readonly Characteristics[]): BenchRow {
  const last = ({ falseAlarms }: Characteristics) => falseAlarms.at(-1)?.share ?? Number.NaN;
  const ours = found.filter(({ isOurs }) => isOurs);
  const [worst] = ours.flatMap(({ falseAlarms }) => falseAlarms.slice(-1)).toSorted((a, b) => b.share - a.share);
  if (worst === undefined) throw new Error(`${world} has no rule of ours`);
  const power = Math.max(...ours.map((one) => one.power.share));
  const others = found.filter(({ isOurs }) => !isOurs).map((one) => `${one.rule} ${percent(last(one))}`);
  return {
    what: `canary false alarms at 100 looks; ${world}`,
    ours: `${percent(worst.share)}; power ${percent(power, 0)}`,
    against: [...others, `alpha ${percent(ALPHA)}`].join("; "),
    ratio: `${(worst.share / ALPHA).toFixed(2)} of alpha`,
    runs: ROLLOUTS,
    spread: `${(worst.low / ALPHA).toFixed(2)} to ${(worst.high / ALPHA).toFixed(2)}`,
    aim: `at most ${percent(ALPHA)}`,
    reached: ours.every(({ falseAlarms }) => falseAlarms.every(({ low }) => low <= ALPHA)),
  };
}

function cellsOf(world: string, { rule, isOurs, falseAlarms, power, medianTime }: Characteristics): string[] {
  const last = falseAlarms.at(-1);
  return [
    world,
    rule,
    isOurs ? "yes" : "",
    ...falseAlarms.map(({ share }) => percent(share)),
    last === undefined ? "" : within(last),
    percent(power.share, 0),
    medianTime === null ? "never" : percent(medianTime, 0),
  ];
}

function within({ low, high }: Rate): string {
  return `${percent(low)} to ${percent(high)}`;
}

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}
