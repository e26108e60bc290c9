import { toJsonSchema } from "@valibot/to-json-schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LATER, NOW, planOf, running } from "../../fixtures/example.ts";
import { splitAnew } from "../moves/split-anew.ts";
import type { Experiment } from "./experiment.ts";
import { experimentsFileSchema, formatExperiments, parseExperiments } from "./experiments-file.ts";
import { areApart, findRoom, type Range, sizeOf } from "./ranges.ts";

const FIRST = running(planOf(["control", "short"], { traffic: 6_000 }));
const EXPERIMENT = splitAnew(FIRST, { arms: FIRST.arms, slots: [1_000, 9_000] }, LATER);

// `npx vitest run packages/experiments --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("experiments.schema.json is the file's schema", async () => {
  const converted = toJsonSchema(experimentsFileSchema, { errorMode: "ignore" });
  const named = {
    ...converted,
    $id: "https://airworthy.dev/schema/experiments/v1.json",
    title: "Experiments under flags",
  };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../experiments.schema.json");
});

test("what was written is read back, in one order", () => {
  const other = { ...EXPERIMENT, name: "Layout", flag: "layout", namespace: "layout" };
  const text = formatExperiments([EXPERIMENT, other]);
  expect(formatExperiments([other, EXPERIMENT])).toBe(text);
  expect(parseExperiments(text, "experiments.json")).toEqual([other, EXPERIMENT]);
  expect(parseExperiments(null, "experiments.json")).toEqual([]);
});

const WRONG: readonly [string, Readonly<Record<string, unknown>>, RegExp][] = [
  ["slots of no arm", { runs: [{ arm: "long", slots: 10_000 }] }, /its own arms/],
  ["too few slots", { runs: [{ arm: "control", slots: 9_999 }] }, /10000 slots/],
  ["slots that no split has", { runs: FIRST.runs }, /slots of its last split/],
  [
    "ranges that overlap",
    {
      ranges: [
        { from: 0, to: 5 },
        { from: 4, to: 6 },
      ],
    },
    /overlap/,
  ],
  ["a range that is none", { ranges: [{ from: 5, to: 5 }] }, /end after it begins/],
  ["arms of one name", { arms: [EXPERIMENT.arms[0], EXPERIMENT.arms[0]] }, /twice/],
  ["floors that its arms cannot have", { floor: 5_001 }, /floors of more than 100 %/],
  ["a phase that it is not in", { phase: "stopped" }, /when it stopped/],
  ["nothing before", { former: null }, /what the flag was before/],
  ["splits out of order", { allocations: EXPERIMENT.allocations.toReversed() }, /order of time/],
  ["an arm that nobody could get", { allocations: [{ since: NOW, arms: emptyArm() }] }, /slots/],
  ["a salt of another form", { salt: "short" }, /hexadecimal/],
  ["a field that nobody knows", { extra: 1 }, /unknown field/],
];

/** The arms of the first split, of which one has all slots. */
function emptyArm() {
  return FIRST.arms.map((arm, index) => ({ ...arm, slots: index === 0 ? 10_000 : 0 }));
}

test.each(WRONG)("an experiment with %s is refused", (_, changes, message) => {
  const text = JSON.stringify({ version: 1, experiments: [{ ...EXPERIMENT, ...changes }] });
  expect(() => parseExperiments(text, "experiments.json")).toThrow(message);
});

test("experiments that disturb each other are refused", () => {
  const other = { ...EXPERIMENT, name: "layout", flag: "layout" };
  const parse = (experiments: readonly Experiment[]) => () =>
    parseExperiments(JSON.stringify({ version: 1, experiments }), "experiments.json");
  expect(parse([EXPERIMENT, other])).toThrow(/ranges of one namespace that overlap/);
  expect(parse([EXPERIMENT, EXPERIMENT])).toThrow(/name an experiment twice/);
  expect(parse([EXPERIMENT, { ...other, namespace: "layout", flag: "ranker" }])).toThrow(/under one flag/);
  expect(parse([EXPERIMENT, { ...other, namespace: "layout", holdout: 5 }])).toThrow(/one holdout/);
  expect(parse([EXPERIMENT, { ...other, namespace: "layout" }])).not.toThrow();
});

test.each(["", "[]", '{"version":2,"experiments":[]}', '{"version":1}', "null"])("%j is no such file", (text) => {
  expect(() => parseExperiments(text, "experiments.json")).toThrow(/experiments\.json/);
});

test("room is found wherever it is, lowest first, and never where it is taken", () => {
  expect(findRoom([{ from: 100, to: 200 }], 9_900)).toEqual([
    { from: 0, to: 100 },
    { from: 200, to: 10_000 },
  ]);
  expect(findRoom([{ from: 0, to: 10_000 }], 1)).toBe(null);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 3_000 }),
      (sizes, size) => {
        const taken: Range[] = [];
        for (const one of sizes) taken.push(...(findRoom(taken, one) ?? []));
        const without = taken.filter((_, index) => index % 2 === 0);
        const room = findRoom(without, size);
        if (room === null) expect(10_000 - sizeOf(without)).toBeLessThan(size);
        else {
          expect(sizeOf(room)).toBe(size);
          expect(areApart([...without, ...room])).toBe(true);
        }
      },
    ),
  );
});
