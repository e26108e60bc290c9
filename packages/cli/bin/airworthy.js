#!/usr/bin/env node
// Starts the command line on a Node that runs its TypeScript sources; an older one hands over.
import module from "node:module";
import { fileURLToPath } from "node:url";
import { isNode24, runOnNode24 } from "./node24.js";

if (isNode24) {
  // Node keeps the sources without their types and compiled, which takes half of the start.
  module.enableCompileCache?.();
  await import("../src/main.ts");
} else {
  runOnNode24([fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
}
