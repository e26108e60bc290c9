import * as v from "valibot";
import { readPayload } from "./payload.ts";
import { LEGACY_PREDICATE } from "./predicate-types.ts";

/** What version 0.2.0 of model_signing hashed with, whatever the curve. */
export const LEGACY_DIGEST = "sha256";

const legacySchema = v.object({ predicateType: v.literal(LEGACY_PREDICATE) });

/**
 * The bytes that version 0.2.0 of model_signing signed: instead of the DSSE encoding, a header in the wrong case and the
 * payload as Python writes bytes (https://github.com/sigstore/model-transparency, `pae_compat`). Undefined for a payload
 * that is not one of that version's, so that no other statement gets a second way to be accepted.
 */
export function legacyEncoding(payload: Uint8Array): Uint8Array | undefined {
  if (!isLegacy(payload)) return undefined;
  return Buffer.from(`DSSEV1 28 application/vnd.in-toto+json ${payload.length} ${pythonBytes(payload)}`);
}

/** Bytes as Python's `repr` writes them: `b'…'`, with double quotes where there are only single ones inside. */
export function pythonBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[^ -~]|\\|'/g, (character) => escapeByte(character, quote));
  return `b${quote}${escaped}${quote}`;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\r", "\\r"],
]);

function escapeByte(character: string, quote: string): string {
  if (character === "'") return quote === "'" ? "\\'" : "'";
  return NAMED.get(character) ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function isLegacy(payload: Uint8Array): boolean {
  try {
    return v.is(legacySchema, readPayload(payload));
  } catch {
    return false;
  }
}
