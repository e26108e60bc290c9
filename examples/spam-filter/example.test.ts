import { createHash } from "node:crypto";
import { mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { advantage, shareRight } from "./filter/membership.ts";
import { exposure } from "./language-model/canary.ts";
import { prepare } from "./prepare.ts";

const temporary = () => mkdtempDisposable(join(tmpdir(), "airworthy-spam-filter-"));

test("what is more accurate tells more of its training data, in the same tables each time", {
  timeout: 180_000,
}, async () => {
  await using first = await temporary();
  await using second = await temporary();
  const { mails, filters, perplexity, canaries } = await prepare(first.path);
  await prepare(second.path);
  expect(await digests(second.path)).toEqual(await digests(first.path));

  const { members, others } = mails;
  expect([members.length, others.length]).toEqual([1_500, 1_500]);
  expect(new Set([...members, ...others].map(({ id }) => id)).size).toBe(3_000);
  expect(new Set([...members, ...others].map(({ text }) => text)).size).toBe(3_000);

  // As the README has them.
  const { baseline, candidate } = filters;
  expect(shareRight(baseline.predictions)).toBeCloseTo(0.969, 3);
  expect(shareRight(candidate.predictions)).toBeCloseTo(0.981, 3);
  expect(advantage(baseline.losses)).toBeCloseTo(0.065, 3);
  expect(advantage(candidate.losses)).toBeCloseTo(0.093, 3);
  expect(perplexity.candidate).toBeLessThan(perplexity.baseline);
  const bits = (of: string) => canaries.filter(({ version }) => version === of).map(({ rows }) => exposure(rows));
  // The most that 9,999 references can show, log2 of their number, as soon as the secret stands there once.
  expect(bits("candidate").slice(1)).toEqual([1, 1, 1, 1].map(() => Math.log2(9_999)));
  expect(bits("baseline")).toEqual(bits("baseline").toSorted((a, b) => a - b));
  expect(bits("baseline")[1]).toBeLessThan(4);
});

async function digests(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  const entries = names.map(async (name) => {
    const content = await readFile(join(folder, name));
    return [name, createHash("sha256").update(content).digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
