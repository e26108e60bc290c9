import { createRandom, normalQuantile, seedFrom } from "@airworthy/stats";
import { describe, expect, test } from "vitest";
import { exampleTable } from "../example-table.ts";
import { advantageFigures } from "./advantage.ts";
import type { AttackScores } from "./attack.ts";
import { createAttack } from "./attack.ts";
import { aucFigures } from "./auc.ts";
import { epsilonFromCounts, epsilonLowerBound } from "./epsilon-lower-bound.ts";
import { measureMembership } from "./measure-membership.ts";
import { predictiveValue } from "./predictive-value.ts";
import { leastOthers, rateAt } from "./rate-at.ts";
import { readLosses, readTargetScores } from "./read-scores.ts";

const GATE = { limits: [], minimum: 1, critical: false };
const OPTIONS = {
  attack: "loss threshold",
  pairing: "paired" as const,
  falsePositiveRates: [0.01, 0],
  memberShare: 0.5,
  level: 0.95,
  gateOf: () => GATE,
};

function attackOf(members: readonly number[], others: readonly number[]) {
  return createAttack({
    name: "a",
    isMember: Uint8Array.from([...members.map(() => 1), ...others.map(() => 0)]),
    scores: Float64Array.from([...members, ...others]),
  });
}

/** Members' scores are normal about `shift`, others' about 0, with as much in common between versions as `shared` says. */
function simulated(name: string, shift: number, members: number, others: number, shared: Float64Array | null = null) {
  const random = createRandom(seedFrom(1, name));
  const isMember = Uint8Array.from({ length: members + others }, (_, row) => (row < members ? 1 : 0));
  const noise = Float64Array.from(isMember, () => normalQuantile(random.next() || 0.5));
  const scores = noise.map(
    (z, row) => (shared === null ? z : (shared[row] ?? 0) * 0.8 + z * 0.6) + shift * (isMember[row] ?? 0),
  );
  return { noise, attack: createAttack({ name, isMember, scores }) };
}

const SMALL = attackOf([-0.1, -0.2, -0.3, -0.4], [-0.35, -0.5, -0.6, -0.7]);

describe("by hand", () => {
  test("of four members and four others all but one pair is told apart", () => {
    expect(aucFigures(SMALL, null, "paired", 0.95).candidate?.value).toBe(15 / 16);
  });

  test("the advantage is the most by which the rates differ, whichever is the higher", () => {
    expect(advantageFigures(SMALL, null, "paired", 0.95).candidate?.value).toBe(0.75);
    const turned = attackOf([...SMALL.scores.subarray(4)], [...SMALL.scores.subarray(0, 4)]);
    expect(advantageFigures(turned, null, "paired", 0.95).candidate?.value).toBe(0.75);
  });

  test("its interval reaches sqrt(ln(4 / 0.05) / (2 n)) for either class", () => {
    const figure = advantageFigures(simulated("band", 0.3, 2000, 3000).attack, null, "paired", 0.95).candidate;
    const reach = Math.sqrt(Math.log(80) / 4000) + Math.sqrt(Math.log(80) / 6000);
    expect((figure?.high ?? 0) - (figure?.value ?? 0)).toBeCloseTo(reach, 12);
  });

  test("at no false positives, three of four members are found", () => {
    expect(rateAt(SMALL, 0, 0.95)).toMatchObject({ value: 0.75, n: 4, positives: 3 });
  });

  test("the predictive value of 2 % found at 1 % is two thirds, and of one member in ten 2/11", () => {
    const rate = { value: 0.02, low: 0.01, high: null, n: 100, positives: 2 };
    expect(predictiveValue(rate, 0.01, 0.5)).toMatchObject({
      value: expect.closeTo(2 / 3, 12),
      low: 0.5,
      high: null,
    });
    expect(predictiveValue(rate, 0.01, 0.1)?.value).toBeCloseTo(2 / 11, 12);
    expect(predictiveValue(null, 0.01, 0.5)).toBeNull();
  });

  test("counts of 100 of 110 and 10 of 80 prove an epsilon of ln(0.8392 / 0.2179)", () => {
    // SciPy 1.15.3: binomtest(100, 110) and binomtest(10, 80), exact 95 % intervals: their low and high end.
    const epsilon = epsilonFromCounts({ truePositives: 100, falsePositives: 10 }, { members: 110, others: 80 }, 0.95);
    expect(epsilon).toBeCloseTo(Math.log(0.8391651177608987 / 0.21788913406943616), 10);
    expect(epsilonFromCounts({ truePositives: 0, falsePositives: 0 }, { members: 9, others: 9 }, 0.95)).toBe(0);
  });
});

describe("scores that say nothing", () => {
  const flat = attackOf(new Array(2000).fill(1), new Array(2000).fill(1));

  test("find nobody, and their intervals do not pretend otherwise", () => {
    expect(rateAt(flat, 0.01, 0.95)).toMatchObject({ value: 0, low: 0 });
    expect(advantageFigures(flat, null, "paired", 0.95).candidate).toMatchObject({ value: 0, low: 0 });
    expect(aucFigures(flat, null, "paired", 0.95).candidate).toMatchObject({ value: 0.5, low: null, high: null });
    expect(epsilonLowerBound(flat, [0.01], 0.95)).toMatchObject({ value: 0, high: null });
  });
});

describe("too few rows", () => {
  test("for a false positive rate are refused: ten false positives must be expected", () => {
    expect([0.01, 0.001, 0].map(leastOthers)).toEqual([1_000, 10_000, 1]);
    expect(rateAt(simulated("999", 1, 50, 999).attack, 0.01, 0.95)).toBeNull();
    expect(rateAt(simulated("1000", 1, 50, 1000).attack, 0.01, 0.95)).not.toBeNull();
  });

  test("of one kind give no figure at all", () => {
    const { measures } = measureMembership(attackOf([1, 2, 3], []), null, OPTIONS);
    expect(measures.map(({ candidate }) => candidate)).toEqual(measures.map(() => null));
    const noMembers = measureMembership(attackOf([], [1, 2, 3]), null, OPTIONS).measures;
    expect(noMembers.map(({ candidate }) => candidate)).toEqual(noMembers.map(() => null));
  });

  test("are said in the note", () => {
    const { measures } = measureMembership(SMALL, null, OPTIONS);
    const rate = measures.find(({ metric }) => metric === "membership-tpr-at-fpr-0.01");
    expect(rate?.note).toBe("A false positive rate of 0.01 asks for 1000 non-members; there are 4.");
  });
});

describe("intervals cover the truth at least as often as they say", () => {
  const RUNS = 200;
  /** A nominal 90 %, less three standard errors of 200 runs. */
  const LEAST = 0.9 - 3 * Math.sqrt((0.9 * 0.1) / RUNS);
  const covered = (inside: (run: number) => boolean) => {
    let count = 0;
    for (let run = 0; run < RUNS; run++) if (inside(run)) count++;
    return count / RUNS;
  };

  test("of the true positive rate, with the threshold's own uncertainty", () => {
    // A member shifted by 1 passes the threshold of 5 % of the others: 1 - Phi(1.6449 - 1).
    const truth = 0.25951;
    const share = covered((run) => {
      const figure = rateAt(simulated(`rate ${run}`, 1, 400, 400).attack, 0.05, 0.9);
      return figure !== null && (figure.low ?? 0) <= truth && truth <= (figure.high ?? 1);
    });
    expect(share).toBeGreaterThan(LEAST);
  });

  test("of the advantage's change, paired and not", () => {
    // 2 Phi(shift / 2) - 1 of shifts 0.5 and 0.3: 0.19741 and 0.11924.
    const truth = 0.19741 - 0.11924;
    for (const pairing of ["paired", "independent"] as const) {
      const share = covered((run) => {
        const ours = simulated(`ours ${run}`, 0.5, 500, 500);
        const theirs = simulated(`theirs ${run}`, 0.3, 500, 500, pairing === "paired" ? ours.noise : null);
        const { change } = advantageFigures(ours.attack, theirs.attack, pairing, 0.9);
        return change !== null && (change.low ?? -1) <= truth && truth <= (change.high ?? 1);
      });
      expect(share).toBeGreaterThan(LEAST);
    }
  });

  test("of the change where neither version leaks, which is where a maximum varies least like its terms", () => {
    const share = covered((run) => {
      const ours = simulated(`none ${run}`, 0, 500, 500);
      const theirs = simulated(`nothing ${run}`, 0, 500, 500);
      const { change } = advantageFigures(ours.attack, theirs.attack, "independent", 0.9);
      return change !== null && (change.low ?? -1) <= 0 && 0 <= (change.high ?? 1);
    });
    expect(share).toBeGreaterThan(LEAST);
  });
});

describe("two versions", () => {
  test("that score the same have not changed", () => {
    const { measures } = measureMembership(
      simulated("same", 1, 500, 1500).attack,
      simulated("same", 1, 500, 1500).attack,
      OPTIONS,
    );
    for (const { difference } of measures) expect(difference?.estimate).toBe(0);
    const exact = measures.slice(0, 2).map(({ difference }) => [difference?.low, difference?.high]);
    expect(exact).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("that are paired and disagree on the members are refused; independent ones need not agree", () => {
    const ours = attackOf([1, 2, 3], [0, 1]);
    const theirs = attackOf([1, 2], [0, 1, 0]);
    expect(() => measureMembership(ours, theirs, OPTIONS)).toThrow("do not have the same members");
    expect(
      measureMembership(ours, theirs, { ...OPTIONS, pairing: "independent" }).measures[0]?.difference,
    ).not.toBeNull();
  });

  test.each([
    [{ level: 1 }, "a level of 1"],
    [{ memberShare: 0 }, "a member share of 0"],
    [{ falsePositiveRates: [1] }, "a false positive rate of 1"],
    [{ falsePositiveRates: [Number.NaN] }, "a false positive rate of NaN"],
    [{ falsePositiveRates: [0.1, 0.1] }, "given twice"],
  ])("under %j are refused", (change, message) => {
    expect(() => measureMembership(SMALL, null, { ...OPTIONS, ...change })).toThrow(message);
  });
});

describe("a table of losses", () => {
  test("is read as scores that are higher for lower losses", () => {
    const read: AttackScores = readLosses(
      exampleTable({ member: ["true", "0", "1", "false"], loss: [0.5, 2, 0.1, 3] }),
    );
    expect([...read.isMember]).toEqual([1, 0, 1, 0]);
    expect([...read.scores]).toEqual([-0.5, -2, -0.1, -3]);
  });

  test("of scores is read as it is", () => {
    expect([...readTargetScores(exampleTable({ member: ["1"], score: [0.5] })).scores]).toEqual([0.5]);
  });

  test.each([
    [{ member: ["yes"], loss: [1] }, '"yes" was given; true, false, 1 or 0 is allowed'],
    [{ loss: [1] }, 'no column "member"'],
    [{ member: ["1"] }, 'no column "loss"'],
  ])("of %j is refused", (columns, message) => {
    expect(() => readLosses(exampleTable(columns))).toThrow(message);
  });

  test("with a loss that is not a number is refused", () => {
    expect(() => attackOf([1, Number.NaN], [0])).toThrow("a, row 2: NaN was given");
  });
});
