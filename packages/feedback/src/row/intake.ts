import type { FeedbackRow } from "./feedback-row.ts";

/** Why something was not taken. */
export const REFUSALS = [
  "not-utf-8",
  "not-json",
  "not-an-object",
  "no-kind",
  "nothing-said",
  "no-model",
  "other-model",
  "bad-digest",
  "bad-link",
  "bad-time",
  "bad-name",
  "edited",
  "too-long",
  "too-many",
  "too-much-text",
] as const;

export type RefusalReason = (typeof REFUSALS)[number];

/** What was refused for one reason, and where the first few stand; never what they say. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly count: number;
  readonly first: readonly string[];
}

/** What was read of feedback. */
export interface Intake {
  readonly rows: readonly FeedbackRow[];
  /** By reason, in the order of `REFUSALS`. */
  readonly refusals: readonly Refusal[];
  /** Rows whose comment was too long, and was cut. */
  readonly cut: number;
}

/** What a reader made of one thing. */
export type Read =
  | { readonly row: FeedbackRow; readonly isCut: boolean }
  | { readonly refused: RefusalReason; readonly at: string };

/** More than a team reads in years; an application's thumbs are sampled before they come here. */
export const MOST_ROWS = 100_000;
/** Of all texts together, in UTF-16 units: within a runner's memory many times over. */
const MOST_TEXT = 64 * 1024 * 1024;
const SHOWN = 5;

/** Collects rows up to their limits in number and text; what is beyond is counted as refused. */
export function collect(reads: Iterable<Read>): Intake {
  const rows: FeedbackRow[] = [];
  const refused = new Map<RefusalReason, { count: number; first: string[] }>();
  let cut = 0;
  let size = 0;
  const refuse = (reason: RefusalReason, at: string): void => {
    const entry = refused.get(reason) ?? { count: 0, first: [] };
    entry.count++;
    if (entry.first.length < SHOWN) entry.first.push(at);
    refused.set(reason, entry);
  };
  for (const read of reads) {
    if ("refused" in read) refuse(read.refused, read.at);
    else if (rows.length >= MOST_ROWS) refuse("too-many", read.row.source.link);
    else if (size + sizeOf(read.row) > MOST_TEXT) refuse("too-much-text", read.row.source.link);
    else {
      size += sizeOf(read.row);
      if (read.isCut) cut++;
      rows.push(read.row);
    }
  }
  return {
    rows,
    refusals: REFUSALS.flatMap((reason) => {
      const entry = refused.get(reason);
      return entry === undefined ? [] : [{ reason, ...entry }];
    }),
    cut,
  };
}

/** What was read of several sources together, within the same limits. */
export function joinIntakes(intakes: readonly Intake[]): Intake {
  const joined = collect(intakes.flatMap(({ rows }) => rows.map((row): Read => ({ row, isCut: false }))));
  const all = [...joined.refusals, ...intakes.flatMap(({ refusals }) => refusals)];
  const refusals = REFUSALS.flatMap((reason): Refusal[] => {
    const same = all.filter((refusal) => refusal.reason === reason);
    const count = same.reduce((sum, refusal) => sum + refusal.count, 0);
    return count === 0 ? [] : [{ reason, count, first: same.flatMap(({ first }) => first).slice(0, SHOWN) }];
  });
  return { rows: joined.rows, refusals, cut: intakes.reduce((sum, { cut }) => sum + cut, 0) };
}

function sizeOf({ text, input, output, expected }: FeedbackRow): number {
  return text.length + (input?.length ?? 0) + (output?.length ?? 0) + (expected?.length ?? 0);
}
