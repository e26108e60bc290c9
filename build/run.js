// Runs one of our scripts, or a tool by its package's name, on Node 24, whichever Node started npm:
//   node build/run.js bench/run.ts
//   node build/run.js vitest run
// npm would find the bundled Node by itself, but versions before 11 unlink a command that several packages bring.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnNode24 } from "../packages/cli/bin/node24.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const [program = "", ...args] = process.argv.slice(2);
runOnNode24([program.endsWith(".ts") ? join(ROOT, program) : toolScript(program), ...args]);

function toolScript(name) {
  const folder = join(ROOT, "node_modules", name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name]);
}
