import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { prepareModels } from "../review-sentiment/prepare.ts";
import type { ModelName } from "./simulator/versions.ts";

export interface PreparedVersion {
  /** The folder to package. */
  readonly path: string;
  readonly version: string;
}

/**
 * Lays out the three models as folders to package, each anew, below an absolute path: both of examples/review-sentiment, and
 * the candidate with its negation mended, which is the same library with another adapter and card.
 */
export async function prepareVersions(into: string): Promise<Readonly<Record<ModelName, PreparedVersion>>> {
  const { vader, afinn } = await prepareModels(into);
  const own = join(import.meta.dirname, "models");
  const path = join(into, "mended");
  await rm(path, { recursive: true, force: true });
  await cp(join(afinn.path, "node_modules"), join(path, "node_modules"), { recursive: true });
  await cp(join(own, "mended.ts"), join(path, "mended.ts"));
  await cp(join(own, "mended.md"), join(path, "MODEL.md"));
  return { vader, afinn, mended: { path, version: `${afinn.version}-mended.1` } };
}
