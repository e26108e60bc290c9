import { basename, parse, relative, resolve, sep } from "node:path";
import { canonicalJson, type InputFile, sha256, type VersionRef } from "@airworthy/evidence";
import {
  type CachedPredictor,
  type CacheUse,
  openPredictor,
  type Predictor,
  type PredictorConfig,
  type PredictorOptions,
  withCache,
} from "@airworthy/models";
import type { Ports } from "@airworthy/runtime";
import { digestFile } from "@airworthy/storage";
import { resolvePackage } from "../subject.ts";
import { asCalled, type VersionInput } from "../version-inputs.ts";

/** A model that is ready to answer, the version it stands for, and the files it was read from. */
export interface OpenModel extends AsyncDisposable {
  readonly predictor: Predictor;
  readonly version: VersionRef;
  readonly files: readonly InputFile[];
}

/** Predictors by the name that the configuration gives them. */
export type Predictors = ReadonlyMap<string, PredictorConfig>;

export interface ModelOptions extends PredictorOptions {
  readonly signal: AbortSignal;
  readonly predictors: Predictors;
  /** The folder of answers that are kept between runs. */
  readonly cache: string | undefined;
  readonly log: Ports["log"];
}

/** Opens a model and finds out which version it is. Throws a UserError where either cannot be done. */
export async function openModel(input: VersionInput, options: ModelOptions): Promise<OpenModel> {
  // Its package first: a wrong path should not cost the start of a model.
  const known = input.package === undefined ? null : await resolvePackage(input.package, options.cwd);
  await using opened = new AsyncDisposableStack();
  const predictor = opened.use(await openPredictor(options.predictors.get(input.source) ?? input.source, options));
  const files = await digestAll(predictor.files, options);
  const version = asCalled(known ?? examined(input, predictor, files), input);
  const cached = await cachedPredictor(predictor, version, options);
  const kept = opened.move();
  return {
    predictor: cached ?? predictor,
    version,
    files,
    async [Symbol.asyncDispose]() {
      if (cached === null) return await kept.disposeAsync();
      sayUse(version, cached.cacheUse(), options.log);
      // It has taken the predictor over.
      await cached[Symbol.asyncDispose]();
    },
  };
}

/**
 * The predictor with its kept answers. Only a package's digest stands for all of a model: a module's or program's own file
 * says nothing of what it loads, nor does an address of what stands behind it.
 */
async function cachedPredictor(
  predictor: Predictor,
  version: VersionRef,
  options: ModelOptions,
): Promise<CachedPredictor | null> {
  const { cache, cwd, signal, log } = options;
  if (cache === undefined) return null;
  if (version.digestOf === "package") {
    return await withCache(predictor, { folder: resolve(cwd, cache), model: version.sha256, signal });
  }
  log.warn(`No answer of ${version.name} is kept: the cache is for models whose package is given.`);
  return null;
}

function sayUse({ name }: VersionRef, { hits, misses, ignored, warning }: CacheUse, log: Ports["log"]): void {
  log.info(`${name}: ${hits} of ${hits + misses} answers were kept ones`);
  if (ignored > 0) log.warn(`${name}: ${ignored} kept answers were damaged, and asked for again`);
  if (warning !== null) log.warn(`${name}: ${warning}`);
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

/** Where no package is given: the digest of the one file that the model is, else of how it is called and of its files. */
function examined({ source }: VersionInput, { identity }: Predictor, files: readonly InputFile[]): VersionRef {
  const [first, ...others] = files;
  const whole = canonicalJson({ identity, files: files.map((file) => ({ ...file })) });
  const isWhole = first !== undefined && others.length === 0 && !/^command:/.test(source);
  return {
    name: first === undefined ? "model" : parse(first.name).name,
    version: null,
    sha256: isWhole ? first.sha256 : sha256(whole),
    digestOf: "input",
  };
}
