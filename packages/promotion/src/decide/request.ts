import type { Version } from "../fields.ts";

interface Asked {
  readonly model: string;
  /** Names the request, such as a comment's number and its line, so that a replay of it does nothing again. */
  readonly id: string;
}

/** That a version comes to a stage. */
export interface PromotionRequest extends Asked {
  readonly move: "promote";
  readonly stage: string;
  /** What was named of the package; null for what was not. */
  readonly version: string | null;
  readonly digest: string | null;
  /** The first twelve digits of the digest, where they were repeated. */
  readonly confirm: string | null;
}

/** That a stage has an earlier version again. */
export interface RollbackRequest extends Asked {
  readonly move: "rollback";
  /** Null for the last stage that has a version: where users are. */
  readonly stage: string | null;
  /** The version to go back to; null for the last that was there before and is not denied. */
  readonly to: string | null;
  readonly reason: string;
}

/** The comment that would ask for it. */
export function promotionCommand(
  { model, stage }: Pick<PromotionRequest, "model" | "stage">,
  { version, digest }: Version,
  confirm: string | null,
): string {
  const end = confirm === null ? "" : ` confirm ${confirm}`;
  return `/promote ${model}@${version ?? digest} to ${stage}${end}`;
}
