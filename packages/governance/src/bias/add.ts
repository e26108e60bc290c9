/** sums[at] += amount, for an index that is within. */
export function add(sums: Float64Array | Uint32Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}
