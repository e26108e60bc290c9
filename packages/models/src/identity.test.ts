import { expect, test } from "vitest";
import { identityOf } from "./identity.ts";

test("the order of fields, what is undefined and what changes no answer do not matter", () => {
  const first = identityOf({ kind: "http", url: "x", headers: undefined });
  expect(identityOf({ url: "x", kind: "http", timeout: 3, retries: 1, secrets: ["A"] })).toBe(first);
  expect(identityOf({ url: "y", kind: "http" })).not.toBe(first);
  expect(identityOf({ url: "x", kind: "http" }, { runtime: "1.2" })).not.toBe(first);
});

test("it is the SHA-256 of the canonical JSON", () => {
  // printf '{"configuration":{"kind":"x"},"facts":{}}' | sha256sum
  expect(identityOf({ kind: "x" })).toBe("eb38cd81d4ec126e71b77aa42d6530b1f370628a58dc694d41b5a43de2e2c4b8");
});
