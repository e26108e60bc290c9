import { execFile } from "node:child_process";
import { mkdtempDisposable, readdir, readFile, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { sha256 } from "@airworthy/evidence";
import { expect } from "vitest";

const run = promisify(execFile);
const LAUNCHER = join(import.meta.dirname, "..", "..", "..", "packages", "cli", "bin", "airworthy.js");

/** How a run of the command line ended: what `--json` answered, and the exit code. */
export interface Ended {
  readonly code: number;
  readonly verdict: string;
  readonly reasonCode: string;
  readonly headline: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export type Repository = Awaited<ReturnType<typeof startRepository>>;

/** A new repository as `init` begins it, with the environment of that Python as its own. */
export async function startRepository(flavour: string, python: string, model = "my-model") {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-starter-"));
  const env = {
    PATH: `${dirname(python)}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: space.path,
    USER: "ann",
    // With more of them than cores, threads of linear algebra wait for each other.
    OMP_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
    // Nothing is to be fetched: the environment holds what requirements.txt asks for.
    PIP_NO_INDEX: "1",
  };
  async function airworthy(verb: string, ...options: readonly string[]): Promise<Ended> {
    const argv = [LAUNCHER, verb, ...options, "--json", "--quiet"];
    const { code, stdout, stderr } = await run(process.execPath, argv, {
      cwd: space.path,
      env,
      maxBuffer: 2 ** 26,
    }).then(
      (ended) => ({ code: 0, ...ended }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    if (stdout === "") throw new Error(`${verb} answered nothing: ${stderr}`);
    return { code, ...JSON.parse(stdout) };
  }
  await symlink(dirname(dirname(python)), join(space.path, ".venv"));
  const started = await airworthy("init", "--flavour", flavour, "--model", model, "--owner", "@ann");
  expect(started).toMatchObject({ code: 0, verdict: "pass", reasonCode: "written" });
  return {
    path: space.path,
    airworthy,
    run: (program: string, ...argv: readonly string[]) => run(program, argv, { cwd: space.path, env }),
    /** Runs git, whatever the configuration of whoever runs the tests; what it prints, without the last line's end. */
    async git(...argv: readonly string[]): Promise<string> {
      const plain = ["-c", "user.name=ann", "-c", "user.email=ann@example.org"];
      const own = { ...env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: join(space.path, ".git", "none") };
      return (await run("git", [...plain, ...argv], { cwd: space.path, env: own })).stdout.trimEnd();
    },
    /** Runs the starter's script; what it made, each with its digest. */
    async prepare(): Promise<Readonly<Record<string, string>>> {
      await run("sh", ["model/prepare.sh"], { cwd: space.path, env });
      return digestsIn(join(space.path, "candidate"));
    },
    /** What the gate does with what was prepared passes; so many cases and rows were seen. */
    async passes({ cases, rows }: { readonly cases: string; readonly rows: string }): Promise<void> {
      const packaged = await airworthy("package-model", "--path", "candidate/model", "--version", "1.0.0");
      expect(packaged).toMatchObject({ code: 0, verdict: "pass" });
      const on = ["--package", packaged.outputs["layout"] ?? ""];
      const suite = await airworthy(
        "test-behavior",
        "--suite",
        "tests/behavior.yml",
        "--candidate",
        "candidate",
        ...on,
      );
      expect(suite).toMatchObject({ verdict: "pass", outputs: { cases, failures: "0" } });
      const metrics = await airworthy("compare-metrics", "--candidate", "candidate/predictions.jsonl", ...on);
      expect(metrics).toMatchObject({ verdict: "pass", reasonCode: "rules-kept", outputs: { rows } });
    },
    [Symbol.asyncDispose]: () => space.remove(),
  };
}

export async function digestsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async (file) => [relative(folder, file), sha256(await readFile(file))] as const),
    ),
  );
}
