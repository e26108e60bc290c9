import type { Case } from "../cases/case.ts";
import { parseSuite } from "./parse-suite.ts";
import type { Plan } from "./plan.ts";
import { type PlanOptions, planSuite, type SuitePorts } from "./plan-suite.ts";

/** A suite for tests: one of each kind. */
export const EXAMPLE_SUITE = `
name: example
seed: 7
classes: [negative, neutral, positive]
lexicons:
  praise: [good, great, excellent]
  thing: [phone, oven]
  name: [Ann, Bo, Cleo]
  very: [very, really]
tests:
  - id: praise
    kind: mft
    expect: positive
    templates: ["It is {a:praise} {thing}."]
  - id: names
    kind: inv
    perturb: { by: vary, slot: name }
    templates: ["{name} likes the {thing}."]
  - id: intensifiers
    kind: dir
    confidence: increases
    perturb: { by: insert, words: very, before: praise }
    templates: ["The {thing} is {praise}."]
`;

export const WHOLE: PlanOptions = { repeats: 1, shard: null };

/** Ports to a world without files and judges. */
export const NO_FILES: SuitePorts = {
  judge: () => null,
  readRows: () => noFile(),
  readLines: () => noFile(),
  readText: () => Promise.reject(new Error("there are no files here")),
};

export function planText(
  text: string,
  options: Partial<PlanOptions> = {},
  ports: Partial<SuitePorts> = {},
): Promise<Plan> {
  return planSuite(parseSuite(text, "suite.yml"), "suite.yml", { ...NO_FILES, ...ports }, { ...WHOLE, ...options });
}

/** Every case of a test, in order. */
export async function casesOf(plan: Plan, id: string): Promise<Case[]> {
  const cases: Case[] = [];
  const test = plan.tests.find(({ head }) => head.id === id);
  if (test === undefined) throw new Error(`no test ${id}`);
  for await (const chunk of test.cases()) cases.push(...chunk);
  return cases;
}

async function* noFile(): AsyncGenerator<never> {
  yield await Promise.reject(new Error("there are no files here"));
}
