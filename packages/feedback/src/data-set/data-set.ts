import { sha256Schema } from "@airworthy/evidence";
import * as v from "valibot";
import { tombstoneSchema } from "../clean/remove.ts";
import { rowEntries } from "../row/feedback-row.ts";
import { MOST_ROWS } from "../row/intake.ts";

export const DATA_SET_FORMAT = "https://airworthy.dev/feedback-data-set/v1";
export const ROWS_FILE = "rows.jsonl";
export const MANIFEST_FILE = "manifest.json";
/** Requests of a lifetime; each is a line. */
const MOST_TOMBSTONES = 100_000;

const { source, reviewer, on, consent: _, ...contentEntries } = rowEntries;
const { id } = rowEntries;
const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const versionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A row of the data: what was said, and nobody's name. */
export const dataRowSchema = v.strictObject(contentEntries);

export type DataRow = Readonly<v.InferOutput<typeof dataRowSchema>>;

/** Whence a row of the data is. Only what somebody consented to is data. */
const provenanceSchema = v.strictObject({ id, source, reviewer, on, consent: v.literal(true) });

export type Provenance = Readonly<v.InferOutput<typeof provenanceSchema>>;

export const manifestSchema = v.strictObject({
  format: v.literal(DATA_SET_FORMAT),
  version: versionSchema,
  /** The version before, with the SHA-256 of its manifest. */
  parent: v.nullable(v.strictObject({ version: versionSchema, sha256: sha256Schema })),
  rows: v.strictObject({ file: v.literal(ROWS_FILE), sha256: sha256Schema, count: countSchema }),
  counts: v.strictObject({ wrong: countSchema, right: countSchema, comment: countSchema }),
  /** One a row, in the rows' order. */
  provenance: v.pipe(v.array(provenanceSchema), v.maxLength(MOST_ROWS)),
  /** What people asked to be removed, which stays away. */
  tombstones: v.pipe(v.array(tombstoneSchema), v.maxLength(MOST_TOMBSTONES)),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** A version of the data, with the text of its two files. */
export interface DataSet {
  readonly manifest: Manifest;
  readonly rows: readonly DataRow[];
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Of the manifest's text, which has the digest of the rows. */
  readonly sha256: string;
}
