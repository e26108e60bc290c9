import { UserError } from "@airworthy/evidence";
import { makeVisible } from "@airworthy/report";
import { visibleLines } from "./visible-text.ts";

/** Why a run has no outcome, in the words of both faces. */
export interface Failure {
  readonly kind: "bad-input" | "interrupted" | "bug";
  /** One line. */
  readonly headline: string;
  /** Everything a reader needs, the headline first. */
  readonly lines: readonly string[];
}

/** The user interrupted: what was under way was given up. */
export class Interruption extends Error {
  override readonly name = "Interruption";
}

const REPORT_AT = "https://github.com/airworthy/airworthy/issues";
const LONGEST_CAUSE_CHAIN = 10;

/** Tells the user's mistake from an interruption and from a bug of ours. The stack is shown with `debug` only. */
export function describeFailure(error: unknown, options: { debug: boolean }): Failure {
  if (error instanceof Interruption) return { kind: "interrupted", headline: "interrupted", lines: ["interrupted"] };
  const stack = options.debug && error instanceof Error ? visibleLines(error.stack ?? "") : [];
  if (error instanceof UserError) {
    const lines = [...visibleLines(error.message), ...(error.remedy === undefined ? [] : visibleLines(error.remedy))];
    return { kind: "bad-input", headline: headlineOf(error.message), lines: [...lines, ...stack] };
  }
  const [first = "", ...causes] = causeChain(error);
  const headline = makeVisible(`an unexpected error: ${first}`);
  const chain = causes.map((cause) => makeVisible(`  caused by ${cause}`));
  const hint = options.debug ? "" : " AIRWORTHY_DEBUG=1 in the environment adds the stack.";
  const request = `This is a bug of Airworthy's. Please report these lines at ${REPORT_AT}.${hint}`;
  return { kind: "bug", headline, lines: [headline, ...chain, request, ...stack] };
}

/** Whether the environment asks for stacks: ours, or the runner's debug logging. */
export function isDebug(env: Readonly<Record<string, string | undefined>>): boolean {
  return env["AIRWORTHY_DEBUG"] === "1" || env["RUNNER_DEBUG"] === "1";
}

/** A message whose list of problems starts after "…:" keeps the first problem; others keep their first line. */
function headlineOf(message: string): string {
  const [first = "", second] = visibleLines(message);
  return first.endsWith(":") && second !== undefined ? `${first} ${second.trim()}` : first;
}

function causeChain(error: unknown): string[] {
  const chain: string[] = [];
  for (let cause = error; cause !== undefined && chain.length < LONGEST_CAUSE_CHAIN; ) {
    chain.push(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return chain;
}
