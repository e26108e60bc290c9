// Runs every test that compares with a peer or a published vector, prints what agreed, and writes docs/conformance.md.
//   npm run conformance
//   npm run conformance -- flag-parity scipy   only the tests whose paths hold one of these words; what others found is kept
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONFORMANCE_LOG, sorted } from "./agreement.ts";
import { comparingTests } from "./comparing-tests.ts";
import { readLogFile, writeAgreements, writtenAgreements } from "./files.ts";
import { conformanceText } from "./page.ts";

const ROOT = join(import.meta.dirname, "..");
const words = process.argv.slice(2);

const all = comparingTests();
const chosen = all.filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
if (chosen.length === 0) {
  console.error(`no test that compares has ${words.join(" or ")} in its path; there are\n${all.join("\n")}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "airworthy-conformance-"));
try {
  const log = join(folder, "log.jsonl");
  writeFileSync(log, "");
  const isInterop = (path: string) => path.startsWith("test/interop/");
  const passed = [
    runTests(
      ["--project", "unit"],
      chosen.filter((path) => !isInterop(path)),
      log,
    ),
    runTests(["--config", "vitest.interop.config.ts"], chosen.filter(isInterop), log),
  ].every(Boolean);
  const run = readLogFile(log);
  console.log(conformanceText(run));
  if (passed) {
    const kept = writtenAgreements().filter(({ test }) => !chosen.includes(test) && all.includes(test));
    writeAgreements(sorted([...kept, ...run]));
    console.log("docs/conformance.md is written");
  } else console.error("some tests failed: nothing is written");
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runTests(options: readonly string[], files: readonly string[], log: string): boolean {
  if (files.length === 0) return true;
  const argv = [join(ROOT, "build/run.js"), "vitest", "run", ...options, ...files];
  const env = { ...process.env, [CONFORMANCE_LOG]: log };
  return spawnSync(process.execPath, argv, { cwd: ROOT, env, stdio: "inherit" }).status === 0;
}
