import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STATES } from "./compare/outputs.ts";
import { GOOD_RUN, output } from "./example-reproduction.ts";
import { judgeOutputs } from "./judge-outputs.ts";

const RUNS = [GOOD_RUN, GOOD_RUN];
const verdicts = (...given: Parameters<typeof judgeOutputs>) => judgeOutputs(...given).map(({ verdict }) => verdict);

describe("the judgement", () => {
  test("of outputs that are the same is one finding that passes", () => {
    expect(judgeOutputs(RUNS, [output(), output({ path: "b" })], [])).toMatchObject([
      { verdict: "pass", reasonCode: "reproducible", headline: "2 outputs came out the same, bit for bit, in 2 runs" },
    ]);
  });

  test("tells the largest difference of what is within tolerance", () => {
    const near = output({ state: "within-tolerance", largest: { absolute: 0.00123, relative: 0.5 } });
    expect(judgeOutputs(RUNS, [near, output({ path: "b" })], [])[0]).toMatchObject({
      verdict: "pass",
      reasonCode: "within-tolerance",
      headline:
        "2 outputs came out the same within the stated tolerances in 2 runs, 1 of them bit for bit; the largest difference is 0.0012",
    });
  });

  test("puts what differs before what is in doubt, and both before what is the same", () => {
    const differs = output({ state: "differs", difference: { place: "/a", first: "1", other: "2", run: 2 } });
    const doubt = { reasonCode: "no-output", id: "b", headline: "No b" };
    const findings = judgeOutputs(RUNS, [output({ path: "c" }), differs], [doubt]);
    expect(findings.map(({ verdict }) => verdict)).toEqual(["fail", "inconclusive", "pass"]);
    expect(findings[0]?.headline).toBe("model.bin differs in run 2 at /a: 1, then 2");
  });

  test("of a failed run is an error, whatever the outputs are", () => {
    for (const run of [
      { ...GOOD_RUN, exitCode: 1 },
      { ...GOOD_RUN, ended: "killed", exitCode: null, signal: "SIGKILL" } as const,
      { ...GOOD_RUN, ended: "timed-out", exitCode: 0 } as const,
      { ...GOOD_RUN, ended: "flooded", exitCode: 0 } as const,
    ]) {
      expect(verdicts([GOOD_RUN, run], [output()], [])).toEqual(["error"]);
    }
  });

  test("of nothing is never a pass", () => {
    expect(verdicts(RUNS, [], [])).toEqual(["inconclusive"]);
  });

  test("passes only where every output is the same or near and nothing is in doubt", () => {
    const states = fc.array(fc.constantFrom(...STATES), { maxLength: 5 });
    fc.assert(
      fc.property(states, fc.boolean(), (given, isDoubted) => {
        const doubts = isDoubted ? [{ reasonCode: "x", id: "x", headline: "x" }] : [];
        const found = verdicts(
          RUNS,
          given.map((state, at) => output({ state, path: String(at) })),
          doubts,
        );
        const isFine =
          given.length > 0 && given.every((state) => state === "identical" || state === "within-tolerance");
        expect(found.every((verdict) => verdict === "pass")).toBe(isFine && !isDoubted);
      }),
    );
  });
});
