import { expect, test } from "vitest";
import { rowOf } from "../../../feedback/fixtures/rows.ts";
import { reviewRulesOf } from "./reviewers.ts";

const SILENT = { info: () => {}, warn: () => {}, group: <T>(_: string, work: () => Promise<T>) => work() };

test("people whom the section names are reviewers, however many strangers say more, and nobody is asked about them", async () => {
  const word = (number: number, reviewer: string) =>
    rowOf(number, { reviewer, kind: "wrong", caseId: "c", text: null });
  const strangers = Array.from({ length: 800 }, (_, index) => word(index, `eve-${index % 400}`));
  const rules = await reviewRulesOf([...strangers, word(900, "Ann")], { reviewers: ["@ann"] }, null, {
    log: SILENT,
  });
  expect(["ann", "ANN", "eve-1", "ann-"].map(rules.isReviewer)).toEqual([true, true, false, false]);
});
