import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { TagFact } from "../../../packages/promotion/src/records/registry.ts";
import type { GitFolder } from "../../harness/git-repository.ts";
import { pythonVersion } from "../../harness/peer-versions.ts";
import { pythonWith } from "../python-environment.ts";

const run = promisify(execFile);

const PACKAGES = ["gto==1.10.1"];
const RUN_GTO = "import sys; from gto.cli import app; sys.argv[0] = 'gto'; app()";

/** Whoever runs the tests need not have told git who they are. */
const TAGGER = { GIT_COMMITTER_NAME: "n", GIT_COMMITTER_EMAIL: "e@x.test" };

const showSchema = v.record(
  v.string(),
  v.object({
    version: v.nullable(v.string()),
    stage: v.record(v.string(), v.nullable(v.string())),
    registered: v.boolean(),
    active: v.boolean(),
  }),
);

const historySchema = v.array(
  v.object({
    event: v.string(),
    artifact: v.string(),
    version: v.nullable(v.string()),
    stage: v.nullable(v.string()),
    commit: v.string(),
    ref: v.string(),
    message: v.string(),
  }),
);

/** What `gto show` says of each model. */
export async function gtoShow(folder: string): Promise<v.InferOutput<typeof showSchema>> {
  return checkShape(showSchema, JSON.parse(await gto(folder, "show", "--json")), "gto show");
}

/** What `gto history` says, the latest first. */
export async function gtoHistory(folder: string): Promise<v.InferOutput<typeof historySchema>> {
  return checkShape(historySchema, JSON.parse(await gto(folder, "history", "--json")), "gto history");
}

/** Runs GTO in a repository; what it prints. */
export async function gto(folder: string, ...args: readonly string[]): Promise<string> {
  const python = await pythonWith(PACKAGES);
  const { stdout } = await run(python, ["-c", RUN_GTO, ...args], { cwd: folder, env: { ...process.env, ...TAGGER } });
  return stdout;
}

export async function gtoVersion(): Promise<string> {
  return pythonVersion(await pythonWith(PACKAGES), "gto");
}

/** Makes annotated tags, each at its own time. */
export async function makeTags(repository: GitFolder, tags: readonly TagFact[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "airworthy-tag-"));
  const file = join(scratch, "tag");
  for (const { name, commit, on, message } of tags) {
    const seconds = Math.floor(Date.parse(on) / 1_000);
    const head = `object ${commit}\ntype commit\ntag ${name}\ntagger n <e@x.test> ${seconds} +0000\n`;
    await writeFile(file, `${head}\n${message}`);
    repository.git("update-ref", `refs/tags/${name}`, repository.git("hash-object", "-t", "tag", "-w", file), "");
  }
  await rm(scratch, { recursive: true });
}

/** The annotated tags of a repository, as git lists them. */
export function readTags(repository: GitFolder): readonly TagFact[] {
  const format = "%(refname:lstrip=2)%00%(*objectname)%00%(taggerdate:iso-strict)%00%(contents)%00";
  const fields = repository.git("for-each-ref", `--format=${format}`, "refs/tags").split("\0");
  const tags: TagFact[] = [];
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [name = "", commit = "", on = "", message = ""] = fields.slice(at, at + 4);
    tags.push({ name: name.trim(), commit, on, message });
  }
  return tags;
}
