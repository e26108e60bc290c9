import fc from "fast-check";
import { expect, test } from "vitest";
import { rfc3339Time } from "./rfc3339.ts";

function timeOf(text: string): number {
  const bytes = Buffer.from(`{"${text}"}`);
  return rfc3339Time(bytes, 2, bytes.length - 2);
}

const dates = fc.date({
  min: new Date("0000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

test("is what JavaScript's own reader says, for any time of any offset", () => {
  const offsets = fc.oneof(
    fc.constantFrom("Z", "z"),
    fc
      .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([sign, hours, minutes]) => `${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`),
  );
  fc.assert(
    fc.property(dates, offsets, (date, offset) => {
      const text = date.toISOString().slice(0, -1);
      expect(timeOf(`${text}${offset}`)).toBe(Date.parse(`${text}${offset.toUpperCase()}`));
    }),
  );
});

test("digits below a millisecond are cut off, before 1970 as after, and missing ones are 0", () => {
  fc.assert(
    fc.property(dates, fc.stringMatching(/^[0-9]{0,12}$/), (date, digits) => {
      expect(timeOf(date.toISOString().replace("Z", `${digits}Z`))).toBe(date.getTime());
    }),
  );
  expect(timeOf("1969-12-31T23:59:59.9999Z")).toBe(-1);
  expect(timeOf("1970-01-01T00:00:01.5Z")).toBe(1_500);
});

test.each([
  ["2024-02-29 00:00:00Z", Date.UTC(2024, 1, 29)],
  ["2000-02-29t00:00:00z", Date.UTC(2000, 1, 29)],
  ["2026-11-02T00:30:00+01:00", Date.UTC(2026, 10, 1, 23, 30)],
])("reads %s", (text, time) => {
  expect(timeOf(text)).toBe(time);
});

test.each([
  ["a day that its month does not have", "2026-02-29T00:00:00Z"],
  ["a leap day of 1900, which was no leap year", "1900-02-29T00:00:00Z"],
  ["month 13", "2026-13-01T00:00:00Z"],
  ["day 0", "2026-01-00T00:00:00Z"],
  ["hour 24", "2026-01-01T24:00:00Z"],
  ["a leap second", "2016-12-31T23:59:60Z"],
  ["no offset", "2026-01-01T00:00:00"],
  ["no offset, of a fraction", "2026-01-01T00:00:00.000"],
  ["an offset of 24 hours", "2026-01-01T00:00:00+24:00"],
  ["an offset without minutes", "2026-01-01T00:00:00+01"],
  ["no time", "2026-01-01"],
  ["a point without digits", "2026-01-01T00:00:00.Z"],
  ["something behind", "2026-01-01T00:00:00Z "],
  ["a sign before the year", "+2026-01-01T00:00:00Z"],
  ["a letter for a digit", "2026-01-01T00:0O:00Z"],
  ["nothing", ""],
])("refuses %s", (_, text) => {
  expect(timeOf(text)).toBeNaN();
});

test("whatever is no time is refused, and nothing beyond the text is read", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (!/^\d{4}-\d\d-\d\d[tT ]/.test(text)) expect(timeOf(text)).toBeNaN();
    }),
  );
});
