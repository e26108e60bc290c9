import { join } from "node:path";
import { uploadArtifact } from "@airworthy/github";
import type { Ports } from "@airworthy/runtime";
import { layoutFiles, type Place } from "@airworthy/storage";

/** Uploads a layout as a workflow artifact, uncompressed: weights hardly shrink, and compressing them takes hours. */
export async function uploadLayout(name: string, { location, shown }: Place, ports: Ports): Promise<void> {
  const entries = await layoutFiles(location, shown).entries();
  // Hidden files are what file managers and killed programs leave behind; whoever unpacks a layout takes none.
  const files = entries.filter(({ path }) => !path.startsWith(".")).map(({ path }) => join(location, path));
  await ports.log.group(`Uploading the artifact ${name}`, () =>
    uploadArtifact(name, files, location, { compress: false }),
  );
}
