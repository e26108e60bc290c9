import fc from "fast-check";
import { expect, test } from "vitest";
import { charactersOf, displayWidth } from "./display-width.ts";

test("letters take one column, wide characters and emoji two, however many code points make them", () => {
  const widths: [string, number][] = [
    ["", 0],
    ["accuracy", 8],
    ["é e\u0301", 3],
    ["數據", 4],
    ["한글", 4],
    ["ﾃﾞ", 1],
    ["ｗｉｄｅ", 8],
    ["😀", 2],
    ["👩‍🔬👍🏽", 4],
    ["❤️", 2],
    ["▲ −1.2 pp ·├●┤ ✕", 16],
  ];
  for (const [text, width] of widths) expect(displayWidth(text), text).toBe(width);
});

test("characters are what a reader takes for one", () => {
  expect(charactersOf("ae\u0301👩‍🔬")).toEqual(["a", "e\u0301", "👩‍🔬"]);
});

test("texts that are not segmented have the characters and the columns that segmenting would find", () => {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const blocks: readonly (readonly [number, number])[] = [
    [0x20, 0x7e],
    [0x2190, 0x22ff],
    [0x3000, 0x309f],
    [0x30a0, 0x30ff],
    [0x4e00, 0x9fff],
    [0xac00, 0xd7a3],
    [0xff01, 0xff9f],
  ];
  const character = fc.oneof(
    ...blocks.map(([min, max]) => fc.integer({ min, max }).map((code) => String.fromCharCode(code))),
  );
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      const segments = Array.from(segmenter.segment(text), ({ segment }) => segment);
      expect(charactersOf(text)).toEqual(segments);
      expect(displayWidth(text)).toBe(segments.reduce((sum, segment) => sum + displayWidth(segment), 0));
    }),
    { numRuns: 500 },
  );
});
