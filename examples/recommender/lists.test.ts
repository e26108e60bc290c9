import fc from "fast-check";
import { expect, test } from "vitest";
import { exposure, type ListRow, perViewer, rank } from "./lists.ts";
import type { Platform } from "./platform.ts";

const platform: Platform = {
  videos: [
    { id: "v0", group: "studio" },
    { id: "v1", group: "independent" },
    { id: "v2", group: "studio" },
  ],
  viewers: [
    {
      id: "u0",
      past: [],
      next: [
        { video: 2, isClicked: true, isLiked: false },
        { video: 0, isClicked: false, isLiked: false },
        { video: 1, isClicked: true, isLiked: true },
      ],
    },
  ],
};

test("lists fall by score, and equal scores go by the video", () => {
  const rows = rank(platform, (_, video) => (video === 1 ? 2 : 1));
  expect(rows.map(({ id, rank: place, creator, click, label }) => [id, place, creator, click, label])).toEqual([
    ["u0-v1", 1, "independent", 1, 1],
    ["u0-v0", 2, "studio", 0, 0],
    ["u0-v2", 3, "studio", 1, 0],
  ]);
});

test("every list has each of a viewer's videos once, whatever the scores", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 3, maxLength: 3 }), (scores) => {
      const rows = rank(platform, (_, video) => scores[video] ?? 0);
      expect(rows.map(({ rank: place }) => place)).toEqual([1, 2, 3]);
      expect(rows.map(({ item }) => item).toSorted()).toEqual(["v0", "v1", "v2"]);
    }),
  );
});

// By hand: 1 / log2(2) = 1 at the first place, 1 / log2(4) = 1/2 at the third.
test("exposure is the mean over a group's places", () => {
  const rows = rank(platform, (_, video) => [2, 1, 0][video] ?? 0);
  expect(exposure(rows, "studio")).toBeCloseTo(0.75, 12);
  expect(exposure([], "studio")).toBeNaN();
});

test("clicks and likes are of the first ten, by viewer", () => {
  const [row] = rank(platform, () => 0);
  if (row === undefined) throw new Error("there is no row");
  const at = (query: string, place: number): ListRow => ({ ...row, query, rank: place, click: 1, label: 0 });
  const rows = [at("u0", 1), at("u0", 10), at("u1", 10), at("u1", 11)];
  expect([perViewer(rows, "click"), perViewer(rows, "label")]).toEqual([1.5, 0]);
});
