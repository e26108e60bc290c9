import { expect, test } from "vitest";
import { HASH, rowOf } from "../../fixtures/rows.ts";
import { cleanFeedback } from "./clean-feedback.ts";

/** Sixteen digits as hashes have them, with the prefix and the check digit of a payment card. */
const ID = "2640022541100505";

test("the name of a row stays what reviewers call it by, though its digits look like a card's; anybody's digits do not", () => {
  const named = { ...rowOf(1, { kind: "wrong", input: "x", text: null }), id: ID };
  const word = rowOf(2, { kind: "wrong", caseId: `feedback/${ID}`, text: null });
  const cases = (...rows: (typeof named)[]) =>
    cleanFeedback({ rows }, { tombstones: [], hash: HASH, valueHash: null, seed: 1 }).rows.map(({ caseId }) => caseId);
  expect(cases(named, word)).toContain(`feedback/${ID}`);
  expect(cases(word)).toEqual(["feedback/[payment-card]"]);
});
