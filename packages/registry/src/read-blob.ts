import { createHash } from "node:crypto";
import type { Descriptor } from "@airworthy/evidence";
import type { Access } from "./authorization.ts";
import type { Answer } from "./exchange.ts";
import { createPatience } from "./patience.ts";
import { RegistryProblem } from "./problem.ts";
import type { Transport } from "./transport.ts";

export interface BlobPlace {
  readonly transport: Transport;
  readonly url: URL;
  readonly access: Access;
}

/** A connection that brought so much before it broke was worth it: the attempts are counted anew. */
const WORTHWHILE_BYTES = 8 * 1024 * 1024;

/**
 * The bytes of a blob as they come. A connection that breaks is taken up where it broke. Never more bytes than the
 * descriptor says; and what was given out is only to be trusted when this has ended without throwing a RegistryProblem.
 */
export async function* readBlob(place: BlobPlace, descriptor: Descriptor): AsyncGenerator<Uint8Array> {
  const { wire, log } = place.transport;
  const what = `pulling ${descriptor.digest}`;
  const begin = () => createPatience(what, { limits: wire.limits, log, signal: wire.signal });
  const hash = createHash("sha256");
  let patience = begin();
  let at = 0;
  let mark = 0;
  // Even an empty blob is asked for: that it is there is part of the answer.
  for (let isDone = false; !isDone; ) {
    try {
      for await (const chunk of bytesFrom(place, what, at)) {
        at += chunk.byteLength;
        if (at > descriptor.size) throw wrong(what, `has more than the ${descriptor.size} bytes that it should have`);
        hash.update(chunk);
        yield chunk;
      }
      if (at < descriptor.size) throw cutShort(what, at, descriptor.size);
      isDone = true;
    } catch (error) {
      if (!(error instanceof RegistryProblem && error.isPassing)) throw error;
      if (at - mark >= WORTHWHILE_BYTES) patience = begin();
      mark = at;
      await patience.wait(error);
    }
  }
  const digest = `sha256:${hash.digest("hex")}`;
  if (digest !== descriptor.digest) throw wrong(what, `has the digest ${digest}`);
}

async function* bytesFrom(place: BlobPlace, what: string, at: number): AsyncGenerator<Uint8Array> {
  const { transport, url, access } = place;
  const headers: Record<string, string> = at > 0 ? { range: `bytes=${at}-` } : {};
  const expect = at > 0 ? [200, 206] : [200];
  const answer = await transport.send({ what, method: "GET", url, access, headers, expect, isRepeatable: true });
  yield* answer.status === 206 ? rangeFrom(answer, what, at) : without(answer.chunks(), at);
}

function rangeFrom(answer: Answer, what: string, at: number): AsyncIterable<Uint8Array> {
  const start = /^bytes (\d{1,16})-/.exec(answer.headers.get("content-range") ?? "")?.[1];
  if (Number(start) !== at) throw wrong(what, "answers with another range than was asked for");
  return answer.chunks();
}

/** A server that knows no ranges begins anew: what is there already is let go. */
async function* without(chunks: AsyncIterable<Uint8Array>, skipped: number): AsyncGenerator<Uint8Array> {
  let left = skipped;
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.min(left, chunk.byteLength));
    left -= chunk.byteLength - part.byteLength;
    if (part.byteLength > 0) yield part;
  }
}

function wrong(what: string, problem: string): RegistryProblem {
  return new RegistryProblem("dishonest", `${what}: what the registry has under this digest ${problem}`, {
    remedy: "Do not use it. Push the package again, or ask the registry's operator.",
  });
}

function cutShort(what: string, at: number, size: number): RegistryProblem {
  return new RegistryProblem("dishonest", `${what}: the registry sent ${at} of ${size} bytes`, { isPassing: true });
}
