import { UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** What of an identity token is used here. Nobody checked the token: the certificate authority does. */
export interface TokenIdentity {
  /** What the token is about; the certificate authority wants it signed with the key that it certifies. */
  readonly subject: string;
  /** Who signs with it, for people: a workflow's address, an e-mail address, or the subject. */
  readonly signer: string;
}

const claimsSchema = v.object({
  iss: v.string(),
  sub: v.string(),
  email: v.optional(v.string()),
  email_verified: v.optional(v.union([v.boolean(), v.string()])),
  job_workflow_ref: v.optional(v.string()),
});

/** A token is no longer than a header may be. */
const TOKEN_CHARACTERS = 32_768;
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]*$/;
const GITHUB_ISSUER = /^https:\/\/token\.actions\.[\w.-]+(\/[\w-]+)?$/;

/** Throws a UserError, which shows nothing of the token, unless it is a JSON Web Token with issuer and subject. */
export function readToken(token: string): TokenIdentity {
  const payload = token.length > TOKEN_CHARACTERS ? undefined : JWT.exec(token)?.[1];
  const claims = v.safeParse(claimsSchema, payload === undefined ? null : parsePayload(payload));
  if (!claims.success) {
    throw new UserError("The identity token is not a JSON Web Token with an issuer and a subject", {
      remedy: "Give the token that the identity provider issued for the audience `sigstore`, whole and without quotes.",
    });
  }
  const { iss, sub, email, email_verified, job_workflow_ref: workflow } = claims.output;
  if (email !== undefined) {
    // The spelling of some providers: the word instead of the value.
    if (email_verified === true || email_verified === "true") return { subject: email, signer: email };
    throw new UserError("The identity token's e-mail address is not verified, so no certificate is issued for it");
  }
  const isWorkflow = workflow !== undefined && GITHUB_ISSUER.test(iss);
  return { subject: sub, signer: isWorkflow ? `https://github.com/${workflow}` : sub };
}

function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
