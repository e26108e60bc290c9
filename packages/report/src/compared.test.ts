import { expect, test } from "vitest";
import { BASELINE, CANDIDATE, section } from "../test/sections.ts";
import { comparedBlocks, groupByCandidate } from "./compared.ts";
import { renderMarkdown } from "./render-markdown.ts";
import type { ReportSection } from "./section.ts";

function compared(sections: readonly ReportSection[]): string {
  return renderMarkdown(comparedBlocks(groupByCandidate(sections), "https://example.com/acme/models")).text;
}

test("a section without a baseline joins those that have one", () => {
  expect(compared([section({ baseline: null, facts: ["8 files"] }), section()])).toBe(
    "review-sentiment **2.0.0** `sha256:9f2c9f2c9f2c…` against **1.4.0** `sha256:77aa77aa77aa…` · 8 files",
  );
});

test("different baselines are all named", () => {
  const other = { ...BASELINE, version: "1.3.0", sha256: "00ff".repeat(16) };
  expect(compared([section(), section({ baseline: other })])).toContain(
    "against **1.4.0** `sha256:77aa77aa77aa…` and **1.3.0** `sha256:00ff00ff00ff…`",
  );
});

test("a baseline of another name is named, and so is one without a version", () => {
  expect(compared([section({ baseline: { ...BASELINE, name: "vader" } })])).toContain("against vader **1.4.0**");
  expect(compared([section({ baseline: { ...BASELINE, version: null } })])).toContain(
    "against review-sentiment `sha256:",
  );
});

test("a version that is the digest's own beginning is not said twice", () => {
  expect(compared([section({ baseline: { ...BASELINE, version: "sha256:77aa77aa77aa" } })])).toContain(
    "against `sha256:77aa77aa77aa…`",
  );
});

test("a digest of the input says so", () => {
  expect(compared([section({ baseline: null, candidate: { ...CANDIDATE, digestOf: "input" } })])).toBe(
    "review-sentiment **2.0.0** `sha256:9f2c9f2c9f2c…` (digest of the input, not of a package), without a baseline",
  );
});

test("hostile names group as themselves", () => {
  const names = ["__proto__", "constructor", 'a","b', "a"];
  const sections = names.map((name) => section({ candidate: { ...CANDIDATE, name } }));
  expect(groupByCandidate([...sections, ...sections]).map((group) => group.candidate.name)).toEqual(names);
});

test("the baseline's commit is linked, with how far and how old it is", () => {
  const sha = "def5678def5678def5678def5678def5678def56";
  const at = (distance: number | null, days: number | null) =>
    compared([section({ baselineCommit: { sha, distance, days } })]);
  const link = `[\`def5678\`](https://example.com/acme/models/commit/${sha})`;
  expect(at(3, 2)).toContain(`\`sha256:77aa77aa77aa…\` (${link}, 3 commits before the merge base, 2 days old)`);
  expect(at(0, 0)).toContain(`(${link}, the merge base, today's)`);
  expect(at(null, 1)).toContain(`(${link}, 1 day old)`);
  expect(at(null, null)).toContain(`(${link})`);
});

test("of several baselines no commit is named", () => {
  const commit = (digit: string) => ({ sha: digit.repeat(40), distance: 0, days: 0 });
  const text = compared([section({ baselineCommit: commit("a") }), section({ baselineCommit: commit("b") })]);
  expect(text).not.toContain("merge base");
});
