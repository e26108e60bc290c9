import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tableExpression } from "./table-expression.ts";

test.each([
  "events",
  "analytics.public.events",
  `db."My Table; really"`,
  "(SELECT a FROM b WHERE c ~ '^\\d+$')",
  "read_json('events-*.jsonl', columns = {at: 'BIGINT'})",
  "'events.parquet'",
  "(SELECT * FROM a JOIN b USING (id) WHERE note <> 'it''s; -- fine')",
  "(SELECT [1, 2][1] AS x,\n  '(' AS y FROM événements)",
  "𝒳𝒴",
])("%j stands as it is", (table) => {
  expect(tableExpression(` ${table}\n`, false)).toBe(table);
});

test.each([
  ["", "is empty"],
  [" ", "is empty"],
  ["a; DROP TABLE b", "has a semicolon"],
  ["(SELECT 1; SELECT 2)", "has a semicolon"],
  ["events) AS x, (SELECT 1", "has a ) that closes nothing"],
  ["(SELECT 1", "has a ( that is not closed"],
  ["(SELECT [1)", "has a ) that closes nothing"],
  ["(SELECT 'a)", "has a quote that is not closed"],
  [`"events`, "has a quote that is not closed"],
  ["(SELECT 1 -- )\n)", "has a comment"],
  ["events/* */", "has a comment"],
  ["a, b", 'has "," outside of brackets'],
  ["a JOIN b", 'has " " outside of brackets'],
  ["a\0", "has a NUL"],
  ["a+b", 'has "+" outside of brackets'],
  // Each of these is one text to the one who counts quotes, and two statements to a database.
  ["(SELECT $$'$$) AS r; COMMIT; DROP TABLE x; --')", 'has "$" outside of quotes'],
  ["(SELECT $a$'$a$) AS r; DROP TABLE x; --')", 'has "$" outside of quotes'],
  ["(SELECT E'\\'') AS r; COMMIT; DROP TABLE x; --')", "has a backslash before a quote"],
  ["(SELECT 1 ` 2) AS r; DROP TABLE x; SELECT (1 ` 2)", 'has "`" outside of quotes'],
  ["(SELECT \u2018'\u2019) AS r, (SELECT '1')", 'has "\u2018" outside of quotes'],
  ["(SELECT 1 # '\n) AS r, (SELECT '1')", "has a comment"],
  ["(SELECT 1 #!'\n) AS r, (SELECT '1')", "has a comment"],
])("%j is refused: it %s", (table, problem) => {
  expect(() => tableExpression(table, false)).toThrow(problem);
});

test("a backslash hides a quote only where the database reads it so", () => {
  expect(tableExpression("(SELECT 'it\\'s')", true)).toBe("(SELECT 'it\\'s')");
  expect(() => tableExpression("(SELECT 'it\\'s')", false)).toThrow("has a backslash before a quote");
  expect(tableExpression("`project`.`events`", true)).toBe("`project`.`events`");
  expect(() => tableExpression("(SELECT 'a\\')", true)).toThrow("has a quote that is not closed");
});

test("whatever it is given, it takes it as it is or refuses it, and never two expressions", () => {
  const pieces = fc.constantFrom(
    "a",
    "(",
    ")",
    "[",
    "]",
    "'",
    '"',
    "`",
    "\\",
    ";",
    "--",
    "/*",
    ",",
    " ",
    "{",
    "}",
    ".",
    "𝒳",
    "\ud800",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.boolean(), (parts, hasBackslashes) => {
      const table = parts.join("");
      const taken = attempt(() => tableExpression(table, hasBackslashes));
      if (taken === null) return;
      expect(taken).toBe(table.trim());
      // Behind it, as before it, nothing is open: a bracket more is refused, and one around it is not.
      expect(attempt(() => tableExpression(`${taken})`, hasBackslashes))).toBeNull();
      expect(attempt(() => tableExpression(`(${taken})`, hasBackslashes))).toBe(`(${taken})`);
    }),
  );
});

function attempt(work: () => string): string | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
