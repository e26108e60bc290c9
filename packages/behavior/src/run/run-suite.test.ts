import { describe, expect, test } from "vitest";
import type { Model } from "../model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { BAD, examplePlan, GOOD, model, plan, plannedTest } from "./example-plan.ts";
import { runSuite } from "./run-suite.ts";

const OPTIONS = { batchSize: 4, concurrency: 1 };
const good = () => model(() => GOOD);

async function records(
  ...[run, models, options = OPTIONS]:
    | Parameters<typeof runSuite>
    | [ReturnType<typeof examplePlan>, Parameters<typeof runSuite>[1]]
) {
  return (await runSuite(run, models, options)).map((tally) => tally.toRecord());
}

describe("judging", () => {
  test("both models get the same questions, and each case is told apart by who fails", async () => {
    const candidate = model((input) => (/good|great/.test(input) ? BAD : GOOD));
    const baseline = model((input) => (/great|fine/.test(input) ? BAD : GOOD));
    const [praise] = await records(examplePlan(), { candidate, baseline });
    expect(praise?.whole.changes).toMatchObject({ "new-failure": 2, "still-failing": 2, fixed: 2, "still-passing": 0 });
    expect(praise?.whole.newFailureIds).toEqual(["A good oven.", "A good phone."]);
    expect(praise?.whole.fixedIds).toEqual(["A fine oven.", "A fine phone."]);
    expect(praise?.whole.stillFailingIds).toEqual(["A great oven.", "A great phone."]);
    expect(praise?.whole.newExamples[0]).toEqual({
      case: "A good oven.",
      change: "new-failure",
      input: "A good oven.",
      perturbed: null,
      expected: "positive",
      got: "negative",
      was: "positive",
      severity: 0.9,
    });
  });

  test("questions have ids by test, case and input, and the number of the time they are asked", async () => {
    const asked: string[] = [];
    const candidate = model((_, { id, repeat }) => {
      asked.push(`${id} ${repeat}`);
      return GOOD;
    });
    const twice = plannedTest({ id: "t", kind: "inv", repeat: { times: 2, passes: 1 } }, [
      { id: "c", inputs: ["a", "b"] },
    ]);
    await records(plan(twice), { candidate, baseline: null });
    expect(asked).toEqual(["t/c 0", "t/c#1 0", "t/c 1", "t/c#1 1"]);
  });

  test("a case asked several times passes where enough of them do, and shows a time that failed", async () => {
    const cases = ["always", "sometimes", "never"].map((id) => ({ id, inputs: [id] }));
    const thrice = plannedTest({ id: "t", repeat: { times: 3, passes: 2 } }, cases);
    const candidate = model((input, { repeat }) =>
      input === "always" || (input === "sometimes" && repeat === 0) ? GOOD : BAD,
    );
    const [tally] = await records(plan(thrice), { candidate, baseline: null });
    expect(tally?.whole).toMatchObject({ passes: [1, 1, 0, 1], candidate: { passed: 1, failed: 2 } });
    expect(tally?.whole.newExamples.map(({ case: id, got }) => [id, got])).toEqual([
      ["never", "negative"],
      ["sometimes", "negative"],
    ]);
  });

  test("the originals' classes are counted, of cases that were judged", async () => {
    const candidate = model((input) =>
      input === "A fine oven." ? { problem: "none" } : input.includes("Ann") ? BAD : GOOD,
    );
    const tallies = await records(examplePlan(), { candidate, baseline: null });
    expect(tallies.map(({ predictions }) => predictions)).toEqual([
      { of: 5, classes: [["positive", 5]] },
      { of: 1, classes: [["negative", 1]] },
    ]);
  });

  test("what the answers took is summed, and is no part of the record", async () => {
    const usage = { milliseconds: 10, inputTokens: 3, outputTokens: 1, cost: 0.25 };
    const [praise] = await runSuite(
      examplePlan(),
      { candidate: model(() => ({ ...GOOD, usage })), baseline: good() },
      OPTIONS,
    );
    const none = { latency: [], inputTokens: null, outputTokens: null, cost: null };
    // 1.1^24 = 9.85 and 1.1^25 = 10.83.
    expect(praise?.usage.candidate.toRecord()).toEqual({
      latency: [[25, 6]],
      inputTokens: 18,
      outputTokens: 6,
      cost: 1.5,
    });
    expect(praise?.usage.baseline?.toRecord()).toEqual(none);
  });
});

describe("batches", () => {
  test("their size and number at a time change what is asked at once, and nothing else", async () => {
    const run = (batchSize: number, concurrency: number) =>
      records(
        examplePlan(),
        {
          candidate: model((input) => (input.includes("Bo") || input.includes("good") ? BAD : GOOD)),
          baseline: good(),
        },
        { batchSize, concurrency },
      );
    const whole = await run(1_000, 1);
    for (const size of [1, 2, 5]) for (const at of [1, 3]) expect(await run(size, at)).toEqual(whole);
  });

  test("a case is never split", async () => {
    const candidate = good();
    await records(examplePlan(), { candidate, baseline: null }, { batchSize: 2, concurrency: 1 });
    expect(candidate.batches).toEqual([2, 2, 2, 3]);
  });

  test("so many are asked at a time, whichever is done first; cases are told in the order of the plan", async () => {
    let asking = 0;
    let most = 0;
    const slowFirst: Model = {
      async predict(questions) {
        most = Math.max(most, ++asking);
        const turns = String(questions[0]?.input).includes("good") ? 20 : 1;
        for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        asking--;
        return questions.map(() => GOOD);
      },
    };
    const told: string[] = [];
    const onBatch = (_: unknown, results: readonly CaseResult[]) => {
      for (const { item } of results) told.push(item.id);
    };
    await runSuite(examplePlan(), { candidate: slowFirst, baseline: null }, { batchSize: 1, concurrency: 3, onBatch });
    expect(most).toBe(3);
    expect(told).toEqual([
      "A good phone.",
      "A good oven.",
      "A great phone.",
      "A great oven.",
      "A fine phone.",
      "A fine oven.",
      "Ann likes it.|Bo likes it.|Cleo likes it.",
    ]);
  });

  test("an aborted run stops before the next batch with the signal's reason", async () => {
    const controller = new AbortController();
    const candidate = model(() => {
      controller.abort(new Error("interrupted"));
      return GOOD;
    });
    const run = runSuite(
      examplePlan(),
      { candidate, baseline: null },
      { batchSize: 1, concurrency: 1, signal: controller.signal },
    );
    await expect(run).rejects.toThrow("interrupted");
    expect(candidate.batches).toEqual([1]);
  });
});

describe("bad cases", () => {
  const run = (...cases: Parameters<typeof plannedTest>[1]) =>
    runSuite(plan(plannedTest({ id: "t", slices: ["site"] }, cases)), { candidate: good(), baseline: null }, OPTIONS);

  test("numbers with zeros before them, from 0, are ids like any other", async () => {
    const numbered = Array.from({ length: 9 }, (_, at) => ({
      id: String(at).padStart(16, "0"),
      inputs: ["x"],
      slices: { site: "a" },
    }));
    expect((await run(...numbered))[0]?.toRecord().whole.cases).toBe(9);
  });

  test("two with one id are a UserError that names it, be they batches apart", async () => {
    const apart = Array.from({ length: 9 }, (_, at) => ({ id: `c${at % 8}`, inputs: ["x"], slices: { site: "a" } }));
    await expect(run(...apart)).rejects.toThrow('test t: two cases have the id "c0"; an id names one case');
  });

  test("ids without a character or with too many are refused", async () => {
    for (const id of ["", "x".repeat(201)]) {
      await expect(run({ id, inputs: ["x"], slices: { site: "a" } })).rejects.toThrow(/1 to 200 are allowed/);
    }
  });

  test("one without a value of a slice, and one value too many, are UserErrors", async () => {
    await expect(run({ id: "c", inputs: ["x"] })).rejects.toThrow('test t, case c: no value of "site"');
    const many = Array.from({ length: 201 }, (_, at) => ({ id: `c${at}`, inputs: ["x"], slices: { site: `s${at}` } }));
    await expect(run(...many)).rejects.toThrow('test t: more than 200 values of "site"');
  });

  test("names that objects have of themselves are names like any other", async () => {
    const names = ["__proto__", "constructor", "toString"];
    const cases = names.map((id) => ({ id, inputs: [id], slices: { site: id }, cluster: id }));
    const [tally] = await run(...cases);
    const record = tally?.toRecord();
    expect(record?.slices.map(({ value, tally: { cases } }) => [value, cases])).toEqual([
      ["__proto__", 1],
      ["constructor", 1],
      ["toString", 1],
    ]);
  });
});
