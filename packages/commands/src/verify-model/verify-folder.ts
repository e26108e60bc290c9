import { basename, relative, resolve, sep } from "node:path";
import { type Check, sha256, UserError, type VersionRef } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { DEFAULT_IGNORED } from "@airworthy/signing";
import { listFiles, type SourceFile, shownPath } from "@airworthy/storage";
import { checkFiles } from "@airworthy/verification";
import { type CheckedBundle, checkBundle, compareSigned, signatureCheck, signerOf } from "./check-bundle.ts";
import { checkDocuments, type DocumentResult, type ModelBundle, type PackageDocument } from "./check-document.ts";
import { filesOnDisk } from "./files-on-disk.ts";
import { trustsSomebody } from "./trust.ts";
import type { Found, Question } from "./verify-package.ts";

/**
 * Verifies a model that is signed as it is, a folder or a single file: its signature, which is the first of what is
 * given; that the files are those that were signed; and that evidence is on the digest over all of them. Throws a
 * UserError where nobody is trusted to have signed: nothing but the signature vouches for these files.
 */
export async function verifyFolder(model: string, question: Question, ports: Ports): Promise<Found> {
  const [bundle, ...given] = question.given;
  if (bundle === undefined) throw new TypeError("the first that is given is the signature");
  const { trust } = question.context;
  if (!trustsSomebody(trust)) throw nobodyTrusted(bundle.label);
  const opened = await checkBundle(bundle.content, bundle.label, trust);
  const root = resolve(ports.cwd, model);
  const candidate = candidateOf(opened, root, bundle.content);
  const about = { ...question.context, sha256: candidate.sha256, files: signedFiles(opened) };
  const { checks: evidence, models, checklist } = await checkDocuments(given, about);
  if (opened.kind !== "model") {
    const checks = [opened.kind === "none" ? opened.check : wrongKind(bundle.label), ...evidence];
    return { candidate, place: "folder", files: 0, size: 0, checks, differences: [], signers: [], checklist };
  }
  const found = await compare(opened, { model, root, bundle, others: models }, question, ports);
  return { ...found, candidate, place: "folder", checks: [...found.checks, ...evidence], checklist };
}

interface Signed {
  /** As the user wrote it. */
  readonly model: string;
  readonly root: string;
  readonly bundle: PackageDocument;
  /** Signatures of a model's files among the evidence: of these very files they must be, too. */
  readonly others: DocumentResult["models"];
}

async function compare(opened: ModelBundle, { model, root, bundle, others }: Signed, question: Question, ports: Ports) {
  // The signature is listed with the rest: a folder that holds nothing else is not one that cannot be read.
  const listed = await listFiles(root, { shown: model, exclude: [], ignore: DEFAULT_IGNORED, signal: ports.signal });
  const own = relative(root, resolve(ports.cwd, bundle.label)).split(sep).join("/");
  const options = { ...question.files, ignore: [...question.files.ignore, own] };
  const { check, differences } = await compareSigned(
    opened,
    filesOnDisk(listed, opened.signed, ports),
    options,
    bundle.label,
  );
  const checks = [check];
  for (const other of others) {
    const found = filesOnDisk(listed, other.bundle.signed, ports);
    checks.push((await compareSigned(other.bundle, found, options, other.label)).check);
  }
  const signed = new Set(opened.signed.resources.map(({ path }) => path));
  const isCompared = check.reasonCode === "signed" || differences.length > 0;
  return {
    files: isCompared ? signed.size : 0,
    size: isCompared ? sizeOf(listed, signed) : 0,
    checks: isCompared ? [...checks, ...checkFiles(signed.size, differences)] : checks,
    differences,
    signers: check.verdict === "pass" ? [signerOf(opened.envelope, "files")] : [],
  };
}

/** Of the signed files that are there, in bytes; a single file may be signed under another name. */
function sizeOf(listed: readonly SourceFile[], signed: ReadonlySet<string>): number {
  const counted = listed.filter(({ path }) => signed.has(path) || (signed.has(".") && listed.length === 1));
  return counted.reduce((sum, { size }) => sum + size, 0);
}

function wrongKind(signature: string): Check {
  const message = "is signed, but is no signature of a model's files";
  return signatureCheck(signature, "fail", { reasonCode: "wrong-predicate-type", message });
}

/** Named after the folder; its digest is that over all files, or where there is none, that of the signature. */
function candidateOf(opened: CheckedBundle, root: string, bundle: string): VersionRef {
  const digest = opened.kind === "model" ? opened.signed.rootDigest : null;
  return { name: basename(root) || "model", version: null, sha256: digest ?? sha256(bundle), digestOf: "input" };
}

/** The files by their SHA-256, where they are signed by these. */
function signedFiles(opened: CheckedBundle) {
  if (opened.kind !== "model" || opened.signed.algorithm !== "sha256" || opened.signed.shardSize !== null) return null;
  return opened.signed.resources.map(({ path, digest }) => ({ path, sha256: digest }));
}

function nobodyTrusted(signature: string): UserError {
  return new UserError(`${shownPath(signature)} cannot be verified: nobody is trusted to have signed`, {
    remedy: "Give the signer's `key`, the root `certificates`, or `identity` and `identity-issuer`.",
  });
}
