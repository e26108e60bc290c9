import { resolve } from "node:path";
import { type InputFile, sha256 } from "@airworthy/evidence";
import { type Metadata, parseMetadata } from "@airworthy/model-package";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile, shownPath } from "@airworthy/storage";

/** The metadata of the file, if one is named, and the file as evidence names what was read. */
export async function readMetadata(
  name: string | undefined,
  ports: Ports,
): Promise<{ readonly metadata: Metadata; readonly read: readonly InputFile[] }> {
  if (name === undefined) return { metadata: {}, read: [] };
  const text = await readSmallFile(resolve(ports.cwd, name), name);
  return { metadata: parseMetadata(text, shownPath(name)), read: [{ name, sha256: sha256(text) }] };
}
