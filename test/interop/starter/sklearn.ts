import { readFile } from "node:fs/promises";
import { join } from "node:path";

const STARTER = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "examples",
  "starter",
  "sklearn",
  "model",
  "requirements.txt",
);

/** What the starter trains with, as it asks for it, beside what other tests of ONNX need: one environment serves both. */
export async function sklearnPackages(): Promise<string[]> {
  const lines = (await readFile(STARTER, "utf8")).split("\n").filter((line) => line !== "");
  return ["onnxruntime==1.30.0", ...lines];
}
