import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";

export const REPOSITORY = resolve(import.meta.dirname, "../..");

/** Where the files are that users get: here, or in the tree of a release that is put to the proof (docs/releasing.md). */
export const SHIPPED = resolve(process.env["AIRWORTHY_RELEASE_TREE"] ?? REPOSITORY);

const manifestSchema = v.object({
  name: v.string(),
  inputs: v.optional(
    v.record(
      v.string(),
      v.object({ description: v.string(), required: v.optional(v.boolean()), default: v.optional(v.string()) }),
    ),
    {},
  ),
  outputs: v.optional(v.record(v.string(), v.object({ description: v.string() })), {}),
  runs: v.object({ using: v.literal("node24"), main: v.string() }),
});

/** What the runner takes from an action.yml, and where the action's entry is. */
export interface ActionManifest {
  readonly inputs: ReadonlyMap<string, { readonly required: boolean; readonly default: string | undefined }>;
  readonly outputs: readonly string[];
  /** The absolute path of `runs.main`. */
  readonly main: string;
}

/** Reads actions/<verb>/action.yml as the runner does: a default that is not a string is refused. */
export async function readActionManifest(verb: string): Promise<ActionManifest> {
  const folder = join(SHIPPED, "actions", verb);
  const manifest = v.parse(manifestSchema, parse(await readFile(join(folder, "action.yml"), "utf8")));
  const inputs = Object.entries(manifest.inputs).map(
    ([name, input]) => [name, { required: input.required ?? false, default: input.default }] as const,
  );
  return {
    inputs: new Map(inputs),
    outputs: Object.keys(manifest.outputs),
    main: resolve(folder, manifest.runs.main),
  };
}
