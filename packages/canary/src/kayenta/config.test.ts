import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleConfig, writtenConfig } from "../../fixtures/kayenta-example.ts";
import { parseKayentaConfig } from "./config.ts";

test("reads what the judge needs, with Kayenta's defaults, and leaves other fields alone", () => {
  const { metrics, classifier } = exampleConfig([{ name: "errors" }], { all: 100 });
  expect(metrics[0]?.rule).toEqual({
    direction: "either",
    nanStrategy: "remove",
    outliers: { strategy: "keep", factor: 3 },
    isCritical: false,
    mustHaveData: false,
    isMuted: false,
    effect: { measure: "meanRatio", allowedIncrease: 1, allowedDecrease: 1, criticalIncrease: 1, criticalDecrease: 1 },
  });
  expect(classifier).toEqual({ groupWeights: new Map([["all", 100]]), scoreThresholds: { pass: 95, marginal: 75 } });
});

test("the thresholds of the common language effect default to one half", () => {
  const { metrics } = exampleConfig([
    { name: "errors", canary: { effectSize: { measure: "cles", allowedIncrease: 0.7 } } },
  ]);
  expect(metrics[0]?.rule.effect).toEqual({
    measure: "cles",
    allowedIncrease: 0.7,
    allowedDecrease: 0.5,
    criticalIncrease: 0.5,
    criticalDecrease: 0.5,
  });
});

test("names every field that is wrong, also where Kayenta takes it for a default", () => {
  const written = writtenConfig([
    { name: "errors", canary: { direction: "incrase", critical: "true", effectSize: { measure: "cohen" } } },
    { name: "errors", groups: [], canary: { nanStrategy: "drop", outliers: { strategy: "cut", outlierFactor: 0 } } },
  ]);
  const problems = problemsOf({ ...written, judge: { name: "dredd-v1.0" } });
  for (const path of [
    "judge.name",
    "metrics.0.analysisConfigurations.canary.direction",
    "metrics.0.analysisConfigurations.canary.critical",
    "metrics.0.analysisConfigurations.canary.effectSize.measure",
    "metrics.1.groups",
    "metrics.1.analysisConfigurations.canary.nanStrategy",
    "metrics.1.analysisConfigurations.canary.outliers.strategy",
    "metrics.1.analysisConfigurations.canary.outliers.outlierFactor",
  ]) {
    expect(problems).toContain(`${path}: `);
  }
});

test.each<[string, unknown, RegExp]>([
  ["no metrics", writtenConfig([]), /must have a metric/],
  ["two metrics of a name", writtenConfig([{ name: "errors" }, { name: "errors" }]), /two metrics of one name/],
  ["weights beyond 100", writtenConfig([{ name: "a" }], { all: 60, other: 60 }), /add up to at most 100/],
  [
    "a negative weight",
    writtenConfig([{ name: "a" }], { all: -1 }),
    /groupWeights\.all: -1 was given; it must be from 0/,
  ],
  ["weights that cannot reach 100", writtenConfig([{ name: "a" }], { all: 50 }), /add up to 100 over the groups/],
  ["a weight of no metric's group", writtenConfig([{ name: "a" }], { all: 50, other: 50 }), /over the groups that its/],
  ["thresholds the wrong way round", thresholds(75, 95), /a marginal score of at most the passing one/],
  ["thresholds beyond 100", thresholds(101, 95), /must be from 0 to 100/],
  ["no object", null, /the whole: null was given/],
])("%s is refused", (_, written, message) => {
  expect(() => parseKayentaConfig(JSON.stringify(written), "ranker.json")).toThrow(message);
});

test("what is not JSON is refused with the file's name", () => {
  expect(() => parseKayentaConfig("{", "ranker.json")).toThrow(/ranker\.json is not JSON/);
});

test("any name is a name, also those that objects have of their own", () => {
  const names = fc.oneof(
    fc.constantFrom("__proto__", "constructor", "toString", "prototype"),
    fc.string({ minLength: 1 }),
  );
  fc.assert(
    fc.property(names, names, (metric, group) => {
      const weights = Object.fromEntries([[group, 100]]);
      const config = exampleConfig([{ name: metric, groups: [group] }], weights);
      expect(config.metrics[0]?.name).toBe(metric);
      expect([...config.classifier.groupWeights]).toEqual([[group, 100]]);
    }),
  );
});

test("whatever JSON is given, it is read or refused by its name", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(() => parseKayentaConfig(text, "ranker.json")).toThrow(/ranker\.json is not valid/);
    }),
  );
});

function thresholds(pass: number, marginal: number) {
  const written = writtenConfig([{ name: "a" }]);
  return { ...written, classifier: { ...written.classifier, scoreThresholds: { pass, marginal } } };
}

function problemsOf(written: unknown): string {
  try {
    parseKayentaConfig(JSON.stringify(written), "ranker.json");
  } catch (error) {
    return String(error);
  }
  return "";
}
