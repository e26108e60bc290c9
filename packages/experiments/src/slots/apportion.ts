/** Of quotas of a total, what their rounding may take from a floor that they just reach. */
const ROUNDING = 1e-6;

/**
 * Whole numbers of a total in the proportions of the quotas, by largest remainder (Hamilton's method): each is its quota rounded
 * down or up, and equal remainders go to the earlier. Quotas are 0 or above, together above 0, else a RangeError.
 */
export function apportion(quotas: readonly number[], total: number): number[] {
  const sum = quotas.reduce((all, quota) => all + quota, 0);
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY) || quotas.some((quota) => !(quota >= 0))) {
    throw new RangeError(`nothing is in proportion to ${quotas.join(", ")}`);
  }
  const exact = quotas.map((quota) => (quota / sum) * total);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const remainders = exact.map((value, place) => ({ place, remainder: value - Math.floor(value) }));
  // Sorting keeps the order of equals.
  remainders.sort((a, b) => b.remainder - a.remainder);
  for (const { place } of remainders.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1;
  return parts;
}

/**
 * The same with at least `floor` for each: those that would get less get just that, and the others share what is left in their
 * own proportions. A RangeError where the floors are more than the total.
 */
export function apportionAbove(quotas: readonly number[], total: number, floor: number): number[] {
  if (floor * quotas.length > total) throw new RangeError(`${quotas.length} floors of ${floor} are more than ${total}`);
  const held = new Set<number>();
  for (;;) {
    const free = quotas.map((quota, place) => (held.has(place) ? 0 : quota));
    const left = total - floor * held.size;
    const sum = free.reduce((all, quota) => all + quota, 0);
    const low = free.flatMap((quota, place) =>
      !held.has(place) && (quota / sum) * left < floor - ROUNDING ? [place] : [],
    );
    if (low.length === 0) {
      const parts = apportion(free, left);
      return parts.map((part, place) => (held.has(place) ? floor : part));
    }
    for (const place of low) held.add(place);
  }
}
