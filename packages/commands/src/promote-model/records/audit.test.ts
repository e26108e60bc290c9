import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BundleSigner } from "@airworthy/evidence";
import { type AuditEntry, parseRollouts, readLog } from "@airworthy/rollout";
import { describe, expect, test } from "vitest";
import { createGitFolder } from "../../../../../test/harness/git-repository.ts";
import {
  FIRST,
  promotionOf,
  recordsFolder,
  rollbackOf,
  SECOND,
} from "../../../../../test/harness/promotion/records-place.ts";
import { silentPorts } from "../../../../../test/harness/silent-ports.ts";
import { openFlags } from "../../manage-rollout/open-flags.ts";
import { verifyFolder } from "../../verify-audit/examine-log.ts";
import { readFolder } from "../../verify-audit/read-folder.ts";
import { type LogOptions, recordInLog } from "./audit.ts";

const FOLDER = ".airworthy/flags";
const LOG = `${FOLDER}/audit.jsonl`;
const ROLLOUTS = `${FOLDER}/rollouts.json`;
const RUN = "https://github.com/octo-org/models/actions/runs/1000";

const nobody: BundleSigner = { signer: "nobody", sign: () => Promise.reject(new Error("no key is here")) };

/** A folder to record in, and what stands in it. */
async function logFolder() {
  const space = await recordsFolder();
  const warnings: string[] = [];
  const options: LogOptions = {
    by: { actor: "@ann", via: "action", run: RUN },
    pause: (milliseconds) => sleep(Math.min(milliseconds, 20)),
    signer: async () => null,
    warn: (line) => void warnings.push(line),
  };
  return {
    ...space,
    warnings,
    record: (change = promotionOf(), changes: Partial<LogOptions> = {}) =>
      recordInLog(change, space.place.flags, { ...options, ...changes }),
    entries: async (): Promise<readonly (AuditEntry | null)[]> =>
      readLog(await space.flagFile("audit.jsonl")).lines.map(({ entry }) => entry),
    denied: async () => parseRollouts(await space.flagFile("rollouts.json"), "rollouts.json").denied,
    findings: async () =>
      verifyFolder(await readFolder(FOLDER, space.path), []).findings.map(({ reasonCode }) => reasonCode),
  };
}

test("a promotion is an entry with its packages, commit, tags and evidence, and the folder verifies", async () => {
  await using space = await logFolder();
  const change = promotionOf();
  await expect(space.record(change)).resolves.toMatchObject({
    state: "written",
    where: expect.stringMatching(/^\w+$/),
  });
  const [entry] = await space.entries();
  expect(entry).toMatchObject({
    sequence: 1,
    promotion: { model: "ranker", stage: "production" },
    move: "promote",
    by: { actor: "@ann", via: "action", run: RUN },
    why: null,
    pullRequest: 7,
    candidate: SECOND.digest,
    stable: FIRST.digest,
    commit: change.commit,
    tags: change.tags,
    denied: null,
    request: "comment-7-1",
  });
  expect(entry?.evidence).toEqual(change.evidence);
  expect(await space.findings()).toEqual([]);
});

test("a request is recorded once for a stage, and another of it stands beside", async () => {
  await using space = await logFolder();
  await space.record();
  const before = await space.flagFile("audit.jsonl");
  await expect(space.record()).resolves.toEqual({ state: "there", where: null });
  await expect(space.flagFile("audit.jsonl")).resolves.toBe(before);
  await space.record(promotionOf({ request: "comment-8-1", before: SECOND }));
  await space.record(promotionOf({ model: "sentiment" }));
  expect(await space.entries()).toHaveLength(3);
  expect(await space.findings()).toEqual([]);
});

describe("a rollback", () => {
  test("denies in the same write what the stage had, and says which stage went back", async () => {
    await using space = await logFolder();
    await space.record();
    await space.record(rollbackOf());
    const [, entry] = await space.entries();
    expect(entry).toMatchObject({
      move: "rollback",
      why: "toxic replies",
      denied: SECOND.digest,
      stable: SECOND.digest,
    });
    expect(await space.denied()).toEqual([
      {
        ...SECOND,
        reason: "toxic replies",
        by: "@bob",
        on: "2026-03-02T09:00:00.000Z",
        rollout: "production of ranker",
      },
    ]);
    expect(await space.findings()).toEqual([]);
    await expect(space.record(rollbackOf())).resolves.toMatchObject({ state: "there" });
  });

  test("from what is denied already, or bound to no package, leaves the list as it is", async () => {
    await using space = await logFolder();
    await space.record(rollbackOf());
    const before = await space.denied();
    await space.record(rollbackOf({ request: "comment-10-1", before: FIRST, version: FIRST }));
    await space.record(rollbackOf({ request: "comment-11-1", before: null, denial: null, reason: " " }));
    expect(await space.denied()).toEqual(before);
    const entries = await space.entries();
    expect(entries.map((entry) => entry?.denied)).toEqual([SECOND.digest, null, null]);
    expect(entries[2]?.why).toBeNull();
    expect(await space.findings()).not.toContain("unnamed-denial");
  });

  test("does not wait for a broken log to be mended, as a promotion does", async () => {
    await using space = await logFolder();
    await space.record();
    await space.write(LOG, (await space.flagFile("audit.jsonl")).replace("@ann", "@eve"));
    await expect(space.record(promotionOf({ request: "comment-8-1" }))).rejects.toThrow(
      "The audit log does not verify",
    );
    await expect(space.record(rollbackOf())).resolves.toMatchObject({ state: "written" });
    expect(await space.findings()).toContain("broken-chain");
    expect(await space.denied()).toHaveLength(1);
  });

  test("denies where the log cannot be read, and says that its entry is missing", async () => {
    await using space = await logFolder();
    await space.record();
    const log = await space.flagFile("audit.jsonl");
    await writeFile(join(space.path, LOG), Buffer.from([0xe9]));
    for (const _ of ["once", "again"]) {
      await expect(space.record(rollbackOf())).rejects.toThrow("The change is not in the audit log: ");
      expect(await space.denied()).toHaveLength(1);
    }
    await expect(space.record(promotionOf({ request: "comment-8-1" }))).rejects.toThrow("UTF-8");
    await space.write(LOG, log);
    await expect(space.record(rollbackOf())).resolves.toMatchObject({ state: "written" });
  });

  test("is recorded once, also beyond lines that somebody put at the log's end", async () => {
    await using space = await logFolder();
    await space.record();
    const log = await space.flagFile("audit.jsonl");
    await space.write(LOG, log + log);
    await expect(space.record(rollbackOf())).resolves.toMatchObject({ state: "written" });
    await expect(space.record(rollbackOf())).resolves.toMatchObject({ state: "there" });
    expect(await space.entries()).toHaveLength(3);
    // Without the lines in between it holds.
    await space.write(LOG, (await space.flagFile("audit.jsonl")).slice(log.length));
    expect(await space.findings()).toEqual([]);
  });

  test("with a reason that is too long, or ends within a character, is recorded with what there is room for", async () => {
    await using space = await logFolder();
    await space.record(rollbackOf({ reason: `${"x".repeat(999)}😀 and more` }));
    expect((await space.entries())[0]?.why).toBe("x".repeat(999));
    expect(await space.findings()).toEqual([]);
  });

  test("does not wait for a signature, as a promotion does", async () => {
    await using space = await logFolder();
    const signer = async () => nobody;
    await expect(space.record(promotionOf(), { signer })).rejects.toThrow("no key is here");
    await expect(space.record(rollbackOf(), { signer })).resolves.toMatchObject({ state: "written" });
    expect(space.warnings).toEqual(["The entry of the log is not signed: no key is here"]);
    expect((await space.entries())[0]?.signature).toBeNull();
  });
});

test("a signed entry holds its bundle", async () => {
  await using space = await logFolder();
  const signer: BundleSigner = { signer: "ann", sign: async () => '{"mediaType":"test"}' };
  await space.record(promotionOf(), { signer: async () => signer });
  expect((await space.entries())[0]?.signature).toEqual({ mediaType: "test" });
});

test("a promotion is not recorded over a denial that somebody took off the list by hand", async () => {
  await using space = await logFolder();
  await space.record(rollbackOf());
  const rollouts = JSON.parse(await space.flagFile("rollouts.json"));
  await space.write(ROLLOUTS, JSON.stringify({ ...rollouts, denied: [] }));
  const change = promotionOf({ request: "comment-12-1" });
  await expect(space.record(change)).rejects.toThrow("is denied no more, but nobody allowed it");
});

test("many at once are all recorded, each once, in a chain that holds", async () => {
  await using space = await logFolder();
  const requests = ["comment-1-1", "comment-2-1", "comment-3-1", "comment-1-1"];
  const kept = await Promise.all(requests.map((request) => space.record(promotionOf({ request, before: SECOND }))));
  expect(kept.map(({ state }) => state).toSorted()).toEqual(["there", "written", "written", "written"]);
  expect(new Set((await space.entries()).map((entry) => entry?.request)).size).toBe(3);
  expect(await space.findings()).toEqual([]);
});

test("on a branch it is one commit, whose message names stage, package, reason and who asked", async () => {
  await using at = await createGitFolder();
  await at.commit({ a: "1" });
  at.git("branch", "records");
  const inputs = { branch: "records", propose: false, config: "airworthy.yml", folder: FOLDER };
  const flags = await openFlags(inputs, null, silentPorts(at.path, { env: { PATH: process.env["PATH"] } }));
  const options: LogOptions = {
    by: { actor: "@bob", via: "cli", run: null },
    pause: async () => {},
    signer: async () => null,
    warn: () => {},
  };
  const { where } = await recordInLog(rollbackOf({ reason: "toxic\nBy @eve." }), flags, options);
  expect(at.git("rev-list", "main..records")).toBe(where);
  expect(at.git("diff", "--name-only", "main", "records")).toBe(`${LOG}\n${ROLLOUTS}`);
  expect(at.git("log", "-1", "--format=%B", "records").trim()).toBe(
    `Stage production of ranker: rollback (entry 1, ${FIRST.digest.slice(0, 19)})\n\nWhy: toxic By @eve.\n\nBy @bob.`,
  );
});
