import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { found, RUN, statementOf, UNDECIDED } from "../../../canary/fixtures/example.ts";
import { kayentaLook } from "../../../canary/fixtures/kayenta-look.ts";
import { judgeByKayenta, reportCanary } from "../../../canary/src/index.ts";
import { analysisOf, latestAnalysis } from "./read-analysis.ts";

test("a look guards the metrics that have a margin, of all users", () => {
  const arm = { mean: 3, variance: 1, units: 1_000 };
  const visits = found({ metric: "visits", class: "engagement", unit: "number", margin: null }, [arm, arm]);
  const made = statementOf({ ...UNDECIDED, findings: [...UNDECIDED.findings, visits] });
  const statement = { ...made, predicate: { ...made.predicate, ...RUN } };
  const file = { name: "canary.json", sha256: sha256("canary"), statement, section: reportCanary(statement) };
  // Without the visits, which only inform, and the thumbs of German users alone.
  expect(latestAnalysis([file], made.predicate.rollout.id)?.guarded).toEqual([
    "thumbs-up rate",
    "mean latency",
    "cost per user",
    "toxic replies",
  ]);
});

test("by Kayenta's rules it guards what counts for the score, without what is muted", () => {
  const { predicate } = statementOf(judgeByKayenta(kayentaLook()));
  const { guarded } = analysisOf(predicate, { name: "canary.json", sha256: sha256("canary") });
  expect(guarded).toEqual(["errors", "latency", "throughput"]);
});
