import { expect, test } from "vitest";
import { addComment, startGitHub } from "./index.ts";

const COMMENTS = "/repos/octo-org/sentiment/issues/7/comments";

test("lists come in pages that name the next and the last one", async () => {
  await using github = await startGitHub();
  for (let index = 0; index < 5; index++) addComment(github.state, { login: "someone", body: `${index}` });
  const first = await fetch(`${github.url}${COMMENTS}?per_page=2`);
  const link = (page: number) => `<${github.url}${COMMENTS}?per_page=2&page=${page}>`;
  expect(first.headers.get("link")).toBe(`${link(2)}; rel="next", ${link(3)}; rel="last"`);
  const last = await fetch(`${github.url}${COMMENTS}?per_page=2&page=3`);
  expect(last.headers.get("link")).toBeNull();
  expect(await last.json()).toMatchObject([{ body: "4" }]);
});

test("a body of 65,536 characters is taken, one more is 422", async () => {
  await using github = await startGitHub();
  expect(await post(github.url, "a".repeat(65_536))).toBe(201);
  expect(await post(github.url, "a".repeat(65_537))).toBe(422);
  expect(github.state.comments).toHaveLength(1);
});

test("a fault hits one fitting request, and the log has every request with its status", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "rate-limit", retryAfter: 7, request: /^POST/ });
  const listed = await fetch(`${github.url}${COMMENTS}`);
  expect(listed.status).toBe(200);
  expect([await post(github.url, "a"), await post(github.url, "b")]).toEqual([429, 201]);
  expect(github.requests.map(({ method, status }) => [method, status])).toEqual([
    ["GET", 200],
    ["POST", 429],
    ["POST", 201],
  ]);
  expect(github.faults).toEqual([]);
});

test("a request that hangs ends when the stand-in is disposed of", async () => {
  const github = await startGitHub();
  github.faults.push({ kind: "hang" });
  const hanging = fetch(`${github.url}${COMMENTS}`).catch((error: Error) => error.name);
  while (github.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await github[Symbol.asyncDispose]();
  await expect(hanging).resolves.toBe("TypeError");
});

test("a token may do what its permissions say and no more; runs that go on at once have artifacts of their own", async () => {
  await using github = await startGitHub();
  const reader = github.tokenFor({ "pull-requests": "read" });
  const writer = github.tokenFor({ issues: "write" });
  const none = github.tokenFor({ contents: "write" });
  expect([await post(github.url, "a", reader), await post(github.url, "a", none)]).toEqual([403, 403]);
  expect(await post(github.url, "a", writer)).toBe(201);
  const list = (token: string) => fetch(github.url + COMMENTS, { headers: { authorization: `token ${token}` } });
  expect([(await list(reader)).status, (await list(none)).status]).toEqual([200, 403]);
  const tokens = [1, 2].map((id) => github.envOfRun(id)["ACTIONS_RUNTIME_TOKEN"]);
  expect(new Set(tokens).size).toBe(2);
});

async function post(url: string, body: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url + COMMENTS, { method: "POST", headers, body: JSON.stringify({ body }) });
  return response.status;
}
