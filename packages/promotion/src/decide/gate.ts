import type { Verdict } from "@airworthy/evidence";

/** What must hold before a version comes to a stage. */
export const GATES = [
  "command",
  "actor",
  "head",
  "digest",
  "verification",
  "needs",
  "checklist",
  "previous-stage",
  "approvals",
  "codeowners",
  "freeze",
  "confirmation",
  "not-denied",
  "record",
  "lock",
] as const;

export interface Gate {
  readonly id: (typeof GATES)[number];
  /** `inconclusive` where something is missing or has to be waited for, `fail` where something speaks against it. */
  readonly verdict: Extract<Verdict, "pass" | "inconclusive" | "fail">;
  readonly reasonCode: string;
  /** Without a full stop at its end. Untrusted text. */
  readonly message: string;
  /** What makes up for it; null where nothing but time or a person does. */
  readonly command: string | null;
}

type Said = readonly [reasonCode: string, message: string, command?: string | null];

export function passed(id: Gate["id"], ...said: Said): Gate {
  return gate(id, "pass", said);
}

export function open(id: Gate["id"], ...said: Said): Gate {
  return gate(id, "inconclusive", said);
}

export function failed(id: Gate["id"], ...said: Said): Gate {
  return gate(id, "fail", said);
}

/** Whether all hold: none is not enough. */
export function allHold(gates: readonly Gate[]): boolean {
  return gates.length > 0 && gates.every(({ verdict }) => verdict === "pass");
}

function gate(id: Gate["id"], verdict: Gate["verdict"], [reasonCode, message, command = null]: Said): Gate {
  return { id, verdict, reasonCode, message, command };
}
