import { CORRUPTIONS, shift } from "./corruptions.ts";
import { readDigits } from "./digits.ts";

/**
 * How a classifier of handwritten digits should behave: on 2,000 pictures that it was not trained on; on 400 of them after
 * what may happen to a picture, at five strengths each; and on 400 moved by a single pixel, which nobody sees. prepare.ts
 * writes the table.
 */
const TABLE = { file: "output/pictures.jsonl", input: ["id", "pixels"], label: "label", id: "id" };
const MOVED = 400;
const WAYS = { right: [1, 0], left: [-1, 0], down: [0, 1], up: [0, -1] } as const;

const TITLES = { noise: "noise", contrast: "low contrast", brightness: "too bright", shift: "off the centre" } as const;

export default {
  name: "digits",
  seed: 9,
  classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  tests: [
    {
      ...{ id: "clean", title: "pictures as they are", capability: "accuracy", kind: "mft" },
      data: { ...TABLE, where: { corruption: "none" } },
    },
    ...CORRUPTIONS.map((corruption) => ({
      ...{ id: corruption, title: TITLES[corruption], capability: "robustness", kind: "mft" },
      // Five versions of one picture are not five independent cases.
      data: { ...TABLE, where: { corruption }, cluster: "picture", slices: ["severity"] },
    })),
    {
      ...{ id: "one-pixel", title: "moved by a pixel", capability: "robustness", kind: "inv" },
      examples: moved(),
    },
  ],
};

/** Each picture with those that are moved right, left, down and up. The models are given the pixels only; a reader the rest. */
function moved() {
  const pictures = readDigits().test.slice(0, MOVED);
  return pictures.map(({ id, pixels }) => {
    const picture = (name: string, moved: Uint8Array) => ({ id: name, pixels: Array.from(moved) });
    const changes = Object.entries(WAYS).map(([way, [right, down]]) =>
      picture(`${id} ${way}`, shift(pixels, right, down)),
    );
    return { id, input: [picture(id, pixels), ...changes] };
  });
}
