import { checkShape, type LineOf, UserError } from "@airworthy/evidence";
import { loadLexicons } from "../cases/lexicons.ts";
import { type Shard, shardCases } from "../cases/shard-cases.ts";
import type { ExpectationPorts } from "../expectations/create-expectation.ts";
import { checklistTests } from "../imports/checklist.ts";
import type { ImportedTest, LineReader } from "../imports/imported-test.ts";
import { promptfooTests } from "../imports/promptfoo.ts";
import type { PromptfooPorts } from "../imports/promptfoo-files.ts";
import { isCodeTest, planCodeTest, readCodeSuite } from "./code-suite.ts";
import type { SuiteText } from "./parse-suite.ts";
import type { Plan, PlannedTest } from "./plan.ts";
import { planTest, type TestContext, TestProblem } from "./plan-test.ts";
import { type BehaviorTest, type ImportSpec, type Suite, testSchema } from "./suite.ts";

/** What a suite needs of the world: the files that it names, and whoever grades answers. */
export interface SuitePorts extends ExpectationPorts, PromptfooPorts {
  readonly readLines: LineReader;
}

export interface PlanOptions {
  /** Instead of the suite's own. */
  readonly seed?: number | undefined;
  /** How often each case is asked, of tests that do not say so. */
  readonly repeats: number;
  readonly shard: Shard | null;
}

/**
 * A suite ready to run. A case's seed derives from the suite's seed, the test's id and its own id: adding, removing or
 * moving tests leaves every other case as it is. Throws a UserError that names `where` and the line.
 */
export async function planSuite(
  { suite, lineOf }: SuiteText,
  where: string,
  ports: SuitePorts,
  options: PlanOptions,
): Promise<Plan> {
  const context = await contextOf(suite, ports, options);
  const tests: PlannedTest[] = [];
  const skipped: string[] = [];
  for (const [index, test] of (suite.tests ?? []).entries()) {
    const path = ["tests", index];
    const line = lineOf(path) ?? null;
    tests.push(located(where, path, lineOf, () => planTest(test, { ...context, line })));
  }
  for (const [index, spec] of (suite.imports ?? []).entries()) {
    const line = lineOf(["imports", index]) ?? null;
    const imported = await importTests(spec, suite, ports);
    for (const test of imported.tests) tests.push(planImported(test, { ...context, line }));
    skipped.push(...imported.skipped);
  }
  return finished(suite.name, context, { tests, skipped }, { where, shard: options.shard });
}

/** The same for a suite that is code: a module's default export, of tests like those of a file and tests in functions. */
export async function planCodeSuite(
  exported: unknown,
  where: string,
  ports: SuitePorts,
  options: PlanOptions,
): Promise<Plan> {
  const suite = readCodeSuite(exported, where);
  const context = { ...(await contextOf(suite, ports, options)), line: null };
  const tests = suite.tests.map((test, index) => {
    const at = `${where}: tests.${index}`;
    if (isCodeTest(test)) return planCodeTest(test, at, context);
    const declared = checkShape<BehaviorTest>(testSchema, test, at);
    return located(at, [], noLines, () => planTest(declared, context));
  });
  return finished(suite.name, context, { tests, skipped: [] }, { where, shard: options.shard });
}

type SuiteContext = Omit<TestContext, "line">;

async function contextOf(
  suite: Pick<Suite, "seed" | "classes" | "lexicons">,
  { judge, readRows }: SuitePorts,
  { seed, repeats }: PlanOptions,
): Promise<SuiteContext> {
  const lexicons = await loadLexicons(suite.lexicons ?? new Map());
  return { judge, readRows, seed: seed ?? suite.seed, classes: suite.classes ?? null, lexicons, repeats };
}

function finished(
  name: string,
  { seed, classes }: SuiteContext,
  { tests, skipped }: Pick<Plan, "tests" | "skipped">,
  { where, shard }: { readonly where: string; readonly shard: Shard | null },
): Plan {
  checkIds(tests, where);
  return { name, seed, classes: classes ?? [], tests: tests.map((test) => sharded(test, shard)), skipped };
}

const noLines: LineOf = () => undefined;

function located<T>(where: string, path: readonly (string | number)[], lineOf: LineOf, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TestProblem || error instanceof UserError)) throw error;
    const full = [...path, ...(error instanceof TestProblem ? error.path : [])];
    const line = lineOf(full);
    const at = [line === undefined ? where : `${where}, line ${line}`, ...(full.length > 0 ? [full.join(".")] : [])];
    const remedy = error instanceof UserError && error.remedy !== undefined ? { remedy: error.remedy } : {};
    throw new UserError([...at, error.message].join(": "), remedy);
  }
}

interface Imported {
  readonly tests: readonly ImportedTest[];
  readonly skipped: readonly string[];
}

async function importTests(spec: ImportSpec, suite: Suite, ports: SuitePorts): Promise<Imported> {
  if ("promptfoo" in spec) return await promptfooTests(spec, ports);
  return { tests: await checklistTests(spec, ports.readLines, suite.classes ?? null), skipped: [] };
}

function planImported({ fields, drafts, cases, isLabelled, where }: ImportedTest, context: TestContext): PlannedTest {
  const test = checkShape<BehaviorTest>(testSchema, fields, where);
  const given = { drafts, count: cases, labelled: isLabelled };
  return located(where, [], noLines, () => planTest(test, context, given));
}

function checkIds(tests: readonly PlannedTest[], where: string): void {
  const ids = new Set<string>();
  for (const { head } of tests) {
    const at = head.line === null ? where : `${where}, line ${head.line}`;
    if (ids.has(head.id)) throw new UserError(`${at}: ${head.id} is the id of an earlier test`);
    ids.add(head.id);
  }
}

function sharded(test: PlannedTest, shard: Shard | null): PlannedTest {
  if (shard === null) return test;
  const expectedCases = test.expectedCases === null ? null : Math.ceil(test.expectedCases / shard.of);
  return { ...test, expectedCases, cases: shardCases(test.cases, shard, test.head.id) };
}
