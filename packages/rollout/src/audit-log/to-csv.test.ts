import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleDraft, exampleLog } from "./example-log.ts";
import { formatEntry } from "./format-entry.ts";
import { readLog } from "./read-log.ts";
import { sideOf } from "./rollout-moment.ts";
import { toCsv } from "./to-csv.ts";

const side = sideOf({ state: null, flag: null, denied: [] });

/** Reads CSV as RFC 4180 defines it: what the export is held against. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function exported(
  why: string,
  actor = "@ann",
): { readonly why: string; readonly actor: string; readonly text: string } {
  const draft = { ...exampleDraft("ranker", 1, { before: side, after: side }), why };
  const entry = {
    ...draft,
    by: { ...draft.by, actor },
    version: 1,
    sequence: 1,
    previous: null,
    signature: null,
  } as const;
  const text = toCsv(readLog(`${formatEntry(entry)}\n`));
  const [head = [], row = []] = parseCsv(text);
  return { why: row[head.indexOf("why")] ?? "", actor: row[head.indexOf("actor")] ?? "", text };
}

test("there is a row for each entry, each with every column", () => {
  const rows = parseCsv(toCsv(readLog(exampleLog(12).text)));
  expect(rows).toHaveLength(13);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([36]));
  expect(rows[1]?.slice(0, 7)).toEqual(["1", "2026-03-01T00:01:00.000Z", "ranker", "1", "start", "'@ann", "action"]);
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "'quoted",
  "\uFF1D1",
  "\u00A0=1",
  "\u0000=1",
  "\u200B=1",
  "\u202E@x",
])("a cell %j is no formula", (why) => {
  expect(exported(why).why).toBe(`'${why}`);
  expect(exported("plain", why).actor).toBe(`'${why}`);
});

test("whatever the text, its cell reads back as it was, an apostrophe before it or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (start) => {
      const why = `${start}x`;
      const cell = exported(why).why;
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      return (cell.startsWith("'") ? cell.slice(1) : cell) === why;
    }),
  );
});
