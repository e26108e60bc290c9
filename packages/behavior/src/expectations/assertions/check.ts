import { checkShape, type Shape } from "@airworthy/evidence";
import type { ModelInput, Prediction, Unanswered } from "../../model.ts";
import type { JudgeOf } from "../judge/judge.ts";

/** What an assertion is about. */
export interface Asserted {
  readonly answer: Prediction;
  readonly input: ModelInput;
  /** The texts that the case expects, any one of which will do; null where it names none. */
  readonly expected: readonly string[] | null;
}

/** Above 0: it holds. 0 or below: it does not, -1 being the worst. A problem: that cannot be told. */
export type Held = number | Unanswered;

/** An assertion that is ready to be asked. */
export type Check = QuickCheck | AskingCheck;

interface Worded {
  /** What it asks for, to follow "expected: ", such as `contains "Paris"`. */
  readonly words: string;
}

/** Looks at the answer alone. */
export interface QuickCheck extends Worded {
  readonly asks: false;
  holds(asserted: Asserted): Held;
}

/** Asks another model, which takes its time and may cost money. */
export interface AskingCheck extends Worded {
  readonly asks: true;
  holds(asserted: Asserted): Promise<Held>;
}

export interface CheckContext {
  readonly judge: JudgeOf;
}

/** An assertion as a suite writes it, such as `{ contains: "Paris" }`. */
export type AssertionSpec = Readonly<Record<string, unknown>>;

/** One sort of assertion, named by the key that makes it what it is. */
export interface AssertionKind {
  readonly key: string;
  readonly schema: Shape<AssertionSpec>;
  /** Throws a UserError for what is no such assertion. */
  create(spec: AssertionSpec, context: CheckContext): Check;
}

/** Ties an assertion's schema to what makes a check of it. */
export function defineAssertion<T extends AssertionSpec>(
  key: string,
  schema: Shape<T>,
  create: (spec: T, context: CheckContext) => Check,
): AssertionKind {
  return { key, schema, create: (spec, context) => create(checkShape(schema, spec, `the assertion ${key}`), context) };
}

/** What holds wholly or not at all. */
export function heldIf(condition: boolean): number {
  return condition ? 1 : -1;
}
