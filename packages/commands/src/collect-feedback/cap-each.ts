import type { Read } from "@airworthy/feedback";

/** Years of somebody's reviews; a twentieth of what is read at all, so that a flood leaves room for others. */
export const MOST_EACH = 5_000;

/** Of each person on GitHub so many rows at most; the rest is counted as refused. */
export function* capEach(reads: Iterable<Read>): Generator<Read> {
  const counts = new Map<string, number>();
  for (const read of reads) {
    const person = "row" in read ? (read.row.reviewer?.toLowerCase() ?? "") : null;
    const count = person === null ? 0 : (counts.get(person) ?? 0) + 1;
    if (person !== null) counts.set(person, count);
    yield count > MOST_EACH && "row" in read ? { refused: "too-many", at: read.row.source.link } : read;
  }
}
