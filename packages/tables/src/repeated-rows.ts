import { idHash, idText } from "./id-index.ts";
import type { IdColumn } from "./table.ts";

/**
 * The rows whose id an earlier row has, ascending. Hashes are sorted, four bytes a row: of ten million, some thousands agree
 * by chance, and only those are looked at.
 */
export function repeatedRows(ids: IdColumn): number[] {
  const hashes = new Uint32Array(ids.ends.length);
  for (let row = 0; row < hashes.length; row++) hashes[row] = idHash(ids, row);
  hashes.sort();
  const shared = new Set<number>();
  for (let place = 1; place < hashes.length; place++) {
    const hash = hashes[place] ?? 0;
    if (hash === hashes[place - 1]) shared.add(hash);
  }
  if (shared.size === 0) return [];
  const seen = new Set<string>();
  const repeated: number[] = [];
  for (let row = 0; row < hashes.length; row++) {
    if (!shared.has(idHash(ids, row) >>> 0)) continue;
    const id = idText(ids, row);
    if (seen.has(id)) repeated.push(row);
    else seen.add(id);
  }
  return repeated;
}
