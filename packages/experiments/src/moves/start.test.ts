import { describe, expect, test } from "vitest";
import { digestOf, knowing, LATER, NOW, planOf, running } from "../../fixtures/example.ts";
import { composeFlag } from "../flag/compose-flag.ts";
import type { Plan } from "../plan/plan.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";
import { whatToWrite } from "./what-to-write.ts";

const NAMES = ["control", "short"];
const PLAN = planOf(NAMES);
const KNOWN = knowing(NAMES);
const RUNNING = running(PLAN);

describe("start", () => {
  test("exposes users to arms that policy clears, and says since when each has which share", () => {
    const { effect, before, after } = start(PLAN, [], KNOWN);
    expect(effect).toBe("moved");
    expect(before).toBe(null);
    expect(after).toMatchObject({ number: 1, revision: 1, phase: "running", startedOn: NOW });
    expect(after.allocations).toEqual([
      { since: NOW, arms: NAMES.map((name) => ({ name, digest: digestOf(name), slots: 5_000 })) },
    ]);
  });

  test("is refused where nobody asked about an arm, evidence is missing, a policy needs nothing, or a digest is denied", () => {
    const need = { what: "audit of safety", verdict: "inconclusive", command: "npx airworthy audit-model" } as const;
    const answer = { ...need, answered: "open", reasonCode: "no-evidence", text: "there is none", by: [] } as const;
    const clearances = (clearance: object) =>
      new Map([
        ...KNOWN.clearances,
        [digestOf("short"), { cleared: false, verdict: "pass", needs: [], evidence: [], ...clearance }],
      ] as const);
    const closed = [
      [{ clearances: new Map() }, "inconclusive", /no evidence was given of control/],
      [
        { clearances: clearances({ verdict: "inconclusive", needs: [answer] }) },
        "inconclusive",
        /audit of safety is missing \(npx airworthy audit-model\)/,
      ],
      [{ clearances: clearances({ verdict: "error" }) }, "error", /needs nothing, which clears nothing/],
      [{ clearances: clearances({ verdict: "pass" }) }, "error", /not cleared/],
      [{ denied: new Set([digestOf("short")]) }, "fail", /short .* is denied/],
    ] as const;
    for (const [known, verdict, headline] of closed) {
      const moved = start(PLAN, [], { ...KNOWN, ...known });
      expect(moved.effect).toBe("refused");
      expect(moved.gates.filter((gate) => gate.verdict !== "pass").at(-1)).toMatchObject({ verdict });
      expect(moved.gates.map((gate) => gate.headline).join()).toMatch(headline);
      expect(whatToWrite(moved, [], null)).toEqual({ experiments: null, flag: null });
    }
  });

  test("of what runs by the plan already changes nothing, and puts its flag back", () => {
    const moved = start(PLAN, [RUNNING], { ...KNOWN, now: LATER });
    expect(moved).toMatchObject({ effect: "unchanged", after: RUNNING });
    expect(whatToWrite(moved, [RUNNING], composeFlag(RUNNING))).toEqual({ experiments: null, flag: null });
    expect(whatToWrite(moved, [RUNNING], { state: "DISABLED" })).toEqual({
      experiments: null,
      flag: composeFlag(RUNNING),
    });
  });

  test.each<[string, Partial<Plan>]>([
    ["flag", { flag: "other" }],
    ["namespace", { namespace: "other" }],
    ["holdout", { holdout: 1 }],
    ["traffic", { traffic: 9_999 }],
    ["seed", { seed: 1 }],
    ["arms", { arms: planOf(["control", "long"]).arms }],
  ])("of what runs by a plan with another %s is an error", (what, changes) => {
    expect(() => start({ ...PLAN, ...changes }, [RUNNING], KNOWN)).toThrow(`its ${what} is not the plan's`);
  });

  test("again after a stop deals everybody anew", () => {
    const stopped = stop(RUNNING, LATER).after;
    const again = start(PLAN, [stopped], { ...KNOWN, flag: RUNNING.former }).after;
    expect(again).toMatchObject({ number: 2, revision: 3, phase: "running" });
    expect(again.salt).not.toBe(RUNNING.salt);
  });

  test("finds its place beside what runs, or says what is in its way", () => {
    const other = { name: "layout", flag: "layout" };
    const small = running(planOf(NAMES, { traffic: 6_000, namespace: "search", holdout: 100 }));
    const beside = planOf(NAMES, { ...other, traffic: 4_000, namespace: "search", holdout: 100 });
    expect(start(beside, [small], KNOWN).after.ranges).toEqual([{ from: 6_000, to: 10_000 }]);
    expect(() => start({ ...beside, traffic: 4_001 }, [small], KNOWN)).toThrow(
      /40 % of its users left; 40.01 % were asked for/,
    );
    expect(() => start({ ...beside, holdout: 0 }, [small], KNOWN)).toThrow(
      /holdout is 0 %; that of prompts, which runs, is 1 %/,
    );
    expect(() => start({ ...beside, flag: "ranker" }, [small], KNOWN)).toThrow(/carries the experiment prompts/);
    const tiny = PLAN.arms.map((arm, index) => ({ ...arm, weight: index === 0 ? 1e6 : 1 }));
    expect(() => start({ ...PLAN, arms: tiny }, [], KNOWN)).toThrow(/so small a weight/);
  });

  test.each([
    [{ state: "DISABLED", variants: { a: "x" } }, /not enabled/],
    [{ state: "ENABLED", variants: { a: "x" }, metadata: { size: Number.POSITIVE_INFINITY } }, /cannot be kept/],
    [{ state: "ENABLED", variants: { a: "x" }, targeting: { if: [true, "a"] } }, /targeting of its own/],
    [{ state: "ENABLED", variants: { a: true } }, /not text/],
    [{ state: "ENABLED" }, /no variants/],
    [{ state: "ENABLED", variants: { short: "x" } }, /variant "short" with another value/],
    [{ state: "ENABLED", variants: { stable: "x" }, metadata: { rollout: "ranker-1" } }, /kept by a rollout/],
  ])("does not take the place of the flag %j", (flag, message) => {
    expect(() => start(PLAN, [], { ...KNOWN, flag })).toThrow(message);
  });
});
