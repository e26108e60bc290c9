import type { Collected, Quality, Series } from "@airworthy/signals";
import type { Exposure } from "../evidence/ramp.ts";
import { isFailure, type Look } from "./look.ts";

/** What a look knows of who saw which version. */
export interface Exposed {
  readonly units: Exposure["units"];
  readonly quality: Quality;
}

const NO_QUALITY: Quality = {
  events: 0,
  late: 0,
  duplicate: 0,
  outOfOrder: 0,
  fromTheFuture: 0,
  unknownVariant: 0,
  crossover: 0,
};

/** Nobody where nothing is known, or a source failed. */
export function exposedIn({ collected, exposures }: Look): Exposed {
  if (collected !== null && !isFailure(collected)) return { units: collected.units, quality: collected.quality };
  const isOfWindows = collected === null && exposures !== null && !isFailure(exposures);
  return { units: isOfWindows ? requestsIn(exposures) : { candidate: 0, baseline: 0 }, quality: NO_QUALITY };
}

/** Whether all counts are counts, and none of a kind of events more than there are. */
export function isCounted({ units, outcomes, quality }: Collected): boolean {
  const { events, crossover, ...kinds } = quality;
  const counts = [units.candidate, units.baseline, outcomes.candidate, outcomes.baseline, events, crossover];
  return counts.every(isCount) && Object.values(kinds).every((kind) => isCount(kind) && kind <= events);
}

export function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}

/** Requests of all windows; rates that were counted by the second are rounded once. */
function requestsIn({ windows }: Series): Exposure["units"] {
  const total = (counts: readonly (number | null)[]) => {
    const sum = Math.round(counts.reduce((all: number, count) => all + (count ?? 0), 0));
    return isCount(sum) ? sum : 0;
  };
  return {
    candidate: total(windows.map(({ candidate }) => candidate)),
    baseline: total(windows.map(({ baseline }) => baseline)),
  };
}
