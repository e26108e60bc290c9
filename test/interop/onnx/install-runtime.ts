import { execFile } from "node:child_process";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * The folder of a project that has onnxruntime-node of a version, made on first use and kept in the system's temporary
 * folder. Its install script is not run: it fetches what a GPU needs.
 */
export async function projectWithRuntime(version: string): Promise<string> {
  const folder = join(tmpdir(), `airworthy-onnxruntime-node-${version}`);
  const marker = join(folder, "complete");
  if (await exists(marker)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private":true}\n');
  const npm = process.env["npm_execpath"];
  const options = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `onnxruntime-node@${version}`];
  const [program, argv] = npm === undefined ? ["npm", options] : [process.execPath, [npm, ...options]];
  await run(program, argv, { cwd: folder });
  await writeFile(marker, "");
  return folder;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
