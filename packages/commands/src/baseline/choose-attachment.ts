import { basename } from "node:path";
import { COMPARISON_TYPE } from "@airworthy/comparison";
import { type Descriptor, UserError } from "@airworthy/evidence";
import type { AttachedReferrer } from "@airworthy/model-package";
import * as v from "valibot";
import type { PackageStore } from "../verify-model/package-store.ts";

/** A file that is attached to a package. */
export interface NamedAttachment {
  /** Untrusted text. */
  readonly name: string;
  /** Of the statement that it is; null where it is none, or does not say. */
  readonly predicateType: string | null;
  readonly content: Descriptor;
}

const TABLE = /\.(?:(?:jsonl|ndjson|csv)(?:\.gz)?|parquet|pq)$/i;
const PREDICATE_ANNOTATION = "in-toto.io/predicate-type";
/** https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md: as `oras attach` names a file. */
const TITLE_ANNOTATION = "org.opencontainers.image.title";
const SHOWN_NAMES = 10;

const layerSchema = v.object({ annotations: v.exactOptional(v.record(v.string(), v.string()), {}) });
const manifestSchema = v.object({ layers: v.tuple([layerSchema]) });

/** The single files among the referrers, by the name that the manifest or its layer gives them. */
export async function namedAttachments(
  referrers: readonly AttachedReferrer[],
  store: PackageStore,
): Promise<NamedAttachment[]> {
  const found: NamedAttachment[] = [];
  for (const { name, content, annotations, descriptor } of referrers) {
    if (content === null) continue;
    const title = name ?? titleOf(await store.blob(descriptor.digest.slice("sha256:".length)));
    const predicateType = new Map(Object.entries(annotations)).get(PREDICATE_ANNOTATION) ?? null;
    if (title !== null) found.push({ name: title, predicateType, content });
  }
  return found;
}

/**
 * The attachment that is called as the candidate is, else the only table, else the only evidence of a comparison; null
 * where there is none of these. Throws a UserError that names them where there are several.
 */
export function chooseAttachment(
  attachments: readonly NamedAttachment[],
  candidate: string,
  shown: string,
): NamedAttachment | null {
  const wanted = basename(candidate);
  const kinds: readonly ((attachment: NamedAttachment) => boolean)[] = [
    ({ name }) => name === wanted,
    ({ name }) => TABLE.test(name),
    ({ predicateType }) => predicateType === COMPARISON_TYPE,
  ];
  for (const isWanted of kinds) {
    const [only, ...others] = attachments.filter(isWanted);
    if (only !== undefined && others.length === 0) return only;
    if (only !== undefined) throw several([only, ...others], wanted, shown);
  }
  return null;
}

function titleOf(manifest: string | null): string | null {
  const parsed = v.safeParse(manifestSchema, JSON.parse(manifest ?? "null"));
  if (!parsed.success) return null;
  return new Map(Object.entries(parsed.output.layers[0].annotations)).get(TITLE_ANNOTATION) ?? null;
}

function several(attachments: readonly NamedAttachment[], wanted: string, shown: string): UserError {
  const names = attachments.slice(0, SHOWN_NAMES).map(({ name }) => JSON.stringify(name.slice(0, 200)));
  return new UserError(`${shown} has ${attachments.length} files that can be the baseline: ${names.join(", ")}`, {
    remedy: `Attach one that is called ${JSON.stringify(wanted)}, as the candidate's is.`,
  });
}
