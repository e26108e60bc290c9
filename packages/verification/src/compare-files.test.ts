import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFiles, compareFiles, type FoundContent, type ListedFile } from "./compare-files.ts";

const A = "a".repeat(64);
const B = "b".repeat(64);

function file(path: string, sha256 = A, size = 1): ListedFile {
  return { path, size, sha256 };
}

/** The differences where these contents are found, by path. */
function differences(listed: readonly ListedFile[], found: Readonly<Record<string, FoundContent>>) {
  const contents = new Map(Object.entries(found));
  return compareFiles(listed, ({ path }) => contents.get(path) ?? null);
}

test("a file is the same only with the same digest and the same size", () => {
  expect(differences([file("x")], { x: { size: 1, sha256: A } })).toEqual([]);
  for (const content of [
    { size: 1, sha256: B },
    { size: 2, sha256: A },
    { size: 1, sha256: null },
    { size: Number.NaN, sha256: A },
  ]) {
    expect(differences([file("x")], { x: content })).toMatchObject([{ path: "x", change: "changed" }]);
  }
  expect(differences([file("x")], {})).toEqual([
    { path: "x", change: "missing", expected: `sha256:${A}`, found: null },
  ]);
});

test("what is as it should be is one check, each difference one of its own, in the order of the paths", () => {
  const found = { x: { size: 1, sha256: A }, z: { size: 1, sha256: B } };
  const differ = differences([file("z"), file("y"), file("x")], found);
  const checks = checkFiles(3, [...differ, { path: "a", change: "extra", expected: null, found: null }]);
  expect(checks.map(({ subject, verdict, reasonCode }) => [subject, verdict, reasonCode])).toEqual([
    ["1 file", "pass", "intact"],
    ["a", "fail", "unlisted-file"],
    ["y", "fail", "missing"],
    ["z", "fail", "digest-mismatch"],
  ]);
});

test("of very many differences fifty are told one by one, and the others counted", () => {
  const listed = Array.from({ length: 1_060 }, (_, index) => file(String(index)));
  const checks = checkFiles(listed.length, differences(listed, {}));
  expect(checks).toHaveLength(51);
  expect(checks.at(-1)).toMatchObject({ subject: "1,010 files more", verdict: "fail" });
});

test("any difference fails, and nothing else does", () => {
  const content = fc.option(fc.record({ size: fc.nat(1), sha256: fc.constantFrom(A, B) }), { nil: null });
  fc.assert(
    fc.property(fc.array(content), (contents) => {
      const listed = contents.map((_, index) => file(String(index)));
      const differ = compareFiles(listed, ({ path }) => contents[Number(path)] ?? null);
      const isIntact = contents.every((found) => found?.size === 1 && found.sha256 === A);
      expect(differ.length === 0).toBe(isIntact);
      expect(checkFiles(listed.length, differ).some(({ verdict }) => verdict === "fail")).toBe(!isIntact);
    }),
  );
});
