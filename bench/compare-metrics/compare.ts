// Compares new.jsonl with old.jsonl of the folder given, as the verb does, and prints the verdict and the process's peak
// memory: one process a comparison, so that its peak is that of the comparison.
import { compareMetrics } from "@airworthy/commands";
import type { Input, Ports } from "@airworthy/runtime";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("a folder is needed");

const ports: Ports = {
  cwd: folder,
  env: {},
  signal: new AbortController().signal,
  log: { info: () => undefined, warn: () => undefined, group: (_title, work) => work() },
  now: () => new Date(),
  progress: () => ({ advance: () => undefined, finish: () => undefined }),
};

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
    package: undefined,
    "baseline-package": undefined,
    "candidate-name": undefined,
    "candidate-version": undefined,
    "baseline-name": undefined,
    "baseline-version": undefined,
  },
  ports,
);
console.log(JSON.stringify({ verdict, rows: outputs.rows, maxRss: process.resourceUsage().maxRSS }));

function byDefault<T>(input: Input<T>): T {
  return input.parse(input.defaultText ?? "");
}
