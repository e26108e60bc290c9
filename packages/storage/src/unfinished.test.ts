import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { isAbandoned, unfinishedName } from "./unfinished.ts";

const MODULE = pathToFileURL(join(import.meta.dirname, "unfinished.ts")).href;

/** A name that another process gave, and that process. */
async function nameOfAnother(name: string) {
  const code = `import { unfinishedName } from ${JSON.stringify(MODULE)};
    process.stdout.end(unfinishedName(${JSON.stringify(name)}));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return { child, given: await text(child.stdout) };
}

test("what is unfinished is abandoned once its process is gone, and only under its own name", async () => {
  const { child, given } = await nameOfAnother("out");
  expect(given).toMatch(/^\.airworthy-/);
  expect(isAbandoned(given, "out")).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAbandoned(given, "out")).toBe(true);
  expect(isAbandoned(given, "out2")).toBe(false);
});

test("this process's own is not abandoned, nor is another system's, nor what only looks like it", () => {
  const own = unfinishedName("out");
  expect(isAbandoned(own, "out")).toBe(false);
  const gone = own.replace(/-\d+-(?=[^-]*$)/, "-999999999-");
  // The largest id that Linux gives is 4,194,304 (PID_MAX_LIMIT).
  expect(isAbandoned(gone, "out")).toBe(true);
  const [start = "", name = "", system = ""] = gone.split("-");
  const another = system.replaceAll(/./g, (digit) => (digit === "0" ? "1" : "0"));
  expect(isAbandoned(gone.replace(`${start}-${name}-${system}`, `${start}-${name}-${another}`), "out")).toBe(false);
  for (const fake of ["out", ".out", `${gone}x`, `x${gone}`, gone.slice(0, -1), ""]) {
    expect(isAbandoned(fake, "out")).toBe(false);
  }
});

test("the longest name a file system takes has one that it takes too", () => {
  expect(unfinishedName("x".repeat(255)).length).toBeLessThan(100);
});
