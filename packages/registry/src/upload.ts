import type { BlobSource } from "./blob-source.ts";
import { createPatience } from "./patience.ts";
import { uploadLarge } from "./upload-large.ts";
import { uploadSmall } from "./upload-small.ts";
import { SessionLost, UPLOAD_WAYS, WayRefused } from "./upload-way.ts";
import type { OnTaken, Uploaded, Uploading } from "./uploading.ts";

/**
 * Uploads a blob, reading it once. It begins anew only where the registry has lost the upload, or does not take blobs
 * this way. Throws a RegistryProblem, a UserError where the source changes, and whatever the source throws.
 */
export async function uploadBlob(uploading: Uploading, source: BlobSource, onTaken: OnTaken): Promise<Uploaded> {
  const { wire, log, host } = uploading.transport;
  const limits = { ...wire.limits, attempts: wire.limits.restarts + 1 };
  const patience = createPatience(`pushing ${source.label} anew`, { limits, log, signal: wire.signal });
  for (;;) {
    try {
      if (source.size <= limits.chunkBytes) return await uploadSmall(uploading, source, onTaken);
      return { sha256: await uploadLarge(uploading, source, onTaken), how: "uploaded" };
    } catch (error) {
      if (error instanceof WayRefused) {
        if (UPLOAD_WAYS.indexOf(error.next) > UPLOAD_WAYS.indexOf(uploading.way)) uploading.way = error.next;
        log.info(`${host} does not take large blobs as they were sent; trying another way: ${uploading.way}`);
      } else if (error instanceof SessionLost) {
        await patience.wait(error.cause);
      } else throw error;
    }
  }
}
