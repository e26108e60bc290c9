import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { trackRun } from "@airworthy/governance";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTrackingAddress } from "../../packages/commands/src/check-reproducibility/tracking-address.ts";
import { openTrackingServer } from "../../packages/commands/src/check-reproducibility/tracking-server.ts";
import { exampleStatement, GOOD_RUN } from "../../packages/governance/src/reproducibility/example-reproduction.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { silentPorts } from "../harness/silent-ports.ts";
import { MLFLOW_START, type MlflowServer, startMlflow } from "./model-servers/start-mlflow.ts";

const run = promisify(execFile);

let folder: string;
let server: MlflowServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-tracking-"));
  server = await startMlflow(folder);
}, MLFLOW_START);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Writes the run as the verb does, and reads it back with MLflow's own client. */
async function tracked(given: Parameters<typeof exampleStatement>[0]): Promise<unknown> {
  const ports = silentPorts(folder);
  await using tracking = openTrackingServer(readTrackingAddress(server.url, {}), ports);
  const { run: id } = await trackRun(exampleStatement(given), tracking);
  const script = join(import.meta.dirname, "reproducibility", "read_tracked_run.py");
  const { stdout } = await run(server.python, [script, server.url, id], { cwd: folder, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

test("MLflow's client reads the run back: experiment, status, times, parameters, metrics and tags", async () => {
  expect(await tracked({})).toMatchObject({
    experiment: "Reproducibility of digits ",
    name: "digits ",
    status: "FINISHED",
    start: Date.parse("2026-01-02T03:04:05.000Z"),
    end: Date.parse("2026-01-02T03:05:05.000Z"),
    params: { lr: "0.0003", LR_2: "x y", "___.._etc": "true" },
    metrics: { accuracy: 0.91, "f1_ _macro_ _": 1e-7, _con: 2 },
    tags: {
      "airworthy.verdict": "pass",
      "airworthy.evidence": expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      "mlflow.source.git.commit": "0123456789abcdef0123456789abcdef01234567",
    },
  });
});

test("a command that failed is a run that failed, in the experiment that is there already", async () => {
  const failed = await tracked({ runs: [{ ...GOOD_RUN, exitCode: 1 }], outputs: [] });
  expect(failed).toMatchObject({ experiment: "Reproducibility of digits ", status: "FAILED" });
});

test("more than one request takes, of the longest values that a record has, arrives whole", async () => {
  const { record } = exampleStatement().predicate;
  const parameters = Array.from({ length: 250 }, (_, at) => ({ name: `p${at}`, value: `${at}${"😀".repeat(2_400)}` }));
  const metrics = Array.from({ length: 1_500 }, (_, at) => ({ name: `m${at}`, value: at / 7 }));
  const read = await tracked({ record: { ...record, parameters, metrics } });
  // 6,000 bytes: the digits and as many emoji of four bytes as fit.
  const cut = (at: number) => `${at}${"😀".repeat(Math.floor((6_000 - String(at).length) / 4))}`;
  expect(read).toMatchObject({
    params: Object.fromEntries(parameters.map(({ name }, at) => [name, cut(at)])),
    metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  });
  conforms({
    area: "Records and promotions",
    claim: "parameters and metrics of a run, the longest that a record has",
    peer: "MLflow's server",
    version: await pythonVersion(server.python, "mlflow-skinny"),
    cases: parameters.length + metrics.length,
  });
});

test("an experiment that was deleted is told in the server's words", async () => {
  const script = join(import.meta.dirname, "reproducibility", "delete_experiment.py");
  await run(server.python, [script, server.url, "Reproducibility of digits "], { cwd: folder });
  await expect(tracked({})).rejects.toThrow(/runs\/create answered 400: .*must be in the 'active' state/);
});
