import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "./refusal.ts";

export const STEPS = ["build", "scenarios", "attest", "verify", "push", "announce", "publish"] as const;
export type StepName = (typeof STEPS)[number];

const SCENARIOS = ["all", "few"] as const;

/** What `npm run release -- …` was asked for. */
export interface Options {
  /** In the order in which they run. */
  readonly steps: readonly StepName[];
  /** Nothing leaves this machine, and what would stop a release is said and does not stop the rehearsal. */
  readonly dryRun: boolean;
  /** A remote's name, address or path. */
  readonly remote: string;
  /** The version that whoever started the release had in mind. */
  readonly version: string | undefined;
  /** Takes the files of the work tree, where they differ from the commit: a rehearsal only. */
  readonly allowDirty: boolean;
  readonly scenarios: (typeof SCENARIOS)[number];
  /** The files of the same release, made on another machine. */
  readonly sameAs: string | undefined;
  readonly places: Places;
}

export interface Places extends Results {
  /** The sources: this repository. */
  readonly root: string;
}

export interface Results {
  /** What the tag will hold, file by file. */
  readonly tree: string;
  /** What goes along: npm packages, sums, the commit as a bundle, the plan. */
  readonly files: string;
}

/** Reads the command line; throws a Refusal that names what is not understood. */
export function parseOptions(argv: readonly string[], root: string): Options {
  const { values, positionals } = parse(argv);
  const wrong = positionals.find((name) => !isOneOf(STEPS, name));
  if (wrong !== undefined) throw new Refusal(`"${wrong}" is no step; there are ${STEPS.join(", ")}`);
  if (!isOneOf(SCENARIOS, values.scenarios)) {
    throw new Refusal(`--scenarios ${values.scenarios}: ${SCENARIOS.join(" or ")} is allowed`);
  }
  const dryRun = values["dry-run"];
  if (values["allow-dirty"] && !dryRun) throw new Refusal("--allow-dirty is for --dry-run: a release is of a commit");
  const output = resolve(values.output ?? root);
  return {
    steps: STEPS.filter((name) => (positionals.length === 0 ? name !== "verify" : positionals.includes(name))),
    dryRun,
    remote: values.remote,
    version: values.version,
    allowDirty: values["allow-dirty"],
    scenarios: values.scenarios,
    sameAs: values["same-as"],
    places: { root, tree: join(output, "release-tree"), files: join(output, "release-files") },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        "allow-dirty": { type: "boolean", default: false },
        remote: { type: "string", default: "origin" },
        version: { type: "string" },
        scenarios: { type: "string", default: "all" },
        "same-as": { type: "string" },
        output: { type: "string" },
      },
    });
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function isOneOf<const T extends string>(names: readonly T[], name: string): name is T {
  return names.some((known) => known === name);
}
