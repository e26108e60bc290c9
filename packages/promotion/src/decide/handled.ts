import type { Version } from "../fields.ts";
import type { StageEntry } from "../records/registry.ts";
import { timeInWords } from "../words/plain.ts";
import type { BasicFacts } from "./facts.ts";

/**
 * What became of a request that was carried out before, in a few words; null for a new one. Tags remember it: the one that gives a
 * stage its version, and not that which only registered it, since a run may end between the two.
 */
export function handledBefore(
  id: string,
  { registry, handled }: Pick<BasicFacts, "registry" | "handled">,
): string | null {
  const tag = registry.history.find(({ event, binding }) => event === "assignment" && binding?.request === id);
  if (tag !== undefined) return `this request was carried out before, on ${timeInWords(tag.on)}`;
  return handled.includes(id) ? "this request was carried out before" : null;
}

/** The version that a stage has; null where that is bound to no package. */
export function versionAt(entry: StageEntry | null): Version | null {
  return entry === null || entry.digest === null ? null : { digest: entry.digest, version: entry.version };
}
