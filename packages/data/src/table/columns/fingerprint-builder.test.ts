import fc from "fast-check";
import { expect, test } from "vitest";
import { hash53 } from "./fingerprint-builder.ts";

function hashOf(text: string): number {
  const bytes = Buffer.from(` ${text} `);
  return hash53(bytes, 1, bytes.length - 1);
}

test("a hash is a whole number of 53 bits, the same for the same text wherever it lies", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const hash = hashOf(text);
      expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
      const bytes = Buffer.from(text);
      expect(hash53(bytes, 0, bytes.length)).toBe(hash);
    }),
  );
});

test("texts that differ by little have hashes that differ, and use all their bits alike", () => {
  const texts = Array.from({ length: 100_000 }, (_, index) => [
    `${index}`,
    `row ${index}`,
    `${"a".repeat(index % 100)}\0${index}`,
  ]).flat();
  const hashes = texts.map(hashOf);
  expect(new Set(hashes).size).toBe(new Set(texts).size);
  for (let bit = 0; bit < 53; bit++) {
    const share = hashes.filter((hash) => Math.floor(hash / 2 ** bit) % 2 === 1).length / hashes.length;
    // Ten standard errors of a fair coin's share.
    expect(Math.abs(share - 0.5), `bit ${bit}`).toBeLessThan(5 / Math.sqrt(hashes.length));
  }
});
