import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Calendar, freezeAt, isInWindow, nextOpening, type Window } from "./calendar.ts";

/** Berlin is an hour ahead of UTC, two in summer: from 2026-03-29 01:00 UTC to 2026-10-25 01:00 UTC. */
const BERLIN: Window = { days: ["mon", "tue", "wed", "thu"], from: "08:00", to: "16:00", zone: "Europe/Berlin" };

const calendar = (windows: readonly Window[], freezes: Calendar["freezes"] = []): Calendar => ({ windows, freezes });
const at = (time: string) => Date.parse(time);
const isOpen = (window: Window, time: string) => isInWindow(calendar([window]), at(time));
const next = (given: Calendar, time: string) => {
  const opening = nextOpening(given, at(time));
  return opening === null ? null : new Date(opening).toISOString();
};

describe("a window", () => {
  test("is open from its beginning until before its end, on its days, by the clock of its zone", () => {
    // Monday 2026-03-02, winter: 08:00 is 07:00 UTC.
    expect(isOpen(BERLIN, "2026-03-02T06:59:59Z")).toBe(false);
    expect(isOpen(BERLIN, "2026-03-02T07:00:00Z")).toBe(true);
    expect(isOpen(BERLIN, "2026-03-02T14:59:59.999Z")).toBe(true);
    expect(isOpen(BERLIN, "2026-03-02T15:00:00Z")).toBe(false);
    // Friday.
    expect(isOpen(BERLIN, "2026-03-06T09:00:00Z")).toBe(false);
    // Monday 2026-03-30, summer: 08:00 is 06:00 UTC.
    expect(isOpen(BERLIN, "2026-03-30T06:00:00Z")).toBe(true);
    expect(isOpen(BERLIN, "2026-03-30T14:00:00Z")).toBe(false);
  });

  test("of a day in another zone is that zone's day", () => {
    const auckland: Window = { days: ["mon"], from: "00:00", to: "24:00", zone: "Pacific/Auckland" };
    // Auckland is 13 hours ahead in March 2026: its Monday 2026-03-02 begins on Sunday at 11:00 UTC.
    expect(isOpen(auckland, "2026-03-01T10:59:00Z")).toBe(false);
    expect(isOpen(auckland, "2026-03-01T11:00:00Z")).toBe(true);
    expect(isOpen(auckland, "2026-03-02T10:59:00Z")).toBe(true);
    expect(isOpen(auckland, "2026-03-02T11:00:00Z")).toBe(false);
  });

  test("opens next at its local beginning, before and after clocks change", () => {
    // Thursday 2026-03-26 16:00 Berlin is the end; Monday 2026-03-30 08:00 is summer already.
    expect(next(calendar([BERLIN]), "2026-03-26T15:00:00Z")).toBe("2026-03-30T06:00:00.000Z");
    // Thursday 2026-10-22, summer, to Monday 2026-10-26, winter.
    expect(next(calendar([BERLIN]), "2026-10-22T14:00:00Z")).toBe("2026-10-26T07:00:00.000Z");
    expect(next(calendar([BERLIN]), "2026-03-02T09:30:00Z")).toBe("2026-03-02T09:30:00.000Z");
  });

  test("that begins within the hour that is left out opens when the clocks are put forward", () => {
    const night: Window = { days: ["sun"], from: "02:30", to: "05:00", zone: "Europe/Berlin" };
    expect(next(calendar([night]), "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    // All of it is left out: the next Sunday, 02:10 in summer.
    const gone = { ...night, from: "02:10", to: "02:40" };
    expect(next(calendar([gone]), "2026-03-28T12:00:00Z")).toBe("2026-04-05T00:10:00.000Z");
  });

  test("within the hour that comes twice opens twice", () => {
    const night: Window = { days: ["sun"], from: "02:30", to: "02:45", zone: "Europe/Berlin" };
    // 02:30 is 00:30 UTC in summer, and 01:30 UTC once the clocks were put back.
    expect(next(calendar([night]), "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(next(calendar([night]), "2026-10-25T00:45:00Z")).toBe("2026-10-25T01:30:00.000Z");
    expect(next(calendar([night]), "2026-10-25T01:45:00Z")).toBe("2026-11-01T01:30:00.000Z");
  });
});

describe("a freeze", () => {
  const holidays = { from: "2026-12-20", to: "2027-01-03", why: "holidays" };

  test("holds from its first day to the end of its last, in UTC or its own zone", () => {
    const of = (freeze: Calendar["freezes"][number], time: string) => freezeAt(calendar([], [freeze]), at(time))?.why;
    expect(of(holidays, "2026-12-19T23:59:59Z")).toBeUndefined();
    expect(of(holidays, "2026-12-20T00:00:00Z")).toBe("holidays");
    expect(of(holidays, "2027-01-03T23:59:59Z")).toBe("holidays");
    expect(of(holidays, "2027-01-04T00:00:00Z")).toBeUndefined();
    const tokyo = { ...holidays, zone: "Asia/Tokyo" };
    // Nine hours ahead.
    expect(of(tokyo, "2026-12-19T14:59:59Z")).toBeUndefined();
    expect(of(tokyo, "2026-12-19T15:00:00Z")).toBe("holidays");
    expect(of(tokyo, "2027-01-03T15:00:00Z")).toBeUndefined();
  });

  test("puts the next opening off to a window after it", () => {
    // 2027-01-04 is a Monday.
    expect(next(calendar([BERLIN], [holidays]), "2026-12-21T09:00:00Z")).toBe("2027-01-04T07:00:00.000Z");
    expect(next(calendar([], [holidays]), "2026-12-21T09:00:00Z")).toBe("2027-01-04T00:00:00.000Z");
  });

  test("that never ends leaves no opening", () => {
    expect(
      next(calendar([BERLIN], [{ from: "2026-01-01", to: "9999-12-31", why: "x" }]), "2026-05-01T00:00:00Z"),
    ).toBeNull();
  });
});

test("an opening is open, is not before the time asked for, and nothing before it is open", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
  const quarter = 900_000;
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.uniqueArray(fc.constantFrom("sun", "mon", "wed", "sat" as const), { minLength: 1 }),
      fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 })).filter(([from, to]) => from < to),
      fc.integer({ min: at("2026-01-01T00:00:00Z") / quarter, max: at("2026-12-31T00:00:00Z") / quarter }),
      (zone, days, [from, to], start) => {
        const clock = (index: number) =>
          `${String(Math.floor(index / 4)).padStart(2, "0")}:${String((index % 4) * 15).padStart(2, "0")}`;
        const given = calendar([{ days: days as Window["days"], from: clock(from), to: clock(to), zone }]);
        const opening = nextOpening(given, start * quarter) ?? Number.NaN;
        expect(isInWindow(given, opening)).toBe(true);
        expect(opening).toBeGreaterThanOrEqual(start * quarter);
        for (let time = start * quarter; time < opening; time += quarter) expect(isInWindow(given, time)).toBe(false);
      },
    ),
    { numRuns: 60 },
  );
});
