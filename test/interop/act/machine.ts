import { mkdir, mkdtempDisposable, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzip } from "../../../packages/github/src/zip.ts";
import { needAct } from "./act-program.ts";
import { shippedWorkflows, stageRelease } from "./release-tree.ts";
import { type ActMachine, artifactsIn } from "./run-act.ts";
import { layOutRunnersActions } from "./runners-actions.ts";

const LIMITS = { entries: 100, bytes: 64 * 1024 * 1024 };

export type Machine = ActMachine & AsyncDisposable;

/** A machine with act and a release of ours; its folder goes when it is disposed of. */
export async function startMachine(): Promise<Machine> {
  const act = await needAct();
  await using stack = new AsyncDisposableStack();
  const { path: folder } = stack.use(await mkdtempDisposable(join(await realpath(tmpdir()), "airworthy-act-")));
  const release = join(folder, "release");
  await stageRelease(release);
  const places = { checkout: join(folder, "checkout"), cache: join(folder, "cache") };
  const workflows = (await shippedWorkflows()).values();
  const runnersActions = await layOutRunnersActions(join(folder, "actions"), workflows, places);
  const disposal = stack.move();
  return {
    act,
    release,
    runnersActions,
    folder,
    checkout: places.checkout,
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

/** Puts files into what is checked out; its path. */
export async function fillCheckout(
  { checkout }: ActMachine,
  files: Iterable<readonly [name: string, content: string | Buffer]>,
): Promise<string> {
  for (const [name, content] of files) {
    await mkdir(dirname(join(checkout, name)), { recursive: true });
    await writeFile(join(checkout, name), content);
  }
  return checkout;
}

/** The archives that a run uploaded, by the artifact's name, as act's server keeps them. */
export async function artifactsOf({ folder }: ActMachine, run: number): Promise<ReadonlyMap<string, Buffer>> {
  const kept = join(artifactsIn(folder), `${run}`);
  const names = (await readdir(kept)).sort();
  const read = names.map(async (name) => [name, await readFile(join(kept, name, `${name}.zip`))] as const);
  return new Map(await Promise.all(read));
}

/** The files in an archive, by name. */
export async function filesIn(archive: Buffer | undefined): Promise<ReadonlyMap<string, string>> {
  if (archive === undefined) throw new Error("there is no such artifact");
  const entries = await unzip(archive, LIMITS, "the artifact", () => true);
  return new Map(entries.map(({ name, content }) => [name, Buffer.from(content).toString("utf8")]));
}
