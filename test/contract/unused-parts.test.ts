import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import * as v from "valibot";
import { expect, test } from "vitest";
import { minifyChunks } from "../../build/minify-chunks.ts";
import { unusedParts } from "../../build/unused-parts.ts";
import { UNUSED_PARTS, type UnusedPart } from "../../build/unused-parts-table.ts";
import { pageChart } from "../../packages/report/src/charts/page-chart.ts";
import { CHARTS } from "../../packages/report/test/charts.ts";
import { REPOSITORY } from "../harness/action-manifest.ts";

const PACKAGE = {
  "node_modules/tool/index.js":
    'exports.kept = "kept words"; exports.left = require("./left.js"); exports.deep = require("./folder/deep.js");',
  "node_modules/tool/left.js": 'module.exports = "left words";',
  "node_modules/tool/folder/deep.js": 'module.exports = "deep words";',
};

/** The code that comes of a program that takes in the whole package. */
async function bundled(parts: readonly UnusedPart[]): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-parts-"));
  const main = join(folder.path, "left.js");
  await mkdir(join(folder.path, "node_modules/tool/folder"), { recursive: true });
  await writeFile(main, 'import tool from "tool"; console.log(tool, "own words");');
  for (const [path, code] of Object.entries(PACKAGE)) await writeFile(join(folder.path, path), code);
  const bundle = await rolldown({ input: main, cwd: folder.path, plugins: [unusedParts(parts)] });
  try {
    const { output } = await bundle.generate();
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

test("a file, a folder or some words of a package are left out, and nothing else", async () => {
  const whole = await bundled([]);
  for (const words of ["kept", "left", "deep", "own"]) expect(whole).toContain(`${words} words`);
  const less = await bundled([
    { path: "tool/index.js", instead: { words: "kept words", by: "other words" } },
    { path: "tool/left.js", instead: "module.exports = 1234;" },
    { path: "tool/folder/" },
  ]);
  for (const words of ["other words", "1234", "own words"]) expect(less).toContain(words);
  for (const words of ["kept words", "left words", "deep words"]) expect(less).not.toContain(words);
});

test("a part that nothing loads fails the build", async () => {
  await expect(bundled([{ path: "tool/moved.js" }, { path: "tool/left.js" }])).rejects.toThrow(
    "nothing loads tool/moved.js",
  );
});

test("words that are not there exactly once fail the build", async () => {
  for (const words of ["gone", "exports."]) {
    const change = bundled([{ path: "tool/index.js", instead: { words, by: "" } }]);
    await expect(change).rejects.toThrow(`must hold "${words}" once`);
  }
});

test("every chart is drawn with what is left of the drawing library as it is with the whole", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-charts-"));
  const file = join(folder.path, "charts.mjs");
  const parts = UNUSED_PARTS.filter(({ path }) => path.startsWith("@observablehq/"));
  const bundle = await rolldown({
    input: join(REPOSITORY, "packages/report/src/charts/page-chart.ts"),
    platform: "node",
    tsconfig: false,
    plugins: [unusedParts(parts), minifyChunks()],
  });
  await bundle.write({ file });
  await bundle.close();
  const built = v.parse(v.object({ pageChart: v.function() }), await import(pathToFileURL(file).href));
  expect(CHARTS.length).toBeGreaterThan(0);
  for (const chart of CHARTS) expect(built.pageChart(chart)).toBe(pageChart(chart));
});
