import { head } from "../run/example-plan.ts";
import { Tally } from "./tally.ts";
import type { TallyRecord } from "./tally-record.ts";

/** Tallies for this package's tests, by their counts. */

type Head = Partial<TallyRecord["head"]>;

interface Counts {
  newFailures?: number;
  fixed?: number;
  stillFailing?: number;
  stillPassing?: number;
  unanswered?: number;
  filtered?: number;
  /** Not compared, since the baseline was not judged. */
  failing?: number;
  passing?: number;
  lostSupport?: number;
  unsupported?: number;
}

/** The tally of a test under two models, with what the suite says of the test. */
export function tallied(counts: Counts, own: Head = {}): TallyRecord {
  const { newFailures = 0, fixed = 0, stillFailing = 0, stillPassing = 0, unanswered = 0, filtered = 0 } = counts;
  const { failing = 0, passing = 0, lostSupport = 0, unsupported = 0 } = counts;
  const tally = recordOf(own, true);
  Object.assign(tally.whole.changes, {
    "new-failure": newFailures,
    fixed,
    "still-failing": stillFailing,
    "still-passing": stillPassing,
    unanswered,
    filtered,
    failing,
    passing,
    "lost-support": lostSupport,
    unsupported,
  });
  Object.assign(tally.whole.candidate, {
    failed: newFailures + stillFailing + failing,
    passed: fixed + stillPassing + passing,
    unanswered,
    filtered,
    unsupported: lostSupport + unsupported,
  });
  Object.assign(tally.whole.baseline ?? {}, {
    failed: fixed + stillFailing,
    passed: newFailures + stillPassing + lostSupport,
    filtered: filtered + failing + passing,
  });
  return tally;
}

export function alone(passed: number, failed: number, own: Head = {}): TallyRecord {
  const tally = recordOf(own, false);
  Object.assign(tally.whole.candidate, { passed, failed });
  return tally;
}

function recordOf(own: Head, hasBaseline: boolean): TallyRecord {
  return new Tally(head({ id: "t", ...own }), hasBaseline, null).toRecord();
}
