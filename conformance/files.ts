import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Agreement, parseAgreements, readLog } from "./agreement.ts";
import { conformancePage } from "./page.ts";

const RESULTS = join(import.meta.dirname, "results.json");
const PAGE = join(import.meta.dirname, "..", "docs", "conformance.md");

/** What the last `npm run conformance` found. */
export function writtenAgreements(): readonly Agreement[] {
  return parseAgreements(JSON.parse(readFileSync(RESULTS, "utf8")));
}

/** The page as it is now. */
export function writtenPage(): string {
  return readFileSync(PAGE, "utf8");
}

export function writeAgreements(agreements: readonly Agreement[]): void {
  writeFileSync(RESULTS, `${JSON.stringify(agreements, null, 2)}\n`);
  writeFileSync(PAGE, conformancePage(agreements));
}

export function readLogFile(path: string): readonly Agreement[] {
  return readLog(readFileSync(path, "utf8"), path);
}
