import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import * as v from "valibot";
import { expect, test } from "vitest";
import { minifyChunks } from "../../build/minify-chunks.ts";

/** Every function is used once, or only passes on: what a minifier merges into its caller where it may. */
const PROGRAM = `
  class OwnProblem extends Error {}
  const refuse = (value) => { throw new OwnProblem("refused " + value); };
  function checkOnce(value) { const inner = (one) => { return refuse(one); }; return inner(value); }
  function passOn(value) { return checkOnce(value); }
  class Reader { readValue(value) { return passOn(value); } }
  export function main(value) { const reader = new Reader(); return reader.readValue(value); }
`;

test("a stack of our own code names every function and class on the way", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-minify-"));
  await writeFile(join(folder.path, "program.js"), PROGRAM);
  const bundle = await rolldown({ input: join(folder.path, "program.js"), plugins: [minifyChunks()] });
  const file = join(folder.path, "built.mjs");
  await bundle.write({ file });
  await bundle.close();
  const { main } = v.parse(v.object({ main: v.function() }), await import(pathToFileURL(file).href));
  const problem = v.parse(
    v.instance(Error),
    caught(() => main(7)),
  );
  expect(problem.constructor.name).toBe("OwnProblem");
  const names = [...(problem.stack ?? "").matchAll(/^ +at (?:Module\.)?([\w.]+) \(/gm)].map(([, name]) => name);
  expect(names.slice(0, 6)).toEqual(["refuse", "inner", "checkOnce", "passOn", "Reader.readValue", "main"]);
});

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
