import { expect, test } from "vitest";
import { appendEntry } from "./append-entry.ts";
import { formatEntry } from "./history-file.ts";
import { exampleEntry } from "./testing/example-entry.ts";

const first = exampleEntry();
const digest = (digit: string) => ({ type: "t", sha256: digit.repeat(64), verdict: "pass" as const });

test("an entry follows the lines that are there, which stay byte for byte", () => {
  const odd = JSON.stringify(first, null, 0);
  const second = exampleEntry({ run: { id: 1001, attempt: 1 } });
  const { text, isNew } = appendEntry(`${odd}\n`, second, "x");
  expect(isNew).toBe(true);
  expect(text).toBe(`${odd}\n${formatEntry(second)}\n`);
});

test("a last line without its end is not run into", () => {
  const second = exampleEntry({ run: { id: 1001, attempt: 1 } });
  expect(appendEntry(formatEntry(first), second, "x").text.split("\n")).toEqual([
    formatEntry(first),
    formatEntry(second),
    "",
  ]);
});

test("what the same attempt found of the same evidence is not appended twice, whenever it is recorded", () => {
  const { text } = appendEntry("", exampleEntry({ evidence: [digest("1"), digest("2")] }), "x");
  const again = exampleEntry({ evidence: [digest("2"), digest("1")], recordedOn: "2026-03-16T00:00:00Z" });
  expect(appendEntry(text, again, "x")).toEqual({ text, isNew: false });
});

test.each([
  ["attempt", { run: { id: 1000, attempt: 2 } }],
  ["run", { run: null }],
  ["commit", { commit: null }],
  ["candidate", { candidate: { ...first.candidate, sha256: "b".repeat(64) } }],
  ["evidence", { evidence: [digest("3")] }],
])("another %s is another entry", (_, change) => {
  const { text } = appendEntry("", first, "x");
  expect(appendEntry(text, exampleEntry(change), "x").isNew).toBe(true);
});

test("a file with a line that is no entry is not appended to", () => {
  expect(() => appendEntry("{}\n", first, "history/2026-03.jsonl")).toThrow(/history\/2026-03\.jsonl, line 1,/);
});
