import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseGateLines } from "../audit/gate.ts";
import { parseAudit } from "../audit/predicate.ts";
import { stateAudit } from "../audit/state-audit.ts";
import { exampleSettings, exampleTable } from "./example-table.ts";
import { measureBias } from "./measure-bias.ts";

const VERSION = { name: "model", version: null, sha256: "0".repeat(64), digestOf: "input" } as const;

const person = fc.record({
  sex: fc.constantFrom("F", "M", "", "__proto__"),
  label: fc.constantFrom("0", "1"),
  prediction: fc.constantFrom("0", "1"),
  baseline: fc.constantFrom("0", "1"),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
});

const GATES = [
  "equalized-odds-difference: max=0.1 max-worsening=0.02",
  "equal-opportunity-difference",
  "fpr-difference",
  "disparate-impact",
  "calibration-gap",
  "theil-index",
  "tpr",
];

function measured(
  people: readonly { [Name in "sex" | "label" | "prediction" | "baseline"]: string }[],
  scores: readonly number[],
) {
  const column = (name: "sex" | "label" | "prediction" | "baseline") => people.map((one) => one[name]);
  const shared = { sex: column("sex"), label: [...column("label")], score: scores };
  return measureBias({
    tables: {
      candidate: exampleTable({ ...shared, prediction: column("prediction") }),
      baseline: exampleTable({ ...shared, prediction: column("baseline") }),
    },
    settings: exampleSettings(["sex"], { gates: parseGateLines(GATES, 5), resamples: 30 }),
  });
}

test("whatever the rows, what was measured is evidence that parses, each figure within its interval", () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 60 }), (people) => {
      fc.pre(people.some(({ label }) => label === "1"));
      const { measures, tables, facts } = measured(
        people,
        people.map(({ score }) => score),
      );
      const statement = stateAudit({
        class: "bias",
        candidate: VERSION,
        baseline: VERSION,
        measures,
        tables: [...tables],
        facts: [...facts],
        level: 0.95,
        owner: null,
        alert: null,
        command: "npx airworthy audit-model",
        inputs: [],
        tool: { name: "airworthy", version: "0.1.0" },
        seed: 1,
        startedOn: "2026-01-01T00:00:00Z",
        finishedOn: "2026-01-01T00:00:00Z",
      });
      expect(() => parseAudit(statement)).not.toThrow();
      for (const figure of measures.flatMap(({ candidate, baseline }) => [candidate, baseline])) {
        if (figure === null) continue;
        expect(figure.low ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(figure.value + 1e-9);
        expect(figure.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(figure.value - 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test("equalized odds are the larger of the two differences that they are of", () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 20, maxLength: 60 }), (people) => {
      fc.pre(people.some(({ label }) => label === "1"));
      const { measures } = measured(
        people,
        people.map(({ score }) => score),
      );
      const value = (name: string) => measures.find(({ metric }) => metric === name)?.candidate?.value ?? Number.NaN;
      const [tpr, fpr] = [value("equal-opportunity-difference"), value("false-positive-rate-difference")];
      expect(value("equalized-odds-difference")).toEqual(Math.max(tpr, fpr));
    }),
    { numRuns: 60 },
  );
});
