import type { AllowedActions } from "./repository-facts.ts";

const COMMIT = /@[0-9a-f]{40}([0-9a-f]{24})?$/;

const SHOWN_CHARACTERS = 100;

interface Refusal {
  readonly found: string;
  readonly remedy: string;
}

const PIN = "Write the commit's SHA after the @: uses: airworthy/airworthy/actions/NAME@SHA # v1.2.3";
const ALLOW = "At GitHub: Settings, Actions, General: allow airworthy/airworthy/*.";

/** Why GitHub does not start what uses this, such as "airworthy/airworthy/actions/post-report@v1"; null where it does. */
export function refusalOf(used: string, { patterns, mustPin }: AllowedActions): Refusal | null {
  const shown = used.slice(0, SHOWN_CHARACTERS);
  // Reusable workflows may still be named by a tag.
  if (mustPin && !used.includes("/.github/workflows/") && !COMMIT.test(used)) {
    return { found: `actions must be pinned by a commit, and ${shown} is not`, remedy: PIN };
  }
  if (patterns === null) return null;
  const denying = patterns.find((pattern) => pattern.startsWith("!") && matches(used, pattern.slice(1)));
  if (denying !== undefined)
    return { found: `the pattern ${denying.slice(0, SHOWN_CHARACTERS)} blocks ${shown}`, remedy: ALLOW };
  if (patterns.some((pattern) => matches(used, pattern))) return null;
  return { found: `no pattern allows ${shown}`, remedy: ALLOW };
}

/** "*" stands for any characters; a pattern that says no version is for all of them. Neither minds the case. */
function matches(used: string, pattern: string): boolean {
  const whole = used.toLowerCase();
  const [path = ""] = whole.split("@");
  const text = pattern.includes("@") ? whole : path;
  const [first = "", ...others] = pattern.trim().toLowerCase().split("*");
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
