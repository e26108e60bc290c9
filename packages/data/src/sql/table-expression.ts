import { UserError } from "@airworthy/evidence";
import { shown } from "../shown.ts";

const PARTNERS = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
const OPENING = new Set(PARTNERS.values());
const NAME = /[\p{L}\p{N}_.]/u;
/** Some databases read a text between $$ and $$ or curly quotes, in which an end of brackets would be none. */
const OTHER_QUOTES = "$\u2018\u2019\u201c\u201d";
/** The last two are ClickHouse's. */
const COMMENTS: readonly string[] = ["--", "/*", "# ", "#!"];

/**
 * What may stand behind FROM: one table's name, one call or one query in brackets, as it is. It is the user's own SQL and may do
 * what the user may; that it is whole keeps what is around it what it is. Throws a UserError that says what is wrong with it.
 */
export function tableExpression(table: string, hasBackslashes: boolean): string {
  const expression = table.trim();
  const problem = expression === "" ? "is empty" : problemOf(expression, hasBackslashes);
  if (problem === null) return expression;
  throw new UserError(`the table ${shown(table)} ${problem}`, {
    remedy: "Give one table's name, one function's call, or a query in brackets, without comments and semicolons.",
  });
}

function problemOf(expression: string, hasBackslashes: boolean): string | null {
  const open: string[] = [];
  for (let at = 0; at < expression.length; at++) {
    const character = expression.charAt(at);
    if (isQuote(character, hasBackslashes)) {
      at = endOfQuoted(expression, at, hasBackslashes);
      const problem = problemOfEnd(expression, at, hasBackslashes);
      if (problem !== null) return problem;
    } else if (OPENING.has(character)) open.push(character);
    else if (PARTNERS.has(character)) {
      if (open.pop() !== PARTNERS.get(character)) return `has a ${character} that closes nothing`;
    } else {
      const problem = problemAt(expression, at, open.length === 0);
      if (problem !== null) return problem;
    }
  }
  return open.length === 0 ? null : `has a ${open.at(-1)} that is not closed`;
}

/** Elsewhere a backtick is an operator. */
function isQuote(character: string, hasBackslashes: boolean): boolean {
  return character === "'" || character === '"' || (hasBackslashes && character === "`");
}

/** Of a quote doubled within, each half counts as a text of its own, which comes to the same. */
function endOfQuoted(expression: string, start: number, hasBackslashes: boolean): number {
  const quote = expression.charAt(start);
  for (let at = start + 1; at < expression.length; at++) {
    const character = expression.charAt(at);
    if (hasBackslashes && character === "\\") at += 1;
    else if (character === quote) return at;
  }
  return -1;
}

/** In some texts of a database that reads no backslashes otherwise, one before a quote makes that no end. */
function problemOfEnd(expression: string, end: number, hasBackslashes: boolean): string | null {
  if (end === -1) return "has a quote that is not closed";
  return !hasBackslashes && expression.charAt(end - 1) === "\\" ? "has a backslash before a quote" : null;
}

function problemAt(expression: string, at: number, isOutside: boolean): string | null {
  const character = expression.charAt(at);
  if (character === ";") return "has a semicolon";
  if (character === "\0") return "has a NUL";
  if (COMMENTS.includes(expression.slice(at, at + 2))) return "has a comment";
  if (character === "`" || OTHER_QUOTES.includes(character)) return `has ${shown(character)} outside of quotes`;
  if (isOutside && !isNameAt(expression, at)) return `has ${shown(character)} outside of brackets`;
  return null;
}

function isNameAt(expression: string, at: number): boolean {
  const point = expression.codePointAt(at) ?? 0;
  const isLowHalf = point >= 0xdc00 && point <= 0xdfff;
  return isLowHalf || NAME.test(String.fromCodePoint(point));
}
