import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkApart } from "./apart.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("an output within the source is refused, also through a link or where nothing is yet", async () => {
  await using folder = await temporaryFolder();
  const model = join(folder.path, "model");
  await mkdir(join(model, "sub"), { recursive: true });
  await symlink(join(model, "sub"), join(folder.path, "link"), "junction");
  const check = (output: string) =>
    checkApart({ location: model, shown: "model" }, { location: join(folder.path, output), shown: output });
  for (const inside of ["model", "model/out", "model/a/b/c", "model/..out", "link/out"]) {
    await expect(check(inside), inside).rejects.toThrow(`the output ${inside} is inside model`);
  }
  for (const outside of ["out", "model-1", "other/model"]) await expect(check(outside)).resolves.toBeUndefined();
});
