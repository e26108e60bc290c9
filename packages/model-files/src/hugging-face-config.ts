import * as v from "valibot";

/** More than the labels of 20,000 classes take. */
export const MAX_CONFIG_BYTES = 8 * 1024 * 1024;
const NAME = /^[A-Za-z0-9][\w.+-]{0,99}$/;
const PRECISION = /^(float|bfloat|int|uint|complex)\d{1,3}(_\w{1,20})?$/;

const name = v.pipe(v.string(), v.regex(NAME));
const configSchema = v.object({
  architectures: v.fallback(v.array(name), []),
  model_type: v.fallback(v.optional(name), undefined),
  torch_dtype: v.fallback(v.optional(v.pipe(v.string(), v.regex(PRECISION))), undefined),
  // What transformers 5 calls torch_dtype.
  dtype: v.fallback(v.optional(v.pipe(v.string(), v.regex(PRECISION))), undefined),
  quantization_config: v.fallback(
    v.optional(v.object({ quant_method: v.fallback(v.optional(name), undefined) })),
    undefined,
  ),
});

/** What Hugging Face's config.json says of a model. */
export interface HuggingFaceConfig {
  /** Names of classes: "LlamaForCausalLM". */
  readonly architectures: readonly string[];
  /** "llama" */
  readonly modelType: string | undefined;
  /** "bfloat16" */
  readonly precision: string | undefined;
  /** Whether the weights are stored quantized, and by which method ("gptq"). */
  readonly isQuantized: boolean;
  readonly quantization: string | undefined;
}

/**
 * Reads a config.json. Its name says little of who wrote it, so a field that is not as transformers writes it is taken as
 * absent, and undefined is the answer to a text that is no JSON object with any of them.
 */
export function readHuggingFaceConfig(text: string): HuggingFaceConfig | undefined {
  const parsed = v.safeParse(configSchema, parse(text));
  if (!parsed.success) return undefined;
  const { architectures, model_type: modelType, torch_dtype, dtype, quantization_config } = parsed.output;
  if (architectures.length === 0 && modelType === undefined) return undefined;
  const precision = torch_dtype ?? dtype;
  const isQuantized = quantization_config !== undefined;
  return { architectures, modelType, precision, isQuantized, quantization: quantization_config?.quant_method };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
