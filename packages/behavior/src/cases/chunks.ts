import type { Case } from "./case.ts";

/** So many cases go through the pipeline at once: enough that the waiting between chunks costs nothing, few in memory. */
const CHUNK_CASES = 256;
/** Fewer where they are long: some megabytes at most. */
const CHUNK_CHARACTERS = 1_000_000;

/** The items in chunks, in order. */
export async function* inChunks<Item extends Case>(items: Iterable<Item>): AsyncGenerator<readonly Item[], void> {
  let chunk: Item[] = [];
  let characters = 0;
  for (const item of items) {
    chunk.push(item);
    characters += charactersOf(item);
    if (chunk.length < CHUNK_CASES && characters < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = [];
    characters = 0;
  }
  if (chunk.length > 0) yield chunk;
}

function charactersOf({ inputs }: Case): number {
  let characters = 0;
  for (const input of inputs) if (typeof input === "string") characters += input.length;
  return characters;
}
