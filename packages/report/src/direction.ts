/**
 * Which way a value is better: accuracy is better `higher`, a failure rate `lower`; `neither` where any move away from the
 * baseline is unwelcome, such as the share of positive answers.
 */
export const DIRECTIONS = ["higher", "lower", "neither"] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** The signs of a difference that is unwelcome. */
export const BAD_SIGNS: Readonly<Record<Direction, readonly number[]>> = {
  higher: [-1],
  lower: [1],
  neither: [-1, 1],
};

/** What a rise or a fall is called: "better", "worse", or "moved" where it is neither. */
export function wordOf(difference: number, better: Direction): "better" | "worse" | "moved" {
  if (better === "neither") return "moved";
  return difference > 0 === (better === "higher") ? "better" : "worse";
}
