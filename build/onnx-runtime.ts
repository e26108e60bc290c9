import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "rolldown";
import * as v from "valibot";

const root = join(import.meta.dirname, "..");
/** Where packages/models finds them: it loads them only when a model in ONNX is tested. */
const FOLDER = "onnx";
const FILES = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"];
const PACKAGE = "onnxruntime-web";
/**
 * The package comes without its licences. These are those of the release, as its Python package ships them; they belong to
 * the version that packages/models names, and are exchanged with it.
 */
const NOTICES = ["LICENSE", "ThirdPartyNotices.txt"].map((name) =>
  join(import.meta.dirname, "notices", "onnxruntime", name),
);

/** Puts the WebAssembly build of ONNX Runtime beside the scripts, as it is. */
export function onnxRuntime(): Plugin {
  return {
    name: "onnx-runtime",
    generateBundle() {
      for (const name of FILES) {
        this.emitFile({
          type: "asset",
          fileName: `${FOLDER}/${name}`,
          source: readFileSync(join(packageFolder(), "dist", name)),
        });
      }
    },
  };
}

/** What licenses.txt says of it. */
export function onnxRuntimeNotice(): string {
  const schema = v.object({ version: v.string(), license: v.string() });
  const { version, license } = v.parse(schema, JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")));
  const texts = NOTICES.map((file) => readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim());
  return `${[`${PACKAGE} ${version}\nLicence: ${license}`, ...texts].join("\n\n")}\n`;
}

function packageFolder(): string {
  const require = createRequire(join(root, "packages", "models", "package.json"));
  return dirname(dirname(require.resolve(`${PACKAGE}/ort-wasm-simd-threaded.wasm`)));
}
