import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { measuredValues, randomTable } from "./governance/fairlearn-tables.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = [
  "fairlearn==0.15.0",
  "aif360==0.6.1",
  "aequitas==1.1.0",
  "numpy==2.4.6",
  "pandas==2.3.3",
  "scikit-learn==1.9.1",
];
const TOLERANCE = 1e-6;

const answerSchema = v.array(v.record(v.string(), v.nullable(v.number())));

const TABLES = Array.from({ length: 12 }, (_, seed) => randomTable(300 + 200 * seed, seed % 3 === 2, seed));

let python: string;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
});

test.each([
  ["fairlearn", "fairlearn_metrics.py", 12 * 150],
  ["AIF360", "aif360_metrics.py", 12 * 10],
  ["Aequitas", "aequitas_metrics.py", 8 * 100],
])(
  "every figure is %s's, of single attributes and, where it has them, of intersections and weights",
  async (_, script, least) => {
    const child = spawn(python, ["-X", "utf8", join(import.meta.dirname, "governance", script)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(JSON.stringify(TABLES));
    const answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
    let compared = 0;
    for (const [index, theirs] of answer.entries()) {
      const table = TABLES[index];
      if (table === undefined) throw new Error("more answers than tables");
      const ours = measuredValues(table);
      for (const [name, value] of Object.entries(theirs)) {
        compared++;
        if (value === null) expect(ours.get(name), `table ${index}, ${name}`).toBeUndefined();
        else
          expect(Math.abs((ours.get(name) ?? Number.NaN) - value), `table ${index}, ${name}`).toBeLessThan(TOLERANCE);
      }
    }
    expect(compared).toBeGreaterThanOrEqual(least);
  },
);
