import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type GitHubClient, GitHubProblem, remoteRefStore } from "@airworthy/github";
import { type HistoryEntry, parseHistory, record } from "@airworthy/history";
import { expect, test } from "vitest";
import { createGitFolder } from "../../../../test/harness/git-repository.ts";
import { type GitHub, startGitHub } from "../../../../test/harness/github/index.ts";

const REF = "refs/heads/airworthy-history";
const WRITER = join(import.meta.dirname, "testing/record-entry.ts");

test("of twenty jobs that write to GitHub at once nothing is lost, and the ref's history is a line", async () => {
  await using github = await startGitHub();
  const client = hastyClient(github);
  const writers = Array.from({ length: 20 }, (_, id) => {
    const store = remoteRefStore(client, { owner: "octo-org", repo: "sentiment" }, REF);
    const recording = { entries: [entryOf(id)] as const, kept: new Map(), pruneBefore: null };
    // A hundredth of the wait: the stand-in is that much faster.
    return record(store, recording, (milliseconds) => sleep(milliseconds / 100));
  });
  await Promise.all(writers);
  const commits: string[] = [];
  for (let sha = github.state.refs.get(REF); sha !== undefined; ) {
    const commit = github.state.commits.find((other) => other.sha === sha);
    expect(commit?.parents.length).toBeLessThanOrEqual(1);
    commits.push(sha);
    sha = commit?.parents[0];
  }
  expect(commits).toHaveLength(20);
  const files = github.state.commits.find(({ sha }) => sha === commits[0])?.files;
  expect(idsIn(files?.get("history/2026-03.jsonl")?.toString() ?? "")).toEqual(
    Array.from({ length: 20 }, (_, id) => id),
  );
});

test("of eight processes that write to one clone at once nothing is lost", async () => {
  await using at = await createGitFolder();
  await at.commit({ "model.bin": "x" });
  const ids = Array.from({ length: 8 }, (_, id) => id);
  await Promise.all(ids.map((id) => recordInProcess(at.path, entryOf(id))));
  expect(idsIn(at.git("show", `${REF}:history/2026-03.jsonl`))).toEqual(ids);
  expect(at.git("rev-list", "--count", REF)).toBe("8");
  expect(at.git("fsck", "--strict", "--no-dangling")).toBe("");
  expect(at.git("status", "--porcelain")).toBe("");
  // Each attempt starts git ten times.
}, 90_000);

function entryOf(id: number): HistoryEntry {
  const version = { name: "review-sentiment", version: "2.0.0", sha256: "a".repeat(64), digestOf: "package" as const };
  return {
    v: 1,
    candidate: version,
    baseline: null,
    commit: null,
    line: "main",
    run: { id, attempt: 1 },
    recordedOn: "2026-03-15T12:00:00.000Z",
    verdict: "pass",
    title: "Ready",
    evidence: [],
    metrics: [],
  };
}

function idsIn(text: string): number[] {
  return parseHistory(text, "history")
    .map(({ run }) => run?.id ?? -1)
    .sort((a, b) => a - b);
}

/** Without the second that ours leaves between two writes: twenty writers would wait for each other for minutes. */
function hastyClient({ url }: GitHub): GitHubClient {
  const missing = () => Promise.reject(new Error("only requests are made here"));
  return {
    async request({ route, parameters }) {
      const [method = "", path = ""] = route.split(" ");
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])));
      const body = method === "GET" ? {} : { body: JSON.stringify(parameters) };
      const response = await fetch(url + filled, { method, ...body });
      const answer: unknown = await response.json();
      if (response.ok) return answer;
      const kind = response.status === 404 ? "not-found" : "refused";
      throw new GitHubProblem(kind, `${route} failed. GitHub answered ${response.status}: ${JSON.stringify(answer)}`);
    },
    list: () => {
      throw new Error("only requests are made here");
    },
    download: missing,
    graphql: missing,
  };
}

async function recordInProcess(folder: string, entry: HistoryEntry): Promise<void> {
  const child = spawn(process.execPath, [WRITER, folder, REF], { stdio: ["pipe", "ignore", "pipe"] });
  child.stdin.end(JSON.stringify(entry));
  const said = text(child.stderr);
  const code = await new Promise((done, fail) => child.once("error", fail).once("close", done));
  expect(code, await said).toBe(0);
}
