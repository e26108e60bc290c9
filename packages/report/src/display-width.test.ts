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
