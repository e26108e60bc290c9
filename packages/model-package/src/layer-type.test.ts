import fc from "fast-check";
import { expect, test } from "vitest";
import { LAYER_TYPES, layerTypeOf } from "./layer-type.ts";

test("the usual files of models get the type that a person would give them", () => {
  const expected = {
    "model-00001-of-00008.safetensors": "weight",
    "onnx/model.onnx_data": "weight",
    "pytorch_model.bin": "weight",
    "llama.Q4_K_M.gguf": "weight",
    "model.pkl": "weight",
    "config.json": "weight.config",
    "model.safetensors.index.json": "weight.config",
    "tokenizer.model": "weight.config",
    "vocab.txt": "weight.config",
    "chat_template.jinja": "weight.config",
    MLmodel: "weight.config",
    "README.md": "doc",
    LICENSE: "doc",
    "LICENSE-APACHE": "doc",
    "licence.txt": "doc",
    "MODEL_CARD.md": "doc",
    "notes.txt": "doc",
    "src/modeling_llama.py": "code",
    Dockerfile: "code",
    "requirements-gpu.txt": "code",
    "package.json": "code",
    "eval/reviews.jsonl": "dataset",
    "train.PARQUET": "dataset",
    "weights.own-format": "weight",
    "no-extension": "weight",
  };
  const found = Object.fromEntries(Object.keys(expected).map((path) => [path, layerTypeOf(path)]));
  expect(found).toEqual(expected);
});

test("only the file's own name counts, not its folder's", () => {
  expect(layerTypeOf("readme/weights.bin")).toBe("weight");
  expect(layerTypeOf("a.py/weights")).toBe("weight");
});

test("every name has a type, those of JavaScript's own objects as well", () => {
  for (const name of ["__proto__", "constructor", "x.constructor", "x.__proto__", ".", ""]) {
    expect(layerTypeOf(name)).toBe("weight");
  }
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(LAYER_TYPES).toContain(layerTypeOf(path));
    }),
  );
});
