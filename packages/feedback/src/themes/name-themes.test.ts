import { expect, test } from "vitest";
import { nameThemes } from "./name-themes.ts";

test("a word names a theme where two people have it, however often one says their own name", () => {
  const texts = [
    { text: "slow, says Johannes", by: "jo" },
    { text: "slow again, says Johannes", by: "jo" },
    { text: "slow", by: "ann" },
    { text: "rude", by: "ann" },
    { text: "rude", by: "bo" },
  ];
  expect(nameThemes(texts, [0, 0, 0, 1, 1], 2)).toEqual([["slow"], ["rude"]]);
});
