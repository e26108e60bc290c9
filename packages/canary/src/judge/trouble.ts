import { capText, formatCount, formatCounted } from "@airworthy/report";
import { ARMS, type Collected, type Series } from "@airworthy/signals";
import type { SampleRatio } from "../evidence/sample-ratio.ts";
import { durationInWords, shareInWords } from "../words/plain.ts";
import type { Exposed } from "./exposed.ts";
import { isFailure, type Look } from "./look.ts";
import { isStale, type Moment } from "./moment.ts";
import { hold, type Ruling } from "./ruling.ts";
import { pairedWindows } from "./windows.ts";

/** A source's own words, which may be long. */
const PROBLEM_CHARACTERS = 300;

/** Why nothing that was found can be relied on, so that a rollout must not go on; null where nothing is wrong. */
export function troubleOf(look: Look, exposed: Exposed, ratio: SampleRatio | null, moment: Moment): Ruling | null {
  const { collected, exposures, plan } = look;
  const source = collected ?? exposures;
  if (source === null) return hold("no-data", `nothing tells which ${plan.unit} saw which version`);
  if (isFailure(source)) {
    return hold("source-failed", `exposures could not be read: ${capText(source.problem, PROBLEM_CHARACTERS)}`);
  }
  return (
    lackOfExposures(source, exposed, moment, plan.unit) ??
    (collected === null || isFailure(collected) ? null : irregularities(collected, look, moment)) ??
    splitTrouble(ratio, plan.unit)
  );
}

function lackOfExposures(
  source: Collected | Series,
  { units }: Exposed,
  moment: Moment,
  of: Look["plan"]["unit"],
): Ruling | null {
  const missing = ARMS.find((arm) => units[arm] === 0);
  if (missing !== undefined) return hold("no-data", `no ${of} of the ${missing} were counted`);
  const newest = "windows" in source ? endOfWindows(source) : source.newest;
  if (newest !== null && !isStale(newest, moment)) return null;
  return hold("stale-data", `the newest exposure is more than ${durationInWords(moment.freshSeconds)} old`);
}

/** Milliseconds since 1970 at which the last window with requests of both versions ends; null where there is none. */
function endOfWindows(series: Series): number | null {
  const [first, second] = series.windows;
  const { newest } = pairedWindows(series);
  return newest === null ? null : newest + (second === undefined ? 0 : second.start - (first?.start ?? 0));
}

function irregularities(collected: Collected, { plan }: Look, moment: Moment): Ruling | null {
  const { quality, units } = collected;
  const lack = lackOfOutcomes(collected, moment);
  if (lack !== null) return lack;
  const { unknownVariant, crossover } = quality;
  if (unknownVariant > 0) {
    const events = `${formatCounted(unknownVariant, "event")} ${unknownVariant === 1 ? "is" : "are"}`;
    return hold("unknown-variant", `${events} of a version that this rollout does not have`);
  }
  const share = crossover / (crossover + units.candidate + units.baseline);
  if (share <= plan.mostCrossover) return null;
  return hold("crossover", `${formatCount(crossover)} ${plan.unit}, ${shareInWords(share)}, saw both versions`);
}

/** Where outcomes stop while exposures go on, differences shrink until any margin is proven. */
function lackOfOutcomes({ outcomes, newestOutcome }: Collected, moment: Moment): Ruling | null {
  const silent = ARMS.find((arm) => outcomes[arm] === 0);
  if (silent !== undefined) return hold("no-outcomes", `no outcomes of the ${silent} came`);
  if (newestOutcome === null) return hold("stale-data", "nothing tells when the newest outcome was");
  if (!isStale(newestOutcome, moment)) return null;
  return hold("stale-data", `the newest outcome is more than ${durationInWords(moment.freshSeconds)} old`);
}

function splitTrouble(ratio: SampleRatio | null, of: Look["plan"]["unit"]): Ruling | null {
  if (ratio === null) return hold("split-not-tested", "the split cannot be tested yet");
  return ratio.ok ? null : hold("split-not-as-planned", `${of} did not come to the versions as planned`);
}
