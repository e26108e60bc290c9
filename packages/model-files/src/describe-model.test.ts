import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import type { ModelFile } from "./byte-source.ts";
import { describeModel } from "./describe-model.ts";
import { ggufPair, ggufTensor, writeGguf } from "./fixtures/write-gguf.ts";
import { externalTensor, model, rawTensor, tensorValue } from "./fixtures/write-onnx.ts";
import { field, message } from "./fixtures/write-protobuf.ts";
import { tensorEntry, writeSafetensors } from "./fixtures/write-safetensors.ts";
import { memorySource } from "./memory-source.ts";

function of(files: Readonly<Record<string, string | Uint8Array>>) {
  const list = Object.entries(files).map(
    ([path, content]): ModelFile => ({ path, source: memorySource(Buffer.from(content)) }),
  );
  return describeModel(list, "model");
}

/** Safetensors with one tensor of so many elements. */
function weights(elements: number, dtype = "F16", bytes = 2): Buffer {
  return writeSafetensors(`{"w":${tensorEntry(dtype, [elements], 0, elements * bytes)}}`, elements * bytes);
}

const LLAMA = JSON.stringify({ architectures: ["LlamaForCausalLM"], model_type: "llama", torch_dtype: "bfloat16" });

test("a Hugging Face model is described by its config and all its shards", async () => {
  const described = await of({
    "config.json": LLAMA,
    "model-00001-of-00002.safetensors": weights(1000),
    "model-00002-of-00002.safetensors": weights(500),
    "README.md": "# A model",
  });
  expect(described).toMatchObject({
    format: "safetensors",
    architecture: "LlamaForCausalLM",
    family: "llama",
    parameters: 1500,
    paramSize: "1.5K",
    precision: "float16",
    quantization: undefined,
    licenses: [],
  });
  expect(described.files.map(({ path }) => path)).toEqual([
    "config.json",
    "model-00001-of-00002.safetensors",
    "model-00002-of-00002.safetensors",
  ]);
});

test("where a shard is missing nobody can tell how many parameters there are", async () => {
  const described = await of({ "m-00001-of-00002.safetensors": weights(1000), "m-1-of-2.gguf": writeGguf([], [], 0) });
  expect(described.parameters).toBeUndefined();
  expect(described.paramSize).toBeUndefined();
});

test("of two variants, what they agree on is said", async () => {
  expect(
    await of({ "model.safetensors": weights(100), "model.fp32.safetensors": weights(100, "F32", 4) }),
  ).toMatchObject({
    parameters: 100,
    precision: undefined,
    format: "safetensors",
  });
  expect((await of({ "a.safetensors": weights(100), "b.safetensors": weights(200) })).parameters).toBeUndefined();
});

test("a GGUF file tells family, licence and quantization", async () => {
  const pairs = [
    ggufPair("general.architecture", "qwen2"),
    ggufPair("general.license", "apache-2.0"),
    ggufPair("general.file_type", 15),
  ];
  const gguf = writeGguf(pairs, [ggufTensor("w", [256, 4], 12, 0)], 576);
  expect(await of({ "renamed.bin": gguf })).toMatchObject({
    format: "gguf",
    family: "qwen2",
    licenses: ["apache-2.0"],
    quantization: "Q4_K_M",
    parameters: 1024,
    precision: undefined,
  });
  const plain = writeGguf([ggufPair("general.file_type", 1)], [ggufTensor("w", [4], 1, 0)], 8);
  expect(await of({ "m.gguf": plain })).toMatchObject({ quantization: undefined, precision: "float16" });
});

test("packed weights are not taken for parameters", async () => {
  const config = JSON.stringify({ model_type: "llama", quantization_config: { quant_method: "gptq" } });
  expect(await of({ "config.json": config, "model.safetensors": weights(100, "I32", 4) })).toMatchObject({
    quantization: "gptq",
    parameters: undefined,
    paramSize: undefined,
    precision: "int32",
  });
});

test("inputs, outputs and lineage come from MLflow, else from the one ONNX file", async () => {
  const onnx = model(message(field(11, tensorValue("x", [2])), field(12, tensorValue("y", ["n"]))));
  const x = { name: "x", type: "tensor(float)", shape: [2] };
  const y = { name: "y", type: "tensor(float)", shape: ["n"] };
  expect(await of({ "model.onnx": onnx })).toMatchObject({ format: "onnx", inputs: [x], outputs: [y] });
  expect(await of({ "a.onnx": onnx, "b.onnx": onnx })).toMatchObject({ inputs: [], outputs: [] });
  const mlmodel = `flavors: {onnx: {data: model.onnx}}\nrun_id: r1\nsignature: {inputs: '[{"type":"long","name":"age"}]'}\n`;
  expect(await of({ MLmodel: mlmodel, "model.onnx": onnx })).toMatchObject({
    inputs: [{ name: "age", type: "long", shape: null }],
    outputs: [],
    lineage: { mlflowRunId: "r1" },
  });
});

test("safetensors are recognized whatever their name, and other files are left alone", async () => {
  expect((await of({ "weights.bin": weights(10) })).parameters).toBe(10);
  const others = { "a.bin": "text", empty: "", "b.pt": Buffer.from([0x80, 2, 0x2e]), "config.json": "// mine\n{}" };
  expect(await of(others)).toMatchObject({ format: undefined, parameters: undefined, licenses: [], files: [] });
});

test("a file that has the name or the beginning of a format but is none is refused with its name", async () => {
  const cut = weights(10).subarray(0, -1);
  for (const [name, content] of [
    ["sub/model.safetensors", "aaaa"],
    ["MODEL.GGUF", "aaaaaaaa"],
    ["m.onnx", ""],
    ["MLmodel", "[]"],
    ["MLmodel", Buffer.from([0xff])],
    ["renamed.bin", cut],
    ["renamed.bin", "GGUF"],
  ] as const) {
    const outcome = of({ [name]: content });
    await expect(outcome, name).rejects.toThrow(UserError);
    await expect(outcome, name).rejects.toThrow(`model/${name}`);
  }
});

describe("external data of ONNX", () => {
  const onnx = (entries: Readonly<Record<string, string>>) =>
    model(field(5, externalTensor("w", [2], entries)), field(14, message(field(1, "license"), field(2, "mit"))));

  test("weights beside the file count", async () => {
    const files = {
      "onnx/m.onnx": onnx({ location: "./m.data", offset: "4", length: "8" }),
      "onnx/m.data": "x".repeat(12),
    };
    expect(await of(files)).toMatchObject({ parameters: 2, licenses: ["mit"] });
    const both = message(field(5, rawTensor("a", [1], 4)), field(5, externalTensor("w", [2], { location: "d" })));
    expect((await of({ "m.onnx": model(both), d: "x".repeat(8) })).parameters).toBe(3);
  });

  test.each([
    [
      "an escaping path",
      { location: "../m.data" },
      'model/m.onnx: tensor "w" keeps its data in "../m.data", which leads out',
    ],
    ["an absolute path", { location: "/m.data" }, "which leads out of the model's folder"],
    ["another file", { location: "n.data" }, "which is not among the model's files"],
    ["the folder itself", { location: "." }, "which is not among the model's files"],
    ["too short a file", { location: "m.data", offset: "5", length: "8" }, "from byte 5, 8; that file has 12 bytes"],
    [
      "an offset beyond the file",
      { location: "m.data", offset: "12" },
      "from byte 12, all the rest; that file has 12 bytes",
    ],
  ])("%s is refused with tensor and path", async (_, entries, message) => {
    await expect(of({ "m.onnx": onnx(entries), "m.data": "x".repeat(12) })).rejects.toThrow(message);
  });
});

test("the same files in the same order give the same description", async () => {
  const files = { "b.safetensors": weights(3), "a.onnx": model(message()), "config.json": LLAMA };
  expect(JSON.stringify(await of(files))).toBe(JSON.stringify(await of(files)));
});
