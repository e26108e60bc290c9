import { type SmallArtifact, sha256 } from "@airworthy/evidence";
import { blobAt, changeLayout } from "./layout-change.ts";
import { indexEntry } from "./layout-index.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Adds artifacts to a layout: first their blobs, then all of them at once to the index. One with the name of an artifact
 * that is there already (the annotation `dev.airworthy.name`) takes its place, and what nothing names any more is
 * removed. Killed in between, the layout is whole, and the next change removes what is left over; of several processes
 * one waits for the other. Throws a UserError where there is no layout, or it cannot be written.
 */
export async function attachToLayout(
  folder: string,
  shown: string,
  artifacts: readonly SmallArtifact[],
): Promise<void> {
  const contents = new Map(
    artifacts.flatMap(({ manifest, blobs }) => [...blobs, manifest].map((text) => [sha256(text), text] as const)),
  );
  const place = { location: folder, shown };
  await changeLayout(place, {
    entries: artifacts.map(({ descriptor }) => indexEntry(descriptor, "a descriptor")),
    blobs: [...contents.keys()],
    async write() {
      for (const [digest, text] of contents) await writeWhole(blobAt(place, digest), text, shown);
    },
  });
}
