import { expect, test } from "vitest";
import { exampleConfig, examplePair } from "../../fixtures/kayenta-example.ts";
import { judgeKayenta } from "./judge.ts";
import { kayentaEvidenceOf } from "./judge-evidence.ts";
import { kayentaRows } from "./report-rows.ts";

test("a row says what the metric came to, and that its interval is of this look alone", () => {
  const config = exampleConfig([
    { name: "errors", canary: { critical: true } },
    { name: "latency", canary: { muted: true } },
    { name: "gone" },
  ]);
  const pairs = [
    examplePair("errors", [10, 20, 30, 40], [1, 2, 3, 4]),
    examplePair("latency", [1, 2, 3, 4], [10, 20, 30, 40]),
    examplePair("gone", [], [1]),
  ];
  const rows = kayentaRows(kayentaEvidenceOf(judgeKayenta(config, pairs)));
  // The interval is that of MannWhitneySuite: 6 to 39 about 22.5; by hand the means are 25 and 2.5.
  expect(rows).toEqual([
    {
      change: "regression",
      verdict: "fail",
      what: "errors",
      was: "2.500",
      now: "25.000",
      difference: "22.500 more, 6.000 to 39.000 at this look alone (98 %)",
      reason: "Kayenta: High; the canary's values are higher than the baseline's, and the metric is critical",
      severity: 0.9,
      isSettled: false,
    },
    {
      change: "regression",
      verdict: "pass",
      what: "latency",
      was: "25.000",
      now: "2.500",
      difference: "22.500 less, −39.000 to −6.000 at this look alone (98 %)",
      reason: "Kayenta: Low; the canary's values are lower than the baseline's; muted",
      severity: 0.9,
      isSettled: true,
    },
    {
      change: "insufficient-evidence",
      verdict: "inconclusive",
      what: "gone",
      was: "1.000",
      now: null,
      difference: "",
      reason: "Kayenta: Nodata; a version has no data",
      severity: Number.NaN,
      isSettled: false,
    },
  ]);
});
