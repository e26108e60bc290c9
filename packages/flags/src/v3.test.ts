import { describe, expect, test } from "vitest";
import { assertionsMade, conforms, conformsEach } from "../../../test/harness/conforms.ts";
import { encodeCbor } from "./cbor.ts";
import { createResolver } from "./create-resolver.ts";
import { fractionalV3 } from "./v3.ts";

const BUCKETS = Array.from({ length: 25 }, (_, bucket) => [`bucket${bucket + 1}`, 4]);

/** The variant of a flag that is divided by the context's field "by", or by flag and targeting key. */
function divided(flag: string, context: object, buckets: readonly unknown[], implicit = false): string | undefined {
  const variants = Object.fromEntries(BUCKETS.map(([name]) => [name, name]));
  const targeting = { fractional: implicit ? buckets : [{ var: "by" }, ...buckets] };
  const flags = { [flag]: { state: "ENABLED", variants: { ...variants, heads: 1, tails: 0 }, targeting } };
  return createResolver(JSON.stringify({ flags }), { fractional: fractionalV3 }).resolve(flag, { ...context }).variant;
}

/** Encoded by cbor2 6.3.0 in canonical mode, whole floats made integers before. */
const ENCODED: readonly (readonly [unknown, string])[] = [
  [0, "00"],
  [-0, "00"],
  [23, "17"],
  [24, "1818"],
  [255, "18ff"],
  [256, "190100"],
  [65_535, "19ffff"],
  [65_536, "1a00010000"],
  [4_294_967_295, "1affffffff"],
  [4_294_967_296, "1b0000000100000000"],
  [2 ** 53, "1b0020000000000000"],
  [2 ** 64 - 2_048, "1bfffffffffffff800"],
  [-1, "20"],
  [-24, "37"],
  [-25, "3818"],
  [-256, "38ff"],
  [-257, "390100"],
  [-4_294_967_296, "3affffffff"],
  [-4_294_967_297, "3b0000000100000000"],
  [-(2 ** 63), "3b7fffffffffffffff"],
  [2 ** 64, "fa5f800000"],
  [-(2 ** 63) - 2_048, "fbc3e0000000000001"],
  [1.5, "f93e00"],
  [65_504, "19ffe0"],
  [0.1, "fb3fb999999999999a"],
  [1e300, "fb7e37e43c8800759c"],
  [2 ** -24, "f90001"],
  [3 * 2 ** -24, "f90003"],
  [2 ** -14, "f90400"],
  [3.402_823_466_385_288_6e38, "fa7f7fffff"],
  [-4.1, "fbc010666666666666"],
  [100_000.5, "fa47c35040"],
  [true, "f5"],
  [false, "f4"],
  ["", "60"],
  ["é", "62c3a9"],
  ["用户1", "67e794a8e688b731"],
  ["😀", "64f09f9880"],
  ["a\0b", "63610062"],
  [{ b: 1, a: [1, 2, { z: null }], aa: "x" }, "a36161830102a1617af66162016261616178"],
];

function hexOf(value: unknown): string {
  return Buffer.from(encodeCbor(value, () => {})).toString("hex");
}

test("values are encoded as another program encodes them", () => {
  for (const [value, bytes] of ENCODED) {
    expect(hexOf(value), JSON.stringify(value)).toBe(bytes);
  }
  conforms({
    area: "Flags and experiments",
    claim: "CBOR in canonical mode",
    peer: "cbor2 6.3.0",
    cases: assertionsMade(),
  });
});

test("half a surrogate pair is U+FFFD; what JSON leaves out is left out, and what it does not have is refused", () => {
  // RFC 8949, 3.1: text of three bytes; UTF-8 of U+FFFD.
  expect(hexOf("\ud83d")).toBe("63efbfbd");
  expect(hexOf({ a: undefined, b: 1 })).toBe(hexOf({ b: 1 }));
  expect(hexOf(new Date(0))).toBe(hexOf("1970-01-01T00:00:00.000Z"));
  for (const value of [() => 1, Symbol("x"), Number.NaN, Number.NEGATIVE_INFINITY])
    expect(() => hexOf(value)).toThrow();
});

test("the work is counted", () => {
  let steps = 0;
  encodeCbor({ text: "x".repeat(100), list: [1, 2, 3] }, (more) => {
    steps += more;
  });
  // Six values, and the characters of one text and two names.
  expect(steps).toBe(6 + 100 + 4 + 4);
});

describe("fractional divides as the accepted decision of flagd has it", () => {
  conformsEach({ area: "Flags and experiments", claim: "rows of splits, fractional v3", peer: "flagd's testbed" });
  // open-feature/flagd-testbed, @fractional-v3: flag "fractional-basic-flag", 25 buckets of weight 4.
  test.each([
    ["user1", "bucket22"],
    [123, "bucket20"],
    [1.23, "bucket14"],
  ])("%s gets %s", (by, variant) => {
    expect(divided("fractional-basic-flag", { by, targetingKey: "x" }, BUCKETS)).toBe(variant);
  });

  test("the pair of flag and targeting key, where nothing else is named", () => {
    const shares = [
      ["heads", 1],
      ["tails", 1],
    ];
    expect(divided("fractional-flag-shorthand", { targetingKey: "user-1" }, shares, true)).toBe("heads");
    expect(divided("fractional-flag-shorthand", {}, shares, true)).toBeUndefined();
    expect(divided("fractional-flag-shorthand", { targetingKey: 7 }, shares, true)).toBeUndefined();
  });

  test("whole numbers are one, however they are written; null divides nothing", () => {
    // murmur3 (mmh3 5.3.1) of 01 is 3831157163: × 100 >> 32 = 89, the 23rd of 25.
    for (const by of [1, 1.0]) expect(divided("f", { by, targetingKey: "x" }, BUCKETS)).toBe("bucket23");
    expect(divided("f", { by: null, targetingKey: "x" }, BUCKETS)).toBeUndefined();
  });

  test("what is nested without end is an error of the flag, not of the caller", () => {
    let by: unknown = 1;
    for (let level = 0; level < 100_000; level++) by = { by };
    expect(divided("f", { by, targetingKey: "x" }, BUCKETS)).toBeUndefined();
  });
});
