import type { Fractional } from "./fractional.ts";
import { compile } from "./logic/compile.ts";
import type { Scope } from "./logic/scope.ts";
import { fail, isPlain, isTrue, messageOf, type Plain, plainOf } from "./logic/values.ts";
import { type ErrorCode, isFlagValue, type Metadata, metadataOf, type Reason, type Resolution } from "./resolution.ts";

/** Parts of one rule, references followed: some megabytes of JSON. */
const MOST_PARTS = 1 << 18;
/** Steps that one evaluation may take: a million items of a list with dozens of operators each, a second of work or two. */
const MOST_STEPS = 1 << 26;

const NONE: readonly unknown[] = [];

/** A compiled flag. */
export type Answer = (context: unknown) => Resolution;

/** What the flags of a definition share. */
export interface Shared {
  readonly evaluators: ReadonlyMap<string, unknown>;
  readonly metadata: Metadata;
  readonly fractional: Fractional;
  readonly now: () => number;
}

/** A flag of a definition, compiled when it is first asked for. One that is wrong answers PARSE_ERROR. No answer throws. */
export function answerOf(flagKey: string, flag: unknown, shared: Shared): Answer {
  let answer: Answer | undefined;
  return (context) => {
    try {
      answer ??= compileFlag(flagKey, plainOf(flag), shared);
      return answer(context);
    } catch (error) {
      return refusal("PARSE_ERROR", messageOf(error), metadataOf(shared.metadata, flag));
    }
  };
}

/** An answer, without a value where none is given. */
function resolution(metadata: Metadata, reason: Reason, more: Partial<Resolution> = {}): Resolution {
  return Object.freeze({ value: undefined, variant: undefined, reason, metadata, ...more });
}

/** An answer without a value, and why it has none. */
export function refusal(errorCode: ErrorCode, errorMessage: string, metadata: Metadata): Resolution {
  return resolution(metadata, "ERROR", { errorCode, errorMessage });
}

function compileFlag(flagKey: string, flag: Plain, shared: Shared): Answer {
  const { state, variants, defaultVariant, targeting = {} } = flag;
  const metadata = metadataOf(shared.metadata, flag);
  if (state === "DISABLED") return () => resolution(metadata, state);
  if (state !== "ENABLED") fail("no such state");

  const answers = (reason: Reason) =>
    new Map<unknown, Resolution>(
      Object.entries(plainOf(variants)).map(([variant, value]) => [
        variant,
        answerWith(value, variant, reason, metadata),
      ]),
    );
  const isRuled = !isPlain(targeting) || isTrue(targeting);
  const fallback = defaultVariant
    ? (answers(isRuled ? "DEFAULT" : "STATIC").get(defaultVariant) ?? fail("no such variant"))
    : resolution(metadata, "DEFAULT");
  if (!isRuled) return () => fallback;

  const matches = answers("TARGETING_MATCH");
  const flagd = {
    flagKey,
    get timestamp() {
      return Math.trunc(shared.now());
    },
  };
  const scope: Scope = { ...shared, flagd, levels: 0, left: MOST_PARTS, context: flag, before: NONE };
  const rule = compile(targeting, scope);
  return (context) => {
    scope.context = plainOf(context);
    scope.left = MOST_STEPS;
    scope.before = NONE;
    const chosen = rule(context);
    if (chosen === null) return fallback;
    // True names "true", 1 names "1"; a list or object names nothing.
    const name = typeof chosen === "object" ? null : String(chosen);
    return matches.get(name) ?? refusal("GENERAL", "no such variant", metadata);
  };
}

function answerWith(value: unknown, variant: string, reason: Reason, metadata: Metadata): Resolution {
  return isFlagValue(value)
    ? resolution(metadata, reason, { value, variant })
    : refusal("PARSE_ERROR", "not a value", metadata);
}
