import { UserError } from "@airworthy/evidence";
import { toExpected } from "../cases/expected.ts";
import { assertingExpectation } from "./asserting.ts";
import { createCheck } from "./assertions/assertion.ts";
import { allHold } from "./assertions/combine.ts";
import { type Classes, createClasses } from "./classes.ts";
import { confidenceDirection, type Subject, valueDirection } from "./direction.ts";
import type { DirSpec, ExpectationSpec, InvSpec, MftSpec } from "./entries.ts";
import type { Expectation } from "./expectation.ts";
import { type ExpectationContext, expectationProblems, isFilled } from "./expectation-problems.ts";
import type { JudgeOf } from "./judge/judge.ts";
import { labelledExpectation } from "./labelled.ts";
import { DEFAULT_CONFIDENCE_TOLERANCE, type NumberTolerance } from "./tolerance.ts";
import { unchangedExpectation } from "./unchanged.ts";

export interface ExpectationPorts {
  readonly judge: JudgeOf;
}

const NO_PORTS: ExpectationPorts = { judge: () => null };

/**
 * What a test of a suite's file expects. Throws a UserError for what `expectationProblems` tells of, and for an assertion
 * that asks for a judge where there is none.
 */
export function createExpectation(
  spec: ExpectationSpec,
  context: ExpectationContext,
  ports: ExpectationPorts = NO_PORTS,
): Expectation {
  const [problem] = expectationProblems(spec, context);
  if (problem !== undefined) throw new UserError([...problem.path, problem.message].join(": "));
  const classes = context.classes === null ? null : createClasses(context.classes);
  if (spec.kind === "mft") return createMft(spec, classes, context, ports);
  return spec.kind === "inv" ? createInv(spec, classes) : createDir(spec, classes);
}

function createMft(
  spec: MftSpec,
  classes: Classes | null,
  context: ExpectationContext,
  ports: ExpectationPorts,
): Expectation {
  const expected = spec.expect === undefined || isFilled(spec.expect, context) ? null : toExpected(spec.expect);
  if (spec.assert === undefined) return labelledExpectation({ expected, classes, tolerance: toleranceOf(spec, null) });
  return assertingExpectation(allHold(spec.assert.map((assertion) => createCheck(assertion, ports))), expected);
}

function createInv(spec: InvSpec, classes: Classes | null): Expectation {
  return unchangedExpectation({
    classes,
    tolerance: toleranceOf(spec, classes),
    similarity: spec.similarity ?? null,
    skipped: new Set(spec["skip-when-predicted"]),
  });
}

function createDir(spec: DirSpec, classes: Classes | null): Expectation {
  const tolerance = toleranceOf(spec, classes);
  if (spec.value !== undefined) return valueDirection({ direction: spec.value, tolerance });
  if (spec.confidence === undefined || classes === null)
    throw new UserError("a dir test needs a confidence or a value");
  return confidenceDirection({
    classes,
    direction: spec.confidence,
    subject: subjectOf(spec.of),
    tolerance: tolerance.absolute,
    skipped: new Set(spec["skip-when-predicted"]),
  });
}

function subjectOf(of: DirSpec["of"]): Subject {
  if (of === undefined || of === "predicted") return { of: "predicted" };
  return typeof of === "string" ? { of: "class", name: of } : { of: "balance", ...of };
}

function toleranceOf(spec: ExpectationSpec, classes: Classes | null): NumberTolerance {
  const absolute = spec.tolerance ?? (classes === null ? 0 : DEFAULT_CONFIDENCE_TOLERANCE);
  return { absolute, relative: spec["relative-tolerance"] ?? 0 };
}
