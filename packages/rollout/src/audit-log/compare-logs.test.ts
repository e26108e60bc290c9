import { expect, test } from "vitest";
import { compareLogs } from "./compare-logs.ts";
import { exampleLog } from "./example-log.ts";
import { findingText } from "./finding.ts";
import { readLog } from "./read-log.ts";

const log = readLog(exampleLog(6).text);
const compare = (copy: string) => compareLogs(log, readLog(copy), "backup.jsonl").map(findingText);

test("a copy of the same log, or of its beginning, has nothing against it", () => {
  expect(compare(exampleLog(6).text)).toEqual([]);
  expect(compare(exampleLog(2).text)).toEqual([]);
  expect(compare("")).toEqual([]);
});

test("a copy with more entries shows that the log is older or was cut", () => {
  expect(compare(exampleLog(9).text)).toEqual([
    "the log ends 3 entries before backup.jsonl does: it is older, or its last entries were removed",
  ]);
});

test("two logs that share a beginning fork at the first line that differs", () => {
  const other = exampleLog(6).text.replace("runs/3", "runs/9");
  expect(compare(other)).toEqual(["line 5 is another one than in backup.jsonl: the two logs fork there"]);
});
