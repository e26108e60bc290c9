import type { CaseSource, DraftSource } from "../cases/case.ts";
import { exampleDrafts } from "../cases/examples.ts";
import { type RowReader, rowDrafts } from "../cases/from-rows.ts";
import type { Lexicons } from "../cases/lexicons.ts";
import { countTemplateCases, type TemplateSpec } from "../cases/plan-templates.ts";
import { sampleDrafts } from "../cases/sample-drafts.ts";
import { templateDrafts } from "../cases/template-drafts.ts";
import { type Problem, templateProblem } from "../cases/template-problem.ts";
import type { TemplateEntry } from "../cases/template-schema.ts";
import { createExpectation, type ExpectationPorts } from "../expectations/create-expectation.ts";
import { expectationProblems } from "../expectations/expectation-problems.ts";
import { needsWords, openedSlots } from "../perturbations/open-slots.ts";
import { perturbDrafts } from "../perturbations/perturb-drafts.ts";
import { perturbationProblem } from "../perturbations/perturbation-problem.ts";
import type { PerturbationSpec } from "../perturbations/registry.ts";
import { headOf } from "./head.ts";
import type { PlannedTest } from "./plan.ts";
import type { BehaviorTest } from "./suite.ts";

/** What a suite says for all of its tests, and what it needs of the world. */
export interface TestContext extends ExpectationPorts {
  readonly seed: number;
  readonly classes: readonly string[] | null;
  readonly lexicons: Lexicons;
  readonly repeats: number;
  readonly line: number | null;
  readonly readRows: RowReader;
}

/** Where a test's cases come from, before they are perturbed. */
export interface TestCases {
  readonly drafts: DraftSource;
  /** At most; null where only the end tells. */
  readonly count: number | null;
  /** Each case says itself what is expected of it. */
  readonly labelled: boolean;
}

/** Something wrong in a test, at a path within it. */
export class TestProblem extends Error {
  override readonly name = "TestProblem";
  readonly path: Problem["path"];

  constructor({ path, message }: Problem) {
    super(message);
    this.path = path;
  }
}

/** A test ready to run. Throws a TestProblem for what no schema can say. */
export function planTest(test: BehaviorTest, context: TestContext, imported?: TestCases): PlannedTest {
  checkTemplateFields(test);
  const { drafts, count, labelled } = imported ?? casesOf(test, context);
  const expectations = { classes: context.classes, templated: test.templates !== undefined, labelled };
  const [problem] = expectationProblems(test, expectations);
  if (problem !== undefined) throw new TestProblem(problem);
  checkPerturbations(test, context);
  const drawnFor = { seed: context.seed, test: test.id };
  const sampled = test.sample === undefined ? drafts : sampleDrafts(drafts, test.sample, drawnFor);
  return {
    head: { ...headOf(test, context), slices: slicesOf(test) },
    expectation: createExpectation(test, expectations, context),
    cases: perturbed(test, sampled, context),
    expectedCases: test.sample === undefined || count === null ? (test.sample ?? count) : Math.min(test.sample, count),
  };
}

const TEMPLATE_FIELDS = ["combine", "unroll", "remove-duplicates"] as const;

/** Nothing that is said is left undone without a word. */
function checkTemplateFields(test: BehaviorTest): void {
  const stray = test.templates === undefined && TEMPLATE_FIELDS.find((field) => test[field] !== undefined);
  if (stray) throw new TestProblem({ path: [stray], message: "is for templates, which the cases are not made from" });
}

function slicesOf({ slices, data }: BehaviorTest): readonly string[] {
  return [...new Set([...(slices ?? []), ...(data?.slices ?? [])])];
}

const SOURCES = ["templates", "examples", "data"] as const;

function casesOf(test: BehaviorTest, context: TestContext): TestCases {
  const [source, second] = SOURCES.filter((name) => test[name] !== undefined);
  if (second !== undefined) {
    throw new TestProblem({
      path: [second],
      message: `the cases come from ${source} already; one of the two is allowed`,
    });
  }
  if (source !== undefined) checkChanged(test);
  if (test.examples !== undefined) {
    const { examples } = test;
    const labelled = examples.every(({ expected }) => expected !== null);
    return { drafts: exampleDrafts({ examples, slices: slicesOf(test) }), count: examples.length, labelled };
  }
  if (test.data !== undefined) {
    const { classes, readRows } = context;
    const drafts = rowDrafts(test.data, readRows, { classes, slices: slicesOf(test) });
    return { drafts, count: test.data.limit ?? null, labelled: test.data.label !== undefined };
  }
  const { templates } = test;
  if (templates !== undefined) return templateCases(test, templates, context);
  throw new TestProblem({ path: ["id"], message: `there are no cases; one of ${SOURCES.join(", ")} is needed` });
}

/** Every case would be filtered: an original alone is compared with nothing. */
function checkChanged(test: BehaviorTest): void {
  if (test.kind === "mft" || test.perturb !== undefined) return;
  const { data, examples = [], templates = [], unroll } = test;
  const hasGroup =
    examples.some(({ inputs }) => inputs.length > 1) || (!unroll && templates.some(({ texts }) => texts.length > 1));
  if (data === undefined && hasGroup) return;
  throw new TestProblem({
    path: ["kind"],
    message: `nothing changes the cases of this ${test.kind} test; give it perturb, or lists of a text and its changes`,
  });
}

function templateCases(test: BehaviorTest, templates: readonly TemplateEntry[], { lexicons }: TestContext): TestCases {
  const specs = perturbationsOf(test);
  const spec: TemplateSpec = {
    templates,
    combine: test.combine ?? "product",
    unroll: test.unroll ?? false,
    removeDuplicates: test["remove-duplicates"] ?? false,
    expected: test.kind === "mft" ? (test.expect ?? null) : null,
    lexicons,
    open: openedSlots(specs),
    keepWords: needsWords(specs),
    slices: slicesOf(test),
  };
  const problem = templateProblem(spec);
  if (problem !== undefined) throw new TestProblem(problem);
  return {
    drafts: templateDrafts(spec),
    count: countTemplateCases(spec),
    labelled: templates.every(({ expected }) => expected !== null),
  };
}

function checkPerturbations(test: BehaviorTest, { lexicons }: TestContext): void {
  const specs = perturbationsOf(test);
  if (specs.length === 0) return;
  const problem = perturbationProblem({
    specs,
    templates: test.templates ?? [],
    unroll: test.unroll ?? false,
    lexicons,
  });
  if (problem !== undefined) throw new TestProblem(problem);
  if (specs.some(({ by }) => by === "permute-rows") && slicesOf(test).length > 0) {
    throw new TestProblem({
      path: ["perturb"],
      message: "permute-rows makes one case of several rows; leave out slices",
    });
  }
}

function perturbed(test: BehaviorTest, drafts: DraftSource, { seed, lexicons }: TestContext): CaseSource {
  const specs = perturbationsOf(test);
  return specs.length === 0 ? drafts : perturbDrafts(drafts, specs, { seed, test: test.id, lexicons });
}

function perturbationsOf(test: BehaviorTest): readonly PerturbationSpec[] {
  return test.kind === "mft" ? [] : (test.perturb ?? []);
}
