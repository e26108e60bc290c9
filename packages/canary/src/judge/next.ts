import type { VersionRef } from "@airworthy/evidence";
import { capText } from "@airworthy/report";
import type { CanaryPredicate } from "../evidence/predicate.ts";
import type { Exposure, Ramp, RampStep } from "../evidence/ramp.ts";
import { shareInWords } from "../words/plain.ts";
import { type Judged, unitsUntil } from "./judged.ts";
import type { Look } from "./look.ts";
import type { Moment } from "./moment.ts";
import type { Need } from "./need.ts";
import type { Ruling } from "./ruling.ts";

type Next = CanaryPredicate["next"];

const NAME_CHARACTERS = 100;
const NO_WAIT = { at: null, samplesNeeded: null, secondsNeeded: null } as const;

/** What is waited for. */
export interface Waiting {
  readonly judged: readonly Judged[];
  readonly need: Need;
  readonly moment: Moment;
  readonly units: Exposure["units"];
  readonly bakesUntil: string | null;
}

/** What comes after a look, and when. */
export function nextOf({ decision, reasonCode }: Ruling, look: Look, waiting: Waiting): Next {
  const { candidate, baseline } = look;
  const goal = goalOf(look);
  switch (decision) {
    case "rollback":
      return { what: `everybody gets ${nameOf(baseline)} back`, ...NO_WAIT };
    case "promote":
      return { what: `${nameOf(candidate)} becomes the version for everybody`, ...NO_WAIT };
    case "advance":
      return { what: goal, ...NO_WAIT };
    case "hold":
      return { what: `${goal} once ${reasonCode === "held" ? "it is resumed" : "that is mended"}`, ...NO_WAIT };
    default:
      return { what: `${goal} ${CONDITIONS[waiting.need]}`, ...waitOf(waiting, look.now) };
  }
}

/** Who gets the candidate next: "25 % of users". */
export function goalOf({ candidate, ramp, plan }: Look): string {
  const step = ramp.steps[ramp.position];
  return step === undefined ? `${nameOf(candidate)} for everybody` : stepInWords(step, plan.unit);
}

const CONDITIONS: Readonly<Record<Need, string>> = {
  unbreached: "unless a margin is breached",
  proven: "once every margin is proven",
  everything: "once every margin is proven and every goal reached",
};

/** The end of the step where that is last, or the largest need of those that hold it up; nothing where nobody knows one of them. */
function waitOf({ judged, moment, units, bakesUntil }: Waiting, now: string): Omit<Next, "what"> {
  const needed = judged.map((each) => needOf(each, moment, units));
  const seconds = largest(needed.map((need) => need.seconds));
  const bakeSeconds = bakesUntil === null ? 0 : (Date.parse(bakesUntil) - Date.parse(now)) / 1_000;
  if (bakesUntil !== null && (seconds === null || seconds <= bakeSeconds)) return { ...NO_WAIT, at: bakesUntil };
  const samples = largest(needed.map((need) => need.samples));
  return { at: null, samplesNeeded: samples === 0 ? null : samples, secondsNeeded: seconds === 0 ? null : seconds };
}

interface Needed {
  readonly samples: number | null;
  readonly seconds: number | null;
}

/** Units of the candidate of all groups: those of one come at the same rate. Of windows only the time is known. */
function needOf({ growth, cell }: Judged, { elapsedSeconds, isGoingOn }: Moment, units: Exposure["units"]): Needed {
  if (growth === 1) return { samples: 0, seconds: 0 };
  if (growth === null || !isGoingOn || elapsedSeconds === null) return { samples: null, seconds: null };
  const { signal } = cell.metric;
  const seconds = Math.ceil((growth - 1) * elapsedSeconds);
  return { samples: signal.kind === "series" ? 0 : unitsUntil(growth, units.candidate), seconds };
}

function largest(needs: readonly (number | null)[]): number | null {
  let most = 0;
  for (const need of needs) {
    if (need === null) return null;
    most = Math.max(most, need);
  }
  return most;
}

function stepInWords({ share, segment }: RampStep, of: Exposure["of"]): string {
  return `${shareInWords(share)} of ${of}${segment === null ? "" : ` of ${capText(segment, NAME_CHARACTERS)}`}`;
}

function nameOf({ name, version }: VersionRef): string {
  return capText(version ?? name, NAME_CHARACTERS);
}

/** The end of the step's bake, ISO 8601; null where it is over or has none. */
export function bakeEnd({ steps, position, stepStartedOn }: Ramp, now: string): string | null {
  const seconds = steps[position - 1]?.bakeSeconds ?? 0;
  const end = Date.parse(stepStartedOn) + seconds * 1_000;
  return end > Date.parse(now) ? isoTime(end) : null;
}

/** The last millisecond that a date can have. */
const MOST_TIME = 8_640_000_000_000_000;

function isoTime(time: number): string {
  return new Date(Math.min(time, MOST_TIME)).toISOString();
}
