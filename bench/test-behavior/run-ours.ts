// Run as a process of its own: `suite FILE` runs a suite's file, `texts FILE` a test of texts (a JSON array in a file) that
// are expected to be positive, both on a model that always says so; says on standard output how long that took, from the
// reading of the suite to the evidence.
import { readFileSync } from "node:fs";
import {
  createBehavior,
  type Model,
  type Plan,
  type PlanOptions,
  parseSuite,
  planCodeSuite,
  planSuite,
  runSuite,
} from "@airworthy/behavior";
import * as v from "valibot";
import { SUITE_PORTS } from "../../test/harness/suite-ports.ts";
import { CONTEXT } from "./context.ts";

const OPTIONS: PlanOptions = { repeats: 1, shard: null };
const scores = new Map([
  ["negative", 0.1],
  ["neutral", 0.1],
  ["positive", 0.8],
]);
const model: Model = {
  predict: (questions) => Promise.resolve(questions.map(() => ({ prediction: "positive", scores }))),
};

const [mode, file = ""] = process.argv.slice(2);
const content = readFileSync(file, "utf8");
const texts = mode === "texts" ? v.parse(v.array(v.string()), JSON.parse(content)) : [];

const start = performance.now();
const plan = await (mode === "texts" ? planTexts() : planSuite(parseSuite(content, file), file, SUITE_PORTS, OPTIONS));
const tallies = await runSuite(plan, { candidate: model, baseline: null }, { batchSize: 256, concurrency: 1 });
const { suite } = createBehavior(plan, tallies, { alpha: 0.05, minimumEffect: 0.01 }, CONTEXT);
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ cases: suite.cases, milliseconds }));

function planTexts(): Promise<Plan> {
  const examples = texts.map((input, index) => ({ id: `text-${index}`, input }));
  const tests = [{ id: "texts", kind: "mft", expect: "positive", examples }];
  return planCodeSuite(
    { name: "texts", classes: ["negative", "neutral", "positive"], tests },
    file,
    SUITE_PORTS,
    OPTIONS,
  );
}
