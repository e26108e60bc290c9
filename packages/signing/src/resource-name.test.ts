import fc from "fast-check";
import { expect, test } from "vitest";
import { isNormalPath, splitShardName } from "./resource-name.ts";

test("relative paths in their one normal form are accepted", () => {
  for (const path of ["a", "a/b", ".hidden", "a b", "...", "a..b", "é", "𝒳/x", "__proto__", "a:1:2", "C:", "*"]) {
    expect(isNormalPath(path), path).toBe(true);
  }
});

test("all others are refused", () => {
  const paths = [
    "",
    ".",
    "..",
    "/",
    "/a",
    "a/",
    "a//b",
    "./a",
    "a/./b",
    "../a",
    "a/..",
    "a/../b",
    "a\\b",
    "\\\\server\\x",
  ];
  for (const path of [...paths, "a\0", "a\nb", "\x7f", "\ud800", "a/\udfff"])
    expect(isNormalPath(path), path).toBe(false);
});

test("an accepted path stays below the model's folder however it is resolved", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("..", ".", "a", "/", "\\", "", ":", "b")), (parts) => {
      const path = parts.join("");
      if (!isNormalPath(path)) return;
      expect(new URL(path.split("/").map(encodeURIComponent).join("/"), "file:///m/").pathname).toMatch(/^\/m\/./);
      expect(path.split("/")).not.toContain("..");
    }),
  );
});

test("the last two numbers of a shard's name are its range", () => {
  expect(splitShardName("weights.bin:0:1000000000")).toEqual({
    path: "weights.bin",
    range: { start: 0, end: 1_000_000_000 },
  });
  expect(splitShardName("a:1:2:10:20")).toEqual({ path: "a:1:2", range: { start: 10, end: 20 } });
  expect(splitShardName(".:0:1")).toEqual({ path: ".", range: { start: 0, end: 1 } });
  for (const name of [
    "a",
    "a:1",
    ":0:1",
    "a:0:0",
    "a:2:1",
    "a:-1:1",
    "a:00:1",
    "a:0x0:1",
    "a:0:1 ",
    "a:0:9007199254740993",
    "a: 0:1",
  ]) {
    expect(splitShardName(name), name).toBeUndefined();
  }
});
