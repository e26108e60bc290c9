import { UserError } from "@airworthy/evidence";
import { type Onnx, readOnnx } from "@airworthy/model-files";
import type { Item, Scan } from "../item.ts";

/** ONNX's own, and what the two common runtimes and exporters bring with them. */
const KNOWN_DOMAINS = new Set([
  "",
  "ai.onnx",
  "ai.onnx.ml",
  "ai.onnx.training",
  "ai.onnx.preview",
  "ai.onnx.preview.training",
  "com.microsoft",
  "com.microsoft.nchwc",
  "com.microsoft.experimental",
  "com.ms.internal.nhwc",
  "org.pytorch.aten",
  "pkg.onnxscript.torch_lib",
  "pkg.onnxscript.torch_lib.common",
  "pkg.torch",
]);

/** Looks at where an ONNX model has its weights, and at the operators that it needs. */
export async function scanOnnx({ source, path }: Item, scan: Scan): Promise<void> {
  const model = await readable(source, path);
  if (typeof model === "string") return scan.log.add("could-not-be-scanned", path, `Not read as ONNX: ${model}`);
  for (const { tensor, location, isEscaping } of model.external) {
    if (isEscaping) scan.log.add("onnx-path-escapes", path, `Tensor ${tensor} is taken from ${location}`);
  }
  for (const { domain } of model.opsets) {
    if (!KNOWN_DOMAINS.has(domain)) scan.log.add("onnx-custom-domain", path, `Needs operators of ${domain}`);
  }
}

async function readable(source: Item["source"], path: string): Promise<Onnx | string> {
  try {
    return await readOnnx(source, path);
  } catch (cause) {
    if (cause instanceof UserError) return cause.message;
    throw cause;
  }
}
