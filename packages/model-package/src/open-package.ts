import { UserError } from "@airworthy/evidence";
import { hexOf } from "./document.ts";
import { type LayoutModel, type LayoutSource, readLayout } from "./read-layout.ts";

/** A package as its own documents describe it. */
export interface OpenedPackage extends LayoutModel {
  /** Of the manifest, in lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * Opens a layout that holds one model package, with or without what refers to it: checks that its documents have the
 * digests and sizes that they are named by, and are what ModelPack has them be. The layers are not read. Throws a
 * UserError that names `where` and what is wrong.
 */
export async function openPackage(layout: LayoutSource, where: string): Promise<OpenedPackage> {
  const { model, checks } = await readLayout(layout, where);
  const wrong = checks.find(({ verdict }) => verdict === "fail");
  if (wrong !== undefined) throw new UserError(`${where}: ${wrong.subject} ${wrong.message}`);
  if (model === null) throw new UserError(`${where} holds no model`);
  return { ...model, sha256: hexOf(model.descriptor) };
}
