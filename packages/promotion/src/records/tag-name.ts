import { isModelName } from "./model-name.ts";
import { isSemver } from "./semver.ts";

/** What a tag of GTO says, by its name alone (https://github.com/iterative/gto, gto/constants.py and gto/tag.py). */
export interface TagName {
  readonly model: string;
  readonly event: "registration" | "deregistration" | "assignment" | "unassignment" | "deprecation";
  /** Without the "v" before it; null of an assignment, which names a commit. */
  readonly version: string | null;
  readonly stage: string | null;
  /** The number at its end; null where it has none. Git has no limit, so numbers may be larger than a double holds. */
  readonly count: bigint | null;
}

const PART = "[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?";
/** What a model's name has as ":" stands in a tag as "=", which git takes. */
const TAG = new RegExp(
  `^((?:[A-Za-z0-9_./-]+=)?${PART})(?:(?:#(${PART})|@v([^@#!=]+))(!?)|@(deprecated))(?:#([0-9]+))?$`,
);
const MOST_CHARACTERS = 1_000;
/** https://git-scm.com/docs/git-check-ref-format: what no ref's name may have, of the characters that a tag of GTO can. */
const NO_REF = /\.\.|\/\/|\/\.|^[./]|\.lock(?:\/|$)|\/$/;

/** What a tag's name says; null for a tag that is none of GTO's. */
export function parseTagName(name: string): TagName | null {
  if (name.length > MOST_CHARACTERS) return null;
  const [, inTag, stage, version, cancel, deprecated, count] = TAG.exec(name) ?? [];
  if (inTag === undefined) return null;
  const model = inTag.replaceAll("=", ":");
  if (!isModelName(model) || (version !== undefined && !isSemver(version))) return null;
  const common = { model, count: count === undefined ? null : BigInt(count) };
  if (deprecated !== undefined) return { ...common, event: "deprecation", version: null, stage: null };
  const isCancelled = cancel === "!";
  if (stage !== undefined) {
    return { ...common, event: isCancelled ? "unassignment" : "assignment", version: null, stage };
  }
  return { ...common, event: isCancelled ? "deregistration" : "registration", version: version ?? "", stage: null };
}

/** A tag's name, as GTO would write it. Throws a TypeError where its event and its parts do not go together. */
export function formatTagName({ model, event, version, stage, count }: TagName): string {
  const artifact = model.replaceAll(":", "=");
  const end = count === null ? "" : `#${count}`;
  switch (event) {
    case "registration":
      return `${artifact}@v${needed(version)}${end}`;
    case "deregistration":
      return `${artifact}@v${needed(version)}!${end}`;
    case "assignment":
      return `${artifact}#${needed(stage)}${end}`;
    case "unassignment":
      return `${artifact}#${needed(stage)}!${end}`;
    case "deprecation":
      return `${artifact}@deprecated${end}`;
  }
}

/** Whether git takes the name for a tag. */
export function isRefName(name: string): boolean {
  return !NO_REF.test(name);
}

function needed(part: string | null): string {
  if (part === null) throw new TypeError("a tag's name lacks its version or stage");
  return part;
}
