import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** An error as registries write it. */
export function problem(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = JSON.stringify({ errors: [{ code, message: `${code.toLowerCase().replaceAll("_", " ")}` }] });
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

/** The body of a message, or as much of it as `most` allows. */
export async function readBody(message: IncomingMessage, most = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let left = most;
  for await (const chunk of message) {
    const part = Buffer.from(chunk).subarray(0, left);
    chunks.push(part);
    left -= part.byteLength;
    if (left <= 0) break;
  }
  return Buffer.concat(chunks);
}
