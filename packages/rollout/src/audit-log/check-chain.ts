import type { AuditEntry } from "./entry.ts";
import { broken, doubtful, type LogFinding } from "./finding.ts";
import type { AuditLog, LogLine } from "./read-log.ts";

/** Where lines are, and who follows whom, as far as the log was read. */
interface Seen {
  /** The first line with a digest; of the whole log. */
  readonly lines: ReadonlyMap<string, number>;
  /** The first line that names another as the one before it; the key of the log's beginning is null. */
  readonly followers: Map<string | null, number>;
}

/**
 * Whether each line names the one before it: an edit, a removal, an insertion, a swap, a repetition or a fork makes one
 * that does not. The last line nobody names; its digest is kept elsewhere. In linear time.
 */
export function checkChain({ lines }: AuditLog): readonly LogFinding[] {
  const seen: Seen = { lines: firstLines(lines), followers: new Map() };
  return lines.flatMap((line, index) => {
    const { number, digest, entry } = line;
    const first = seen.lines.get(digest) ?? number;
    if (first < number) return [broken("repeated-line", number, `is line ${first} once more`)];
    return entry === null ? [] : checkEntry(number, entry, lines[index - 1], seen);
  });
}

function firstLines(lines: readonly LogLine[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { digest, number } of lines) if (!first.has(digest)) first.set(digest, number);
  return first;
}

function checkEntry(number: number, entry: AuditEntry, before: LogLine | undefined, seen: Seen): LogFinding[] {
  const { previous } = entry;
  const rival = seen.followers.get(previous);
  if (rival !== undefined) {
    const place =
      previous === null ? "is a first entry" : `follows line ${seen.lines.get(previous) ?? "that is not there"}`;
    return [
      broken("fork", number, `${place}, as line ${rival} ${previous === null ? "is" : "does"} already: the log forks`),
    ];
  }
  seen.followers.set(previous, number);
  if (previous !== (before?.digest ?? null)) return [brokenLink(number, entry, before, seen)];
  return [...checkSequence(number, entry, before), ...checkClock(number, entry, before)];
}

function brokenLink(number: number, entry: AuditEntry, before: LogLine | undefined, seen: Seen): LogFinding {
  const { previous, sequence } = entry;
  const elsewhere = previous === null ? undefined : seen.lines.get(previous);
  if (previous === null) return broken("out-of-order", number, "says that it is the first entry");
  if (elsewhere !== undefined) {
    return broken("out-of-order", number, `follows line ${elsewhere}, which is not the one before it`);
  }
  const expected = before === undefined ? 1 : (before.entry?.sequence ?? number - 1) + 1;
  if (sequence > expected) {
    const missing = sequence - 1 === expected ? `entry ${expected} is` : `entries ${expected} to ${sequence - 1} are`;
    return broken("missing-entries", number, `is entry ${sequence}: ${missing} missing before it`);
  }
  return broken("broken-chain", number, "does not follow the line before it, which was edited or put there later");
}

function checkSequence(number: number, { sequence }: AuditEntry, before: LogLine | undefined): LogFinding[] {
  const expected = before === undefined ? 1 : before.entry === null ? sequence : before.entry.sequence + 1;
  if (sequence === expected) return [];
  return [broken("wrong-sequence", number, `says that it is entry ${sequence}; ${expected} comes next`)];
}

/** A wrong clock must not keep anybody from rolling back, so that such a time is recorded, and told here. */
function checkClock(number: number, { on }: AuditEntry, before: LogLine | undefined): LogFinding[] {
  const earlier = before?.entry?.on;
  if (earlier === undefined || Date.parse(on) >= Date.parse(earlier)) return [];
  return [
    doubtful("clock-went-back", number, `is of ${on}, before the ${earlier} of the line before it: a clock was wrong`),
  ];
}
