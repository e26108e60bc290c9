import { parseStrictJson } from "./strict-json.ts";

/** The JSON value of a payload. Throws a TypeError where it is not UTF-8, a SyntaxError where it is not strict JSON. */
export function readPayload(payload: Uint8Array): unknown {
  return parseStrictJson(payloadText(payload));
}

/** A payload as text. Throws a TypeError where it is not UTF-8. */
export function payloadText(payload: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
}
