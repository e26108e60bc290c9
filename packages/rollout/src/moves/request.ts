import type { Version } from "../fields.ts";

interface Asked {
  /** Names the request, so that a retry of it does nothing again; null where nobody retries. */
  readonly id: string | null;
  /** Why, in the words of who asks. */
  readonly reason: string | null;
}

export interface StartRequest extends Asked {
  readonly move: "start";
  readonly candidate: Version;
  /** What everybody has now: needed at the first start, unless the flag says it. */
  readonly baseline: Version | null;
}

export interface AdvanceRequest extends Asked {
  readonly move: "advance";
  /** The step that is to be reached, so that a retry does not go one further; null for the next, whichever it is. */
  readonly to: { readonly share: number; readonly segment: string | null } | null;
}

export interface RollbackRequest extends Asked {
  readonly move: "rollback";
  /** What nobody is to have any more, so that a retry does not take back what came after it; null for the present one. */
  readonly digest: string | null;
}

export interface AllowRequest extends Asked {
  readonly move: "allow";
  readonly digest: string;
  readonly reason: string;
}

export interface PlainRequest extends Asked {
  readonly move: "hold" | "resume" | "promote";
}

/** What somebody asks of a rollout. */
export type MoveRequest = StartRequest | AdvanceRequest | RollbackRequest | AllowRequest | PlainRequest;

/** The reason, where there is one. */
export function reasonOf({ reason }: MoveRequest): string | null {
  const text = reason?.trim() ?? "";
  return text === "" ? null : text;
}
