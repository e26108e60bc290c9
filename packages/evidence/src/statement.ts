import * as v from "valibot";
import { isSha256 } from "./digest.ts";
import { checkShape, type Shape } from "./shape.ts";
import { UserError } from "./user-error.ts";

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

/** What a statement speaks of: a name and the SHA-256 that identifies it. */
export interface Subject {
  name: string;
  digest: { sha256: string };
}

export interface Statement<P = unknown> {
  _type: typeof STATEMENT_TYPE;
  subject: [Subject, ...Subject[]];
  predicateType: string;
  predicate: P;
}

const subjectSchema = v.object({
  name: v.pipe(v.string(), v.nonEmpty("must not be empty")),
  digest: v.object({ sha256: v.pipe(v.string(), v.check(isSha256, "must be 64 lower-case hexadecimal digits")) }),
});

const statementSchema = v.object({
  _type: v.literal(STATEMENT_TYPE),
  subject: v.tupleWithRest([subjectSchema], subjectSchema),
  predicateType: v.pipe(v.string(), v.url("must be a URI")),
  predicate: v.record(v.string(), v.unknown()),
});

export function createStatement<P>(subject: Subject, type: string, predicate: P): Statement<P> {
  return { _type: STATEMENT_TYPE, subject: [subject], predicateType: type, predicate };
}

/** A statement as its file holds it: indented JSON, a line feed at the end. */
export function formatStatement(statement: Statement): string {
  return `${JSON.stringify(statement, null, 2)}\n`;
}

/**
 * Reads a statement from a file's text. The envelope is checked whole; the predicate stays `unknown` until the
 * capability that owns its type parses it. Throws a UserError that names `where` and each wrong field.
 */
export function parseStatement(text: string, where: string): Statement {
  if (text.trim() === "") throw new UserError(`${where} is empty; an in-toto statement was expected`);
  return checkShape<Statement>(statementSchema satisfies Shape<Statement>, parseJson(text, where), where);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
