import { resolve } from "node:path";
import { IN_TOTO_PAYLOAD, parseStatement, sha256, UserError } from "@airworthy/evidence";
import { type AttachedReferrer, readLayout } from "@airworthy/model-package";
import { type LayoutFiles, layoutFiles } from "@airworthy/storage";
import { CARD_TYPE } from "../attachments.ts";
import type { ReadFile } from "../read-evidence.ts";
import type { SectionMaker } from "../report-sections.ts";
import { isLayout } from "../verify-model/layout-store.ts";
import { readAttachment } from "../verify-model/read-attachment.ts";

/** What packages bring with them. */
export interface PackageContents {
  readonly evidence: readonly ReadFile[];
  /** Model cards by the digest of their package. */
  readonly cards: ReadonlyMap<string, string>;
}

/**
 * The evidence and the model card that are attached to each package, a folder each. Evidence of types that only others
 * read is left out. Throws a UserError for a folder that is no package, and where its documents do not hold.
 */
export async function readPackages(
  folders: readonly string[],
  makers: ReadonlyMap<string, SectionMaker>,
  cwd: string,
): Promise<PackageContents> {
  const evidence: ReadFile[] = [];
  const cards = new Map<string, string>();
  for (const shown of folders) {
    const { layout, model, referrers } = await openFolder(shown, cwd);
    for (const referrer of referrers) {
      const isCard = referrer.artifactType === CARD_TYPE;
      if (!isCard && referrer.artifactType !== IN_TOTO_PAYLOAD) continue;
      const text = await readContent(referrer, layout, shown);
      if (text === null) continue;
      if (isCard) cards.set(hexOf(model.descriptor.digest), text);
      else evidence.push(readFile(text, referrer.name ?? "attached evidence", shown));
    }
  }
  return { evidence: evidence.filter(({ statement }) => makers.has(statement.predicateType)), cards };
}

async function openFolder(shown: string, cwd: string) {
  const folder = resolve(cwd, shown);
  if (!(await isLayout(folder))) throw notPackage(shown);
  const layout = layoutFiles(folder, shown);
  const { model, referrers, checks } = await readLayout(layout, shown);
  const wrong = checks.find(({ verdict }) => verdict === "fail");
  if (wrong !== undefined) throw new UserError(`packages: ${shown}: ${wrong.subject} ${wrong.message}`);
  if (model === null) throw notPackage(shown);
  return { layout, model, referrers };
}

function readFile(text: string, name: string, shown: string): ReadFile {
  return { name, text, statement: parseStatement(text, `${shown}: ${name}`) };
}

/** Null where nothing, or more than one thing, is attached by the manifest. */
async function readContent(
  { content, name }: AttachedReferrer,
  layout: LayoutFiles,
  shown: string,
): Promise<string | null> {
  if (content === null) return null;
  const expected = hexOf(content.digest);
  const text = await readAttachment(layout.blobPath(expected), `${shown}: ${name ?? expected}`);
  if (sha256(text) === expected) return text;
  throw new UserError(`packages: ${shown}: ${name ?? "an attached file"} does not have its digest`, {
    remedy: "Verify the package with verify-model.",
  });
}

function hexOf(digest: string): string {
  return digest.slice("sha256:".length);
}

function notPackage(shown: string): UserError {
  return new UserError(`packages: ${JSON.stringify(shown)} is no package`, {
    remedy: "Give folders that package-model wrote, a line each.",
  });
}
