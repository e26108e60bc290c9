import { formatStatement, type Statement } from "@airworthy/evidence";
import { createPromotion, createRollback, decidePromotion, decideRollback } from "@airworthy/promotion";
import { expect, test } from "vitest";
import {
  FIRST,
  MODEL,
  promotion,
  registryWith,
  rollback,
  SECOND,
  tagsAfter,
} from "../../../promotion/fixtures/example.ts";
import { stageChanges } from "./stage-changes.ts";

const NOW = "2026-03-02T10:00:00Z";
const RUN = { inputs: [], tool: { name: "airworthy", version: "0.1.0" }, startedOn: NOW, finishedOn: NOW };

function fileOf(statement: Statement | null) {
  if (statement === null) throw new Error("no evidence was made");
  return { name: "promotion.json", text: formatStatement(statement), statement };
}

function promoted(...given: Parameters<typeof promotion>) {
  const situation = promotion(...given);
  return fileOf(createPromotion(situation, decidePromotion(situation), RUN));
}

test("what was promoted and what was gone back from are changes; what was refused is none", () => {
  const both = registryWith(tagsAfter(["staging", FIRST], ["staging", SECOND]));
  const back = rollback(both, { stage: "staging" });
  const files = [
    promoted("staging", FIRST, registryWith([])),
    fileOf(createRollback(back, decideRollback(back), RUN)),
    promoted("staging", SECOND, registryWith([]), { evidence: [] }),
  ];
  const shared = { model: MODEL, stage: "staging", stages: ["staging", "production"], on: NOW, by: "@carl" };
  expect(stageChanges(files)).toMatchObject([
    { ...shared, move: "promote", version: { version: "1.0.0" }, before: null, why: "" },
    { ...shared, move: "rollback", version: { version: "1.0.0" }, before: { version: "2.0.0" }, why: "toxic replies" },
  ]);
});

test("evidence of another kind, and what cannot be relied on, are none", () => {
  const good = promoted("staging", FIRST, registryWith([]));
  const forged = { ...good, statement: { ...good.statement, predicate: { effect: "promoted" } } };
  const other = { ...good, statement: { ...good.statement, predicateType: "https://other.example/v1" } };
  expect(stageChanges([forged, other])).toEqual([]);
});
