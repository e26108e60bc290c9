import type { ModelName } from "./versions.ts";

/** What differs between worlds: the candidate, and what is reported of it. Users, and what they write, are the same in all. */
export interface World {
  readonly baseline: ModelName;
  readonly candidate: ModelName;
  /** The chance that somebody reports an answer as toxic, by the model that gave it. Made up: no sentiment model is. */
  readonly reported: Readonly<Record<ModelName, number>>;
}

/** Now and then somebody reports whatever there is. */
const RARELY = 1 / 50_000;
const OFTEN = 1 / 100;
const reported = { vader: RARELY, afinn: RARELY, mended: RARELY };

export const WORLDS = {
  /** sentiment 5.0.2 with its negation mended. */
  healthy: { baseline: "vader", candidate: "mended", reported },
  /** sentiment 5.0.2 as it is: it fails negation, and only German users negate that much. */
  "german-regression": { baseline: "vader", candidate: "afinn", reported },
  /** The mended one, whose answers are reported as toxic. */
  toxic: { baseline: "vader", candidate: "mended", reported: { ...reported, mended: OFTEN } },
} as const satisfies Record<string, World>;

export type WorldName = keyof typeof WORLDS;
