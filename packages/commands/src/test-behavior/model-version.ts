import { basename, parse, relative, resolve, sep } from "node:path";
import { canonicalJson, type InputFile, sha256, type VersionRef } from "@airworthy/evidence";
import { openPredictor, type Predictor, type PredictorOptions, parseReference } from "@airworthy/models";
import { digestFile } from "@airworthy/storage";
import { resolvePackage } from "../subject.ts";
import { asCalled, type VersionInput } from "../version-inputs.ts";

/** A model that is ready to answer, the version it stands for, and the files it was read from. */
export interface OpenModel extends AsyncDisposable {
  readonly predictor: Predictor;
  readonly version: VersionRef;
  readonly files: readonly InputFile[];
}

/** Opens a model and finds out which version it is. Throws a UserError where either cannot be done. */
export async function openModel(
  input: VersionInput,
  options: PredictorOptions & { signal: AbortSignal },
): Promise<OpenModel> {
  // Its package first: a wrong path should not cost the start of a model.
  const known = input.package === undefined ? null : await resolvePackage(input.package, options.cwd);
  const predictor = await openPredictor(input.source, options);
  try {
    const files = await digestAll(predictor.files, options);
    return {
      predictor,
      version: asCalled(known ?? examined(input, files), input),
      files,
      [Symbol.asyncDispose]: () => predictor[Symbol.asyncDispose](),
    };
  } catch (error) {
    await predictor[Symbol.asyncDispose]();
    throw error;
  }
}

async function digestAll(
  paths: readonly string[],
  options: { cwd: string; signal: AbortSignal },
): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    const name = shortName(path, options.cwd);
    files.push({ name, sha256: await digestFile(path, name, options.signal) });
  }
  return files;
}

/** As a user of any system would write it; a file elsewhere by its name only, since its folder says nothing to others. */
function shortName(path: string, cwd: string): string {
  const short = relative(cwd, path);
  const isElsewhere = short.startsWith("..") || resolve(short) === short;
  return isElsewhere ? basename(path) : short.split(sep).join("/");
}

/** Where no package is given: the digest of the one file that was read, else of the command and its files. */
function examined(input: VersionInput, files: readonly InputFile[]): VersionRef {
  const [only, ...others] = files;
  const whole = canonicalJson({ reference: input.source, files: files.map((file) => ({ ...file })) });
  const isWhole = only !== undefined && others.length === 0 && parseReference(input.source).kind !== "command";
  return {
    name: only === undefined ? "command" : parse(only.name).name,
    version: null,
    sha256: isWhole ? only.sha256 : sha256(whole),
    digestOf: "input",
  };
}
