import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { judgeCase } from "./aggregate.ts";
import { createExpectation } from "./create-expectation.ts";
import { dirEntries, type ExpectationSpec, invEntries, mftEntries } from "./entries.ts";
import { CONTEXT, caseOf, judged, NO_CLASSES, said, scored } from "./example-case.ts";
import { expectationProblems } from "./expectation-problems.ts";

const schema = v.variant("kind", [
  v.strictObject({ kind: v.literal("mft"), ...mftEntries }),
  v.strictObject({ kind: v.literal("inv"), ...invEntries }),
  v.strictObject({ kind: v.literal("dir"), ...dirEntries }),
]);

describe("a test's fields", () => {
  test.each<[unknown, string]>([
    [{ kind: "mft", expect: { nott: "x" } }, "expect.nott: unknown field; did you mean not?"],
    [{ kind: "mft", expect: [] }, "expect: a list was given; it must not be empty"],
    [{ kind: "mft", expect: Number.NaN }, "expect"],
    [{ kind: "mft", tolerance: -1 }, "it must be 0 or more"],
    [{ kind: "inv", tolerance: Number.POSITIVE_INFINITY }, "it must be finite"],
    [{ kind: "inv", confidence: "increases" }, "confidence: unknown field"],
    [{ kind: "dir", confidence: "rises" }, '("increases" | "decreases") is allowed'],
    [{ kind: "dir", of: { plus: "positive" } }, "of.minus: missing"],
    [{ kind: "dir", "skip-when-predicted": "neutral" }, "skip-when-predicted"],
  ])("%j is refused", (value, message) => {
    expect(() => checkShape(schema, value, "suite.yml")).toThrow(message);
  });
});

describe("what no schema can say", () => {
  test.each<[ExpectationSpec, (string | number)[], string]>([
    [{ kind: "mft" }, [], "it expects nothing"],
    [{ kind: "mft", expect: "positiv" }, ["expect"], 'unknown class "positiv"; did you mean positive?'],
    [{ kind: "mft", expect: ["positive", "Greek"] }, ["expect"], "known are negative, neutral, positive"],
    [{ kind: "mft", expect: { not: ["constructor"] } }, ["expect"], "unknown class"],
    [{ kind: "mft", expect: 1 }, ["expect"], "a number is expected, but the suite has classes"],
    [{ kind: "mft", expect: "{polarity}" }, ["expect"], "unknown class"],
    [{ kind: "mft", expect: "positive", tolerance: 1 }, ["tolerance"], "is for numbers"],
    [{ kind: "inv", tolerance: 1.5 }, ["tolerance"], "a confidence moves by 1 at most"],
    [{ kind: "inv", "relative-tolerance": 0.1 }, ["relative-tolerance"], "is for numbers"],
    [{ kind: "inv", similarity: { metric: "jaccard", "at-least": 1 } }, ["similarity"], "is for generated text"],
    [
      { kind: "inv", "skip-when-predicted": ["neutral", "neutrl"] },
      ["skip-when-predicted", 1],
      "did you mean neutral?",
    ],
    [{ kind: "dir" }, [], "give it confidence: increases"],
    [{ kind: "dir", confidence: "increases", value: "increases" }, ["value"], "leave one of them out"],
    [{ kind: "dir", value: "increases" }, ["value"], "use confidence"],
    [{ kind: "dir", confidence: "increases", of: "positiv" }, ["of"], "did you mean positive?"],
    [{ kind: "dir", confidence: "increases", of: { plus: "x", minus: "neutral" } }, ["of", "plus"], "unknown class"],
    [
      { kind: "dir", confidence: "increases", of: { plus: "neutral", minus: "neutral" } },
      ["of", "minus"],
      "same class",
    ],
  ])("%j", (spec, path, message) => {
    expect(expectationProblems(spec, CONTEXT)).toEqual([{ path, message: expect.stringContaining(message) }]);
    expect(() => createExpectation(spec, CONTEXT)).toThrow(UserError);
  });

  test.each<[ExpectationSpec, (string | number)[]]>([
    [{ kind: "dir" }, []],
    [{ kind: "dir", confidence: "increases" }, ["confidence"]],
    [{ kind: "dir", value: "increases", of: "positive" }, ["of"]],
    [{ kind: "inv", "skip-when-predicted": ["neutral"] }, ["skip-when-predicted"]],
  ])("%j without classes", (spec, path) => {
    expect(expectationProblems(spec, NO_CLASSES)).toEqual([{ path, message: expect.any(String) }]);
  });

  test("all of it is told at once", () => {
    const spec: ExpectationSpec = {
      kind: "dir",
      confidence: "increases",
      of: "x",
      tolerance: 2,
      "skip-when-predicted": ["y"],
    };
    expect(expectationProblems(spec, CONTEXT).map(({ path }) => path[0])).toEqual([
      "of",
      "skip-when-predicted",
      "tolerance",
    ]);
  });

  test("nothing is wrong where each case is labelled, or labels are filled from templates", () => {
    expect(expectationProblems({ kind: "mft" }, { ...CONTEXT, labelled: true })).toEqual([]);
    expect(expectationProblems({ kind: "mft", expect: "{polarity}" }, { ...CONTEXT, templated: true })).toEqual([]);
  });
});

describe("an expectation made of a test's fields", () => {
  test("a label of slots is each case's own: without one a case is a problem", async () => {
    const context = { ...CONTEXT, templated: true };
    const spec: ExpectationSpec = { kind: "mft", expect: "{polarity}" };
    const answers = [scored(1, 0, 0)];
    expect(await judged(spec, answers, { context, expected: { oneOf: ["negative"] } })).toEqual({ outcome: "pass" });
    expect(await judged(spec, answers, { context })).toMatchObject({ outcome: "unanswered" });
  });

  test("each assertion must hold; what is expected is what {expected} stands for", async () => {
    const spec: ExpectationSpec = {
      kind: "mft",
      expect: "Rome",
      assert: [{ contains: "{expected}" }, { length: { max: 10 } }],
    };
    const outcomeOf = async (answer: string) => (await judged(spec, [said(answer)], { context: NO_CLASSES })).outcome;
    expect(await outcomeOf("In Rome.")).toBe("pass");
    expect(await outcomeOf("In Bonn.")).toBe("fail");
    expect(await outcomeOf("It is in Rome.")).toBe("fail");
    const own = { context: NO_CLASSES, expected: { oneOf: ["Bonn"] } };
    expect(await judged(spec, [said("In Bonn.")], own)).toEqual({ outcome: "pass" });
  });

  test("a judge is asked for each input, and its word waited for", async () => {
    const judge = {
      grade: async ({ answer }: { answer: string }) => ({ score: answer === "a" ? 1 : 0.25, reason: "" }),
    };
    const spec: ExpectationSpec = { kind: "mft", assert: [{ judge: { rubric: "good" } }] };
    const expectation = createExpectation(spec, NO_CLASSES, { judge: () => judge });
    const judgement = judgeCase("mft", caseOf(2), [said("a"), said("b")], expectation);
    expect(judgement).toBeInstanceOf(Promise);
    expect(await judgement).toEqual({ outcome: "fail", severity: 0.75, at: 1 });
    expect(() => createExpectation(spec, NO_CLASSES)).toThrow(/there is none/);
  });

  test("a reader is told the assertions, with what the case expects in them", () => {
    const spec: ExpectationSpec = { kind: "mft", assert: [{ contains: "{expected}" }, { json: true }] };
    const { describe: words } = createExpectation(spec, NO_CLASSES);
    expect(words(caseOf(1, { expected: { oneOf: ["Rome"] } }), [said("x")], 0)).toBe('contains "Rome" and is JSON');
  });
});
