import { UserError } from "@airworthy/evidence";
import type { Roster } from "@airworthy/experiments";
import type { Ports } from "@airworthy/runtime";
import type { ColumnRequest } from "@airworthy/tables";
import { readShownTable } from "../read-shown-table.ts";
import type { ExperimentInputs } from "./inputs.ts";

const MOST_ATTRIBUTES = 200;
const LINE = /^(?<column>.+?)\s*:\s*(?<kind>numeric|categorical)$/;

/** The roster that the inputs name, and the columns that they declare. Throws a UserError where they name none. */
export async function readRoster(inputs: ExperimentInputs, ports: Ports): Promise<Omit<Roster, "onCandidate">> {
  const { roster, attributes = [], candidates } = inputs;
  if (roster === undefined || attributes.length === 0) {
    throw new UserError("balance needs roster and attributes", {
      remedy: "Give the users as a table, and the columns that the arms are to be alike in.",
    });
  }
  if (attributes.length > MOST_ATTRIBUTES) {
    throw new UserError(`attributes: ${attributes.length} were given; ${MOST_ATTRIBUTES} are allowed`);
  }
  const columns = attributes.map(requestOf);
  const names = columns.map(({ column }) => column);
  if (new Set(names).size < names.length) throw new UserError("attributes: a column was given twice");
  const table = await readShownTable({ path: roster, name: roster, columns, like: null }, ports);
  return { table, attributes: names, candidates };
}

function requestOf(
  line: string,
): Extract<ColumnRequest, { readonly column: string; readonly kind: "number" | "category" }> {
  const { column, kind } = LINE.exec(line)?.groups ?? {};
  if (column === undefined || kind === undefined) {
    throw new UserError(
      `attributes: ${JSON.stringify(line.slice(0, 100))} was given; a column, a colon and numeric or categorical is allowed`,
    );
  }
  return kind === "numeric"
    ? { kind: "number", column, isOptional: false, least: Number.NEGATIVE_INFINITY }
    : { kind: "category", column, allowed: [], isSet: false };
}
