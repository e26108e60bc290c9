import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The program that a Go command builds, such as "github.com/x/y/cmd/z" at "v1.2.3". Built once, kept in the temporary folder. */
export async function goProgram(command: string, version: string): Promise<string> {
  const name = basename(command);
  const folder = join(tmpdir(), `airworthy-go-${name}-${version}`);
  await mkdir(folder, { recursive: true });
  await run("go", ["install", `${command}@${version}`], { env: { ...process.env, GOBIN: folder } });
  return join(folder, process.platform === "win32" ? `${name}.exe` : name);
}
