import { sha256 } from "@airworthy/evidence";
import type { ComparedOutput } from "./compare/outputs.ts";
import type { RecordedRun } from "./predicate.ts";
import { type Reproduction, stateReproducibility } from "./state-reproducibility.ts";

/** A run that ended well. For tests. */
export const GOOD_RUN: RecordedRun = {
  ended: "exited",
  exitCode: 0,
  signal: null,
  perturbed: [],
  variables: [],
  tail: null,
};

/** An output that came out the same, but for what is given. For tests. */
export function output(given: Partial<ComparedOutput> = {}): ComparedOutput {
  return {
    path: "model.bin",
    state: "identical",
    sha256: sha256("weights"),
    bytes: 7,
    tolerance: null,
    format: null,
    values: 0,
    largest: { absolute: 0, relative: 0 },
    difference: null,
    ...given,
  };
}

/** The evidence of two runs that made the same, but for what is given; with hostile names. For tests. */
export function exampleStatement(given: Partial<Reproduction> = {}) {
  return stateReproducibility({
    candidate: { name: "digits\n", version: "1.0.0", sha256: sha256("outputs"), digestOf: "input" },
    inputs: [{ name: "train.csv", sha256: sha256("data") }],
    tool: { name: "airworthy", version: "0.0.0" },
    seed: 7,
    startedOn: "2026-01-02T03:04:05.000Z",
    finishedOn: "2026-01-02T03:05:05.000Z",
    argv: ["python3", "train.py", 'two "words"'],
    isolation: "copy",
    environment: [
      { name: "API_TOKEN", value: null },
      { name: "TZ", value: "UTC" },
    ],
    runs: [
      GOOD_RUN,
      { ...GOOD_RUN, perturbed: ["timezone"], variables: [{ name: "TZ", value: "Pacific/Kiritimati" }] },
    ],
    outputs: [output()],
    record: {
      parameters: [
        { name: "lr", value: 3e-4 },
        { name: "LR", value: "x\ny" },
        { name: "../../etc", value: true },
        { name: "__proto__", value: "p" },
      ],
      metrics: [
        { name: "accuracy", value: 0.91 },
        { name: "f1: “macro” 😀", value: 1e-7 },
        { name: "con", value: 2 },
      ],
      data: [{ name: "train.csv", sha256: sha256("data") }],
      git: { commit: "0123456789abcdef0123456789abcdef01234567", isDirty: true, diffSha256: sha256("diff") },
      lockFiles: [],
      packages: [{ manager: "python", packages: [{ name: "numpy", version: "2.4.6" }] }],
      programs: [{ name: "python", version: "3.13.1" }],
      machine: { os: "linux", arch: "x64", release: "6.8", cpu: "A processor", cpus: 2, flags: ["avx2"], gpus: [] },
      image: "python:3.13",
    },
    durations: [1.5, 1.25],
    command: "npx airworthy check-reproducibility --command <command>",
    doubts: [],
    ...given,
  });
}
