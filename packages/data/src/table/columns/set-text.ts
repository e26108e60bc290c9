import { UserError } from "@airworthy/evidence";
import { kindOf } from "../../json-object.ts";
import { shown } from "../../shown.ts";
import { categoryText } from "./category-text.ts";

/** What divides a list's members in a cell of CSV. */
const DIVIDER = "|";
/** How the languages of this field write a list; in CSV it would be read as one strange member. */
const WRITTEN_LIST = /^\[.*\]$/s;

/** The members of a list as JSON has it. Throws a UserError without a place for other values. */
export function listMembers(value: unknown, column: string): string[] {
  if (!Array.isArray(value)) throw new UserError(`${shown(column)} is ${kindOf(value)}; a list of texts is allowed`);
  return value.map((member: unknown) => categoryText(member, column, true));
}

/** The members of a list in a cell of CSV. Throws a UserError without a place for an empty member, and for JSON. */
export function cellMembers(cell: string, column: string): string[] {
  if (cell === "") return [];
  if (WRITTEN_LIST.test(cell) && /["',]/.test(cell)) {
    throw new UserError(`${shown(column)} is a list as a program writes it; in CSV a list is written a${DIVIDER}b`);
  }
  return cell.split(DIVIDER).map((member) => categoryText(member, column, true));
}

/** One text for a set: the same whatever the members' order and however often they come. */
export function setText(members: readonly string[]): string {
  return JSON.stringify([...new Set(members)].sort());
}
