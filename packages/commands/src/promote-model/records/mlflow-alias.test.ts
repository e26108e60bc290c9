import { expect, test } from "vitest";
import {
  promotionOf,
  recordsEverywhere,
  recordsFolder,
  rollbackOf,
  SECOND,
  stageOf,
} from "../../../../../test/harness/promotion/records-place.ts";
import { checkMlflowNames, moveMlflowAlias } from "./mlflow-alias.ts";

test("the stage's alias follows promotions and rollbacks; its versions say where their packages are", async () => {
  await using space = await recordsEverywhere();
  const where = "models:/ranker@production";
  expect(await moveMlflowAlias(promotionOf(), space.place)).toEqual({ state: "written", where });
  expect(await moveMlflowAlias(promotionOf(), space.place)).toEqual({ state: "there", where });
  expect(await moveMlflowAlias(rollbackOf(), space.place)).toEqual({ state: "written", where });
  const model = space.mlflow.models.get("ranker");
  expect(model?.versions[0]?.source).toBe(`oci://${space.registry.host}/acme/ranker@${SECOND.digest}`);
  expect([...(model?.aliases ?? [])]).toEqual([["production", "2"]]);
});

test("a stage that MLflow has no name for is told, and without a server there is no alias", async () => {
  await using space = await recordsEverywhere();
  const latest = promotionOf({ stage: stageOf({ name: "latest" }) });
  await expect(moveMlflowAlias(latest, space.place)).rejects.toThrow('"latest" cannot be an alias in MLflow');
  await using alone = await recordsFolder();
  expect(await moveMlflowAlias(promotionOf(), alone.place)).toBeNull();
});

test("names that MLflow does not take are told before anything is written, where there is a server", async () => {
  await using space = await recordsEverywhere();
  expect(() => checkMlflowNames("ranker", "v2", space.place)).toThrow('"v2" cannot be an alias in MLflow');
  expect(() => checkMlflowNames("team/ranker", "production", space.place)).toThrow(
    '"team/ranker" cannot be a registered model in MLflow',
  );
  expect(() => checkMlflowNames("ranker", "production", space.place)).not.toThrow();
  await using alone = await recordsFolder();
  expect(() => checkMlflowNames("team/ranker", "v2", alone.place)).not.toThrow();
});
