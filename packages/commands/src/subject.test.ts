import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { resolvePackage } from "./subject.ts";

test("a digest is a package of which only that is known", async () => {
  const sha256 = "0123456789abcdef".repeat(4);
  expect(await resolvePackage(`sha256:${sha256}`, "/")).toEqual({
    name: "sha256:0123456789ab",
    version: null,
    sha256,
    digestOf: "package",
  });
});

test("what is neither a digest nor a layout is a UserError that says what is allowed", async () => {
  for (const reference of ["sha256:", "sha256:abc", `sha256:${"A".repeat(64)}`, `sha256:${"a".repeat(65)}`]) {
    await expect(resolvePackage(reference, "/")).rejects.toThrow("64 lower-case hexadecimal digits, or the folder of");
  }
  const folder = await mkdtemp(join(tmpdir(), "airworthy-subject-"));
  try {
    await expect(resolvePackage("none", folder)).rejects.toThrow("none: oci-layout is missing");
    await mkdir(join(folder, "out"));
    await writeFile(join(folder, "out", "oci-layout"), "{");
    await expect(resolvePackage("out", folder)).rejects.toThrow(UserError);
    await expect(resolvePackage("out", folder)).rejects.toThrow("out: oci-layout is not JSON");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
