import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { SHIPPED } from "../harness/action-manifest.ts";
import type { CommandLine } from "./command-line.ts";

const BUILT = join(SHIPPED, "dist", "cli.js");
const CLOCK = pathToFileURL(join(import.meta.dirname, "shift-clock.ts")).href;

export interface Ended {
  readonly exitCode: number | null;
  /** All that stood on the terminal, in its order. */
  readonly output: string;
}

/** The folder in which somebody follows a guide: a clone of a repository on nobody's server, with what the guide begins with. */
export interface Reader extends AsyncDisposable {
  readonly folder: string;
  /** The bare repository that the folder pushes to. */
  readonly origin: string;
  /** How far the guide's clock is ahead. */
  hoursLater: number;
  /** What Node needs to have that clock. */
  clock(): Readonly<Record<string, string>>;
  /** Runs one of the programs that guides may use. */
  run(command: CommandLine): Promise<Ended>;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Runs git there; what it prints, to the last byte. Throws an Error where it fails. */
  git(...args: string[]): Promise<string>;
}

/** What a reader begins with. */
export interface Given {
  /** The folder whose files are the repository's: an absolute path; null for none. */
  readonly files: string | null;
  /** The Python that `python` is for the reader; null for none. */
  readonly python: string | null;
}

export async function createReader({ files, python }: Given): Promise<Reader> {
  const place = await mkdtemp(join(tmpdir(), "airworthy-guide-"));
  const [folder, origin] = [join(place, "repository"), join(place, "origin.git")];
  await mkdir(folder);
  const home = join(place, "home");
  await mkdir(home);
  const own = environmentOf(home, python);
  const reader: Reader = {
    ...{ folder, origin },
    hoursLater: 0,
    clock() {
      return { NODE_OPTIONS: `--import=${CLOCK}`, GUIDE_HOURS_LATER: `${this.hoursLater}` };
    },
    run(command) {
      const [program = "", ...rest] = command.argv;
      const env = { ...own, ...this.clock() };
      if (program === "npx" && rest[0] === "airworthy") {
        return spawned(process.execPath, [BUILT, ...rest.slice(1)], { cwd: folder, env });
      }
      if (program === "node") return spawned(process.execPath, rest, { cwd: folder, env });
      if (program === "python" && python !== null) return spawned(python, rest, { cwd: folder, env });
      if (program === "git") return spawned("git", rest, { cwd: folder, env });
      if (program === "cp") return copy(folder, rest);
      throw new Error(`guides run npx airworthy, node, git, gh and cp, and not ${command.argv.join(" ")}`);
    },
    read: (path) => readFile(join(folder, path), "utf8"),
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    async git(...args) {
      const { exitCode, output } = await spawned("git", args, { cwd: folder, env: own });
      if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${output}`);
      return output;
    },
    [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true, maxRetries: 3 }),
  };
  if (files !== null) await cp(files, folder, { recursive: true });
  await reader.git("init", "--quiet", "--bare", "--initial-branch=main", origin);
  await reader.git("init", "--quiet", "--initial-branch=main");
  await reader.git("remote", "add", "origin", origin);
  await reader.git("add", "--all");
  await reader.git("commit", "--quiet", "--allow-empty", "--message", "Begin");
  await reader.git("push", "--quiet", "--set-upstream", "origin", "main");
  return reader;
}

/** Nothing of whoever runs the tests, and Ann at the keyboard, in the environment of that Python. */
function environmentOf(home: string, python: string | null): Record<string, string> {
  const kept = ["PATH", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    if (value === undefined) return [];
    return [[name, name === "PATH" && python !== null ? `${dirname(python)}${delimiter}${value}` : value] as const];
  });
  const people = ["AUTHOR", "COMMITTER"].flatMap((role) => [
    [`GIT_${role}_NAME`, "Ann"],
    [`GIT_${role}_EMAIL`, "ann@example.com"],
  ]);
  const plain = { HOME: home, USERPROFILE: home, USER: "ann", USERNAME: "ann", GIT_CONFIG_NOSYSTEM: "1" };
  return { ...Object.fromEntries(kept), ...Object.fromEntries(people), ...plain };
}

/** Both streams go to one file, so that their lines stand as they would on a terminal. */
async function spawned(
  program: string,
  argv: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const file = join(await mkdtemp(join(tmpdir(), "airworthy-terminal-")), "terminal");
  const handle = await open(file, "a");
  const child = spawn(program, argv, { cwd, env, stdio: ["ignore", handle.fd, handle.fd] });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  await handle.close();
  return { exitCode, output: await readFile(file, "utf8") };
}

async function copy(folder: string, argv: readonly string[]): Promise<Ended> {
  const [from, to, ...more] = argv.filter((word) => word !== "-r");
  if (from === undefined || to === undefined || more.length > 0) throw new Error("cp takes two paths here");
  await cp(join(folder, from), join(folder, to), { recursive: true });
  return { exitCode: 0, output: "" };
}
