import { expect, test } from "vitest";
import { DEFAULT_IGNORED, ignoring } from "./ignored-path.ts";

test("the default is left out at the top of the model, with what lies beneath", () => {
  const isIgnored = ignoring(DEFAULT_IGNORED);
  for (const path of [".git", ".git/HEAD", ".gitignore", ".gitattributes", ".github/workflows/a.yml"]) {
    expect(isIgnored(path), path).toBe(true);
  }
  for (const path of ["sub/.git", ".gitmodules", ".gitx", ".git2/HEAD", "a/.gitignore", "git", ".GIT"]) {
    expect(isIgnored(path), path).toBe(false);
  }
});

test("other paths are exact, from the top, and with their subtrees", () => {
  const isIgnored = ignoring(["cache", "a/b.txt", "./notes", "logs/"]);
  for (const path of ["cache", "cache/x/y", "a/b.txt", "notes", "logs/1"]) expect(isIgnored(path), path).toBe(true);
  for (const path of ["sub/cache", "cache2", "a/b.txt2", "a", "note", "log"]) expect(isIgnored(path), path).toBe(false);
});

test("patterns, and paths that point out of the model, match nothing", () => {
  const isIgnored = ignoring(["*", "*.bin", "/", "", ".", "..", "../model", "/etc", "a/../b", "[ab]", "?"]);
  for (const path of ["a", "b", "x.bin", "model", "etc", "a/b"]) expect(isIgnored(path), path).toBe(false);
});
