import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import * as v from "valibot";
import { installOnce } from "../install-once.ts";
import { type Question, type Reply, refusalOf, textOf } from "./question.ts";

const SOURCE = join(import.meta.dirname, "evaluator");
const MODULE = "github.com/open-feature/flagd/core";

const run = promisify(execFile);

const replySchema = v.object({
  refused: v.optional(v.string()),
  answers: v.nullable(
    v.array(
      v.object({
        value: v.optional(v.unknown()),
        variant: v.optional(v.string()),
        reason: v.string(),
        errorCode: v.optional(v.string()),
        metadata: v.unknown(),
      }),
    ),
  ),
  places: v.nullable(v.array(v.number())),
});

/** Flagd's own evaluator, in Go, as its server has it. */
export interface Flagd extends AsyncDisposable {
  ask(question: Question): Promise<Reply>;
}

/** Starts the evaluator. Questions are answered one after another. */
export async function startFlagd(): Promise<Flagd> {
  const child = spawn(await flagdEvaluator(), { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error("flagd's evaluator ended");
      const { refused, answers, places } = v.parse(replySchema, JSON.parse(line.value));
      if (refused !== undefined) return refusalOf(refused);
      return { refused: null, answers: (answers ?? []).map(toldOf), places: Uint32Array.from(places ?? []) };
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended(child);
    },
  };
}

/** The version of flagd's evaluator. */
export async function flagdVersion(): Promise<string> {
  const { stdout } = await run("go", ["list", "-m", "-f", "{{.Version}}", MODULE], { cwd: SOURCE });
  return stdout.trim();
}

/** The JSON Schemas of flag definitions that come with that version: of a file, and of the rules in it. */
export async function flagdSchemas(): Promise<readonly [flags: object, targeting: object]> {
  const { stdout } = await run(await flagdEvaluator(), ["schemas"]);
  return v.parse(v.strictTuple([v.looseObject({}), v.looseObject({})]), JSON.parse(stdout));
}

/** The program, built once for each form of its source and kept in the temporary folder. */
async function flagdEvaluator(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of ["main.go", "go.mod", "go.sum"]) hash.update(await readFile(join(SOURCE, file)));
  const program = process.platform === "win32" ? "evaluator.exe" : "evaluator";
  const folder = await installOnce(`go-flagd-${hash.digest("hex").slice(0, 16)}`, (into) =>
    run("go", ["build", "-o", join(into, program), "."], { cwd: SOURCE }),
  );
  return join(folder, program);
}

/** An answer without metadata is one with none. */
function toldOf(told: Parameters<typeof textOf>[0] | Partial<Parameters<typeof textOf>[0]>): string {
  return textOf({
    value: told.value,
    variant: told.variant,
    reason: told.reason ?? "",
    errorCode: told.errorCode,
    metadata: told.metadata ?? {},
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("close", () => resolve()));
}
