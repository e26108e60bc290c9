import { checkShape, nearest, readYaml, UserError } from "@airworthy/evidence";
import { type BehaviorTest, type Suite, suiteSchema } from "./suite.ts";
import { parseTemplate, slotsOf } from "./template.ts";

/** yaml's own measure against aliases that multiply; its documented default. */
const ALIASES = 100;

/**
 * Reads a suite from YAML 1.2. No custom tags, no merge keys, one document. Throws a UserError that names `where`, the
 * line, the field, what was given and what is allowed, with the nearest known name where one was mistyped.
 */
export function parseSuite(text: string, where: string): Suite {
  if (text.trim() === "") throw new UserError(`${where} is empty; a suite of behaviour tests was expected`);
  const { value, lineOf } = readYaml(text, where, { aliases: ALIASES });
  const suite = checkShape<Suite>(suiteSchema, value, where, lineOf);
  const problem = firstProblem(suite);
  if (problem !== undefined) {
    const line = lineOf(problem.path);
    const at = line === undefined ? where : `${where}, line ${line}`;
    throw new UserError(`${at}: ${problem.path.join(".")}: ${problem.message}`);
  }
  return suite;
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no schema can say: names that must be unique, or must be known elsewhere in the suite. */
function firstProblem(suite: Suite): Problem | undefined {
  const ids = new Set<string>();
  for (const [index, test] of suite.tests.entries()) {
    const path = ["tests", index];
    if (ids.has(test.id)) return { path: [...path, "id"], message: `${test.id} is the id of an earlier test` };
    ids.add(test.id);
    const problem = classProblem(test, suite) ?? templateProblem(test, suite) ?? perturbationProblem(test, suite);
    if (problem !== undefined) return { path: [...path, ...problem.path], message: problem.message };
  }
  return undefined;
}

function classProblem(test: BehaviorTest, suite: Suite): Problem | undefined {
  const path = test.kind === "mft" ? ["expect"] : ["skip-when-predicted"];
  for (const name of namedClasses(test)) {
    if (!suite.classes.includes(name)) return { path, message: unknown("class", name, suite.classes) };
  }
  return undefined;
}

function namedClasses(test: BehaviorTest): readonly string[] {
  if (test.kind === "mft") return [test.expect].flat();
  return test.kind === "dir" ? (test["skip-when-predicted"] ?? []) : [];
}

function templateProblem(test: BehaviorTest, suite: Suite): Problem | undefined {
  for (const [index, text] of test.templates.entries()) {
    const path = ["templates", index];
    const template = parseTemplate(text);
    if (template === null) {
      return { path, message: "a brace belongs to no slot; a slot is written {name} or {a:name}" };
    }
    const slots = slotsOf(template);
    const stranger = slots.find((slot) => !suite.lexicons.has(slot));
    if (stranger !== undefined) return { path, message: unknown("lexicon", stranger, suite.lexicons.keys()) };
    const needed = test.kind === "mft" ? undefined : changedSlot(test);
    if (needed !== undefined && !slots.includes(needed)) {
      return { path, message: `the slot {${needed}}, which the perturbation changes, is not in this template` };
    }
  }
  return undefined;
}

function changedSlot(test: Exclude<BehaviorTest, { kind: "mft" }>): string | undefined {
  if (test.perturb.by === "vary") return test.perturb.slot;
  return test.perturb.by === "insert" ? test.perturb.before : undefined;
}

function perturbationProblem(test: BehaviorTest, suite: Suite): Problem | undefined {
  if (test.kind === "mft" || test.perturb.by === "typos") return undefined;
  const { perturb } = test;
  if (perturb.by === "insert") {
    if (suite.lexicons.has(perturb.words)) return undefined;
    return { path: ["perturb", "words"], message: unknown("lexicon", perturb.words, suite.lexicons.keys()) };
  }
  if (new Set(suite.lexicons.get(perturb.slot)).size > 1) return undefined;
  return { path: ["perturb", "slot"], message: `the lexicon ${perturb.slot} has one word only; nothing can vary` };
}

function unknown(what: string, name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(name, names);
  const hint = near === undefined ? `known are ${names.slice(0, 10).join(", ") || "none"}` : `did you mean ${near}?`;
  return `unknown ${what} ${JSON.stringify(name)}; ${hint}`;
}
