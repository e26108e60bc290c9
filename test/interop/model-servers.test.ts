import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Answer, openPredictor, type PredictorOptions } from "@airworthy/models";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { freePort, type ModelServer, startServer } from "./model-servers/start-server.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);

const SOURCES = join(import.meta.dirname, "model-servers");
const OPTIONS: PredictorOptions = { cwd: SOURCES, env: {}, timeout: 30_000, startTimeout: 120_000 };

const asked = createTally();
let python: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-servers-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Model = Parameters<typeof openPredictor>[0];
type Input = string | Readonly<Record<string, unknown>>;

async function ask(model: Model, inputs: readonly Input[]): Promise<readonly Answer[]> {
  await using predictor = await openPredictor(model, OPTIONS);
  for (const _ of inputs) asked.add();
  return await predictor.predict(inputs.map((input, at) => ({ id: `q${at}`, input, repeat: 0 })));
}

/** Notes what a server was asked and answered as its tests expect. */
async function agrees(claim: string, peer: string, name: string): Promise<void> {
  const version = await pythonVersion(python, name);
  conforms({ area: "Behaviour tests", claim, peer, version, ...asked.take() });
}

const TEXTS = ["a", "a longer text", "five!"];

describe("MLServer, of the Open Inference Protocol", () => {
  let server: ModelServer;
  const address = (model: string) => `${server.url}/v2/models/${model}`;

  beforeAll(async () => {
    python = await pythonWith(["mlserver==1.7.1"]);
    const text = { name: "text", datatype: "BYTES", shape: [-1] };
    const probabilities = { name: "probabilities", datatype: "FP64", shape: [-1, 2] };
    await writeModel("length", "LengthModel", { inputs: [text], outputs: [probabilities] });
    await writeModel("bare", "LengthModel", {});
    const row = { name: "row", datatype: "FP32", shape: [-1, 3] };
    const factor = { name: "factor", datatype: "INT64", shape: [-1] };
    await writeModel("sum", "SumModel", {
      inputs: [row, factor],
      outputs: [{ name: "sum", datatype: "FP32", shape: [-1, 1] }],
    });
    // Its other two ports must be free as well.
    const [grpc_port, metrics_port] = [await freePort(), await freePort()];
    const settings = { host: "127.0.0.1", grpc_port, metrics_port, parallel_workers: 0 };
    await writeFile(join(folder, "settings.json"), JSON.stringify(settings));
    const argv = [join(dirname(python), "mlserver"), "start", "."] as const;
    server = await startServer({
      argv: () => argv,
      cwd: folder,
      env: (port) => ({ MLSERVER_HTTP_PORT: String(port) }),
    });
  });

  afterAll(() => server[Symbol.asyncDispose]());

  async function writeModel(name: string, implementation: string, tensors: object): Promise<void> {
    await mkdir(join(folder, name));
    await copyFile(join(SOURCES, "length_model.py"), join(folder, name, "length_model.py"));
    const settings = { name, implementation: `length_model.${implementation}`, ...tensors };
    await writeFile(join(folder, name, "model-settings.json"), JSON.stringify(settings));
  }

  test("a model is called as its metadata say, once the server is ready", async () => {
    const answers = await ask({ kind: "open-inference", url: address("length"), classes: ["short", "long"] }, TEXTS);
    expect(answers).toMatchObject([
      { prediction: "short", scores: new Map(Object.entries({ short: 0.9, long: 0.1 })) },
      { prediction: "long", scores: new Map(Object.entries({ short: 0, long: 1 })) },
      { prediction: "short", scores: new Map(Object.entries({ short: 0.5, long: 0.5 })) },
    ]);
  });

  test("a model without metadata is called as declared", async () => {
    const config = {
      kind: "open-inference" as const,
      url: address("bare"),
      inputs: { text: { datatype: "BYTES" as const, shape: [-1, 1] } },
      outputs: { scores: "probabilities" },
      classes: ["short", "long"],
    };
    expect(await ask(config, TEXTS)).toMatchObject([
      { prediction: "short" },
      { prediction: "long" },
      { prediction: "short" },
    ]);
  });

  test("records become several tensors, and the answer a number", async () => {
    const config = { kind: "open-inference" as const, url: address("sum"), inputs: { row: ["a", "b", "c"] } };
    const records = [
      { a: 1, b: 2, c: 3.5, factor: 2 },
      { a: 0, b: 0, c: -1, factor: 10 },
    ];
    expect(await ask(config, records)).toMatchObject([{ value: 13 }, { value: -10 }]);
  });

  test("an input that the model fails on is its own problem", async () => {
    const config = { kind: "open-inference" as const, url: address("length"), classes: ["short", "long"], retries: 0 };
    expect(await ask(config, ["a", "bad", "c"])).toMatchObject([
      { prediction: "short" },
      { problem: expect.stringMatching(/answered 500: .*cannot read bad/) },
      { prediction: "short" },
    ]);
  });

  test("a model that is not there is told with the server's words", async () => {
    await expect(ask(`open-inference:${address("other")}`, TEXTS)).rejects.toThrow(
      /answered 404: Model other not found/,
    );
    await agrees("the Open Inference Protocol: texts, records and failures as it answers them", "MLServer", "mlserver");
  });
});

describe("MLflow's scoring server", () => {
  let server: ModelServer;

  beforeAll(async () => {
    python = await pythonWith(["mlflow-skinny==3.17.2", "pandas==3.1.1", "fastapi==0.165.0", "uvicorn==0.54.0"]);
    const model = join(folder, "mlflow-model");
    await run(python, [join(SOURCES, "save_mlflow_model.py"), model, join(SOURCES, "mlflow_model.py")], {
      cwd: folder,
    });
    const programs = dirname(python);
    server = await startServer({
      argv: (port) => [
        join(programs, "mlflow"),
        ...["models", "serve", "--model-uri", model, "--env-manager", "local", "--port", String(port)],
      ],
      cwd: folder,
      // It starts uvicorn by its name.
      env: () => ({ PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` }),
    });
  });

  afterAll(() => server[Symbol.asyncDispose]());

  test("texts are answered in every format, once the server is ready", async () => {
    for (const format of ["inputs", "instances", "dataframe_split", "dataframe_records"] as const) {
      const answers = await ask({ kind: "mlflow", url: server.url, format }, TEXTS);
      expect(answers, format).toMatchObject([{ prediction: "short" }, { prediction: "long" }, { prediction: "short" }]);
    }
  });

  test("scores come in the order of the classes", async () => {
    const config = { kind: "mlflow" as const, url: server.url, params: { kind: "scores" }, classes: ["short", "long"] };
    expect(await ask(config, TEXTS)).toMatchObject([
      { prediction: "short", scores: new Map(Object.entries({ short: 0.9, long: 0.1 })) },
      { prediction: "long" },
      { prediction: "short" },
    ]);
  });

  test("an input that the model fails on is its own problem", async () => {
    expect(await ask({ kind: "mlflow", url: server.url, retries: 0 }, ["a", "bad"])).toMatchObject([
      { prediction: "short" },
      { problem: expect.stringMatching(/answered \d+: .*/) },
    ]);
    await agrees("texts in four formats, scores and failures", "MLflow's scoring server", "mlflow-skinny");
  });
});
