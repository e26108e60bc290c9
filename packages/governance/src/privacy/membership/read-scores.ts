import type { Table } from "@airworthy/tables";
import { numberColumn, truthColumn } from "../columns.ts";
import type { AttackScores } from "./attack.ts";

/**
 * The loss-threshold attack (Yeom et al., 2018): a model's loss is lower on what it has been trained on. From the category column
 * `member` and the number column `loss`. Throws a UserError for a column that is missing, or a member that is neither.
 */
export function readLosses(table: Table): AttackScores {
  const { numbers } = numberColumn(table, "loss");
  return { name: table.file.name, isMember: truthColumn(table, "member"), scores: numbers.map((loss) => -loss) };
}

/** The scores that LiRA attacks, higher for a better fit: from `member` and `score`. Throws as readLosses does. */
export function readTargetScores(table: Table): AttackScores {
  const { numbers } = numberColumn(table, "score");
  return { name: table.file.name, isMember: truthColumn(table, "member"), scores: numbers };
}
