import type { Resolver } from "../index.ts";
import { answerRequest, type OfrepOptions } from "./answer-request.ts";

/**
 * OFREP for servers that speak the web's Request and Response: Workers, Deno, Bun, frameworks. `resolver` is asked on each
 * request, so that a definition may change meanwhile. Rejects only where the body cannot be read.
 */
export function ofrepHandler(
  resolver: () => Resolver,
  options: OfrepOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const asked = {
      method: request.method,
      path: new URL(request.url).pathname,
      header: (name: string) => request.headers.get(name),
      readBody: (mostBytes: number) => readBody(request.body, mostBytes),
    };
    const { status, headers, body } = await answerRequest(asked, resolver(), options);
    return new Response(body === "" ? null : body, { status, headers: { ...headers } });
  };
}

async function readBody(body: ReadableStream<Uint8Array> | null, mostBytes: number): Promise<string | null> {
  if (body === null) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > mostBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
