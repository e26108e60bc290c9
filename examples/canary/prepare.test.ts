import { mkdtempDisposable, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { score } from "./models/mended.ts";
import { prepareVersions } from "./prepare.ts";
import { NEGATIONS } from "./simulator/texts.ts";

test("the mended candidate's folder is a whole model: its adapter calls the library beside it, and the licence is there", async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-canary-"));
  const { mended, afinn } = await prepareVersions(space.path);
  expect([mended.version, afinn.version]).toEqual(["5.0.2-mended.1", "5.0.2"]);
  const copy: { score: typeof score } = await import(pathToFileURL(join(mended.path, "mended.ts")).href);
  for (const { text } of NEGATIONS) expect(copy.score(text)).toBe(score(text));
  const files = await readdir(mended.path, { recursive: true });
  expect(files).toContain("MODEL.md");
  expect(files.some((file) => /node_modules.+LICENSE/.test(file))).toBe(true);
});
