import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROLLING_BACK, statementOf } from "../../../packages/canary/fixtures/example.ts";
import { startChatServers } from "../../harness/chat-servers.ts";
import { HEAD_SHA, pullRequestEvent, pushEvent, startGitHub } from "../../harness/github/index.ts";
import { behaviorEvidence } from "../../scenarios/report-workspace.ts";
import type { GoodRun } from "../good-run.ts";
import type { Space } from "../world/space.ts";
import { onGitHub } from "./on-github.ts";

const EVIDENCE = "airworthy-evidence/behavior.json";
/** Where it is gone, all evidence is. */
const CALLED = { [EVIDENCE]: /behavior\.json|evidence/ };
const PASSING = behaviorEvidence({ verdict: "pass", change: "stable" });

const writeEvidence = (space: Space) => space.write(EVIDENCE, PASSING);

export const postReport: GoodRun = {
  verb: "post-report",
  name: "post-report",
  args: [],
  prepare: writeEvidence,
  reads: [EVIDENCE],
  called: CALLED,
};

export const postOnGitHub: GoodRun = {
  verb: "post-report",
  name: "post-report on GitHub",
  args: [],
  prepare: writeEvidence,
  reads: [],
  harmless: [
    { fault: /^403 at/, because: "a fork's token may not write: the report stays in the job summary, and says so" },
  ],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    return await onGitHub(github, world, pullRequestEvent());
  },
};

const ALERTS = `alerts:
  targets:
    hooked: { kind: slack-webhook, urlVariable: SLACK_URL }
    room: { kind: slack-bot, tokenVariable: SLACK_TOKEN, channel: "#models", api: API }
    tracker: { kind: github-issue, labels: [models] }
    pager: { kind: webhook, urlVariable: HOOK_URL, secretVariable: HOOK_SECRET }
  routes:
    - to: [hooked, room, tracker, pager]
`;

export const sendAlert: GoodRun = {
  verb: "send-alert",
  name: "send-alert",
  args: ["--config", "airworthy.yml", "--undelivered", "fail"],
  async prepare(space) {
    await space.write("airworthy-evidence/canary.json", statementOf(ROLLING_BACK));
    await space.write("airworthy.yml", ALERTS);
  },
  reads: ["airworthy.yml", "airworthy-evidence/canary.json"],
  called: { "airworthy-evidence/canary.json": /canary\.json|evidence/ },
  harmless: [
    { fault: /airworthy-alerts/, because: "all were told; that the next run may tell them again is a warning" },
    {
      fault: / at [5-9], POST \/api\/chat\.postMessage/,
      because: "the first message told the room: that the details in its thread are missing is a warning",
    },
    { fault: /^40[34] at .*GET .*\/issues\?/, because: "no issue of ours is there to be found: a new one is opened" },
    {
      fault: /once at|429, wait a second at/,
      because: "it is told at the next attempt, by a request of another number",
    },
  ],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    const chats = world.stack.use(await startChatServers());
    const url = await world.through(chats.url);
    const file = join(world.folder, "airworthy.yml");
    await writeFile(file, (await readFile(file, "utf8")).replace("API", `${url}/api`));
    const served = await onGitHub(github, world, { name: "schedule", payload: {} });
    const secrets = { SLACK_TOKEN: "xoxb-0123456789-abcdef", HOOK_SECRET: "hook-secret-0123456789" };
    return { env: { ...served.env, ...secrets, SLACK_URL: `${url}/services/T000/B000/x`, HOOK_URL: `${url}/hook` } };
  },
};

export const recordHistory: GoodRun = {
  verb: "record-history",
  name: "record-history",
  args: [],
  prepare: writeEvidence,
  reads: [EVIDENCE],
  called: CALLED,
  harmless: [{ fault: /^404 at 1, GET/, because: "a ref that is not there yet is begun" }],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    return await onGitHub(github, world, pushEvent("refs/heads/main", HEAD_SHA));
  },
};

export const buildSite: GoodRun = {
  verb: "build-site",
  name: "build-site",
  args: ["--output", "site"],
  prepare: writeEvidence,
  reads: [EVIDENCE],
  called: CALLED,
  harmless: [
    { fault: /^404 at 1, GET/, because: "without a history the site is of the evidence alone, and says so" },
    { fault: /a folder at site\/\.airworthy-site$/, because: "a folder with our mark is replaced whole" },
  ],
};

export const siteFromGitHub: GoodRun = {
  ...buildSite,
  name: "build-site from the history on GitHub",
  reads: [],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    const served = await onGitHub(github, world, pushEvent("refs/heads/main", HEAD_SHA));
    const { runInProcess } = await import("../world/run-in-process.ts");
    const env = { ...served.env, GITHUB_API_URL: github.url };
    const recorded = await runInProcess({
      args: ["record-history"],
      cwd: world.folder,
      env,
      now: () => new Date("2026-03-01T00:00:00Z"),
    });
    if (recorded.code !== 0) throw new Error(recorded.stderr);
    return served;
  },
};

export const postComment: GoodRun = {
  verb: "post-comment",
  name: "post-comment",
  args: ["--file", "report.md"],
  prepare: (space) => space.write("report.md", "# Better\n\n| metric | now |\n| --- | --- |\n| accuracy | 0.9 |\n"),
  reads: ["report.md"],
  harmless: [
    { fault: /^403 at/, because: "a fork's token may not write: the report stays in the job summary, and says so" },
    { fault: / at [34], /, because: "the comment is written; that no other job's could be looked for is a warning" },
    { fault: /^report\.md: /, because: "whatever text it holds is the user's own report, posted as it is" },
  ],
  async serve(world) {
    const github = world.stack.use(await startGitHub());
    return await onGitHub(github, world, pullRequestEvent());
  },
};
