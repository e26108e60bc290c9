import { nearest, UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

const MAX_SHOWN = 20;

/** The error for a column that is not among those given: with the nearest of them, and with the file's name where it is known. */
export function missingColumn(column: string, given: readonly string[], file?: string): UserError {
  const near = nearest(column, given);
  const place = file === undefined ? "" : `${file}: `;
  const hint = near === undefined ? "" : `; did you mean ${shown(near)}?`;
  const more = given.length > MAX_SHOWN ? ` and ${given.length - MAX_SHOWN} more` : "";
  const names = `${given.slice(0, MAX_SHOWN).map(shown).join(", ")}${more}`;
  return new UserError(`${place}the column ${shown(column)} is missing${hint}`, {
    remedy: given.length === 0 ? "No column was given." : `The columns given are ${names}.`,
  });
}
