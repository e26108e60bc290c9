/**
 * How two versions' rows belong together: `paired` where both were attacked on the same rows, with the same members, `independent` where
 * each was on its own, as after training on other data.
 */
export const PAIRINGS = ["paired", "independent"] as const;

export type Pairing = (typeof PAIRINGS)[number];
