import { expect, test } from "vitest";
import { valueHash } from "./hash-value.ts";
import { createScanner } from "./scanner.ts";
import { createTally, type ScanCounts } from "./tally.ts";

const SALT = new TextEncoder().encode("sixteen bytes or more");

function scanned(rows: readonly string[]): ScanCounts {
  const tally = createTally(createScanner(), valueHash(SALT));
  for (const text of rows) tally.add([{ name: "text", text }]);
  return tally.counts();
}

test("rows with something and all that was found are counted by kind", () => {
  const counts = scanned(["a@b.de c@d.de", "none", "a@b.de 8.8.8.8"]);
  expect(counts.rows).toBe(3);
  expect([...counts.hits]).toEqual([
    ["e-mail", 3],
    ["ip-address", 1],
  ]);
  expect(Object.fromEntries(counts.rowsWith)).toEqual({ "e-mail": 2, "ip-address": 1, "personal-data": 2 });
  expect(counts.sightings.map(({ kind, row }) => [kind, row])).toEqual([
    ["e-mail", 1],
    ["e-mail", 1],
    ["ip-address", 3],
  ]);
});

test("a field's name tells what is in it", () => {
  const tally = createTally(createScanner(), valueHash(SALT));
  tally.add([
    { name: "bsn", text: "111222333" },
    { name: "total", text: "111222333" },
  ]);
  expect([...tally.counts().hits]).toEqual([["nl-bsn", 1]]);
});

test("a hash is the same however a value is written, and another under another salt", () => {
  const hash = valueHash(SALT);
  expect(hash("iban", "GB29 NWBK 6016 1331 9268 19")).toBe(hash("iban", "gb29nwbk60161331926819"));
  expect(hash("e-mail", "Ann@Example.org")).toBe(hash("e-mail", "ann@example.org"));
  expect(hash("web-token", "A")).not.toBe(hash("web-token", "a"));
  expect(hash("iban", "1")).not.toBe(hash("us-ssn", "1"));
  expect(valueHash(new Uint8Array(16))("iban", "1")).not.toBe(hash("iban", "1"));
  expect(() => valueHash(new Uint8Array(15))).toThrow("a salt of 15 bytes");
});

test("a hash is HMAC-SHA-256, shortened", () => {
  // printf 'e-mail\0a@b.de' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0000…(16 bytes)
  expect(valueHash(new Uint8Array(16))("e-mail", "A@b.de")).toBe("061c9b882abc47f9");
});
