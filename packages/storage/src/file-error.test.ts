import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileError, shownPath } from "./file-error.ts";

test("what the file system refuses is the user's to mend, and named in words", () => {
  const refused = Object.assign(new Error("EACCES: permission denied, open 'x'"), { code: "EACCES" });
  const error = fileError(refused, "read", "weights.bin");
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ message: "cannot read weights.bin: permission denied", cause: refused });
});

test("an error of ours stays as it is", () => {
  const bug = new TypeError("x is not a function");
  expect(fileError(bug, "read", "a")).toBe(bug);
  expect(fileError("text", "read", "a")).toBe("text");
});

test("no path puts a line break or a control character into a message", () => {
  expect(shownPath("dir/plain näme.bin")).toBe("dir/plain näme.bin");
  expect(shownPath("a\n::error::b")).toBe('"a\\n::error::b"');
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (path) => {
      expect(shownPath(path)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    }),
  );
});
