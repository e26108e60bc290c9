import type { Random } from "@airworthy/stats";

/**
 * `count` different places of a list, or all of it in its own order where it is no longer. A shuffle (Fisher and Yates)
 * that stops after `count` steps and remembers only what it moved, so that long lists cost no more than short ones.
 */
export function draw<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  if (count >= items.length) return [...items];
  const moved = new Map<number, number>();
  const drawn: Item[] = [];
  for (let place = 0; place < count; place++) {
    const other = place + random.integer(items.length - place);
    const item = items[moved.get(other) ?? other];
    moved.set(other, moved.get(place) ?? place);
    if (item !== undefined) drawn.push(item);
  }
  return drawn;
}

/** All of a list in a drawn order that is not its own, where it has two items or more. */
export function reorder<Item>(items: readonly Item[], random: Random): Item[] {
  const order = items.map((_, place) => place);
  for (let place = order.length - 1; place > 0; place--) {
    const other = random.integer(place + 1);
    const [here, there] = [order[place] ?? 0, order[other] ?? 0];
    order[place] = there;
    order[other] = here;
  }
  const isSame = order.every((from, place) => from === place);
  return (isSame ? [...order.slice(1), ...order.slice(0, 1)] : order).flatMap((place) => items.slice(place, place + 1));
}
