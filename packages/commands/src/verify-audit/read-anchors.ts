import { UserError } from "@airworthy/evidence";
import { type Anchor, readAnchor } from "@airworthy/rollout";
import { findEvidence, readEvidence } from "../read-evidence.ts";

/** How earlier moves saw the log, by their evidence. Throws a UserError where patterns were given and none says it. */
export async function readAnchors(patterns: readonly string[] | undefined, cwd: string): Promise<readonly Anchor[]> {
  if (patterns === undefined) return [];
  const files = await readEvidence(await findEvidence(patterns, cwd, false));
  const anchors = files.flatMap(({ name, statement }) => readAnchor(statement, name) ?? []);
  if (anchors.length > 0) return anchors;
  throw new UserError(`evidence: none of the ${files.length} files says how the log was at some time`, {
    remedy: "Give evidence that manage-rollout wrote, or leave the input out.",
  });
}
