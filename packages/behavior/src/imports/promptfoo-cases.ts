import * as v from "valibot";
import type { AssertionSpec } from "../expectations/assertions/check.ts";
import type { ModelInput } from "../model.ts";
import { combine } from "./promptfoo-combine.ts";
import type { ForeignFile } from "./promptfoo-files.ts";
import type { Prompt } from "./promptfoo-prompts.ts";
import { checkDepth, fillValue, type Variables } from "./promptfoo-template.ts";
import { Unsupported } from "./unsupported.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface PromptfooCase {
  readonly input: ModelInput;
  readonly assertions: readonly AssertionSpec[];
  readonly description: string | null;
}

/** A test's lists multiply; so many are no one's intention. */
const MAX_CASES = 10_000;

const HARMLESS_FIELDS = ["metadata"];

const testSchema = v.looseObject({
  description: v.exactOptional(v.nullish(v.string())),
  vars: v.exactOptional(v.nullish(v.record(v.string(), v.unknown()))),
  assert: v.exactOptional(v.unknown()),
  threshold: v.exactOptional(v.nullish(v.number())),
  options: v.exactOptional(
    v.nullish(
      v.looseObject({
        prefix: v.exactOptional(v.string()),
        suffix: v.exactOptional(v.string()),
        disableVarExpansion: v.exactOptional(v.boolean()),
        disableDefaultAsserts: v.exactOptional(v.boolean()),
      }),
    ),
  ),
});

type Test = v.InferOutput<typeof testSchema>;

/** The cases of a test of promptfoo, one for each prompt and combination of its variables' lists. Throws Unsupported. */
export function casesOf(
  given: Fields,
  { defaults, templates }: Pick<ForeignFile, "defaults" | "templates">,
  prompts: readonly Prompt[],
): PromptfooCase[] {
  checkDepth(given);
  const test = read(given);
  const fallback = read(defaults);
  const options = { ...fallback.options, ...test.options };
  const variables = { ...fallback.vars, ...test.vars };
  const asserts = [options.disableDefaultAsserts ? [] : fallback.assert, test.assert]
    .flatMap((list) => list ?? [])
    .map((assertion) => dereference(assertion, templates));
  const threshold = test.threshold ?? fallback.threshold ?? null;
  const around = { prefix: options.prefix ?? "", suffix: options.suffix ?? "" };
  return combinations(variables, options.disableVarExpansion ?? false).flatMap((values) => {
    // Before any is filled: what comes of a value's own braces depends on the order.
    for (const value of values.values()) checkValue(value);
    const assertions = combine(fillAsserts(asserts, values), threshold);
    const asked = withoutLineEnds(values);
    return prompts.map((prompt) => ({
      input: prompt.fill(asked, around),
      assertions,
      description: test.description ?? null,
    }));
  });
}

function read(given: Fields): Test {
  const result = v.safeParse(testSchema, given);
  if (!result.success) throw new Unsupported(`its ${v.getDotPath(result.issues[0]) ?? "form"} is not understood`);
  const { output: test } = result;
  checkFields(test, [...Object.keys(testSchema.entries), ...HARMLESS_FIELDS], "");
  const optionFields = ["prefix", "suffix", "disableVarExpansion", "disableDefaultAsserts"];
  checkFields(test.options ?? {}, optionFields, "options.");
  return test;
}

function checkFields(given: Fields, known: readonly string[], prefix: string): void {
  const strange = Object.entries(given).find(([field, value]) => value !== undefined && !known.includes(field));
  if (strange !== undefined) throw new Unsupported(`its ${JSON.stringify(`${prefix}${strange[0]}`)}`);
}

const REFERENCE = /^#\/assertionTemplates\/([^/]+)$/;

function dereference(assertion: unknown, templates: Fields): unknown {
  if (typeof assertion !== "object" || assertion === null || !("$ref" in assertion)) return assertion;
  if (Object.keys(assertion).length > 1) throw new Unsupported("a reference to an assertion with fields of its own");
  const name = REFERENCE.exec(String(assertion.$ref))?.[1] ?? "";
  const found = Object.entries(templates).find(([template]) => template === name);
  if (found === undefined) throw new Unsupported(`the reference ${JSON.stringify(assertion.$ref)} leads nowhere`);
  return found[1];
}

function fillAsserts(asserts: readonly unknown[], values: Variables): unknown[] {
  return asserts.map((assertion) => fillValue(assertion, values));
}

function checkValue(value: unknown): void {
  if (typeof value === "string" && /^(file:\/\/|package:)/.test(value)) throw new Unsupported("a variable from a file");
  if (typeof value === "string" && value.includes("{{")) throw new Unsupported("a variable with a template in it");
}

/** A prompt of promptfoo's gets its variables without the line feed at their end, as YAML's blocks have one. */
function withoutLineEnds(values: Variables): Variables {
  return new Map(
    [...values].map(([name, value]) => [name, typeof value === "string" ? value.replace(/\n$/, "") : value]),
  );
}

/** promptfoo asks once for each entry of a variable that is a list; of several, for each combination. */
function combinations(vars: Fields, isLiteral: boolean): Variables[] {
  let all: Map<string, unknown>[] = [new Map()];
  for (const [name, value] of Object.entries(vars)) {
    const values: readonly unknown[] = Array.isArray(value) && !isLiteral ? value : [value];
    if (values.length === 0) throw new Unsupported(`the variable ${name} is an empty list: it would never be asked`);
    if (all.length * values.length > MAX_CASES) {
      throw new Unsupported(`more than ${MAX_CASES} combinations of its variables`);
    }
    all = all.flatMap((before) => values.map((one) => new Map(before).set(name, one)));
  }
  return all;
}
