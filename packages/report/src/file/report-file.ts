import {
  CHANGES,
  checkShape,
  inputFileSchema,
  type Shape,
  UserError,
  verdictSchema,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";
import { DIRECTIONS } from "../direction.ts";
import { UNITS } from "../quantity.ts";
import type { Report } from "../report.ts";
import { STANDING_NAMES, standingVerdict } from "../standing.ts";
import { blockSchema } from "./block-schema.ts";
import { numberSchema, writtenNumber } from "./number-schema.ts";

/** The format's name and version. */
export const REPORT_SCHEMA = "https://airworthy.dev/report/v1";

/** Above the largest report of evidence files that may be read. */
const MOST_CHARACTERS = 256 * 1024 * 1024;
/** Deeper than any report of ours, shallower than what a reader's stack holds. */
const MOST_DEPTH = 100;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const commitSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "must be a full commit SHA"));

const rowSchema = v.strictObject({
  what: v.string(),
  was: v.nullable(v.string()),
  now: v.nullable(v.string()),
  difference: v.string(),
  reason: v.string(),
  change: v.picklist(CHANGES),
  verdict: verdictSchema,
  standing: v.picklist(STANDING_NAMES),
  isOfSlice: v.boolean(),
});

const candidateSchema = v.strictObject({
  candidate: versionRefSchema,
  baselines: v.array(versionRefSchema),
  baselineCommit: v.nullable(
    v.strictObject({ sha: commitSchema, distance: v.nullable(count), days: v.nullable(count) }),
  ),
  metrics: v.array(
    v.strictObject({
      name: v.string(),
      value: numberSchema,
      unit: v.picklist(UNITS),
      better: v.picklist(DIRECTIONS),
    }),
  ),
  rows: v.array(rowSchema),
});

/** An evidence file that a report was made of: its name, the SHA-256 of its bytes, its predicate's type. */
const sourceSchema = v.strictObject({ ...inputFileSchema.entries, type: v.string() });

const entriesSchema = v.strictObject({
  schema: v.literal(REPORT_SCHEMA),
  verdict: verdictSchema,
  title: v.string(),
  headline: v.string(),
  commit: v.nullable(commitSchema),
  tool: v.strictObject({ name: v.string(), version: v.string() }),
  counts: v.array(v.strictObject({ standing: v.picklist(STANDING_NAMES), rows: count })),
  candidates: v.array(candidateSchema),
  evidence: v.array(sourceSchema),
  blocks: v.array(blockSchema),
});

/** report.json. */
export const reportFileSchema = v.pipe(
  entriesSchema,
  v.check(isNoBetterThanItsRows, "must not have a better verdict than its rows bring about"),
);

export type EvidenceSource = v.InferOutput<typeof sourceSchema>;

export interface ReportFile extends Report {
  readonly evidence: readonly EvidenceSource[];
}

/** A report as report.json holds it: indented JSON, a line feed at the end; equal reports have equal bytes. */
export function formatReport(report: Report, evidence: readonly EvidenceSource[]): string {
  const { verdict, title, headline, commit, tool, counts, candidates, blocks } = report;
  const file = { schema: REPORT_SCHEMA, verdict, title, headline, commit, tool, counts, candidates, evidence, blocks };
  return `${JSON.stringify(file, writtenNumber, 2)}\n`;
}

/** Reads report.json. Throws a UserError that names `where` and each field that is wrong. */
export function parseReport(text: string, where: string): ReportFile {
  if (text.length > MOST_CHARACTERS) throw new UserError(`${where} is larger than any report`);
  const { schema: _, ...report } = checkShape<v.InferOutput<typeof reportFileSchema>>(
    reportFileSchema satisfies Shape<ReportFile>,
    parseJson(text, where),
    where,
  );
  return report;
}

function isNoBetterThanItsRows({ verdict, counts, candidates }: v.InferOutput<typeof entriesSchema>): boolean {
  const counted = counts.map(({ standing }) => standingVerdict(standing));
  const found = candidates.flatMap(({ rows }) => rows.flatMap((row) => [row.verdict, standingVerdict(row.standing)]));
  return worstVerdict([verdict, ...counted, ...found]) === verdict;
}

function parseJson(text: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (depthOf(value) > MOST_DEPTH) throw new UserError(`${where} is nested more than ${MOST_DEPTH} deep`);
  return value;
}

function depthOf(value: unknown): number {
  let depth = 0;
  for (let level: unknown[] = [value]; level.length > 0 && depth <= MOST_DEPTH; depth += 1) {
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return depth;
}
