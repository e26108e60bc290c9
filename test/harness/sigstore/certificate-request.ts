import { createPublicKey, verify } from "node:crypto";
import * as v from "valibot";
import { identityToken } from "./identity-provider.ts";

const requestSchema = v.union([
  v.object({
    credentials: v.object({ oidcIdentityToken: v.string() }),
    publicKeyRequest: v.object({ publicKey: v.object({ content: v.string() }), proofOfPossession: v.string() }),
  }),
  // The older form, with the token in the header: base64 of a PEM request, which proves the possession itself.
  v.object({ certificateSigningRequest: v.string() }),
]);
const claimsSchema = v.looseObject({
  sub: v.string(),
  email: v.optional(v.string()),
  job_workflow_ref: v.optional(v.string()),
});

/**
 * What Fulcio does with a request, and @sigstore/mock does not: it wants the token's subject signed with the key, and
 * certifies an identity that depends on the provider. The request with that identity as a claim of its token.
 * https://github.com/sigstore/fulcio/blob/main/docs/oidc.md
 */
export function certifiable(request: unknown, bearer: string) {
  const parsed = v.parse(requestSchema, request);
  const isNew = "credentials" in parsed;
  const payload = (isNew ? parsed.credentials.oidcIdentityToken : bearer).split(".")[1] ?? "";
  const claims = v.parse(claimsSchema, JSON.parse(Buffer.from(payload, "base64url").toString()));
  const { sub, email, job_workflow_ref: workflow } = claims;
  const identity = email ?? (workflow === undefined ? sub : `https://github.com/${workflow}`);
  const credentials = { oidcIdentityToken: identityToken({ ...claims, identity }) };
  if (!isNew) {
    const pem = Buffer.from(parsed.certificateSigningRequest, "base64").toString();
    return { credentials, certificateSigningRequest: pem };
  }
  const { publicKeyRequest } = parsed;
  const key = createPublicKey(publicKeyRequest.publicKey.content);
  const proof = Buffer.from(publicKeyRequest.proofOfPossession, "base64");
  if (!verify("sha256", Buffer.from(email ?? sub), key, proof)) throw new Error("the proof of possession is wrong");
  return { credentials, publicKeyRequest };
}
