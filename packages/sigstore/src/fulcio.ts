import { createPublicKey, type KeyObject, sign, X509Certificate } from "node:crypto";
import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { exchange, jsonOf, type Patience, refusal } from "./exchange.ts";
import { serviceUrl } from "./services.ts";
import type { TokenIdentity } from "./token.ts";

const chainSchema = v.object({ chain: v.object({ certificates: v.tupleWithRest([v.string()], v.string()) }) });
const answerSchema = v.union([
  v.object({ signedCertificateEmbeddedSct: chainSchema }),
  v.object({ signedCertificateDetachedSct: chainSchema }),
]);

const REMEDY =
  "An identity token lives for minutes and must be issued for the audience `sigstore`: ask for a new one right before signing.";

export interface CertificateRequest {
  readonly fulcioUrl: string;
  readonly token: string;
  readonly identity: TokenIdentity;
  /** An EC private key on P-256. */
  readonly privateKey: KeyObject;
}

/**
 * A certificate that binds the key to the token's identity, for ten minutes.
 * https://github.com/sigstore/fulcio/blob/main/fulcio.proto Throws a UserError when it is refused.
 */
export async function requestCertificate(request: CertificateRequest, patience: Patience): Promise<X509Certificate> {
  const publicKey = createPublicKey(request.privateKey);
  const proof = sign("sha256", Buffer.from(request.identity.subject), request.privateKey);
  const message = {
    method: "POST",
    url: serviceUrl(request.fulcioUrl, "/api/v2/signingCert", "The certificate authority"),
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      credentials: { oidcIdentityToken: request.token },
      publicKeyRequest: {
        publicKey: { algorithm: "ECDSA", content: publicKey.export({ type: "spki", format: "pem" }) },
        proofOfPossession: proof.toString("base64"),
      },
    }),
    service: "The certificate authority",
  } as const;
  const answer = await exchange(message, patience);
  if (answer.status !== 200 && answer.status !== 201) throw refusal(message, answer, REMEDY);
  const where = `The answer of the certificate authority at ${message.url.origin}`;
  const certificate = readLeaf(checkShape(answerSchema, jsonOf(answer, message), where), where);
  if (!certificate.publicKey.equals(publicKey)) throw new UserError(`${where} certifies another key`);
  return certificate;
}

function readLeaf(answer: v.InferOutput<typeof answerSchema>, where: string): X509Certificate {
  const { chain } =
    "signedCertificateEmbeddedSct" in answer
      ? answer.signedCertificateEmbeddedSct
      : answer.signedCertificateDetachedSct;
  try {
    return new X509Certificate(chain.certificates[0]);
  } catch (cause) {
    throw new UserError(`${where} holds no certificate`, { cause });
  }
}
