import { expect, test } from "vitest";
import {
  FIRST,
  promotionOf,
  recordsEverywhere,
  recordsFolder,
  rollbackOf,
  SECOND,
  versionOf,
} from "../../../../../test/harness/promotion/records-place.ts";
import { moveRegistryTag } from "./registry-tag.ts";

const TAG = "acme/ranker production";

test.concurrent("the stage's tag follows promotions and rollbacks, and stays where it is right", async () => {
  await using space = await recordsEverywhere();
  const where = `oci://${space.registry.host}/acme/ranker:production@${SECOND.digest}`;
  expect(await moveRegistryTag(promotionOf(), space.place)).toEqual({ state: "written", where });
  expect(await moveRegistryTag(promotionOf(), space.place)).toEqual({ state: "there", where });
  expect(space.writes()).toHaveLength(1);
  await moveRegistryTag(rollbackOf(), space.place);
  expect(space.registry.state.tags.get(TAG)).toBe(FIRST.digest);
});

test.concurrent("a package that the registry does not have, and a tag that is another one afterwards, are told", async () => {
  await using space = await recordsEverywhere();
  const unknown = promotionOf({ version: versionOf("3.0.0"), facts: null, evidence: [] });
  await expect(moveRegistryTag(unknown, space.place)).rejects.toThrow("has no manifest sha256:");
  const { state, faults } = space.registry;
  faults.push({ kind: "answer", status: 201, request: /^PUT .*manifests\/production/ });
  await expect(moveRegistryTag(promotionOf(), space.place)).rejects.toThrow(
    "ranker:production is not there; it was set",
  );
  state.tags.set(TAG, FIRST.digest);
  faults.push({ kind: "answer", status: 201, request: /^PUT .*manifests\/production/ });
  await expect(moveRegistryTag(promotionOf(), space.place)).rejects.toThrow(`ranker:production is ${FIRST.digest}`);
});

test("a registry that asks who comes in is told what the inputs say, and nobody else gets in", async () => {
  const login = { scheme: "basic", username: "ann", password: "pass-0123456789" } as const;
  await using stranger = await recordsEverywhere({}, { login });
  await expect(moveRegistryTag(promotionOf(), stranger.place)).rejects.toThrow(/log in|login|401/i);
  const inputs = { "registry-username": "ann", "registry-password": "pass-0123456789" };
  await using space = await recordsEverywhere(inputs, { login });
  expect(await moveRegistryTag(promotionOf(), space.place)).toMatchObject({ state: "written" });
  expect(space.registry.state.tags.get(TAG)).toBe(SECOND.digest);
});

test("only a repository is taken as the registry; without one there is no tag", async () => {
  for (const registry of [
    "oci://ghcr.io/acme/ranker:1.0.0",
    `ghcr.io/acme/ranker@${FIRST.digest}`,
    "packages/ranker",
  ]) {
    await using space = await recordsFolder({ inputs: { registry } });
    await expect(moveRegistryTag(promotionOf(), space.place)).rejects.toThrow("without tag and digest is allowed");
  }
  await using space = await recordsFolder();
  expect(await moveRegistryTag(promotionOf(), space.place)).toBeNull();
});
