import type { CategoryRequest, ColumnRequest, NumberRequest } from "@airworthy/tables";

const MEMBER_VALUES = ["true", "false", "1", "0"];

/** What a reader of tables is asked for: of a table of losses, `member` and `loss`. */
export const LOSS_REQUESTS: readonly ColumnRequest[] = [category("member", MEMBER_VALUES), number("loss")];

/** Of the table of scores that LiRA attacks. */
export const TARGET_REQUESTS: readonly ColumnRequest[] = [category("member", MEMBER_VALUES), number("score")];

/** Of the table of shadow models' scores, one row for each row that was scored by each shadow model. */
export const SHADOW_REQUESTS: readonly ColumnRequest[] = [
  category("row", []),
  category("shadow", []),
  category("member_in_shadow", MEMBER_VALUES),
  number("score"),
];

function category(column: string, allowed: readonly string[]): CategoryRequest {
  return { kind: "category", column, allowed, isSet: false };
}

function number(column: string): NumberRequest {
  return { kind: "number", column, isOptional: false, least: Number.NEGATIVE_INFINITY };
}
