import { checkShape, sha256, UserError } from "@airworthy/evidence";
import {
  type DataRow,
  type DataSet,
  dataRowSchema,
  MANIFEST_FILE,
  type Manifest,
  manifestSchema,
  ROWS_FILE,
} from "./data-set.ts";

const REMEDY = "Take both files from one commit: nobody edits them by hand.";

/**
 * Reads a data set back from the text of its two files. Throws a UserError where either is not as it was written: a row that is
 * no row, another digest, provenance of other rows.
 */
export function parseDataSet(manifestText: string, rowsText: string): DataSet {
  const manifest = checkShape<Manifest>(manifestSchema, parse(manifestText, MANIFEST_FILE), MANIFEST_FILE);
  if (sha256(rowsText) !== manifest.rows.sha256) {
    throw new UserError(`${ROWS_FILE} has another digest than ${MANIFEST_FILE} says`, { remedy: REMEDY });
  }
  const lines = rowsText.split("\n").slice(0, -1);
  const rows = lines.map((line, index) => {
    const where = `${ROWS_FILE}, line ${index + 1}`;
    return checkShape<DataRow>(dataRowSchema, parse(line, where), where);
  });
  const isWhole =
    manifest.provenance.length === rows.length &&
    manifest.rows.count === rows.length &&
    rows.every(({ id }, index) => manifest.provenance[index]?.id === id && id > (rows[index - 1]?.id ?? ""));
  if (!isWhole) throw new UserError(`${MANIFEST_FILE} tells the provenance of other rows`, { remedy: REMEDY });
  const files = [
    { name: ROWS_FILE, text: rowsText },
    { name: MANIFEST_FILE, text: manifestText },
  ];
  return { manifest, rows, files, sha256: sha256(manifestText) };
}

/** What is wrong with it is not told in the words of the engine, which quotes the text. */
function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${where} is not JSON`, { remedy: REMEDY });
  }
}
