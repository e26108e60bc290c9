import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleTable } from "../example-table.ts";
import { formatCanaries, parseCanaries } from "./canary-list.ts";
import { exposureOf } from "./exposure.ts";
import { fitSkewNormal } from "./fit-skew-normal.ts";
import { makeCanaries } from "./make-canaries.ts";
import { measureExposure } from "./measure-exposure.ts";
import { readPerplexities } from "./read-perplexities.ts";
import { skewNormalCdf } from "./skew-normal.ts";

const DIGITS = [..."0123456789"];
const PIN = { template: "my pin code is {}{}{}{}.", vocabulary: DIGITS };
const COUNTS = { repetitions: [1, 4], canaries: 3, references: 100 };
const SIXTEEN = Float64Array.from({ length: 16 }, (_, index) => index + 1);

describe("the list of canaries", () => {
  test("is the same for a seed, and another for another", () => {
    const bytes = (seed: number) => formatCanaries(makeCanaries(PIN, COUNTS, seed));
    expect(bytes(7)).toBe(bytes(7));
    expect(bytes(7)).not.toBe(bytes(8));
    const { insertions, references } = makeCanaries(PIN, COUNTS, 7);
    expect(insertions.map(({ repetitions, canaries }) => [repetitions, canaries.length])).toEqual([
      [1, 3],
      [4, 3],
    ]);
    expect(references.every((text) => /^my pin code is \d{4}\.$/.test(text))).toBe(true);
  });

  test("has each text once, up to all of the space", () => {
    const all = { repetitions: [1], canaries: 1, references: 99 };
    const { insertions, references } = makeCanaries({ template: "{}-{}", vocabulary: DIGITS }, all, 0);
    expect(new Set([...references, ...(insertions[0]?.canaries ?? [])]).size).toBe(100);
    expect(() => makeCanaries({ template: "{}", vocabulary: DIGITS }, all, 0)).toThrow("100 canaries and references");
  });

  test("of words that join to the same text ends", () => {
    const counts = { repetitions: [1], canaries: 1, references: 3 };
    expect(() => makeCanaries({ template: "{}{}", vocabulary: ["a", "aa"] }, counts, 0)).toThrow("too few different");
  });

  test("is read again as it was written, and nothing else is", () => {
    const list = makeCanaries(
      { template: "{} __proto__", vocabulary: ["constructor", "<b>"] },
      { ...COUNTS, repetitions: [1], canaries: 1, references: 1 },
      0,
    );
    expect(parseCanaries(formatCanaries(list), "c.json")).toEqual(list);
    expect(() => parseCanaries("{", "c.json")).toThrow("c.json is not JSON");
    const twice = { ...list, references: list.insertions[0]?.canaries };
    expect(() => parseCanaries(JSON.stringify(twice), "c.json")).toThrow("must not have a text twice");
    expect(() => parseCanaries(JSON.stringify({ ...list, template: "none" }), "c.json")).toThrow("to fill");
  });

  test.each([
    [{ ...COUNTS, canaries: 0 }, "a count of 0"],
    [{ ...COUNTS, repetitions: [1, 1] }, "given twice"],
    [{ ...COUNTS, repetitions: [] }, "at least one"],
    [{ ...COUNTS, references: Number.NaN }, "a count of NaN"],
  ])("for %j is refused", (counts, message) => {
    expect(() => makeCanaries(PIN, counts, 0)).toThrow(message);
  });
});

test("a file of canaries is what was written, whatever the words, or is refused with a word for the user", () => {
  const vocabulary = fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme" }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(vocabulary, fc.string({ unit: "grapheme" }), fc.integer(), (words, around, seed) => {
      const counts = { repetitions: [1], canaries: 1, references: 1 };
      const space = { template: `${around.replaceAll("{}", "")}{}`, vocabulary: words };
      const list = makeCanaries(space, counts, seed);
      expect(parseCanaries(formatCanaries(list), "c")).toEqual(list);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(() => parseCanaries(text, "c")).toThrow(UserError);
    }),
  );
});

describe("exposure by rank", () => {
  // exposures_test.py of TensorFlow Privacy.
  test.each([
    [0, 4],
    [0.1, 4],
    [20, Math.log2(16) - Math.log2(17)],
    [3.5, 2],
  ])("of a perplexity of %d among 1 … 16 is %d bits", (perplexity, bits) => {
    expect(exposureOf(perplexity, SIXTEEN, 0.95).value).toBeCloseTo(bits, 12);
  });

  test("comes after the references that it ties with", () => {
    expect(exposureOf(1, SIXTEEN, 0.95).value).toBe(3);
  });

  test("has no upper end where no reference is less perplexing", () => {
    // At most 1 - 0.025^(1/16) of all texts are, by hand.
    const { low, high } = exposureOf(0, SIXTEEN, 0.95);
    expect(low).toBeCloseTo(-Math.log2(1 - 0.025 ** (1 / 16)), 10);
    expect(high).toBeNull();
  });

  test("never rises with the perplexity, and lies in its interval", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (at, more) => {
          const [less, greater] = [exposureOf(at, SIXTEEN, 0.9), exposureOf(at + more, SIXTEEN, 0.9)];
          expect(greater.value).toBeLessThanOrEqual(less.value);
          expect(less.low).toBeLessThanOrEqual(less.value);
          expect(less.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(less.value);
        },
      ),
    );
  });
});

describe("the skew normal distribution", () => {
  // SciPy 1.15.3, scipy.stats.skewnorm.cdf.
  test.each([
    [-1, 4, 8.17969033906455e-7],
    [0, 0, 0.5],
    [-3, -5, 0.00269979606326019],
    [-6, 3, 1.9620210475829635e-82],
    [2, 4, 0.9544997361036416],
    [1, -3, 0.9999437555662881],
  ])("below %d of shape %d", (x, shape, expected) => {
    expect(skewNormalCdf(x, { shape, location: 0, scale: 1 }) / expected).toBeCloseTo(1, 10);
  });

  test("of the highest likelihood is that of scipy.stats.skewnorm.fit", () => {
    // SciPy 1.15.3 on 5 + sqrt(-ln(1 - (i + 1/2) / 400)), i < 400: it stops at four digits.
    const values = Float64Array.from({ length: 400 }, (_, i) => 5 + Math.sqrt(-Math.log(1 - (i + 0.5) / 400)));
    const fitted = fitSkewNormal(values);
    expect(fitted?.shape).toBeCloseTo(3.929114574438495, 3);
    expect(fitted?.location).toBeCloseTo(5.307219171859751, 5);
    expect(fitted?.scale).toBeCloseTo(0.740994876659792, 5);
    const mirrored = fitSkewNormal(values.map((value) => 10 - value).reverse());
    expect(mirrored?.shape).toBeCloseTo(-3.929100815888286, 3);
  });

  test("is not fitted to few values, to one value, or to half a normal one", () => {
    expect(fitSkewNormal(SIXTEEN)).toBeNull();
    expect(fitSkewNormal(new Float64Array(200).fill(3))).toBeNull();
    expect(fitSkewNormal(Float64Array.from({ length: 200 }, (_, i) => -Math.log(1 - (i + 0.5) / 200)))).toBeNull();
  });
});

describe("a measurement", () => {
  const GATE = { limits: [], minimum: 1, critical: false };
  const options = { level: 0.95, gateOf: () => GATE };
  const table = (canaries: readonly (readonly [number, number])[]) =>
    exampleTable({
      repetitions: [...canaries.map(([count]) => count), ...SIXTEEN.map(() => 0)],
      perplexity: [...canaries.map(([, perplexity]) => perplexity), ...SIXTEEN],
    });

  test("is of the most exposed canary, over all and by insertions, with the change", () => {
    const now = readPerplexities(
      table([
        [4, 0.5],
        [4, 9.5],
        [1, 7.5],
      ]),
    );
    const before = readPerplexities(
      table([
        [4, 1.5],
        [1, 7.5],
      ]),
    );
    const { measures, tables } = measureExposure(now, before, options);
    expect(measures.map(({ metric, of, candidate }) => [metric, of, candidate?.value])).toEqual([
      ["canary-exposure", null, 4],
      ["canary-exposure", "1 insertion", 1],
      ["canary-exposure", "4 insertions", 4],
      ["canary-exposure-extrapolated", null, undefined],
    ]);
    expect(measures[0]?.difference).toMatchObject({ estimate: 1, high: null });
    // (4 + log2 1.6) / 2, by hand.
    expect(tables[0]?.rows[1]?.cells[0]?.value).toBeCloseTo((4 + Math.log2(1.6)) / 2, 12);
  });

  test("of insertions that only the baseline has canaries of has no figure", () => {
    const now = readPerplexities(table([[1, 7.5]]));
    const before = readPerplexities(
      table([
        [1, 7.5],
        [16, 0.5],
      ]),
    );
    const { measures, tables } = measureExposure(now, before, options);
    expect(measures.find(({ of }) => of === "16 insertions")).toMatchObject({
      candidate: null,
      baseline: { value: 4 },
    });
    expect(tables[0]?.rows[1]).toMatchObject({ label: "16 insertions", n: 0, cells: [null, { value: 4 }] });
  });

  test("extrapolates where the references can be fitted", () => {
    const references = Float64Array.from({ length: 400 }, (_, i) => 5 + Math.sqrt(-Math.log(1 - (i + 0.5) / 400)));
    const canaries = new Map([[1, Float64Array.of(4.9)]]);
    const { measures } = measureExposure({ name: "p", references, canaries }, null, options);
    // -log2 of SciPy's cdf of its own fit: 10.1015.
    expect(measures.at(-1)?.candidate?.value).toBeCloseTo(10.1015, 3);
  });

  test.each([
    [{ repetitions: [1], perplexity: [2] }, "has no reference"],
    [{ repetitions: [0], perplexity: [2] }, "has no canary"],
    [{ repetitions: [0.5], perplexity: [2] }, "0.5 insertions"],
    [{ repetitions: [1] }, 'no column "perplexity"'],
    [{ repetitions: [1], perplexity: ["high"] }, 'no column "perplexity"'],
  ])("of %j is refused", (columns, message) => {
    expect(() => readPerplexities(exampleTable(columns))).toThrow(message);
  });
});
