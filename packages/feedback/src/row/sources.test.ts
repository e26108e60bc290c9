import fc from "fast-check";
import { expect, test } from "vitest";
import { HASH, LINK, NOW, SETTINGS } from "../../fixtures/rows.ts";
import { readComment } from "./command.ts";
import { type ExportSettings, readExport } from "./export.ts";
import { collect, joinIntakes } from "./intake.ts";
import { countReactions, readReactions } from "./reaction.ts";

const EXPORT: ExportSettings = { ...SETTINGS, pseudonym: HASH, file: "thumbs.jsonl", columns: new Map(), on: NOW };

const exported = (values: readonly unknown[], settings: Partial<ExportSettings> = {}) =>
  collect(
    readExport(
      values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))),
      { ...EXPORT, ...settings },
    ),
  );

test("of a comment's lines on one case the last one counts", () => {
  const commands = [
    { caseId: "c1", verdict: "wrong", expected: "positive" },
    { caseId: "c2", verdict: "right", expected: null },
    { caseId: "c1", verdict: "wrong", expected: "neutral" },
  ] as const;
  const { rows } = collect(
    readComment({ link: `${LINK}1#issuecomment-2`, author: "ann", on: NOW, commands }, SETTINGS),
  );
  expect(rows.map(({ caseId, kind, expected }) => [caseId, kind, expected])).toEqual([
    ["c1", "wrong", "neutral"],
    ["c2", "right", null],
  ]);
});

test("reactions that mean something count once a user, by case", () => {
  const reaction = (user: string, content: string, caseId: string | null = "c1") => ({
    link: `${LINK}1`,
    caseId,
    user,
    on: NOW,
    content,
  });
  const reads = readReactions(
    [
      reaction("ann", "+1"),
      reaction("ann", "heart"),
      reaction("bo", "-1"),
      reaction("bo", "eyes"),
      reaction("cy", "confused", null),
    ],
    SETTINGS,
  );
  expect(countReactions(collect(reads).rows)).toEqual([
    { caseId: null, right: 0, wrong: 1 },
    { caseId: "c1", right: 1, wrong: 1 },
  ]);
});

test("an export's columns are mapped, its thumbs are words, signs, numbers and truth, its people hashes", () => {
  const columns = new Map([
    ["kind", "thumb"],
    ["input", "__proto__"],
    ["expected", "better"],
  ] as const);
  const { rows, refusals } = exported(
    [
      '{"thumb":"👎","__proto__":"a","better":"pos","reviewer":"jane@example.com","consent":"yes"}',
      { thumb: 1, id: "r2", case: "c9", consent: "maybe" },
      { thumb: false, case: { nested: 1 } },
      { thumb: "meh", case: "c" },
    ],
    { columns },
  );
  expect(rows.map(({ kind, input, expected, caseId, consent }) => [kind, input, expected, caseId, consent])).toEqual([
    ["wrong", "a", "pos", null, true],
    ["right", null, null, "c9", null],
    ["wrong", null, null, '{"nested":1}', true],
  ]);
  expect(rows[0]?.reviewer).toMatch(/^~[0-9a-f]{16}$/);
  expect(refusals).toEqual([{ reason: "no-kind", count: 1, first: ["thumbs.jsonl:4"] }]);
});

test("an export's lines have the same ids wherever they stand", () => {
  const values = [{ text: "slow" }, { text: "fast" }, { id: "7", text: "odd" }];
  const ids = exported(values).rows.map(({ id }) => id);
  expect(exported(values.toReversed()).rows.map(({ id }) => id)).toEqual(ids.toReversed());
});

test("lines that are no rows are refused by what they are, and the rest is read", () => {
  const deep = `{"input":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  const { rows, refusals } = exported([
    "{",
    "[]",
    "3",
    '{"input":1e999}',
    deep,
    `{"text":"${"x".repeat(2 ** 20)}"}`,
    "",
    { text: "fine" },
  ]);
  expect(rows.length).toBe(1);
  expect(refusals.map(({ reason, count }) => [reason, count])).toEqual([
    ["not-json", 3],
    ["not-an-object", 2],
    ["too-long", 1],
  ]);
});

test("one column for two fields is refused", () => {
  expect(() =>
    exported([{}], {
      columns: new Map([
        ["text", "a"],
        ["input", "a"],
      ]),
    }),
  ).toThrow(/two fields/);
});

test("beyond 100,000 rows nothing more is taken, nor beyond so much text, from all sources together", () => {
  const thumbs = exported(Array.from({ length: 60_000 }, (_, index) => ({ kind: "up", case: `c${index}` })));
  const more = exported(Array.from({ length: 60_000 }, (_, index) => ({ kind: "down", case: `c${index}` })));
  const joined = joinIntakes([thumbs, more]);
  expect(joined.rows.length).toBe(100_000);
  expect(joined.refusals).toMatchObject([{ reason: "too-many", count: 20_000 }]);
  const long = exported(
    Array.from({ length: 4_000 }, (_, index) => ({ kind: "up", input: `${index} ${"x".repeat(19_990)}` })),
  );
  // 64 Mi of characters hold 3,355 rows of some 20,000.
  expect(long.rows.length).toBeGreaterThan(3_350);
  expect(long.refusals).toMatchObject([{ reason: "too-much-text" }]);
});

test("whatever a line holds, it is a row or a reason", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string().map((text) => text.replace(/\s/g, "")),
          fc.json(),
        ),
      ),
      (lines) => {
        const { rows, refusals } = exported(lines);
        const refused = refusals.reduce((sum, { count }) => sum + count, 0);
        expect(rows.length + refused).toBe(lines.filter((line) => line.trim() !== "").length);
      },
    ),
  );
});
