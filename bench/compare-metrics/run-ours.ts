// Run as a process of its own: reads the arrays of the folder given, and says what accuracy, macro F1 and ROC AUC are on either
// version, the intervals of their differences, and how long that took.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseMetric, resampleHere, type Side } from "@airworthy/comparison";
import type { Column } from "@airworthy/tables";
import { estimate } from "../../packages/comparison/src/inference/estimate.ts";
import type { ComparedSides } from "../../packages/comparison/src/inference/estimate-types.ts";
import { CLASSES, METRICS, POSITIVE } from "./generated.ts";

const [folder = "", resamples = ""] = process.argv.slice(2);

const labels = bytes("label");
const rows = labels.length;
const sides: ComparedSides = { candidate: side("new"), baseline: side("old"), clusters: null };
const context = { positive: CLASSES[POSITIVE], isMultiLabel: false };

const start = performance.now();
const asked = METRICS.map((name) => ({ metric: parseMetric(name, context), test: null }));
const settings = { confidence: 0.95, resamples: Number(resamples), seed: 0, interval: "percentile" } as const;
const all = Uint32Array.from({ length: rows }, (_, row) => row);
const estimates = await estimate(asked, sides, all, settings, resampleHere);
const seconds = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({ seconds, resamples: Number(resamples), differences: estimates.map((one) => one.difference) }),
);

function side(name: string): Side {
  const column = (codes: Uint8Array) =>
    ({ kind: "category", codes: Uint16Array.from(codes), values: CLASSES }) as const;
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, `${name}.score`));
  const numbers = new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
  return {
    name,
    rows,
    classes: CLASSES,
    columns: new Map<string, Column>([
      ["label", column(labels)],
      ["prediction", column(bytes(`${name}.prediction`))],
      ["score", { kind: "number", numbers }],
    ]),
    weights: null,
  };
}

function bytes(name: string): Uint8Array {
  return readFileSync(join(folder, name));
}
