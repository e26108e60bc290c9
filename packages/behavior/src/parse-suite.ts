import { checkShape, type LineOf, nearest, UserError } from "@airworthy/evidence";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { type BehaviorTest, type Suite, suiteSchema } from "./suite.ts";
import { parseTemplate, slotsOf } from "./template.ts";

/** A suite is text written by hand: a megabyte is a mistake or an attack. */
const MAX_CHARACTERS = 1_000_000;
/** yaml's own measure against aliases that multiply; its documented default. */
const MAX_ALIAS_COUNT = 100;

/**
 * Reads a suite from YAML 1.2. No custom tags, no merge keys, one document. Throws a UserError that names `where`, the
 * line, the field, what was given and what is allowed, with the nearest known name where one was mistyped.
 */
export function parseSuite(text: string, where: string): Suite {
  if (text.trim() === "") throw new UserError(`${where} is empty; a suite of behaviour tests was expected`);
  if (text.length > MAX_CHARACTERS) {
    throw new UserError(`${where} has ${text.length} characters; at most ${MAX_CHARACTERS} are allowed`);
  }
  const lines = new LineCounter();
  const { document, value } = readYaml(text, lines, where);
  const lineOf: LineOf = (path) => findLine(document, path, lines);
  const suite = checkShape<Suite>(suiteSchema, value, where, lineOf);
  const problem = firstProblem(suite);
  if (problem !== undefined) {
    const line = lineOf(problem.path);
    const at = line === undefined ? where : `${where}, line ${line}`;
    throw new UserError(`${at}: ${problem.path.join(".")}: ${problem.message}`);
  }
  return suite;
}

function readYaml(text: string, lineCounter: LineCounter, where: string): { document: Document; value: unknown } {
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, version: "1.2", schema: "core" });
    // A tag that the core schema does not know is only a warning to the parser.
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem !== undefined) {
      const { line } = lineCounter.linePos(problem.pos[0]);
      throw new UserError(`${where}, line ${line}: ${problem.message}`);
    }
    return { document, value: document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Thrown for aliases that multiply, and by nesting deeper than the stack.
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${where} cannot be read as YAML: ${reason}`, { cause: error });
  }
}

/** The line of the key or value at a path, or of the closest thing around it. */
function findLine(document: Document, path: readonly unknown[], lines: LineCounter): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
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
