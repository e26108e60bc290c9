import { checkShape, type LineOf, readYaml, UserError } from "@airworthy/evidence";
import { type Suite, suiteSchema } from "./suite.ts";

/** yaml's own measure against aliases that multiply; its documented default. */
const ALIASES = 100;
/** A suite with ten thousand written-out examples is a few megabytes. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** A suite as its file has it, and where in the file its parts stand. */
export interface SuiteText {
  readonly suite: Suite;
  readonly lineOf: LineOf;
}

/**
 * Reads a suite from YAML 1.2. No custom tags, no merge keys, one document. Throws a UserError that names `where`, the
 * line, the field, what was given and what is allowed, with the nearest known name where one was mistyped.
 */
export function parseSuite(text: string, where: string): SuiteText {
  if (text.trim() === "") throw new UserError(`${where} is empty; a suite of behaviour tests was expected`);
  const { value, lineOf } = readYaml(text, where, { aliases: ALIASES, limit: MAX_CHARACTERS });
  return { suite: checkShape<Suite>(suiteSchema, value, where, lineOf), lineOf };
}
