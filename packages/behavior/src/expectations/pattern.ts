import { UserError } from "@airworthy/evidence";
import { RE2JS } from "re2js";

export interface Pattern {
  /** Whether any part of the text matches. Takes time proportional to the text's length. */
  test(text: string): boolean;
}

/** Far beyond what a person writes; the compiled program grows with it. */
const LONGEST_PATTERN = 1_000;

/**
 * A regular expression in RE2's syntax, which JavaScript's is close to: no look-around and no back references, since no
 * engine has both these and a bound on the time that a hostile text can cost. `\u00e9` and `(?<name>…)` are understood.
 * Throws a UserError for what is no such expression.
 */
export function compilePattern(source: string, { ignoreCase = false } = {}): Pattern {
  if (source.length > LONGEST_PATTERN) {
    throw new UserError(`a pattern of ${source.length} characters was given; ${LONGEST_PATTERN} at most are allowed`);
  }
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    return { test: (text) => compiled.test(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace("error parsing regexp: ", "") : String(error);
    throw new UserError(`${JSON.stringify(source)} is no regular expression in RE2's syntax: ${reason}`, {
      remedy: "RE2 knows neither look-around nor back references; use several assertions instead.",
    });
  }
}

/** Why a text is no pattern, in words that go after "it "; null where it is one. */
export function patternProblem(source: string): string | null {
  try {
    compilePattern(source);
    return null;
  } catch (error) {
    if (error instanceof UserError) return `is no pattern: ${error.message}`;
    throw error;
  }
}
