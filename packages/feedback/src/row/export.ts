import { canonicalJson, UserError } from "@airworthy/evidence";
import type { SaltedHash } from "@airworthy/personal-data";
import type { FeedbackKind } from "./feedback-row.ts";
import type { Read } from "./intake.ts";
import { type RowDraft, type RowSettings, readRow } from "./read-row.ts";

/** What a row of an application's export may say. */
export const EXPORT_FIELDS = [
  "id",
  "case",
  "model",
  "digest",
  "reviewer",
  "on",
  "kind",
  "text",
  "input",
  "output",
  "expected",
  "consent",
  "language",
] as const;

export type ExportField = (typeof EXPORT_FIELDS)[number];

export interface ExportSettings extends RowSettings {
  /** The file's name, which the rows' links begin with. */
  readonly file: string;
  /** The column of each field; a field without one is looked for by its own name. */
  readonly columns: ReadonlyMap<ExportField, string>;
  /** Reviewers of an export are people of an application: they, and rows' own ids, are known by hashes alone. */
  readonly pseudonym: SaltedHash;
  /** When a row was written that does not say it, in ISO 8601. */
  readonly on: string;
}

/** What thumbs are in exports: words, signs, numbers and truth. */
const KINDS: ReadonlyMap<string, FeedbackKind> = new Map([
  ...[
    "wrong",
    "down",
    "thumbs_down",
    "thumbs-down",
    "thumbsdown",
    "negative",
    "bad",
    "dislike",
    "false",
    "-1",
    "0",
    "👎",
  ].map((word) => [word, "wrong"] as const),
  ...["right", "up", "thumbs_up", "thumbs-up", "thumbsup", "positive", "good", "like", "true", "1", "+1", "👍"].map(
    (word) => [word, "right"] as const,
  ),
  ["comment", "comment"],
]);

const CONSENTS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "1"].map((word) => [word, true] as const),
  ...["false", "no", "0"].map((word) => [word, false] as const),
]);

/** A line of a megabyte is no thumb. */
const MOST_LINE = 1024 * 1024;
/** What a model is asked may be a record of records; no deeper one is written by an application. */
const DEEPEST = 32;

/**
 * The rows of a JSONL export, line by line; null stands for one that is no text. A row's id comes from its own id, or, without one,
 * from what it says: other lines, where they stand, and the day on which they are read change nothing. Throws a UserError for a
 * column that is mapped twice.
 */
export function* readExport(lines: Iterable<string | null>, settings: ExportSettings): Generator<Read> {
  const { columns } = settings;
  if (new Set(columns.values()).size < columns.size) {
    throw new UserError("one column of the export stands for two fields", {
      remedy: "Name each column once, or leave out the field that it is not.",
    });
  }
  let number = 0;
  for (const line of lines) {
    number++;
    if (line === null) yield { refused: "not-utf-8", at: `${settings.file}:${number}` };
    else if (line.trim() !== "") yield readLine(line, `${settings.file}:${number}`, settings);
  }
}

function readLine(line: string, at: string, settings: ExportSettings): Read {
  if (line.length > MOST_LINE) return { refused: "too-long", at };
  const value = parse(line);
  if (value === undefined || !isJson(value, DEEPEST)) return { refused: "not-json", at };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { refused: "not-an-object", at };
  const get = (field: ExportField): string | null => {
    const column = settings.columns.get(field) ?? field;
    return Object.hasOwn(value, column) ? textOf(Reflect.get(value, column)) : null;
  };
  const read = readRow(draftOf(get, settings), settings);
  return "refused" in read ? { ...read, at } : read;
}

function draftOf(get: (field: ExportField) => string | null, settings: ExportSettings): RowDraft {
  const word = get("kind")?.trim().toLowerCase();
  const consent = get("consent");
  const said = {
    kind: word === undefined ? ("comment" as const) : (KINDS.get(word) ?? null),
    on: get("on"),
    caseId: get("case"),
    model: get("model"),
    digest: get("digest"),
    text: get("text"),
    input: get("input"),
    output: get("output"),
    expected: get("expected"),
    language: get("language"),
    ...(consent === null ? {} : { consent: CONSENTS.get(consent.trim().toLowerCase()) ?? null }),
  };
  return {
    ...said,
    on: said.on ?? settings.on,
    source: { kind: "export", link: settings.file },
    key: settings.pseudonym("id", get("id") ?? canonicalJson(said)),
    reviewer: get("reviewer"),
  };
}

/** A number, truth or record as the JSON that it is; null for nothing. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : canonicalJson(value);
}

/** JSON has no infinity, but JSON.parse makes one of 1e999. */
function isJson(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isJson(item, depth - 1));
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
