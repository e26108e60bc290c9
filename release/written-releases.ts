import { Refusal } from "./refusal.ts";

/** A release on GitHub. */
export interface Written {
  readonly id: number;
  /** Of its tag. */
  readonly name: string;
  readonly isDraft: boolean;
  /** Of its files, such as "sha256:…"; "null" for one that GitHub has not hashed. */
  readonly digests: readonly string[];
}

/**
 * What `gh api --paginate --slurp repos/…/releases` prints: pages of releases, drafts too. Throws a Refusal for anything else.
 * https://docs.github.com/en/rest/releases/releases#list-releases
 */
export function parseWritten(text: string): readonly Written[] {
  let pages: unknown;
  try {
    pages = JSON.parse(text);
  } catch (cause) {
    throw new Refusal("gh's list of releases is no JSON", { cause });
  }
  return listOf(pages, "pages")
    .flatMap((page) => listOf(page, "a page"))
    .map(parseOne);
}

function parseOne(release: unknown): Written {
  const id = fieldOf(release, "id");
  const name = fieldOf(release, "tag_name");
  const isDraft = fieldOf(release, "draft");
  if (typeof id !== "number" || typeof name !== "string" || typeof isDraft !== "boolean") {
    throw new Refusal(`gh lists what is no release: ${JSON.stringify(release)}`);
  }
  const digests = listOf(fieldOf(release, "assets"), "assets").map((asset) => String(fieldOf(asset, "digest")));
  return { id, name, isDraft, digests };
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Refusal(`gh's list of releases has no ${what} where they must be: ${JSON.stringify(value)}`);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}
