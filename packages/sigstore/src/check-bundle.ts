import { createPublicKey, verify, X509Certificate } from "node:crypto";
import { preAuthEncoding, SignatureProblem } from "@airworthy/evidence";
import { VerificationError, Verifier } from "@sigstore/verify";
import { readClaims, readIssuer } from "./claims.ts";
import { matchesIdentity } from "./identity-pattern.ts";
import { malformed, type ParsedBundle, parseBundle } from "./parse-bundle.ts";
import { readTrustedRoots, type TrustedInstance } from "./trusted-roots.ts";
import type { KeylessEnvelope, KeylessPolicy, KeylessTrust } from "./verify-keyless.ts";

/** RFC 5280, section 4.2.1.12: the purpose that Fulcio certifies keys for. */
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
/** Attacker-chosen text in messages. */
const SHOWN_CHARACTERS = 300;

/** As verifyKeyless has it, with a policy that was checked. */
export async function checkBundle(
  text: string,
  policy: KeylessPolicy,
  trust: KeylessTrust,
  where: string,
): Promise<KeylessEnvelope> {
  const instances = await readTrustedRoots(trust.trustedRoot);
  const bundle = parseBundle(text, where);
  checkSignature(bundle, where);
  checkTrust(bundle, instances, where);
  const { identity, issuer } = checkSigner(bundle, policy, where);
  return {
    payloadType: bundle.payloadType,
    payload: bundle.payload,
    method: "keyless",
    signer: `${identity} (${issuer})`,
    signedOn: earliest(bundle).toISOString(),
    identity,
    issuer,
    claims: readClaims(bundle.certificate),
  };
}

/** First, so that a changed payload is called by its name: log entries and time stamps would not fit it either. */
function checkSignature({ certificate, payloadType, payload, signature }: ParsedBundle, where: string): void {
  let holds: boolean;
  try {
    const key = createPublicKey({ key: certificate.publicKey, format: "der", type: "spki" });
    holds = verify("sha256", preAuthEncoding(payloadType, payload), key, signature);
  } catch (cause) {
    throw malformed(where, "its certificate holds no key that can be used", cause);
  }
  if (!holds) throw new SignatureProblem("signature-mismatch", `${where}: the signature does not fit the payload`);
}

/** Against the instance whose authority issued the certificate; should there be several, one must do. */
function checkTrust(bundle: ParsedBundle, instances: readonly TrustedInstance[], where: string): void {
  const issuing = instances.filter(({ material }) =>
    material.certificateAuthorities.some(({ certChain }) =>
      certChain.some((authority) => isIssuedBy(bundle.certificate, authority)),
    ),
  );
  let problem = new SignatureProblem("untrusted-certificate", `${where}: no trusted authority issued the certificate`);
  for (const instance of issuing) {
    const found = problemWith(bundle, instance, where);
    if (found === null) return;
    problem = found;
  }
  throw problem;
}

function isIssuedBy(certificate: ParsedBundle["certificate"], authority: ParsedBundle["certificate"]): boolean {
  try {
    return authority.subject.equals(certificate.issuer) && certificate.verify(authority);
  } catch {
    // The signature is of a kind that the library does not know.
    return false;
  }
}

function problemWith(bundle: ParsedBundle, instance: TrustedInstance, where: string): SignatureProblem | null {
  const { entity, certificate } = bundle;
  if (instance.needsLog && entity.tlogEntries.length === 0) {
    return new SignatureProblem("no-transparency-log", `${where} holds no entry of the transparency log`);
  }
  if (!entity.timestamps.some(vouchesForTime)) {
    return new SignatureProblem("no-timestamp", `${where} holds nothing that vouches for the time of signing`);
  }
  const verifier = new Verifier(instance.material, {
    tlogThreshold: instance.needsLog ? 1 : 0,
    ctlogThreshold: instance.needsCertificateLog ? 1 : 0,
    timestampThreshold: 1,
  });
  try {
    verifier.verify(entity);
    return isForSigning(Buffer.from(certificate.root.toDER())) ? null : notForSigning(where);
  } catch (error) {
    return explain(error, where);
  }
}

function vouchesForTime(timestamp: ParsedBundle["entity"]["timestamps"][number]): boolean {
  return timestamp.$case === "timestamp-authority" || timestamp.tlogEntry.inclusionPromise !== undefined;
}

function isForSigning(der: Buffer): boolean {
  const certificate = new X509Certificate(der);
  return !certificate.ca && certificate.keyUsage?.includes(CODE_SIGNING) === true;
}

function notForSigning(where: string): SignatureProblem {
  return new SignatureProblem("untrusted-certificate", `${where}: the certificate is not one for signing code`);
}

/** The libraries' words for what does not hold, and ours. What is not theirs to say comes from a bundle they cannot read. */
function explain(error: unknown, where: string): SignatureProblem {
  const said = error instanceof Error ? error.message : String(error);
  if (!(error instanceof VerificationError)) return malformed(where, said, error);
  return new SignatureProblem(reasonOf(error), `${where}: ${cut(said)}`, { cause: error });
}

function reasonOf(error: VerificationError): string {
  if (error.code.startsWith("TLOG_")) return "transparency-log-mismatch";
  if (error.code === "TIMESTAMP_ERROR") return "timestamp-mismatch";
  return error.code === "SIGNATURE_ERROR" ? "signature-mismatch" : "untrusted-certificate";
}

function checkSigner({ certificate }: ParsedBundle, policy: KeylessPolicy, where: string) {
  const identity = certificate.subjectAltName;
  const issuer = readIssuer(certificate);
  if (issuer === null || issuer !== policy.issuer) {
    const who = issuer === null ? "the certificate does not say who" : quote(issuer);
    const message = `${where}: ${who} vouched for the signer; ${quote(policy.issuer)} was expected`;
    throw new SignatureProblem("issuer-mismatch", message);
  }
  if (identity === undefined || !matchesIdentity(identity, policy.identity)) {
    const who = identity === undefined ? "the certificate does not say who" : quote(identity);
    throw new SignatureProblem("identity-mismatch", `${where}: ${who} signed; ${quote(policy.identity)} was expected`);
  }
  return { identity, issuer };
}

/** The earliest of the verified times. */
function earliest({ entity }: ParsedBundle): Date {
  const times = entity.timestamps
    .filter(vouchesForTime)
    .map((each) =>
      each.$case === "timestamp-authority"
        ? each.timestamp.signingTime.getTime()
        : Number(each.tlogEntry.integratedTime) * 1000,
    );
  return new Date(Math.min(...times));
}

function quote(text: string): string {
  return JSON.stringify(cut(text));
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
