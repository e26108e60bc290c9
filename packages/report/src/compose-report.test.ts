import { VERDICTS } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { BASELINE, CANDIDATE, CONTEXT, REGRESSION, row, SECTIONS, section } from "../test/sections.ts";
import type { Block, Fold } from "./block.ts";
import { combinedVerdict, composeReport } from "./compose-report.ts";
import { renderMarkdown } from "./render-markdown.ts";
import type { ReportSection } from "./section.ts";
import { plainText } from "./text.ts";
import { VERDICT_WORDS } from "./verdict-title.ts";
import { INLINE_CHARACTERS } from "./visible.ts";

function markdown(sections: readonly ReportSection[]): string {
  return renderMarkdown(composeReport(sections, CONTEXT).blocks).text;
}

function summaries(blocks: readonly Block[]): readonly string[] {
  return blocks.filter((block): block is Fold => block.kind === "fold").map((fold) => plainText(fold.summary));
}

test("the report opens with the verdict in words and counts, and the worst section's headline", () => {
  const report = composeReport(SECTIONS, CONTEXT);
  expect(report.verdict).toBe("fail");
  expect(report.title).toBe(
    "Not ready: 1 regression · 1 without enough evidence · 1 to watch · 1 improvement · 31 stable",
  );
  expect(report.headline).toBe("Simple negation fails in 79.6 % of cases, was 15.2 %");
  expect(markdown(SECTIONS)).toMatch(
    /^> \[!CAUTION\]\n> \*\*Not ready: 1 regression\*\* · 1 without enough evidence · .*\\\n> Simple negation fails/,
  );
});

test("no sections at all are undecided, never ready", () => {
  const report = composeReport([], CONTEXT);
  expect(report.verdict).toBe("inconclusive");
  expect(report.title).toBe("Undecided: nothing was reported");
  expect(markdown([])).toContain("> [!WARNING]\n> **Undecided: nothing was reported**");
});

test("each verdict has words of its own", () => {
  expect(new Set(VERDICTS.map((verdict) => VERDICT_WORDS[verdict])).size).toBe(VERDICTS.length);
  for (const verdict of VERDICTS) {
    expect(composeReport([section({ verdict })], CONTEXT).title).toBe(VERDICT_WORDS[verdict]);
    expect(combinedVerdict([section(), section({ verdict })])).toBe(verdict);
  }
});

test.each([
  ["its verdict", row("negation", { verdict: "fail" }), "Not ready: 1 limit not met"],
  ["its change", row("negation", { change: "regression" }), "Not ready: 1 regression"],
  ["an error", row("negation", { change: "error" }), "Could not be checked: 1 could not be evaluated"],
])("a section that says pass does not hide a row that, by %s, did not", (_, bad, title) => {
  const report = composeReport([section({ headline: "All good", rows: [row("typos"), bad] })], CONTEXT);
  expect(report.title).toBe(`${title} · 1 stable`);
  expect(report.blocks[0]).toMatchObject({ kind: "alert", tone: report.verdict === "fail" ? "caution" : "warning" });
});

test("the sections with the worst verdict come first, so that what is cut from the end is the least urgent", () => {
  const fold = (summary: string): Fold => ({ kind: "fold", summary, blocks: [] });
  const other = { ...CANDIDATE, sha256: "0".repeat(64) };
  const report = composeReport(
    [
      section({ folds: [fold("files")] }),
      section({ verdict: "warn", candidate: other, rows: [row("typos", { verdict: "warn" })], folds: [fold("how")] }),
      section({ verdict: "fail", rows: [REGRESSION], folds: [fold("failing examples")] }),
    ],
    CONTEXT,
  );
  expect(summaries(report.blocks)).toEqual(["failing examples", "how", "files"]);
  const shown = renderMarkdown(report.blocks).text;
  expect(shown.indexOf("| ✕ |")).toBeLessThan(shown.indexOf("| ! |"));
});

test("a quarter of a million rows, and a headline of any length, are a report", () => {
  const rows = Array.from({ length: 250_000 }, () => REGRESSION);
  const report = composeReport([section({ verdict: "fail", rows, headline: "x".repeat(1_000_000) })], CONTEXT);
  expect(report.title).toBe("Not ready: 250,000 regressions");
  expect(report.headline).toBe(`${"x".repeat(INLINE_CHARACTERS - 1)}…`);
});

test("a count is set beside the verdict only if it brought it about", () => {
  const rows = [row("typos", { change: "possible-regression", verdict: "warn" })];
  const report = composeReport(
    [section({ verdict: "warn", rows }), section({ verdict: "fail", headline: "Wrong digest" })],
    CONTEXT,
  );
  expect(report.title).toBe("Not ready · 1 to watch");
  expect(report.headline).toBe("Wrong digest");
  expect(composeReport([section({ rows: [row("a"), row("b")] })], CONTEXT).title).toBe("Ready: 2 stable");
});

test("it says what was compared with what, with short digests and each fact once", () => {
  expect(markdown(SECTIONS)).toContain(
    "review-sentiment **2.0.0** `sha256:9f2c9f2c9f2c…` against **1.4.0** `sha256:77aa77aa77aa…` · 4,120 cases · seed 7 · 3,003 reviews",
  );
});

test("changed rows stand in one table over all sections, most urgent first", () => {
  const tables = markdown(SECTIONS)
    .split("\n\n")
    .filter((block) => block.startsWith("|  | what |"));
  expect(tables[0]?.split("\n").slice(2)).toEqual([
    "| ✕ | negation, fails | 15.2&nbsp;% | 79.6&nbsp;% | ▲ 64.4 pp worse | **regression** |",
    "| ? | accuracy, imdb | 71.9&nbsp;% | 71.9&nbsp;% | no difference | 12 rows |",
    "| ! | typos, fails | 71.9&nbsp;% | 71.9&nbsp;% | no difference | to watch |",
    "| ✓ | accuracy, yelp | 71.9&nbsp;% | 71.9&nbsp;% | no difference | improvement |",
  ]);
  expect(tables).toHaveLength(2);
});

test("stable rows are folded after the sections' own folds", () => {
  expect(summaries(composeReport(SECTIONS, CONTEXT).blocks)).toEqual([
    "5 worst of 322 new failures",
    "31 stable checks",
  ]);
  expect(summaries(composeReport([section({ rows: [row("a")] })], CONTEXT).blocks)).toEqual(["1 stable check"]);
});

describe("a row whose change says stable", () => {
  test.each(VERDICTS.filter((verdict) => verdict !== "pass"))(
    "is not folded away when its verdict is %s",
    (verdict) => {
      const report = composeReport([section({ verdict, rows: [row("floor", { verdict })] })], CONTEXT);
      expect(summaries(report.blocks)).toEqual([]);
      expect(report.blocks.find((block) => block.kind === "table")?.rows).toHaveLength(1);
      expect(report.title).not.toContain("stable");
    },
  );
});

test("candidates that are not the same are named, and their rows never share a table", () => {
  const other = { ...CANDIDATE, sha256: "0".repeat(64), digestOf: "input" as const };
  const text = markdown([
    section({ title: "Behaviour", verdict: "fail", rows: [REGRESSION] }),
    section({ verdict: "fail", candidate: other, baseline: null, rows: [{ ...REGRESSION, what: "accuracy" }] }),
  ]);
  expect(text).toContain("**These 2 candidates are not the same**:");
  expect(text).toContain("- Behaviour: review-sentiment **2.0.0** `sha256:9f2c9f2c9f2c…` against");
  expect(text).toContain(
    "- Metrics: review-sentiment **2.0.0** `sha256:000000000000…` (digest of the input, not of a package), without a baseline",
  );
  expect(text.match(/^### review-sentiment \*\*2.0.0\*\* `sha256:\S+`/gm)).toHaveLength(2);
  expect(text.match(/^\| --- /gm)).toHaveLength(2);
});

test("what describes the baseline alone goes with the comparison and is no candidate of its own", () => {
  const text = markdown([
    ...SECTIONS,
    section({ title: "Package", facts: ["8 files"] }),
    section({ title: "Package", candidate: BASELINE, baseline: null, facts: ["9 files"] }),
  ]);
  expect(text).not.toContain("not the same");
  expect(text).toContain(" · 8 files");
  expect(text).not.toContain("9 files");
});

test("a baseline that was tested by itself stays apart, so that its rows are not taken for the candidate's", () => {
  const text = markdown([...SECTIONS, section({ candidate: BASELINE, baseline: null, rows: [REGRESSION] })]);
  expect(text).toContain("**These 2 candidates are not the same**:");
});

test("of several sections with the worst verdict, the one with the most severe row leads", () => {
  const mild = section({ verdict: "fail", headline: "mild", rows: [{ ...REGRESSION, severity: 0.03 }] });
  const grave = section({ verdict: "fail", headline: "grave", rows: [{ ...REGRESSION, severity: 0.9 }] });
  expect(composeReport([mild, grave], CONTEXT).headline).toBe("grave");
  const unknown = section({ verdict: "fail", headline: "unknown", rows: [{ ...REGRESSION, severity: Number.NaN }] });
  expect(composeReport([grave, unknown], CONTEXT).headline).toBe("unknown");
});

test("it ends with the commands to run, each once, and where it comes from", () => {
  const text = markdown([...SECTIONS, ...SECTIONS]);
  expect(text).toContain(
    "**Next**:\n\n- see it again with `npx airworthy test-behavior --suite suite.yml`\n- and with `npx airworthy compare-metrics --candidate a.jsonl`\n\n",
  );
  expect(text).toMatch(
    /<sub>for \[`abc1234`\]\(https:\/\/example.com\/acme\/models\/commit\/abc1234def5678abc1234def5678abc1234def56\) · evidence: 4 files · Airworthy 0.1.0<\/sub>$/,
  );
});

test("without a commit, or with one file, the last line says no more than is so", () => {
  const { blocks } = composeReport(SECTIONS, { ...CONTEXT, commit: null, evidenceFiles: 1 });
  expect(renderMarkdown(blocks).text).toMatch(/\n<sub>evidence: 1 file · Airworthy 0.1.0<\/sub>$/);
});

test("it says whose code computed the evidence where that matters", () => {
  const { blocks } = composeReport(SECTIONS, {
    ...CONTEXT,
    commit: null,
    evidenceNote: "computed by the fork's own code",
  });
  expect(renderMarkdown(blocks).text).toContain("<sub>evidence: 4 files, computed by the fork's own code · Airworthy");
});

test("a verb may have its own words for the verdict", () => {
  const words = { pass: "Packaged", warn: "w", inconclusive: "i", fail: "f", error: "e" };
  const { title } = composeReport([section({ verdict: "pass" })], { ...CONTEXT, words });
  expect(title).toBe("Packaged");
});

test("rows of slices stand after those of all data, in a table of their own, however much worse they are", () => {
  const sliced = row("negation in ja", { change: "regression", verdict: "fail", severity: 0.9, isOfSlice: true });
  const better = row("typos", { change: "improvement" });
  const text = markdown([section({ verdict: "fail", rows: [sliced, better, REGRESSION] })]);
  const places = ["| negation, fails |", "| typos |", "#### Slices", "| negation in ja |"].map((part) =>
    text.indexOf(part),
  );
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test("slices beyond the thirty most urgent are folded, after the section's own folds, and still counted", () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    row(`slice ${index}`, { change: "regression", verdict: "fail", severity: index, isOfSlice: true }),
  );
  const folds: Fold[] = [{ kind: "fold", summary: "examples", blocks: [] }];
  const report = composeReport([section({ verdict: "fail", rows, folds })], CONTEXT);
  expect(report.title).toBe("Not ready: 40 regressions");
  expect(summaries(report.blocks)).toEqual(["examples", "10 further rows of slices, none more urgent"]);
  const [table] = report.blocks.filter((block) => block.kind === "table");
  expect(table?.rows.map(([, what]) => what)).toEqual(Array.from({ length: 30 }, (_, index) => `slice ${39 - index}`));
});

test("rows that passed are folded where there are more than thirty; those that did not are all shown", () => {
  const bad = Array.from({ length: 40 }, (_, index) => ({ ...REGRESSION, what: `bad ${index}` }));
  const better = Array.from({ length: 35 }, (_, index) => row(`better ${index}`, { change: "improvement" }));
  const shownOf = (sections: readonly ReportSection[]) => {
    const { blocks } = composeReport(sections, CONTEXT);
    return { rows: blocks.find((block) => block.kind === "table")?.rows.length, folds: summaries(blocks) };
  };
  expect(shownOf([section({ rows: better })])).toEqual({ rows: 30, folds: ["5 further rows, all of which passed"] });
  expect(shownOf([section({ verdict: "fail", rows: [...better, ...bad] })])).toEqual({
    rows: 40,
    folds: ["35 further rows, all of which passed"],
  });
});

test("a section's own word for the verdict is taken where those that brought it about agree", () => {
  const canary = section({ title: "Canary", verdict: "fail", word: "Rolling back" });
  expect(composeReport([canary, section()], CONTEXT).title).toBe("Rolling back");
  expect(composeReport([canary, section({ verdict: "fail" })], CONTEXT).title).toBe("Not ready");
  expect(composeReport([{ ...canary, verdict: "pass" }, section({ verdict: "fail" })], CONTEXT).title).toBe(
    "Not ready",
  );
});

test("what there is to tell beside the evidence stands after the sections' folds", () => {
  const trend: Fold = { kind: "fold", summary: "Trend", blocks: [] };
  const { blocks } = composeReport([section({ rows: [row("a")] })], { ...CONTEXT, folds: [trend] });
  expect(summaries(blocks)).toEqual(["1 stable check", "Trend"]);
});

test("programs find the rows as plain text, and how many there are of each standing", () => {
  const { counts, candidates } = composeReport(SECTIONS, CONTEXT);
  expect(counts).toEqual([
    { standing: "regression", rows: 1 },
    { standing: "not-enough-evidence", rows: 1 },
    { standing: "to-watch", rows: 1 },
    { standing: "improvement", rows: 1 },
    { standing: "stable", rows: 31 },
  ]);
  expect(candidates).toHaveLength(1);
  expect(candidates[0]).toMatchObject({ candidate: CANDIDATE, baselines: [BASELINE] });
  expect(candidates[0]?.rows[0]).toEqual({
    what: "negation, fails",
    was: "15.2 %",
    now: "79.6 %",
    difference: "▲ 64.4 pp worse",
    reason: "regression",
    change: "regression",
    verdict: "fail",
    standing: "regression",
    isOfSlice: false,
  });
});
