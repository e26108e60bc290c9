import { readYaml } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyFacts } from "../test/any-facts.ts";
import { SAMPLE } from "../test/sample-facts.ts";
import { renderEvalResults } from "./eval-results.ts";

// By https://github.com/huggingface/hub-docs/blob/main/eval_results.yaml
test("results over the whole of a benchmark that is on the Hub are listed", () => {
  expect(renderEvalResults(SAMPLE)).toBe(
    "- dataset:\n    id: acme/reviews\n    task_id: sentiment\n  value: 0.9125\n  notes: accuracy\n",
  );
});

test("without one there is no file", () => {
  expect(renderEvalResults({ ...SAMPLE, datasets: [] })).toBeNull();
  expect(renderEvalResults({ ...SAMPLE, metrics: [] })).toBeNull();
});

test("whatever the facts, it is a list with an identifier, a task and a number in each", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const dataset = { name: "d", sha256: null, uri: null, hubId: "a: b", taskId: "- x", split: null, revision: null };
      const metrics = facts.metrics.map((metric) => ({ ...metric, dataset: "d", slice: null }));
      const text = renderEvalResults({ ...facts, datasets: [dataset], metrics });
      const expected = metrics.map(({ value }) => ({ dataset: { id: "a: b", task_id: "- x" }, value: value + 0 }));
      expect(text === null ? [] : readYaml(text, "x").value).toMatchObject(expected);
    }),
  );
});
