import { hash } from "node:crypto";
import { canonicalJson } from "@airworthy/evidence";
import type { ModelInput } from "../model.ts";

/** 64 bits of the digest: among ten million cases, two that share one are as likely as 1 in 360,000. */
const DIGITS = 16;

/**
 * A case's id: the first 16 hexadecimal digits of a SHA-256 of its inputs and nothing else, so that it stays the same
 * wherever the case stands and whatever is added or taken away around it.
 */
export function caseId(inputs: readonly ModelInput[]): string {
  const [only] = inputs;
  return inputs.length === 1 && typeof only === "string" ? textId(only) : digest(`\0${canonicalJson(inputs)}`);
}

/** The same for one text. */
export function textId(text: string): string {
  // UTF-8 has no half of a surrogate pair; JSON writes it as an escape. What starts with a zero is JSON, always.
  return digest(text.isWellFormed() && text.charCodeAt(0) !== 0 ? text : `\0${JSON.stringify(text)}`);
}

function digest(text: string): string {
  return hash("sha256", text, "hex").slice(0, DIGITS);
}
