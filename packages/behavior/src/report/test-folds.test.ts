import { renderMarkdown } from "@airworthy/report";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, statementOf } from "../evidence/example-evidence.ts";
import { plan, plannedTest } from "../run/example-plan.ts";
import { reportBehavior } from "./report-behavior.ts";
import { testFolds } from "./test-folds.ts";

const { findings } = await behaviorOf({ candidate: ALL_GOOD, baseline: null });
const [finding] = findings;
if (finding === undefined) throw new Error("no finding");

const summary = (_: unknown, tests: string) => tests;

test("a suite of five hundred failing tests is told in folds of twenty, worst first", async () => {
  const tests = Array.from({ length: 500 }, (_, at) =>
    plannedTest({ id: `t${at}` }, [{ inputs: [`A ${at}`] }, { inputs: [`${at < 250 ? "" : "A "}other ${at}`] }]),
  );
  const behavior = await behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD }, { plan: plan(...tests) });
  const { folds } = reportBehavior(statementOf(behavior));
  expect(folds).toHaveLength(25);
  // 250 tests fail in both of their cases, 250 in one.
  expect(folds[0]?.summary).toBe("40 new failures in 20 tests");
  expect(folds[1]?.summary).toBe("40 new failures in 20 further tests");
  expect(folds.at(-1)?.summary).toBe("20 new failures in 20 further tests");
  expect(folds[0]?.blocks[0]).toEqual({ kind: "heading", level: 4, text: "t250: 2 new failures" });
  expect(renderMarkdown(folds).text.match(/<details>/g)).toHaveLength(25);
});

test("no test is lost, and no fold has more tests or texts than it may but for a single test", () => {
  const note = fc.record({
    finding: fc.constant(finding),
    heading: fc.string(),
    items: fc.array(fc.string({ maxLength: 500 }), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(note, { maxLength: 120 }), (notes) => {
      const folds = testFolds(notes, summary);
      const headings = folds.map(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : [])),
      );
      expect(headings.flat()).toEqual(notes.map(({ heading }) => heading));
      for (const { blocks } of folds) {
        expect(blocks.length).toBeLessThanOrEqual(40);
        if (blocks.length > 2) expect(JSON.stringify(blocks).length).toBeLessThan(60_000);
      }
    }),
  );
});

test("long texts make more folds, so that one of them fits a comment", () => {
  const notes = Array.from({ length: 10 }, () => ({
    finding,
    heading: "",
    items: ["x".repeat(400)].concat("y".repeat(400)),
  }));
  // 800 characters each: ten would fit 12,000, sixteen would not.
  expect(testFolds(notes, summary).map((fold) => fold.summary)).toEqual(["10 tests"]);
  expect(testFolds([...notes, ...notes], summary).map((fold) => fold.summary)).toEqual(["15 tests", "5 further tests"]);
});
