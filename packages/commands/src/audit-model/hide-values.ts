import { UserError } from "@airworthy/evidence";
import { createRedaction } from "@airworthy/governance";

/** `table.jsonl, line 7: "loss" is the text "a"`: the place, the column, if it comes first, and what else the message says. */
const AT_ROW = /^(.*?, (?:line|row) \d+: )("(?:[^"\\]|\\.)*")?(.*)$/s;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** JSON's own messages quote a piece of the line, unescaped. */
const NOT_JSON = /^not JSON: .*$/s;
/** What a message about a column quotes are names of columns. */
const OF_COLUMN = /^the column /;

/**
 * An error of tables and texts that hold what nobody may see: it names the place, and of what stands there tells nothing. Its
 * cause, which may tell it too, is left out.
 */
export function hideValues(error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const { text: redact } = createRedaction();
  const remedy = error.remedy === undefined ? {} : { remedy: redact(error.remedy) };
  return new UserError(redact(withoutQuotes(error.message)), remedy);
}

function withoutQuotes(message: string): string {
  const [, place, column = "", found = ""] = AT_ROW.exec(message) ?? [];
  if (place === undefined || OF_COLUMN.test(found)) return message;
  return `${place}${column}${found.replace(NOT_JSON, "not JSON").replace(QUOTED, "…")}`;
}
