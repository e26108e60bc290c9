import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIRST, MODEL, POLICY_TEXT, policyFrom, promotion, unmetBy } from "../../fixtures/example.ts";
import { emptyModel } from "../records/registry.ts";
import { decidePromotion } from "./decide-promotion.ts";
import { freezeGates } from "./freeze-gates.ts";

const CALENDAR = `
    windows: [{ days: [mon, tue, wed, thu], from: "08:00", to: "16:00", zone: Europe/Berlin }]
    freezes: [{ from: 2026-12-20, to: 2027-01-03, zone: Europe/Berlin, why: holidays }]`;
const POLICY = policyFrom(POLICY_TEXT.replace("checklist: false", `checklist: false${CALENDAR}`));
const HOURS_IN_2026 = 365 * 24;

function said(now: string, frozen: string | null = null): readonly string[] {
  return POLICY.stages.slice(0, 1).flatMap((stage) => {
    return freezeGates(stage, { now, frozen }).map(({ reasonCode, message }) => `${reasonCode}: ${message}`);
  });
}

function staged(now: string) {
  const askedIn = { kind: "comment", author: "@carl", on: now, isEdited: false } as const;
  const asked = promotion("staging", FIRST, emptyModel(MODEL), { now, askedIn });
  return { ...asked, policy: POLICY };
}

describe("a stage's own calendar", () => {
  test("lets versions through in a window and out of every freeze", () => {
    // Monday 2026-03-02, 08:00 in Berlin.
    expect(decidePromotion(staged("2026-03-02T07:00:00Z")).effect).toBe("promoted");
    expect(said("2026-03-02T07:00:00Z")).toEqual(["no-freeze: nothing is frozen now"]);
  });

  test("refuses outside of its windows, and says when the next opens by the clock of its zone", () => {
    expect(unmetBy(staged("2026-03-02T06:59:59Z"))).toEqual(["freeze inconclusive outside-window"]);
    // Thursday 2026-03-26 16:00 in Berlin, winter; Monday is summer.
    expect(said("2026-03-26T15:00:00Z")).toEqual([
      "outside-window: staging takes no version at this time: next on 2026-03-30 08:00 (Europe/Berlin)",
    ]);
  });

  test("refuses in a freeze, until a window after it", () => {
    // Monday 2026-12-21, 10:00 in Berlin; 2027-01-04 is a Monday.
    expect(unmetBy(staged("2026-12-21T09:00:00Z"))).toEqual(["freeze inconclusive frozen"]);
    expect(said("2026-12-21T09:00:00Z")).toEqual([
      "frozen: staging is frozen from 2026-12-20 to 2027-01-03 (Europe/Berlin; holidays): next on 2027-01-04 08:00 (Europe/Berlin)",
    ]);
  });

  test("holds beside the rollout's, and neither opens what the other closes", () => {
    expect(said("2026-03-02T07:00:00Z", "audit of ranker")).toEqual(["frozen: audit of ranker"]);
    expect(said("2026-03-02T06:00:00Z", "audit of ranker")).toEqual([
      "frozen: audit of ranker",
      "outside-window: staging takes no version at this time: next on 2026-03-02 08:00 (Europe/Berlin)",
    ]);
  });

  test("is that of its stage alone", () => {
    const [, production] = POLICY.stages;
    expect(production).toMatchObject({ windows: [], freezes: [] });
  });
});

test("at any hour of a year versions come through in UTC's windows and out of its freezes, and at no other", () => {
  const calendar = CALENDAR.replaceAll("Europe/Berlin", "UTC");
  const { stages } = policyFrom(`stages:\n  staging:\n    needs: [{ type: behavior }]${calendar}`);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: HOURS_IN_2026 - 1 }), (hours) => {
      const now = new Date(Date.UTC(2026, 0, 1, hours));
      const isInHours = now.getUTCHours() >= 8 && now.getUTCHours() < 16;
      const isOpen = isInHours && [1, 2, 3, 4].includes(now.getUTCDay()) && now.getTime() < Date.UTC(2026, 11, 20);
      const gates = stages.flatMap((stage) => freezeGates(stage, { now: now.toISOString(), frozen: null }));
      expect(gates.map(({ verdict }) => verdict)).toEqual([isOpen ? "pass" : "inconclusive"]);
    }),
  );
});
