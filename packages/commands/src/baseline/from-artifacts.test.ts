import { readdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import {
  addArtifact,
  addCommit,
  type Event,
  type GitHub,
  type GitHubState,
  pullRequestEvent,
  pushEvent,
  REPOSITORY,
  startGitHub,
  zipArchive,
} from "../../../../test/harness/github/index.ts";
import { workflowPorts } from "../../../../test/harness/workflow-ports.ts";
import type { BaselineResolution, BaselineSettings } from "./baseline.ts";
import { resolveBaseline } from "./resolve-baseline.ts";

const NAME = "airworthy-predictions";
const HEAD = "a".repeat(40);

const SETTINGS: BaselineSettings = {
  candidate: "out/predictions.csv",
  package: undefined,
  artifact: NAME,
  depth: 20,
  token: "t",
  login: { "registry-username": undefined, "registry-password": undefined },
};

/** An archive with the candidate's file in it, of this content. */
function predictions(content: string): Buffer {
  return zipArchive([{ name: "predictions.csv", content }]);
}

/** main has so many commits, the oldest first; the pull request leaves from the last but `behind` of them. */
function history(state: GitHubState, commits: number, behind = 0) {
  const main = Array.from({ length: commits }, () => addCommit(state));
  const base = main.at(-1) ?? "";
  const mergeBase = main.at(-1 - behind) ?? "";
  state.commits.push({ sha: HEAD, parents: [mergeBase], committedOn: "2026-02-01T00:00:00Z", files: new Map() });
  const head = { sha: HEAD, ref: "candidate", repository: REPOSITORY };
  return { main, event: pullRequestEvent({ number: 7, state: "open", head, base: { sha: base, ref: "main" } }) };
}

interface Found {
  readonly resolution: BaselineResolution;
  readonly content: string | null;
  readonly lines: readonly string[];
}

async function resolve(github: GitHub, event: Event, settings: Partial<BaselineSettings> = {}): Promise<Found> {
  await using workflow = await workflowPorts({ event, github });
  const resolution = await resolveBaseline({ kind: "merge-base" }, { ...SETTINGS, ...settings }, workflow.ports);
  if (resolution.kind === "none") return { resolution, content: null, lines: workflow.lines };
  await using baseline = resolution.baseline;
  return { resolution, content: await readFile(baseline.path, "utf8"), lines: workflow.lines };
}

function originOf({ resolution }: Found) {
  return resolution.kind === "found" ? resolution.baseline.origin : resolution.reason;
}

test("the merge base's own run is the baseline, not a later one of the base branch", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 4, 2);
  addArtifact(github.state, { name: NAME, headSha: main[1] ?? "", content: predictions("mine"), runId: 501 });
  addArtifact(github.state, { name: NAME, headSha: main[3] ?? "", content: predictions("later"), runId: 502 });
  const found = await resolve(github, event);
  expect(found.content).toBe("mine");
  expect(found.resolution).toMatchObject({ baseline: { name: `${NAME}/predictions.csv`, packageSha256: null } });
  expect(originOf(found)).toEqual({
    how: "artifact",
    commit: main[1],
    distance: 0,
    committedOn: "2026-01-01T00:01:00.000Z",
    run: 501,
    note: null,
  });
});

test("a base commit without a run, of documents only, leaves it to its nearest ancestor, and that is said", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 5);
  for (const index of [0, 1]) {
    addArtifact(github.state, { name: NAME, headSha: main[index] ?? "", content: predictions(`${index}`) });
  }
  const found = await resolve(github, event);
  expect(found.content).toBe("1");
  expect(originOf(found)).toMatchObject({ commit: main[1], distance: 3 });
  expect(found.lines.join("\n")).toContain("3 before the merge base of pull request #7");
});

test("a commit that came in by a merge is no ancestor of the base branch, even if it is nearer in time", async () => {
  await using github = await startGitHub();
  const { state } = github;
  const first = addCommit(state);
  const side = addCommit(state, { parents: [first] });
  addCommit(state, { parents: [first, side] });
  const { event } = history(state, 1);
  addArtifact(state, { name: NAME, headSha: side, content: predictions("side") });
  addArtifact(state, { name: NAME, headSha: first, content: predictions("main") });
  const found = await resolve(github, event);
  expect(found.content).toBe("main");
  expect(originOf(found)).toMatchObject({ commit: first, distance: 2 });
});

test("a squash does not lose the baseline: the run of the pull request that became the commit counts", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 3);
  const squashed = "b".repeat(40);
  const head = { sha: squashed, ref: "earlier", repository: REPOSITORY };
  github.state.pulls.push({ number: 5, state: "closed", head, mergedAs: main[2] ?? "" });
  addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions("older") });
  addArtifact(github.state, { name: NAME, headSha: squashed, content: predictions("squashed") });
  const found = await resolve(github, event);
  expect(found.content).toBe("squashed");
  const note = `from pull request #5, merged as ${main[2]?.slice(0, 7)}`;
  expect(originOf(found)).toMatchObject({ commit: main[2], distance: 0, note });
});

test("an open pull request that names a commit as its trial merge is not taken for merged", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 2);
  const head = { sha: main[1] ?? "", ref: "main", repository: REPOSITORY };
  github.state.pulls.push({ number: 5, state: "open", head });
  addArtifact(github.state, { name: NAME, headSha: "b".repeat(40), content: predictions("x") });
  expect((await resolve(github, event)).resolution.kind).toBe("none");
});

test("what a fork's run uploaded for the very commit counts for nothing, nor does what has expired", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 2);
  const headSha = main[1] ?? "";
  addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions("own") });
  addArtifact(github.state, { name: NAME, headSha, content: predictions("planted"), fromFork: true });
  addArtifact(github.state, { name: NAME, headSha, content: predictions("old"), expired: true });
  const found = await resolve(github, event);
  expect(found.content).toBe("own");
  expect(originOf(found)).toMatchObject({ distance: 1 });
});

test("what a comment or another workflow started is recorded with a commit that it need not have examined", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 2);
  const headSha = main[1] ?? "";
  addArtifact(github.state, { name: NAME, headSha, content: predictions("pushed") });
  for (const started of ["issue_comment", "workflow_run", "repository_dispatch", "pull_request_target"]) {
    addArtifact(github.state, { name: NAME, headSha, content: predictions(started), event: started });
  }
  expect((await resolve(github, event)).content).toBe("pushed");
  github.state.artifacts.shift();
  expect(originOf(await resolve(github, event))).toMatch(
    /4 artifacts of that name seen \(4 of runs that a comment or another workflow started, which do not count\)$/,
  );
});

test("of several runs or attempts of one commit the newest counts", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 1);
  for (const content of ["first", "second", "third"]) {
    addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions(content), runId: 500 });
  }
  expect((await resolve(github, event)).content).toBe("third");
});

test("an artifact that 100 newer ones push to the second page is found", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 1);
  addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions("the 101st") });
  for (let index = 0; index < 100; index++) {
    addArtifact(github.state, { name: NAME, headSha: "d".repeat(40), content: predictions("") });
  }
  expect((await resolve(github, event)).content).toBe("the 101st");
});

test("nothing found says which commits, which artifact, and what became of those of that name", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 6);
  const headSha = main[5] ?? "";
  addArtifact(github.state, { name: NAME, headSha, content: predictions(""), fromFork: true });
  addArtifact(github.state, { name: NAME, headSha, content: predictions(""), expired: true });
  addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions("") });
  addArtifact(github.state, { name: "other", headSha, content: predictions("") });
  const found = await resolve(github, event, { depth: 3 });
  expect(originOf(found)).toBe(
    `no run of the merge base of pull request #7, ${headSha.slice(0, 7)}, or the 2 before it, to ` +
      `${main[3]?.slice(0, 7)}, left the artifact "${NAME}"; ` +
      "3 artifacts of that name seen (1 expired; 1 of forks, which do not count)",
  );
});

test("a first run, with no artifact anywhere, finds nothing and asks GitHub for no commit's pull request", async () => {
  await using github = await startGitHub();
  const { event } = history(github.state, 1);
  const found = await resolve(github, event);
  expect(originOf(found)).toMatch(/left the artifact "airworthy-predictions"; no artifact of that name seen$/);
  expect(github.requests.filter(({ path }) => path.includes("/pulls"))).toEqual([]);
});

test("a push is compared with what the branch was before it", async () => {
  await using github = await startGitHub();
  const main = Array.from({ length: 4 }, () => addCommit(github.state));
  for (const index of [1, 2]) {
    addArtifact(github.state, { name: NAME, headSha: main[index] ?? "", content: predictions(`${index}`) });
  }
  const found = await resolve(github, pushEvent("refs/heads/main", main[3] ?? "", main[1] ?? ""));
  expect(found.content).toBe("1");
  expect(originOf(found)).toMatchObject({ commit: main[1], distance: 0 });
  const forced = await resolve(github, pushEvent("refs/heads/main", main[3] ?? "", "e".repeat(40)));
  expect(forced.content).toBe("2");
  const fresh = await resolve(github, pushEvent("refs/heads/main", main[3] ?? "", "0".repeat(40)));
  expect(fresh.content).toBe("2");
  const takenBack = await resolve(github, pushEvent("refs/heads/main", main[2] ?? "", main[3] ?? ""));
  expect(takenBack.content).toBe("1");
});

test("the first commit of all has nothing before it", async () => {
  await using github = await startGitHub();
  const only = addCommit(github.state);
  addArtifact(github.state, { name: NAME, headSha: only, content: predictions("itself") });
  const found = await resolve(github, pushEvent("refs/heads/main", only, "0".repeat(40)));
  expect(originOf(found)).toMatch(/^there is no commit before/);
});

test("a permission that is missing is named, and is no missing baseline", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 2);
  addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions("") });
  for (const [request, permission] of [
    [/actions\/artifacts\?/, "actions: read"],
    [/\/compare\//, "contents: read"],
    [/commits\/\w+\/pulls/, "pull-requests: read"],
    [/actions\/runs\//, "actions: read"],
    [/\/zip$/, "actions: read"],
  ] as const) {
    github.faults.push({ kind: "read-only", request });
    await expect(resolve(github, event), permission).rejects.toMatchObject({
      kind: "permission",
      remedy: expect.stringContaining(`permissions: ${permission}`),
    });
  }
});

test("without a token, or outside of GitHub Actions, the way round is told", async () => {
  await using github = await startGitHub();
  const { event } = history(github.state, 1);
  const remedy = expect.stringContaining("git:REF");
  await expect(resolve(github, event, { token: undefined })).rejects.toMatchObject({ name: "UserError", remedy });
  await using workflow = await workflowPorts({ event, github, env: { GITHUB_EVENT_PATH: "" } });
  const outside = resolveBaseline({ kind: "merge-base" }, SETTINGS, workflow.ports);
  await expect(outside).rejects.toMatchObject({ name: "UserError", remedy });
});

test("a damaged archive, one that leads out of itself, and one without the file leave nothing behind", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 1);
  const headSha = main[0] ?? "";
  const other = ["a.csv", "b.csv"].map((name) => ({ name, content: "" }));
  for (const [content, message] of [
    [Buffer.from("no archive"), /The artifact "airworthy-predictions" of run \d+: /],
    [zipArchive([{ name: "../predictions.csv", content: "x" }]), /\.\.\/predictions\.csv/],
    [zipArchive([{ name: "predictions.csv", content: "x", checksum: 1 }]), /checksum/],
    [zipArchive([{ name: "predictions.csv", content: "x", size: 2 ** 32 - 2 }]), /bytes/],
    [zipArchive(other), /several files that can be the baseline: "a\.csv", "b\.csv"/],
  ] as const) {
    addArtifact(github.state, { name: NAME, headSha, content });
    await using workflow = await workflowPorts({ event, github });
    const failing = resolveBaseline({ kind: "merge-base" }, SETTINGS, workflow.ports);
    await expect(failing).rejects.toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
    expect(await readdir(workflow.ports.env["RUNNER_TEMP"] ?? "")).toEqual(["event.json"]);
  }
});

test("disposing of a baseline removes what was downloaded", async () => {
  await using github = await startGitHub();
  const { main, event } = history(github.state, 1);
  addArtifact(github.state, { name: NAME, headSha: main[0] ?? "", content: predictions("x") });
  await using workflow = await workflowPorts({ event, github });
  const resolution = await resolveBaseline({ kind: "merge-base" }, SETTINGS, workflow.ports);
  if (resolution.kind === "none") throw new Error(resolution.reason);
  expect(await readdir(dirname(resolution.baseline.path))).toEqual(["baseline-predictions.csv"]);
  await resolution.baseline[Symbol.asyncDispose]();
  expect(await readdir(workflow.ports.env["RUNNER_TEMP"] ?? "")).toEqual(["event.json"]);
});
