import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { installOnce } from "./install-once.ts";

const run = promisify(execFile);

/** The program that a Go command builds, such as "github.com/x/y/cmd/z" at "v1.2.3". Built on first use. */
export async function goProgram(command: string, version: string): Promise<string> {
  const name = basename(command);
  const folder = await installOnce(`go-${name}-${version}`, (into) =>
    run("go", ["install", `${command}@${version}`], { env: { ...process.env, GOBIN: into } }),
  );
  return join(folder, process.platform === "win32" ? `${name}.exe` : name);
}
