import fc from "fast-check";
import { expect, test } from "vitest";
import { clusteredError } from "./clustered-error.ts";
import { Clusters } from "./clusters.ts";

const counted = (values: readonly number[], clusterOf: (at: number) => string, most = 1_000) => {
  const clusters = new Clusters(most);
  for (const [at, value] of values.entries()) clusters.add(clusterOf(at), 1, value);
  return clusters.toRecord();
};

// inspect_ai, tests/scorer/test_metric.py: test_clustered_stderr, rounded to three digits as there.
test("the clustered error of 0 to 19 in four clusters is inspect_ai's", () => {
  const { counts } = counted(
    Array.from({ length: 20 }, (_, at) => at),
    (at) => String(at % 4),
  );
  expect(clusteredError(counts)).toBeCloseTo(0.645, 3);
});

// The same file, test_clustered_stderr_matches_pairwise_definition: from the definition, the sum over all pairs in a cluster.
test("the clustered error is that of the pairwise definition, on a lopsided split", () => {
  const values = Array.from({ length: 200 }, (_, at) => at % 5);
  const clusterOf = (at: number) => (at < 180 ? "big" : `small${at}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let variance = 0;
  for (const [i, a] of values.entries()) {
    for (const [j, b] of values.entries()) if (clusterOf(i) === clusterOf(j)) variance += (a - mean) * (b - mean);
  }
  const expected = Math.sqrt((variance * 21) / 20) / 200;
  expect(clusteredError(counted(values, clusterOf).counts)).toBeCloseTo(expected, 12);
});

test("one cluster tells nothing of how clusters differ", () => {
  expect(clusteredError(counted([1, 0, 1], () => "only").counts)).toBeNull();
  expect(clusteredError([])).toBeNull();
});

test("what is counted in parts and put together is what is counted at once, folded or not", () => {
  const cases = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.integer({ min: -1, max: 1 })), { maxLength: 60 });
  fc.assert(
    fc.property(cases, fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 4 }), (all, most, parts) => {
      const whole = new Clusters(most);
      for (const [name, net] of all) whole.add(name, 1, net);
      const merged = new Clusters(most);
      for (let part = 0; part < parts; part++) {
        const own = new Clusters(most);
        for (const [at, [name, net]] of all.entries()) if (at % parts === part) own.add(name, 1, net);
        merged.absorb(own.toRecord());
      }
      expect(merged.toRecord()).toEqual(whole.toRecord());
      expect(whole.toRecord().counts.length).toBeLessThanOrEqual(most);
      expect(whole.toRecord().counts.reduce((sum, count) => sum + count.cases, 0)).toBe(all.length);
    }),
  );
});

test("clusters keep their names while there is room for all of them, and lose them all beyond", () => {
  expect(counted([1, 0, -1], (at) => `c${at % 2}`, 2)).toEqual({
    folded: false,
    counts: [
      { cluster: "c0", cases: 2, net: 0 },
      { cluster: "c1", cases: 1, net: 0 },
    ],
  });
  expect(counted([1, 0, -1], (at) => `c${at}`, 2).folded).toBe(true);
});
