/**
 * Whether two lists of tokens share a run of `length` of them, in order and without gaps. O(n + m) for a fixed length: runs are
 * named by numbers, each from the name of the one that is a token shorter, and so never mistaken for another.
 */
export function sharesRun(a: readonly string[], b: readonly string[], length: number): boolean {
  if (a.length < length || b.length < length) return false;
  let namesA: Int32Array<ArrayBufferLike> = new Int32Array(a.length + 1);
  let namesB: Int32Array<ArrayBufferLike> = new Int32Array(b.length + 1);
  const tokensA = new Int32Array(a.length);
  const tokensB = new Int32Array(b.length);
  const ids = new Map<string, number>();
  for (let index = 0; index < a.length; index++) tokensA[index] = idOf(ids, a[index] ?? "");
  for (let index = 0; index < b.length; index++) tokensB[index] = ids.get(b[index] ?? "") ?? NOT_IN_A;
  for (let size = 1; size <= length; size++) {
    const names = new Map<number, number>();
    const radix = ids.size + 1;
    namesA = extend(namesA, tokensA, size, (key) => idOf(names, key), radix);
    namesB = extend(namesB, tokensB, size, (key) => names.get(key) ?? NOT_IN_A, radix);
    if (!namesB.some((name) => name !== NOT_IN_A)) return false;
  }
  return true;
}

const NOT_IN_A = -1;

/** The names of the runs of `size` tokens, from those of the runs of one fewer that start in the same place. */
function extend(
  names: Int32Array,
  tokens: Int32Array,
  size: number,
  nameOf: (key: number) => number,
  radix: number,
): Int32Array {
  const longer = new Int32Array(Math.max(0, tokens.length - size + 1));
  for (let start = 0; start < longer.length; start++) {
    const shorter = names[start] ?? NOT_IN_A;
    const last = tokens[start + size - 1] ?? NOT_IN_A;
    longer[start] = shorter === NOT_IN_A || last === NOT_IN_A ? NOT_IN_A : nameOf(shorter * radix + last);
  }
  return longer;
}

function idOf<Key>(ids: Map<Key, number>, key: Key): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}
