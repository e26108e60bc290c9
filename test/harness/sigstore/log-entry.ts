import { createHash, verify, X509Certificate } from "node:crypto";
import * as v from "valibot";

const proposalSchema = v.object({
  kind: v.literal("dsse"),
  apiVersion: v.literal("0.0.1"),
  spec: v.object({
    proposedContent: v.object({ envelope: v.string(), verifiers: v.tuple([v.string()]) }),
  }),
});
const envelopeSchema = v.object({
  payloadType: v.string(),
  payload: v.string(),
  signatures: v.tuple([v.object({ sig: v.string() })]),
});

/**
 * What Rekor makes of a proposed DSSE entry, which @sigstore/mock does not: it checks the signature, and keeps hashes in
 * place of the payload. https://github.com/sigstore/rekor/blob/main/pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json
 */
export function canonicalEntry(proposal: unknown) {
  const { kind, apiVersion, spec } = v.parse(proposalSchema, proposal);
  const { envelope, verifiers } = spec.proposedContent;
  const { payloadType, payload, signatures } = v.parse(envelopeSchema, JSON.parse(envelope));
  const [verifier] = verifiers;
  const [{ sig: signature }] = signatures;
  const body = Buffer.from(payload, "base64");
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `),
    body,
  ]);
  const key = new X509Certificate(Buffer.from(verifier, "base64")).publicKey;
  if (!verify("sha256", signed, key, Buffer.from(signature, "base64"))) throw new Error("signature does not verify");
  return {
    kind,
    apiVersion,
    spec: { envelopeHash: sha256(envelope), payloadHash: sha256(body), signatures: [{ signature, verifier }] },
  };
}

function sha256(content: string | Buffer) {
  return { algorithm: "sha256", value: createHash("sha256").update(content).digest("hex") };
}
