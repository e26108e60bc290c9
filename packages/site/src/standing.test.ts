import { describe, expect, test } from "vitest";
import { exampleEvidence, exampleRun } from "./example-site.ts";
import { standingOf } from "./standing.ts";

const TOOL = { name: "airworthy", version: "0.1.0" };

describe("a version stands", () => {
  test("as its evidence says", () => {
    const found = standingOf([], [exampleEvidence("a", { verdict: "fail", headline: "Negation fails." })], TOOL);
    expect(found).toEqual({ verdict: "fail", title: "Not ready: 1 regression", headline: "Negation fails." });
  });

  test("as its newest run said, where that is worse: evidence may be missing here", () => {
    const runs = [exampleRun("1", 2, { verdict: "inconclusive", title: "Undecided" }), exampleRun("1", 1)];
    expect(standingOf(runs, [exampleEvidence("a")], TOOL)).toMatchObject({
      verdict: "inconclusive",
      title: "Undecided",
    });
  });

  test("as its newest run said, where no evidence is kept; an older run has no say", () => {
    const runs = [exampleRun("1", 2), exampleRun("1", 1, { verdict: "fail", title: "Not ready" })];
    expect(standingOf(runs, [], TOOL)).toEqual({ verdict: "pass", title: "Ready: 3 stable", headline: null });
  });

  test("as it did, whoever asked for it in a stage and was refused", () => {
    const type = "https://airworthy.dev/attestation/promotion/v1";
    const refused = exampleEvidence("refused", { type, verdict: "fail" });
    expect(standingOf([], [exampleEvidence("a"), refused], TOOL).verdict).toBe("pass");
    const promoted = exampleEvidence("promoted", { type });
    expect(standingOf([], [promoted], TOOL).verdict).toBe("inconclusive");
  });

  test("undecided where nothing was tested, however sound its package is", () => {
    expect(standingOf([], [exampleEvidence("package", { isTest: false })], TOOL).verdict).toBe("inconclusive");
    expect(standingOf([], [], TOOL).verdict).toBe("inconclusive");
  });
});
