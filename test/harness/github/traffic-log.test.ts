import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startGitHub } from "./index.ts";
import { readTraffic, TRAFFIC_LOG } from "./traffic-log.ts";

const COMMENTS = "/repos/octo-org/sentiment/issues/7/comments";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-traffic-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A comment and a refused listing, by somebody who has a token. */
async function talk({ body = "well", isEnterprise = false } = {}): Promise<void> {
  await using github = await startGitHub({ isEnterprise });
  const url = (github.env["GITHUB_API_URL"] ?? "") + COMMENTS;
  const headers = { authorization: "Bearer ghs_secret", "content-type": "application/json" };
  await fetch(url, { method: "POST", headers, body: JSON.stringify({ body }) });
  github.faults.push({ kind: "server-error" });
  await fetch(`${url}?per_page=5`, { headers });
}

test("each request is a line with its answer, below an enterprise's path, too, and a fault is said to be one", async () => {
  vi.stubEnv(TRAFFIC_LOG, folder);
  await talk();
  await talk({ isEnterprise: true });
  const traffic = await readTraffic(folder);
  expect(traffic.slice(2)).toEqual(traffic.slice(0, 2));
  expect(traffic.slice(0, 2)).toMatchObject([
    {
      request: {
        method: "POST",
        path: COMMENTS,
        headers: { "content-type": "application/json" },
        body: { body: "well" },
      },
      answer: { status: 201, body: { id: 1, body: "well" } },
      fault: null,
    },
    { request: { method: "GET", path: `${COMMENTS}?per_page=5` }, answer: { status: 500 }, fault: "server-error" },
  ]);
});

test("no token is written, and a long text is cut at 70,000 characters", async () => {
  vi.stubEnv(TRAFFIC_LOG, folder);
  await talk({ body: "a".repeat(100_000) });
  const text = await readFile(join(folder, `${process.pid}-${threadId}.jsonl`), "utf8");
  expect(text).not.toContain("ghs_secret");
  expect(/a{1000,}/.exec(text)?.[0]).toHaveLength(70_000);
});

test("without the variable nothing is written, and a folder that is not there has no traffic", async () => {
  vi.stubEnv(TRAFFIC_LOG, "");
  await talk();
  expect(await readTraffic(folder)).toEqual([]);
  expect(await readTraffic(join(folder, "nowhere"))).toEqual([]);
});
