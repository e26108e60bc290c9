import type { ValueHash } from "./hash-value.ts";
import type { Hit } from "./hit.ts";
import { type Family, KINDS } from "./kinds.ts";
import type { Scanner } from "./scanner.ts";

/** A text with the name of the field that it is of, "" where it has none. */
export interface Field {
  readonly name: string;
  readonly text: string;
}

/** A value that was found, without the value. Nor is a row's id told, which may itself be an e-mail address. */
export interface Sighting {
  readonly kind: string;
  readonly hash: string;
  /** From 1 on, in the order in which rows were added. */
  readonly row: number;
}

export interface ScanCounts {
  /** All that were scanned. */
  readonly rows: number;
  /** Rows that have something, by kind and by family. */
  readonly rowsWith: ReadonlyMap<string, number>;
  /** What was found, by kind. */
  readonly hits: ReadonlyMap<string, number>;
  /** The first different values of each kind. */
  readonly sightings: readonly Sighting[];
}

export interface Tally {
  /** Counts one row: a record of a table, an answer of a model, or a whole text file. */
  add(fields: readonly Field[]): void;
  counts(): ScanCounts;
}

/** So many of each kind can be looked into; the counts tell the rest. */
const SIGHTINGS_OF_A_KIND = 10;
/** Where the same few values come again and again, not every one of them is hashed. */
const HASHES_OF_A_KIND = 1_000;

export function createTally(scanner: Scanner, hash: ValueHash): Tally {
  let rows = 0;
  const rowsWith = new Map<string, number>();
  const hits = new Map<string, number>();
  const sightings = new Map<string, Sighting[]>();
  const note = ({ kind, start, end }: Hit, text: string): void => {
    const before = hits.get(kind) ?? 0;
    hits.set(kind, before + 1);
    const seen = sightings.get(kind) ?? [];
    if (before >= HASHES_OF_A_KIND || seen.length >= SIGHTINGS_OF_A_KIND) return;
    const hashed = hash(kind, text.slice(start, end));
    if (seen.every((other) => other.hash !== hashed)) sightings.set(kind, [...seen, { kind, hash: hashed, row: rows }]);
  };
  return {
    add(fields) {
      rows++;
      const has = new Set<string | Family>();
      for (const { name, text } of fields) {
        for (const hit of scanner.scan(text, name)) {
          note(hit, text);
          has.add(hit.kind).add(KINDS.get(hit.kind) ?? hit.kind);
        }
      }
      for (const name of has) rowsWith.set(name, (rowsWith.get(name) ?? 0) + 1);
    },
    counts: () => ({ rows, rowsWith, hits, sightings: [...KINDS.keys()].flatMap((kind) => sightings.get(kind) ?? []) }),
  };
}
