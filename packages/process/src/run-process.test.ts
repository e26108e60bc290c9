import { mkdtempDisposable, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { captureOutput } from "./capture-output.ts";
import { type ProcessStart, runProcess } from "./run-process.ts";

const IS_WINDOWS = process.platform === "win32";

function run(code: string, given: Partial<ProcessStart> = {}) {
  return runProcess({
    argv: [process.execPath, "-e", code],
    cwd: tmpdir(),
    env: {},
    timeoutMs: 20_000,
    mostBytes: 1_000_000,
    signal: new AbortController().signal,
    ...given,
  });
}

/** Whether a process is there; a zombie, which is nobody's any more, is not. */
async function isAlive(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => null);
  if (state !== null) return !/\) Z/.test(state);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function hasEnded(pid: number): Promise<boolean> {
  for (let round = 0; round < 100 && (await isAlive(pid)); round++) await wait(50);
  return !(await isAlive(pid));
}

describe("a program that ends", () => {
  test("is told by its exit code, with the end of what it printed", async () => {
    const end = await run(`console.log("out"); console.error("x".repeat(20_000) + "err"); process.exitCode = 3`);
    expect(end).toMatchObject({ ended: "exited", exitCode: 3, signal: null });
    expect(end.tail).toMatch(/xerr\n$/);
    expect(end.tail).toHaveLength(8_192);
  });

  test("sees only the environment that it is given", async () => {
    const signal = new AbortController().signal;
    const argv = [process.execPath, "-p", "JSON.stringify(Object.keys(process.env).sort())"] as const;
    const given = IS_WINDOWS ? { A: "1", SystemRoot: process.env["SystemRoot"] ?? "" } : { A: "1" };
    const names: unknown = JSON.parse((await captureOutput({ argv, cwd: tmpdir(), env: given, signal })) ?? "");
    // macOS adds a variable of its own.
    expect(names).toEqual(expect.arrayContaining(["A"]));
    expect(names).not.toContain("HOME");
  });

  test("that was killed is told by its signal", async () => {
    if (IS_WINDOWS) return;
    expect(await run(`process.kill(process.pid, "SIGKILL")`)).toMatchObject({
      ended: "killed",
      exitCode: null,
      signal: "SIGKILL",
    });
  });

  test("takes with it what it left running, even what holds its outputs open", async () => {
    const child = `setInterval(() => {}, 1000)`;
    const code = `const c = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}],
      { stdio: "inherit" }); console.log(c.pid); c.unref(); process.exit(0)`;
    const end = await run(code);
    expect(end).toMatchObject({ ended: "exited", exitCode: 0 });
    if (!IS_WINDOWS) expect(await hasEnded(Number.parseInt(end.tail, 10))).toBe(true);
  });

  test("takes with it what left its group, where the system tells whose it is", async () => {
    if (process.platform !== "linux") return;
    await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-process-"));
    const child = `setInterval(() => {}, 1000)`;
    const code = `const c = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}],
      { stdio: "ignore", detached: true }); console.log(c.pid); c.unref()`;
    const end = await run(code, { env: { TMPDIR: folder.path }, marker: folder.path });
    expect(await hasEnded(Number.parseInt(end.tail, 10))).toBe(true);
  });
});

test("what starts others while it is ended takes them with it", async () => {
  if (process.platform !== "linux") return;
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-process-"));
  const storm = `let n = 0; const go = () => { if (n++ < 40) { require("child_process").spawn("sleep", ["60"],
    { stdio: "ignore", detached: true }).unref(); setImmediate(go); } }; go()`;
  const code = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(storm)}],
    { stdio: "ignore", detached: true }).unref(); setTimeout(() => {}, 100)`;
  const env = { TMPDIR: folder.path, PATH: process.env["PATH"] ?? "" };
  await run(code, { env, marker: folder.path });
  await wait(300);
  const environments = (await readdir("/proc"))
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => readFile(`/proc/${name}/environ`, "latin1").catch(() => ""));
  expect((await Promise.all(environments)).filter((text) => text.includes(`=${folder.path}\0`))).toEqual([]);
});

describe("a program that does not end", () => {
  test("is stopped when its time is over, with what it started", async () => {
    const child = `setInterval(() => {}, 1000)`;
    const code = `const c = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]);
      console.log(c.pid); setInterval(() => {}, 1000)`;
    const end = await run(code, { timeoutMs: 1_500 });
    expect(end.ended).toBe("timed-out");
    expect(await hasEnded(Number.parseInt(end.tail, 10))).toBe(true);
  });

  test("is killed where it does not heed the request", async () => {
    const end = await run(`process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)`, { timeoutMs: 1_000 });
    expect(end).toMatchObject({ ended: "timed-out", exitCode: IS_WINDOWS ? 1 : null });
  });

  test("is stopped when it prints without end, and no more than is allowed is kept", async () => {
    let kept = 0;
    const end = await run(`for (;;) require("fs").writeSync(1, "x".repeat(65536))`, {
      onStdout: (chunk) => {
        kept += chunk.length;
      },
    });
    expect(end.ended).toBe("flooded");
    expect(kept).toBeLessThanOrEqual(1_000_000);
  });

  test("is stopped when the user interrupts", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("interrupted")), 500);
    await expect(run(`setInterval(() => {}, 1000)`, { signal: controller.signal })).rejects.toThrow("interrupted");
  });

  test("that does not heed an interruption is killed before whoever runs us loses patience", async () => {
    // As long as supervise in @airworthy/runtime waits.
    const signal = AbortSignal.timeout(1_000);
    const stubborn = run(`process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)`, { signal });
    expect(await Promise.race([stubborn.catch(() => "ended"), wait(4_000, "left")])).toBe("ended");
  });
});

test("what is no program rejects, and captures nothing", async () => {
  const argv = ["airworthy-no-such-program"] as const;
  await expect(run("", { argv })).rejects.toThrow("ENOENT");
  const signal = new AbortController().signal;
  expect(await captureOutput({ argv, cwd: tmpdir(), env: {}, signal })).toBeNull();
  expect(
    await captureOutput({ argv: [process.execPath, "-e", "process.exit(1)"], cwd: tmpdir(), env: {}, signal }),
  ).toBeNull();
});

test("the file mode mask is the program's alone", async () => {
  if (IS_WINDOWS) return;
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-process-"));
  const before = process.umask();
  await run(`require("fs").writeFileSync("f", "")`, { cwd: folder.path, umask: 0o077 });
  expect((await stat(join(folder.path, "f"))).mode & 0o777).toBe(0o600);
  expect(process.umask()).toBe(before);
});
