import { expect, test } from "vitest";
import type { Meeting, Platform } from "../platform.ts";
import { trainClicks } from "./clicks.ts";
import { trainNeighbours } from "./neighbours.ts";

const met = (video: number, isClicked: boolean, isLiked: boolean): Meeting => ({ video, isClicked, isLiked });

/** Two viewers who like videos 0 and 1, one who likes 0 and is yet to meet 1 and 2; one likes 2. Everyone clicks 2 only. */
const platform: Platform = {
  videos: [0, 1, 2].map((place) => ({ id: `v${place}`, group: "studio" })),
  viewers: [
    { id: "a", past: [met(0, false, true), met(1, false, true)], next: [] },
    { id: "b", past: [met(0, false, true), met(1, false, true)], next: [] },
    { id: "c", past: [met(0, false, true), met(2, true, false)], next: [] },
    { id: "d", past: [met(2, true, true)], next: [] },
  ],
};

// By hand, for viewer c, who likes 0: 2 / (sqrt(3 * 2) + 5) to 1, and half of its 2 likes of 2 meetings, shrunk by 5.
test("the baseline shows what those like who like the same, and what many like", () => {
  const score = trainNeighbours(platform);
  expect(score(2, 1)).toBeCloseTo(2 / (Math.sqrt(6) + 5) + (0.5 * 2) / 7, 12);
  // Nobody likes both 0 and 2; one of two liked 2.
  expect(score(2, 2)).toBeCloseTo((0.5 * 1) / 7, 12);
});

test("the candidate shows what is clicked", () => {
  const odds = trainClicks(platform);
  for (const viewer of [0, 1, 2, 3]) expect(odds(viewer, 2)).toBeGreaterThan(odds(viewer, 0));
  expect(odds(0, 2)).toBeGreaterThan(0);
  expect(odds(0, 0)).toBeLessThan(0);
});
