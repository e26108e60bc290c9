import type { RegistryLimits } from "./limits.ts";
import { networkProblem } from "./network-problem.ts";
import { RegistryProblem } from "./problem.ts";
import { startWatch, type Watch } from "./watch.ts";

const PIECE_BYTES = 256 * 1024;
const DRAINED_BYTES = 64 * 1024;

export type Method = "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE";

export interface RequestBody {
  /** The content type. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Whether it can be opened once only: then the request is never repeated, not even after a rate limit. */
  readonly isOnce: boolean;
  open(): AsyncIterable<Uint8Array>;
}

/** A body that is there already, and so can be sent again. */
export function bytesBody(bytes: Uint8Array, type = "application/octet-stream"): RequestBody {
  return {
    type,
    size: bytes.byteLength,
    isOnce: false,
    async *open() {
      // In pieces, each a sign of life on a slow connection.
      for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
    },
  };
}

export interface Outgoing {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | null;
}

/** What came back. One of `chunks`, `bytes` and `discard` is called, once: the connection waits for it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it comes. Throws a passing RegistryProblem where it breaks off or stalls. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The whole body; a RegistryProblem where it has more than `most` bytes. */
  bytes(most: number): Promise<Uint8Array>;
  discard(): Promise<void>;
}

export interface Wire {
  readonly fetch: typeof fetch;
  readonly limits: RegistryLimits;
  readonly signal: AbortSignal;
}

/** One request and its answer, without following a redirect. Throws a RegistryProblem where there is none. */
export async function exchange(wire: Wire, outgoing: Outgoing): Promise<Answer> {
  const { limits, signal } = wire;
  const isRead = outgoing.method === "GET" || outgoing.method === "HEAD";
  const watch = startWatch(signal, isRead ? limits.stallSeconds : limits.answerSeconds);
  const { host } = outgoing.url;
  const body = outgoing.body === null ? null : watched(outgoing.body, watch, limits);
  try {
    const response = await wire.fetch(outgoing.url, {
      method: outgoing.method,
      redirect: "manual",
      signal: watch.signal,
      // Compressed on the way, nothing would have the size and digest that it is asked by.
      headers: { "accept-encoding": "identity", ...outgoing.headers, ...lengthOf(outgoing.body) },
      ...(body === null ? {} : { body: body.stream(), duplex: "half" }),
    });
    return answerOf(response, host, watch, limits);
  } catch (error) {
    watch.stop();
    if (body?.broken) throw body.broken.error;
    throw asProblem(error, host, watch, signal);
  }
}

/** The body's pieces, each one a sign of life. What its source throws is kept: fetch would disguise it. */
function watched(body: RequestBody, watch: Watch, limits: RegistryLimits) {
  return {
    broken: null as { readonly error: unknown } | null,
    async *stream(): AsyncGenerator<Uint8Array> {
      try {
        for await (const piece of body.open()) {
          watch.touch(limits.stallSeconds);
          yield piece;
        }
        watch.touch(limits.answerSeconds);
      } catch (error) {
        this.broken = { error };
        throw error;
      }
    },
  };
}

function lengthOf(body: RequestBody | null): Record<string, string> {
  return body === null ? {} : { "content-length": `${body.size}`, "content-type": body.type };
}

function answerOf(response: Response, host: string, watch: Watch, limits: RegistryLimits): Answer {
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield* response.body ?? [];
    } catch (error) {
      throw asProblem(error, host, watch, watch.signal);
    } finally {
      watch.stop();
    }
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    watch.touch(limits.stallSeconds);
    for await (const chunk of body()) {
      // However long whoever reads takes with it, is not the registry's fault.
      watch.stop();
      yield chunk;
      watch.touch(limits.stallSeconds);
    }
  }
  /** What is small is there soon, or it is no answer: not a byte a minute. */
  function all(): AsyncGenerator<Uint8Array> {
    watch.touch(limits.answerSeconds);
    return body();
  }
  return {
    status: response.status,
    headers: response.headers,
    chunks,
    bytes: (most) => collect(all(), most, host),
    discard: () => drain(all()),
  };
}

/** A body that is read to its end leaves the connection for the next request; one without an end does not. */
async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > DRAINED_BYTES) return;
    }
  } catch (error) {
    if (!(error instanceof RegistryProblem)) throw error;
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>, most: number, host: string): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > most) throw new RegistryProblem("dishonest", `the answer of ${host} has more than ${most} bytes`);
    all.push(chunk);
  }
  return Buffer.concat(all, size);
}

function asProblem(error: unknown, host: string, watch: Watch, signal: AbortSignal): unknown {
  if (watch.isExpired) {
    return new RegistryProblem("unreachable", `${host} cannot be reached: nothing moved on the connection`, {
      cause: error,
      isPassing: true,
    });
  }
  return signal.aborted ? signal.reason : networkProblem(host, error);
}
