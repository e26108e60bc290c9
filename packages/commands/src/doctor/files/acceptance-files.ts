import { parseWaivers, type Waiver } from "@airworthy/comparison";
import type { Acceptance, ChecklistEntry } from "@airworthy/diagnosis";
import { type LineOf, readYaml } from "@airworthy/evidence";
import { parseExceptions, parseSignOffs } from "@airworthy/governance";

/** The waivers of a file. Throws as `parseWaivers` does. */
export function acceptancesOf(text: string, file: string): Acceptance[] {
  const lineOf = linesOf(text, file);
  return parseWaivers(text, file).map((waiver, index) => {
    return { file, line: lineOf(["waivers", index]) ?? null, what: whatOf(waiver), expires: waiver.expires };
  });
}

/** The exceptions of a file: accepted until a day, and each of a line. Throws as `parseExceptions` does. */
export function exceptionsOf(text: string, file: string): (Acceptance & ChecklistEntry)[] {
  const lineOf = linesOf(text, file);
  return parseExceptions(text, file).map(({ line: lineId, expires }, index) => {
    const line = lineOf(["exceptions", index]) ?? null;
    return { file, line, what: `the exception from ${lineId}`, expires, lineId, on: null };
  });
}

/** The sign-offs of a file. Throws as `parseSignOffs` does. */
export function signOffsOf(text: string, file: string): ChecklistEntry[] {
  const lineOf = linesOf(text, file);
  return parseSignOffs(text, file).map(({ line: lineId, who, on }, index) => {
    return { file, line: lineOf(["sign-offs", index]) ?? null, what: `the sign-off of ${who}`, lineId, on };
  });
}

function whatOf({ metric, slice }: Waiver): string {
  const parts = (slice ?? []).map(({ column, value }) => `${column}=${value}`);
  return `the waiver of ${metric}${parts.length === 0 ? "" : ` for ${parts.join(", ")}`}`;
}

function linesOf(text: string, file: string): LineOf {
  return readYaml(text, file).lineOf;
}
