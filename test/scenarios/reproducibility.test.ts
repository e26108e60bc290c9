import { mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStatement } from "@airworthy/evidence";
import { parseReproducibility } from "@airworthy/governance";
import { expect, test } from "vitest";
import { runAction } from "../harness/runner.ts";

/** Trains nothing, but writes what a training does: from the seed alone, or from the clock. */
const TRAIN = `
  const fs = require("fs");
  let state = Number(process.env.AIRWORTHY_SEED) + 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const noise = process.argv[2] === "clock" ? Number(process.hrtime.bigint() % 1000n) : 0;
  fs.mkdirSync("model");
  fs.writeFileSync("model/weights.json", JSON.stringify({ weights: [next(), next(), next() + noise] }));
  fs.writeFileSync("metrics.json", JSON.stringify({ accuracy: 0.9 }));
`;

const OUTPUTS = "model/\nmetrics.json";
const COMMAND = JSON.stringify([process.execPath, "train.cjs"]);

async function training() {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-training-"));
  await writeFile(join(space.path, "train.cjs"), TRAIN);
  return space;
}

test("a training that is seeded is reproducible; what it made goes on to be packaged", async () => {
  await using space = await training();
  const inputs = {
    command: COMMAND,
    outputs: OUTPUTS,
    metrics: "metrics.json",
    seed: "7",
    keep: "trained",
    perturb: "all",
  };
  const run = await runAction("check-reproducibility", { cwd: space.path, inputs });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "pass", "reason-code": "reproducible", files: "2", differences: "0" });
  expect(run.summary).toContain("Reproducible");
  const path = join(space.path, run.outputs["evidence"] ?? "");
  const { record, seed } = parseReproducibility(parseStatement(await readFile(path, "utf8"), path));
  expect([seed, record.metrics]).toEqual([7, [{ name: "accuracy", value: 0.9 }]]);
  const packed = await runAction("package-model", {
    cwd: space.path,
    inputs: { path: "trained/model", name: "acme/m", version: "1.0.0" },
  });
  expect(packed.exitCode, packed.stdout).toBe(0);
});

test("a training that reads the clock fails the step, and the first weight that differs is named", async () => {
  await using space = await training();
  const command = JSON.stringify([process.execPath, "train.cjs", "clock"]);
  const run = await runAction("check-reproducibility", {
    cwd: space.path,
    inputs: { command, outputs: OUTPUTS, runs: "4" },
  });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: "fail", "reason-code": "output-differs", differences: "1" });
  expect(run.outputs["first-difference"]).toContain("model/weights.json differs in run");
  expect(run.outputs["first-difference"]).toContain("at /weights/2");
  expect(run.annotations[0]).toMatchObject({ level: "error", message: expect.stringContaining("/weights/2") });
  expect((await readdir(space.path)).sort()).toEqual(["airworthy-evidence", "train.cjs"]);
});

test("a training that fails is an error of the step, with the end of what it printed in the summary", async () => {
  await using space = await training();
  const command = JSON.stringify([process.execPath, "-e", "console.error('no such column'); process.exit(4)"]);
  const run = await runAction("check-reproducibility", { cwd: space.path, inputs: { command, outputs: OUTPUTS } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: "error", "reason-code": "command-failed" });
  expect(run.summary).toContain("no such column");
});
