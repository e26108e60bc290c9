import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "@airworthy/commands";
import { expect, inject, test } from "vitest";
import { REPOSITORY } from "../../harness/action-manifest.ts";
import { cellOf } from "./docs-table.ts";
import type { Family } from "./families.ts";

const PAGE = join(REPOSITORY, "docs", "faults.md");
const counted = new Map<string, number>();

/** Notes that a verb ran so many times under faults of a family, of which there are so many. */
export function tally(family: Family, verb: string, runs: number, faults: number): void {
  counted.set(verb, (counted.get(verb) ?? 0) + runs);
  appendFileSync(inject("faultLog"), `${JSON.stringify({ family, verb, runs, faults })}\n`);
}

/**
 * The last test of a file: docs/faults.md says what was counted in it. Elsewhere than on Linux some faults cannot be made, and with
 * `--update` the page is about to be written.
 */
export function holdTheDocs(family: Family): void {
  test.runIf(process.platform === "linux" && !inject("updatesFaults"))(`docs/faults.md counts the ${family}`, () => {
    const page = readFileSync(PAGE, "utf8");
    const verbs = commands.map(({ name }) => name);
    const said = Object.fromEntries(verbs.map((verb) => [verb, cellOf(page, verb, family)]));
    const runs = Object.fromEntries(verbs.map((verb) => [verb, counted.get(verb) ?? 0]));
    expect(said, "`npm run test:faults -- --update` writes it anew").toEqual(runs);
  });
}
