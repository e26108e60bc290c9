import { type Block, composeReport, plainText, type ReportSection, renderMarkdown } from "@airworthy/report";
import { expect, test } from "vitest";
import {
  ADVANCING,
  decided,
  found,
  GERMAN_THUMBS_UP,
  ROLLING_BACK,
  RUN,
  SPLIT_OFF,
  statementOf,
  THUMBS_UP,
  toxicReplies,
  UNDECIDED,
} from "../../fixtures/example.ts";
import { createFinding } from "../evidence/create-canary.ts";
import { MOST_ENTRIES } from "../evidence/timeline.ts";
import { findingRows } from "./finding-rows.ts";
import { reportCanary } from "./report-canary.ts";

const section = (analysis = UNDECIDED) => reportCanary(statementOf(analysis));
const linesOf = ({ steps = [] }: ReportSection) => steps.map((step) => plainText(step));

test("the first line says the decision, what happens next, and when", () => {
  expect(section()).toMatchObject({
    word: "Undecided",
    // 1,085 more of the tenth that writes German, at 1,000 users of the candidate an hour: 10 h 51 min.
    headline:
      "Stays at 5 % of users: thumbs-up rate where language is de has too few users; a decision in about 11 h at this traffic.",
  });
  expect(section(ROLLING_BACK)).toMatchObject({
    word: "Rolling back",
    headline: "Back to 1.4.0 for everybody at 2026-03-02 07:01 UTC: toxic replies are beyond their margin.",
  });
  expect(section(ADVANCING)).toMatchObject({
    word: "Advancing",
    headline: "On to 25 % of users at 2026-03-02 07:15 UTC: every margin is proven.",
  });
});

test("facts say who has the candidate, how many that is, and whether they came as planned", () => {
  expect(section().facts).toEqual([
    "▰▰▱▱▱ 5 % of users (step 2 of 5)",
    "6,172 users of the candidate, 133,828 of the baseline",
    "4 of 5 margins proven",
    "split as planned (p = 1)",
  ]);
});

test("a row for each metric, with its margin in words and in the drawing", () => {
  const rows = section().rows.map(({ what, was, now, difference, reason }) => [
    plainText(what),
    was,
    now,
    plainText(difference).replaceAll("\u00a0", " "),
    reason,
  ]);
  expect(rows).toEqual([
    // 91,130 of 133,828 and 4,258 of 6,172.
    [
      "thumbs-up rate",
      "68.1 %",
      "69.0 %",
      "▲ 0.9 pp better ·····├─●┤···· 99 %: −1.4 to +3.2 pp",
      "margin 2.0 pp proven",
    ],
    [
      "mean latency",
      "176.9 ms",
      "182.4 ms",
      "▲ 5.5 ms worse ······┊·├●─┤‖ 99 %: +2.7 to +8.3 ms",
      "margin 10.0 ms proven",
    ],
    ["cost per user", "$0.0019", "$0.0021", expect.stringContaining("▲ $0.0002 worse"), "margin $0.0005 proven"],
    ["toxic replies", "< 0.1 %", "< 0.1 %", expect.stringContaining("worse"), "margin 0.2 pp proven; critical"],
    [
      "thumbs-up rate, language=de",
      "68.0 %",
      "67.3 %",
      "▼ 0.7 pp worse ·├────●───┤·· 99 %: −7.7 to +6.4 pp",
      "margin 5.0 pp not yet proven: about 1,100 more of these users",
    ],
  ]);
});

test("the next steps end with how to hold and how to stop, only where the evidence has commands", () => {
  expect(linesOf(section())).toEqual([
    "25 % of users once every margin is proven; a decision in about 11 h at this traffic (about 11,000 more users)",
    "to hold it at 5 % of users: npx airworthy manage-rollout --move hold --rollout review-sentiment-2",
    "to stop it, back to the baseline for everybody: npx airworthy manage-rollout --move rollback --rollout review-sentiment-2",
  ]);
  expect(linesOf(section(ROLLING_BACK))).toEqual(["everybody gets 1.4.0 back at 2026-03-02 07:01 UTC"]);
});

test("the comment has the commands as code, before it ends", () => {
  const { text } = renderMarkdown(composeReport([section()], CONTEXT).blocks);
  expect(text).toContain(
    "- to hold it at 5 % of users: `npx airworthy manage-rollout --move hold --rollout review-sentiment-2`\n",
  );
  expect(text).toContain("`npx airworthy manage-rollout --move rollback --rollout review-sentiment-2`");
});

test("a split that is off, or was not tested, has a row before all others", () => {
  const held = { decision: "hold", why: "users are not split as planned", reasonCode: "sample-ratio" } as const;
  const off = section(decided(held, { sampleRatio: SPLIT_OFF }));
  expect(off).toMatchObject({ word: "Holding", verdict: "inconclusive" });
  expect(off.facts).toContain("SPLIT NOT AS PLANNED (p < 0.0001)");
  expect(off.rows[0]).toMatchObject({
    what: "split of users",
    verdict: "inconclusive",
    was: "4.4 %",
    now: "4.8 %",
    difference: "6,700 where about 6,200 were planned: candidate",
  });
  const untested = section(decided(held, { sampleRatio: null }));
  expect(untested.facts).toContain("split not tested");
  expect(untested.rows[0]).toMatchObject({ what: "split of users", verdict: "inconclusive", reason: "not tested" });
});

test("a relative difference is in percent of the baseline, never in points; a one-sided one has one end", () => {
  const { id: _, verdict: __, reasonCode: ___, change: ____, headline: _____, ...measured } = THUMBS_UP;
  const open = { verdict: "warn", reasonCode: "no-data" } as const;
  // 0.71 against 0.68 is 4.4 % more.
  const ratio = createFinding(
    {
      ...measured,
      metric: "ratio",
      compared: "ratio",
      candidate: { value: 0.71, units: 10 },
      baseline: { value: 0.68, units: 10 },
      difference: { estimate: 0.71 / 0.68 - 1, low: 0.01, high: 0.08, level: 0.99, method: "delta", adjusted: false },
    },
    open,
    { of: "users" },
  );
  const oneSided = createFinding(
    { ...toxicReplies(2), metric: "one-sided", difference: { ...difference(), low: null, high: 0.001 } },
    open,
    { of: "users" },
  );
  const rows = section({ ...UNDECIDED, findings: [ratio, oneSided, GERMAN_THUMBS_UP] }).rows;
  const words = rows.map((row) => plainText(row.difference).replaceAll("\u00a0", " "));
  expect(words[0]).toMatch(/^▲ 4\.4 % better .* 99 %: \+1\.0 to \+8\.0 %$/);
  expect(words[1]).toMatch(/99 %: at most ▲ 0\.1 pp worse$/);
  expect(rows[1]?.reason).toBe("margin 0.2 pp proven; critical");
});

test("a difference that is adjusted by the time before says so; a level has two decimals, cut, never rounded up", () => {
  const known = difference();
  const of = (changes: Partial<typeof known>) => ({ ...THUMBS_UP, difference: { ...known, ...changes } });
  const findings = [of({ adjusted: true, level: 0.998667 }), of({ level: 0.9999999 }), of({ level: 0.9997 })];
  const cells = findingRows({ findings, exposure: UNDECIDED.exposure }).map((row) => plainText(row.difference));
  const [adjusted = "", sure = "", exact = ""] = cells.map((cell) => cell.replaceAll("\u00a0", " "));
  expect(adjusted).toMatch(/ 99\.86 %: .*; adjusted by the time before$/);
  expect(sure).toMatch(/ 99\.99 %: /);
  expect(exact).toMatch(/ 99\.97 %: /);
  expect(sure).not.toContain("adjusted");
});

test("what was not measured says why, and sorts before all that was", () => {
  const { id: _, verdict: __, reasonCode: ___, change: ____, headline: _____, ...measured } = THUMBS_UP;
  const missing = createFinding(
    { ...measured, metric: "p99", candidate: { value: null, units: 0 }, difference: null },
    { verdict: "error", reasonCode: "backend-failed" },
    { of: "users" },
  );
  const held = { decision: "hold", why: "a metric could not be read", reasonCode: "backend-failed" } as const;
  const { rows, verdict } = section(decided(held, { findings: [missing] }));
  expect(verdict).toBe("error");
  expect(rows[0]).toMatchObject({ verdict: "error", change: "error", now: null, reason: "backend failed" });
  expect(rows[0]?.severity).toBeNaN();
});

test("the whole reads as a comment, however hostile its names, and however long its timeline", () => {
  const hostile = "@team <b>x</b> [a](javascript:b) | `c` #12\n\u202e__proto__";
  const [start, ...others] = UNDECIDED.timeline.entries;
  const at = "2026-03-02T00:30:00Z";
  const move = { at, look: null, by: hostile, share: 0.01, decision: "hold", reason: hostile.repeat(10) } as const;
  const entries = [...(start ? [start] : []), ...Array.from({ length: MOST_ENTRIES - 3 }, () => move), ...others];
  const finding = found({ metric: hostile, class: "quality", margin: 0.5 }, [
    { mean: 0.5, variance: 0.25, units: 100 },
    { mean: 0.5, variance: 0.25, units: 100 },
  ]);
  const given = section({
    ...UNDECIDED,
    rollout: { ...UNDECIDED.rollout, flag: hostile, model: hostile },
    why: hostile,
    next: { ...UNDECIDED.next, what: hostile },
    findings: [finding, GERMAN_THUMBS_UP],
    timeline: { omitted: 300, entries },
  });
  const { text } = renderMarkdown(composeReport([given], CONTEXT).blocks);
  expect(text).toContain("Timeline: 500 decisions");
  expect(text).toContain("480 earlier decisions not shown");
  expect(text).not.toMatch(/<b>|@team|\]\(javascript|\u202e/);
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

test("folds tell the ramp, the timeline, what was wrong with the data, and draw the intervals", () => {
  const { folds } = section();
  expect(folds.map(({ summary }) => plainText(summary))).toEqual([
    "Ramp: step 2 of 5 ▰▰▱▱▱",
    "Timeline: 3 decisions",
    "Data quality: 160 irregular events of 412,730 · 3 users saw both versions",
    "1 chart",
  ]);
  expect(tableOf(folds[0]?.blocks[0])).toContainEqual(["2", "5 % of users", "6 h", "now, since 2026-03-02 01:00 UTC"]);
  expect(tableOf(folds[1]?.blocks[0]).map(([, by, , decision]) => [by, decision])).toEqual([
    ["look 28", "undecided"],
    ["look 4", "advance"],
    ["@ann", "start"],
  ]);
  const clean = { ...UNDECIDED.dataQuality, late: 0, duplicate: 0, crossover: 0 };
  expect(section({ ...UNDECIDED, dataQuality: clean }).folds).toHaveLength(3);
});

test("its metrics are those of all users, for a trend", () => {
  expect(section().metrics?.map(({ name, unit }) => [name, unit])).toEqual([
    ["thumbs-up rate", "rate"],
    ["mean latency", "milliseconds"],
    ["cost per user", "dollars"],
    ["toxic replies", "rate"],
  ]);
});

test("ten thousand metrics are a report, too", () => {
  const findings = Array.from({ length: 10_000 }, (_, index) => ({
    ...THUMBS_UP,
    metric: `m${index}`,
    id: `m${index}`,
  }));
  expect(section({ ...ADVANCING, findings }).rows).toHaveLength(10_000);
});

const CONTEXT = { tool: RUN.tool, commit: null, evidenceFiles: 1 };

function tableOf(block: Block | undefined): readonly (readonly string[])[] {
  return block?.kind === "table" ? block.rows.map((row) => row.map((cell) => plainText(cell))) : [];
}

function difference() {
  const { difference: known } = toxicReplies(2);
  if (known === null) throw new Error("the example measures toxic replies");
  return known;
}
