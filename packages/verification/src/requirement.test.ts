import type { Check } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { checkRequirements, parseRequirements } from "./requirement.ts";

function check(kind: Check["kind"], verdict: Check["verdict"]): Check {
  return { kind, subject: "x", verdict, reasonCode: "some-reason", message: "is so" };
}

test("words are taken once, in one order, and an unknown one is refused with what is allowed", () => {
  expect(parseRequirements(["evidence", "signature", "evidence"])).toEqual(["signature", "evidence"]);
  expect(parseRequirements([])).toEqual([]);
  for (const word of ["manifest", "__proto__", ""]) {
    expect(() => parseRequirements(["signature", word]), word).toThrow(/model-card, evidence, checklist are allowed/);
  }
});

test("what is required must be there and pass; where it failed already, that is not said twice", () => {
  expect(checkRequirements(["signature"], [check("signature", "warn"), check("signature", "pass")])).toEqual([]);
  expect(checkRequirements(["signature"], [check("signature", "fail")])).toEqual([]);
  expect(checkRequirements(["signature"], [check("evidence", "pass")])).toMatchObject([
    { kind: "signature", verdict: "fail", reasonCode: "signature-missing" },
  ]);
  for (const verdict of ["warn", "inconclusive"] as const) {
    expect(checkRequirements(["signature"], [check("signature", verdict)])).toMatchObject([
      { verdict: "fail", reasonCode: "some-reason", message: "is required, and none could be verified: is so" },
    ]);
  }
  expect(checkRequirements(["checklist"], [check("checklist", "warn")])).toMatchObject([
    { verdict: "fail", reasonCode: "some-reason", message: "is required, and is so" },
  ]);
});
