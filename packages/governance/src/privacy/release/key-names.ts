/** Names keys 0, 1, 2 … in the order in which they first come. */
export interface KeyNames {
  nameOf(key: number): number;
  count(): number;
}

/** So many keys have a place each; more share a hash table of those that there are. */
const MOST_DENSE = 2 ** 22;

/** Names for whole keys from 0 up to below `keys`, at most 2^53, of which no more than `most` are asked for. */
export function createKeyNames(keys: number, most: number): KeyNames {
  return keys <= MOST_DENSE ? denseNames(keys) : hashedNames(most);
}

function denseNames(keys: number): KeyNames {
  const names = new Int32Array(keys);
  let count = 0;
  return {
    nameOf: (key) => {
      if (names[key] === 0) names[key] = ++count;
      return (names[key] ?? 0) - 1;
    },
    count: () => count,
  };
}

/** Open addressing, at most half full: sixteen bytes for a key and its name. */
function hashedNames(most: number): KeyNames {
  const slots = 2 ** Math.ceil(Math.log2(2 * most + 1));
  const held = new Float64Array(slots);
  const names = new Int32Array(slots);
  let count = 0;
  return {
    nameOf: (key) => {
      let slot = hash(key) & (slots - 1);
      while (names[slot] !== 0 && held[slot] !== key) slot = (slot + 1) & (slots - 1);
      if (names[slot] === 0) {
        held[slot] = key;
        names[slot] = ++count;
      }
      return (names[slot] ?? 0) - 1;
    },
    count: () => count,
  };
}

/** Both halves of the key, then MurmurHash3's finalizer, so that the low bits depend on all. */
function hash(key: number): number {
  let bits = (key | 0) ^ Math.imul(Math.floor(key / 2 ** 32), 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
