import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GoodRun } from "../good-run.ts";
import { FaultyServices, type ServiceFault } from "./faulty-service.ts";
import { type Ended, runInProcess } from "./run-in-process.ts";
import { NOON, workspaceOf } from "./space.ts";
import { changed, readTree, type Tree } from "./tree.ts";

/** A run and what it left. */
export interface Seen {
  readonly ended: Ended;
  readonly before: Tree;
  readonly after: Tree;
  readonly requests: readonly string[];
  /** The text of a file that it left. */
  readonly texts: ReadonlyMap<string, Buffer>;
}

/** The run as it is where all is well. */
export interface Control extends Seen {
  /** The files that it writes, each with its digest where that is the same in every run. */
  readonly writes: ReadonlyMap<string, string | null>;
}

export interface Change {
  readonly service?: ServiceFault;
  /** What is done to the workspace just before. */
  before?(folder: string): Promise<void>;
  now?: () => Date;
  /** Beside those of the run. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Runs it otherwise than in this process. */
  run?(start: Parameters<typeof runInProcess>[0]): Promise<Ended>;
}

const controls = new Map<GoodRun, Promise<Control>>();

/** Runs it twice without a fault. Throws where it does not end as it says. */
export function controlOf(run: GoodRun): Promise<Control> {
  const control = controls.get(run) ?? findControl(run);
  controls.set(run, control);
  return control;
}

/** A run in a workspace of its own, with a change. */
export async function perform(run: GoodRun, change: Change = {}): Promise<Seen> {
  await using space = await workspaceOf(run);
  await using stack = new AsyncDisposableStack();
  const folder = space.path;
  const services = new FaultyServices(change.service ?? null);
  const served = await run.serve?.({ folder, stack, through: (url) => services.through(url, stack) });
  await change.before?.(folder);
  const before = await readTree(folder);
  const ended = await (change.run ?? runInProcess)({
    args: [run.verb, ...run.args, ...(served?.args ?? []), ...(change.args ?? [])],
    cwd: folder,
    env: { ...run.env, ...served?.env, ...change.env },
    interruptAt: run.isService === true ? /at http:/ : undefined,
    now: change.now ?? (() => new Date(run.now ?? NOON)),
  });
  const after = await readTree(folder);
  return { ended, before, after, requests: services.requests, texts: await readTexts(folder, before, after) };
}

/** What the files hold that are new or other than before. */
export async function readTexts(folder: string, before: Tree, after: Tree): Promise<ReadonlyMap<string, Buffer>> {
  const paths = changed(before, after).filter((path) => after.get(path) !== "no file");
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))] as const)));
}

async function findControl(run: GoodRun): Promise<Control> {
  const [one, two] = [await perform(run), await perform(run)];
  const { verdict = "pass" } = run;
  for (const { ended } of [one, two]) {
    if (ended.answer?.verdict !== verdict)
      throw new Error(`${run.name} is no good run: ${ended.stdout}${ended.stderr}`);
  }
  const writes = changed(one.before, one.after).map((path) => {
    const digest = one.after.get(path);
    return [path, digest !== undefined && digest === two.after.get(path) ? digest : null] as const;
  });
  return { ...one, writes: new Map(writes) };
}
