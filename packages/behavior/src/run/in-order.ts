/** Work that is done may wait for a slower one before it, up to so many times the concurrency; memory holds no more. */
const WAITING = 4;

interface Started<Result> {
  readonly result: Promise<Result>;
  done: boolean;
}

/**
 * The results of work on items, in the items' order. At most `concurrency` works are under way at once; one that is done
 * while an earlier one is not makes room for the next. The first failure, in order, is thrown.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const started: Started<Result>[] = [];
  const running = new Set<Promise<void>>();
  for await (const item of items) {
    start(work(item), started, running);
    while (running.size >= concurrency) await Promise.race(running);
    for (let first = started[0]; first !== undefined && isDue(first, started, concurrency); first = started[0]) {
      started.shift();
      yield await first.result;
    }
  }
  for (const { result } of started) yield await result;
}

function start<Result>(result: Promise<Result>, started: Started<Result>[], running: Set<Promise<void>>): void {
  const entry: Started<Result> = { result, done: false };
  // Settled either way: a failure is thrown when its turn comes, and must not count as unhandled before.
  const settled = result.then(
    () => finish(),
    () => finish(),
  );
  const finish = () => {
    entry.done = true;
    running.delete(settled);
  };
  started.push(entry);
  running.add(settled);
}

function isDue(first: Started<unknown>, started: readonly unknown[], concurrency: number): boolean {
  return first.done || started.length >= WAITING * concurrency;
}
