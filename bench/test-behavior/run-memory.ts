// Run as a process of its own, with --expose-gc: runs a suite's file on a model that always says the same, and says on
// standard output how many megabytes the heap held at most after it was collected, every so many batches.
import { readFileSync } from "node:fs";
import { type Model, parseSuite, planSuite, runSuite } from "@airworthy/behavior";
import { SUITE_PORTS } from "../../test/harness/suite-ports.ts";

const BATCHES = 20;

const [file = ""] = process.argv.slice(2);
const scores = new Map([
  ["negative", 0.1],
  ["neutral", 0.1],
  ["positive", 0.8],
]);
const model: Model = {
  predict: (questions) => Promise.resolve(questions.map(() => ({ prediction: "positive", scores }))),
};
let [batches, most] = [0, 0];

const suite = parseSuite(readFileSync(file, "utf8"), file);
const plan = await planSuite(suite, file, SUITE_PORTS, { repeats: 1, shard: null });
await runSuite(
  plan,
  { candidate: model, baseline: null },
  {
    batchSize: 256,
    concurrency: 4,
    onBatch() {
      if (batches++ % BATCHES > 0) return;
      globalThis.gc?.();
      most = Math.max(most, process.memoryUsage().heapUsed);
    },
  },
);
console.log(JSON.stringify({ batches, megabytes: most / 1e6 }));
