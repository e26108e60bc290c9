import { type Check, IN_TOTO_PAYLOAD, parseStatement, sha256 } from "@airworthy/evidence";
import { BOM_MEDIA_TYPE, BOM_PREDICATE, checkModelCard } from "@airworthy/model-card";
import { PACKAGE_PREDICATE } from "@airworthy/model-package";
import { PROVENANCE_PREDICATE } from "@airworthy/provenance";
import type { Signer } from "@airworthy/verification";
import * as v from "valibot";
import { CARD_TYPE } from "../attachments.ts";
import { dayOf } from "../day-of.ts";
import { type CheckedBundle, checkBundle, signatureCheck, signerOf } from "./check-bundle.ts";
import { type CheckedChecklist, checkChecklist, type StatementText } from "./check-checklist.ts";
import { checkBom, checkStatement, type DocumentContext, plainJson, type Signed } from "./check-statement.ts";

/** A file that says something of the package. */
export interface PackageDocument {
  /** What messages call it. Untrusted text. */
  readonly label: string;
  /** Its type, as the package or the file itself says. */
  readonly type: string;
  readonly content: string;
}

export type ModelBundle = Extract<CheckedBundle, { kind: "model" }>;
type SignedStatement = Extract<CheckedBundle, { kind: "statement" }>;

export interface DocumentResult {
  readonly checks: readonly Check[];
  readonly signers: readonly Signer[];
  /** Signatures of the model's files, which are still to be compared. */
  readonly models: readonly { readonly label: string; readonly bundle: ModelBundle }[];
  /** The checklist that goes along with the package; null without one. */
  readonly checklist: CheckedChecklist | null;
}

const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle[.+]/;

/** Whether there is anything to check of a document of this type; others need not even be text. */
export function isKnownType(type: string): boolean {
  return BUNDLE.test(type) || [IN_TOTO_PAYLOAD, BOM_MEDIA_TYPE, CARD_TYPE].includes(type);
}

/** Whether a file of evidence is a signature's bundle or a bare statement, by what it says itself. */
export function typeOf(content: string): string {
  const parsed = v.safeParse(v.object({ mediaType: v.pipe(v.string(), v.regex(BUNDLE)) }), parseJson(content));
  return parsed.success ? parsed.output.mediaType : IN_TOTO_PAYLOAD;
}

/** Undefined where it is no JSON, which whoever reads it then will say. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Checks documents, each by its type; what is of no known type says nothing, and is let be. Signatures come first: a bare
 * statement that a bundle holds too, byte for byte, is as good as signed, and so is a bill of materials that is one's
 * predicate.
 */
export async function checkDocuments(
  documents: readonly PackageDocument[],
  context: Omit<DocumentContext, "signed">,
): Promise<DocumentResult> {
  const all = { checks: [] as Check[], signers: [] as Signer[], models: [] as DocumentResult["models"][0][] };
  const signed = new Map<string, Signed>();
  const texts: StatementText[] = [];
  const about = { ...context, signed };
  for (const { label, content } of documents.filter(({ type }) => BUNDLE.test(type))) {
    const bundle = await checkBundle(content, label, context.trust);
    if (bundle.kind === "none") all.checks.push(bundle.check);
    if (bundle.kind === "model") all.models.push({ label, bundle });
    if (bundle.kind !== "statement") continue;
    const { envelope, statement, claims } = bundle;
    const by = { signer: envelope.signer, claims };
    const digest = sha256(envelope.payload);
    signed.set(digest, by);
    texts.push({ label, text: Buffer.from(envelope.payload).toString("utf8"), sha256: digest, signed: by });
    if (statement.predicateType === BOM_PREDICATE) signed.set(valueDigest(statement.predicate), by);
    const { checks, vouches } = checkSigned(label, bundle, about);
    all.checks.push(...checks);
    if (vouches) all.signers.push(signerOf(envelope, "package"));
  }
  for (const document of documents) all.checks.push(...checkBare(document, about));
  texts.push(...bareTexts(documents, signed));
  const { checks, checklist } = checkChecklist(texts, about, dayOf(context.trust.at));
  return { ...all, checks: [...all.checks, ...checks], checklist };
}

/** The statements that are no copies of signed ones. */
function bareTexts(
  documents: readonly PackageDocument[],
  signed: ReadonlyMap<string, Signed>,
): readonly StatementText[] {
  return documents
    .filter(({ type }) => type === IN_TOTO_PAYLOAD)
    .map(({ label, content }) => ({ label, text: content, sha256: sha256(content), signed: null }))
    .filter((text) => !signed.has(text.sha256));
}

/** A signed statement, and whether its signer vouches with it for the package. */
function checkSigned(label: string, { statement, envelope, claims }: SignedStatement, context: DocumentContext) {
  const { signer } = envelope;
  const checks = checkStatement(label, () => statement, { signer, claims }, context);
  // Whoever signed a test's result did not vouch for the package; whoever made or packaged it did.
  const { predicateType: type } = statement;
  const vouches =
    (type === PROVENANCE_PREDICATE || type === PACKAGE_PREDICATE) && !checks.some(({ verdict }) => verdict === "fail");
  const found = { reasonCode: "signed", message: `is signed by ${signer}, on this package` };
  return { checks: vouches ? [signatureCheck(label, "pass", found), ...checks] : checks, vouches };
}

function checkBare(document: PackageDocument, context: DocumentContext): readonly Check[] {
  const { label, type, content } = document;
  if (type === CARD_TYPE) return [checkModelCard(content, context.sha256, label)];
  if (type === BOM_MEDIA_TYPE) {
    const signed = context.signed.get(valueDigest(parseJson(content)));
    return signed === undefined
      ? checkBom(label, content, null, context)
      : [copyCheck("bill-of-materials", label, signed)];
  }
  if (type !== IN_TOTO_PAYLOAD) return [];
  const signed = context.signed.get(sha256(content));
  return signed === undefined
    ? checkStatement(label, () => parseStatement(content, label), null, context)
    : [copyCheck("evidence", label, signed)];
}

/** What is signed was checked with its signature; twice would say nothing more. */
function copyCheck(kind: Check["kind"], subject: string, { signer }: Signed): Check {
  return { kind, subject, verdict: "pass", reasonCode: "signed", message: `is what ${signer} signed` };
}

/** Of what JSON holds, whatever its white space; of what it cannot hold that of the empty text, which is no statement. */
function valueDigest(value: unknown): string {
  return sha256(plainJson(value) ?? "");
}
