import { parseRollouts, readLog } from "@airworthy/rollout";
import { describe, expect, test } from "vitest";
import {
  approvalBy,
  clearing,
  FIRST,
  promotionOf,
  recordsFolder,
  rollbackOf,
  SECOND,
  stageOf,
  versionOf,
} from "../../../../../test/harness/promotion/records-place.ts";
import { ROLLOUT_CONFIGURATION } from "../../../../../test/harness/rollout-workspace.ts";
import { followChange, moveRollout } from "./rollout.ts";

const HOLD = { move: "hold", id: "comment-8-1", reason: "looking into it" } as const;
const BY = { actor: "@carl", via: "action", run: null };

type Space = Awaited<ReturnType<typeof recordsFolder>>;

async function stateIn(space: Space) {
  return parseRollouts(await space.flagFile("rollouts.json"), "rollouts.json").rollouts.get("ranker");
}

describe("a promotion's rollout", () => {
  test("starts with the version for its first users, the stage's own version for all others, by who asked", async () => {
    await using space = await recordsFolder();
    expect(await followChange(promotionOf(), space.place)).toMatchObject({ state: "written", reach: "some" });
    expect(await stateIn(space)).toMatchObject({ phase: "running", candidate: SECOND, stable: FIRST, step: 1 });
    expect(readLog(await space.flagFile("audit.jsonl")).lines[0]?.entry).toMatchObject({
      move: "start",
      by: { actor: "@ann", via: "cli", run: null },
      pullRequest: 7,
      request: "promote-comment-7-1",
    });
    expect(await followChange(promotionOf(), space.place)).toEqual({
      state: "there",
      where: "ranker-1",
      reach: "some",
    });
  });

  test("is cleared by the promotion's evidence alone, and names what is missing and its command", async () => {
    await using space = await recordsFolder();
    for (const facts of [null, { approvals: [], evidence: clearing(versionOf("3.0.0")) }]) {
      await expect(followChange(promotionOf({ facts }), space.place)).rejects.toMatchObject({
        message: expect.stringMatching(/^No start of ranker: .*reproducibility/),
        remedy: "npx airworthy check-reproducibility",
      });
    }
    await expect(space.flagFile("rollouts.json")).rejects.toThrow("ENOENT");
  });

  test("counts the promotion's approvals of the very commit", async () => {
    await using space = await recordsFolder();
    const plan = ROLLOUT_CONFIGURATION.replace("bake: 1h }", "bake: 1h, approvers: 1 }");
    await space.write("airworthy.yml", plan.replace("    steps:", '    approvers: ["@bob"]\n    steps:'));
    const change = promotionOf();
    const approved = (commit: string) => ({ approvals: [approvalBy("@bob", commit)], evidence: clearing(SECOND) });
    const other = promotionOf({ facts: approved("3".repeat(40)) });
    await expect(followChange(other, space.place)).rejects.toThrow("1 approval needed");
    const own = promotionOf({ facts: approved(change.commit) });
    expect(await followChange(own, space.place)).toMatchObject({ state: "written" });
  });

  test("does not start beside another one", async () => {
    await using space = await recordsFolder();
    await followChange(promotionOf(), space.place);
    const next = promotionOf({ version: versionOf("3.0.0"), request: "comment-8-1" });
    await expect(followChange(next, space.place)).rejects.toThrow("start is not possible");
  });
});

describe("a rollback's rollout", () => {
  test("goes back to the stage's version, once", async () => {
    await using space = await recordsFolder();
    await followChange(promotionOf(), space.place);
    const change = rollbackOf({ reason: "toxic replies ".repeat(100) });
    expect(await followChange(change, space.place)).toMatchObject({ state: "written", reach: "everybody" });
    expect(await stateIn(space)).toMatchObject({ phase: "rolled-back", stable: FIRST, candidate: null });
    expect(await followChange(change, space.place)).toMatchObject({ state: "there", reach: "everybody" });
    expect(space.warnings).toEqual([]);
  });

  test("has nothing to take back where the version never came to users", async () => {
    await using space = await recordsFolder();
    expect(await followChange(rollbackOf(), space.place)).toEqual({ state: "there", where: null, reach: "nobody" });
    await followChange(promotionOf(), space.place);
    const other = rollbackOf({ before: versionOf("3.0.0"), request: "comment-9-2" });
    expect(await followChange(other, space.place)).toEqual({ state: "there", where: null, reach: "everybody" });
    expect(await stateIn(space)).toMatchObject({ phase: "running", candidate: SECOND });
  });

  test("leaves what it gives to users where the stage had nothing that is bound to a package", async () => {
    await using space = await recordsFolder();
    await followChange(promotionOf(), space.place);
    expect(await followChange(rollbackOf({ before: null }), space.place)).toBeNull();
    expect(space.warnings).toEqual([expect.stringContaining("bound to no package")]);
    expect(await stateIn(space)).toMatchObject({ phase: "running" });
  });

  test("that goes back to another version than the stage is told of", async () => {
    await using space = await recordsFolder();
    await followChange(promotionOf(), space.place);
    const done = await followChange(rollbackOf({ version: versionOf("0.9.0") }), space.place);
    expect(done).toMatchObject({ state: "written", reach: "nobody" });
    expect(space.warnings).toEqual([expect.stringContaining("another version than production")]);
  });
});

test("a stage without a rollout has none to follow", async () => {
  await using space = await recordsFolder();
  for (const change of [promotionOf(), rollbackOf()]) {
    expect(await followChange({ ...change, stage: stageOf({ rollout: null }) }, space.place)).toBeNull();
  }
});

test("any other move is made as manage-rollout makes it, for whoever asked", async () => {
  await using space = await recordsFolder();
  await followChange(promotionOf(), space.place);
  const asked = { rollout: "ranker", request: HOLD, by: BY, pullRequest: 7 };
  expect(await moveRollout(asked, space.place, space.place.inputs)).toMatchObject({ outcome: { effect: "moved" } });
  expect(await stateIn(space)).toMatchObject({ phase: "held", held: { by: "@carl", reason: "looking into it" } });
  expect(await moveRollout(asked, space.place, space.place.inputs)).toMatchObject({ outcome: { effect: "unchanged" } });
});
