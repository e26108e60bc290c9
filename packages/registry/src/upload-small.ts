import { type BlobSource, readSource } from "./blob-source.ts";
import { bytesBody } from "./exchange.ts";
import { createPatience } from "./patience.ts";
import { isOutOfStep, mayPass } from "./upload-way.ts";
import { type OnTaken, openSession, type Uploaded, type Uploading } from "./uploading.ts";

/** Uploads a blob that fits into a chunk: one POST and one PUT, repeated from memory. */
export async function uploadSmall(uploading: Uploading, source: BlobSource, onTaken: OnTaken): Promise<Uploaded> {
  const { wire, log } = uploading.transport;
  await using reader = readSource(source, source.size);
  const bytes = await reader.nextChunk();
  const sha256 = reader.sha256();
  const digest = `sha256:${sha256}`;
  if (source.sha256 === null && (await uploading.hasBlob(digest))) return { sha256, how: "present" };
  const patience = createPatience(`pushing ${source.label}`, { limits: wire.limits, log, signal: wire.signal });
  for (;;) {
    const session = await openSession(uploading, source.label);
    try {
      await session.close(digest, bytesBody(bytes));
      break;
    } catch (error) {
      if (!mayPass(error) && !isOutOfStep(error)) throw error;
      await patience.wait(error);
      if (await uploading.hasBlob(digest)) break;
    }
  }
  onTaken(source.size);
  return { sha256, how: "uploaded" };
}
