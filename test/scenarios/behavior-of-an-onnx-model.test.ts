import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { classifier } from "../../packages/models/src/onnx/fixtures/models.ts";
import { runAction } from "../harness/runner.ts";

const PREDICTOR = `
kind: onnx
file: model.onnx
batch: true
inputs:
  x: { field: [a, b] }
outputs:
  scores: { tensor: probabilities, classes: [low, middle, high] }
`;

// The model's probabilities are 1/8, 2/8, 5/8 of (1, 0) and 3/5, 1/5, 1/5 of (0, 1): high and low.
const SUITE = `
name: rows
classes: [low, middle, high]
tests:
  - id: labelled
    kind: mft
    data: { file: rows.parquet, input: [a, b], label: label, id: id, slices: [site] }
    max-failure-rate: 0.4
  - id: order
    kind: inv
    perturb: { by: permute-rows, rows: 2 }
    data: { file: rows.parquet, input: [a, b], id: id }
`;

test("an ONNX model is tested on the rows of a Parquet file, by the WebAssembly runtime that comes along", {
  timeout: 120_000,
}, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-onnx-"));
  const write = (name: string, content: string | Uint8Array) => writeFile(join(space.path, name), content);
  await write("model.onnx", classifier("n"));
  await write("model.yml", PREDICTOR);
  await write("suite.yml", SUITE);
  const columns = [
    { name: "id", data: ["one", "two", "three"] },
    { name: "a", data: [1, 0, 1] },
    { name: "b", data: [0, 1, 0] },
    // The third row's label is wrong.
    { name: "label", data: ["high", "low", "middle"] },
    { name: "site", data: ["x", "x", "y"] },
  ];
  await write("rows.parquet", new Uint8Array(parquetWriteBuffer({ columnData: columns })));
  const run = await runAction("test-behavior", {
    cwd: space.path,
    inputs: { suite: "suite.yml", candidate: "model.yml" },
  });
  expect(run.stderr).toBe("");
  // One of three is within the limit of 0.4; one of one, of site y, is not. Of three rows two are a case, and one is left.
  expect(run.outputs).toMatchObject({ verdict: "fail", cases: "5", failures: "1" });
  expect(run.outputs["headline"]).toMatch(/labelled.*y.* fails in 100/);
  expect(run.annotations.map(({ line }) => line)).toEqual(["5"]);
  expect(run.summary).toMatch(/computed by onnxruntime-web \d+\.\d+\.\d+ on wasm/);
});
