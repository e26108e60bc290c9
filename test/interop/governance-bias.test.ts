import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
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
  ["fairlearn", "fairlearn", "fairlearn_metrics.py", 12 * 150],
  ["AIF360", "aif360", "aif360_metrics.py", 12 * 10],
  ["Aequitas", "aequitas", "aequitas_metrics.py", 8 * 100],
])(
  "every figure is %s's, of single attributes and, where it has them, of intersections and weights",
  async (peer, name, script, least) => {
    const child = spawn(python, ["-X", "utf8", join(import.meta.dirname, "governance", script)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(JSON.stringify(TABLES));
    const answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
    const compared = createTally("absolute");
    for (const [index, theirs] of answer.entries()) {
      const table = TABLES[index];
      if (table === undefined) throw new Error("more answers than tables");
      const ours = measuredValues(table);
      for (const [figure, value] of Object.entries(theirs)) {
        const error = value === null ? 0 : Math.abs((ours.get(figure) ?? Number.NaN) - value);
        if (value === null) expect(ours.get(figure), `table ${index}, ${figure}`).toBeUndefined();
        else expect(error, `table ${index}, ${figure}`).toBeLessThan(TOLERANCE);
        compared.add(error);
      }
    }
    const taken = compared.take();
    expect(taken.cases).toBeGreaterThanOrEqual(least);
    conforms({
      area: "Bias and privacy",
      claim: "figures of groups on 12 seeded tables, intersections and weights where it has them",
      peer,
      version: await pythonVersion(python, name),
      ...taken,
    });
  },
);
