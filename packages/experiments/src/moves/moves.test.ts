import { describe, expect, test } from "vitest";
import { definitionOf, digestOf, knowing, LATER, NOW, planOf, running } from "../../fixtures/example.ts";
import { composeFlag } from "../flag/compose-flag.ts";
import { slotsByArm } from "../state/experiment.ts";
import { parseResults } from "../weights/results.ts";
import { addArm, dropArm } from "./arms.ts";
import { experimentFor } from "./illegal.ts";
import { look } from "./look.ts";
import { splitAnew } from "./split-anew.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";
import { weigh } from "./weigh.ts";
import { whatToWrite } from "./what-to-write.ts";

const NAMES = ["control", "short"];
const PLAN = planOf(NAMES);
const KNOWN = knowing(NAMES);
const RUNNING = running(PLAN);

function resultsOf(counts: readonly (readonly [units: number, successes: number])[], experiment = RUNNING) {
  const arms = experiment.arms.map(({ name }, index) => {
    const [units = 0, successes = 0] = counts[index] ?? [];
    return { name, units, successes };
  });
  return parseResults(JSON.stringify({ periods: [{ since: NOW, arms }] }), experiment, "results.json");
}

describe("weigh", () => {
  test("gives arms the share that their probability to be the best is, and keeps a floor", () => {
    const moved = weigh(
      RUNNING,
      resultsOf([
        [1_000, 100],
        [1_000, 200],
      ]),
      { ...KNOWN, now: LATER },
    );
    expect(moved.effect).toBe("moved");
    expect(moved.best?.[1]).toBeGreaterThan(0.999999);
    expect(slotsByArm(moved.after)).toEqual([100, 9_900]);
    expect(moved.after.allocations.map(({ since }) => since)).toEqual([NOW, LATER]);
  });

  test("changes nothing where the weights stay the same", () => {
    const moved = weigh(
      RUNNING,
      resultsOf([
        [1_000, 100],
        [1_000, 100],
      ]),
      { ...KNOWN, now: LATER },
    );
    expect(moved).toMatchObject({ effect: "unchanged", after: RUNNING });
  });

  test.each([
    [
      "units did not come as planned",
      [
        [1_000, 100],
        [2_000, 200],
      ],
      "split-not-as-planned",
    ],
    [
      "an arm has too few units",
      [
        [99, 10],
        [101, 20],
      ],
      "too-few-units",
    ],
    [
      "nothing was counted",
      [
        [0, 0],
        [0, 0],
      ],
      "no-units",
    ],
  ] as const)("is refused where %s", (_, counts, reasonCode) => {
    const moved = weigh(RUNNING, resultsOf(counts), { ...KNOWN, now: LATER });
    expect(moved).toMatchObject({ effect: "refused", after: RUNNING });
    expect(moved.gates.map((gate) => gate.reasonCode)).toContain(reasonCode);
  });

  test("is refused where an arm is not cleared any more", () => {
    const known = { ...KNOWN, now: LATER, denied: new Set([digestOf("short")]) };
    expect(
      weigh(
        RUNNING,
        resultsOf([
          [1_000, 100],
          [1_000, 200],
        ]),
        known,
      ).effect,
    ).toBe("refused");
  });

  test("needs a metric", () => {
    const results = resultsOf([
      [1_000, 100],
      [1_000, 200],
    ]);
    expect(() => weigh({ ...RUNNING, metric: null }, results, { ...KNOWN, now: LATER })).toThrow(/no metric/);
  });
});

describe("arms", () => {
  const MORE = planOf([...NAMES, "long"]);

  test("give a new arm no more than their floors leave", () => {
    const uneven = splitAnew(RUNNING, { arms: RUNNING.arms, slots: [100, 9_900] }, LATER);
    const known = { ...knowing([...NAMES, "long"]), now: LATER };
    const { after } = addArm(uneven, "long", MORE, known);
    expect(slotsByArm(after)).toEqual([100, 6_567, 3_333]);
    const tight = addArm({ ...RUNNING, floor: 3_333 }, "long", planWithWeight("long", 1_000), known).after;
    expect(slotsByArm(tight)).toEqual([3_333, 3_333, 3_334]);
    expect(() => addArm({ ...RUNNING, floor: 5_000 }, "long", MORE, known)).toThrow(/no room for an arm/);
  });

  function planWithWeight(name: string, weight: number) {
    return { ...MORE, arms: MORE.arms.map((arm) => (arm.name === name ? { ...arm, weight } : arm)) };
  }
  const ALL = { ...knowing([...NAMES, "long"]), now: LATER };

  test("an arm that is added gets its weight's share, twice is once, and it needs clearance", () => {
    const { after } = addArm(RUNNING, "long", MORE, ALL);
    expect(slotsByArm(after)).toEqual([3_334, 3_333, 3_333]);
    expect(addArm(after, "long", MORE, ALL).effect).toBe("unchanged");
    expect(addArm(RUNNING, "long", MORE, { ...KNOWN, now: LATER })).toMatchObject({
      effect: "refused",
      after: RUNNING,
    });
    expect(() => addArm(RUNNING, "lang", MORE, ALL)).toThrow(/no arm "lang"; did you mean long\?/);
    const other = { ...MORE, arms: MORE.arms.map((arm) => ({ ...arm, digest: digestOf("new") })) };
    expect(() => addArm(RUNNING, "short", other, ALL)).toThrow(/runs with .* the plan has/);
  });

  test("an arm is dropped without clearance, twice is once, and the last two stay", () => {
    const { after } = addArm(RUNNING, "long", MORE, ALL);
    const dropped = dropArm(after, "control", LATER).after;
    expect(dropped.arms.map(({ name }) => name)).toEqual(["short", "long"]);
    expect(dropArm(dropped, "control", LATER).effect).toBe("unchanged");
    expect(() => dropArm(dropped, "short", LATER)).toThrow(/one arm left/);
    expect(() => dropArm(after, "other", LATER)).toThrow(/no arm "other"/);
    // Who does not take part gets the former flag still, though its arm is dropped.
    expect(composeFlag(dropped)).toMatchObject({
      defaultVariant: "control",
      variants: { control: digestOf("control") },
    });
  });

  test("a clock that was put back does not stop a drop", () => {
    const { after } = addArm(RUNNING, "long", MORE, ALL);
    expect(dropArm(after, "short", NOW).after.allocations.at(-1)?.since).toBe(LATER);
  });
});

describe("stop", () => {
  test("brings back the flag as it was, and twice is once", () => {
    const flag = { state: "ENABLED", variants: { usual: "x" }, defaultVariant: "usual" };
    const begun = start(PLAN, [], { ...KNOWN, flag }).after;
    const moved = stop(begun, LATER);
    expect(moved.after).toMatchObject({ phase: "stopped", stoppedOn: LATER });
    expect(whatToWrite(moved, [begun], composeFlag(begun)).flag).toEqual(flag);
    const again = stop(moved.after, LATER);
    expect(again.effect).toBe("unchanged");
    // What an unfinished stop left is taken away; what others did since is theirs.
    expect(whatToWrite(again, [moved.after], composeFlag(begun)).flag).toEqual(flag);
    expect(whatToWrite(again, [moved.after], { ...flag, state: "DISABLED" }).flag).toBe(null);
  });
});

test("a flag that was edited by hand stops weights from moving, and status says so", () => {
  const moved = weigh(
    RUNNING,
    resultsOf([
      [1_000, 100],
      [1_000, 200],
    ]),
    { ...KNOWN, now: LATER },
  );
  expect(() => whatToWrite(moved, [RUNNING], { state: "DISABLED" })).toThrow(/not as the experiment prompts has it/);
  const seen = (flag: object | null) =>
    look(RUNNING, { flag: flag === null ? null : { ...flag }, denied: new Set() }, null);
  expect(seen(composeFlag(RUNNING)).gates.map(({ verdict }) => verdict)).toEqual(["pass"]);
  expect(seen({ state: "DISABLED" }).gates.map(({ reasonCode }) => reasonCode)).toEqual(["flag-differs"]);
  expect(seen(null).gates.map(({ verdict }) => verdict)).toEqual(["fail"]);
  const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
  expect(seen({ state: deep }).gates.map(({ verdict }) => verdict)).toEqual(["fail"]);
  // Two that cannot be compared are not the same.
  const endless = { ...RUNNING, former: { ...RUNNING.former, extra: Number.POSITIVE_INFINITY } };
  expect(look(endless, { flag: composeFlag(endless), denied: new Set() }, null).gates[0]?.verdict).toBe("fail");
});

test("status says that users get what was rolled back elsewhere, in an arm or outside of the experiment", () => {
  const closedOf = (name: string, experiment = RUNNING) =>
    look(experiment, { flag: composeFlag(experiment), denied: new Set([digestOf(name)]) }, null)
      .gates.filter(({ verdict, reasonCode }) => verdict === "fail" && reasonCode === "denied")
      .map(({ id }) => id);
  expect(closedOf("short")).toEqual(["arm short"]);
  expect(closedOf("control")).toEqual(["arm control", "others"]);
  const more = planOf([...NAMES, "long"]);
  const added = addArm(RUNNING, "long", more, { ...knowing([...NAMES, "long"]), now: LATER }).after;
  expect(closedOf("control", dropArm(added, "control", LATER).after)).toEqual(["others"]);
  expect(closedOf("control", stop(RUNNING, LATER).after)).toEqual([]);
});

test("moves that the phase does not allow are errors that name those that are", () => {
  const stopped = stop(RUNNING, LATER).after;
  expect(() => experimentFor("weigh", "prompts", [])).toThrow(/never started: it cannot weigh/);
  expect(() => experimentFor("add-arm", "prompts", [stopped])).toThrow(/is stopped: it cannot add arm/);
  expect(experimentFor("stop", "prompts", [stopped])).toBe(stopped);
  expect(experimentFor("status", "prompts", [RUNNING])).toBe(RUNNING);
  expect(definitionOf([RUNNING])).toContain("fractional");
});
