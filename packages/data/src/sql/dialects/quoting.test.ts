import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLICKHOUSE } from "./clickhouse.ts";
import type { Dialect } from "./dialect.ts";
import { DUCKDB } from "./duckdb.ts";
import { POSTGRESQL } from "./postgresql.ts";
import { TRINO } from "./trino.ts";

/**
 * What a database reads of a quoted text, as its manual says: null where the text goes on behind the quotes or they do not close. With
 * backslashes each escapes what is behind it.
 */
function readBack(sql: string, quote: string, hasBackslashes: boolean): string | null {
  if (!sql.startsWith(quote)) return null;
  let text = "";
  for (let at = 1; at < sql.length; at++) {
    const [one, two] = [sql.charAt(at), sql.charAt(at + 1)];
    const isPair = (one === quote && two === quote) || (hasBackslashes && one === "\\" && two !== "");
    if (one === quote && !isPair) return at === sql.length - 1 ? text : null;
    text += isPair ? two : one;
    if (isPair) at += 1;
  }
  return null;
}

const DIALECTS: readonly Dialect[] = [DUCKDB, POSTGRESQL, CLICKHOUSE, TRINO];
const HOSTILE = [
  "'",
  '"',
  "\\",
  "\\'",
  "' OR 1=1 --",
  "*/",
  "/*",
  ";",
  "{a:String}",
  "$1",
  "?",
  "`",
  "é\u0301",
  "𝒳",
  "\n",
  "\u202e",
];

const texts = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""))
  .filter((text) => text !== "" && !text.includes("\0") && text.isWellFormed());

describe.each(DIALECTS)("$name", (dialect) => {
  test("reads back every text as it was, and nothing behind it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const sql = dialect.literal(text);
        // PostgreSQL reads backslashes behind an E only.
        const isEscaped = sql.startsWith(" E");
        expect(readBack(isEscaped ? sql.slice(2) : sql, "'", isEscaped || dialect.hasBackslashes)).toBe(text);
      }),
    );
  });

  test("reads back every name of a column as it was, and nothing behind it", () => {
    fc.assert(
      fc.property(texts, (name) => {
        expect(readBack(dialect.identifier(name), '"', dialect.hasBackslashes)).toBe(name);
      }),
    );
  });

  test.each(["a\0b", "\ud800", "a\udc00"])("refuses %j, which it would not hold", (text) => {
    expect(() => dialect.literal(text)).toThrow(UserError);
    expect(() => dialect.identifier(text)).toThrow(UserError);
  });

  test("refuses a column without a name, and takes an empty text", () => {
    expect(() => dialect.identifier("")).toThrow("the name of a column must not be empty");
    expect(dialect.literal("")).toBe("''");
  });
});

test("PostgreSQL is told where backslashes escape, whatever it is set to", () => {
  expect(POSTGRESQL.literal("a\\'b")).toBe(" E'a\\\\''b'");
  expect(POSTGRESQL.literal("a'b")).toBe("'a''b'");
});
