import { lastDenials, lastEntries } from "./check-states.ts";
import { broken, type LogFinding } from "./finding.ts";
import type { AuditLog } from "./read-log.ts";

/** What the files beside the log hold now: the SHA-256 of each value as canonical JSON. */
export interface CurrentFiles {
  /** Of the rollouts' states, by name. */
  readonly rollouts: ReadonlyMap<string, string | null>;
  /** Of the list of denied packages. */
  readonly denials: string;
  /** Of the flags' definitions, by key; those of no rollout are nobody's business. */
  readonly flags: ReadonlyMap<string, string | null>;
}

/** Whether the files are as the last moves left them; where they are not, somebody edited them by hand. */
export function checkCurrent(log: AuditLog, { rollouts, denials, flags }: CurrentFiles): readonly LogFinding[] {
  const last = lastEntries(log);
  const findings = [...rollouts.keys()]
    .filter((name) => !last.has(name))
    .map((name) => broken("unlogged-rollout", null, `the log has no entry of the rollout ${JSON.stringify(name)}`));
  for (const [name, { line, entry }] of last) {
    const { after, flag } = entry;
    if ((rollouts.get(name) ?? null) !== after.state) {
      findings.push(edited("state-edited", `the state of the rollout ${JSON.stringify(name)}`, `line ${line}`));
    }
    if ((flags.get(flag) ?? null) !== after.flag) {
      findings.push(edited("flag-edited", `the flag ${JSON.stringify(flag)}`, `line ${line}`));
    }
  }
  if (denials === lastDenials(log)) return findings;
  return [...findings, edited("denials-edited", "the list of denied packages", "the log")];
}

function edited(reasonCode: string, what: string, by: string): LogFinding {
  return broken(reasonCode, null, `${what} is not what ${by} left: it was edited by hand`);
}
