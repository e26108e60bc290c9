/** The payload type of a signed in-toto statement. */
export const IN_TOTO_PAYLOAD = "application/vnd.in-toto+json";

/**
 * The bytes that a DSSE signature is over: the type and the body, each with its length in bytes.
 * https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md
 */
export function preAuthEncoding(payloadType: string, body: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType);
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${body.length} `), body]);
}
