import { expect, test } from "vitest";
import { parseMetricRequests } from "../decision/metric-request.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { parseSliceRequests } from "../slices/slice.ts";
import { planColumns } from "./plan-columns.ts";

function plan(lines: readonly string[], given: { slices?: string[]; search?: string[]; cluster?: string } = {}) {
  const metrics = parseMetricRequests(lines, (name) => parseMetric(name, { positive: "a", isMultiLabel: false }));
  const slices = parseSliceRequests(given.slices ?? []);
  return planColumns({
    metrics,
    slices,
    search: given.search ?? [],
    cluster: given.cluster ?? null,
    classes: ["a", "b"],
  });
}

const names = ({ requests }: ReturnType<typeof plan>) =>
  requests.map((request) => ("column" in request ? request.column : "name" in request ? request.name : request.prefix));

test("each column is asked for once, whoever needs it", () => {
  const planned = plan(["accuracy", "macro-f1", "mean(column=cost)", "p95(column=cost)"], {
    slices: ["site", "site & language"],
    search: ["site"],
    cluster: "user",
  });
  expect(names(planned)).toEqual(["label", "prediction", "cost", "site", "language", "user", "weight"]);
  expect(planned.shared).toEqual(["label", "weight", "site", "language", "user"]);
});

test("labels and predictions may be the declared classes alone, slices anything", () => {
  const { requests } = plan(["accuracy"], { slices: ["site"] });
  expect(requests.slice(0, 3)).toMatchObject([
    { column: "label", allowed: ["a", "b"] },
    { column: "prediction", allowed: ["a", "b"] },
    { column: "site", allowed: [] },
  ]);
});

test("labels that are texts are compared by a hash; where no metric reads the label, it need not be there", () => {
  expect(plan(["exact-match"]).requests).toContainEqual({ kind: "fingerprint", column: "label" });
  expect(plan(["exact-match"]).shared).toContain("label");
  expect(names(plan(["mean(column=cost)"]))).toEqual(["cost", "weight"]);
  expect(plan(["mean(column=cost)"]).shared).not.toContain("label");
});

test("two metrics that take one column for different things are refused", () => {
  expect(() => plan(["accuracy", "mae"])).toThrow(
    /accuracy and mae read the column "label" differently: as classes, and as numbers/,
  );
  expect(() => plan(["mean(column=site)"], { slices: ["site"] })).toThrow(/read the column "site" differently/);
});

test("what is compared cannot be a slice or a cluster", () => {
  for (const column of ["id", "label", "prediction", "score", "weight", "scores.a"]) {
    expect(() => plan(["accuracy"], { slices: [column] })).toThrow(/cannot be a slice or a cluster/);
    expect(() => plan(["accuracy"], { search: [column] })).toThrow(/cannot be a slice or a cluster/);
    expect(() => plan(["accuracy"], { cluster: column })).toThrow(/cannot be a slice or a cluster/);
  }
});
