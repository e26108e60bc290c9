import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest, UserError } from "@airworthy/evidence";

/** What a suite's name begins with that comes with the runner; no file on a disk of Windows can be called so. */
const PREFIX = "airworthy:";

/** The suites that come with the runner. */
export const SHIPPED_SUITES = [
  "safety/over-refusal",
  "safety/prompt-injection",
  "safety/refusal",
  "safety/toxicity",
  "safety/toxicity-classifier",
  "safety/toxicity-judged",
] as const;

export function isShipped(suite: string): boolean {
  return suite.startsWith(PREFIX);
}

/** Where a suite's file lies: a shipped one beside our own files. Throws a UserError for a shipped one that is not known. */
export function suitePath(suite: string, cwd: string): string {
  if (!isShipped(suite)) return resolve(cwd, suite);
  const name = SHIPPED_SUITES.find((shipped) => `${PREFIX}${shipped}` === suite);
  if (name === undefined) throw unknownSuite(suite.slice(PREFIX.length));
  // Built, they lie in a folder beside the scripts.
  const folder = import.meta.url.endsWith(".ts") ? "../../../behavior/suites/" : "./suites/";
  return fileURLToPath(new URL(`${name}.yml`, new URL(folder, import.meta.url)));
}

function unknownSuite(name: string): UserError {
  const near = nearest(name, SHIPPED_SUITES);
  const hint = near === undefined ? "" : `Did you mean ${PREFIX}${near}? `;
  return new UserError(`suite: no suite ${JSON.stringify(name.slice(0, 80))} comes with Airworthy`, {
    remedy: `${hint}There are ${SHIPPED_SUITES.map((suite) => `${PREFIX}${suite}`).join(", ")}.`,
  });
}
