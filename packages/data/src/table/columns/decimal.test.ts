import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalNumber } from "./decimal.ts";

function read(text: string): number {
  // Digits before and after it are no part of the number.
  const bytes = Buffer.from(`9${text}9`);
  return decimalNumber(bytes, 1, bytes.length - 1);
}

test("every double that JSON.stringify writes is read back exactly", () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (number) => {
      expect(read(JSON.stringify(number))).toBe(Number(JSON.stringify(number)));
    }),
    { numRuns: 5000 },
  );
});

test("a decimal number is what Number makes of it, however many digits it has, and however near it lies to the middle of two doubles", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 0, maxLength: 24 });
  const sign = fc.constantFrom("", "-", "+");
  const exponent = fc.tuple(fc.constantFrom("", "e", "E"), sign, fc.nat({ max: 400 }));
  const text = fc
    .tuple(sign, digits, fc.constantFrom("", "."), digits, exponent)
    .map(([minus, whole, point, rest, [e, s, n]]) => {
      return `${minus}${whole}${point}${rest}${e === "" ? "" : `${e}${s}${n}`}`;
    });
  const middle = fc
    .tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n }), fc.constantFrom(0n, 1n, -1n), fc.nat({ max: 22 }))
    .map(([number, off, power]) => `${(2n * number + 1n) * 5n + off}e-${power}`);
  const shown = fc
    .tuple(fc.double({ min: 1e-6, max: 1e6 }), fc.integer({ min: 1, max: 20 }))
    .map(([number, precision]) => number.toPrecision(precision));
  fc.assert(
    fc.property(fc.oneof(text, middle, shown), (written) => {
      const isNumber = /\d/.test(written.replace(/e.*/i, ""));
      expect(read(written), written).toBe(isNumber ? Number(written) : Number.NaN);
    }),
    { numRuns: 20_000 },
  );
});

test("numbers at the limits of each way of reading are exact", () => {
  const cases = [
    "0",
    "-0",
    "0.0",
    "5.",
    ".5",
    "007",
    "+1",
    "999999999999999",
    "9007199254740993",
    "1e22",
    "1e23",
    "1e-22",
  ];
  for (const text of [
    ...cases,
    "1e-23",
    "123456789012345678",
    "9999999999999999999",
    "0.30000000000000004",
    "5e-324",
    "1e999",
  ]) {
    expect(read(text), text).toBe(Number(text));
  }
});

test("other text is no number", () => {
  for (const text of [
    "",
    "-",
    ".",
    "+.",
    "1.2.3",
    "1e",
    "1e+",
    "e1",
    "0x1",
    "1_0",
    " 1",
    "1 ",
    "NaN",
    "Infinity",
    "١",
    "1,5",
  ]) {
    expect(read(text), JSON.stringify(text)).toBeNaN();
  }
});
