/** Longer than anybody reads; it is then taken for one that may hold. */
const MOST_CHARACTERS = 2_000;
const EVENT = /^github\.event_name\s*(?<operator>[=!]=)\s*'(?<name>[^']*)'$/i;
/** Keeps out what a run for a pull request left. */
const OF_OTHER_RUN = /^github\.event\.workflow_run\.event\s*(?:==\s*'(?!pull_request)[^']+'|!=\s*'pull_request')$/i;
/** A pull request's own ref is refs/pull/N/merge. */
const BRANCH_OR_TAG =
  /^(?:github\.ref\s*==\s*'refs\/(?:heads|tags)\/[^']*'|startsWith\(\s*github\.ref\s*,\s*'refs\/(?:heads|tags)\/[^']*'\s*\))$/i;

/** Whether a job or step with this `if` may run on an event: false only where the condition plainly keeps that event out. */
export function mayRunOn(condition: string | null, event: string): boolean {
  if (condition === null || condition.length > MOST_CHARACTERS) return true;
  return !keepsOut(condition.replaceAll(/\$\{\{|\}\}/g, " "), event);
}

function keepsOut(condition: string, event: string): boolean {
  const written = withoutBrackets(condition.trim());
  const alternatives = splitOutside(written, "||");
  if (alternatives.length > 1) return alternatives.every((part) => keepsOut(part, event));
  const terms = splitOutside(written, "&&");
  if (terms.length > 1) return terms.some((part) => keepsOut(part, event));
  if (BRANCH_OR_TAG.test(written)) return event.startsWith("pull_request") && event !== "pull_request_target";
  if (OF_OTHER_RUN.test(written)) return event === "workflow_run";
  const { operator, name } = EVENT.exec(written)?.groups ?? {};
  return name !== undefined && (operator === "==") !== (name.toLowerCase() === event);
}

function withoutBrackets(text: string): string {
  // Brackets around the whole are those whose inside splits off nothing.
  return text.startsWith("(") && endOfBracket(text) === text.length - 1
    ? withoutBrackets(text.slice(1, -1).trim())
    : text;
}

/** Where the bracket ends that the text begins with; -1 where it does not. */
function endOfBracket(text: string): number {
  return depthsOf(text).indexOf(0);
}

function splitOutside(text: string, operator: "||" | "&&"): string[] {
  const depths = depthsOf(text);
  const parts: string[] = [];
  let start = 0;
  for (let at = text.indexOf(operator); at >= 0; at = text.indexOf(operator, at + operator.length)) {
    if (depths[at] !== 0) continue;
    parts.push(text.slice(start, at));
    start = at + operator.length;
  }
  return [...parts, text.slice(start)];
}

/** How deep in brackets each character stands, a closing one outside of them; within a quoted text 1 more. */
function depthsOf(text: string): number[] {
  let depth = 0;
  let isQuoted = false;
  return Array.from({ length: text.length }, (_, index) => {
    const character = text[index];
    if (character === "'") isQuoted = !isQuoted;
    else if (!isQuoted && character === "(") depth += 1;
    else if (!isQuoted && character === ")") depth -= 1;
    return depth + (isQuoted ? 1 : 0);
  });
}
