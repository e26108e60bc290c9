import { expect, test } from "vitest";
import { evaluate, fill, holds } from "./expression.ts";

const contexts = {
  inputs: { shards: 3, suite: "", lfs: false },
  needs: { a: { result: "success", outputs: { list: "[1,2]" } }, b: { result: "skipped", outputs: {} } },
  github: { event: { workflow_run: null } },
};

test("texts are filled in as GitHub prints numbers, truths and what is missing", () => {
  const given = `x \${{ inputs.shards }}/\${{inputs.lfs}} \${{ needs.b.outputs.list }}.`;
  expect(fill(given, contexts, "success")).toBe("x 3/false .");
  expect(fill(`\${{ github.event.workflow_run.head_sha || 'none' }}`, contexts, "success")).toBe("none");
});

test("lists and functions are GitHub's", () => {
  expect(evaluate("fromJSON(needs.a.outputs.list)", contexts, "success")).toEqual([1, 2]);
  expect(evaluate("contains(needs.*.result, 'skipped')", contexts, "success")).toBe(true);
  expect(() => evaluate("secrets.TOKEN", contexts, "success")).toThrow("secrets");
});

test("a condition takes success unless it speaks of the status itself", () => {
  expect(holds(undefined, contexts, "success")).toBe(true);
  expect(holds(undefined, contexts, "failure")).toBe(false);
  expect(holds("inputs.shards != 1", contexts, "success")).toBe(true);
  expect(holds("inputs.shards != 1", contexts, "failure")).toBe(false);
  expect(holds("inputs.suite != ''", contexts, "success")).toBe(false);
  expect(holds("always()", contexts, "failure")).toBe(true);
  expect(holds(`\${{ !cancelled() && inputs.shards == 3 }}`, contexts, "failure")).toBe(true);
  expect(holds("always() && inputs.suite != ''", contexts, "failure")).toBe(false);
});
