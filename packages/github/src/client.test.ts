import { expect, test } from "vitest";
import { type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient, type GitHubClient } from "./client.ts";
import { DEFAULT_LIMITS, type Limits } from "./retry.ts";

const pull = { route: "GET /repos/octo-org/sentiment/pulls/7", parameters: {}, needs: "pull-requests: read" };
const check = {
  route: "POST /repos/octo-org/sentiment/check-runs",
  parameters: { name: "n", head_sha: "a", conclusion: "success", output: { title: "t", summary: "s" } },
  needs: "checks: write",
};

test.concurrent("a request that GitHub turned away for now is sent again after the time that it asks for", async () => {
  for (const kind of ["rate-limit", "secondary-limit"] as const) {
    await using github = await startGitHub();
    github.faults.push({ kind, retryAfter: 0 });
    const { client, lines } = await connect(github);
    await expect(client.request(pull)).resolves.toMatchObject({ number: 7 });
    expect(github.requests.map(({ status }) => status)).toEqual([kind === "rate-limit" ? 429 : 403, 200]);
    expect(lines.join("\n")).toContain("attempt 2 follows in 0 s");
  }
});

test.concurrent("a limit that lasts an hour fails at once, with the time in the message", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "secondary-limit", retryAfter: 3_600 });
  const { client } = await connect(github);
  await expect(client.request(pull)).rejects.toMatchObject({
    kind: "limit",
    message: expect.stringMatching(/asks to wait 3600 s/),
  });
  expect(github.requests).toHaveLength(1);
});

test.concurrent("a limit without end is given up after the allowed attempts", async () => {
  await using github = await startGitHub();
  for (let index = 0; index < 9; index++) github.faults.push({ kind: "rate-limit", retryAfter: 0 });
  const { client } = await connect(github);
  await expect(client.request(pull)).rejects.toMatchObject({
    kind: "limit",
    message: expect.stringMatching(/attempt 4 of 4/),
  });
  expect(github.requests).toHaveLength(4);
});

test.concurrent("a failure of GitHub's is tried again, but not a POST that may have taken effect", async () => {
  await using github = await startGitHub();
  const { client } = await connect(github);
  github.faults.push({ kind: "server-error" });
  await expect(client.request(pull)).resolves.toMatchObject({ number: 7 });
  github.faults.push({ kind: "bad-gateway-after-write" });
  await expect(client.request(check)).rejects.toMatchObject({ kind: "unreachable" });
  expect(github.state.checks).toHaveLength(1);
  github.faults.push({ kind: "rate-limit", retryAfter: 0 });
  await client.request(check);
  expect(github.state.checks).toHaveLength(2);
});

test.concurrent("a server that never answers is given up with a message", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "hang" }, { kind: "hang" });
  const { client } = await connect(github, { attempts: 2, attemptSeconds: 0.2, totalSeconds: 60 });
  await expect(client.request(pull)).rejects.toMatchObject({
    name: "UserError",
    kind: "unreachable",
    message: expect.stringMatching(/got no answer: no answer within 0.2 s/),
  });
});

test.concurrent("all attempts together keep to the total time", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "hang" }, { kind: "hang" });
  const { client } = await connect(github, { attempts: 9, attemptSeconds: 0.2, totalSeconds: 0.1 });
  await expect(client.request(pull)).rejects.toMatchObject({ kind: "unreachable" });
  expect(github.requests).toHaveLength(1);
});

test.concurrent("an interruption ends the waiting and is no problem of GitHub's", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "rate-limit", retryAfter: 60 });
  const controller = new AbortController();
  const log = { info: () => controller.abort(), warn: () => {} };
  const client = await createClient({ token: "t", env: github.env, log, signal: controller.signal });
  await expect(client.request(pull)).rejects.toMatchObject({ name: "AbortError" });
});

test.concurrent("a 403 names the missing permission", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  const { client } = await connect(github);
  await expect(client.request(check)).rejects.toMatchObject({
    name: "UserError",
    kind: "permission",
    remedy: expect.stringMatching(/`permissions: checks: write`/),
  });
});

test.concurrent("on GitHub Enterprise Server, REST is below /api/v3 and GraphQL beside it", async () => {
  await using github = await startGitHub();
  const env = { GITHUB_API_URL: `${github.url}/api/v3/` };
  const client = await createClient({ token: "t", env, log: { info: () => {}, warn: () => {} } });
  await expect(client.request(pull)).rejects.toMatchObject({ kind: "not-found" });
  await expect(client.graphql("query { viewer { login } }", "contents: read")).rejects.toMatchObject({
    kind: "not-found",
  });
  expect(github.requests.map(({ path }) => path)).toEqual(["/api/v3/repos/octo-org/sentiment/pulls/7", "/api/graphql"]);
});

test.concurrent("an address that is none is a UserError", async () => {
  const log = { info: () => {}, warn: () => {} };
  for (const url of ["not an address", "file:///etc/passwd"]) {
    await expect(createClient({ token: "t", env: { GITHUB_API_URL: url }, log })).rejects.toThrow("GITHUB_API_URL");
  }
});

test.concurrent("nobody listening is said as such", async () => {
  const closed = await startGitHub();
  await closed[Symbol.asyncDispose]();
  const { client } = await connect(closed, { ...DEFAULT_LIMITS, attempts: 1 });
  await expect(client.request(pull)).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringMatching(/ECONNREFUSED/),
  });
});

test.concurrent("a list is read over all its pages", async () => {
  await using github = await startGitHub();
  for (let id = 1; id <= 201; id++) github.state.comments.push({ id, issue: 7, login: "someone", body: `${id}` });
  const { client } = await connect(github);
  const route = "GET /repos/octo-org/sentiment/issues/7/comments";
  const items = await collect(client.list({ route, parameters: {}, needs: "pull-requests: read" }));
  expect(items).toHaveLength(201);
  expect(github.requests.map(({ path }) => path.split("?")[1])).toEqual([1, 2, 3].map((n) => `per_page=100&page=${n}`));
});

test.concurrent("an answer that is no list is a UserError, not an empty list", async () => {
  await using github = await startGitHub();
  const { client } = await connect(github);
  await expect(collect(client.list(pull))).rejects.toMatchObject({ name: "UserError" });
});

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function connect(
  github: GitHub,
  limits: Limits = DEFAULT_LIMITS,
): Promise<{ client: GitHubClient; lines: string[] }> {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  return { client: await createClient({ token: "t", env: github.env, log, limits }), lines };
}
