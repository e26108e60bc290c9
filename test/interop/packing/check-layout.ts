import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The digest of the first manifest of a layout in which every blob has the digest that it is named by, and every digest its blob. */
export async function digestOfWhole(layout: string, { afterKill = false } = {}): Promise<string> {
  const blobs = join(layout, "blobs", "sha256");
  const names = await readdir(blobs);
  // A hidden name is that of a blob whose writing was killed: no digest leads to it.
  for (const name of names.filter((one) => !(afterKill && one.startsWith(".")))) {
    const digest = createHash("sha256")
      .update(await readFile(join(blobs, name)))
      .digest("hex");
    if (digest !== name) throw new Error(`blob ${name} has the content of ${digest}`);
  }
  const { manifests } = JSON.parse(await readFile(join(layout, "index.json"), "utf8"));
  for (const { digest } of manifests) {
    const text = await readFile(join(blobs, digest.slice("sha256:".length)), "utf8");
    for (const [, named = ""] of text.matchAll(/"sha256:([0-9a-f]{64})"/g)) {
      if (!names.includes(named)) throw new Error(`manifest ${digest} names ${named}, which is not there`);
    }
  }
  return manifests[0].digest;
}
