import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { REPOSITORY } from "../harness/action-manifest.ts";
import { addCommit, pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { emptyRepository, textsIn } from "../harness/starter/begun-repository.ts";
import { callWorkflow, type WorkflowRun } from "../harness/workflow/call-workflow.ts";

const run = promisify(execFile);
const FLAVOURS = ["sklearn", "mlflow", "node", "generic"];
const LIMIT = { timeout: 180_000 };
const LOG_END = 1_000;

const gateSchema = v.object({
  jobs: v.object({
    gate: v.object({ uses: v.string(), with: v.record(v.string(), v.union([v.string(), v.number()])) }),
  }),
});

/** A new repository that the built command line begins, and what becomes of changes to it. */
async function begin(flavour: string) {
  const repository = await emptyRepository(flavour);
  const { path, space } = repository;
  return {
    ...repository,
    async edit(file: string, change: (text: string) => string) {
      const location = join(path, file);
      const before = await readFile(location, "utf8");
      expect(change(before)).not.toBe(before);
      await writeFile(location, change(before));
    },
    /** What its own workflow does with a pull request that brings its files as they are now; the base has them as they were begun. */
    async gate(base: Readonly<Record<string, string>>) {
      const { jobs } = v.parse(
        gateSchema,
        parse(await readFile(join(path, ".github/workflows/gate-model.yml"), "utf8")),
      );
      expect(jobs.gate.uses).toBe("airworthy/airworthy/.github/workflows/gate-model.yml@v1");
      await using github = await startGitHub();
      const sha = addCommit(github.state, { files: { ...base } });
      const [pull] = github.state.pulls;
      if (pull === undefined) throw new Error("the stand-in has no pull request");
      pull.base = { ref: "main", sha };
      const event = pullRequestEvent(pull);
      const inputs = jobs.gate.with;
      const env = { ...github.env, HOME: space };
      const ended = await callWorkflow("gate-model.yml", { inputs, checkout: path, folder: space, env, event });
      expect(brokenSteps(ended)).toEqual([]);
      return ended;
    },
  };
}

/** The end of the log of each step that failed. */
function brokenSteps({ jobs }: WorkflowRun): readonly string[] {
  const steps = [...jobs.values()].flatMap((runs) => runs.flatMap((job) => [...job.steps.values()]));
  return steps.filter(({ outcome }) => outcome === "failure").map(({ stdout }) => stdout.slice(-LOG_END));
}

describe.each(FLAVOURS)("the starter %s", (flavour) => {
  test("is written by the built command line, once, and neither its schema nor doctor has anything against it", async () => {
    await using repository = await begin(flavour);
    const first = await repository.init();
    expect(first).toMatchObject({ command: "init", verdict: "pass", reasonCode: "written" });
    const written = await textsIn(repository.path);
    expect(Object.keys(written).sort()).toEqual(first.outputs.created.split("\n"));
    expect(await repository.init()).toMatchObject({
      verdict: "pass",
      reasonCode: "unchanged",
      outputs: { created: "" },
    });
    expect(await textsIn(repository.path)).toEqual(written);
    // The server of MLflow is the reader's to name.
    const warnings = flavour === "mlflow" ? "1" : "0";
    expect((await repository.doctor()).outputs).toMatchObject({ errors: "0", warnings });
    const schema = JSON.parse(await readFile(join(REPOSITORY, "airworthy.schema.json"), "utf8"));
    const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect([isValid(parse(written["airworthy.yml"] ?? "")), isValid.errors]).toEqual([true, null]);
  });
});

// Those that nothing has to be installed for; test/interop/starter.test.ts has the others.
test.each(["node", "generic"])("the starter %s passes its own gate as it stands", LIMIT, async (flavour) => {
  await using repository = await begin(flavour);
  await repository.init();
  const { conclusion, outputs, jobs } = await repository.gate(await textsIn(repository.path));
  expect([conclusion, outputs]).toEqual(["success", { verdict: "pass" }]);
  expect(jobs.get("report")?.[0]?.steps.get("report")?.summary).toContain("accuracy");
});

test("the second version is compared with the first, and one that forgot its words is not ready", LIMIT, async () => {
  await using repository = await begin("node");
  await repository.init();
  const { path } = repository;
  await mkdir(join(path, "candidate", "model"), { recursive: true });
  await cp(join(path, "model", "predict.mjs"), join(path, "candidate", "model", "predict.mjs"));
  await run(process.execPath, ["model/write-predictions.mjs"], { cwd: path });
  await cp(join(path, "candidate"), join(path, "baseline"), { recursive: true });
  await repository.edit("airworthy.yml", (text) => text.replace("# baseline: {", "baseline: {"));
  await repository.edit(".github/workflows/gate-model.yml", (text) => text.replaceAll("# baseline", "baseline"));
  const base = await textsIn(path);

  const same = await repository.gate(base);
  expect([same.conclusion, same.outputs]).toEqual(["success", { verdict: "pass" }]);
  await repository.edit("model/predict.mjs", (text) => text.replace('"invoice", "refund", ', ""));
  const worse = await repository.gate(base);
  expect([worse.conclusion, worse.outputs]).toEqual(["success", { verdict: "fail" }]);
  const summary = worse.jobs.get("report")?.[0]?.steps.get("report")?.summary ?? "";
  expect(summary).toContain("money");
  expect(summary).toContain("accuracy");
});
