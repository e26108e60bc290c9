import { execFile } from "node:child_process";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { MLFLOW_START, startMlflow } from "./model-servers/start-mlflow.ts";
import { pythonWith } from "./python-environment.ts";
import { startRepository } from "./starter/repository.ts";
import { sklearnPackages } from "./starter/sklearn.ts";

const run = promisify(execFile);

test("the starter for scikit-learn passes as it stands, and makes the same bytes each time", async () => {
  await using repository = await startRepository("sklearn", await pythonWith(await sklearnPackages()));
  const first = await repository.prepare();
  expect(await repository.prepare()).toEqual(first);
  await repository.passes({ cases: "9", rows: "60" });
});

test(
  "the starter for MLflow passes with a model that is registered at a server",
  async () => {
    await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-starter-"));
    await using mlflow = await startMlflow(space.path);
    await run(mlflow.python, [join(import.meta.dirname, "starter", "log_model.py"), mlflow.url, "my-model"], {
      cwd: space.path,
    });
    await using repository = await startRepository("mlflow", mlflow.python);
    await expect(repository.prepare()).rejects.toThrow("model/candidate.json names no server of yours yet");
    const named = join(repository.path, "model", "candidate.json");
    const candidate = JSON.parse(await readFile(named, "utf8"));
    await writeFile(named, JSON.stringify({ ...candidate, server: mlflow.url }));
    const first = await repository.prepare();
    expect(await repository.prepare()).toEqual(first);
    await repository.passes({ cases: "12", rows: "45" });
  },
  MLFLOW_START + 120_000,
);
