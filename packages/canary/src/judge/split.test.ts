import type { Series } from "@airworthy/signals";
import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { collected, look } from "../../fixtures/look.ts";
import { splitOf } from "./split.ts";

const EVEN = { position: 2, share: 0.5, startedOn: "2026-03-02T01:00:00Z" };
const NOBODY = { candidate: 0, baseline: 0 };

test("the published split of 821,588 and 815,482 is off by the sequential test", () => {
  // 1.56e-4 is what optimizely's ssrm-test answers.
  const units = { candidate: 821_588, baseline: 815_482 };
  const ratio = splitOf(look({ compared: EVEN, collected: collected({ units }) }), units);
  expect(ratio?.p).toBeCloseTo(1.56e-4, 6);
  expect(ratio).toMatchObject({ ok: false, method: "dirichlet-multinomial", threshold: 0.001 });
  expect(ratio?.arms).toEqual([
    { name: "baseline", expected: 818_535, observed: 815_482 },
    { name: "candidate", expected: 818_535, observed: 821_588 },
  ]);
});

test("nobody at all cannot be tested", () => {
  expect(splitOf(look({ collected: collected({ units: NOBODY }) }), NOBODY)).toBeNull();
});

/** Requests of 60 windows, of which the candidate has about this share. */
function requests(share: number, count = 60): Series {
  const random = createRandom(11);
  const windows = Array.from({ length: count }, (_, index) => {
    const candidate = Math.round(1_000 * share + 40 * (random.next() - 0.5));
    return { start: index * 300_000, candidate, baseline: 1_000 - candidate };
  });
  return { metric: "requests", windows };
}

const UNITS = { candidate: 30_000, baseline: 30_000 };

test.each([
  [0.5, true],
  [0.55, false],
])("requests of which %d are the candidate's, where half was planned, are split as planned: %s", (share, ok) => {
  const at = look({ compared: EVEN, collected: null, exposures: requests(share) });
  expect(splitOf(at, UNITS)).toMatchObject({ ok, method: "prewhitened" });
});

test("too few windows, or too many without requests, cannot be tested", () => {
  const of = (exposures: Series) => splitOf(look({ compared: EVEN, collected: null, exposures }), UNITS);
  expect(of(requests(0.5, 19))).toBeNull();
  const { metric, windows } = requests(0.5);
  expect(of({ metric, windows: windows.map((w, i) => (i % 5 === 2 ? { ...w, candidate: null } : w)) })).toBeNull();
  expect(
    of({ metric, windows: windows.map((w, i) => (i % 5 === 2 ? { ...w, candidate: 0, baseline: 0 } : w)) }),
  ).toBeNull();
});
