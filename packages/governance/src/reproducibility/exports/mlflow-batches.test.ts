import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mlflowBatches } from "./mlflow-batches.ts";
import type { MlflowContent } from "./mlflow-content.ts";

const EMPTY: MlflowContent = {
  experiment: "e",
  runName: "r",
  start: 1,
  end: 2,
  isFinished: true,
  params: [],
  metrics: [],
  tags: [],
};

const entries = <T>(count: number, value: T) => Array.from({ length: count }, (_, at) => ({ name: `n${at}`, value }));

test("as much goes into a request as MLflow documents: 100 parameters, 100 tags, 1,000 in all", () => {
  const sizes = (given: Partial<MlflowContent>) =>
    mlflowBatches({ ...EMPTY, ...given }).map(({ params, metrics, tags }) => [
      params.length,
      metrics.length,
      tags.length,
    ]);
  expect(sizes({})).toEqual([]);
  expect(sizes({ params: entries(100, "1"), metrics: entries(800, 1), tags: entries(100, "t") })).toEqual([
    [100, 800, 100],
  ]);
  expect(sizes({ params: entries(101, "1") })).toEqual([
    [100, 0, 0],
    [1, 0, 0],
  ]);
  expect(sizes({ metrics: entries(1_001, 1) })).toEqual([
    [0, 1_000, 0],
    [0, 1, 0],
  ]);
  expect(sizes({ params: entries(100, "1"), metrics: entries(1_000, 1) })).toEqual([
    [100, 900, 0],
    [0, 100, 0],
  ]);
});

test("whatever the run holds, all of it is sent once and in order, and no request has a megabyte", () => {
  const text = fc.nat({ max: 6_000 }).map((length) => '\u{1f600}\u0001"a'.repeat(length / 4));
  const named = <T>(value: fc.Arbitrary<T>, most: number) =>
    fc.array(fc.record({ name: fc.string({ maxLength: 60 }), value }), { maxLength: most });
  const contents = fc.record({
    params: named(text, 250),
    metrics: named(fc.double({ noNaN: true, noDefaultInfinity: true }), 250),
    tags: named(text, 250),
  });
  fc.assert(
    fc.property(contents, (given) => {
      const batches = mlflowBatches({ ...EMPTY, ...given });
      for (const batch of batches) {
        expect(Buffer.byteLength(JSON.stringify({ run_id: "0".repeat(256), ...batch }))).toBeLessThan(1_000_000);
        expect(Math.max(batch.params.length, batch.tags.length)).toBeLessThanOrEqual(100);
      }
      const sent = (kind: "params" | "metrics" | "tags") =>
        batches.flatMap((batch) => batch[kind].map(({ key, value }) => [key, value]));
      for (const kind of ["params", "metrics", "tags"] as const) {
        expect(sent(kind)).toEqual(given[kind].map(({ name, value }) => [name, value]));
      }
    }),
    { numRuns: 20 },
  );
});
