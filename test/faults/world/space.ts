import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Statement } from "@airworthy/evidence";
import { formatStatement } from "@airworthy/evidence";
import type { GoodRun } from "../good-run.ts";
import { type Ended, runInProcess } from "./run-in-process.ts";

/** When runs take place that say nothing else: what evidence of this day is checked against is near. */
export const NOON = "2026-03-02T12:00:00.000Z";

/** A workspace that is being written. */
export interface Space {
  readonly path: string;
  write(path: string, content: string | Uint8Array | Statement): Promise<void>;
  /** Runs a verb there, which must not fail. */
  airworthy(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

export interface Workspace extends AsyncDisposable {
  readonly path: string;
}

const templates = new Map<GoodRun, Promise<string>>();

/** A fresh copy of a good run's workspace. */
export async function workspaceOf(run: GoodRun): Promise<Workspace> {
  const template = templates.get(run) ?? prepared(run);
  templates.set(run, template);
  const path = await mkdtemp(join(tmpdir(), "airworthy-fault-"));
  await cp(await template, path, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

async function prepared(run: GoodRun): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "airworthy-good-"));
  await run.prepare({
    path,
    async write(name, content) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      const isText = typeof content === "string" || content instanceof Uint8Array;
      await writeFile(join(path, name), isText ? content : formatStatement(content));
    },
    async airworthy(args, env = {}) {
      const ended = await runInProcess({ args, cwd: path, env, now: () => new Date(run.now ?? NOON) });
      if (ended.code !== 0) throw new Error(`${run.name} cannot be prepared: ${args.join(" ")}: ${ended.stderr}`);
      return ended;
    },
  });
  return path;
}
