import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatEntry, MOST_FILE_BYTES, monthOf, monthsOf, parseHistory, pathOf } from "./history-file.ts";
import { exampleEntry, exampleVersion } from "./testing/example-entry.ts";

describe("a month's file", () => {
  test("gives back what was written, whatever the names", () => {
    const text = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });
    const entry = fc.record({ name: text, title: text, value: fc.double({ noNaN: true, noDefaultInfinity: true }) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (given) => {
        const entries = given.map(({ name, title, value }) =>
          exampleEntry({
            candidate: exampleVersion(null, name),
            title,
            metrics: [{ name, value: value === 0 ? 0 : value, unit: "number", better: "lower" }],
          }),
        );
        const file = entries.map((each) => `${formatEntry(each)}\n`).join("");
        expect(file.split("\n")).toHaveLength(entries.length + 1);
        expect(parseHistory(file, "x")).toEqual(entries);
      }),
    );
  });

  test("is the same bytes for the same entry, in whatever order its fields were set", () => {
    const entry = exampleEntry();
    const turned = Object.fromEntries(Object.entries(entry).reverse());
    expect(parseHistory(JSON.stringify(turned), "x").map(formatEntry)).toEqual([formatEntry(entry)]);
  });

  test("never breaks the reader, whatever it holds: entries or an error that names the line", () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.json(), fc.constant(formatEntry(exampleEntry()))));
    fc.assert(
      fc.property(lines, (given) => {
        const text = given.map((line) => line.replaceAll("\n", " ")).join("\n");
        try {
          parseHistory(text, "history/2026-03.jsonl");
        } catch (error) {
          expect(error).toMatchObject({ name: "UserError" });
          expect(String(error)).toMatch(/history\/2026-03\.jsonl, line \d+,/);
        }
      }),
    );
  });

  test("of a later release is refused with what to do", () => {
    const text = `${formatEntry(exampleEntry())}\n{"v":2,"candidate":"x"}\n`;
    expect(() => parseHistory(text, "history/2026-03.jsonl")).toThrow(
      "history/2026-03.jsonl, line 2, is of version 2; this release reads version 1",
    );
  });

  test("with a field that is not known, missing, or no finite number is refused by name", () => {
    const line = (change: object) => JSON.stringify({ ...exampleEntry(), ...change });
    expect(() => parseHistory(line({ verdikt: "pass" }), "x")).toThrow(/verdikt: unknown field; did you mean verdict/);
    expect(() => parseHistory(line({ verdict: undefined }), "x")).toThrow(/verdict: missing/);
    expect(() => parseHistory(line({ verdict: "great" }), "x")).toThrow(/verdict/);
    // ISO 8601, but a time that Date does not know: it would be in no order, and be pruned whatever the day.
    expect(() => parseHistory(line({ recordedOn: "2026-03-01T00:00:00+05" }), "x")).toThrow(/recordedOn: .* ISO 8601/);
    const metric = { name: "accuracy", value: null, unit: "rate", better: "higher" };
    expect(() => parseHistory(line({ metrics: [metric] }), "x")).toThrow(/metrics\.0\.value/);
  });

  test("has bounds: of lines, and of a line's characters", () => {
    expect(() => parseHistory("\n".repeat(90_000), "x")).toThrow(/more than 80000 lines/);
    expect(() => parseHistory(JSON.stringify("x".repeat(300_000)), "x")).toThrow(/line 1, has 300002 characters/);
    const long = exampleEntry({ candidate: exampleVersion(null, "x".repeat(300_000)) });
    expect(() => formatEntry(long)).toThrow(/its names are too long/);
  });

  test("of the shortest entries has fewer lines than may be read, when it is full", () => {
    const { candidate } = exampleEntry();
    const none = { baseline: null, commit: null, line: null, run: null, evidence: [], metrics: [] };
    const shortest = exampleEntry({ ...none, candidate: { ...candidate, name: "", version: null }, title: "x" });
    const line = formatEntry({ ...shortest, recordedOn: "2026-03-15T12:00:00Z" });
    expect(MOST_FILE_BYTES / (line.length + 1)).toBeLessThan(80_000);
  });

  test("may have been checked out with other line ends", () => {
    expect(parseHistory(`${formatEntry(exampleEntry())}\r\n\r\n`, "x")).toEqual([exampleEntry()]);
  });
});

test("a month is that of the time in UTC", () => {
  expect(monthOf("2026-03-31T23:30:00-01:00")).toBe("2026-04");
  expect(pathOf("2026-03-15T12:00:00.000Z")).toBe("history/2026-03.jsonl");
});

test("months are told from other files, oldest first", () => {
  const names = ["2026-03.jsonl", "2025-12.jsonl", "notes.md", "2026-13.jsonl", "2026-3.jsonl", "2026-04.jsonl.bak"];
  expect(monthsOf(names)).toEqual(["2025-12", "2026-03"]);
});
