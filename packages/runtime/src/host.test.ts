import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const HOST = pathToFileURL(join(import.meta.dirname, "host.ts")).href;

/** Runs `work` on the host of a process of its own. The file that stands in for a stream is open for reading only. */
function onHost(work: string, unwritable: "stdout" | "stderr") {
  const program = `import { processHost } from ${JSON.stringify(HOST)}; const host = processHost(); ${work}`;
  const file = openSync(import.meta.filename, "r");
  try {
    const stdio = unwritable === "stdout" ? (["ignore", file, "pipe"] as const) : (["ignore", "pipe", file] as const);
    return spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: [...stdio],
      encoding: "utf8",
    });
  } finally {
    closeSync(file);
  }
}

test("an answer that standard output does not take is no success, and a failure keeps its code", () => {
  const lost = onHost("host.stdout.write('answer'); await host.exit(0);", "stdout");
  expect(lost.status).toBe(2);
  expect(lost.stderr).toMatch(/^error: standard output cannot be written: /);
  expect(onHost("host.stdout.write('answer'); await host.exit(3);", "stdout").status).toBe(3);
});

test("what libraries say on standard output does not come between an answer's bytes", () => {
  const program = `
    import { Worker } from "node:worker_threads";
    import { processHost } from ${JSON.stringify(HOST)};
    const host = processHost({ ownsOutput: true });
    process.stdout.write("written\\n");
    console.log("logged");
    await new Promise((resolve) => new Worker("console.log('threaded')", { eval: true }).on("exit", resolve));
    host.stdout.write("answer");
    await host.exit(0);`;
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  expect(run).toMatchObject({ status: 0, stdout: "answer", stderr: "written\nlogged\nthreaded\n" });
});

test("notes that standard error does not take change nothing", () => {
  const run = onHost("host.stderr.write('note'); host.stdout.write('answer'); await host.exit(0);", "stderr");
  expect(run.status).toBe(0);
  expect(run.stdout).toBe("answer");
});
