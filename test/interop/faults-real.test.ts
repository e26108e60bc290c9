import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { GOOD_RUNS } from "../faults/good-runs/index.ts";
import { judge } from "../faults/judge.ts";
import { perform } from "../faults/world/control.ts";
import { runBuilt } from "../faults/world/run-built.ts";
import { setup as buildOnce } from "../harness/build-once.ts";

// What test/faults does from within Node, done by the operating system to the built command line.

const IS_LINUX = process.platform === "linux";
const RUNS = GOOD_RUNS.filter(({ serve, isService }) => serve === undefined && isService !== true);

beforeAll(buildOnce);

describe.runIf(IS_LINUX)("files of at most 1 KiB", () => {
  test.each(RUNS)("are no half of what $name writes", async (run) => {
    // Without the signal that goes with the limit, a write beyond it fails with EFBIG once the first part is written.
    const shell = "trap '' XFSZ; ulimit -f 2";
    const seen = await perform(run, { run: (start) => runBuilt(start, { shell }) });
    const fault = { name: "ulimit -f 2", mayPass: "leaving the same", names: /too large|EFBIG|Not recorded/ } as const;
    expect(await judge(run, fault, seen)).toEqual([]);
  });
});

describe.runIf(IS_LINUX)("a full device for standard output", () => {
  test.each(RUNS)("is no success of $name", async (run) => {
    const { ended } = await perform(run, { run: (start) => runBuilt(start, { shell: "exec >/dev/full" }) });
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toMatch(/standard output cannot be written|error:/);
  });
});

describe.runIf(process.platform !== "win32")("a pipe in the place of a file", () => {
  test.each(RUNS.filter(({ reads }) => reads.length > 0))("is not waited for by $name", async (run) => {
    const [file = ""] = run.reads;
    const seen = await perform(run, {
      async before(folder) {
        await rm(join(folder, file));
        execFileSync("mkfifo", [join(folder, file)]);
      },
      run: (start) => runBuilt(start),
    });
    expect(await judge(run, { name: `${file}: a pipe`, names: /./ }, seen)).toEqual([]);
  });
});
