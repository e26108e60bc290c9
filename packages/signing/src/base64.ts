const URL_SAFE = /[-_]/;
const STANDARD = /[+/]/;

/**
 * The bytes of base64 text in either alphabet, as DSSE has it
 * (https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md), but only where it is the one text that these bytes
 * encode to: padded, no white space, no stray bits. Undefined otherwise, and for the empty text.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text === "" || (URL_SAFE.test(text) && STANDARD.test(text))) return undefined;
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Buffer.from(standard, "base64");
  return bytes.toString("base64") === standard ? bytes : undefined;
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
