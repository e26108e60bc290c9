import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { REPOSITORY } from "../../harness/action-manifest.ts";

const LAUNCHER = join(REPOSITORY, "packages", "cli", "bin", "airworthy.js");

/** The command line, serving the flags.json of a folder at a free port. */
export async function serveFlags(cwd: string) {
  const argv = ["serve-flags", "--flags", "flags.json", "--port", "0", "--json"];
  const child = spawn(process.execPath, [LAUNCHER, ...argv], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "close");
  const stdout = text(child.stdout);
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on("line", (line) => {
      const found = / at (http:\S+):/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    exited.then(() => reject(new Error("it ended without serving")), reject);
  });
  return {
    address,
    /** Asks it to end as a supervisor does; what it answered, and its exit code. */
    async stop(): Promise<{ readonly exitCode: unknown; readonly answer: unknown }> {
      child.kill("SIGTERM");
      const [exitCode] = await exited;
      return { exitCode, answer: JSON.parse(await stdout) };
    },
  };
}
