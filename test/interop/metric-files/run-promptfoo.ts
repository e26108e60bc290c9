// Run as a process of its own: evaluates three tests of one prompt by promptfoo, installed in the folder of the first
// argument, and writes what it writes of an evaluation to the file of the second.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";

const moduleSchema = v.object({ default: v.object({ evaluate: v.function() }) });
const evaluationSchema = v.custom<{ toEvaluateSummary(): unknown }>(
  (value) => typeof value === "object" && value !== null && "toEvaluateSummary" in value,
);

const [folder = "", file = ""] = process.argv.slice(2);
const entry = createRequire(join(folder, "package.json")).resolve("promptfoo");
const promptfoo = v.parse(moduleSchema, await import(pathToFileURL(entry).href)).default;
const suite = {
  prompts: ["{{text}}"],
  providers: [
    (prompt: string) => Promise.resolve(prompt === "broken" ? { error: "down" } : { output: prompt, cost: 0.25 }),
  ],
  tests: [
    {
      description: "is good",
      vars: { text: "good" },
      assert: [
        { type: "equals", value: "good", metric: "exact" },
        { type: "contains", value: "bad", metric: "words" },
      ],
    },
    { vars: { text: "fine" }, assert: [{ type: "equals", value: "fine", metric: "exact" }] },
    { vars: { text: "broken" }, assert: [{ type: "equals", value: "x", metric: "exact" }] },
  ],
  writeLatestResults: false,
};
const evaluation = await promptfoo.evaluate(suite, { cache: false, showProgressBar: false });
const results = await v.parse(evaluationSchema, evaluation).toEvaluateSummary();
writeFileSync(file, JSON.stringify({ evalId: null, results, config: {}, shareableUrl: null }));
process.exit(0);
