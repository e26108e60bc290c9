import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { ModelInput } from "../model.ts";
import type { Draft, DraftSource, Expected } from "./case.ts";
import { caseId } from "./case-id.ts";
import { mappingSchema } from "./mapping-schema.ts";
import { inputSchema, labelSchema } from "./text-schema.ts";

/** A case as a suite's code gives it: one input, or the original and what became of it. */
export interface CodeCase {
  readonly input?: ModelInput;
  readonly inputs?: readonly ModelInput[];
  /** Without it, the id derives from the inputs. */
  readonly id?: string;
  readonly expected?: string | readonly string[] | number;
  readonly slices?: Readonly<Record<string, string>>;
}

type Cases = Iterable<CodeCase> | AsyncIterable<CodeCase>;

/** Cases, or a function that makes them anew for every pass, as it must where they come one by one. */
export type CodeCases = readonly CodeCase[] | (() => Cases | Promise<Cases>);

/** Drafts go through the pipeline in chunks of so many. */
const CHUNK = 256;
const MAX_ID = 200;
const MAX_SLICES = 20;

const slicesSchema = mappingSchema(labelSchema, labelSchema, {
  what: "columns to values",
  most: MAX_SLICES,
  jsonSchema: { type: "string" },
});

const caseSchema = v.pipe(
  v.strictObject({
    input: v.exactOptional(inputSchema),
    inputs: v.exactOptional(v.pipe(v.array(inputSchema), v.minLength(1, "must not be empty"))),
    id: v.exactOptional(v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MAX_ID))),
    expected: v.exactOptional(
      v.union([v.string(), v.array(v.string()), v.pipe(v.number(), v.finite("must be finite"))]),
    ),
    slices: v.exactOptional(slicesSchema),
  }),
  v.check(
    ({ input, inputs }) => (input === undefined) !== (inputs === undefined),
    "must have either an input or inputs",
  ),
);

/**
 * The cases that a suite's code makes, each checked. The source throws a UserError that names `where` and the case's
 * place for one that is none.
 */
export function codeDrafts(cases: CodeCases, where: string): DraftSource {
  return async function* drafts() {
    let chunk: Draft[] = [];
    let place = 0;
    for await (const given of made(cases, where)) {
      chunk.push(toDraft(given, `${where}, case ${++place}`));
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  };
}

async function* made(cases: CodeCases, where: string): AsyncGenerator<CodeCase, void> {
  try {
    yield* typeof cases === "function" ? iterable(await cases()) : cases;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${where}: its cases could not be made: ${reason}`, { cause: error });
  }
}

function iterable(cases: Cases): Cases {
  if (typeof cases === "object" && cases !== null && (Symbol.iterator in cases || Symbol.asyncIterator in cases)) {
    return cases;
  }
  throw new UserError(`the function gave ${cases === null ? "null" : typeof cases}; something to iterate is allowed`);
}

function toDraft(given: unknown, where: string): Draft {
  const item = checkShape(caseSchema, given, where);
  const inputs = item.inputs ?? (item.input === undefined ? [] : [item.input]);
  const id = item.id ?? caseId(inputs);
  return {
    id,
    inputs,
    origins: null,
    expected: toExpected(item.expected),
    slices: item.slices ?? null,
    cluster: id,
    filled: null,
  };
}

function toExpected(expected: string | string[] | number | undefined): Expected | null {
  if (expected === undefined) return null;
  return typeof expected === "number" ? { value: expected } : { oneOf: [expected].flat() };
}
