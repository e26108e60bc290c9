import { compareCodePoints } from "@airworthy/evidence";
import type { ModelFile } from "./byte-source.ts";
import { checkExternalData } from "./check-external-data.ts";
import type { ModelValue } from "./model-value.ts";
import { parameterSize } from "./parameter-size.ts";
import { precisionOf } from "./precision.ts";
import { type FileFacts, readModelFile } from "./read-model-file.ts";
import { type WeightFile, weightSets } from "./weight-sets.ts";

/** GGUF file types that are no quantization. */
const PLAIN_TYPES: readonly (string | undefined)[] = ["F32", "F16", "BF16"];

/** What a model's files say of it. All texts are untrusted. A field on which they are silent or disagree is undefined. */
export interface ModelDescription {
  /** "safetensors", "gguf" or "onnx", where all weights that were recognized have it. */
  readonly format: string | undefined;
  /** The class of a Hugging Face model: "LlamaForCausalLM". */
  readonly architecture: string | undefined;
  /** "llama" */
  readonly family: string | undefined;
  /** Of all weights, as stored: tied weights count as often as the files have them. */
  readonly parameters: number | undefined;
  /** The same as ModelPack has it: "6.7B". */
  readonly paramSize: string | undefined;
  /** "bfloat16,float32" */
  readonly precision: string | undefined;
  /** "Q4_K_M", "gptq" */
  readonly quantization: string | undefined;
  /** As the weights' files say; each once, in the order of code points. */
  readonly licenses: readonly string[];
  /** Of MLflow's signature, else of the ONNX file if there is one; empty where nothing is said. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  readonly lineage: { readonly mlflowRunId: string | undefined };
  /** Of every file that was recognized, in the order that was given. */
  readonly files: readonly FileFacts[];
}

/**
 * Reads every file whose format is known, and says what they agree on: where two differ (weights in two precisions, say, or
 * in two formats) nobody can tell which is meant, so the field stays undefined rather than a guess. Shards add up; of several
 * sets of weights the number of parameters is that on which all agree. `where` names the model's folder in messages. Throws a
 * UserError, naming the file, for one that is not what it claims, and for an ONNX file whose external data lie outside the
 * model's folder or are missing.
 */
export async function describeModel(files: readonly ModelFile[], where: string): Promise<ModelDescription> {
  const read: FileFacts[] = [];
  for (const file of files) {
    const facts = await readModelFile(file, where);
    if (facts !== undefined) read.push(facts);
  }
  for (const file of read) {
    if (file.format === "onnx") checkExternalData(file.path, file.facts.external, files, where);
  }
  const parameters = parametersOf(read);
  return {
    format: agreed(read.filter(isWeightFile).map(({ format }) => format)),
    architecture: agreed(configs(read).flatMap(({ architectures }) => architectures)),
    family: agreed([
      ...configs(read).map(({ modelType }) => modelType),
      ...ggufs(read).map((gguf) => gguf.architecture),
    ]),
    parameters,
    paramSize: parameters === undefined ? undefined : parameterSize(parameters),
    precision: precision(read),
    quantization: quantization(read),
    licenses: licenses(read),
    ...ends(read),
    lineage: { mlflowRunId: agreed(mlmodels(read).map(({ runId }) => runId)) },
    files: read,
  };
}

/** Packed weights hold several parameters in one element, so that of quantized ones nobody can tell. */
function parametersOf(read: readonly FileFacts[]): number | undefined {
  if (configs(read).some(({ isQuantized }) => isQuantized)) return undefined;
  const counts = new Set(weightSets(read.filter(isWeightFile)).map(({ parameters }) => parameters));
  const [count] = counts;
  return counts.size === 1 ? count : undefined;
}

function precision(read: readonly FileFacts[]): string | undefined {
  const sets = weightSets(read.filter(isWeightFile));
  if (sets.length > 0) return agreed(sets.map(({ elements }) => precisionOf(elements)));
  return agreed(configs(read).map((config) => config.precision));
}

function quantization(read: readonly FileFacts[]): string | undefined {
  const ofFiles = ggufs(read).map(({ fileType }) => (PLAIN_TYPES.includes(fileType) ? undefined : fileType));
  return agreed([...configs(read).map((config) => config.quantization), ...ofFiles]);
}

function licenses(read: readonly FileFacts[]): string[] {
  const given = read.filter(isWeightFile).map((file) => {
    return file.format === "gguf" ? file.facts.license : file.facts.metadata.get("license");
  });
  const named = given.filter((license) => license !== undefined && license.trim() !== "");
  return [...new Set(named)].filter((license) => license !== undefined).sort(compareCodePoints);
}

function ends(read: readonly FileFacts[]): Pick<ModelDescription, "inputs" | "outputs"> {
  const signed = mlmodels(read).filter(({ inputs, outputs }) => inputs.length + outputs.length > 0);
  const sources = signed.length > 0 ? signed : read.flatMap((file) => (file.format === "onnx" ? [file.facts] : []));
  const [only] = sources;
  if (only === undefined || sources.length > 1) return { inputs: [], outputs: [] };
  return { inputs: only.inputs, outputs: only.outputs };
}

/** The one value that all who say something give. */
function agreed(values: readonly (string | undefined)[]): string | undefined {
  const given = new Set(values.filter((value) => value !== undefined && value !== ""));
  const [value] = given;
  return given.size === 1 ? value : undefined;
}

function isWeightFile(file: FileFacts): file is WeightFile {
  return file.format === "safetensors" || file.format === "gguf" || file.format === "onnx";
}

function configs(read: readonly FileFacts[]) {
  return read.flatMap((file) => (file.format === "config" ? [file.facts] : []));
}

function ggufs(read: readonly FileFacts[]) {
  return read.flatMap((file) => (file.format === "gguf" ? [file.facts] : []));
}

function mlmodels(read: readonly FileFacts[]) {
  return read.flatMap((file) => (file.format === "mlmodel" ? [file.facts] : []));
}
