import { join } from "node:path";

/** The rollout's name in airworthy.yml, and so the flag's and the model's. */
export const ROLLOUT = "review-sentiment";

/** Where the verbs keep the flag unless they are told otherwise. */
export const FLAGS_FILE = join(".airworthy", "flags", "flags.json");

/** In milliseconds. */
export const HOUR = 3_600_000;
