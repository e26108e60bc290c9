import { open, realpath } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { UserError } from "@airworthy/evidence";
import { type ByteSource, type ExternalData, type ModelValue, readOnnx } from "@airworthy/model-files";
import { show } from "../show.ts";
import type { ExternalFile } from "./runtime-messages.ts";

/** What a model takes and gives, and where the rest of it lies. */
export interface ModelGraph {
  /** As it was named in the configuration, for messages. */
  readonly name: string;
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  readonly external: readonly ExternalFile[];
}

/**
 * Reads an ONNX file's inputs and outputs. Throws a UserError for a file that is none, and for one that keeps data where
 * it must not: anywhere but in its own folder, links followed.
 */
export async function readModelGraph(file: string, name: string): Promise<ModelGraph> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const source: ByteSource = {
      size,
      async read(offset, length) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
        if (bytesRead < length) throw new UserError(`${name} was cut short while it was being read`);
        return buffer;
      },
    };
    const { inputs, outputs, external } = await readOnnx(source, name);
    return { name, inputs, outputs, external: await findExternal(external, file, name) };
  } catch (error) {
    throw readProblem(error, name);
  }
}

async function findExternal(external: readonly ExternalData[], file: string, name: string): Promise<ExternalFile[]> {
  const folder = await realpath(dirname(file));
  const files = new Map<string, ExternalFile>();
  for (const { tensor, location, isEscaping } of external) {
    if (files.has(location)) continue;
    const said = `${name}: the tensor ${show(tensor)} keeps its data in ${show(location)}`;
    const found = isEscaping ? null : await realpath(resolve(folder, location)).catch(() => undefined);
    if (found === undefined) throw new UserError(`${said}, which is not there`);
    if (found === null || !found.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
      const remedy = "Export the model again with its data beside it, or in one file.";
      throw new UserError(`${said}, which is outside of the model's folder`, { remedy });
    }
    files.set(location, { location, file: found });
  }
  return [...files.values()];
}

function readProblem(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const reason = error.code === "ENOENT" ? "was not found" : `cannot be read: ${error.message}`;
  return new UserError(`the model ${name} ${reason}`, { cause: error });
}
