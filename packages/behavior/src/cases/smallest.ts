/** The smallest of many items, however many pass by. */
export interface Smallest<Item> {
  offer(item: Item): void;
  /** In no order. */
  items(): readonly Item[];
}

/** Keeps at most `count` items, in a binary heap with the largest of them at its top. */
export function createSmallest<Item>(count: number, compare: (a: Item, b: Item) => number): Smallest<Item> {
  const heap: Item[] = [];
  return {
    offer(item) {
      const top = heap[0];
      if (heap.length < count) {
        heap.push(item);
        rise(heap, compare);
      } else if (top !== undefined && compare(item, top) < 0) {
        sink(heap, item, compare);
      }
    },
    items: () => heap,
  };
}

/** Moves the last item up while it is larger than the one above it. */
function rise<Item>(heap: Item[], compare: (a: Item, b: Item) => number): void {
  for (let at = heap.length - 1; at > 0; ) {
    const above = (at - 1) >> 1;
    const [lower, upper] = [heap[at], heap[above]];
    if (lower === undefined || upper === undefined || compare(lower, upper) <= 0) return;
    heap[at] = upper;
    heap[above] = lower;
    at = above;
  }
}

/** Puts the item in the top's place and moves it down while one below it is larger. */
function sink<Item>(heap: Item[], item: Item, compare: (a: Item, b: Item) => number): void {
  let at = 0;
  while (true) {
    const left = 2 * at + 1;
    const [first, second] = [heap[left], heap[left + 1]];
    if (first === undefined) break;
    const [below, larger] = second !== undefined && compare(second, first) > 0 ? [left + 1, second] : [left, first];
    if (compare(larger, item) <= 0) break;
    heap[at] = larger;
    at = below;
  }
  heap[at] = item;
}
