import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseFile, localName } from "./choose-file.ts";
import { parseBaselineReference } from "./parse-reference.ts";

test("the file that is called as the candidate's is chosen, in whatever folder, before any other", () => {
  expect(chooseFile(["a.csv", "deep/predictions.csv"], "out/predictions.csv")).toBe("deep/predictions.csv");
  expect(chooseFile(["predictions.csv", "predictions.csv.bak", "b.csv"], "predictions.csv")).toBe("predictions.csv");
});

test("else the only one that can be read is chosen", () => {
  expect(chooseFile(["README.md", "old.parquet"], "new.csv")).toBe("old.parquet");
  expect(chooseFile(["old.jsonl.gz"], "new.csv")).toBe("old.jsonl.gz");
  expect(chooseFile(["old.parquet.gz", "old.pq"], "new.csv")).toBe("old.pq");
});

test("several or none are an error that lists what there is, the first ten", () => {
  expect(() => chooseFile([], "new.csv")).toThrow("nothing that can be a baseline: it is empty");
  expect(() => chooseFile(["notes.md"], "new.csv")).toThrow('nothing that can be a baseline: "notes.md"');
  expect(() => chooseFile(["a/new.csv", "b/new.csv"], "new.csv")).toThrow("several files");
  const many = Array.from({ length: 12 }, (_, index) => `${index}.csv`);
  expect(() => chooseFile(many, "new.csv")).toThrow(/"9\.csv", and 2 more$/);
});

test("whatever a file is called, ours is a plain name with the same format", () => {
  expect(localName("deep/predictions.csv")).toBe("baseline-predictions.csv");
  expect(localName("nul.csv")).toBe("baseline-nul.csv");
  expect(localName("été\n.jsonl.gz")).toBe("baseline--t-.jsonl.gz");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
      expect(localName(name)).toMatch(/^baseline-[\w.-]{0,100}$/);
    }),
  );
});

test("what baseline means is read from its words, and all else is a path", () => {
  expect(parseBaselineReference("merge-base")).toEqual({ kind: "merge-base" });
  expect(parseBaselineReference("package")).toEqual({ kind: "package" });
  expect(parseBaselineReference("git:main")).toEqual({ kind: "git", revision: "main", path: null });
  expect(parseBaselineReference("git:v1:a:b.csv")).toEqual({ kind: "git", revision: "v1", path: "a:b.csv" });
  for (const path of ["./merge-base", "C:\\a.csv", "a:b.csv", "", "github.csv"]) {
    expect(parseBaselineReference(path)).toEqual({ kind: "path", path });
  }
  for (const half of ["git:", "git::a.csv", "git:main:"]) {
    expect(() => parseBaselineReference(half), half).toThrow("git:REF or git:REF:PATH is allowed");
  }
});
