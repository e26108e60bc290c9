import type { RunContext } from "@airworthy/behavior";

/** What surrounds a run of which nobody asks who was tested. */
export const CONTEXT: RunContext = {
  suiteFile: "bench.yml",
  configuration: [],
  candidate: { name: "bench", version: null, sha256: "0".repeat(64), digestOf: "input" },
  baseline: null,
  references: { candidate: "model.mjs", baseline: null },
  runtimes: { candidate: null, baseline: null },
  inputs: [],
  tool: { name: "airworthy", version: "0" },
  shard: null,
  startedOn: new Date(0),
  finishedOn: new Date(0),
};
