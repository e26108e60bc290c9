import fc from "fast-check";
import { expect, test } from "vitest";
import { versionFilter } from "./version-filter.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;
const OF_DIGEST = `tags.\`airworthy.digest\` = '${DIGEST}'`;

test.each([
  ["ranker", `name = 'ranker' AND ${OF_DIGEST}`],
  ['a "b"', `name = 'a "b"' AND ${OF_DIGEST}`],
  ["it's", `name = "it's" AND ${OF_DIGEST}`],
  ["' OR name != '", `name = "' OR name != '" AND ${OF_DIGEST}`],
  ['"it\'s"', OF_DIGEST],
  ["q\\", OF_DIGEST],
])("a name goes in the quotes that take it, or nowhere: %s", (name, filter) => {
  expect(versionFilter(name, DIGEST)).toBe(filter);
});

/** How sqlparse, with which MLflow reads filters, cuts texts out (sqlparse/keywords.py, SQL_REGEX). */
const TEXT = /'(''|\\'|[^'])*'|"(""|\\"|[^"])*"/g;

test("as MLflow cuts a filter up, nothing of a name stands outside of the text that it is", () => {
  const parts = fc.constantFrom("'", '"', "\\", "''", '\\"', " AND ", "a", "`", "😀", " ");
  const name = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(parts, { minLength: 1 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(name, (model) => {
      const filter = versionFilter(model, DIGEST);
      const texts = filter.match(TEXT)?.map((text) => text.slice(1, -1));
      const outside = filter.replace(TEXT, "?");
      if (outside === "tags.`airworthy.digest` = ?") expect(texts).toEqual([DIGEST]);
      else {
        expect(outside).toBe("name = ? AND tags.`airworthy.digest` = ?");
        expect(texts).toEqual([model, DIGEST]);
      }
    }),
  );
});
