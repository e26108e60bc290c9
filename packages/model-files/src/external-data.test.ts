import { posix, win32 } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escapingLocation } from "./external-data.ts";

test("a path below the folder does not escape", () => {
  for (const location of ["w.bin", "data/w.bin", "./w.bin", "a..b", ".w", "w..", "wörter.bin", "model.onnx.data"]) {
    expect(escapingLocation(location), location).toBe(false);
  }
});

test("what leads out of the folder on any system escapes", () => {
  const escaping = [
    "/etc/passwd",
    "//host/w",
    "../w",
    "a/../../w",
    "a/..",
    "..",
    ".. /w",
    "...",
    "..\\w",
    "a\\..\\w",
    "\\\\host\\w",
  ];
  const other = ["C:\\w", "C:w", "c:/w", "file:///etc/passwd", "https://example.org/w", "w\0.bin", "", " "];
  for (const location of [...escaping, ...other]) expect(escapingLocation(location), location).toBe(true);
});

test("a location that does not escape stays in its folder as Node resolves paths, on POSIX and Windows", () => {
  const piece = fc.constantFrom("..", ".", "/", "\\", "a", "C:", "w.bin", ":", " ");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const location = pieces.join("");
      if (escapingLocation(location)) return;
      expect(`${posix.resolve("/model", location)}/`.startsWith("/model/")).toBe(true);
      expect(`${win32.resolve("X:\\model", location)}\\`.startsWith("X:\\model\\")).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
