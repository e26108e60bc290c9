import type { Item, Scan } from "../item.ts";
import { windows } from "./byte-search.ts";
import { scanKerasBytes } from "./scan-keras.ts";

/** Operations that read or write files or call Python, by their names in TensorFlow's registry. */
const OPERATIONS = [
  "ReadFile",
  "WriteFile",
  "PyFunc",
  "PyFuncStateless",
  "EagerPyFunc",
  "MatchingFiles",
  "PrintV2",
  "DebugIdentity",
  "DebugIdentityV2",
  "DebugIdentityV3",
];

/** NodeDef.op of tensorflow/core/framework/node_def.proto: field 2, a length, and the name. */
const PATTERNS = OPERATIONS.map((name) => ({ name, bytes: `\x12${String.fromCharCode(name.length)}${name}` }));

/** Looks for operations that reach outside a graph, and for Keras layers that are code. */
export async function scanTensorflow(item: Item, scan: Scan): Promise<void> {
  for await (const { text, offset } of windows(item.source)) {
    for (const { name, bytes } of PATTERNS) {
      const at = text.indexOf(bytes);
      if (at < 0) continue;
      scan.log.add("tensorflow-operation", item.path, `Has the operation ${name}`, { offset: offset + at });
    }
  }
  await scanKerasBytes(item, scan);
}
