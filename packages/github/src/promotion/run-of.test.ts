import { expect, test } from "vitest";
import { HEAD_SHA, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient } from "../client.ts";
import { readRun } from "./run-of.ts";

const at = { owner: "octo-org", repo: "sentiment" };
const silent = { info: () => {}, warn: () => {} };

test("a run says who started it and when, and who ran it again", async () => {
  await using github = await startGitHub();
  const run = { event: "workflow_dispatch", headSha: HEAD_SHA, headRef: "main", createdAt: "2026-01-02T03:04:05Z" };
  github.state.runs.push({ ...run, id: 5, login: "ann", againBy: "release[bot]" });
  const client = await createClient({ token: "token", env: github.env, log: silent });
  await expect(readRun(client, at, 5)).resolves.toEqual({
    id: 5,
    event: "workflow_dispatch",
    createdAt: "2026-01-02T03:04:05Z",
    actor: { login: "ann", type: "User" },
    triggeringActor: { login: "release[bot]", type: "Bot" },
  });
  await expect(readRun(client, at, 6)).rejects.toMatchObject({ kind: "not-found" });
});
