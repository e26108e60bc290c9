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

test("a key that was given in the place of its file's path is not shown, nor is the system's own message", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n";
  const missing = Object.assign(new Error(`ENOENT: no such file or directory, open '${key}'`), { code: "ENOENT" });
  const error = fileError(missing, "read", key);
  expect(error).toMatchObject({
    message: "cannot read what is no path but a text in PEM: there is no such file or folder",
  });
});
