import { expect, test } from "vitest";
import { basicFacts, CARL, MODEL, POLICY } from "../../fixtures/example.ts";
import { stageNamed } from "../policy/policy.ts";
import { emptyModel } from "../records/registry.ts";
import { type AdmittedVerb, admit } from "./admit.ts";
import type { BasicFacts } from "./facts.ts";
import { allHold } from "./gate.ts";

const PRODUCTION = stageNamed(POLICY, "production");
const VERBS: readonly AdmittedVerb[] = ["hold", "resume", "ramp", "sign-off", "waive", "why", "feedback"];

/** The verbs that somebody may give. */
function allowed(changes: Partial<BasicFacts>): readonly string[] {
  const facts = basicFacts(emptyModel(MODEL), changes);
  return VERBS.filter((verb) => allHold(admit(verb, PRODUCTION, POLICY, facts, "/again")));
}

test("each verb needs as much as it can do harm", () => {
  const old = { kind: "comment", author: "@carl", on: "2026-01-01T00:00:00Z", isEdited: false } as const;
  expect(allowed({})).toEqual(VERBS);
  expect(allowed({ askedIn: old })).toEqual(["hold", "why", "feedback"]);
  expect(allowed({ actor: { ...CARL, permission: "read" } })).toEqual(["why", "feedback"]);
  expect(allowed({ actor: { ...CARL, permission: "read", teams: ["@org/risk"] } })).toEqual([
    "hold",
    "why",
    "feedback",
  ]);
  expect(allowed({ askedIn: { ...old, isEdited: true } })).toEqual([]);
});
