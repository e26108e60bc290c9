import { canonicalJson, sha256, UserError } from "@airworthy/evidence";
import type { SaltedHash } from "@airworthy/personal-data";
import { deduplicate } from "../clean/deduplicate.ts";
import { joinTombstones, type Tombstone, withoutRemoved } from "../clean/remove.ts";
import type { FeedbackRow } from "../row/feedback-row.ts";
import { MOST_ROWS } from "../row/intake.ts";
import { DATA_SET_FORMAT, type DataRow, type DataSet, MANIFEST_FILE, type Manifest, ROWS_FILE } from "./data-set.ts";

export interface NextDataSet {
  /** The version before; null for the first. */
  readonly previous: DataSet | null;
  /** Cleaned rows: all that were read now, also those without consent, which takes back one that was given. */
  readonly rows: readonly FeedbackRow[];
  /** The addresses of issues that were read, and say nothing now that could be kept. */
  readonly withdrawn?: ReadonlySet<string>;
  /** What people ask to be removed now; what they asked before stays removed. */
  readonly tombstones: readonly Tombstone[];
  readonly hash: SaltedHash;
  readonly seed: number;
}

/**
 * The next version of the data: the rows before and those of now, each once, of people who consent and asked for no removal. What
 * was read again is as it is now. Where nothing changed it is the version before, byte for byte. Throws a UserError for more than
 * 100,000 rows.
 */
export function nextDataSet({ previous, rows, withdrawn, tombstones, hash, seed }: NextDataSet): DataSet {
  const gone = joinTombstones(previous?.manifest.tombstones ?? [], tombstones);
  const again = new Set(rows.map(({ id }) => id));
  const known = previous === null ? [] : feedbackRows(previous);
  const taken = new Set([...(withdrawn ?? []), ...rows.filter(isWithheld).map(({ source }) => source.link)]);
  const before = known.filter(
    (row) => !again.has(row.id) && !(row.source.kind === "issue" && taken.has(row.source.link)),
  );
  const said = rows
    .filter(({ consent, source }) => consent === true && source.kind !== "reaction")
    .map(sinceFirstSaid(known));
  const kept = deduplicate(withoutRemoved([...before, ...said], gone, hash), seed).rows.map(({ row }) => row);
  if (kept.length > MOST_ROWS) {
    throw new UserError(`the data set would have ${kept.length} rows; at most ${MOST_ROWS} are allowed`, {
      remedy: "Begin another data set, such as one a year.",
    });
  }
  const next = writeDataSet(kept, gone, previous);
  return previous !== null && isSame(previous, next) ? previous : next;
}

/** Consent is taken back for an issue, whatever its author was called when it was given. */
function isWithheld({ source, consent }: FeedbackRow): boolean {
  return source.kind === "issue" && consent !== true;
}

/** An export that does not say when would else be new each day: what says the same as before was said then. */
function sinceFirstSaid(known: readonly FeedbackRow[]): (row: FeedbackRow) => FeedbackRow {
  const byId = new Map(known.map((row) => [row.id, row]));
  return (row) => {
    const before = byId.get(row.id);
    return before !== undefined && canonicalJson({ ...row, on: before.on }) === canonicalJson(before) ? before : row;
  };
}

/** The rows with whence they are. */
export function feedbackRows({ rows, manifest }: DataSet): readonly FeedbackRow[] {
  return rows.flatMap((row, index) => {
    const provenance = manifest.provenance[index];
    return provenance === undefined ? [] : [{ ...row, ...provenance }];
  });
}

function writeDataSet(
  rows: readonly FeedbackRow[],
  tombstones: readonly Tombstone[],
  previous: DataSet | null,
): DataSet {
  const data = rows.map(dataRow);
  const rowsText = data.map((row) => `${JSON.stringify(row)}\n`).join("");
  const count = (kind: FeedbackRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  const manifest: Manifest = {
    format: DATA_SET_FORMAT,
    version: (previous?.manifest.version ?? 0) + 1,
    parent: previous === null ? null : { version: previous.manifest.version, sha256: previous.sha256 },
    rows: { file: ROWS_FILE, sha256: sha256(rowsText), count: rows.length },
    counts: { wrong: count("wrong"), right: count("right"), comment: count("comment") },
    provenance: rows.map(({ id, source, reviewer, on }) => ({ id, source, reviewer, on, consent: true })),
    tombstones: [...tombstones],
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const files = [
    { name: ROWS_FILE, text: rowsText },
    { name: MANIFEST_FILE, text },
  ];
  return { manifest, rows: data, files, sha256: sha256(text) };
}

function dataRow({ id, caseId, model, digest, kind, text, input, output, expected, language }: FeedbackRow): DataRow {
  return { id, caseId, model, digest, kind, text, input, output, expected, language };
}

/** But for the number of the version. */
function isSame({ manifest: before }: DataSet, { manifest: now }: DataSet): boolean {
  const content = ({ rows, provenance, tombstones }: Manifest) => JSON.stringify([rows, provenance, tombstones]);
  return content(before) === content(now);
}
