import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import type { HistoryEntry } from "@airworthy/history";
import { describe, expect, test } from "vitest";
import { createGitFolder } from "../../../test/harness/git-repository.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { behaviorEvidence } from "../../../test/scenarios/report-workspace.ts";
import { buildSite } from "./build-site.ts";

const NOW = new Date("2026-02-01T12:00:00Z");

function build(
  cwd: string,
  inputs: Partial<Parameters<typeof buildSite.run>[0]> = {},
  given: Readonly<Record<string, string>> = {},
) {
  const env = { PATH: process.env["PATH"], HOME: cwd, ...given };
  return buildSite.run(
    {
      evidence: ["airworthy-evidence/*.json"],
      artifacts: undefined,
      history: "airworthy-history",
      packages: undefined,
      "audit-log": undefined,
      title: "Our models",
      url: undefined,
      output: "site",
      token: undefined,
      ...inputs,
    },
    silentPorts(cwd, { env, now: () => NOW }),
  );
}

async function workspace(files: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), "airworthy-site-"));
  await mkdir(join(path, "airworthy-evidence"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, "airworthy-evidence", name), text);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const tested = JSON.stringify(behaviorEvidence());
const page = (folder: string, version: string, digit: string) =>
  readFile(join(folder, "site", "models", "review-sentiment", `${version}-${digit.repeat(12)}`, "index.html"), "utf8");

test("evidence alone makes a site, outside of any repository", async () => {
  await using space = await workspace({ "behavior.json": tested });
  const { verdict, reasonCode, outputs } = await build(space.path);
  expect({ verdict, reasonCode }).toEqual({ verdict: "pass", reasonCode: "built" });
  expect(outputs).toEqual({ site: "site", pages: "4", models: "1", versions: "1" });
  expect(await page(space.path, "2.0.0", "a")).toContain("Not ready: 1 regression");
  expect(await readFile(join(space.path, "site", "evidence", `${sha256(tested)}.json`), "utf8")).toBe(tested);
});

test("without evidence and without a history there is no site", async () => {
  await using space = await workspace({});
  await expect(build(space.path)).rejects.toThrow("there is neither evidence nor a history");
  expect(await readdir(space.path)).toEqual(["airworthy-evidence"]);
});

test("evidence that cannot be relied on is shown as an error of its version, and is a warning", async () => {
  const swapped = tested.replace("a".repeat(64), "e".repeat(64));
  await using space = await workspace({ "behavior.json": tested, "swapped.json": swapped });
  const outcome = await build(space.path);
  expect(outcome).toMatchObject({ verdict: "warn", reasonCode: "unreadable-evidence" });
  expect(outcome.annotations.map(({ message }) => message)[0]).toContain("the digests do not match");
  expect(await page(space.path, "2.0.0", "e")).toContain("Could not be checked");
});

describe("the history on a git ref", () => {
  const entry: HistoryEntry = {
    v: 1,
    candidate: { name: "review-sentiment", version: "1.4.0", sha256: "b".repeat(64), digestOf: "package" },
    baseline: null,
    commit: "c".repeat(40),
    line: "main",
    run: { id: 1, attempt: 1 },
    recordedOn: "2026-01-15T00:00:00Z",
    verdict: "warn",
    title: "Ready, with care: 2 to watch",
    evidence: [],
    metrics: [{ name: "accuracy", value: 0.75, unit: "rate", better: "higher" }],
  };
  const kept = {
    type: "https://in-toto.io/attestation/test-result/v0.1",
    sha256: sha256(tested),
    verdict: "fail" as const,
  };

  async function historyFolder(entries: readonly HistoryEntry[], evidence: Readonly<Record<string, string>>) {
    const folder = await createGitFolder();
    await folder.commit({ "README.md": "code" });
    folder.git("checkout", "--quiet", "--orphan", "airworthy-history");
    const lines = entries.map((one) => `${JSON.stringify(one)}\n`).join("");
    await folder.commit({ "history/2026-01.jsonl": lines, ...evidence });
    folder.git("checkout", "--quiet", "main");
    return folder;
  }

  test("brings the versions that were recorded, with the evidence that it keeps", async () => {
    const candidate = { ...entry.candidate, version: "2.0.0", sha256: "a".repeat(64) };
    const newer = { ...entry, candidate, verdict: "fail" as const, title: "Not ready", evidence: [kept] };
    await using folder = await historyFolder([entry, newer], { [`evidence/${sha256(tested)}.json`]: tested });
    expect((await build(folder.path)).outputs).toMatchObject({ models: "1", versions: "2" });
    expect(await page(folder.path, "1.4.0", "b")).toContain("Ready, with care: 2 to watch");
    expect(await page(folder.path, "2.0.0", "a")).toContain("Not ready: 1 regression");
  });

  test("a file that is given and kept too is shown once, as it was called", async () => {
    const folders = { [`evidence/${sha256(tested)}.json`]: tested };
    await using folder = await historyFolder([{ ...entry, evidence: [kept] }], folders);
    await mkdir(join(folder.path, "airworthy-evidence"));
    await writeFile(join(folder.path, "airworthy-evidence", "behavior.json"), tested);
    await build(folder.path);
    expect((await page(folder.path, "2.0.0", "a")).match(/download="[^"]*"/g)).toEqual(['download="behavior.json"']);
  });

  test("whoever changed kept evidence does not get it shown", async () => {
    const changed = { ...entry, evidence: [kept] };
    await using folder = await historyFolder([changed], { [`evidence/${sha256(tested)}.json`]: `${tested} ` });
    expect((await build(folder.path)).outputs).toMatchObject({ versions: "1" });
    expect(await readdir(join(folder.path, "site"))).not.toContain("evidence");
    expect(await page(folder.path, "1.4.0", "b")).toContain("not kept");
  });
});

test.each([
  ["a fork", { full_name: "mallory/models" }, "pull_request", "mallory/models"],
  ["a repository that is gone", null, "pull_request", "gone"],
  ["a comment, which may be on a fork's", { full_name: "octo-org/models" }, "issue_comment", "may be a fork's"],
])("artifacts of a run for %s are not published", async (_, repository, started, words) => {
  await using space = await workspace({ "behavior.json": tested });
  const event = join(space.path, "event.json");
  const run = {
    id: 7,
    run_attempt: 1,
    event: started,
    head_sha: "c".repeat(40),
    conclusion: "success",
    head_branch: "main",
  };
  await writeFile(event, JSON.stringify({ workflow_run: { ...run, head_repository: repository } }));
  const env = { GITHUB_EVENT_NAME: "workflow_run", GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: "octo-org/models" };
  await expect(build(space.path, { artifacts: "evidence-*", token: "t" }, env)).rejects.toThrow(words);
});

test("a site of the last run is replaced, a folder of somebody's is not", async () => {
  await using space = await workspace({ "behavior.json": tested });
  await build(space.path);
  await writeFile(join(space.path, "site", "stale.html"), "");
  await build(space.path);
  expect(await readdir(join(space.path, "site"))).not.toContain("stale.html");
  await expect(build(space.path, { output: "airworthy-evidence" })).rejects.toThrow("was not made by airworthy");
  expect(await readdir(join(space.path, "airworthy-evidence"))).toEqual(["behavior.json"]);
});

test("a folder that is no package is an error that names it", async () => {
  await using space = await workspace({ "behavior.json": tested });
  await expect(build(space.path, { packages: ["airworthy-evidence"] })).rejects.toThrow(
    'packages: "airworthy-evidence" is no package',
  );
});
