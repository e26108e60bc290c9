// Run as a process of its own: evaluates texts (a JSON array in a file) by promptfoo with a model that always says
// "positive", which is what is expected, and says on standard output how long that took.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";

/** Its default is 4; a model that answers at once is asked the faster the more questions are under way. */
const CONCURRENCY = 100;

const moduleSchema = v.object({ default: v.object({ evaluate: v.function() }) });
const evaluationSchema = v.custom<{ toEvaluateSummary(): unknown }>(
  (value) => typeof value === "object" && value !== null && "toEvaluateSummary" in value,
);
const summarySchema = v.object({ stats: v.object({ successes: v.number() }) });

const [folder = "", file = ""] = process.argv.slice(2);
const texts = v.parse(v.array(v.string()), JSON.parse(readFileSync(file, "utf8")));
const entry = createRequire(join(folder, "package.json")).resolve("promptfoo");
const promptfoo = v.parse(moduleSchema, await import(pathToFileURL(entry).href)).default;
const suite = {
  prompts: ["{{text}}"],
  providers: [() => Promise.resolve({ output: "positive" })],
  tests: texts.map((text) => ({ vars: { text }, assert: [{ type: "equals", value: "positive" }] })),
  writeLatestResults: false,
};

const start = performance.now();
const options = { cache: false, maxConcurrency: CONCURRENCY, showProgressBar: false };
const evaluation = v.parse(evaluationSchema, await promptfoo.evaluate(suite, options));
const milliseconds = performance.now() - start;
const { stats } = v.parse(summarySchema, await evaluation.toEvaluateSummary());
process.stdout.write(`\n${JSON.stringify({ cases: stats.successes, milliseconds })}\n`, () => process.exit(0));
