import { UserError } from "@airworthy/evidence";
import { PROMOTION_TYPE, type PromotionPredicate, parsePromotion } from "@airworthy/promotion";
import type { SiteInput } from "@airworthy/site";
import type { ReadFile } from "../read-evidence.ts";

type StageChange = SiteInput["stages"][number];

/** What evidence says of stages that have another version since. A file that cannot be relied on is told of elsewhere. */
export function stageChanges(files: readonly ReadFile[]): readonly StageChange[] {
  return files.flatMap(({ statement }) => {
    if (statement.predicateType !== PROMOTION_TYPE) return [];
    const predicate = orNull(() => parsePromotion(statement));
    return predicate === null ? [] : changeOf(predicate);
  });
}

function changeOf(predicate: PromotionPredicate): readonly StageChange[] {
  const { effect, model, stage, stages, move, on, by, why, candidate, baseline } = predicate;
  if (effect !== "promoted" && effect !== "rolled-back") return [];
  return [{ model, stage, stages, move, on, by, why, version: candidate, before: baseline }];
}

function orNull<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
