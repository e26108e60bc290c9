import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manageRollout, promoteModel } from "@airworthy/commands";
import { beforeAll, expect, test } from "vitest";
import { createGitFolder } from "../../../../../test/harness/git-repository.ts";
import { addCommit } from "../../../../../test/harness/github/index.ts";
import { commentPlace, MAIN, NOW, POLICY } from "../../../../../test/harness/promotion/comment-place.ts";
import { recordsFolder } from "../../../../../test/harness/promotion/records-place.ts";
import { ROLLOUT_DEFAULTS } from "../../../../../test/harness/rollout-defaults.ts";
import {
  CANDIDATE,
  ROLLOUT_CONFIGURATION,
  STABLE,
  writeClearance,
} from "../../../../../test/harness/rollout-workspace.ts";
import { silentPorts } from "../../../../../test/harness/silent-ports.ts";
import { carryOutComment } from "./carry-out-comment.ts";

/** After a model's first promotion no tag knows of a version before it; what users had, the rollout knows. */
const ROLLBACK = "/rollback ranker toxic replies";
const NAMES = ["flags.json", "rollouts.json", "audit.jsonl"].map((name) => `.airworthy/flags/${name}`);

let started: Readonly<Record<string, string>>;

beforeAll(async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-started-"));
  await writeFile(join(folder.path, "airworthy.yml"), ROLLOUT_CONFIGURATION);
  await writeClearance(folder.path);
  const ports = silentPorts(folder.path, { now: () => new Date(NOW), env: { USER: "ann" } });
  const packages = { package: CANDIDATE, "baseline-package": STABLE };
  await manageRollout.run({ ...ROLLOUT_DEFAULTS, ...packages, move: "start" }, ports);
  const texts = NAMES.map(async (name) => [name, await readFile(join(folder.path, name), "utf8")] as const);
  started = Object.fromEntries(await Promise.all(texts));
});

async function rolledOut() {
  const at = await commentPlace();
  at.github.state.refs.set(MAIN, addCommit(at.github.state, { files: { "airworthy.yml": POLICY, ...started } }));
  return at;
}

test.concurrent("where no tag knows of a version to go back to, users go back by the rollout, once", async () => {
  await using at = await rolledOut();
  expect(at.fileOfMain(".airworthy/flags/flags.json")).toContain(CANDIDATE);
  await expect(carryOutComment(at.write(ROLLBACK), at.place)).resolves.toMatchObject({
    verdict: "pass",
    effect: "moved",
    headline: expect.stringContaining("is denied (toxic replies)"),
  });
  expect(at.fileOfMain(".airworthy/flags/flags.json")).not.toContain(CANDIDATE);
  const again = await carryOutComment(at.write(ROLLBACK, { login: "bob" }), at.place);
  expect(again).toMatchObject({ verdict: "pass", effect: "unchanged" });
});

test.concurrent("who may neither write nor approve takes nobody back", async () => {
  await using at = await rolledOut();
  await expect(carryOutComment(at.write(ROLLBACK, { login: "eve" }), at.place)).resolves.toMatchObject({
    effect: "refused",
  });
  expect(at.answers()[0]).toContain("@eve may neither write nor approve");
  expect(at.fileOfMain(".airworthy/flags/flags.json")).toContain(CANDIDATE);
});

test.concurrent("a version that is named is one of a stage: the rollout stays where it is", async () => {
  await using at = await rolledOut();
  const told = await carryOutComment(at.write("/rollback ranker to 1.0.0 toxic replies"), at.place);
  expect(told.headline).toContain("nothing to go back from");
  expect(at.fileOfMain(".airworthy/flags/flags.json")).toContain(CANDIDATE);
});

test("by inputs users go back in the same way; a stage that is named has its own rollout, or none", async () => {
  await using clone = await createGitFolder();
  await clone.commit({ "airworthy.yml": POLICY, ...started });
  const asked = { task: "rollback", model: "ranker", reason: "toxic replies" } as const;
  await using folder = await recordsFolder({ inputs: asked });
  const { PATH } = process.env;
  const ports = silentPorts(clone.path, { now: () => new Date(NOW), env: { USER: "ann", PATH } });
  const back = (stage?: string) => promoteModel.run({ ...folder.place.inputs, stage }, ports);
  const flags = () => readFile(join(clone.path, ".airworthy", "flags", "flags.json"), "utf8");
  await expect(back("staging")).rejects.toThrow("nothing to go back from");
  expect(await flags()).toContain(CANDIDATE);
  expect(await back()).toMatchObject({ verdict: "pass", outputs: { effect: "moved" } });
  expect(await flags()).not.toContain(CANDIDATE);
  expect(await back("production")).toMatchObject({ verdict: "pass", outputs: { effect: "unchanged" } });
});
