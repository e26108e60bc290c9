import { expect, test } from "vitest";
import { compareVersions } from "./compare-versions.ts";
import { exampleLog } from "./example-log.ts";

const old = { name: "commit 1111111", text: exampleLog(4).text };
const compare = (text: string | null) => compareVersions(old, { name: "commit 2222222", text });

test("a version may have more lines, and must have all that were there", () => {
  expect(compare(exampleLog(4).text)).toBeNull();
  expect(compare(exampleLog(9).text)).toBeNull();
  expect(compareVersions({ name: "commit 0000000", text: null }, old)).toBeNull();
});

test("the first line that is another one is named with both versions", () => {
  const edited = exampleLog(4).text.replace("runs/2", "runs/7");
  expect(compare(edited)).toMatchObject({ verdict: "fail", reasonCode: "history-rewritten", line: 3 });
  expect(compare(exampleLog(2).text)).toMatchObject({ line: 3, reasonCode: "history-rewritten" });
  expect(compare("")?.message).toBe("is another one in commit 2222222 than in commit 1111111, or is gone there");
});

test("a log that was deleted is told as such", () => {
  expect(compare(null)).toMatchObject({ reasonCode: "log-removed", line: null });
});
