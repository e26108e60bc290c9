import type { Certificate } from "./certificate.ts";
import { signatureProblem } from "./problem.ts";

/** Bits of an RSA modulus below which its signatures no longer count (NIST SP 800-131A, revision 2). */
const SHORTEST_RSA = 2048;

/** What a leaf may be trusted by. */
export interface Trust {
  /** Self-signed certificates, given by the user. */
  readonly roots: readonly Certificate[];
  /** Certificates that may lie between: from the bundle, and those given beside the roots. */
  readonly between: readonly Certificate[];
  /** When everything has to be valid. */
  readonly at: Date;
}

interface Step {
  readonly certificate: Certificate;
  /** How many authorities stand between it and the leaf. */
  readonly below: number;
}

/**
 * Checks that valid signatures lead from a certificate to a root, over authorities that may sign it (RFC 5280, 6.1), all valid
 * at the time. Who issued what is told by signatures, not by names: the two need not agree, and only one of them proves
 * anything. Revocation is not checked. Throws a SignatureProblem (untrusted-certificate, expired-certificate).
 */
export function checkTrusted(leaf: Certificate, trust: Trust, where: string): void {
  const obstacle = obstacleOf(leaf, trust.at);
  if (obstacle !== undefined) throw problemOf(obstacle, leaf, where);
  const obstacles: { readonly certificate: Certificate; readonly obstacle: Obstacle }[] = [];
  const seen = new Set([leaf]);
  // Breadth first, each certificate once: the shortest way to an authority is also the one that its path length allows best.
  const steps: Step[] = [{ certificate: leaf, below: -1 }];
  for (const { certificate, below } of steps) {
    if (isOneOf(certificate, trust.roots)) return;
    for (const issuer of [...trust.roots, ...trust.between]) {
      if (seen.has(issuer) || !isSignedBy(certificate, issuer)) continue;
      seen.add(issuer);
      const found = issuerObstacle(issuer, below + 1, trust.at);
      if (found === undefined) steps.push({ certificate: issuer, below: below + 1 });
      else obstacles.push({ certificate: issuer, obstacle: found });
    }
  }
  const [first] = obstacles;
  if (first !== undefined) throw problemOf(first.obstacle, first.certificate, where);
  throw problemOf({ reason: "untrusted-certificate", why: "leads to none of the given roots" }, leaf, where);
}

/** Whether the certificate bears the issuer's signature, by a sound algorithm and a key that is long enough. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const bits = issuer.key.asymmetricKeyDetails?.modulusLength;
  if (!certificate.isSoundlySigned || (bits !== undefined && bits < SHORTEST_RSA)) return false;
  try {
    return certificate.x509.verify(issuer.key);
  } catch {
    // A key of another type than the signature.
    return false;
  }
}

interface Obstacle {
  readonly reason: "untrusted-certificate" | "expired-certificate";
  readonly why: string;
}

function issuerObstacle(issuer: Certificate, below: number, at: Date): Obstacle | undefined {
  const untrusted = (why: string): Obstacle => ({ reason: "untrusted-certificate", why });
  if (!issuer.isAuthority) return untrusted("is not a certificate authority's");
  if (!issuer.signsCertificates) return untrusted("is not for signing certificates");
  // Written so that a length that is not a number allows nothing.
  if (!(below <= issuer.pathLength))
    return untrusted(`allows ${issuer.pathLength} authorities below it; there are ${below}`);
  return obstacleOf(issuer, at);
}

function obstacleOf({ validFrom, validTo, notUnderstood }: Certificate, at: Date): Obstacle | undefined {
  if (notUnderstood !== undefined) {
    const why = `has a critical extension that is not supported (object identifier ${notUnderstood} in hexadecimal DER)`;
    return { reason: "untrusted-certificate", why };
  }
  if (at >= validFrom && at <= validTo) return undefined;
  const why = `is valid from ${validFrom.toISOString()} to ${validTo.toISOString()}, not at ${shownTime(at)}`;
  return { reason: "expired-certificate", why };
}

/** The time of verification may be none; those of a certificate were read strictly. */
function shownTime(time: Date): string {
  return Number.isNaN(time.getTime()) ? "an unreadable time" : time.toISOString();
}

function problemOf({ reason, why }: Obstacle, { subject }: Certificate, where: string): Error {
  return signatureProblem(reason, `${where}: the certificate of ${JSON.stringify(subject.slice(0, 200))} ${why}`);
}

function isOneOf(certificate: Certificate, roots: readonly Certificate[]): boolean {
  return roots.some((root) => root.x509.raw.equals(certificate.x509.raw));
}
