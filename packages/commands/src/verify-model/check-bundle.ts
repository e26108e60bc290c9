import { type Check, SignatureProblem, type Statement, type VerifiedEnvelope } from "@airworthy/evidence";
import {
  type ChangedFile,
  envelopeStatement,
  type FoundFiles,
  readModelSignature,
  type SignedModel,
  type VerifyOptions,
  verifyModel,
} from "@airworthy/signing";
import type { FileDifference, Signer } from "@airworthy/verification";
import * as v from "valibot";
import { openBundle, type Trust } from "./trust.ts";

/** Statements whose predicates are signatures of models (OMS), of every version. */
const MODEL_SIGNATURE = /^https:\/\/model_signing\//;
const headSchema = v.object({ predicateType: v.string() });

/** What a bundle turned out to hold. */
export type CheckedBundle =
  | { readonly kind: "model"; readonly envelope: VerifiedEnvelope; readonly signed: SignedModel }
  | {
      readonly kind: "statement";
      readonly envelope: VerifiedEnvelope;
      readonly statement: Statement;
      readonly claims: Readonly<Record<string, string>>;
    }
  /** It does not hold, or nobody asked for its signer. */
  | { readonly kind: "none"; readonly check: Check };

/** Opens a bundle and reads what was signed. `label` names it in checks. */
export async function checkBundle(bundle: string, label: string, trust: Trust): Promise<CheckedBundle> {
  try {
    const opened = await openBundle(bundle, label, trust);
    if (opened.state === "stranger") return { kind: "none", check: signatureCheck(label, "warn", opened) };
    const { envelope, claims } = opened;
    if (isModelSignature(envelope)) return { kind: "model", envelope, signed: readModelSignature(envelope) };
    return { kind: "statement", envelope, statement: envelopeStatement(envelope), claims };
  } catch (error) {
    if (!(error instanceof SignatureProblem)) throw error;
    return { kind: "none", check: signatureCheck(label, "fail", error) };
  }
}

/** Told before the whole is parsed: the oldest signatures of models are no whole statements. */
function isModelSignature({ payload }: VerifiedEnvelope): boolean {
  try {
    const parsed = v.safeParse(headSchema, JSON.parse(Buffer.from(payload).toString("utf8")));
    return parsed.success && MODEL_SIGNATURE.test(parsed.output.predicateType);
  } catch {
    return false;
  }
}

export function signatureCheck(
  label: string,
  verdict: Check["verdict"],
  { reasonCode, message }: Pick<Check, "reasonCode" | "message">,
): Check {
  return { kind: "signature", subject: label, verdict, reasonCode, message };
}

/** Whose signature it is. */
export function signerOf({ method, signer, signedOn }: VerifiedEnvelope, covers: Signer["covers"]): Signer {
  return { method, signer, signedOn, covers };
}

/** How the files compare with what was signed. */
export interface SignatureResult {
  readonly check: Check;
  readonly differences: readonly FileDifference[];
}

/** Compares a model's files with what was signed; the signature itself holds. */
export async function compareSigned(
  { envelope, signed }: Extract<CheckedBundle, { kind: "model" }>,
  files: FoundFiles,
  options: VerifyOptions,
  label: string,
): Promise<SignatureResult> {
  try {
    const { changed, missing, extra } = await verifyModel(signed, files, options);
    const differences = [
      ...changed.map((file) => changedFile(file, signed)),
      ...missing.map((path) => differ(path, "missing")),
      ...extra.map((path) => differ(path, "extra")),
    ];
    // Of a file that is signed in parts, several may be others; it is one file still.
    const distinct = [...new Map(differences.map((difference) => [difference.path, difference])).values()];
    return { check: resultCheck(label, envelope, distinct), differences: distinct };
  } catch (error) {
    if (!(error instanceof SignatureProblem)) throw error;
    return { check: signatureCheck(label, "fail", error), differences: [] };
  }
}

function differ(path: string, change: FileDifference["change"]): FileDifference {
  return { path, change, expected: null, found: null };
}

/** With the digests of the whole file, where these were compared, and not sizes or parts. */
function changedFile({ path, range, expected, found }: ChangedFile, { algorithm }: SignedModel): FileDifference {
  const digest = (told: string) => (range === null && /^[0-9a-f]+$/.test(told) ? `${algorithm}:${told}` : null);
  return { path, change: "changed", expected: digest(expected), found: digest(found) };
}

function resultCheck(label: string, { signer }: VerifiedEnvelope, differences: readonly FileDifference[]): Check {
  const [first, ...others] = differences;
  if (first === undefined) {
    return signatureCheck(label, "pass", {
      reasonCode: "signed",
      message: `is the signature of these files by ${signer}`,
    });
  }
  const more = others.length === 0 ? "" : `, and ${others.length} more are not as they were signed`;
  const what = `${JSON.stringify(first.path)} is ${first.change === "extra" ? "not signed" : first.change}${more}`;
  return signatureCheck(label, "fail", { reasonCode: "files-differ", message: `is of other files: ${what}` });
}
