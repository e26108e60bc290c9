import { expect, test } from "vitest";
import type { Judgement } from "../expectations/expectation.ts";
import { countPasses, flakyCases, noPassCounts, passHatK } from "./repeat-counts.ts";

const PASS: Judgement = { outcome: "pass" };
const FAIL: Judgement = { outcome: "fail", severity: 1, at: 0 };

test("a case counts by how often it passed, if it was judged every time", () => {
  const counts = noPassCounts(3);
  const add = (...judgements: Judgement[]) =>
    countPasses(
      counts,
      judgements.map((judgement) => ({ answers: [], judgement })),
    );
  add(PASS, FAIL, PASS);
  add(PASS, PASS, PASS);
  add(PASS, { outcome: "filtered" }, PASS);
  expect(counts).toEqual([0, 0, 1, 1]);
  expect(flakyCases(counts)).toEqual({ flaky: 1, of: 2 });
});

// By hand, of cases that passed 2 and 4 times of 4: pass^1 = (2/4 + 1) / 2, pass^2 = (1/6 + 1) / 2, pass^3 = (0 + 1) / 2.
test("pass^k is the mean of C(c, k) / C(n, k)", () => {
  const shares = passHatK([0, 0, 1, 0, 1]) ?? [];
  expect(shares.map((share) => Number(share.toFixed(12)))).toEqual([0.75, 0.583333333333, 0.5, 0.5]);
  expect(passHatK([0, 0])).toBeNull();
});
