import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exposure, type ListRow, perViewer } from "./lists.ts";
import { createPlatform } from "./platform.ts";
import { prepare } from "./prepare.ts";

test("what is to be ranked was not shown before", () => {
  for (const { past, next } of createPlatform().viewers) {
    const videos = [...past, ...next].map(({ video }) => video);
    expect([past.length, next.length, new Set(videos).size]).toEqual([60, 30, 90]);
  }
});

test("engagement rises and independents are seen less, who are liked as much", { timeout: 120_000 }, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-recommender-"));
  const { baseline, candidate } = await prepare(join(space.path, "first"));
  await prepare(join(space.path, "second"));
  for (const name of ["lists-baseline.jsonl", "lists-candidate.jsonl"]) {
    const [first, second] = ["first", "second"].map((folder) => readFile(join(space.path, folder, name)));
    expect(await second).toEqual(await first);
  }
  // The same rows, in another order.
  const truth = (rows: readonly ListRow[]) =>
    rows.map(({ rank: _, score: __, ...row }) => JSON.stringify(row)).toSorted();
  expect(truth(candidate)).toEqual(truth(baseline));
  expect(candidate).toHaveLength(30_000);

  // As the README has them.
  expect(perViewer(baseline, "click")).toBeCloseTo(5.56, 2);
  expect(perViewer(candidate, "click")).toBeCloseTo(7.23, 2);
  expect(ratio(baseline)).toBeCloseTo(0.98, 2);
  expect(ratio(candidate)).toBeCloseTo(0.74, 2);
  const merit = (creator: string) => {
    const own = candidate.filter((row) => row.creator === creator);
    return own.filter(({ label }) => label === 1).length / own.length;
  };
  expect(Math.abs(merit("studio") - merit("independent"))).toBeLessThan(0.01);
});

function ratio(rows: readonly ListRow[]): number {
  return exposure(rows, "independent") / exposure(rows, "studio");
}
