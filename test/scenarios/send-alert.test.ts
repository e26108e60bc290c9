import { createHmac } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ADVANCING, ROLLING_BACK, statementOf } from "../../packages/canary/fixtures/example.ts";
import { type ChatServers, startChatServers } from "../harness/chat-servers.ts";
import {
  type Event,
  type GitHub,
  issueCommentEvent,
  pullRequestEvent,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
} from "../harness/github/index.ts";
import { runAction } from "../harness/runner.ts";
import { behaviorEvidence, createWorkspace, type ReportWorkspace } from "./report-workspace.ts";

const SCHEDULE: Event = { name: "schedule", payload: {} };
const SECRET = "hook-secret-0123456789";
const TOKEN = "xoxb-0123456789-abcdef";
const SLACK = "/services/T000/B000/slack-secret";
const DISCORD = "/discord/api/webhooks/1/discord-secret";
const TEAMS = "/workflows/teams-secret";

const CONFIGURATION = `
alerts:
  targets:
    hooked: { kind: slack-webhook, urlVariable: SLACK_URL }
    room: { kind: slack-bot, tokenVariable: SLACK_TOKEN, channel: "#models", api: API }
    teams: { kind: teams, urlVariable: TEAMS_URL }
    discord: { kind: discord, urlVariable: DISCORD_URL }
    tracker: { kind: github-issue, labels: [models] }
    pager: { kind: webhook, urlVariable: HOOK_URL, secretVariable: HOOK_SECRET }
  routes:
    - to: [room, teams, discord, tracker]
    - when: { class: safety, verdict: fail }
      to: [hooked, pager, tracker]
      owners: ["@ann"]
    - when: { class: latency }
      to: [room]
      owners: [slack:U0LATENCY]
`;

test("a rollout that goes back is told everywhere at once, its recovery too, and nothing is told twice", async () => {
  await using github = await startGitHub();
  await using chats = await startChatServers();
  await using workspace = await createWorkspace(statementOf(ROLLING_BACK));
  chats.faults.set(SLACK, [{ status: 429, headers: { "retry-after": "1" } }]);
  chats.faults.set(DISCORD, [{ status: 429, body: { message: "rate limited", retry_after: 0.2, global: false } }]);

  const told = await alert(github, chats, workspace);
  expect(told.stderr).toBe("");
  expect(told).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", "reason-code": "told", failed: "" } });
  expect(told.outputs["told"]?.split("\n")).toEqual(["hooked", "room", "teams", "discord", "tracker", "pager"]);
  expect(chats.to(SLACK).map(({ status }) => status)).toEqual([429, 200]);
  expect(chats.to(DISCORD).map(({ status }) => status)).toEqual([429, 200]);
  expect(JSON.stringify(chats.to(SLACK)[1]?.body)).toContain("✕ safety: toxic replies");
  expect(chats.to(DISCORD)[1]?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(chats.to(TEAMS)[0]?.body).toMatchObject({ type: "message", attachments: [{ content: { version: "1.5" } }] });
  expect(chats.to("/api/chat.postMessage").map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${TOKEN}`,
    `Bearer ${TOKEN}`,
  ]);
  const [hook] = chats.to("/hook");
  const signature = createHmac("sha256", SECRET)
    .update(hook?.text ?? "")
    .digest("hex");
  expect(hook?.headers["x-airworthy-signature-256"]).toBe(`sha256=${signature}`);
  expect(hook?.body).toMatchObject({
    rollout: "review-sentiment-2",
    occasion: "opened",
    owners: ["@ann"],
    links: [
      { label: "Run", url: "https://github.com/octo-org/sentiment/actions/runs/1000" },
      { label: "Pull request", url: "https://github.com/octo-org/sentiment/pull/7" },
      { label: "Hold or roll back", url: "https://github.com/octo-org/sentiment/actions/workflows/rollout.yml" },
    ],
  });
  expect(github.state.issues).toMatchObject([
    { state: "open", labels: ["airworthy-alert", "models"], title: expect.stringContaining("Rolling back") },
  ]);
  expect(github.state.issues[0]?.body).toMatch(/^For @ann\n/);

  const sent = chats.requests.length;
  expect((await alert(github, chats, workspace)).outputs).toMatchObject({ "reason-code": "nothing-new", told: "" });
  expect(chats.requests).toHaveLength(sent);
  expect(github.state.issues).toHaveLength(1);

  await workspace.write("behavior-0.json", statementOf(ADVANCING));
  const recovered = await alert(github, chats, workspace);
  expect(recovered.outputs["told"]?.split("\n")).toEqual(["hooked", "room", "teams", "discord", "tracker", "pager"]);
  const thread = chats.to("/api/chat.postMessage")[1]?.body["thread_ts"];
  expect(chats.to("/api/chat.update")).toMatchObject([{ body: { channel: "C012AB3CD", ts: thread } }]);
  expect(chats.to("/hook")[1]?.body).toMatchObject({ occasion: "recovered", verdict: "pass" });
  expect(github.state.issues).toMatchObject([{ state: "closed" }]);
  expect(github.state.comments.map(({ issue }) => issue)).toEqual([github.state.issues[0]?.number]);
});

test("targets that fail are named, block nothing, keep nobody else from being told, and give no secret away", async () => {
  await using github = await startGitHub();
  await using chats = await startChatServers();
  await using workspace = await createWorkspace(statementOf(ROLLING_BACK));
  github.state.readOnly = true;
  chats.faults.set("/api/chat.postMessage", [{ status: 200, body: { ok: false, error: "not_in_channel" } }]);
  chats.faults.set(SLACK, [{ status: 302, headers: { location: "https://evil.example/" } }]);
  chats.faults.set(TEAMS, [{ status: 400, body: `no flow at ${chats.url}${TEAMS}` }]);
  const run = await alert(github, chats, workspace, { env: { DISCORD_URL: "http://discord.example/discord-secret" } });
  expect(run).toMatchObject({
    exitCode: 0,
    outputs: { verdict: "warn", "reason-code": "not-all-told", told: "pager" },
  });
  expect(run.outputs["failed"]?.split("\n")).toEqual(["hooked", "room", "teams", "discord", "tracker"]);
  const messages = run.annotations.map(({ message }) => message).join("\n");
  expect(messages).toContain("room: Slack refused: not_in_channel");
  expect(messages).toContain("hooked: the answer was 302, a redirection, which is not followed");
  expect(messages).toContain("teams: the answer was 400: no flow at ***");
  expect(messages).toContain("discord: its address must start with https://");
  expect(run.stdout + run.stderr + run.summary).not.toMatch(/(slack|teams|discord|hook)-secret|xoxb/);

  // The next run tells them, and nobody twice; who insists gets a failure.
  github.state.readOnly = false;
  const again = await alert(github, chats, workspace, { env: { DISCORD_URL: "" }, inputs: { undelivered: "fail" } });
  expect(again).toMatchObject({ exitCode: 1, outputs: { verdict: "fail", failed: "discord" } });
  expect(again.outputs["told"]?.split("\n")).toEqual(["hooked", "room", "teams", "tracker"]);
});

test("a state that cannot be read is begun anew, with a warning", async () => {
  await using github = await startGitHub();
  await using chats = await startChatServers();
  await using workspace = await createWorkspace(statementOf(ROLLING_BACK));
  await alert(github, chats, workspace);
  const file = join(workspace.folder, "airworthy-alerts", "state.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ schemaVersion: 1 });
  await writeFile(file, "{");
  const run = await alert(github, chats, workspace);
  expect(run.stdout).toContain("What was told before is not known");
  expect(run.outputs).toMatchObject({ "reason-code": "told" });
  expect(github.state.issues).toHaveLength(1);
});

test("somebody else's issue with our marker is left alone", async () => {
  await using github = await startGitHub();
  await using chats = await startChatServers();
  await using workspace = await createWorkspace(statementOf(ROLLING_BACK));
  await alert(github, chats, workspace);
  const [ours] = github.state.issues;
  if (ours === undefined) throw new Error("an issue was to be opened");
  github.state.issues.splice(0, 1, { ...ours, login: "mallory" });
  await writeFile(join(workspace.folder, "airworthy-alerts", "state.json"), "{}");
  await alert(github, chats, workspace);
  expect(github.state.issues.map(({ login }) => login)).toEqual(["mallory", "github-actions[bot]"]);
});

test("after a run that broke off, nothing is told to have recovered", async () => {
  await using github = await startGitHub();
  await using chats = await startChatServers();
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = (conclusion: string) => {
    const event = workflowRunEvent(undefined, { id: 900, attempt: 1, conclusion });
    return alert(github, chats, workspace, { event, inputs: {} });
  };
  await run("success");
  expect(github.state.issues).toMatchObject([{ state: "open", title: "review-sentiment 2.0.0: Not ready" }]);
  await workspace.write("behavior-0.json", behaviorEvidence({ verdict: "pass", change: "stable" }));
  await run("failure");
  expect(github.state.issues).toMatchObject([{ state: "open", title: "review-sentiment 2.0.0: Undecided" }]);
  await run("success");
  expect(github.state.issues).toMatchObject([{ state: "closed" }]);
});

test("what a fork's code computed alerts nobody, whatever started the run, and the job stays green", async () => {
  await using github = await startGitHub();
  await using chats = await startChatServers();
  await using workspace = await createWorkspace(statementOf(ROLLING_BACK));
  const fork: StoredPull = {
    number: 8,
    state: "open",
    head: { sha: "f".repeat(40), ref: "patch-1", repository: "eve/sentiment" },
  };
  github.state.pulls.push(fork);
  const events = [
    workflowRunEvent(fork),
    workflowRunEvent(undefined, { id: 900, attempt: 1, event: "issue_comment" }),
    { ...pullRequestEvent(fork), name: "pull_request_target" },
    issueCommentEvent(8, true),
  ];
  for (const event of events) {
    const run = await alert(github, chats, workspace, { event, inputs: { undelivered: "fail" } });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: "warn", "reason-code": "of-a-fork", told: "" } });
  }
  expect([chats.requests, github.state.issues]).toEqual([[], []]);
});

interface Step {
  readonly event?: Event;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a scheduled run does that tells of this workspace's evidence. */
async function alert(github: GitHub, chats: ChatServers, workspace: ReportWorkspace, step: Step = {}) {
  await writeFile(join(workspace.folder, "airworthy.yml"), CONFIGURATION.replace("API", `${chats.url}/api`));
  return runAction("send-alert", {
    cwd: workspace.folder,
    event: step.event ?? SCHEDULE,
    inputs: { "rollout-workflow": "rollout.yml", "pull-request": "7", ...step.inputs },
    env: {
      ...github.env,
      SLACK_URL: chats.url + SLACK,
      SLACK_TOKEN: TOKEN,
      TEAMS_URL: chats.url + TEAMS,
      DISCORD_URL: chats.url + DISCORD,
      HOOK_URL: `${chats.url}/hook`,
      HOOK_SECRET: SECRET,
      ...step.env,
    },
  });
}
