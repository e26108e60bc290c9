import fc from "fast-check";
import { expect, test } from "vitest";
import { HOSTILE_NAMES, hostileText } from "../../test/hostile.ts";
import { mermaidLabels, mermaidNumber, mermaidText } from "./mermaid-text.ts";

test("letters, digits and what joins them stay, whatever else could be syntax goes", () => {
  expect(mermaidText("source = amazon/é-數據 (2.1)")).toBe("source = amazon/é-數據 (2.1)");
  expect(mermaidText('a "b" `c` %%{init}%% <d> #35; e;\nf')).toBe("a b c init d 35 e f");
  expect(mermaidText("x".repeat(40))).toBe(`${"x".repeat(25)}...`);
});

test("no label holds more than is safe in quotes and in a fence, or is longer than there is room", () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ unit: "binary" })), (text) => {
      expect(mermaidText(text)).toMatch(/^[\p{L}\p{M}\p{N} .,_=+/()-]{0,200}$/u);
    }),
  );
});

test("no two labels of an axis are alike, and none is empty", () => {
  expect(mermaidLabels(["a|b", "a b", "", "__proto__", "`", "a b (2)"])).toEqual([
    "a b",
    "a b (2)",
    "(3)",
    "__proto__",
    "(5)",
    "a b (2) (6)",
  ]);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...HOSTILE_NAMES, "a", "a (2)", "a (3)"), hostileText)), (labels) => {
      const shown = mermaidLabels(labels);
      expect(new Set(shown).size).toBe(labels.length);
      expect(shown).not.toContain("");
    }),
  );
});

test("numbers have five digits and no exponent", () => {
  expect([0, -0, 0.05, 1, 0.123456, 1e-6, 1.5e14, 12345678].map((value) => mermaidNumber(value))).toEqual([
    "0",
    "0",
    "0.05",
    "1",
    "0.12346",
    "0.000001",
    "150000000000000",
    "12346000",
  ]);
  fc.assert(
    fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
      expect(mermaidNumber(value)).toMatch(/^-?\d+(\.\d*[1-9])?$/);
    }),
  );
});
