import { canonicalJson, checkShape } from "@airworthy/evidence";
import * as v from "valibot";

/** What a file is called where a manifest brings it; of two manifests of one name a layout keeps the later. */
const NAME_ANNOTATION = "dev.airworthy.name";

/** An entry of a layout's index, as it stands there. */
export interface IndexEntry {
  /** "sha256:" and 64 hexadecimal digits, of the manifest. */
  readonly digest: string;
  readonly name: string | null;
  /** The entry with all it holds, ours or not. */
  readonly value: unknown;
}

const indexSchema = v.object({ manifests: v.array(v.unknown()) });
const entrySchema = v.object({
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 lower-case hexadecimal digits")),
  annotations: v.exactOptional(v.object({ [NAME_ANNOTATION]: v.exactOptional(v.string()) })),
});

/** The manifests that an index lists, in its order. Throws a UserError that names `where` for anything else. */
export function indexEntries(index: string, where: string): readonly IndexEntry[] {
  return checkShape(indexSchema, parse(index), where).manifests.map((value) => indexEntry(value, where));
}

export function indexEntry(value: unknown, where: string): IndexEntry {
  const { digest, annotations } = checkShape(entrySchema, value, where);
  return { digest, name: annotations?.[NAME_ANNOTATION] ?? null, value };
}

/** The index with further manifests: each in the place of the one with its name or digest, else behind all others. */
export function mergeIndex(index: string, added: readonly IndexEntry[], where: string): string {
  const merged = [...indexEntries(index, where)];
  for (const entry of added) {
    const same = merged.findIndex(
      ({ digest, name }) => digest === entry.digest || (name !== null && name === entry.name),
    );
    merged.splice(same === -1 ? merged.length : same, same === -1 ? 0 : 1, entry);
  }
  return canonicalJson({ ...fieldsOf(parse(index)), manifests: merged.map(({ value }) => value) });
}

function fieldsOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** Undefined, which no schema takes, for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
