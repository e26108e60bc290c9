import type { Network } from "../sending/post.ts";

export interface Seen {
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A network that answers what it is told to, one after the other, and then always the last; an Error is thrown. */
export function scriptedNetwork(...script: readonly (Said | Error)[]) {
  const seen: Seen[] = [];
  const pauses: number[] = [];
  const network: Network = {
    signal: new AbortController().signal,
    async pause(milliseconds) {
      pauses.push(milliseconds);
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      const text = await request.text();
      seen.push({ url: request.url, headers: request.headers, text, json: JSON.parse(text) });
      const said = script[Math.min(seen.length, script.length) - 1] ?? {};
      if (said instanceof Error) throw said;
      const { status = 200, headers = {}, body = "ok" } = said;
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
    },
  };
  return { network, seen, pauses };
}
