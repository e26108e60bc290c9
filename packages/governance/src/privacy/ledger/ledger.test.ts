import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composedRdp } from "./compose.ts";
import { type Conversion, spentPrivacy } from "./epsilon.ts";
import { laplaceRdp } from "./laplace.ts";
import { type LedgerEntry, parseLedger } from "./ledger.ts";
import { measureLedger } from "./measure-ledger.ts";
import { sampledGaussianRdp } from "./sampled-gaussian.ts";

const sampled = (q: number, sigma: number, steps: number): LedgerEntry => {
  return { id: `${q}`, mechanism: "sampled-gaussian", "noise-multiplier": sigma, "sampling-probability": q, steps };
};
const spent = (entries: readonly LedgerEntry[], orders: readonly number[], conversion: Conversion) =>
  spentPrivacy(orders, composedRdp(entries, orders), 1e-5, conversion);

describe("the divergence of a sampled Gaussian mechanism", () => {
  // opacus 1.6.0, accountants/analysis/rdp.py, _compute_rdp.
  test.each([
    [0.1, 2, 5, 0.007736968489795912],
    [0.01, 4, 20, 6.526312957279675e-5],
    [0.01, 1.1, 2.5, 0.00016207740933199663],
    [0.001, 0.8, 1.1, 2.0587560897179315e-6],
    [0.2, 5, 10.9, 0.00944966376419532],
    [0.5, 1, 1.5, 0.23515803448265105],
    [0.01, 1.1, 63, 21.353610726767897],
  ])("of q %d, sigma %d, order %d is that of Opacus", (q, sigma, order, expected) => {
    expect(Math.abs(sampledGaussianRdp(q, sigma, order) / expected - 1)).toBeLessThan(1e-8);
  });

  test("of a record that is always drawn is order / (2 sigma^2)", () => {
    expect(sampledGaussianRdp(1, 10, 20)).toBeCloseTo(0.1, 15);
  });

  test("rises with the order, whole or not", () => {
    const orders = [1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];
    const divergences = orders.map((order) => sampledGaussianRdp(0.02, 1.2, order));
    expect(divergences).toEqual(divergences.toSorted((a, b) => a - b));
  });
});

test("the divergence of the Laplace mechanism is that of dp-accounting 0.6.0, _laplace_rdp", () => {
  const divergences = [laplaceRdp(1, 2), laplaceRdp(2, 1.05), laplaceRdp(100, 32), laplaceRdp(1 / 3, 512)];
  const expected = [0.6191236299985929, 0.11166306251793501, 0.0015691085455083967, 2.9986454596068257];
  for (const [index, value] of expected.entries()) expect(divergences[index]).toBeCloseTo(value, 13);
  // order e^2 / 2 from either side of where the formula changes.
  expect(laplaceRdp(1e7 / 1.01, 8) / laplaceRdp(1e7 / 0.99, 8)).toBeCloseTo((1.01 / 0.99) ** 2, 4);
});

describe("epsilon", () => {
  const whole = Array.from({ length: 31 }, (_, order) => order + 2);
  const orders = [1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 64, 256];

  test("is that of TensorFlow Privacy's rdp_accountant_test.py", () => {
    const { epsilon, order } = spent([sampled(0.01, 4, 10_000)], whole, "standard");
    expect([epsilon.toFixed(6), order]).toEqual(["1.258575", 20]);
    const both = spent([sampled(1e-4, 0.4, 40_000), sampled(0.1, 2, 100)], orders, "standard");
    expect([both.epsilon.toFixed(6), both.order]).toEqual(["8.509656", 2.5]);
  });

  test("by the improved conversion is that of Opacus 1.6.0, get_privacy_spent", () => {
    expect(spent([sampled(0.01, 4, 10_000)], whole, "improved").epsilon).toBeCloseTo(1.0354900660362476, 9);
    const both = spent([sampled(0.01, 4, 10_000), sampled(0.1, 2, 100)], orders, "improved");
    expect(both).toEqual({ epsilon: expect.closeTo(2.82459976811922, 9), order: 7 });
  });

  test("is infinite where nothing bounds it, and never below 0", () => {
    expect(spentPrivacy([2], [Number.POSITIVE_INFINITY], 1e-5, "improved").epsilon).toBe(Number.POSITIVE_INFINITY);
    expect(spentPrivacy([2], [Number.NaN], 1e-5, "standard").epsilon).toBe(Number.POSITIVE_INFINITY);
    expect(spentPrivacy([512], [0], 0.9, "improved").epsilon).toBe(0);
  });
});

describe("a ledger", () => {
  const TEXT = `
delta: 1.0e-5
entries:
  - { id: first, mechanism: sampled-gaussian, noise-multiplier: 4, sampling-probability: 0.01, steps: 10000 }
`;
  const more = `${TEXT}  - { id: count, mechanism: laplace, noise-multiplier: 10, steps: 1 }\n`;
  const options = {
    level: 0.95,
    gateOf: () => ({ limits: [{ rule: "max" as const, limit: 2 }], minimum: 30, critical: true }),
  };

  test("adds up, and tells the change", () => {
    const [improved, standard] = measureLedger(parseLedger(more, "l"), parseLedger(TEXT, "l"), options).measures;
    expect(improved).toMatchObject({
      metric: "dp-epsilon",
      baseline: { n: 1 },
      candidate: { n: 2 },
      gate: { minimum: 1 },
    });
    expect(improved?.difference?.estimate).toBeGreaterThan(0);
    expect(standard?.candidate?.value).toBeGreaterThan(improved?.candidate?.value ?? Number.NaN);
    expect(improved?.note).toContain("At delta 0.00001, by the improved conversion");
  });

  test("of uses that are alike is that of one with all their steps", () => {
    const [one] = composedRdp([sampled(0.01, 2, 300)], [4]);
    const [two] = composedRdp([sampled(0.01, 2, 100), { ...sampled(0.01, 2, 200), id: "later" }], [4]);
    expect(two).toBeCloseTo(one ?? Number.NaN, 14);
  });

  test.each([
    ["missing", "delta: 1.0e-5\nentries: []\n", '"first" missing now'],
    ["changed", TEXT.replace("10000", "9999"), '"first" changed'],
    ["under another delta", TEXT.replace("1.0e-5", "1.0e-4"), "delta was 0.00001 and is 0.0001"],
  ])("with an entry of the baseline's %s is refused", (_, text, message) => {
    expect(() => measureLedger(parseLedger(text, "l"), parseLedger(TEXT, "l"), options)).toThrow(message);
  });

  test("without entries tells nothing", () => {
    const [improved] = measureLedger(parseLedger("delta: 0.1\nentries: []", "l"), null, options).measures;
    expect(improved?.candidate).toBeNull();
  });

  test.each([
    ["an unknown mechanism", TEXT.replace("sampled-gaussian", "sampled-laplace"), "mechanism"],
    ["no noise", TEXT.replace("noise-multiplier: 4", "noise-multiplier: 0"), "noise-multiplier"],
    ["a probability above 1", TEXT.replace("0.01", "1.01"), "sampling-probability"],
    ["half a step", TEXT.replace("10000", "0.5"), "steps"],
    ["a NaN", TEXT.replace("noise-multiplier: 4", "noise-multiplier: .nan"), "noise-multiplier"],
    ["an id twice", `${more}${more.slice(more.lastIndexOf("  -"))}`, "must not have an id twice"],
    ["a field that is not known", more.replace("steps: 1 }", "steps: 1, free: true }"), "free"],
  ])("with %s is refused by name", (_, text, message) => {
    expect(() => parseLedger(text, "ledger.yml")).toThrow(message);
  });

  test("may have an entry of any name", () => {
    const ledger = parseLedger(more.replace("count", "__proto__"), "l");
    expect(() => measureLedger(parseLedger(TEXT, "l"), ledger, options)).toThrow('"__proto__" missing now');
  });

  test("of any text is read, or refused with a word for the user", () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom(...more.split("\n"))), { maxLength: 6 });
    fc.assert(
      fc.property(lines, (list) => {
        try {
          parseLedger(list.join("\n"), "l");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
