import { readLog } from "@airworthy/rollout";
import { describe, expect, test } from "vitest";
import {
  FIRST,
  MODEL,
  promotionOf,
  recordsEverywhere,
  recordsFolder,
  rollbackOf,
  SECOND,
  stageOf,
} from "../../../../../test/harness/promotion/records-place.ts";
import type { Change, Kept } from "../change.ts";
import { keepRecords } from "./keep-records.ts";

const ALL = ["audit log", "rollout", "deployment", "registry tag", "alias of MLflow"];

type Space = Awaited<ReturnType<typeof recordsEverywhere>>;

function told(kept: readonly Kept[]): readonly string[] {
  return kept.map(({ record, state }) => `${record} ${state}`);
}

function promotionIn({ commits }: Space, changes: Partial<Change> = {}): Change {
  return promotionOf({ commit: commits.second, ...changes });
}

function rollbackIn({ commits }: Space, changes: Partial<Change> = {}): Change {
  return rollbackOf({ commit: commits.first, ...changes });
}

async function stateOf({ github, registry, mlflow, flagFile }: Space) {
  return {
    deployments: github.state.deployments.map(({ id, statuses }) => [id, statuses.map(({ state }) => state)]),
    tags: [...registry.state.tags],
    aliases: [...(mlflow.models.get(MODEL)?.aliases ?? [])],
    log: readLog(await flagFile("audit.jsonl")).lines.map(({ entry }) => entry?.move),
  };
}

describe("a promotion", () => {
  test("is recorded everywhere, the log before the rollout; asked for again it writes nothing", async () => {
    await using space = await recordsEverywhere();
    const change = promotionIn(space);
    expect(told(await keepRecords(change, space.place))).toEqual(ALL.map((record) => `${record} written`));
    const state = await stateOf(space);
    expect(state).toEqual({
      deployments: [[1, ["in_progress"]]],
      tags: [["acme/ranker production", SECOND.digest]],
      aliases: [["production", "1"]],
      log: ["promote", "start"],
    });
    const before = space.writes().length;
    expect(told(await keepRecords(change, space.place))).toEqual(ALL.map((record) => `${record} there`));
    expect(space.writes()).toHaveLength(before);
    expect(await stateOf(space)).toEqual(state);
    expect(space.warnings).toEqual([]);
  });

  test("is recorded where there is a place for it only", async () => {
    await using space = await recordsFolder();
    const change = promotionOf({ stage: stageOf({ rollout: null }) });
    expect(told(await keepRecords(change, space.place))).toEqual(["audit log written"]);
  });
});

describe("one record that fails keeps no other from being written, and is completed by the same request later:", () => {
  const failing: readonly (readonly [string, (space: Space) => Partial<Change>, string])[] = [
    ["rollout", () => ({ facts: { approvals: [], evidence: [] } }), "No start of ranker"],
    [
      "deployment",
      ({ github }) => {
        github.faults.push({ kind: "read-only", request: /^POST .*deployments$/ });
        return {};
      },
      "deployments: write",
    ],
    [
      "registry tag",
      ({ registry }) => {
        registry.faults.push({ kind: "answer", status: 403, request: /^PUT .*manifests\/production/ });
        return {};
      },
      "403",
    ],
    [
      "alias of MLflow",
      ({ mlflow }) => {
        mlflow.refused.push("registered-models/alias");
        return {};
      },
      "not you",
    ],
  ];
  test.each(failing)("%s", async (record, breakIt, problem) => {
    await using space = await recordsEverywhere();
    const kept = await keepRecords(promotionIn(space, breakIt(space)), space.place);
    expect(told(kept)).toEqual(ALL.map((one) => `${one} ${one === record ? "failed" : "written"}`));
    expect(kept.find((one) => one.record === record)).toMatchObject({
      where: null,
      problem: expect.stringContaining(problem),
    });
    const again = told(await keepRecords(promotionIn(space), space.place));
    // Who has the version is known once its rollout is.
    const isNew = (one: string) => one === record || (record === "rollout" && one === "deployment");
    expect(again).toEqual(ALL.map((one) => `${one} ${isNew(one) ? "written" : "there"}`));
  });

  test("audit log", async () => {
    await using space = await recordsEverywhere();
    const change = promotionIn(space, { stage: stageOf({ rollout: null }) });
    await keepRecords(promotionIn(space, { stage: change.stage, request: "comment-6-1" }), space.place);
    const log = await space.flagFile("audit.jsonl");
    await space.write(".airworthy/flags/audit.jsonl", log.replace("@ann", "@eve"));
    const kept = told(await keepRecords(change, space.place));
    expect(kept[0]).toBe("audit log failed");
    expect(kept.slice(1)).toEqual(["deployment written", "registry tag there", "alias of MLflow there"]);
    await space.write(".airworthy/flags/audit.jsonl", log);
    expect(told(await keepRecords(change, space.place))[0]).toBe("audit log written");
  });
});

describe("a rollback", () => {
  test("takes the version back from users first, and turns every record back", async () => {
    await using space = await recordsEverywhere();
    await keepRecords(promotionIn(space), space.place);
    const change = rollbackIn(space);
    const order = ["rollout", "audit log", ...ALL.slice(2)];
    expect(told(await keepRecords(change, space.place))).toEqual(order.map((record) => `${record} written`));
    const state = await stateOf(space);
    expect(state).toEqual({
      deployments: [
        [1, ["in_progress", "inactive"]],
        [2, ["success"]],
      ],
      tags: [["acme/ranker production", FIRST.digest]],
      aliases: [["production", "2"]],
      log: ["promote", "start", "rollback", "rollback"],
    });
    expect(space.github.state.deployments[1]).toMatchObject({
      sha: space.commits.first,
      environment: "production",
      isProduction: true,
    });
    const before = space.writes().length;
    expect(told(await keepRecords(change, space.place))).toEqual(order.map((record) => `${record} there`));
    expect(space.writes()).toHaveLength(before);
  });

  test("is done with a policy that cannot be read and every server refusing", async () => {
    await using space = await recordsEverywhere();
    await keepRecords(promotionIn(space), space.place);
    await space.write("airworthy.yml", "rollouts: [");
    space.github.faults.push({ kind: "read-only", request: /^POST .*deployments/ });
    space.registry.faults.push({ kind: "answer", status: 403, request: /^PUT/ });
    space.mlflow.refused.push("registered-models/get");
    expect(told(await keepRecords(rollbackIn(space), space.place))).toEqual([
      "rollout written",
      "audit log written",
      "deployment failed",
      "registry tag failed",
      "alias of MLflow failed",
    ]);
    expect(space.warnings).toEqual([expect.stringContaining("The plan was not read")]);
  });
});
