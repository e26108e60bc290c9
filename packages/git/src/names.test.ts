import { posix, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAncestors } from "./ancestors.ts";
import { checkRevision, pathInTree } from "./names.ts";
import { parseTreeEntry } from "./tree-entry.ts";

const FOLDER = resolve("/work tree");

test("a path of the folder stands below the folder's own path in the tree", () => {
  expect(pathInTree("a/b.csv", FOLDER, "")).toBe("a/b.csv");
  expect(pathInTree("./a/../b.csv", FOLDER, "data/")).toBe("data/b.csv");
  expect(pathInTree("../b.csv", FOLDER, "data/")).toBe("b.csv");
  expect(pathInTree(resolve(FOLDER, "b.csv"), FOLDER, "data/")).toBe("data/b.csv");
});

test("whatever a path is, what comes of it is a plain path inside the tree, or a UserError", () => {
  const segment = fc.constantFrom("..", ".", "a", "-x", "", "C:", "b\\c", "\0", " ");
  const paths = fc.oneof(
    fc.string(),
    fc.array(segment, { maxLength: 8 }).map((parts) => parts.join("/")),
  );
  fc.assert(
    fc.property(paths, fc.constantFrom("", "data/", "a/b/"), (path, prefix) => {
      try {
        const inTree = pathInTree(path, FOLDER, prefix);
        expect(inTree.split("/")).not.toContain("..");
        expect(posix.isAbsolute(inTree) || inTree === "" || inTree.includes("\0")).toBe(false);
        expect(posix.normalize(inTree)).toBe(inTree);
      } catch (error) {
        expect(error).toMatchObject({ name: "UserError", kind: "invalid" });
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a revision that is let through never begins with a dash, and holds no space, colon or control character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      try {
        checkRevision(text);
      } catch (error) {
        expect(error).toMatchObject({ name: "UserError" });
        return;
      }
      expect(text).toMatch(/^[^-]/);
      expect(text).not.toMatch(/[\0-\x20\x7f:]/);
    }),
    { numRuns: 2_000 },
  );
});

test("a time that no date can have is left out, and what is no commit is refused", () => {
  const sha = "a".repeat(40);
  expect(parseAncestors(`0 ${sha}\n9000000000000 ${sha}\n`)).toEqual([
    { sha, committedOn: "1970-01-01T00:00:00.000Z" },
    { sha, committedOn: null },
  ]);
  expect(() => parseAncestors("1 nothing\n")).toThrow("something other than commits");
});

test("an entry of a tree is read, and a line of another form is not taken for one", () => {
  const object = "b".repeat(40);
  expect(parseTreeEntry(`100644 blob ${object}      12\ta\0`, "x")).toEqual({ object, size: 12 });
  expect(() => parseTreeEntry(`160000 commit ${object}       -\ta\0`, "x")).toThrow("a submodule");
  expect(() => parseTreeEntry("fatal", "x")).toThrow("something else");
});
