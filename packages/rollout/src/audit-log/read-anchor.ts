import type { Statement } from "@airworthy/evidence";
import { parseRollout, ROLLOUT_TYPE } from "../evidence/predicate.ts";
import type { Anchor } from "./check-anchors.ts";

/**
 * What the evidence of an earlier move says of the log; null for evidence of something else, and of a move that wrote none.
 * Throws a UserError for evidence of a move that is not valid.
 */
export function readAnchor(statement: Statement, source: string): Anchor | null {
  if (statement.predicateType !== ROLLOUT_TYPE) return null;
  const { log } = parseRollout(statement);
  return log === null ? null : { ...log, source };
}
