import { describe, expect, test } from "vitest";
import { RUN } from "../../fixtures/example.ts";
import {
  collected,
  GERMAN,
  look,
  metric,
  plan,
  rampAt,
  rates,
  THUMBS_UP_CELLS,
  TOXIC,
  TOXIC_CELLS,
} from "../../fixtures/look.ts";
import { createCanary } from "../evidence/create-canary.ts";
import { judge } from "./judge.ts";
import type { Look } from "./look.ts";

const judged = (changes: Partial<Look> = {}) => {
  const analysis = judge(look(changes));
  createCanary(analysis, RUN);
  return analysis;
};

describe("an event that neither version has, which may be one that nobody sends", () => {
  const { signal: _, ...toxic } = TOXIC;
  const none = [...THUMBS_UP_CELLS, ...rates("toxic replies", [0, 6_172], [0, 133_828])];
  const over = {
    ramp: rampAt(5),
    compared: { position: 4, share: 6_200 / 140_000, startedOn: "2026-03-01T19:00:00Z" },
  };
  const newest = Date.parse("2026-03-02T00:59:00Z");

  test("proves no margin: the rollout holds once the step is over, the last as well", () => {
    const held = { decision: "hold", reasonCode: "no-events", why: "toxic replies has no event of either version" };
    expect(judged({ collected: collected({ cells: none }) })).toMatchObject(held);
    expect(judged({ ...over, collected: collected({ cells: none, newest }) })).toMatchObject(held);
    expect(judged({ now: "2026-03-02T06:59:45Z", collected: collected({ cells: none }) }).reasonCode).toBe(
      "bake-not-over",
    );
    const frequent = [...rates("thumbs-up rate", [0, 6_172], [0, 133_828]), ...TOXIC_CELLS];
    expect(judged({ collected: collected({ cells: frequent }) }).reasonCode).toBe("no-events");
  });

  test("proves it where the plan says that there may be none, and in a group of users who all together have some", () => {
    const hoped = plan({ metrics: [metric(), metric(toxic, { event: "report", isRare: true, mayBeNone: true })] });
    expect(judged({ ...over, plan: hoped, collected: collected({ cells: none, newest }) }).decision).toBe("promote");
    const grouped = plan({ metrics: [metric(), metric(toxic, { event: "report", isRare: true, groups: [GERMAN] })] });
    const german = rates("toxic replies", [0, 6_000], [0, 13_250], GERMAN);
    const cells = [...THUMBS_UP_CELLS, ...TOXIC_CELLS, ...german];
    expect(judged({ plan: grouped, collected: collected({ cells }) }).decision).toBe("advance");
  });
});
