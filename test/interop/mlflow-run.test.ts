import { execFile } from "node:child_process";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { exampleStatement } from "../../packages/governance/src/reproducibility/example-reproduction.ts";
import { mlflowRun } from "../../packages/governance/src/reproducibility/exports/mlflow-run.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const MLFLOW = ["mlflow-skinny==3.17.2", "pandas==3.1.1", "sqlalchemy==2.1.9", "alembic==1.20.1"];

const run = promisify(execFile);

test("MLflow reads the run back: parameters, metrics, tags, times and the evidence", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-mlflow-"));
  const store = join(folder.path, "mlruns");
  const url = pathToFileURL(store).href;
  for (const { path, content } of mlflowRun(exampleStatement(), url)) {
    await mkdir(dirname(join(store, path)), { recursive: true });
    await writeFile(join(store, path), content);
  }
  const script = join(import.meta.dirname, "reproducibility", "read_mlflow.py");
  const env = { ...process.env, MLFLOW_ALLOW_FILE_STORE: "true" };
  const { stdout } = await run(await pythonWith(MLFLOW), [script, url], { env, cwd: folder.path });
  const printed = stdout.trim().split("\n").at(-1) ?? "";
  expect(printed).toContain('"__proto__": "p"');
  const read = JSON.parse(printed);
  expect(read).toMatchObject({
    experiment: "Reproducibility of digits ",
    name: "digits ",
    status: "FINISHED",
    start: Date.parse("2026-01-02T03:04:05.000Z"),
    params: { lr: "0.0003", LR_2: "x y", "___.._etc": "true" },
    metrics: { accuracy: 0.91, "f1_ _macro_ _": 1e-7, _con: 2 },
    tags: { "airworthy.verdict": "pass", "mlflow.source.git.commit": "0123456789abcdef0123456789abcdef01234567" },
    artifacts: ["check-reproducibility.json"],
  });
  conforms({
    area: "Records and promotions",
    claim: "parameters, metrics and tags of a run in its file store",
    peer: "MLflow",
    version: await pythonVersion(await pythonWith(MLFLOW), "mlflow-skinny"),
    cases: [read.params, read.metrics, read.tags].flatMap(Object.keys).length,
  });
});
