import { createResolver } from "@airworthy/flags";

/** Far deeper than anybody writes, far less than what exhausts a stack. */
const MOST_DEPTH = 30;
const MOST_NODES = 1_000;
const MOST_CHARACTERS = 1_000;
/** What flagd puts into the context beside the application: with the time in it, users would come and go. */
const INJECTED = "$flagd";

/**
 * Why a value cannot say who is in a segment, as words that follow "it"; null where it can. It is JsonLogic of the
 * context alone, so that whoever is in a segment stays there: neither the time nor a rule elsewhere in the file counts.
 */
export function problemOfCondition(condition: unknown): string | null {
  if (typeof condition !== "object" || condition === null || Array.isArray(condition)) {
    return 'must be JsonLogic, such as { ends_with: [{ var: email }, "@example.com"] }';
  }
  let nodes = 0;
  const visit = (value: unknown, depth: number): string | null => {
    nodes += 1;
    if (depth > MOST_DEPTH || nodes > MOST_NODES) return `must have at most ${MOST_NODES} parts, ${MOST_DEPTH} deep`;
    if (typeof value !== "object" || value === null) return problemOfScalar(value);
    if (Array.isArray(value)) return firstOf(value.map((item) => visit(item, depth + 1)));
    const entries = Object.entries(value);
    if (entries.length !== 1) return "must have one operator in each of its objects";
    const [[operator, argument] = ["", null]] = entries;
    if (operator === "$ref") return "must not refer to an evaluator elsewhere";
    if (operator === "var" && !isWritten(argument)) return "must write out what each var reads";
    return visit(argument, depth + 1);
  };
  return visit(condition, 0) ?? problemOfRule(condition);
}

/** Why the resolver of flags cannot take it, such as an operator that it does not know. */
function problemOfRule(condition: unknown): string | null {
  const targeting = { if: [condition, "in", "out"] };
  const segment = { state: "ENABLED", variants: { in: "in", out: "out" }, defaultVariant: "out", targeting };
  const { errorMessage } = createResolver(JSON.stringify({ flags: { segment } })).resolve("segment");
  return errorMessage === undefined ? null : `must be a rule that flags can have: ${errorMessage}`;
}

/** Whether a variable's path stands there as it is: one that is put together could name the time. */
function isWritten(argument: unknown): boolean {
  const path: unknown = Array.isArray(argument) ? argument[0] : argument;
  return typeof path !== "object" || path === null;
}

function problemOfScalar(value: unknown): string | null {
  if (typeof value === "string") {
    if (value.length > MOST_CHARACTERS) return `must have texts of at most ${MOST_CHARACTERS} characters`;
    return value.split(".").includes(INJECTED) ? `must not depend on ${INJECTED}` : null;
  }
  if (typeof value === "number") return Number.isFinite(value) ? null : "must have finite numbers";
  return value === null || typeof value === "boolean" ? null : "must be made of what JSON can hold";
}

function firstOf(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}
