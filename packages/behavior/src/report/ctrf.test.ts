import { validate } from "ctrf";
import { describe, expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../../test/harness/conforms.ts";
import { npmVersion } from "../../../../test/harness/peer-versions.ts";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, type Run } from "../evidence/example-evidence.ts";
import type { Model } from "../model.ts";
import { GOOD, model, plan, plannedTest } from "../run/example-plan.ts";
import { toCtrf } from "./ctrf.ts";

async function report(candidate: Model, baseline: Model | null, run: Run = {}) {
  return JSON.parse(toCtrf(await behaviorOf({ candidate, baseline }, run)));
}

describe("a CTRF report", () => {
  test("is valid by the published schema, whatever was found", async () => {
    const mute = model((input) => (input.startsWith("A") ? { problem: "gone" } : GOOD));
    const nameless = plan(plannedTest({ id: "t", title: "", slices: ["s"] }, [{ inputs: ["x"], slices: { s: "" } }]));
    const reports = [
      await report(ALL_GOOD, null),
      await report(FAILS_PRAISE, ALL_GOOD),
      await report(FAILS_PRAISE, null, { shard: { index: 1, of: 2 } }),
      await report(mute, ALL_GOOD),
      await report(ALL_GOOD, null, { plan: nameless }),
    ];
    for (const made of reports) expect(validate(made).errors ?? []).toEqual([]);
    // The check that can fail.
    expect(validate({ ...reports[0], results: {} }).valid).toBe(false);
    conforms({
      area: "Behaviour tests",
      claim: "reports of any result are valid by the published schema",
      peer: "ctrf",
      version: await npmVersion("ctrf"),
      cases: assertionsMade(),
    });
  });

  test("counts findings by status, and says what was not decided as other", async () => {
    const tests = plan(
      plannedTest({ id: "fails", line: 3 }, [{ inputs: ["A x"] }]),
      plannedTest({ id: "few", minimumCases: 2 }, [{ inputs: ["x"] }]),
      plannedTest({ id: "passes" }, [{ inputs: ["x"] }]),
    );
    const { results } = await report(FAILS_PRAISE, null, { plan: tests });
    expect(results.summary).toEqual({
      tests: 3,
      passed: 1,
      failed: 1,
      skipped: 0,
      pending: 0,
      other: 1,
      start: 0,
      stop: 1_000,
      duration: 1_000,
    });
    expect(results.tests).toMatchObject([
      { testId: "example::fails", status: "failed", rawStatus: "fail", line: 3, filePath: "suite.yml" },
      { name: "few", status: "other", rawStatus: "inconclusive" },
      { name: "passes", status: "passed", rawStatus: "pass" },
    ]);
    expect(results.tests[0].trace).toContain("case A x, failing: A x: expected positive, got negative");
  });

  test("names its shard", async () => {
    const { results } = await report(ALL_GOOD, null, { shard: { index: 2, of: 3 } });
    expect(results.environment.shardId).toBe("2/3");
  });
});
