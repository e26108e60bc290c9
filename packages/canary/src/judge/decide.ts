import { endsAtOnce } from "../evidence/finding.ts";
import { isGoalReached, stateOf } from "../evidence/guardrail.ts";
import type { Ramp } from "../evidence/ramp.ts";
import type { SampleRatio } from "../evidence/sample-ratio.ts";
import { codeInWords, timeInWords } from "../words/plain.ts";
import type { Judged } from "./judged.ts";
import type { Moment } from "./moment.ts";
import type { Need } from "./need.ts";
import { hold, type Ruling, subject } from "./ruling.ts";

/** What a look is decided by. */
export interface Grounds {
  readonly judged: readonly Judged[];
  readonly ratio: SampleRatio | null;
  /** Why nothing can be relied on; null where nothing is wrong. */
  readonly trouble: Ruling | null;
  readonly isHeld: boolean;
  readonly need: Need;
  readonly ramp: Ramp;
  readonly moment: Moment;
  /** ISO 8601; null where the step has lasted long enough. */
  readonly bakesUntil: string | null;
}

/** The first rule that has something to say decides: harm before doubt, doubt before patience, and only then progress. */
export function decide(grounds: Grounds): Ruling {
  for (const rule of RULES) {
    const ruling = rule(grounds);
    if (ruling !== null) return ruling;
  }
  return goOn(grounds);
}

type Rule = (grounds: Grounds) => Ruling | null;

const RULES: readonly Rule[] = [
  ({ judged }) => rollBack(judged.filter(({ finding }) => isBreached(finding) && endsAtOnce(finding))),
  // With a split that is not as planned nobody knows whether it is the version or its users.
  ({ judged, ratio }) =>
    ratio?.ok === true ? rollBack(judged.filter(({ finding }) => isBreached(finding) && finding.critical)) : null,
  ({ trouble }) => trouble,
  ({ judged }) => {
    const breached = judged.filter(({ finding }) => isBreached(finding));
    return breached.length === 0
      ? null
      : hold("margin-breached", subject(breached, ["is beyond its margin", BREACHED]));
  },
  ({ judged }) => unusable(judged),
  ({ isHeld }) => (isHeld ? hold("held", "somebody holds it") : null),
  ({ bakesUntil }) =>
    bakesUntil === null ? null : undecided("bake-not-over", `its step lasts until ${timeInWords(bakesUntil)}`),
  ({ judged }) => silent(judged),
  (grounds) => tooFew(grounds),
  (grounds) => unproven(grounds),
  ({ judged }) =>
    judged.some(({ finding }) => finding.margin !== null)
      ? null
      : undecided("too-few-units", "no metric with a margin has enough units"),
];

const BREACHED = "are beyond their margins";

function goOn({ ramp, need }: Grounds): Ruling {
  const isLast = ramp.position === ramp.steps.length;
  const isProven = need !== "unbreached";
  return {
    decision: isLast ? "promote" : "advance",
    reasonCode: isProven ? "margins-proven" : "margins-not-breached",
    why: isProven ? "every margin is proven" : "no margin is breached",
  };
}

function rollBack(breached: readonly Judged[]): Ruling | null {
  if (breached.length === 0) return null;
  const why = subject(breached, ["is beyond its margin", BREACHED]);
  return { decision: "rollback", reasonCode: "margin-breached", why };
}

/** More samples alone mend none of what is missing but these; of events a step waits until it is over. */
const WAITED_FOR: readonly (string | null)[] = [null, "too-few-units", "no-variation", "no-events"];

function unusable(judged: readonly Judged[]): Ruling | null {
  const first = judged.find(
    ({ comparison, finding }) => finding.margin !== null && !WAITED_FOR.includes(comparison.lack),
  );
  if (first === undefined) return null;
  const reasonCode = first.comparison.lack ?? "no-data";
  return hold(reasonCode, `${subject([first], ["cannot be judged", ""])}: ${codeInWords(reasonCode)}`);
}

/** An event that nobody has is not told from one that nobody sends. */
function silent(judged: readonly Judged[]): Ruling | null {
  const without = judged.filter(
    ({ comparison, finding }) => finding.margin !== null && comparison.lack === "no-events",
  );
  if (without.length === 0) return null;
  return hold("no-events", subject(without, ["has no event of either version", "have no event of either version"]));
}

function tooFew({ judged, moment }: Grounds): Ruling | null {
  const few = judged.filter(
    ({ comparison, finding }) => finding.margin !== null && comparison.lack === "too-few-units",
  );
  if (few.length === 0) return null;
  return whileItGoesOn(undecided("too-few-units", subject(few, ["has too few units", "have too few units"])), moment);
}

/** What has to be proven and is not. */
function unproven({ judged, need, moment }: Grounds): Ruling | null {
  const open = judged.filter(({ finding }) => isOpen(finding, need));
  const short = need === "everything" ? judged.filter(({ finding }) => isShort(finding)) : [];
  if (open.length === 0 && short.length === 0) return null;
  const ruling =
    open.length > 0
      ? undecided("margin-not-proven", subject(open, ["is not proven yet", "are not proven yet"]))
      : undecided("goal-not-reached", subject(short, ["has not reached its goal", "have not reached their goals"]));
  return whileItGoesOn(ruling, moment);
}

/** What is waited for while data come is held where none do any more. */
function whileItGoesOn(ruling: Ruling, { isGoingOn }: Moment): Ruling {
  return isGoingOn ? ruling : hold(ruling.reasonCode, `${ruling.why}, and nobody has the baseline any more`);
}

function isOpen(finding: Judged["finding"], need: Need): boolean {
  if (finding.margin === null) return false;
  const state = stateOf(finding);
  return state === "unmeasured" || (state === "unproven" && need !== "unbreached");
}

function isShort(finding: Judged["finding"]): boolean {
  return finding.goal !== null && !isGoalReached(finding);
}

function isBreached(finding: Judged["finding"]): boolean {
  return stateOf(finding) === "breached";
}

function undecided(reasonCode: string, why: string): Ruling {
  return { decision: "inconclusive", reasonCode, why };
}
