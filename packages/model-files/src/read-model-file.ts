import { UserError } from "@airworthy/evidence";
import type { ByteSource, ModelFile } from "./byte-source.ts";
import { type HuggingFaceConfig, MAX_CONFIG_BYTES, readHuggingFaceConfig } from "./hugging-face-config.ts";
import { GGUF_MAGIC, type Gguf, readGguf } from "./read-gguf.ts";
import { MAX_MLMODEL_BYTES, type MlModel, readMlmodel } from "./read-mlmodel.ts";
import { type Onnx, readOnnx } from "./read-onnx.ts";
import { looksLikeSafetensors, readSafetensors, type Safetensors } from "./read-safetensors.ts";
import { placeOf } from "./shown.ts";

const SNIFFED_BYTES = 16;

/** A file that says something of its model, and what it says. */
export type FileFacts = { readonly path: string } & (
  | { readonly format: "safetensors"; readonly facts: Safetensors }
  | { readonly format: "gguf"; readonly facts: Gguf }
  | { readonly format: "onnx"; readonly facts: Onnx }
  | { readonly format: "mlmodel"; readonly facts: MlModel }
  | { readonly format: "config"; readonly facts: HuggingFaceConfig }
);

/**
 * Reads a file of a known format: by its name's ending (.safetensors, .gguf, .onnx), by its first bytes (safetensors and
 * GGUF, whatever the name), or by its name (MLmodel, config.json). Undefined for any other. `where` names the model's
 * folder in messages. Throws a UserError for a file that is not what its name or its beginning claims.
 */
export async function readModelFile(file: ModelFile, where: string): Promise<FileFacts | undefined> {
  const { path, source } = file;
  const place = placeOf(where, path);
  switch (await formatOf(file)) {
    case "safetensors":
      return { path, format: "safetensors", facts: await readSafetensors(source, place) };
    case "gguf":
      return { path, format: "gguf", facts: await readGguf(source, place) };
    case "onnx":
      return { path, format: "onnx", facts: await readOnnx(source, place) };
    case "mlmodel":
      return { path, format: "mlmodel", facts: readMlmodel(await mlmodelText(source, place), place) };
    case "config":
      return readConfig(file);
    default:
      return undefined;
  }
}

async function formatOf({ path, source }: ModelFile): Promise<FileFacts["format"] | undefined> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "MLmodel") return "mlmodel";
  if (name === "config.json") return "config";
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "safetensors" || ending === "gguf" || ending === "onnx") return ending;
  const first = await source.read(0, Math.min(SNIFFED_BYTES, source.size));
  if (first.length >= GGUF_MAGIC.length && GGUF_MAGIC.every((byte, index) => first[index] === byte)) return "gguf";
  return looksLikeSafetensors(first, source.size) ? "safetensors" : undefined;
}

async function readConfig({ path, source }: ModelFile): Promise<FileFacts | undefined> {
  if (source.size > MAX_CONFIG_BYTES) return undefined;
  const facts = readHuggingFaceConfig(new TextDecoder().decode(await source.read(0, source.size)));
  return facts === undefined ? undefined : { path, format: "config", facts };
}

async function mlmodelText(source: ByteSource, where: string): Promise<string> {
  if (source.size > MAX_MLMODEL_BYTES) {
    throw new UserError(
      `${where} has ${source.size} bytes; an MLmodel file of at most ${MAX_MLMODEL_BYTES} is allowed`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await source.read(0, source.size));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UserError(`${where} is not valid UTF-8`, { cause });
  }
}
