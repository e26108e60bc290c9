import { composeReport, plainText, renderMarkdown } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { RUN } from "../../fixtures/example.ts";
import { exampleConfig } from "../../fixtures/kayenta-example.ts";
import { ALIKE, AS_PLANNED, HIGHER, kayentaLook, SILENT, seriesWith } from "../../fixtures/kayenta-look.ts";
import { createCanary } from "../evidence/create-canary.ts";
import { judgeByKayenta } from "../kayenta/kayenta-look.ts";
import { reportCanary } from "./report-canary.ts";

const sectionOf = (changes: Parameters<typeof kayentaLook>[0] = {}) =>
  reportCanary(createCanary(judgeByKayenta(kayentaLook(changes)), RUN));
const DEAD = { problem: "prom: no route to host" };

describe("the first line says what Kayenta's rules make of it", () => {
  test.each([
    ["Advancing", "On to 25 % of requests: Kayenta's score is 100 of 100, Pass.", seriesWith()],
    [
      "Undecided",
      "Stays at 5 % of requests: Kayenta's score is 75 of 100, Marginal.",
      seriesWith(["throughput", ALIKE], ["latency", HIGHER]),
    ],
    [
      "Rolling back",
      "Back to 1.4.0 for everybody: errors is critical and failed by Kayenta's rules.",
      seriesWith(["errors", HIGHER]),
    ],
    [
      "Holding",
      "Stays at 5 % of requests: latency cannot be relied on: prom: no route to host.",
      seriesWith(["latency", DEAD]),
    ],
  ])("%s", (word, headline, series) => {
    expect(sectionOf({ series })).toMatchObject({ word, headline });
  });
});

test("facts are the score in place of margins, and units and the split only where the plan asks for them", () => {
  expect(sectionOf({ series: seriesWith(["latency", HIGHER]) }).facts).toEqual([
    "▰▰▱▱▱ 5 % of requests (step 2 of 5)",
    "score 75 of 100: Marginal",
  ]);
  const { facts = [], rows } = sectionOf({ exposures: AS_PLANNED });
  expect(facts.slice(1)).toEqual([
    "7,197 requests of the candidate, 65,145 of the baseline",
    "score 100 of 100: Pass",
    expect.stringMatching(/^split as planned \(p = /),
  ]);
  expect(rows.map(({ what }) => what)).toEqual(["errors", "latency", "throughput", "retired"]);
  const untested = sectionOf({ exposures: DEAD });
  expect(untested.facts).toContain("split not tested");
  expect(untested.rows[0]).toMatchObject({ what: "split of requests", reason: "not tested" });
});

test("a metric that was not read is no stable one, though 0 stands for what is missing", () => {
  const config = exampleConfig([{ name: "errors", canary: { nanStrategy: "replace" } }]);
  const { rows } = sectionOf({ config, series: new Map([["errors", DEAD]]) });
  expect(rows).toMatchObject([
    { what: "errors", verdict: "error", change: "error", reason: "Kayenta: Pass; prom: no route to host" },
  ]);
});

test("a fold says what the score is made of; a trend has the score and what counts for it", () => {
  const { folds, metrics } = sectionOf({ series: seriesWith(["latency", HIGHER], ["retired", SILENT]) });
  const [score] = folds;
  expect(plainText(score?.summary ?? "")).toBe(
    "Kayenta's score 75 of 100: Marginal, of 2 groups; passes from 95, marginal from 75",
  );
  expect(score?.blocks[0]).toMatchObject({
    rows: [
      ["all", "50 %", "100"],
      ["slow", "50 %", "50"],
    ],
  });
  expect(metrics?.map(({ name }) => name)).toEqual(["Kayenta's score", "errors", "latency", "throughput"]);
});

test("hostile names of metrics and groups stay text", () => {
  const hostile = "@team <b>x</b> [a](javascript:b) | `c`\n\u202e__proto__";
  const config = exampleConfig([{ name: hostile, groups: [hostile] }]);
  const section = sectionOf({ config, series: new Map([[hostile, { problem: hostile }]]) });
  const { text } = renderMarkdown(composeReport([section], { tool: RUN.tool, commit: null, evidenceFiles: 1 }).blocks);
  expect(text).not.toMatch(/<b>|@team|\]\(javascript|\u202e/);
});
