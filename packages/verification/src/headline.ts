import type { Check, Verdict } from "@airworthy/evidence";
import { capText, formatCounted } from "@airworthy/report";
import type { Verification } from "./create-verification.ts";

/** A subject is a path or a digest: as much of it as a headline bears. */
const SUBJECT_CHARACTERS = 120;
const MESSAGE_CHARACTERS = 240;

/** One sentence: whether the package is intact, who vouches for it, and the first thing that is wrong. */
export function headlineOf(found: Omit<Verification, "required">, verdict: Verdict): string {
  const { name, version } = found.candidate;
  const model = version === null ? name : `${name} ${version}`;
  const [first, ...others] = found.checks.filter((check) => check.verdict === verdict);
  if (first === undefined) return `${model}: nothing was checked.`;
  const words = `${wordsOf(first)}${others.length === 0 ? "" : `, and ${others.length} more`}`;
  if (verdict === "fail" || verdict === "error") return `${model} ${failure(found.checks)}: ${words}.`;
  if (verdict === "inconclusive") return `${model} could not be verified: ${words}.`;
  const intact = `${model} intact: ${formatCounted(found.files, "file")}; ${signatureWords(found)}`;
  // What is said of the signatures is not said twice.
  const warnings = found.checks.filter(({ kind, verdict: own }) => own === "warn" && kind !== "signature");
  return warnings.length === 0 ? `${intact}.` : `${intact}; ${formatCounted(warnings.length, "warning")}.`;
}

function wordsOf({ subject, message }: Check): string {
  return `${capText(subject, SUBJECT_CHARACTERS)} ${capText(message, MESSAGE_CHARACTERS)}`;
}

/** Files and documents that are not as they were made, or something else that was asked for. */
function failure(checks: readonly Check[]): string {
  const tampered = checks.some(
    ({ kind, verdict }) => (kind === "file" || kind === "manifest") && (verdict === "fail" || verdict === "error"),
  );
  return tampered ? "is not intact" : "does not hold up";
}

/** Who vouches for the package. Never "signed" without the signature having been verified. */
export function signatureWords({ signers, checks }: Pick<Verification, "signers" | "checks">): string {
  const whole = signers.filter(({ covers }) => covers === "package");
  const signed = whole.length > 0 ? whole : signers;
  const [first, ...others] = [...new Set(signed.map(({ signer }) => signer))];
  if (first !== undefined) {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return `${whole.length > 0 ? "" : "its files "}signed by ${capText(first, SUBJECT_CHARACTERS)}${more}`;
  }
  const unverified = checks.some(({ kind, verdict }) => kind === "signature" && verdict === "warn");
  return unverified ? "its signature was not verified" : "not signed";
}
