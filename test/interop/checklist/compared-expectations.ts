import type { Expected } from "../../../packages/behavior/src/cases/case.ts";
import { createClasses } from "../../../packages/behavior/src/expectations/classes.ts";
import {
  confidenceDirection,
  type Direction,
  type Subject,
} from "../../../packages/behavior/src/expectations/direction.ts";
import type { Expectation } from "../../../packages/behavior/src/expectations/expectation.ts";
import { labelledExpectation } from "../../../packages/behavior/src/expectations/labelled.ts";
import { unchangedExpectation } from "../../../packages/behavior/src/expectations/unchanged.ts";
import type { TestKind } from "../../../packages/behavior/src/suite/plan.ts";
import type { CasesOptions, Confidences } from "./random-cases.ts";

const THREE = ["negative", "neutral", "positive"];
const TWO = ["no", "yes"];

const ONE_INPUT = { least: 1, most: 1 };
const SEVERAL_INPUTS = { least: 2, most: 5 };

/** One expectation in CheckList's words, for `expectations.py`, and in ours. */
export interface Compared {
  readonly name: string;
  readonly kind: TestKind;
  readonly classes: readonly string[];
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly ours: Expectation;
  readonly model: CasesOptions;
  /** Each case says what it is expected to be. */
  readonly hasLabels: boolean;
  /** False where CheckList has a function of the suite's author say by how much a case fails. */
  readonly comparesSeverity: boolean;
}

/** Every expectation of CheckList's that ours has, under each way that a model may tell its confidence. */
export function comparedExpectations(): Compared[] {
  const kinds = ["softmax", "scalar", "none"] as const;
  const [up, down] = ["increases", "decreases"] as const;
  return [
    ...kinds.map((confidences) => labels(confidences, ONE_INPUT)),
    ...kinds.map((confidences) => labels(confidences, SEVERAL_INPUTS)),
    fixed("positive", { by: "equal", to: 2 }, { oneOf: ["positive"] }, true),
    fixed("not negative", { by: "not", to: 0 }, { noneOf: ["negative"] }, false),
    ...kinds.flatMap((confidences) => [0, 0.1, 0.35].map((most) => invariance(most, confidences, THREE))),
    invariance(0.1, "softmax", TWO),
    ...[0, 0.1, 0.3].flatMap((most) => [up, down].map((way) => monotonic(way, most, "softmax", {}))),
    ...[0, 0.1, 0.3].flatMap((most) => [up, down].map((way) => monotonic(way, most, "softmax", { unless: 1 }))),
    ...[0, 1, 2].flatMap((of) => [up, down].map((way) => monotonic(way, 0.1, "softmax", { of }))),
    ...[0, 0.1].flatMap((most) => [up, down].map((way) => monotonic(way, most, "scalar", {}))),
    addedPhrases(up),
    addedPhrases(down),
  ];
}

/** INV with CheckList's threshold. */
export function invariance(absolute: number, confidences: Confidences, classes: readonly string[]): Compared {
  return {
    name: `unchanged within ${absolute}, ${classes.length} classes, ${confidences}`,
    kind: "inv",
    classes,
    theirs: { by: "invariance", tolerance: absolute },
    ours: unchangedExpectation({
      classes: createClasses(classes),
      tolerance: { absolute, relative: 0 },
      similarity: null,
      skipped: new Set(),
    }),
    model: { classes: classes.length, inputs: SEVERAL_INPUTS, confidences },
    hasLabels: false,
    comparesSeverity: true,
  };
}

function labels(confidences: Confidences, inputs: CasesOptions["inputs"]): Compared {
  const many = inputs.most > 1 ? ", several inputs a case" : "";
  return {
    name: `labels${many}, ${confidences}`,
    kind: "mft",
    classes: THREE,
    theirs: { by: "equal" },
    ours: labelledExpectation({
      expected: null,
      classes: createClasses(THREE),
      tolerance: { absolute: 0, relative: 0 },
    }),
    model: { classes: THREE.length, inputs, confidences },
    hasLabels: true,
    comparesSeverity: true,
  };
}

function fixed(name: string, theirs: Compared["theirs"], expected: Expected, comparesSeverity: boolean): Compared {
  const classes = createClasses(THREE);
  const ours = labelledExpectation({ expected, classes, tolerance: { absolute: 0, relative: 0 } });
  return { ...labels("softmax", ONE_INPUT), name, theirs, ours, hasLabels: false, comparesSeverity };
}

function monotonic(
  direction: Direction,
  tolerance: number,
  confidences: Confidences,
  { of, unless }: { readonly of?: number; readonly unless?: number },
): Compared {
  const subject: Subject = of === undefined ? { of: "predicted" } : { of: "class", name: THREE[of] ?? "" };
  const but = unless === undefined ? "" : `, unless ${THREE[unless]}`;
  return {
    ...directional(direction, tolerance, subject, unless === undefined ? [] : [THREE[unless] ?? ""]),
    name: `${of === undefined ? "predicted" : THREE[of]} ${direction} within ${tolerance}${but}, ${confidences}`,
    theirs: { by: "monotonic", increasing: direction === "increases", tolerance, of, unless },
    model: { classes: THREE.length, inputs: SEVERAL_INPUTS, confidences },
  };
}

function addedPhrases(direction: Direction): Compared {
  const subject = { of: "balance", plus: "positive", minus: "negative" } as const;
  return {
    ...directional(direction, 0.1, subject, []),
    name: `positive against negative ${direction}`,
    theirs: { by: "phrases", increasing: direction === "increases" },
    model: { classes: THREE.length, inputs: SEVERAL_INPUTS, confidences: "softmax" },
  };
}

function directional(direction: Direction, tolerance: number, subject: Subject, skipped: readonly string[]) {
  return {
    kind: "dir" as const,
    classes: THREE,
    ours: confidenceDirection({
      classes: createClasses(THREE),
      direction,
      subject,
      tolerance,
      skipped: new Set(skipped),
    }),
    hasLabels: false,
    comparesSeverity: true,
  };
}
