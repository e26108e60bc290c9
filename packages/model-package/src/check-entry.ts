import type { Descriptor } from "@airworthy/evidence";
import { VERSION_ANNOTATION } from "./layout-index.ts";
import { LayoutProblem } from "./layout-problem.ts";

/** What a manifest says of itself, which digests vouch for. */
export interface EntryOwner {
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** The model's; null where there is none. */
  readonly version: string | null;
}

/** Written by container tools for their own use; nothing reads it here. */
const OF_OTHER_TOOLS = new Set(["io.containerd.image.name"]);

/**
 * Holds what an index says of a manifest against the manifest. No digest stands for the index, so a word in it that the
 * manifest does not confirm may have been changed by anyone: a LayoutProblem is thrown.
 */
export function checkEntry(entry: Descriptor, owner: EntryOwner): void {
  if (entry.artifactType !== undefined && entry.artifactType !== owner.artifactType) {
    throw mismatch("artifactType", entry.artifactType, owner.artifactType);
  }
  const confirmed = new Map(Object.entries(owner.annotations));
  if (owner.version !== null) confirmed.set(VERSION_ANNOTATION, owner.version);
  for (const [name, value] of Object.entries(entry.annotations ?? {})) {
    if (OF_OTHER_TOOLS.has(name) || confirmed.get(name) === value) continue;
    throw mismatch(name, value, confirmed.get(name));
  }
}

const SHOWN_CHARACTERS = 100;

function mismatch(field: string, given: string, expected: string | undefined): LayoutProblem {
  const says = expected === undefined ? "says nothing of it" : `says ${quote(expected)}`;
  return new LayoutProblem(
    "index-mismatch",
    `has ${quote(field)} ${quote(given)} in index.json; the package itself ${says}`,
  );
}

function quote(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}
