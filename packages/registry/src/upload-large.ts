import { type BlobSource, readSource, type SourceReader } from "./blob-source.ts";
import type { RequestBody } from "./exchange.ts";
import { createPatience } from "./patience.ts";
import { sendChunk } from "./send-chunk.ts";
import type { UploadSession } from "./upload-session.ts";
import { isMangled, isOutOfStep, mayPass, refusedWay, SessionLost, type UploadWay, WayRefused } from "./upload-way.ts";
import { type OnTaken, openSession, type Uploading } from "./uploading.ts";

/**
 * Uploads a blob in the way that `uploading` says, and returns its SHA-256. Throws SessionLost where it has to begin
 * anew, WayRefused where it has to begin in another way.
 */
export async function uploadLarge(uploading: Uploading, source: BlobSource, onTaken: OnTaken): Promise<string> {
  const { way, transport } = uploading;
  const { chunkBytes, smallChunkBytes } = transport.wire.limits;
  if (way === "whole") return await uploadWhole(uploading, source, onTaken);
  await using reader = readSource(source, way === "chunks" ? chunkBytes : smallChunkBytes);
  const session = await openSession(uploading, source.label);
  const upload = { uploading, way, session, reader, source, onTaken };
  try {
    await (way === "stream" ? sendStream(upload) : sendChunks(upload));
    const sha256 = reader.sha256();
    await close(upload, `sha256:${sha256}`);
    return sha256;
  } catch (error) {
    // Where the user interrupts, nothing goes out any more.
    if (!transport.wire.signal.aborted) await session.cancel();
    throw error;
  }
}

interface Upload {
  readonly uploading: Uploading;
  /** As it was when this upload began; another may learn of a better one meanwhile. */
  readonly way: UploadWay;
  readonly session: UploadSession;
  readonly reader: SourceReader;
  readonly source: BlobSource;
  readonly onTaken: OnTaken;
}

async function sendChunks({ uploading, way, session, reader, source, onTaken }: Upload): Promise<void> {
  const { transport } = uploading;
  for (let at = 0; !reader.isAtEnd; onTaken(at)) {
    const chunk = await reader.nextChunk();
    if (!reader.isAtEnd && chunk.byteLength < session.minimumBytes) throw new WayRefused("stream", null);
    try {
      await sendChunk({ transport, session, label: source.label }, chunk, at);
    } catch (error) {
      throw at === 0 ? refusedWay(way, error) : error;
    }
    at += chunk.byteLength;
  }
}

async function sendStream({ session, reader, source, onTaken }: Upload): Promise<void> {
  try {
    await session.sendStream(streamBody(reader, source, onTaken));
  } catch (error) {
    if (mayPass(error)) throw new SessionLost(error);
    throw refusedWay("stream", error);
  }
}

/** Closes an upload in parts. Of a close without an answer it is found out whether it was done. */
async function close({ uploading, way, session, source }: Upload, digest: string): Promise<void> {
  const { wire, log } = uploading.transport;
  const patience = createPatience(`pushing ${source.label}`, { limits: wire.limits, log, signal: wire.signal });
  for (;;) {
    try {
      await session.close(digest);
      return;
    } catch (error) {
      // A registry that took less of a chunk than it said.
      if (isMangled(error) && way !== "stream") throw new WayRefused("stream", error);
      if (!mayPass(error) && !isOutOfStep(error)) throw error;
      if (await uploading.hasBlob(digest)) return;
      if (isOutOfStep(error)) throw new SessionLost(error);
      await patience.wait(error);
    }
  }
}

/** For registries that know no PATCH: one PUT, whose address has the digest, so that it has to be known before. */
async function uploadWhole(uploading: Uploading, source: BlobSource, onTaken: OnTaken): Promise<string> {
  const sha256 = source.sha256 ?? (await digestOf(source));
  const digest = `sha256:${sha256}`;
  await using reader = readSource({ ...source, sha256 }, 0);
  const session = await openSession(uploading, source.label);
  try {
    await session.close(digest, streamBody(reader, source, onTaken));
  } catch (error) {
    if (!mayPass(error) && !isOutOfStep(error)) throw error;
    if (!(await uploading.hasBlob(digest))) throw new SessionLost(error);
  }
  return reader.sha256();
}

async function digestOf(source: BlobSource): Promise<string> {
  await using reader = readSource(source, 0);
  for await (const _ of reader.rest());
  return reader.sha256();
}

function streamBody(reader: SourceReader, { size }: BlobSource, onTaken: OnTaken): RequestBody {
  async function* open(): AsyncGenerator<Uint8Array> {
    let sent = 0;
    for await (const piece of reader.rest()) {
      // fetch sends it while the source already fills its buffer with the next.
      yield Buffer.from(piece);
      sent += piece.byteLength;
      onTaken(sent);
    }
  }
  return { type: "application/octet-stream", size, isOnce: true, open };
}
