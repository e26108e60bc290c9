import { expect, test } from "vitest";
import { type GitHub, HEAD_SHA, startGitHub } from "../../../test/harness/github/index.ts";
import { type Check, setCheck } from "./check.ts";
import { createClient } from "./client.ts";

const RUN = { id: 1000, attempt: 1 };
const RUNNING = { name: "Airworthy", verdict: null, title: "Running", summary: "soon", run: RUN } as const;

test.concurrent.each([
  ["pass", "success"],
  ["warn", "success"],
  ["inconclusive", "neutral"],
  ["fail", "failure"],
  ["error", "failure"],
] as const)("the verdict %s concludes as %s", async (verdict, conclusion) => {
  await using github = await startGitHub();
  await expect(set(github, { ...RUNNING, verdict })).resolves.toMatchObject({
    state: "set",
    url: expect.stringMatching(/runs\/1$/),
  });
  expect(github.state.checks).toMatchObject([{ status: "completed", conclusion, headSha: HEAD_SHA }]);
});

test.concurrent("one in progress is taken on, by its name, and none is left in progress", async () => {
  await using github = await startGitHub();
  await set(github, RUNNING);
  await set(github, { ...RUNNING, name: "Other" });
  await set(github, RUNNING);
  await set(github, { ...RUNNING, verdict: "pass", title: "Ready" });
  expect(github.state.checks.map(({ name, status, title }) => [name, status, title])).toEqual([
    ["Airworthy", "completed", "Ready"],
    ["Other", "in_progress", "Running"],
  ]);
});

test.concurrent("a check that is another app's is left alone", async () => {
  await using github = await startGitHub();
  await set(github, RUNNING);
  github.faults.push({ kind: "read-only", request: /^PATCH/ });
  await set(github, { ...RUNNING, verdict: "fail" });
  expect(github.state.checks.map(({ status }) => status)).toEqual(["in_progress", "completed"]);
});

test.concurrent("what a later run or attempt said stays, and a result is not taken back to running", async () => {
  await using github = await startGitHub();
  const ready = { ...RUNNING, verdict: "pass" } as const;
  await set(github, { ...ready, run: { id: 1001, attempt: 2 } });
  const late = [
    { ...ready, verdict: "fail" as const, run: { id: 1000, attempt: 9 } },
    { ...ready, verdict: "fail" as const, run: { id: 1001, attempt: 1 } },
    { ...RUNNING, run: { id: 1001, attempt: 2 } },
  ];
  for (const check of late) await expect(set(github, check)).resolves.toEqual({ state: "outrun", url: null });
  expect(github.state.checks.map(({ conclusion }) => conclusion)).toEqual(["success"]);
  await expect(set(github, { ...RUNNING, run: { id: 1002, attempt: 1 } })).resolves.toMatchObject({ state: "set" });
});

async function set(github: GitHub, check: Check) {
  const client = await createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
  return setCheck(client, { owner: "octo-org", repo: "sentiment", headSha: HEAD_SHA }, check);
}
