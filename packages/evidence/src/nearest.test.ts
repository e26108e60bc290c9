import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const verbs = ["package-model", "test-behavior", "compare-metrics", "post-report"];

test("a mistyped word finds the one that was meant", () => {
  expect(nearest("compare-metric", verbs)).toBe("compare-metrics");
  expect(nearest("test-behaviour", verbs)).toBe("test-behavior");
  expect(nearest("packagemodel", verbs)).toBe("package-model");
});

test("a word far from all finds none", () => {
  expect(nearest("frobnicate", verbs)).toBeUndefined();
  expect(nearest("x".repeat(1_000_000), verbs)).toBeUndefined();
  expect(nearest("anything", [])).toBeUndefined();
});
