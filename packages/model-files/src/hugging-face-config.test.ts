import fc from "fast-check";
import { expect, test } from "vitest";
import { readHuggingFaceConfig } from "./hugging-face-config.ts";

test("class, family, precision and quantization are read", () => {
  const config = {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    torch_dtype: "bfloat16",
    vocab_size: 32000,
  };
  expect(readHuggingFaceConfig(JSON.stringify(config))).toEqual({
    architectures: ["LlamaForCausalLM"],
    modelType: "llama",
    precision: "bfloat16",
    isQuantized: false,
    quantization: undefined,
  });
  const quantized = {
    ...config,
    torch_dtype: undefined,
    dtype: "float16",
    quantization_config: { quant_method: "gptq" },
  };
  expect(readHuggingFaceConfig(JSON.stringify(quantized))).toMatchObject({
    precision: "float16",
    isQuantized: true,
    quantization: "gptq",
  });
});

test("a field of another form is absent, a file of another kind is none", () => {
  const odd = { architectures: "Llama", model_type: "llama", torch_dtype: { a: 1 }, quantization_config: [] };
  expect(readHuggingFaceConfig(JSON.stringify(odd))).toMatchObject({ architectures: [], precision: undefined });
  const hostile = { architectures: ["<img src=x>"], model_type: "llama", torch_dtype: "float32; rm" };
  expect(readHuggingFaceConfig(JSON.stringify(hostile))).toMatchObject({ architectures: [], precision: undefined });
  for (const text of [
    "",
    "// a comment",
    "[]",
    "null",
    "{}",
    '{"model_type":"a b"}',
    '{"__proto__":{"model_type":"x"}}',
  ]) {
    expect(readHuggingFaceConfig(text), text).toBeUndefined();
  }
});

test("no text throws", () => {
  const key = fc.constantFrom("architectures", "model_type", "torch_dtype", "dtype", "quantization_config");
  const config = fc.dictionary(key, fc.jsonValue()).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(fc.string(), config), (text) => {
      readHuggingFaceConfig(text);
    }),
  );
});
