import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createResolver } from "@airworthy/flags";
import { FLAGS_FILE, parseRollout, parseRollouts, ROLLOUTS_FILE } from "@airworthy/rollout";
import type { InputValues } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { ROLLOUT_DEFAULTS } from "../../../test/harness/rollout-defaults.ts";
import {
  CANDIDATE,
  ROLLOUT_CONFIGURATION,
  STABLE,
  writeClearance,
  writeLook,
} from "../../../test/harness/rollout-workspace.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { manageRollout } from "./manage-rollout.ts";

type Inputs = InputValues<typeof manageRollout.inputs>;

const MONDAY = Date.parse("2026-03-02T09:00:00Z");
const START = { move: "start", package: CANDIDATE, "baseline-package": STABLE } as const;

/** A workspace with a plan and cleared evidence, and a clock that a test turns. */
async function createWorkspace() {
  const path = await mkdtemp(join(tmpdir(), "airworthy-rollout-"));
  await writeFile(join(path, "airworthy.yml"), ROLLOUT_CONFIGURATION);
  await writeClearance(path);
  const clock = { minutes: 0 };
  const now = () => new Date(MONDAY + clock.minutes * 60_000);
  const ports = silentPorts(path, { now, env: { USER: "ann" } });
  const flags = join(path, ".airworthy/flags");
  return {
    path,
    clock,
    move: (given: Partial<Inputs> & Pick<Inputs, "move">) =>
      manageRollout.run({ ...ROLLOUT_DEFAULTS, ...given }, ports),
    look: (decision: "advance" | "promote" | "inconclusive", position: number, startedMinute: number) =>
      writeLook(path, {
        decision,
        position,
        stepStartedOn: new Date(MONDAY + startedMinute * 60_000).toISOString(),
        at: now().toISOString(),
      }),
    file: (name: string) => readFile(join(flags, name), "utf8"),
    write: (name: string, text: string) => writeFile(join(flags, name), text),
    /** The shares of 2,000 users by digest. */
    async served() {
      const resolver = createResolver(await readFile(join(flags, FLAGS_FILE), "utf8"));
      const values = Array.from(
        { length: 2_000 },
        (_, user) => resolver.resolve("ranker", { targetingKey: `u${user}` }).value,
      );
      return values.filter((value) => value === CANDIDATE).length / values.length;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

describe("a healthy candidate", () => {
  test("goes step by step to everybody, each move with its evidence, entry and flag", async () => {
    await using at = await createWorkspace();
    expect(await at.move(START)).toMatchObject({
      verdict: "pass",
      outputs: { effect: "moved", rollout: "ranker-1", share: "0.05" },
    });
    // 5 % of 2,000: within five standard deviations, 0.0049 each.
    expect(Math.abs((await at.served()) - 0.05)).toBeLessThan(0.025);
    at.clock.minutes = 61;
    await at.look("advance", 1, 0);
    expect(await at.move({ move: "advance" })).toMatchObject({
      verdict: "pass",
      outputs: { step: "2", share: "0.25" },
    });
    at.clock.minutes = 122;
    await at.look("advance", 2, 61);
    expect(await at.move({ move: "advance" })).toMatchObject({ outputs: { step: "3", share: "1" } });
    await expect(at.served()).resolves.toBe(1);
    at.clock.minutes = 183;
    await at.look("promote", 3, 122);
    const promoted = await at.move({ move: "promote", why: "all steps held" });
    expect(promoted).toMatchObject({ outputs: { phase: "complete", stable: CANDIDATE, candidate: "" } });
    await expect(at.served()).resolves.toBe(1);

    const log = await at.file("audit.jsonl");
    const entries = log
      .trimEnd()
      .split("\n")
      .map((line): { move: string; by: { actor: string } } => JSON.parse(line));
    expect(entries.map(({ move, by }) => `${move} by ${by.actor}`)).toEqual([
      "start by ann",
      "advance by ann",
      "advance by ann",
      "promote by ann",
    ]);
    const { length, head } = parseRollouts(await at.file(ROLLOUTS_FILE), "r").log;
    const statement = promoted.evidence[0]?.statement;
    expect(statement && parseRollout(statement).log).toEqual({ length, head });
    expect(length).toBe(4);
  });

  test("waits for its bake, its look and its clearance, and says what would make up for them", async () => {
    await using at = await createWorkspace();
    await at.move(START);
    const before = await at.file("audit.jsonl");
    const early = await at.move({ move: "advance" });
    expect(early).toMatchObject({
      verdict: "inconclusive",
      reasonCode: "not-baked",
      outputs: { effect: "refused", step: "1" },
    });
    at.clock.minutes = 61;
    expect(await at.move({ move: "advance" })).toMatchObject({ verdict: "inconclusive", reasonCode: "no-analysis" });
    await at.look("inconclusive", 1, 0);
    expect(await at.move({ move: "advance" })).toMatchObject({ verdict: "inconclusive", reasonCode: "undecided" });
    await at.look("advance", 1, 0);
    await rm(join(at.path, "airworthy-evidence/reproducibility-aaaa.json"));
    const uncleared = await at.move({ move: "advance" });
    expect(uncleared).toMatchObject({ verdict: "inconclusive", reasonCode: "no-evidence" });
    expect(JSON.stringify(uncleared.summary)).toContain("npx airworthy check-reproducibility");
    await expect(at.file("audit.jsonl")).resolves.toBe(before);
  });
});

test("a digest that policy has not cleared is exposed to nobody", async () => {
  await using at = await createWorkspace();
  const other = `sha256:${"c".repeat(64)}`;
  expect(await at.move({ ...START, package: other })).toMatchObject({
    verdict: "inconclusive",
    outputs: { effect: "refused" },
  });
  await writeFile(join(at.path, "airworthy.yml"), ROLLOUT_CONFIGURATION.replace(/policy:[\s\S]*?rollouts/, "rollouts"));
  expect(await at.move(START)).toMatchObject({ verdict: "fail", reasonCode: "no-policy" });
  await expect(at.file(FLAGS_FILE)).rejects.toThrow("ENOENT");
});

describe("a rollback", () => {
  test("is one move with nothing to go by: no plan, no evidence, no policy; and the bad digest stays away", async () => {
    await using at = await createWorkspace();
    await at.move(START);
    await writeFile(join(at.path, "airworthy.yml"), "rollouts: [broken");
    await rm(join(at.path, "airworthy-evidence"), { recursive: true });
    const back = await at.move({ move: "rollback", why: "toxic replies", evidence: ["/nowhere/*.json"] });
    expect(back).toMatchObject({ verdict: "warn", outputs: { effect: "moved", phase: "rolled-back", stable: STABLE } });
    expect(back.annotations[0]?.message).toMatch(/^The plan was not read: /);
    await expect(at.served()).resolves.toBe(0);
    await expect(at.file(FLAGS_FILE)).resolves.not.toContain(CANDIDATE);

    await writeFile(join(at.path, "airworthy.yml"), ROLLOUT_CONFIGURATION);
    await writeClearance(at.path);
    const again = await at.move({ move: "rollback" });
    expect(again).toMatchObject({ outputs: { effect: "unchanged" } });
    expect(await at.move({ move: "start", package: CANDIDATE })).toMatchObject({
      verdict: "fail",
      reasonCode: "denied",
    });
    const allowed = await at.move({ move: "allow", digest: CANDIDATE, why: "a false alarm" });
    expect(allowed).toMatchObject({ outputs: { effect: "moved" } });
    expect(await at.move({ move: "start", package: CANDIDATE })).toMatchObject({ outputs: { rollout: "ranker-2" } });
  });

  test("is not kept by a log that somebody edited, nor by a key that cannot be read; both are told", async () => {
    await using at = await createWorkspace();
    await at.move(START);
    await at.write("audit.jsonl", (await at.file("audit.jsonl")).replace('"ann"', '"eve"'));
    at.clock.minutes = 61;
    await at.look("advance", 1, 0);
    await expect(at.move({ move: "advance" })).rejects.toThrow("The audit log does not verify");
    const back = await at.move({ move: "rollback", sign: true, key: "nowhere.pem" });
    expect(back).toMatchObject({ verdict: "warn", outputs: { phase: "rolled-back" } });
    expect(back.annotations[0]?.message).toMatch(/^The entry of the log is not signed: /);
  });
});

test("a log that cannot be read and a reason of a page keep nobody from going back; the gap shows", async () => {
  await using at = await createWorkspace();
  await at.move(START);
  await writeFile(join(at.path, ".airworthy/flags/audit.jsonl"), Buffer.from([0xff, 0xfe]));
  await expect(at.move({ move: "resume" })).rejects.toThrow("audit.jsonl is not UTF-8");
  const back = await at.move({ move: "rollback", why: "toxic ".repeat(1_000) });
  expect(back).toMatchObject({ verdict: "warn", outputs: { effect: "moved", phase: "rolled-back" } });
  expect(back.annotations[0]?.message).toMatch(/^The move is not in the log: .*audit\.jsonl is not UTF-8/);
  await expect(at.served()).resolves.toBe(0);
  // The log ends where it ended: verify-audit finds the state that no entry left.
  expect(parseRollouts(await at.file(ROLLOUTS_FILE), "r").log.length).toBe(1);
});

test("where things stand is told though nobody can read the plan", async () => {
  await using at = await createWorkspace();
  await at.move(START);
  await writeFile(join(at.path, "airworthy.yml"), "rollouts: [broken");
  const status = await at.move({ move: "status" });
  expect(status).toMatchObject({ verdict: "warn", outputs: { step: "1" } });
  expect(JSON.stringify(status.summary)).toContain("The plan was not read: ");
});

test("an entry is signed with a key where that is asked for", async () => {
  await using at = await createWorkspace();
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await writeFile(join(at.path, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  await at.move({ ...START, sign: true, key: "key.pem" });
  const entry: { signature: { dsseEnvelope: { payloadType: string } } } = JSON.parse(await at.file("audit.jsonl"));
  expect(entry.signature.dsseEnvelope.payloadType).toBe("application/vnd.airworthy.audit-entry+json");
});

test("a request that is repeated moves nothing again", async () => {
  await using at = await createWorkspace();
  await at.move({ ...START, request: "run-1" });
  at.clock.minutes = 61;
  await at.look("advance", 1, 0);
  const moved = await at.move({ move: "advance", request: "run-2" });
  at.clock.minutes = 122;
  await at.look("advance", 2, 61);
  const again = await at.move({ move: "advance", request: "run-2" });
  expect(again).toMatchObject({ verdict: "pass", outputs: { effect: "unchanged", step: "2" } });
  expect(again.evidence[0]?.name).not.toBe(moved.evidence[0]?.name);
  expect(await at.move({ move: "advance", to: "25%" })).toMatchObject({ outputs: { effect: "unchanged", step: "2" } });
});

test("flags that people wrote stay as they are, byte for byte", async () => {
  await using at = await createWorkspace();
  await at.move(START);
  const own = `  "own": {"state":"ENABLED",  "variants": {"a": 1.50}, "defaultVariant": "a"},\n    "ranker"`;
  await at.write(FLAGS_FILE, (await at.file(FLAGS_FILE)).replace('  "ranker"', own));
  await at.move({ move: "rollback" });
  await expect(at.file(FLAGS_FILE)).resolves.toContain(
    '"own": {"state":"ENABLED",  "variants": {"a": 1.50}, "defaultVariant": "a"}',
  );
});

test("status and plan look and write nothing", async () => {
  await using at = await createWorkspace();
  expect(await at.move({ move: "plan" })).toMatchObject({
    headline: "Nothing of ranker was started yet.",
    outputs: { effect: "looked" },
  });
  await at.move(START);
  const before = await at.file(ROLLOUTS_FILE);
  const status = await at.move({ move: "status" });
  expect(status.headline).toBe("ranker-1 is running at step 1 of 3 with 5 % of everybody, since 2026-03-02 09:00 UTC.");
  const text = JSON.stringify(status.summary);
  // Three bakes of an hour, from 9:00 on.
  for (const piece of [CANDIDATE, STABLE, "advance, hold, rollback", "2026-03-02 10:00 UTC", "2026-03-02 12:00 UTC"]) {
    expect(text).toContain(piece);
  }
  await at.write(FLAGS_FILE, (await at.file(FLAGS_FILE)).replace('"ENABLED"', '"DISABLED"'));
  expect(await at.move({ move: "status" })).toMatchObject({ verdict: "warn" });
  await expect(at.file(ROLLOUTS_FILE)).resolves.toBe(before);
});

test("what is not there, or not well said, is named", async () => {
  await using at = await createWorkspace();
  for (const [given, message] of [
    [{ move: "start" }, "package is missing: a start needs it"],
    [{ move: "start", package: CANDIDATE }, "The first start needs the version that everybody has now"],
    [{ move: "advance", to: "0.05" }, 'to: "0.05" was given; a step such as "5%"'],
    [{ move: "allow", digest: "abc", why: "x" }, 'digest: "abc" was given; sha256: and 64'],
    [{ move: "hold" }, "hold is not possible"],
    [{ move: "hold", rollout: "other" }, 'there is no rollout or plan "other"'],
    [{ move: "hold", propose: true }, "propose was given without branch"],
    [{ move: "hold", "pull-request": "x" }, 'pull-request: "x" was given'],
    [{ move: "hold", branch: "main", folder: "../x" }, "a path from the root of the repository is allowed"],
  ] as const) {
    await expect(at.move(given), message).rejects.toThrow(message);
  }
});
