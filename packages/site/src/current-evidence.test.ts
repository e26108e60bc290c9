import { expect, test } from "vitest";
import { currentEvidence } from "./current-evidence.ts";
import { exampleEvidence, exampleRun } from "./example-site.ts";
import type { SiteEvidence, SiteRun } from "./input.ts";

const texts = (runs: readonly SiteRun[], evidence: readonly SiteEvidence[], deciding = runs) =>
  currentEvidence(runs, deciding, evidence).map(({ text }) => text);
const recorded = (text: string, type?: string) => {
  const { type: kind, sha256 } = exampleEvidence(text, type === undefined ? {} : { type });
  return { type: kind, sha256, verdict: "pass" as const };
};

test("of each kind the newest run's files hold, all of them", () => {
  const canary = "https://example.org/canary/v1";
  const runs = [
    exampleRun("1", 3, { evidence: [recorded("canary", canary)] }),
    exampleRun("1", 2, { evidence: [recorded("suite a"), recorded("suite b")] }),
    exampleRun("1", 1, { evidence: [recorded("old")] }),
  ];
  const files = ["suite a", "suite b", "old"].map((text) => exampleEvidence(text));
  expect(texts(runs, [...files, exampleEvidence("canary", { type: canary })])).toEqual([
    "suite a",
    "suite b",
    "canary",
  ]);
});

test("what no run is known to have written holds", () => {
  expect(texts([exampleRun("1", 1, { evidence: [recorded("a")] })], [exampleEvidence("by hand")])).toEqual(["by hand"]);
});

test("an older file does not stand in for a newer one that is not kept", () => {
  const runs = [
    exampleRun("1", 2, { evidence: [recorded("lost")] }),
    exampleRun("1", 1, { evidence: [recorded("old")] }),
  ];
  expect(texts(runs, [exampleEvidence("old")])).toEqual([]);
});

test("what a run that does not speak for the version wrote counts for nothing", () => {
  const runs = ["proposed", "own"].map((text, index) => exampleRun("1", 2 - index, { evidence: [recorded(text)] }));
  const files = ["own", "proposed"].map((text) => exampleEvidence(text));
  expect(texts(runs, files, runs.slice(1))).toEqual(["own"]);
});
