import { inputFileSchema, verdictSchema, versionRefSchema } from "@airworthy/evidence";
import { DIRECTIONS, UNITS } from "@airworthy/report";
import * as v from "valibot";

/** The one version of the format that there is. */
export const ENTRY_VERSION = 1;

/** Far above what a report shows; below what makes a line of the history unwieldy. */
export const MOST_METRICS = 50;
const MOST_EVIDENCE = 400;
export const MOST_CHARACTERS = 500;

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_CHARACTERS));
const NO_TIME = "must be an ISO 8601 time";
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const metricSchema = v.strictObject({
  name: shortText,
  value: v.pipe(v.number(), v.finite()),
  unit: v.picklist(UNITS),
  better: v.picklist(DIRECTIONS),
});

/** What one run found of one version: a line of the history. */
export const entrySchema = v.strictObject({
  v: v.literal(ENTRY_VERSION),
  /** What was examined; its digest is the package's wherever there is one. */
  candidate: versionRefSchema,
  baseline: v.nullable(versionRefSchema),
  /** The commit that was examined, and the branch or pull request it was examined for: "main", "pull/12". */
  commit: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/))),
  line: v.nullable(shortText),
  /** The workflow run; null outside of one. */
  run: v.nullable(v.strictObject({ id: count, attempt: count })),
  recordedOn: v.pipe(v.string(), v.isoTimestamp(NO_TIME), v.check(isTime, NO_TIME)),
  verdict: verdictSchema,
  /** The report's first line, such as "Not ready: 1 regression". */
  title: shortText,
  /** The evidence files: their predicate types and the SHA-256 of their bytes. */
  evidence: v.pipe(
    v.array(
      v.strictObject({ type: shortText, sha256: inputFileSchema.entries.sha256, verdict: v.nullable(verdictSchema) }),
    ),
    v.maxLength(MOST_EVIDENCE),
  ),
  metrics: v.pipe(v.array(metricSchema), v.maxLength(MOST_METRICS)),
});

export type HistoryEntry = v.InferOutput<typeof entrySchema>;

/** ISO 8601 has forms that Date does not know, such as "+05" for a zone: an entry of no known time could not be put in order. */
function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
