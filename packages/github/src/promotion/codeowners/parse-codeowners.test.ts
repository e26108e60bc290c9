import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownersOf, parseCodeowners } from "./parse-codeowners.ts";

/** Who owns the path by one line "<pattern> @owner". */
function isOwned(pattern: string, path: string): boolean {
  return ownersOf(parseCodeowners(`${pattern} @owner`), path).length > 0;
}

// What GitHub's page on code owners says of its example file.
test.each([
  ["*", "a.txt", true],
  ["*", "deep/er/a.txt", true],
  ["*.js", "a.js", true],
  ["*.js", "src/deep/a.js", true],
  ["*.js", "a.jsx", false],
  ["/build/logs/", "build/logs/a/b.log", true],
  ["/build/logs/", "x/build/logs/a.log", false],
  ["docs/*", "docs/getting-started.md", true],
  ["docs/*", "docs/build-app/troubleshooting.md", false],
  ["apps/", "apps/a", true],
  ["apps/", "deep/apps/er/a", true],
  ["apps/", "apps", false],
  ["/docs/", "docs/a/b", true],
  ["/docs/", "x/docs/a", false],
  ["/scripts/", "scripts/a.sh", true],
  ["**/logs", "build/logs/a", true],
  ["**/logs", "deeply/nested/logs/a", true],
  ["**/logs", "logs", true],
  ["/apps/", "apps/github/a", true],
  ["/apps/github", "apps/github/a", true],
  ["/apps/github", "apps/githubs/a", false],
])("the line %s is about %s: %s", (pattern, path, expected) => {
  expect(isOwned(pattern, path)).toBe(expected);
});

// By the rules of gitignore(5) on slashes and stars, by hand.
test.each([
  ["a/**/b", "a/b", true],
  ["a/**/b", "a/x/y/b/file", true],
  ["a/**/b", "a/x/c", false],
  ["a/**", "a/x/y", true],
  ["a/**", "a", false],
  ["**", "any/thing", true],
  ["**/", "a", false],
  ["**/", "a/b", true],
  ["a/**/", "a/b", false],
  ["a/**/", "a/b/c", true],
  ["/docs/**/*", "docs/a/b", true],
  ["/*", "a", true],
  ["/*", "a/b", false],
  ["/a", "a", true],
  ["/a", "b/a", false],
  ["a/b", "x/a/b", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["a?c", "a/c", false],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-b-b-d", false],
  ["with\\ space/", "with space/a", true],
  ["a\\*b", "a*b", true],
  ["a\\*b", "axb", false],
  ["A.md", "a.md", false],
])("of the pattern %s, %s is part: %s", (pattern, path, expected) => {
  expect(isOwned(pattern, path)).toBe(expected);
});

describe("a file of rules", () => {
  test("the last that is about a path counts, and one without owners takes them away", () => {
    const rules = parseCodeowners("* @org/all\n/models/ @ann ml@example.com # they train it\n/models/notes.md\n");
    expect(ownersOf(rules, "src/a.ts")).toEqual(["@org/all"]);
    expect(ownersOf(rules, "models/a.onnx")).toEqual(["@ann", "ml@example.com"]);
    expect(ownersOf(rules, "models/notes.md")).toEqual([]);
  });

  test("comments, blank lines and the system's line ends say nothing", () => {
    const rules = parseCodeowners("\uFEFF# all\r\n\r\n  * @ann\r\n\t# *.md @eve\r\n");
    expect(rules).toHaveLength(1);
    expect(ownersOf(rules, "a.md")).toEqual(["@ann"]);
  });

  test.each([
    "!*.md @eve",
    "[ab].md @eve",
    "\\#a @eve",
    "*.md eve",
    "*.md @eve @",
    "*.md @a/b/c",
    "/ @eve",
    "*.md\\ @eve\\",
  ])("GitHub skips the line %s, which breaks its syntax", (line) => {
    expect(ownersOf(parseCodeowners(`* @ann\n${line}\n`), "a.md")).toEqual(["@ann"]);
  });

  test("names of JavaScript's own are names like others", () => {
    const rules = parseCodeowners("__proto__/ @constructor\n");
    expect(ownersOf(rules, "__proto__/a")).toEqual(["@constructor"]);
    expect(ownersOf(rules, "toString")).toEqual([]);
  });
});

describe("whatever the text", () => {
  const name = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(..."abé.-_") });
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));

  test("a path that is written out is about that file, and about no file beside it", () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(isOwned(`/${one}`, one)).toBe(true);
        expect(isOwned(`/${one}`, other)).toBe(other === one || other.startsWith(`${one}/`));
        expect(isOwned(`/${one}/`, `${one}/${other}`)).toBe(true);
        expect(isOwned(`**/${one}`, `${other}/${one}`)).toBe(true);
      }),
    );
  });

  test("reading never throws, and only well-formed owners come out", () => {
    const text = fc.string({ maxLength: 80, unit: fc.constantFrom(..."*?/\\ #@!ab[]\n\t.") });
    fc.assert(
      fc.property(text, path, (lines, file) => {
        for (const owner of ownersOf(parseCodeowners(lines), file)) expect(owner).toMatch(/^[^\s#]+$/);
      }),
      { numRuns: 500 },
    );
  });

  test("a pattern made to be slow is answered all the same", () => {
    expect(isOwned(`${"*a".repeat(500)}b`, "a".repeat(2_000))).toBe(false);
    expect(isOwned(`${"**/".repeat(500)}b`, `${"a/".repeat(500)}c`)).toBe(false);
  });
});
