// Holds what is written in docs/conformance.md against the log of a run of the tests; exits 1 where they differ, 2 where there is
// nothing to compare.
//   node build/run.js conformance/check.ts LOG
//   node build/run.js conformance/check.ts LOG packages/ test/vectors/   only the claims of tests below these folders
import type { Agreement } from "./agreement.ts";
import { disagreements } from "./compare.ts";
import { readLogFile, writtenAgreements, writtenPage } from "./files.ts";
import { conformancePage, conformanceText } from "./page.ts";

const [log, ...folders] = process.argv.slice(2);
if (log === undefined) refuse("give the log that the tests wrote");
const written = writtenAgreements();
const claimed = below(written);
const run = below(readLogFile(log));
for (const folder of folders) {
  if (!claimed.some(({ test }) => test.startsWith(folder))) refuse(`no claim is of a test below ${folder}`);
}
if (run.length === 0)
  refuse(`${log} holds no agreement of a test${folders.map((folder) => ` below ${folder}`).join(" or")}`);
console.log(conformanceText(run));
const found = [...disagreements(claimed, run)];
if (writtenPage() !== conformancePage(written)) found.push("docs/conformance.md is not of conformance/results.json");
for (const line of found) console.error(line);
if (found.length > 0) console.error("\nIf this run is right, `npm run conformance` writes both anew.");
process.exitCode = found.length === 0 ? 0 : 1;

function below(agreements: readonly Agreement[]): readonly Agreement[] {
  return agreements.filter(({ test }) => folders.length === 0 || folders.some((folder) => test.startsWith(folder)));
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
