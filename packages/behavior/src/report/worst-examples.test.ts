import { plainText } from "@airworthy/report";
import { expect, test } from "vitest";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE } from "../evidence/example-evidence.ts";
import { plan, plannedTest } from "../run/example-plan.ts";
import { worstExamples } from "./worst-examples.ts";

/** A test of ten cases of which so many fail under a model that fails what starts with "A ". */
const failing = (id: string, failures: number) =>
  plannedTest(
    { id },
    Array.from({ length: 10 }, (_, at) => ({ inputs: [`${at < failures ? "A " : ""}${id} ${at}`] })),
  );

test("new failures stand worst test first, at most three of each, under the test's severity", async () => {
  const three = plan(failing("few", 2), failing("most", 10), failing("none", 0), failing("many", 5));
  const { total, worst } = worstExamples(
    await behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD }, { plan: three }),
  );
  expect(total).toBe(17);
  expect(worst.map(({ of, severity }) => `${of} ${severity}`)).toEqual([
    "most 1",
    "most 1",
    "most 1",
    "many 0.5",
    "many 0.5",
    "many 0.5",
    "few 0.2",
    "few 0.2",
  ]);
  expect(plainText(worst[0]?.text ?? "")).toBe("“A most 0”: expected positive, got negative, was positive");
});

test("without a baseline all failures count", async () => {
  const { total, worst } = worstExamples(
    await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }, { plan: plan(failing("t", 4)) }),
  );
  expect(total).toBe(4);
  expect(plainText(worst[0]?.text ?? "")).toBe("“A t 0”: expected positive, got negative");
});

test("of very many tests there are sixty", async () => {
  const many = plan(...Array.from({ length: 100 }, (_, at) => failing(`t${at}`, 5)));
  const { total, worst } = worstExamples(
    await behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD }, { plan: many }),
  );
  expect([total, worst.length]).toEqual([500, 60]);
});

test("a test without a title goes by its id", async () => {
  const untitled = plan(plannedTest({ id: "t", title: "" }, [{ inputs: ["A x"] }]));
  const { worst } = worstExamples(await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }, { plan: untitled }));
  expect(worst.map(({ of }) => of)).toEqual(["t"]);
});
