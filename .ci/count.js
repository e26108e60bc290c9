// Adds up the tests of several vitest JSON reports and the steps that failed; a missing report is a failure.
import { readFileSync } from "node:fs";

const [steps, ...reports] = process.argv.slice(2);
let passed = 0;
let failed = Number(steps);
for (const report of reports) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    failed += numFailedTests + numPendingTests;
  } catch {
    failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
