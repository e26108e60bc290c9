import { sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { parseTolerances } from "../tolerance.ts";
import { compareOutputs } from "./compare-outputs.ts";
import type { Contents } from "./outputs.ts";

type Run = Readonly<Record<string, string | null>>;

/** Compares runs given as their files' contents by path; null is what is no file. */
function compare(runs: readonly Run[], tolerances: readonly string[] = [], mostBytes = 1_000) {
  const contents: Contents = {
    async read(run, path) {
      const bytes = Buffer.from(runs[run]?.[path] ?? "");
      return bytes.length > mostBytes ? null : bytes;
    },
    firstByte: async () => 42,
  };
  const outputs = runs.map((run) =>
    Object.entries(run).map(([path, text]) => ({
      path,
      sha256: text === null ? null : sha256(text),
      bytes: text?.length ?? 0,
    })),
  );
  return compareOutputs(outputs, parseTolerances(tolerances), contents);
}

describe("outputs", () => {
  test("are compared by path, in the order of the paths, whatever the order they came in", async () => {
    const found = await compare([
      { b: "1", a: "x" },
      { a: "x", b: "2" },
    ]);
    expect(found.map(({ path, state }) => [path, state])).toEqual([
      ["a", "identical"],
      ["b", "differs"],
    ]);
  });

  test("of several runs are told by the worst, and of those the first", async () => {
    const [found] = await compare([{ a: "1" }, { a: "1" }, { a: "2" }, { a: "3" }]);
    expect(found).toMatchObject({ state: "differs", difference: { run: 3, first: "1", other: "2" } });
    expect(await compare([{ a: "1" }, { a: "1.1" }, {}], ["0.2"])).toMatchObject([
      { state: "missing", difference: { run: 3 } },
    ]);
  });

  test("are near only where a tolerance is stated, even of 0", async () => {
    const runs = [{ "a.json": "[1, 2]" }, { "a.json": "[1,2]" }];
    expect(await compare(runs)).toMatchObject([{ state: "differs", difference: { place: "how it is written" } }]);
    expect(await compare(runs, ["*.json: abs=0"])).toMatchObject([{ state: "within-tolerance", values: 2 }]);
  });

  test("too large to be compared by value differ at their first byte, whatever the tolerance", async () => {
    expect(await compare([{ a: "1111" }, { a: "1112" }], ["1"], 3)).toMatchObject([
      { state: "differs", format: "bytes", difference: { place: "byte 42" } },
    ]);
  });

  test("that are no files are neither the same nor different", async () => {
    expect(await compare([{ a: null }, { a: null }])).toMatchObject([{ state: "not-a-file" }]);
    expect(await compare([{ a: null }, { a: "x" }])).toMatchObject([{ state: "not-a-file" }]);
    expect(await compare([{ a: null }, {}])).toMatchObject([{ state: "missing" }]);
  });

  test("of one run are not compared", async () => {
    await expect(compare([{ a: "x" }])).rejects.toThrow("at least two runs");
  });
});
