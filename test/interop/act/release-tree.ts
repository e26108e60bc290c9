import { cp, glob, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SHIPPED } from "../../harness/action-manifest.ts";
import { setup as buildDist } from "../../harness/build-once.ts";

/** What callers write before a path of ours, and after it. */
export const OURS = { repository: "airworthy/airworthy", ref: "v1" } as const;

const WORKFLOWS = join(".github", "workflows");
const USES_SELF = /^(?<before>\s*(?:- )?uses: )\$\/(?<path>[\w./-]+)/gm;

/**
 * Makes in `into` what a runner finds at our tag: the workflows that teams call, each action's manifest, and the files that
 * were built, which this builds first.
 */
export async function stageRelease(into: string): Promise<void> {
  await buildDist();
  await cp(join(SHIPPED, "dist"), join(into, "dist"), { recursive: true });
  for await (const manifest of glob("actions/*/action.yml", { cwd: SHIPPED })) {
    await cp(join(SHIPPED, manifest), join(into, manifest), { recursive: true });
  }
  await mkdir(join(into, WORKFLOWS), { recursive: true });
  for (const [name, text] of await shippedWorkflows()) await writeFile(join(into, WORKFLOWS, name), withoutSelf(text));
}

/**
 * The only change that act needs: it does not know `$/`, this repository at the commit of this file, so the repository is
 * spelled out, as callers spell it.
 */
export function withoutSelf(workflow: string): string {
  return workflow.replace(
    USES_SELF,
    (_, before: string, path: string) => `${before}${OURS.repository}/${path}@${OURS.ref}`,
  );
}

/** Those that teams call, by their file's name. */
export async function shippedWorkflows(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(join(SHIPPED, WORKFLOWS))).sort();
  const read = names.map(async (name) => [name, await readFile(join(SHIPPED, WORKFLOWS, name), "utf8")] as const);
  return new Map((await Promise.all(read)).filter(([, text]) => /^ {2}workflow_call:/m.test(text)));
}
