import type { Verdict } from "@airworthy/evidence";

/** What must hold before more users get a candidate. */
export const GATES = ["not-denied", "flag", "clearance", "bake", "window", "freeze", "approvals", "analysis"] as const;

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

function gate(id: Gate["id"], verdict: Gate["verdict"], [reasonCode, message, command = null]: Said): Gate {
  return { id, verdict, reasonCode, message, command };
}
