import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ports } from "@airworthy/runtime";
import type { BaselineResolution, ResolvedBaseline } from "./baseline.ts";
import { localName } from "./choose-file.ts";

/** A baseline that was fetched. */
export type Fetched = Omit<ResolvedBaseline, "path" | typeof Symbol.asyncDispose> & {
  /** What the file is called where it comes from: untrusted text, whose end says the format. */
  readonly fileName: string;
};

/**
 * Fetches a baseline to a path in a new folder of ours, which goes when the baseline is disposed of, or does not come. The
 * file then gets a name that readers can tell the format from.
 */
export async function fetchBaseline(
  { env }: Ports,
  fetch: (path: string) => Promise<Fetched>,
): Promise<BaselineResolution> {
  const folder = await mkdtemp(join(env["RUNNER_TEMP"] || tmpdir(), "airworthy-baseline-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const unnamed = join(folder, "fetched");
    const { fileName, ...fetched } = await fetch(unnamed);
    const path = join(folder, localName(fileName));
    await rename(unnamed, path);
    return { kind: "found", baseline: { ...fetched, path, [Symbol.asyncDispose]: remove } };
  } catch (error) {
    await remove();
    throw error;
  }
}
