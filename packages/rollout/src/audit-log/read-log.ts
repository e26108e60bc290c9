import { checkShape, sha256, sha256Schema, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { countSchema } from "../fields.ts";
import { type AuditEntry, ENTRY_VERSION, entrySchema } from "./entry.ts";
import { broken, type LogFinding } from "./finding.ts";
import { MOST_LINE_CHARACTERS } from "./format-entry.ts";
import { isCanonical } from "./is-canonical.ts";

/** GitHub takes no larger file: https://docs.github.com/en/repositories/working-with-files/managing-large-files. */
export const MOST_LOG_BYTES = 100 * 1024 * 1024;

/** An entry takes some thousand bytes, so that no log of that size has half as many; of lines with nothing in them it could. */
const MOST_LINES = 200_000;

export interface LogLine {
  /** From 1. */
  readonly number: number;
  /** SHA-256 of its bytes without the line feed: what the next line names. */
  readonly digest: string;
  /** Null where it is none. */
  readonly entry: AuditEntry | null;
}

/** A log as it stands in its file, with what is wrong with single lines. */
export interface AuditLog {
  readonly lines: readonly LogLine[];
  readonly problems: readonly LogFinding[];
}

/** The length of a log and the digest of its last line: what tells whether its end is still there. */
export const logHeadSchema = v.strictObject({
  /** In lines. */
  length: countSchema,
  /** SHA-256; null of an empty log. */
  head: v.nullable(sha256Schema),
});

export type LogHead = Readonly<v.InferOutput<typeof logHeadSchema>>;

/** The head of a log that has no line. */
export const EMPTY_HEAD: LogHead = { length: 0, head: null };

/** Reads every line, whatever is wrong with others. The text is the file's bytes as UTF-8, with nothing taken off. */
export function readLog(text: string): AuditLog {
  const lines: LogLine[] = [];
  const problems: LogFinding[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const number = lines.length + 1;
    if (number > MOST_LINES) {
      problems.push(broken("too-many-lines", number, `is beyond the ${MOST_LINES} lines that a log may have`));
      break;
    }
    const read = readEntry(line, number);
    if (end < 0)
      problems.push(broken("unfinished-line", number, "is the last and has no line feed: its end is missing"));
    if ("reasonCode" in read) problems.push(read);
    lines.push({ number, digest: sha256(line), entry: "reasonCode" in read ? null : read });
    start = end < 0 ? text.length : end + 1;
  }
  return { lines, problems };
}

/** The length and the last line's digest. */
export function headOf({ lines }: AuditLog): LogHead {
  return { length: lines.length, head: lines.at(-1)?.digest ?? null };
}

function readEntry(line: string, number: number): AuditEntry | LogFinding {
  if (line === "") return broken("empty-line", number, "is empty");
  if (line.endsWith("\r"))
    return broken("carriage-return", number, "ends with a carriage return, which git puts there unless told not to");
  if (line.length > MOST_LINE_CHARACTERS) {
    return broken("long-line", number, `has ${line.length} characters; ${MOST_LINE_CHARACTERS} are allowed`);
  }
  try {
    const value: unknown = JSON.parse(line);
    const parsed = v.safeParse(entrySchema, value, { abortEarly: true });
    if (!parsed.success) return invalidEntry(value, number);
    // Equal meaning, other bytes: a key twice, another order, white space, an escape that need not be.
    if (isCanonical(line, value)) return parsed.output;
    return broken("not-canonical", number, "is not written as an entry is: it was edited");
  } catch (error) {
    return broken("invalid-json", number, `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const versionSchema = v.object({ version: v.number() });

function invalidEntry(value: unknown, number: number): LogFinding {
  const head = v.safeParse(versionSchema, value);
  if (head.success && head.output.version !== ENTRY_VERSION) {
    const message = `is of version ${head.output.version}; this release reads version ${ENTRY_VERSION}`;
    return broken("unknown-version", number, message);
  }
  return broken("invalid-entry", number, whyInvalid(value));
}

function whyInvalid(value: unknown): string {
  try {
    checkShape(entrySchema, value, "is no entry of the log; it");
    return "is no entry of the log";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}
