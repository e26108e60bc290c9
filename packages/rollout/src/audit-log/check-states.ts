import type { EntrySide, RolloutEntry } from "./entry.ts";
import { broken, type LogFinding } from "./finding.ts";
import type { AuditLog } from "./read-log.ts";
import { EMPTY_LIST_DIGEST } from "./rollout-moment.ts";

/** What the log says last of a rollout. */
export interface LastEntry {
  readonly line: number;
  readonly entry: RolloutEntry;
}

/** The last entry of each rollout, by its name. */
export function lastEntries({ lines }: AuditLog): ReadonlyMap<string, LastEntry> {
  const last = new Map<string, LastEntry>();
  for (const { number: line, entry } of lines) {
    if (entry !== null && "rollout" in entry) last.set(entry.rollout.name, { line, entry });
  }
  return last;
}

/** The digest of the list of denied packages as the log leaves it. */
export function lastDenials({ lines }: AuditLog): string {
  return lines.findLast(({ entry }) => entry !== null)?.entry?.after.denials ?? EMPTY_LIST_DIGEST;
}

/**
 * Whether each move began where the one before it had left the rollout and its flag, and each entry of either kind found the
 * list of denied packages as the one before it left it.
 */
export function checkStates({ lines }: AuditLog): readonly LogFinding[] {
  const last = new Map<string, LastEntry>();
  let denials = EMPTY_LIST_DIGEST;
  const findings: LogFinding[] = [];
  for (const { number: line, entry } of lines) {
    if (entry === null) continue;
    const { before, after } = entry;
    if ("rollout" in entry) {
      const { name } = entry.rollout;
      findings.push(...checkBefore({ line, entry }, last.get(name)));
      last.set(name, { line, entry });
    }
    if (before.denials !== denials) {
      findings.push(broken("unlogged-denials", line, "found another list of denied packages than the log left"));
    }
    if (before.denials !== after.denials && entry.denied === null && entry.allowed === null) {
      findings.push(broken("unnamed-denial", line, "changes the list of denied packages without naming one"));
    }
    denials = after.denials;
  }
  return findings;
}

/** What is told of the sides of two entries, beside the digests; a digest alone tells nobody what changed. */
const TOLD = ["phase", "step", "share", "segment"] as const satisfies readonly (keyof EntrySide)[];

function checkBefore({ line, entry }: LastEntry, last: LastEntry | undefined): LogFinding[] {
  const { before } = entry;
  if (last === undefined) {
    if (before.state === null) return [];
    return [broken("unlogged-state", line, "is the rollout's first entry, but the rollout had a state already")];
  }
  const { after } = last.entry;
  const told = TOLD.filter((field) => before[field] !== after[field]);
  if (before.state !== after.state || told.length > 0) {
    const what = told.map((field) => `: ${field} ${after[field]} became ${before[field]}`).join("");
    return [broken("unlogged-state", line, `found another state than line ${last.line} left${what}`)];
  }
  if (before.flag === after.flag && entry.flag === last.entry.flag) return [];
  return [broken("unlogged-flag", line, `found another flag than line ${last.line} left: it was edited in between`)];
}
