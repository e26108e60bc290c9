import { nearest, UserError } from "@airworthy/evidence";
import type { Hit } from "./hit.ts";
import { KINDS } from "./kinds.ts";
import { createReaders } from "./readers.ts";
import { resolveOverlaps } from "./resolve-overlaps.ts";
import { visit } from "./visit.ts";

export interface ScannerSettings {
  /** What to look for; all of `KINDS` where left out. */
  readonly kinds?: readonly string[];
  /** The least confidence that counts, 0 to 1. */
  readonly minimumConfidence?: number;
}

export interface Scanner {
  /**
   * What is personal or secret in a text, by where it starts and without overlaps. `about` is the name of the field that the text
   * is of, if any: a column called "ssn" names what is in it. Linear in the text's length.
   */
  scan(text: string, about?: string): readonly Hit[];
}

/** More often right than not. */
const MINIMUM_CONFIDENCE = 0.5;
const RANKS: ReadonlyMap<string, number> = new Map([...KINDS.keys()].map((kind, index) => [kind, index]));

/** Throws a UserError for a kind that is not known, or a confidence outside 0 to 1. */
export function createScanner(settings: ScannerSettings = {}): Scanner {
  const minimum = settings.minimumConfidence ?? MINIMUM_CONFIDENCE;
  if (!(minimum >= 0 && minimum <= 1)) {
    throw new UserError(`the least confidence ${minimum} was given; a number from 0 to 1 is allowed`);
  }
  const kinds = chosenKinds(settings.kinds);
  let found: Hit[] = [];
  const readers = createReaders(kinds, (hit) => {
    if (hit.confidence >= minimum && kinds.has(hit.kind)) found.push(hit);
  });
  return {
    scan(text, about = "") {
      found = [];
      visit(text, about, readers);
      return resolveOverlaps(found, RANKS);
    },
  };
}

function chosenKinds(given: readonly string[] | undefined): ReadonlySet<string> {
  if (given === undefined) return new Set(KINDS.keys());
  const unknown = given.find((kind) => !KINDS.has(kind));
  if (unknown === undefined && given.length > 0) return new Set(given);
  const problem =
    unknown === undefined ? "no kind was given" : `the kind ${JSON.stringify(unknown.slice(0, 80))} is not known`;
  const near = unknown === undefined ? undefined : nearest(unknown, [...KINDS.keys()]);
  throw new UserError(`${problem}; allowed are ${[...KINDS.keys()].join(", ")}`, {
    ...(near === undefined ? {} : { remedy: `Did you mean ${near}?` }),
  });
}
