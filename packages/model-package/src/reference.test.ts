import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkReference, fileStem } from "./reference.ts";

function problem(name: string, version: string): string {
  try {
    checkReference({ name, version });
  } catch (error) {
    return error instanceof UserError ? `${error.message} ${error.remedy ?? ""}` : "a bug";
  }
  return "accepted";
}

test("names, in either case, and tags of the OCI distribution specification are accepted", () => {
  for (const name of ["m", "N", "Acme/Model", "review-sentiment", "acme/nlp/review.sentiment", "a__b", "a--b", "0"]) {
    expect(problem(name, "1.0.0"), name).toBe("accepted");
  }
  for (const version of ["1.0.0", "1.0.0-rc.1", "v2", "2026-01-31", "_x", "main", "a".repeat(64)]) {
    expect(problem("m", version), version).toBe("accepted");
  }
});

test("anything else is refused, with what is allowed", () => {
  for (const name of ["", "a b", "-a", "a-", "a..b", "a___b", "/a", "a/", "a//b", "../a", "a:b", "a\n", "é"]) {
    expect(problem(name, "1.0.0"), name).toContain(`name: ${JSON.stringify(name)} was given; allowed are`);
  }
  for (const version of ["", ".1", "-1", "1 0", "1/0", "1:0", "1\n", "a".repeat(65)]) {
    expect(problem("m", version), version).toContain(`version: ${JSON.stringify(version)} was given; allowed are`);
  }
});

test("the remedy is a name or version that would be accepted", () => {
  expect(problem("Acme/Review Sentiment", "1")).toContain('Use "Acme/Review-Sentiment", for example.');
  expect(problem("m", "1.0.0+build.5")).toContain('Use "1.0.0_build.5", for example.');
});

test("no text takes long or causes anything but a UserError", () => {
  expect(problem(`${"a-".repeat(500_000)}!`, "1")).toContain("name:");
  expect(problem("a-".repeat(50), "1")).toContain("name:");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (name, version) => {
      expect(problem(name, version)).not.toBe("a bug");
    }),
  );
});

test("a file's name never has a slash, and different names stay different", () => {
  expect(fileStem({ name: "acme/m", version: "1.0.0" })).toBe("acme+m-1.0.0");
  expect(fileStem({ name: "acme-m", version: "1.0.0" })).toBe("acme-m-1.0.0");
});
