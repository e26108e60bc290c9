import { expect, test } from "vitest";
import { comparingTests } from "./comparing-tests.ts";
import { writtenAgreements, writtenPage } from "./files.ts";
import { conformancePage } from "./page.ts";

test("docs/conformance.md is what the last run found", () => {
  expect(writtenPage()).toBe(conformancePage(writtenAgreements()));
});

test("every test that compares has its claims written, and every claim that is written its test", () => {
  const written = new Set(writtenAgreements().map(({ test: path }) => path));
  expect([...written].toSorted()).toEqual(comparingTests().toSorted());
});

test("what a peer says of itself breaks no table", () => {
  const claim = { area: "Reports", claim: "a | b <c>", peer: "p\nq", cases: 1, test: "test/x.test.ts" } as const;
  const page = conformancePage([claim]);
  expect(page).toContain("| p q | published | a \\| b &lt;c> | 1 |  |  | [x](../test/x.test.ts) |");
  expect(page).toContain("1 claims, 1 peers and publications, 1 comparisons.");
});
