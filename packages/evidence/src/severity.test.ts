import { expect, test } from "vitest";
import { severitySchema } from "./severity.ts";
import { checkShape } from "./shape.ts";

test.each(["critical", "high", "medium", "low"] as const)("%s is a severity", (severity) => {
  expect(checkShape(severitySchema, severity, "a test")).toBe(severity);
});

test.each([
  ["hihg", "did you mean high?"],
  ["Critical", "did you mean critical?"],
  ["catastrophic", "must be one of critical, high, medium, low"],
  ["constructor", "must be one of critical, high, medium, low"],
  [3, "must be one of critical, high, medium, low"],
])("%j is refused: %s", (given, message) => {
  expect(() => checkShape(severitySchema, given, "a test")).toThrow(message);
});
