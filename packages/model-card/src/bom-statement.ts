import { createStatement, type Statement, type Subject } from "@airworthy/evidence";
import { parseBillOfMaterials } from "./parse-bill-of-materials.ts";

/** The predicate type of CycloneDX, as in-toto's list has it: the predicate is the bill of materials itself. */
export const BOM_PREDICATE = "https://cyclonedx.org/bom";

/** A bill of materials as a statement on what it is of. Throws a UserError for a text that is none. */
export function bomStatement(subject: Subject, bom: string): Statement {
  parseBillOfMaterials(bom, `the bill of materials of ${subject.name}`);
  const predicate: unknown = JSON.parse(bom);
  return createStatement(subject, BOM_PREDICATE, predicate);
}
