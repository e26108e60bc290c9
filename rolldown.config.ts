import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OutputOptions, Plugin, RolldownOptions } from "rolldown";
import { bundledLicenses } from "./build/licenses.ts";
import { minifyChunks } from "./build/minify-chunks.ts";
import { onnxRuntime, onnxRuntimeNotice } from "./build/onnx-runtime.ts";
import { shippedStarter } from "./build/shipped-starter.ts";
import { shippedSuites } from "./build/shipped-suites.ts";
import { unusedParts } from "./build/unused-parts.ts";

const root = import.meta.dirname;

/** dist/<verb>.js for each action, dist/cli.js, and dist/<name>-worker.js for each worker thread, beside shared chunks. */
function entries(): Record<string, string> {
  const actions = globSync("actions/*/index.ts", { cwd: root }).map((file) => [basename(dirname(file)), file]);
  const workers = globSync("packages/*/src/**/*-worker.ts", { cwd: root }).map((file) => [basename(file, ".ts"), file]);
  const found = [...actions, ...workers, ["cli", join("packages", "cli", "src", "main.ts")]];
  return Object.fromEntries(found.sort().map(([name, file]) => [name, join(root, file ?? "")]));
}

/** Node reads the built files as ES modules whatever package.json lies above them. */
const moduleMark: Plugin = {
  name: "module-mark",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "package.json", source: `{"type":"module"}\n` });
  },
};

/** Each scope by itself: what imports one of its packages mostly needs the others. */
const SCOPE = /[\\/]node_modules[\\/]@?(yaml|sigstore|azure|protobuf-ts|re2js|hyparquet(?:-compressors)?|octokit)[\\/]/;
/** Observable Plot, and the packages that it alone is made of. */
const PLOT = /[\\/]node_modules[\\/](?:@observablehq|d3(?:-[a-z-]+)?|internmap|interval-tree-1d|isoformat)[\\/]/;

function foreignGroup(id: string): string | null {
  return PLOT.test(id) ? "plot" : (SCOPE.exec(id)?.[1] ?? null);
}

/** Packages of others whose modules only declare things, though they do not say so. */
const DECLARING = ["@actions", "hyparquet-compressors"];

function declaresOnly(id: string): boolean {
  const isOurs = id.startsWith(join(root, "packages")) && !id.endsWith("-worker.ts");
  return isOurs || DECLARING.some((name) => id.includes(join("node_modules", name)));
}

const options = {
  cwd: root,
  input: entries(),
  platform: "node",
  // Its `paths` name declarations of types, where the compiler needs better ones than a package brings: no code.
  tsconfig: false,
  // Our own modules only declare things, so that an action carries the verbs of the others only where it uses them. So do
  // those of @actions: without its OpenID client, which nothing here uses, @actions/core starts without an HTTP library.
  treeshake: { moduleSideEffects: (id) => (declaresOnly(id) ? false : undefined) },
  plugins: [
    unusedParts(),
    minifyChunks(),
    onnxRuntime(),
    shippedStarter(),
    shippedSuites(),
    bundledLicenses([onnxRuntimeNotice()]),
    moduleMark,
  ],
  output: {
    dir: join(root, "dist"),
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunk-[name]-[hash].js",
    cleanDir: true,
    // Packages that would else share a chunk with our own code, and so keep their names.
    codeSplitting: { groups: [{ name: foreignGroup, debugName: "foreign" }] },
    // Our own code stays readable for whoever reviews what a runner executes; the licences of what goes are in licenses.txt.
    comments: false,
  },
} satisfies RolldownOptions & { output: OutputOptions };

export default options;
