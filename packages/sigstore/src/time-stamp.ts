import { hash } from "node:crypto";
import { UserError } from "@airworthy/evidence";
import { exchange, type Patience, refusal } from "./exchange.ts";
import { serviceUrl } from "./services.ts";

const SERVICE = "The time-stamp authority";
/** RFC 3161, section 2.4.2: granted, and granted with modifications. */
const GRANTED: readonly bigint[] = [0n, 1n];

/**
 * A time stamp of a signature: the whole response of RFC 3161, DER in base64, as a bundle holds it. Throws a UserError
 * when it is refused. https://github.com/sigstore/timestamp-authority/blob/main/openapi.yaml
 */
export async function requestTimeStamp(tsaUrl: string, signature: Uint8Array, patience: Patience): Promise<string> {
  const message = {
    method: "POST",
    url: serviceUrl(tsaUrl, "/api/v1/timestamp", SERVICE),
    headers: { "content-type": "application/json", accept: "application/timestamp-reply" },
    body: JSON.stringify({ artifactHash: hash("sha256", signature, "base64"), hashAlgorithm: "sha256" }),
    service: SERVICE,
  } as const;
  const answer = await exchange(message, patience);
  if (answer.status !== 200 && answer.status !== 201) throw refusal(message, answer);
  if (!(await isGranted(answer.bytes))) {
    throw new UserError(`${SERVICE} at ${message.url.origin} granted no time stamp`);
  }
  return answer.bytes.toString("base64");
}

async function isGranted(reply: Buffer): Promise<boolean> {
  const { RFC3161Timestamp } = await import("@sigstore/core");
  try {
    return GRANTED.includes(RFC3161Timestamp.parse(Buffer.from(reply)).status);
  } catch {
    return false;
  }
}
