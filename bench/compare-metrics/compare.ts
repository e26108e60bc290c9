// Compares new.jsonl with old.jsonl of the folder given, as the verb does, and prints the verdict and the process's peak
// memory: one process a comparison, so that its peak is that of the comparison.
import { compareMetrics } from "@airworthy/commands";
import type { Input } from "@airworthy/runtime";
import { silentPorts } from "../../test/harness/silent-ports.ts";
import { UNNAMED_VERSIONS } from "../../test/harness/unnamed-versions.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("a folder is needed");

const { inputs } = compareMetrics;
const { verdict, outputs } = await compareMetrics.run(
  {
    candidate: "new.jsonl",
    baseline: "old.jsonl",
    metrics: byDefault(inputs.metrics),
    slices: undefined,
    classes: undefined,
    alpha: byDefault(inputs.alpha),
    margin: byDefault(inputs.margin),
    resamples: byDefault(inputs.resamples),
    "min-rows": byDefault(inputs["min-rows"]),
    seed: byDefault(inputs.seed),
    ...UNNAMED_VERSIONS,
  },
  silentPorts(folder),
);
console.log(JSON.stringify({ verdict, rows: outputs.rows, maxRss: process.resourceUsage().maxRSS }));

function byDefault<T>(input: Input<T>): T {
  return input.parse(input.defaultText ?? "");
}
