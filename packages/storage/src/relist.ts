import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import { digestAll } from "./digest-all.ts";
import { elsewhereOrder } from "./serve-elsewhere.ts";
import { listFiles } from "./walk.ts";

/** A file's path, size in bytes and SHA-256 in lower-case hexadecimal. */
const relistedSchema = v.strictObject({ path: v.string(), size: v.number(), sha256: v.string() });
export const relistedFilesSchema = v.array(relistedSchema);
export type RelistedFile = v.InferOutput<typeof relistedSchema>;

/** What a folder is listed with; as in WalkOptions. */
export interface Relisting {
  readonly root: string;
  readonly shown: string;
  readonly exclude: readonly string[];
  readonly ignore: readonly string[];
}

const relistingSchema = v.strictObject({
  root: v.string(),
  shown: v.string(),
  exclude: v.array(v.string()),
  ignore: v.array(v.string()),
});

/**
 * Lists and hashes a folder's files, its folders read in `elsewhereOrder`: what `serveElsewhere` has to do, or a part of it.
 * By code points of their paths, as `listFiles` has them. Throws what `listFiles` throws, and a UserError for an input that
 * is no Relisting.
 */
export async function relist(input: unknown): Promise<readonly RelistedFile[]> {
  const { root, ...options } = checkShape(relistingSchema, input, "what is to be listed");
  const { signal } = new AbortController();
  const files = await listFiles(root, { ...options, order: elsewhereOrder, signal });
  const tasks = files.map(({ location, path }) => ({ location, shown: path }));
  const digests = await digestAll(tasks, { signal });
  return files.map(({ path, size }, index) => ({ path, size, sha256: digests[index] ?? "" }));
}
