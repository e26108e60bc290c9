import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { addComment } from "../../harness/github/index.ts";
import { zipArchive } from "../../harness/github/zip-archive.ts";
import { createPromotionRepository, POLICY } from "../../harness/promotion/promotion-repository.ts";
import { createFeedbackRepository } from "../../scenarios/feedback-repository.ts";
import type { GoodRun } from "../good-run.ts";
import { onGitHub } from "./on-github.ts";
import { writeVerifiedPackage } from "./packages.ts";

/** The stand-in counts commits: this is the second one's name. */
const HEAD = "2".padStart(40, "c");
const PULL = 7;
/** What a package's provenance takes from the run that made it. */
const PIPELINE: Readonly<Record<string, string>> = {
  GITHUB_ACTIONS: "true",
  GITHUB_EVENT_NAME: "pull_request",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "octo-org/sentiment",
  GITHUB_REPOSITORY_ID: "1",
  GITHUB_REPOSITORY_OWNER: "octo-org",
  GITHUB_REPOSITORY_OWNER_ID: "2",
  GITHUB_WORKFLOW: "model",
  GITHUB_WORKFLOW_REF: "octo-org/sentiment/.github/workflows/model.yml@refs/heads/main",
  GITHUB_REF: "refs/heads/main",
  GITHUB_SHA: HEAD,
  GITHUB_RUN_ID: "500",
  GITHUB_RUN_ATTEMPT: "1",
  RUNNER_ENVIRONMENT: "github-hosted",
  RUNNER_OS: "Linux",
  RUNNER_ARCH: "X64",
};
/** Whoever asks has just asked: an old comment is not carried out. */
const COMMENTED = "2026-03-02T11:59:00.000Z";

export const promoteOnGitHub: GoodRun = {
  verb: "promote-model",
  name: "promote-model on GitHub",
  heeds: /^a year (?:behind|ahead)$|1970|2099/,
  args: ["--task", "comment", "--artifacts", "evidence*", "--branch", "main"],
  prepare: (space) => writeVerifiedPackage(space, PIPELINE),
  reads: [],
  harmless: [
    { fault: /^404 at 1, GET .*\/issues\/comments\/1$/, because: "a comment that was deleted asks for nothing" },
    {
      fault: /comments$|\/reactions$|comments\?/,
      because: "it is done and recorded by then; that nobody was answered is logged",
    },
  ],
  async serve(world) {
    const folder = join(world.folder, "airworthy-evidence");
    const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
    const members = await Promise.all(
      names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })),
    );
    const made = { digest: "sha256:", version: "2.0.0", archive: zipArchive(members) };
    const { github } = world.stack.use(
      await createPromotionRepository({
        made,
        policy: POLICY.replaceAll("checklist: false", "checklist: false\n      verification: warn"),
      }),
    );
    // The pipeline has run by the clock of this machine; here it is the clock of the run.
    const pipeline = github.state.runs.splice(0).map((made) => ({ ...made, createdAt: "2026-03-02T11:58:00.000Z" }));
    github.state.runs.push(...pipeline);
    const body = "/promote ranker@2.0.0 to staging";
    const user = { login: "ann", type: "User" };
    const { id } = addComment(github.state, { login: "ann", body, issue: PULL, createdAt: COMMENTED });
    const payload = {
      action: "created",
      comment: { id, body, user },
      issue: { number: PULL, pull_request: { url: "u" } },
      sender: user,
    };
    const run = { id: 1000, event: "issue_comment", headRef: "main", login: "ann" } as const;
    const headSha = github.state.refs.get("refs/heads/main") ?? "";
    github.state.runs.push({ ...run, headSha, createdAt: COMMENTED });
    return await onGitHub(github, world, { name: "issue_comment", payload });
  },
};

export const collectFeedback: GoodRun = {
  verb: "collect-feedback",
  name: "collect-feedback",
  args: [],
  env: { AIRWORTHY_FEEDBACK_SALT: "a salt of enough bytes" },
  async prepare(space) {
    await space.write("airworthy.yml", FEEDBACK);
    await space.write("removals.txt", "");
    await space.write("thumbs.jsonl", THUMBS);
  },
  reads: ["airworthy.yml", "removals.txt", "thumbs.jsonl"],
  called: { "removals.txt": /removals\.txt|to remove/, "thumbs.jsonl": /thumbs\.jsonl|\*\.jsonl|feedback|said/ },
  harmless: [
    {
      fault: /^removals\.txt: /,
      because: "every line that could be somebody's name is one; nobody of that name spoke",
    },
    {
      fault: /^thumbs\.jsonl: half of it$/,
      because: "a row that is no JSON is refused, which is told, and the others count",
    },
  ],
};

export const feedbackOnGitHub: GoodRun = {
  verb: "collect-feedback",
  name: "collect-feedback on GitHub",
  args: ["--branch", "main", "--propose"],
  env: { AIRWORTHY_FEEDBACK_SALT: "a salt of enough bytes" },
  prepare: async () => undefined,
  reads: [],
  async serve(world) {
    const repository = world.stack.use(
      await createFeedbackRepository(FEEDBACK.slice(0, FEEDBACK.indexOf("  removals"))),
    );
    const wrong = { answer: "positive", expected: "negative" };
    const issue = repository.report("quill", { input: "not good at all", ...wrong });
    const row = repository.rowNameOf(issue, "quill");
    repository.say("ann", issue, `/feedback ${row} wrong`);
    return await onGitHub(repository.github, world, { name: "schedule", payload: {} });
  },
};

/** A clone of one's own, in which tags are made by git. */
export const promoteInClone: GoodRun = {
  verb: "promote-model",
  name: "promote-model in a clone",
  args: ["--model", "ranker", "--package", "airworthy-packages/ranker-2.0.0", "--stage", "staging"],
  async prepare(space) {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: space.path, env: gitEnvironment(space.path) });
    await space.write(".gitignore", "airworthy-*\nkey.*\n.cache\n");
    await space.write(
      "airworthy.yml",
      POLICY.replaceAll("checklist: false", "checklist: false\n      verification: warn"),
    );
    await space.write("model/weights.bin", "the weights of 2.0.0");
    await space.write("model/config.json", '{"layers": 2}\n');
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message=model");
    await writeVerifiedPackage(space);
  },
  reads: ["airworthy.yml"],
};

function gitEnvironment(home: string) {
  const person = {
    GIT_AUTHOR_NAME: "n",
    GIT_AUTHOR_EMAIL: "e@x.test",
    GIT_COMMITTER_NAME: "n",
    GIT_COMMITTER_EMAIL: "e@x.test",
  };
  return { ...process.env, ...person, HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
}

const FEEDBACK = `feedback:
  model: sentiment
  classes: [negative, positive]
  agree: 0
  test-share: 1
  removals: removals.txt
  exports: [{ path: "*.jsonl", consent: true }]
`;
const THUMBS = ["not good", "never again", "no fun"]
  .map(
    (input, id) =>
      `${JSON.stringify({ id, kind: "down", input, output: "positive", expected: "negative", reviewer: `Jane ${id}` })}\n`,
  )
  .join("");
