import { expect, test } from "vitest";
import { appendEntries } from "./append-entries.ts";
import { formatEntry, MOST_FILE_BYTES } from "./history-file.ts";
import { exampleEntry } from "./testing/example-entry.ts";

const first = exampleEntry();
const digest = (digit: string) => ({ type: "t", sha256: digit.repeat(64), verdict: "pass" as const });

test("an entry follows the lines that are there, which stay byte for byte", () => {
  const odd = JSON.stringify(first, null, 0);
  const second = exampleEntry({ run: { id: 1001, attempt: 1 } });
  const third = exampleEntry({ run: { id: 1002, attempt: 1 } });
  const { text, count } = appendEntries(`${odd}\n`, [second, third, second], "x");
  expect(count).toBe(2);
  expect(text).toBe(`${odd}\n${formatEntry(second)}\n${formatEntry(third)}\n`);
});

test("a last line without its end is not run into", () => {
  const second = exampleEntry({ run: { id: 1001, attempt: 1 } });
  expect(appendEntries(formatEntry(first), [second], "x").text.split("\n")).toEqual([
    formatEntry(first),
    formatEntry(second),
    "",
  ]);
});

test("what the same attempt found of the same evidence is not appended twice, whenever it is recorded", () => {
  const { text } = appendEntries("", [exampleEntry({ evidence: [digest("1"), digest("2")] })], "x");
  const again = exampleEntry({ evidence: [digest("2"), digest("1")], recordedOn: "2026-03-16T00:00:00Z" });
  expect(appendEntries(text, [again], "x")).toEqual({ text, count: 0 });
});

test.each([
  ["attempt", { run: { id: 1000, attempt: 2 } }],
  ["run", { run: null }],
  ["commit", { commit: null }],
  ["candidate", { candidate: { ...first.candidate, sha256: "b".repeat(64) } }],
  ["evidence", { evidence: [digest("3")] }],
])("another %s is another entry", (_, change) => {
  const { text } = appendEntries("", [first], "x");
  expect(appendEntries(text, [exampleEntry(change)], "x").count).toBe(1);
});

test("a file with a line that is no entry is not appended to", () => {
  expect(() => appendEntries("{}\n", [first], "history/2026-03.jsonl")).toThrow(/history\/2026-03\.jsonl, line 1,/);
});

test("a month that pull requests have filled by half still takes what is found of a branch", () => {
  const line = `${formatEntry(exampleEntry({ run: null }))}\n`;
  const half = line.repeat(Math.floor(MOST_FILE_BYTES / 2 / line.length));
  for (const foreign of ["pull/12", null]) {
    expect(() => appendEntries(half, [exampleEntry({ line: foreign })], "x")).toThrow(
      /^x is full: .* up to half of it/,
    );
  }
  expect(appendEntries(half, [first], "x").count).toBe(1);
});
