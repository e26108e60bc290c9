import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { checkJson, described } from "../cases/from-rows-values.ts";
import type { ModelInput } from "../model.ts";
import type { TestKind } from "../suite/plan.ts";

const MAX_NAME = 2_000;
const MAX_CASES = 1_000_000;
/** CheckList's own suites go up to 22. */
const MAX_INPUTS = 10_000;

const KINDS = new Map<string, TestKind>([
  ["MFT", "mft"],
  ["INV", "inv"],
  ["DIR", "dir"],
]);

/** How CheckList sums up the examples of a case, by the kind of test: nothing else is what our tests mean. */
const AGGREGATES = new Map<string, string>([
  ["MFT", "all"],
  ["INV", "all_except_first"],
  ["DIR", "all_except_first"],
]);

const wholeSchema = v.pipe(v.number(), v.safeInteger("must be a whole number"), v.minValue(0, "must be at least 0"));
const textSchema = v.pipe(v.string(), v.maxLength(MAX_NAME));
const labelSchema = v.union([wholeSchema, v.boolean(), v.pipe(v.string(), v.nonEmpty())]);

const lineSchema = v.strictObject({
  suite: v.exactOptional(v.nullable(textSchema)),
  name: v.pipe(textSchema, v.nonEmpty("must not be empty")),
  type: v.picklist([...KINDS.keys()]),
  capability: v.exactOptional(v.nullable(textSchema)),
  description: v.exactOptional(v.nullable(v.string())),
  agg: v.exactOptional(v.string()),
  total_cases: v.exactOptional(wholeSchema),
  range: v.exactOptional(v.nullable(v.tuple([wholeSchema, wholeSchema]))),
  run_idxs: v.exactOptional(v.nullable(v.array(wholeSchema))),
  labels: v.exactOptional(v.nullable(v.union([labelSchema, v.array(labelSchema)]))),
  cases: v.pipe(
    v.array(v.unknown()),
    v.minLength(1, "must not be empty"),
    v.maxLength(MAX_CASES, `must have at most ${MAX_CASES} entries`),
  ),
});

type Line = v.InferOutput<typeof lineSchema>;

/** A test of a released suite. */
export interface ChecklistTest {
  readonly name: string;
  readonly kind: TestKind;
  readonly capability: string | null;
  /** Those that CheckList ran, in its order; of each the original first. */
  readonly cases: readonly (readonly ModelInput[])[];
  /** One for all cases, one for each, or null where the file has none. */
  readonly labels: string | readonly string[] | null;
}

/** A line of a released suite. Throws a UserError that begins with `where` for one that is none. */
export function parseChecklistLine(text: string, where: string): ChecklistTest {
  const line = checkShape(lineSchema, parseJson(text, where), where);
  const problem = aggregateProblem(line);
  if (problem !== null) throw new UserError(`${where}: ${problem}`);
  const picked = pickRun(line, where);
  const cases = picked.map((index, place) => readCase(line.cases[index], `${where}: cases.${place}`));
  checkRange(line, cases, where);
  return {
    name: line.name,
    kind: KINDS.get(line.type) ?? "mft",
    capability: line.capability ?? null,
    cases,
    labels: readLabels(line, picked, where),
  };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's reason quotes the line, which may be personal data.
    throw new UserError(`${where} is not JSON`);
  }
}

function aggregateProblem({ type, agg }: Line): string | null {
  const allowed = AGGREGATES.get(type);
  if (agg === undefined || agg === allowed) return null;
  return `"agg" is ${JSON.stringify(agg.slice(0, 80))}; of a test of type ${type} ${JSON.stringify(allowed)} is allowed`;
}

/**
 * The places in `cases` of those that CheckList ran. Its `run_idxs` are places among all cases that the test ever had
 * (abstract_test.py): a release that holds fewer has left the others out already.
 */
function pickRun({ cases, run_idxs, total_cases }: Line, where: string): readonly number[] {
  if (run_idxs === undefined || run_idxs === null || run_idxs.length === cases.length) return [...cases.keys()];
  if (cases.length === total_cases && run_idxs.every((index) => index < cases.length)) return run_idxs;
  throw new UserError(
    `${where}: there are ${cases.length} cases and ${run_idxs.length} run_idxs of ${total_cases ?? "unknown"} in all`,
    { remedy: "Cases are those of run_idxs, or all of total_cases." },
  );
}

/** `range` is where the test's inputs stand among the whole suite's, in files of predictions. */
function checkRange({ range }: Line, cases: readonly (readonly ModelInput[])[], where: string): void {
  if (range === undefined || range === null) return;
  const inputs = cases.reduce((sum, inputs) => sum + inputs.length, 0);
  if (range[1] - range[0] === inputs) return;
  throw new UserError(`${where}: the range is ${range.join(" to ")}, but the cases have ${inputs} inputs`);
}

function readCase(value: unknown, where: string): readonly ModelInput[] {
  const inputs = Array.isArray(value) ? value : [value];
  if (inputs.length === 0 || inputs.length > MAX_INPUTS) {
    throw new UserError(`${where}: ${inputs.length} inputs were given; 1 to ${MAX_INPUTS} are allowed`);
  }
  return inputs.map((input) => readInput(input, where));
}

function readInput(value: unknown, where: string): ModelInput {
  if (typeof value === "string" && value.isWellFormed()) return value;
  if (isRecord(value)) return checkRecord(value, where);
  throw new UserError(`${where}: ${described(value)} was given; a text, an object, or a list of them is allowed`);
}

function checkRecord(value: Readonly<Record<string, unknown>>, where: string): ModelInput {
  try {
    checkJson("the object", value);
    return value;
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${where}: ${error.message}`) : error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readLabels(
  { labels, cases, run_idxs }: Line,
  picked: readonly number[],
  where: string,
): ChecklistTest["labels"] {
  if (labels === undefined || labels === null) return null;
  if (!Array.isArray(labels)) return String(labels);
  if (labels.length === cases.length) return picked.map((index) => String(labels[index]));
  throw new UserError(`${where}: there are ${labels.length} labels for ${cases.length} cases`, {
    remedy: run_idxs === undefined ? "" : "Labels stand in the order of the cases.",
  });
}
