import type { Block } from "./block.ts";

const LARGE: readonly Block["kind"][] = ["table", "fold", "code", "chart"];

/** What a reader pastes is short; longer code is there to be read. */
const PASTED_CHARACTERS = 4_000;

/**
 * Whether a block is left out before others where there is no room for all: what is large, but not a fold of short code
 * alone. That is what a reader is to paste, and the next step speaks of it.
 */
export function givesWay(block: Block): boolean {
  return LARGE.includes(block.kind) && !(block.kind === "fold" && isToPaste(block.blocks));
}

function isToPaste(blocks: readonly Block[]): boolean {
  let room = PASTED_CHARACTERS;
  for (const block of blocks) room -= block.kind === "code" ? block.text.length : PASTED_CHARACTERS + 1;
  return room >= 0;
}
