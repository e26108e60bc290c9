import { commands } from "@airworthy/commands";
import { expect, test } from "vitest";
import { GOOD_RUNS } from "./good-runs/index.ts";

test("every verb has a good run to do faults to, and every good run is of a verb", () => {
  const verbs = commands.map(({ name }) => name).toSorted();
  expect([...new Set(GOOD_RUNS.map(({ verb }) => verb))].toSorted()).toEqual(verbs);
});

test("every fault that leaves a pass a pass has its reason, and names of runs are unique", () => {
  for (const { harmless = [] } of GOOD_RUNS) {
    for (const { because } of harmless) expect(because).toMatch(/^\S.{19,}$/);
  }
  const names = GOOD_RUNS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
