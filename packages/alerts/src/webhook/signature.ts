import { createHmac } from "node:crypto";

/** The header that says who sent a body, as GitHub's webhooks do it. */
export const SIGNATURE_HEADER = "x-airworthy-signature-256";

/** HMAC-SHA-256 (RFC 2104) of the body's bytes: "sha256=" and 64 hexadecimal digits. */
export function signBody(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body, "utf8").digest("hex")}`;
}
