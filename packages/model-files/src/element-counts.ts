/** How many elements are stored of each element type, in the words of the format. */
export type ElementCounts = ReadonlyMap<string, number>;

/** The number of elements that a shape has; undefined where that is no safe integer. */
export function elementsOf(shape: readonly number[]): number | undefined {
  let elements = 1;
  for (const size of shape) {
    elements *= size;
    if (!Number.isSafeInteger(elements) || elements < 0) return undefined;
  }
  return elements;
}

/** The tally of tensors by element type. */
export function countElements(tensors: Iterable<{ readonly type: string; readonly elements: number }>): ElementCounts {
  const counts = new Map<string, number>();
  for (const { type, elements } of tensors) counts.set(type, (counts.get(type) ?? 0) + elements);
  return counts;
}

/** All elements, whatever their type. */
export function totalElements(counts: ElementCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
