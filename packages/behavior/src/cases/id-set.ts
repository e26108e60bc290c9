const FIRST_SLOTS = 1 << 10;
/** Beyond this share of taken slots, searches in an open table grow long (Knuth, TAOCP 3, 6.4). */
const FULLEST = 0.75;

/**
 * A set of ids of 16 hexadecimal digits. At most 22 bytes for each, a tenth of what a Set of texts needs: whatever the
 * number of cases, this is all that stays in memory of the ones that were.
 */
export interface IdSet {
  readonly size: number;
  /** Whether the id was not there before. */
  add(id: string): boolean;
}

/** Open addressing with linear probing; two words an id, both 0 for a free slot. */
export function createIdSet(): IdSet {
  let words = new Uint32Array(2 * FIRST_SLOTS);
  let size = 0;

  const put = (high: number, low: number): boolean => {
    const mask = words.length / 2 - 1;
    // The id is the start of a digest: its bits are spread evenly as they are.
    let slot = low & mask;
    while (words[2 * slot] !== 0 || words[2 * slot + 1] !== 0) {
      if (words[2 * slot] === high && words[2 * slot + 1] === low) return false;
      slot = (slot + 1) & mask;
    }
    words[2 * slot] = high;
    words[2 * slot + 1] = low;
    return true;
  };

  const grow = (): void => {
    const old = words;
    words = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      const high = old[at] ?? 0;
      const low = old[at + 1] ?? 0;
      if (high !== 0 || low !== 0) put(high, low);
    }
  };

  return {
    get size() {
      return size;
    },
    add(id) {
      const high = Number.parseInt(id.slice(0, 8), 16);
      const low = Number.parseInt(id.slice(8), 16);
      // The id of zeros only would look like a free slot; it shares one with its neighbour.
      if (!put(high, high === 0 && low === 0 ? 1 : low)) return false;
      size++;
      if (size > (words.length / 2) * FULLEST) grow();
      return true;
    },
  };
}
