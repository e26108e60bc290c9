import { spawn } from "node:child_process";
import { mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createRandom } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { classifier, endless } from "../../packages/models/src/onnx/fixtures/models.ts";
import * as onnx from "../../packages/models/src/onnx/fixtures/write-onnx.ts";
import type { OnnxConfig } from "../../packages/models/src/onnx/onnx-config.ts";
import { openOnnx } from "../../packages/models/src/onnx/open-onnx.ts";
import type { Answer } from "../../packages/models/src/predictor.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { npmProject } from "./npm-packages.ts";
import { pythonWith } from "./python-environment.ts";

/** Of both onnxruntime-node and the Python package; packages/models names the same of onnxruntime-web. */
const RUNTIME = "1.30.0";
const PACKAGES = [`onnxruntime==${RUNTIME}`, "numpy==2.4.6", "scikit-learn==1.9.1", "skl2onnx==1.20.0"];
const ROWS = 200;
/** Of a float32 sum's order; the project's own promise is 1e-5. */
const DIGITS = 5;

const rowsSchema = v.array(v.array(v.number()));
const answerSchema = v.object({
  version: v.string(),
  outputs: v.array(rowsSchema),
  trained: v.object({
    rows: rowsSchema,
    classes: v.array(v.string()),
    labels: v.array(v.string()),
    scores: rowsSchema,
  }),
});

const PIXELS = 784;
const HIDDEN = 64;
const DIGIT_CLASSES = Array.from({ length: 10 }, (_, digit) => `digit ${digit}`);

interface Model {
  readonly name: string;
  readonly bytes: Buffer;
  readonly rows: readonly (readonly number[])[];
  readonly classes: readonly string[];
}

const MODELS: readonly Model[] = [
  { name: "classifier.onnx", bytes: classifier("n"), rows: randomRows(2, 1), classes: ["a", "b", "c"] },
  { name: "perceptron.onnx", bytes: perceptron(), rows: randomRows(PIXELS, 2), classes: DIGIT_CLASSES },
];

let folder: AsyncDisposable & { readonly path: string };
const compared = createTally("absolute");
let python: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), "airworthy-interop-"));
  for (const { name, bytes } of MODELS) await writeFile(join(folder.path, name), bytes);
  python = await askPython({
    models: MODELS.map(({ name, rows }) => ({ path: join(folder.path, name), rows, output: "probabilities" })),
    train: join(folder.path, "iris.onnx"),
  });
  return () => folder[Symbol.asyncDispose]();
});

test("the WebAssembly build, onnxruntime-node and Python's onnxruntime give the same scores", async () => {
  expect(python.version).toBe(RUNTIME);
  const project = await npmProject([`onnxruntime-node@${RUNTIME}`]);
  for (const [at, { name, rows, classes }] of MODELS.entries()) {
    const config = {
      file: join(folder.path, name),
      batch: true,
      inputs: { x: { field: "x" } },
      outputs: { scores: { tensor: "probabilities", classes: [...classes] } },
    };
    const inputs = rows.map((x) => ({ x }));
    const wasm = await ask({ ...config, runtime: "wasm" }, project, inputs);
    const node = await ask({ ...config, runtime: "auto" }, project, inputs);
    expect(wasm.runtime).toBe(`onnxruntime-web ${RUNTIME} on wasm`);
    expect(node.runtime).toBe(`onnxruntime-node ${RUNTIME} on cpu`);
    expect(wasm.identity).not.toBe(node.identity);
    for (const { answers } of [wasm, node]) expectScores(answers, classes, python.outputs[at] ?? []);
  }
  conforms({
    area: "Behaviour tests",
    claim: "scores of ONNX models by the WebAssembly build and by onnxruntime-node",
    peer: "onnxruntime in Python",
    version: python.version,
    ...compared.take(),
  });
});

test("a model of scikit-learn answers as it does there, label and probabilities", async () => {
  const { rows, classes, labels, scores } = python.trained;
  expect(rows).toHaveLength(150);
  const { answers } = await ask(
    {
      file: join(folder.path, "iris.onnx"),
      batch: true,
      inputs: { X: { field: ["sepal length", "sepal width", "petal length", "petal width"] } },
      outputs: { scores: { tensor: "probabilities", classes }, prediction: { tensor: "label" } },
    },
    folder.path,
    rows.map((row) => ({
      "sepal length": row[0],
      "sepal width": row[1],
      "petal length": row[2],
      "petal width": row[3],
    })),
  );
  expect(answers.map((answer) => "prediction" in answer && answer.prediction)).toEqual(labels);
  expectScores(answers, classes, scores);
  conforms({
    area: "Behaviour tests",
    claim: "probabilities of a model that it trained, by skl2onnx",
    peer: "scikit-learn",
    version: await pythonVersion(await pythonWith(PACKAGES), "scikit-learn"),
    ...compared.take(),
  });
});

test("one with a ZipMap is refused, with the option that leaves it out", async () => {
  const config: OnnxConfig = {
    file: join(folder.path, "iris.onnx.zipmap.onnx"),
    batch: true,
    inputs: { X: { field: "x" } },
    outputs: { scores: { tensor: "output_probability", classes: python.trained.classes } },
  };
  await expect(ask(config, folder.path, [])).rejects.toMatchObject({
    remedy: expect.stringContaining('"zipmap": False'),
  });
});

test("a native runtime that never returns, or crashes, loses its batch and is started again", async () => {
  const project = await npmProject([`onnxruntime-node@${RUNTIME}`]);
  await writeFile(join(folder.path, "endless.onnx"), endless());
  await using predictor = await openOnnx(
    {
      file: join(folder.path, "endless.onnx"),
      runtime: "node",
      inputs: { x: { field: "x" } },
      outputs: { value: { tensor: "y" } },
    },
    { cwd: project, env: process.env, timeout: 2_000, startTimeout: 60_000 },
  );
  const predict = (x: number) => predictor.predict([{ id: "q", input: { x }, repeat: 0 }]);
  expect(predictor.runtime).toContain("onnxruntime-node");
  expect(await predict(1)).toEqual([{ problem: expect.stringContaining("did not answer within 2 s") }]);
  expect(await predict(-1)).toMatchObject([{ value: -1 }]);
  const crashing = predict(1);
  for (const child of await childrenRunning("onnx-worker")) process.kill(child, "SIGSEGV");
  expect(await crashing).toEqual([{ problem: expect.stringMatching(/ended by itself, with the signal SIGSEGV/) }]);
  expect(await predict(-1)).toMatchObject([{ value: -1 }]);
});

/** The processes that this one started and whose command names a script, as Linux tells them. */
async function childrenRunning(script: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of (await readdir("/proc")).filter((one) => /^\d+$/.test(one))) {
    const status = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
    const command = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    if (status.includes(`\nPPid:\t${process.pid}\n`) && command.includes(script)) found.push(Number(name));
  }
  return found;
}

async function ask(config: OnnxConfig, cwd: string, inputs: readonly Record<string, unknown>[]) {
  const options = { cwd, env: process.env, timeout: 60_000, startTimeout: 60_000 };
  await using predictor = await openOnnx(config, options);
  const answers = await predictor.predict(inputs.map((input, at) => ({ id: `q${at}`, input, repeat: 0 })));
  return { answers, runtime: predictor.runtime, identity: predictor.identity };
}

function expectScores(
  answers: readonly Answer[],
  classes: readonly string[],
  expected: readonly (readonly number[])[],
) {
  expect(answers).toHaveLength(expected.length);
  for (const [at, answer] of answers.entries()) {
    const scores = "prediction" in answer ? answer.scores : null;
    expect([...(scores?.keys() ?? [])]).toEqual(classes);
    for (const [index, score] of [...(scores?.values() ?? [])].entries()) {
      const reference = expected[at]?.[index] ?? Number.NaN;
      expect(score).toBeCloseTo(reference, DIGITS);
      compared.add(Math.abs(score - reference));
    }
  }
}

/** softmax(relu(x · first) · second), its weights drawn. */
function perceptron(): Buffer {
  const weights = (rows: number, columns: number, seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: rows * columns }, () => (random.next() - 0.5) / Math.sqrt(rows));
  };
  const nodes = [
    onnx.node("MatMul", ["x", "first"], ["sums"]),
    onnx.node("Relu", ["sums"], ["hidden"]),
    onnx.node("MatMul", ["hidden", "second"], ["logits"]),
    onnx.node("Softmax", ["logits"], ["probabilities"]),
  ];
  return onnx.model(nodes, {
    inputs: [onnx.value("x", onnx.FLOAT, ["n", PIXELS])],
    outputs: [onnx.value("probabilities", onnx.FLOAT, ["n", 10])],
    initializers: [
      onnx.floats("first", [PIXELS, HIDDEN], weights(PIXELS, HIDDEN, 3)),
      onnx.floats("second", [HIDDEN, 10], weights(HIDDEN, 10, 4)),
    ],
  });
}

function randomRows(size: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: ROWS }, () => Array.from({ length: size }, () => random.next() * 4 - 2));
}

async function askPython(asked: object) {
  const program = await pythonWith(PACKAGES);
  const child = spawn(program, [join(import.meta.dirname, "onnx", "run_models.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(asked));
  return v.parse(answerSchema, JSON.parse(await text(child.stdout)));
}
