import { expect, test } from "vitest";
import { FIRST, MODEL, registryWith, rollback, SECOND, tagsAfter } from "../../fixtures/example.ts";
import { decideRollback } from "../decide/decide-rollback.ts";
import { emptyModel } from "../records/registry.ts";
import { stopgapPolicy } from "./stopgap-policy.ts";

const LIVE = registryWith(
  tagsAfter(["staging", FIRST], ["production", FIRST], ["staging", SECOND], ["production", SECOND]),
);

test("without a policy a stage goes back as tags know it, the last one first, for who may write and nobody else", () => {
  const policy = stopgapPolicy(LIVE, (digest) => (digest === SECOND.digest ? "ranker" : null));
  expect(policy.stages.map(({ name, rollout }) => [name, rollout])).toEqual([
    ["staging", "ranker"],
    ["production", "ranker"],
  ]);
  const asked = { ...rollback(LIVE), policy };
  expect(decideRollback(asked)).toMatchObject({ effect: "rolled-back", stage: "production", rollout: "ranker" });
  const ann = { login: "@ann", teams: [], isBot: false, permission: "read" } as const;
  const words = { ...asked.facts.askedIn, author: "@ann" };
  const facts = { ...asked.facts, actor: ann, askedIn: words };
  expect(decideRollback({ ...asked, facts }).effect).toBe("refused");
});

test("of a model without tags there is no stage", () => {
  expect(stopgapPolicy(emptyModel(MODEL), () => null).stages).toEqual([]);
});
