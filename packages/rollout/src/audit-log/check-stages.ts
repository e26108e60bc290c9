import { stageKey } from "./find-promotion.ts";
import { doubtful, type LogFinding } from "./finding.ts";
import type { AuditLog } from "./read-log.ts";

/**
 * Whether each change of a stage found there what the one before it had left. Tags that somebody made with another tool, and an
 * entry that could not be written, leave a gap as well, so that it is told and the log still holds.
 */
export function checkStages({ lines }: AuditLog): readonly LogFinding[] {
  const last = new Map<string, { readonly line: number; readonly candidate: string }>();
  const findings: LogFinding[] = [];
  for (const { number: line, entry } of lines) {
    if (entry === null || !("promotion" in entry)) continue;
    const { promotion, stable, candidate } = entry;
    const before = last.get(stageKey(promotion));
    if (before !== undefined && before.candidate !== stable) {
      const message = `found another package in ${promotion.stage} of ${promotion.model} than line ${before.line} left`;
      findings.push(doubtful("unlogged-stage", line, `${message}: the log lacks a change in between`));
    }
    last.set(stageKey(promotion), { line, candidate });
  }
  return findings;
}
