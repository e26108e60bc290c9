import { nearest } from "@airworthy/evidence";
import { type ExpectedSpec, expectedTemplate, toExpected } from "../cases/expected.ts";
import type { DirSpec, ExpectationSpec, InvSpec, MftSpec } from "./entries.ts";

/** What is known of a suite and of a test's cases when the test is read. */
export interface ExpectationContext {
  /** The suite's classes; null where the model answers with numbers or text. */
  readonly classes: readonly string[] | null;
  /** The cases are filled from templates: a label may have slots, which are filled with them. */
  readonly templated: boolean;
  /** Each case says itself what is expected of it. */
  readonly labelled: boolean;
}

/** What is wrong with a test that no schema can say. */
export interface SpecProblem {
  /** Within the test, such as `["skip-when-predicted", 1]`; empty for the test as a whole. */
  readonly path: readonly (string | number)[];
  /** Without a full stop at its end. */
  readonly message: string;
}

/** Everything that is wrong with what a test expects; nothing where it can be judged. */
export function expectationProblems(spec: ExpectationSpec, context: ExpectationContext): SpecProblem[] {
  const own = spec.kind === "mft" ? mftProblems(spec, context) : changeProblems(spec, context);
  return [...own, ...toleranceProblems(spec, context)];
}

/** The slots are filled case by case: what such a test expects, each of its cases says. */
export function isFilled(expected: ExpectedSpec, { templated }: ExpectationContext): boolean {
  return templated && expectedTemplate(expected).slots.length > 0;
}

function mftProblems(spec: MftSpec, context: ExpectationContext): SpecProblem[] {
  const { expect, assert } = spec;
  const { classes } = context;
  if (expect === undefined) {
    if (assert !== undefined || context.labelled) return [];
    return [
      { path: [], message: "it expects nothing; give it expect or assert, or each of its cases what is expected" },
    ];
  }
  // With assertions it is only what {expected} stands for.
  if (classes === null || assert !== undefined || isFilled(expect, context)) return [];
  const expected = toExpected(expect);
  if ("value" in expected) {
    return [{ path: ["expect"], message: "a number is expected, but the suite has classes; name one of them" }];
  }
  return unknownClasses(["expect"], "oneOf" in expected ? expected.oneOf : expected.noneOf, classes);
}

function changeProblems(spec: InvSpec | DirSpec, { classes }: ExpectationContext): SpecProblem[] {
  const skipped = spec["skip-when-predicted"] ?? [];
  return [
    ...(spec.kind === "dir" ? directionProblems(spec, classes) : similarityProblems(spec, classes)),
    ...(classes === null && skipped.length > 0 ? [needsClasses("skip-when-predicted")] : []),
    ...skipped.flatMap((name, at) => unknownClasses(["skip-when-predicted", at], [name], classes)),
  ];
}

function similarityProblems({ similarity }: InvSpec, classes: readonly string[] | null): SpecProblem[] {
  if (similarity === undefined || classes === null) return [];
  return [{ path: ["similarity"], message: "is for generated text, but the suite has classes; leave it out" }];
}

function directionProblems({ confidence, value, of }: DirSpec, classes: readonly string[] | null): SpecProblem[] {
  if (confidence === undefined && value === undefined) {
    const field = classes === null ? "value" : "confidence";
    return [{ path: [], message: `it expects nothing; give it ${field}: increases or ${field}: decreases` }];
  }
  if (confidence !== undefined && value !== undefined) {
    return [{ path: ["value"], message: "a test is of a confidence or of a value; leave one of them out" }];
  }
  if (value === undefined) return classes === null ? [needsClasses("confidence")] : subjectProblems(of, classes);
  if (of !== undefined) return [{ path: ["of"], message: "is for a confidence, not for a value; leave it out" }];
  if (classes === null) return [];
  return [{ path: ["value"], message: "is for a regression, but the suite has classes; use confidence" }];
}

function subjectProblems(of: DirSpec["of"], classes: readonly string[]): SpecProblem[] {
  if (of === undefined || of === "predicted") return [];
  if (typeof of === "string") return unknownClasses(["of"], [of], classes);
  if (of.plus === of.minus) return [{ path: ["of", "minus"], message: "is the same class as plus" }];
  return [
    ...unknownClasses(["of", "plus"], [of.plus], classes),
    ...unknownClasses(["of", "minus"], [of.minus], classes),
  ];
}

function toleranceProblems(spec: ExpectationSpec, { classes }: ExpectationContext): SpecProblem[] {
  if (classes === null) return [];
  const problems: SpecProblem[] = [];
  if (spec["relative-tolerance"] !== undefined) {
    problems.push({ path: ["relative-tolerance"], message: "is for numbers, but the suite has classes; leave it out" });
  }
  if (spec.tolerance === undefined) return problems;
  if (spec.kind === "mft") {
    problems.push({ path: ["tolerance"], message: "is for numbers, but the suite has classes; leave it out" });
  } else if (spec.tolerance > 1) {
    problems.push({ path: ["tolerance"], message: `${spec.tolerance} was given; a confidence moves by 1 at most` });
  }
  return problems;
}

function needsClasses(field: string): SpecProblem {
  return { path: [field], message: "is of classes, and the suite names none; give it classes" };
}

function unknownClasses(
  path: SpecProblem["path"],
  names: readonly string[],
  classes: readonly string[] | null,
): SpecProblem[] {
  if (classes === null) return [];
  const strangers = names.filter((name) => !classes.includes(name));
  return strangers.map((name) => {
    const near = nearest(name, classes);
    const hint = near === undefined ? `known are ${classes.slice(0, 10).join(", ")}` : `did you mean ${near}?`;
    return { path, message: `unknown class ${JSON.stringify(name)}; ${hint}` };
  });
}
