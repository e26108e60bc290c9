// Holds what is written in docs/conformance.md against the log of a run of the tests; exits 1 where they differ.
//   node build/run.js conformance/check.ts LOG
//   node build/run.js conformance/check.ts LOG test/interop/   only the claims of tests below that folder
import { disagreements } from "./compare.ts";
import { readLogFile, writtenAgreements, writtenPage } from "./files.ts";
import { conformancePage, conformanceText } from "./page.ts";

const [log, folder = ""] = process.argv.slice(2);
if (log === undefined) {
  console.error("give the log that the tests wrote");
  process.exit(2);
}
const written = writtenAgreements();
const [claimed, run] = [written, readLogFile(log)].map((all) => all.filter(({ test }) => test.startsWith(folder)));
console.log(conformanceText(run ?? []));
const found = [...disagreements(claimed ?? [], run ?? [])];
if (writtenPage() !== conformancePage(written)) found.push("docs/conformance.md is not of conformance/results.json");
for (const line of found) console.error(line);
if (found.length > 0) console.error("\nIf this run is right, `npm run conformance` writes both anew.");
process.exitCode = found.length === 0 ? 0 : 1;
