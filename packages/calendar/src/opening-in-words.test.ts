import fc from "fast-check";
import { expect, test } from "vitest";
import { type Calendar, nextOpening, type Window } from "./calendar.ts";
import { openingInWords } from "./opening-in-words.ts";
import { instantsOf } from "./zone.ts";

const BERLIN: Window = { days: ["mon", "tue", "wed", "thu"], from: "08:00", to: "16:00", zone: "Europe/Berlin" };
const AUCKLAND: Window = { days: ["mon"], from: "09:05", to: "10:00", zone: "Pacific/Auckland" };

const words = (windows: readonly Window[], freezes: Calendar["freezes"], time: string) =>
  openingInWords({ windows, freezes }, Date.parse(time));

test("the next opening is told by the clock of the window that opens", () => {
  // Thursday 2026-03-26 16:00 in Berlin: the Monday after is summer, and 08:00 all the same.
  expect(words([BERLIN], [], "2026-03-26T15:00:00Z")).toBe("2026-03-30 08:00 (Europe/Berlin)");
  // Sunday 2026-03-29 12:00 UTC: Auckland's Monday, 09:05, is at 20:05 UTC (13 hours ahead), Berlin's at 06:00 UTC after it.
  expect(words([BERLIN, AUCKLAND], [], "2026-03-29T12:00:00Z")).toBe("2026-03-30 09:05 (Pacific/Auckland)");
});

test("without windows it is told by the clock of the freeze that ends, or UTC", () => {
  const freeze = { from: "2026-12-20", to: "2027-01-03", why: "holidays" };
  expect(words([], [freeze], "2026-12-21T09:00:00Z")).toBe("2027-01-04 00:00 (UTC)");
  expect(words([], [{ ...freeze, zone: "Asia/Tokyo" }], "2026-12-21T09:00:00Z")).toBe("2027-01-04 00:00 (Asia/Tokyo)");
  // One after another: the last that ends.
  const after = { from: "2027-01-03", to: "2027-01-05", zone: "Asia/Tokyo", why: "audit" };
  expect(words([], [freeze, after], "2026-12-21T09:00:00Z")).toBe("2027-01-06 00:00 (Asia/Tokyo)");
});

test("a freeze that never ends leaves nothing to tell", () => {
  expect(words([BERLIN], [{ from: "2026-01-01", to: "9999-12-31", why: "x" }], "2026-05-01T00:00:00Z")).toBeNull();
});

test("the words, read back, are the opening", () => {
  const day = fc.integer({ min: 0, max: 364 }).map((index) => new Date(Date.UTC(2026, 0, 1 + index)));
  const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");
  const date = (time: Date) => time.toISOString().slice(0, 10);
  const window = fc.record<Window>({
    days: fc.constantFrom(["sun"], ["mon", "thu"]),
    from: fc.constantFrom("00:00", "01:45", "02:30", "23:15"),
    to: fc.constant("24:00"),
    zone,
  });
  const freeze = fc.record({ from: day.map(date), to: day.map(date), zone, why: fc.constant("x") });
  fc.assert(
    fc.property(
      fc.array(window, { maxLength: 3 }),
      fc.array(freeze, { maxLength: 3 }),
      day,
      (windows, freezes, start) => {
        const calendar: Calendar = { windows, freezes };
        const said = openingInWords(calendar, start.getTime()) ?? "";
        const [, on = "", hour = "", minute = "", of = ""] =
          /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d) \((.+)\)$/.exec(said) ?? [];
        const read = instantsOf({ date: on, minute: Number(hour) * 60 + Number(minute) }, of);
        expect(read).toContain(nextOpening(calendar, start.getTime()));
      },
    ),
    { numRuns: 100 },
  );
});
