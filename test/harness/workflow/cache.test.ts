import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openCache } from "./cache.ts";

const BOTH = "actions/cache@0";
const FEW_MS = 20;
const inputs = (run: number) => ({ path: "kept", key: `looks-${run}`, "restore-keys": "other-\nlooks-" });

test("what a run keeps comes back in the next by the newest key that begins so; a key is written once, and by success alone", async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-cache-"));
  const job = async (run: number, ends: boolean) => {
    const workspace = join(space.path, `job-${run}-${Math.trunc(performance.now())}`);
    await mkdir(workspace);
    const cache = openCache(join(space.path, "cache"), workspace);
    await cache.run(BOTH, inputs(run));
    const file = join(workspace, "kept", "number");
    const found = await readFile(file, "utf8").catch(() => null);
    await mkdir(join(workspace, "kept"), { recursive: true });
    await writeFile(file, `${run}`);
    if (ends) await cache.end();
    await sleep(FEW_MS);
    return found;
  };
  expect(await job(1, true)).toBeNull();
  expect(await job(2, false)).toBe("1");
  expect(await job(3, true)).toBe("1");
  expect(await job(4, false)).toBe("3");
  expect(await job(1, true)).toBe("1");
});
