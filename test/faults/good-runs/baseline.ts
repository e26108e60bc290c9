import { execFileSync } from "node:child_process";
import { addArtifact, pullRequestEvent, REPOSITORY, startGitHub, zipArchive } from "../../harness/github/index.ts";
import type { GoodRun } from "../good-run.ts";
import { predictions } from "./audits.ts";
import { onGitHub } from "./on-github.ts";

/** Commits of the same files at the same time by the same person have the same name everywhere. */
function git(cwd: string, ...args: string[]): string {
  const people = ["AUTHOR", "COMMITTER"].flatMap((who) => [
    [`GIT_${who}_NAME`, "n"],
    [`GIT_${who}_EMAIL`, "e@x.test"],
    [`GIT_${who}_DATE`, "1767225600 +0000"],
  ]);
  const env = { ...process.env, ...Object.fromEntries(people), HOME: cwd, GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", args, { cwd, env, encoding: "utf8" }).trim();
}

export const compareWithMergeBase: GoodRun = {
  verb: "compare-metrics",
  name: "compare-metrics with the merge base's artifact",
  args: ["--candidate", "out/new.jsonl", "--baseline", "merge-base", "--metrics", "accuracy", "--resamples", "200"],
  async prepare(space) {
    git(space.path, "init", "--quiet", "--initial-branch=main");
    await space.write(".gitignore", "out\n");
    for (const [name, branch] of [
      ["1", "main"],
      ["2", "candidate"],
    ] as const) {
      if (branch !== "main") git(space.path, "checkout", "--quiet", "-b", branch);
      await space.write("train.py", name);
      git(space.path, "add", "--all");
      git(space.path, "commit", "--quiet", "--message=change");
    }
    await space.write("out/new.jsonl", predictions(190));
  },
  reads: [],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    const base = git(world.folder, "rev-parse", "main");
    const head = git(world.folder, "rev-parse", "HEAD");
    const content = zipArchive([{ name: "new.jsonl", content: predictions(180) }]);
    addArtifact(github.state, { name: "airworthy-predictions", headSha: base, content });
    const pull = { number: 7, state: "open", head: { sha: head, ref: "candidate", repository: REPOSITORY } } as const;
    return await onGitHub(github, world, pullRequestEvent({ ...pull, base: { sha: base, ref: "main" } }));
  },
};
