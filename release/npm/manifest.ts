import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { REPOSITORY_URL } from "../tree/source-links.ts";

const manifestSchema = v.looseObject({
  name: v.string(),
  version: v.string(),
  description: v.string(),
  license: v.string(),
  type: v.literal("module"),
  bin: v.optional(v.record(v.string(), v.string())),
  exports: v.optional(v.record(v.string(), v.string())),
  optionalDependencies: v.optional(v.record(v.string(), v.string()), {}),
  peerDependencies: v.optional(v.record(v.string(), v.string())),
  peerDependenciesMeta: v.optional(v.record(v.string(), v.object({ optional: v.boolean() }))),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** Reads the package.json of a folder; throws where it is not one of ours. */
export async function readManifest(folder: string): Promise<Manifest> {
  return v.parse(manifestSchema, JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
}

/** What a published package.json says first. npm's provenance wants the repository that the workflow runs in. */
export function publishedFields({ name, version, description, license, type }: Manifest, folder: string) {
  return {
    name,
    version,
    description,
    license,
    type,
    repository: { type: "git", url: `git+${REPOSITORY_URL}.git`, directory: folder },
    homepage: `${REPOSITORY_URL}#readme`,
    bugs: `${REPOSITORY_URL}/issues`,
  };
}

export function formatManifest(manifest: unknown): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
