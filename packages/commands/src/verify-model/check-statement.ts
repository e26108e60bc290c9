import { type Check, type Statement, UserError } from "@airworthy/evidence";
import { BOM_PREDICATE, checkBillOfMaterials, parseBillOfMaterials } from "@airworthy/model-card";
import { checkProvenance, PROVENANCE_PREDICATE, type ProvenancePolicy, parseProvenance } from "@airworthy/provenance";
import { REPORT_SECTIONS } from "../report-sections.ts";
import { type Trust, trustsSomebody } from "./trust.ts";

/** What documents are held against. */
export interface DocumentContext {
  /** The digest that they must be on, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The model's files; null where their SHA-256 are not known. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[] | null;
  readonly trust: Trust;
  readonly policy: ProvenancePolicy;
  /** Who signed what, as far as that was verified: by the SHA-256 of a statement's bytes, or of a bill's `plainJson`. */
  readonly signed: ReadonlyMap<string, Signed>;
}

/** Who signed a statement, once that was verified. */
export interface Signed {
  readonly signer: string;
  /** What the certificate says of the signer; empty where there is none. */
  readonly claims: Readonly<Record<string, string>>;
}

/**
 * Whether a statement is valid, and on this package: of provenance also what the policy demands, of a bill of materials
 * whether it lists the files. `read` may throw a UserError, which is told by a check; one is thrown here only for a policy
 * that means nothing.
 */
export function checkStatement(
  label: string,
  read: () => Statement,
  signed: Signed | null,
  context: DocumentContext,
): readonly Check[] {
  const parsed = attempt("evidence", label, () => parse(read(), label, signed, context));
  return typeof parsed === "function" ? parsed() : [parsed];
}

/** A bill of materials, compared with the package. */
export function checkBom(
  label: string,
  text: string,
  signed: Signed | null,
  context: DocumentContext,
): readonly Check[] {
  const { sha256, files } = context;
  const kind = "bill-of-materials";
  const bom = attempt(kind, label, () => parseBillOfMaterials(text, label));
  if ("kind" in bom) return [bom];
  if (files === null) {
    const message = "cannot be compared: the SHA-256 of the files are not known";
    return [{ kind, subject: label, verdict: "inconclusive", reasonCode: "no-file-digest", message }];
  }
  const checks = within(label, checkBillOfMaterials(bom, { sha256, files }));
  return isMereClaim(signed, context) ? checks.map(claimed) : checks;
}

/** JSON in its shortest form; null for what is no JSON, or nested too deeply to be written. */
export function plainJson(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}

/** Where signers are named, what they did not sign does not count. */
function isMereClaim(signed: Signed | null, { trust }: DocumentContext): boolean {
  return signed === null && trustsSomebody(trust);
}

function claimed(check: Check): Check {
  if (check.verdict !== "pass") return check;
  return { ...check, verdict: "warn", reasonCode: "claimed-not-signed", message: `${check.message}, and not signed` };
}

/** What is left to be checked of a statement that is what its type promises. */
function parse(statement: Statement, label: string, signed: Signed | null, context: DocumentContext) {
  if (statement.predicateType === PROVENANCE_PREDICATE) {
    const provenance = parseProvenance(statement);
    const { sha256, policy } = context;
    return () => within(label, checkProvenance(provenance, sha256, policy, signed?.claims ?? null));
  }
  REPORT_SECTIONS.get(statement.predicateType)?.(statement);
  const own = subjectCheck(label, statement, signed, context);
  if (statement.predicateType !== BOM_PREDICATE) return () => [own];
  const bom = plainJson(statement.predicate);
  if (bom === null) throw new UserError(`${label} is nested too deeply`);
  return () => [own, ...checkBom(label, bom, signed, context)];
}

function subjectCheck(label: string, statement: Statement, signed: Signed | null, context: DocumentContext): Check {
  const check = (verdict: Check["verdict"], reasonCode: string, message: string): Check => ({
    kind: "evidence",
    subject: label,
    verdict,
    reasonCode,
    message,
  });
  if (!statement.subject.some(({ digest }) => digest.sha256 === context.sha256)) {
    return check("fail", "subject-mismatch", `is on ${statement.subject[0].digest.sha256}, not on this package`);
  }
  if (signed !== null) return check("pass", "signed", `is on this package, signed by ${signed.signer}`);
  const message = "is on this package, and not signed";
  return isMereClaim(signed, context)
    ? check("warn", "claimed-not-signed", message)
    : check("pass", "subject-matches", message);
}

function attempt<T>(kind: Check["kind"], label: string, work: () => T): T | Check {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // The message may start with what the check names anyway.
    const message = error.message.startsWith(`${label} `) ? error.message.slice(label.length + 1) : error.message;
    return { kind, subject: label, verdict: "fail", reasonCode: "malformed", message };
  }
}

function within(label: string, checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => ({ ...check, subject: `${label}: ${check.subject}` }));
}
