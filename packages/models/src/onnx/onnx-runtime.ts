import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "@airworthy/evidence";
import type { TensorData } from "./element-type.ts";
import type { RuntimeChoice } from "./onnx-config.ts";
import type { RuntimeFacts } from "./runtime-messages.ts";

/** What is used of onnxruntime-common, whose interface both runtimes have. */
interface Runtime {
  readonly InferenceSession: {
    create(model: string | Uint8Array, options: object): Promise<RuntimeSession>;
  };
  readonly Tensor: new (type: string, data: TensorData, dims: readonly number[]) => object;
  readonly env: { readonly versions: Readonly<Record<string, unknown>>; readonly wasm: Record<string, unknown> };
}

export interface RuntimeSession {
  /** The outputs by name: tensors. */
  run(feeds: Readonly<Record<string, object>>, outputs: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
}

/** A runtime that is loaded, on one thread. */
export interface LoadedRuntime {
  readonly facts: RuntimeFacts;
  readonly Tensor: Runtime["Tensor"];
  /** Whether the model is given as bytes, with the files of its data, or as a path. */
  readonly takesBytes: boolean;
  create(model: string | Uint8Array, options: object): Promise<RuntimeSession>;
}

/** A model computes on one thread, so that sums are added in one order and answers do not change between runs. */
const ONE_THREAD = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: "sequential" };
/** Errors; what else the runtime has to say is no concern of a report. */
const LOG_SEVERITY = 3;

/** Throws a UserError where the runtime that was asked for is not there or cannot be loaded. */
export async function loadRuntime(choice: RuntimeChoice, cwd: string): Promise<LoadedRuntime> {
  const native = choice === "wasm" ? null : findNative(cwd);
  if (native !== null) return loadNative(native);
  if (choice !== "node") return loadWasm();
  throw new UserError("onnxruntime-node was asked for, and the project does not have it", {
    remedy: "Install onnxruntime-node in the project, or leave `runtime` out.",
  });
}

function findNative(cwd: string): string | null {
  try {
    return createRequire(join(cwd, "package.json")).resolve("onnxruntime-node");
  } catch {
    return null;
  }
}

/** One that is there and cannot be loaded is never silently replaced: its numbers would be others. */
async function loadNative(path: string): Promise<LoadedRuntime> {
  let module: unknown;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new UserError(`the project's onnxruntime-node cannot be loaded: ${describe(cause)}`, {
      remedy: "Mend its installation, or set `runtime: wasm`.",
      cause,
    });
  }
  return loaded(module, { name: "onnxruntime-node", key: "node", provider: "cpu" }, false);
}

async function loadWasm(): Promise<LoadedRuntime> {
  const { script, binary } = wasmFiles();
  const module: unknown = await import(script.href);
  const runtime = asRuntime(module);
  if (runtime !== null) {
    Object.assign(runtime.env.wasm, { numThreads: 1, proxy: false, wasmBinary: await readFile(binary) });
  }
  return loaded(module, { name: "onnxruntime-web", key: "web", provider: "wasm" }, true);
}

/** In the sources those of the package; in what is built they lie beside it. */
function wasmFiles(): { readonly script: URL; readonly binary: URL } {
  if (import.meta.url.endsWith(".ts")) {
    return {
      script: new URL(import.meta.resolve("onnxruntime-web/wasm")),
      binary: new URL(import.meta.resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm")),
    };
  }
  const folder = new URL("./onnx/", import.meta.url);
  return { script: new URL("ort.wasm.bundle.min.mjs", folder), binary: new URL("ort-wasm-simd-threaded.wasm", folder) };
}

function loaded(
  module: unknown,
  { name, key, provider }: { readonly name: string; readonly key: string; readonly provider: string },
  takesBytes: boolean,
): LoadedRuntime {
  const runtime = asRuntime(module);
  if (runtime === null) throw new UserError(`${name} does not have the interface of a runtime`);
  const version = runtime.env.versions[key] ?? runtime.env.versions["common"];
  return {
    facts: { name, version: String(version), provider },
    Tensor: runtime.Tensor,
    takesBytes,
    create: (model, options) =>
      runtime.InferenceSession.create(model, {
        ...ONE_THREAD,
        executionProviders: [provider],
        logSeverityLevel: LOG_SEVERITY,
        ...options,
      }),
  };
}

/** A module's exports, or those of a CommonJS module, which are its default. */
function asRuntime(module: unknown): Runtime | null {
  if (isRuntime(module)) return module;
  const inner = property(module, "default");
  return isRuntime(inner) ? inner : null;
}

function isRuntime(value: unknown): value is Runtime {
  const env = property(value, "env");
  return (
    typeof property(property(value, "InferenceSession"), "create") === "function" &&
    typeof property(value, "Tensor") === "function" &&
    [property(env, "versions"), property(env, "wasm")].every((part) => typeof part === "object" && part !== null)
  );
}

function property(value: unknown, key: string): unknown {
  const holds = (typeof value === "object" && value !== null) || typeof value === "function";
  return holds ? Reflect.get(value, key) : undefined;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
