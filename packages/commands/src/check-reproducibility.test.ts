import { mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stableDigest } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { program, STEADY } from "../../../test/harness/check-program.ts";

const IS_WINDOWS = process.platform === "win32";

describe("a command that makes the same each time", () => {
  test("is reproducible, and its evidence the same but for what it names as volatile", async () => {
    await using space = await program(STEADY);
    const [one, two] = [await space.check({ seed: 7 }), await space.check({ seed: 7 })];
    expect([one.verdict, one.reasonCode]).toEqual(["pass", "reproducible"]);
    expect(one.headline).toBe("1 output came out the same, bit for bit, in 2 runs.");
    expect(one.predicate.outputs).toMatchObject([{ path: "out.json", state: "identical" }]);
    expect(one.outputs).toEqual({
      digest: `sha256:${one.predicate.candidate.sha256}`,
      files: "1",
      differences: "0",
      "first-difference": "",
    });
    expect(stableDigest({ ...one.statement, predicate: one.predicate })).toBe(
      stableDigest({ ...two.statement, predicate: two.predicate }),
    );
  });

  test("leaves nothing behind, neither in its folder nor among temporary files", async () => {
    await using space = await program(STEADY);
    await space.check();
    expect(await readdir(space.path)).toEqual(["run.cjs"]);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith("airworthy-runs-"))).toEqual([]);
  });

  test("leaves nothing behind where it protects its folders from being written to", async () => {
    await using space = await program(
      `${STEADY} fs.mkdirSync("cache"); fs.writeFileSync("cache/file", ""); fs.chmodSync("cache", 0o555);`,
    );
    // For root nothing is protected: there this shows little.
    expect((await space.check()).verdict).toBe("pass");
    expect((await readdir(tmpdir())).filter((name) => name.startsWith("airworthy-runs-"))).toEqual([]);
  });

  test("run in place leaves what the first run made; what is there before is refused", async () => {
    await using space = await program(STEADY);
    expect((await space.check({ isolation: "in-place" })).verdict).toBe("pass");
    expect(await readFile(join(space.path, "out.json"), "utf8")).toBe('{"seed":0,"loss":[0.5,0.25]}');
    await expect(space.check({ isolation: "in-place" })).rejects.toThrow("out.json is there already");
  });

  test("keeps the first run's outputs where it is asked to, in an empty folder only", async () => {
    await using space = await program(STEADY);
    await space.check({ keep: "kept" });
    expect(await readdir(join(space.path, "kept"))).toEqual(["out.json"]);
    await expect(space.check({ keep: "kept" })).rejects.toThrow("kept is not empty");
  });
});

describe("a command that makes something else each time", () => {
  test("fails and names the first value that differs", async () => {
    await using space = await program(
      `fs.writeFileSync("out.json", JSON.stringify({ fixed: 1, loss: [0.5, process.hrtime.bigint().toString()] }));`,
    );
    const { verdict, reasonCode, predicate, outputs } = await space.check();
    expect([verdict, reasonCode]).toEqual(["fail", "output-differs"]);
    expect(predicate.outputs).toMatchObject([
      { state: "differs", format: "json", difference: { place: "/loss/1", run: 2 } },
    ]);
    expect(outputs["first-difference"]).toContain("out.json differs in run 2 at /loss/1");
  });

  test("fails also where its output is another name of a file that it keeps elsewhere", async () => {
    await using cache = await mkdtempDisposable(join(tmpdir(), "airworthy-cache-"));
    await using space = await program(`
      const cached = process.env.CACHE + "/weights";
      fs.writeFileSync(cached, JSON.stringify([Number(process.hrtime.bigint())]));
      fs.linkSync(cached, "out.json");`);
    const given = { environment: [`CACHE=${cache.path}`], tolerance: ["1e-15"] };
    expect((await space.check(given)).reasonCode).toBe("output-differs");
  });

  test("passes where a stated tolerance allows the difference, and says so", async () => {
    await using space = await program(
      `fs.writeFileSync("out.json", JSON.stringify({ loss: 0.5 + 1e-9 * Math.random() }));`,
    );
    const { verdict, reasonCode, headline } = await space.check({ tolerance: ["1e-6"] });
    expect([verdict, reasonCode]).toEqual(["pass", "within-tolerance"]);
    expect(headline).toContain("within the stated tolerances");
    expect((await space.check({ tolerance: ["*.txt: abs=1"] })).verdict).toBe("fail");
  });

  test("by the order of its threads is found out", async () => {
    await using space = await program(`
      const { Worker, isMainThread, parentPort, workerData } = require("worker_threads");
      if (!isMainThread) { parentPort.postMessage(workerData); }
      else { const all = []; const count = 8;
        for (let i = 0; i < count; i++) new Worker(__filename, { workerData: i }).on("message", (m) => {
          // The clock decides, as it does between threads that race.
          all.push([m, process.hrtime.bigint() % 1000003n]); if (all.length === count) {
            all.sort((a, b) => Number(a[1] - b[1])); fs.writeFileSync("out.txt", all.map(([m]) => m).join("\\n")); } }); }`);
    expect((await space.check({ runs: 5 })).reasonCode).toBe("output-differs");
  });

  test("leaves a file only in one run: missing, in either direction", async () => {
    await using space = await program(`fs.writeFileSync("out-" + (process.env.TZ === "UTC" ? "a" : "b"), "");`);
    const { predicate } = await space.check({ perturb: ["timezone"] });
    expect(predicate.findings.map(({ reasonCode, headline }) => [reasonCode, headline])).toEqual([
      ["output-missing", "out-a is not left by run 2"],
      ["output-missing", "out-b is left by run 2, not by the first"],
    ]);
  });
});

describe("another surrounding for the last run", () => {
  test.each<readonly [string, string]>([
    ["timezone", "process.env.TZ"],
    ["hash-seed", "process.env.PYTHONHASHSEED"],
    ["threads", "process.env.OMP_NUM_THREADS"],
    ["locale", "process.env.LC_ALL"],
    ["folder", "process.cwd()"],
    ...(IS_WINDOWS ? [] : [["umask", "process.umask()"] as const]),
  ])("%s shows what depends on it", async (perturbation, expression) => {
    await using space = await program(`fs.writeFileSync("out.txt", String(${expression}));`);
    expect((await space.check()).verdict).toBe("pass");
    expect((await space.check({ perturb: [perturbation] })).verdict).toBe("fail");
  });

  test("in place has no other folder; unknown words name the near one", async () => {
    await using space = await program(STEADY);
    await expect(space.check({ perturb: ["folder"], isolation: "in-place" })).rejects.toThrow("needs fresh copies");
    await expect(space.check({ perturb: ["timezones"] })).rejects.toMatchObject({ remedy: "Did you mean timezone?" });
  });
});
