import { type Check, sha256, UserError, type VersionRef } from "@airworthy/evidence";
import { type AttachedReferrer, type LayoutModel, readLayout } from "@airworthy/model-package";
import { RegistryProblem } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { VerifyOptions } from "@airworthy/signing";
import { checkFiles, compareFiles, type FileDifference, type Signer, type Verification } from "@airworthy/verification";
import { shortName } from "../subject.ts";
import { checkReferrerBlobs, checkStrays, contentBlobs, labelOf } from "./blob-checks.ts";
import { signerOf } from "./check-bundle.ts";
import type { CheckedChecklist } from "./check-checklist.ts";
import { checkDocuments, isKnownType, type PackageDocument } from "./check-document.ts";
import type { DocumentContext } from "./check-statement.ts";
import { compareModel, type PackageFiles } from "./compare-model.ts";
import type { PackageStore } from "./package-store.ts";
import { isOfThePackage } from "./registry-store.ts";

/** What a model is held against beside its own documents. */
export interface Question {
  readonly context: Pick<DocumentContext, "trust" | "policy">;
  /** Evidence that was given as files. */
  readonly given: readonly PackageDocument[];
  /** Which files need not be signed. */
  readonly files: VerifyOptions;
}

export interface Found extends Omit<Verification, "required"> {
  /** The checklist that goes along with the model; null without one. */
  readonly checklist: CheckedChecklist | null;
}

/** Verifies a package: its documents, every blob that they name, and whatever is attached to it or given beside it. */
export async function verifyPackage(store: PackageStore, question: Question, ports: Ports): Promise<Found> {
  const { model, referrers, checks } = await readLayout(store, store.shown);
  if (model === null) return await unreadable(store, checks);
  const found = await store.digests(contentBlobs(model, referrers));
  const differences = compareFiles(model.layers, (file) => found.get(file.sha256) ?? null);
  const attached = await readAttached({ store, model, found }, referrers);
  const answers = await answer({ store, model, found }, [...question.given, ...attached.documents], question, ports);
  return {
    candidate: candidateOf(model),
    place: store.place,
    files: model.layers.length,
    size: model.layers.reduce((sum, { size }) => sum + size, 0),
    checks: [
      ...checks,
      ...checkFiles(model.layers.length, differences),
      ...attached.checks,
      ...answers.checks,
      ...(await checkStrays(store, model, referrers)),
    ],
    differences: merge(differences, answers.differences),
    signers: answers.signers,
    checklist: answers.checklist,
  };
}

/** The documents do not lead to the model's files: there is nothing to compare these with. */
async function unreadable(store: PackageStore, checks: readonly Check[]): Promise<Found> {
  // Evidence needs a subject: the text that was examined.
  const examined = await store.index().catch(() => null);
  const candidate = { name: store.shown, version: null, sha256: sha256(examined ?? ""), digestOf: "input" as const };
  return { candidate, place: store.place, files: 0, size: 0, checks, differences: [], signers: [], checklist: null };
}

function candidateOf({ name, version, descriptor }: LayoutModel): VersionRef {
  const digest = descriptor.digest.slice("sha256:".length);
  return { name: name ?? shortName(digest), version, sha256: digest, digestOf: "package" };
}

/** The files that are attached to the package; of one that is not whole only that. */
async function readAttached(
  { store, found }: PackageFiles,
  referrers: readonly AttachedReferrer[],
): Promise<{ readonly checks: readonly Check[]; readonly documents: readonly PackageDocument[] }> {
  const checks: Check[] = [];
  const documents: PackageDocument[] = [];
  for (const referrer of referrers) {
    const broken = checkReferrerBlobs(referrer, found);
    checks.push(...broken);
    const { content, artifactType: type } = referrer;
    if (broken.length > 0 || content === null || !isKnownType(type)) continue;
    const label = labelOf(referrer);
    try {
      const blob = { sha256: content.digest.slice("sha256:".length), size: content.size };
      documents.push({ label, type, content: await store.content(blob) });
    } catch (error) {
      // A registry that is away says nothing of the package.
      if (!(error instanceof UserError) || (error instanceof RegistryProblem && !isOfThePackage(error))) throw error;
      checks.push({
        kind: "manifest",
        subject: label,
        verdict: "fail",
        reasonCode: "malformed",
        message: error.message,
      });
    }
  }
  return { checks, documents };
}

async function answer(
  files: PackageFiles,
  documents: readonly PackageDocument[],
  { context, files: options }: Question,
  ports: Ports,
): Promise<{ checks: Check[]; signers: Signer[]; differences: FileDifference[]; checklist: CheckedChecklist | null }> {
  const about = { ...context, sha256: candidateOf(files.model).sha256, files: files.model.layers };
  const { checks, signers, models, checklist } = await checkDocuments(documents, about);
  const all = { checks: [...checks], signers: [...signers], differences: [] as FileDifference[], checklist };
  for (const { label, bundle } of models) {
    const { check, differences } = await compareModel(bundle, label, files, options, ports);
    all.checks.push(check);
    all.differences.push(...differences);
    if (check.verdict === "pass") all.signers.push(signerOf(bundle.envelope, "files"));
  }
  return all;
}

/** The differences from the manifest, and those from signatures where the manifest knows of none. */
function merge(own: readonly FileDifference[], others: readonly FileDifference[]): FileDifference[] {
  const merged = new Map(own.map((difference) => [difference.path, difference]));
  for (const difference of others) if (!merged.has(difference.path)) merged.set(difference.path, difference);
  return [...merged.values()];
}
