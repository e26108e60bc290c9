import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import { type PredictorConfig, predictorSchema } from "./predictor-config.ts";

export interface PredictorFile {
  readonly config: PredictorConfig;
  /** Absolute. */
  readonly path: string;
  /** The folder that relative paths in it start from. */
  readonly folder: string;
}

/** Reads a predictor file. Throws a UserError that names the file and the line of what is wrong. */
export async function readPredictorFile(file: string, cwd: string): Promise<PredictorFile> {
  const path = resolve(cwd, file);
  const { value, lineOf } = readYaml(await readText(path, file), file);
  return { config: checkShape(predictorSchema, value, file, lineOf), path, folder: dirname(path) };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const reason = isMissing
      ? "was not found"
      : `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new UserError(`the predictor file ${name} ${reason}`, { cause });
  }
}
