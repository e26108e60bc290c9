import type { Block } from "./block.ts";
import { formatCounted } from "./format.ts";
import { givesWay } from "./gives-way.ts";
import { pageBlock } from "./page-block.ts";
import type { PagePlace } from "./page-place.ts";

/** One long table leaves room for what comes after it. */
const ROWS_SHARE = 0.75;

/**
 * The blocks that there is room for, in their order: short text first of all, then tables, folds, code and charts as they
 * come, each whole but for the rows of tables. A line says how many parts were left out.
 */
export function pageBlocks(blocks: readonly Block[], place: PagePlace): string {
  const text = textParts(blocks, place);
  const shown = blocks.flatMap((block, index) => {
    if (givesWay(block)) return fittingBlock(block, place) ?? [];
    return text[index] === true ? pageBlock(block, place) : [];
  });
  const left = formatCounted(blocks.length - shown.length, "part");
  const note = `<p><strong>No room for ${left}</strong>; the evidence files have them.</p>`;
  return [...shown, ...(shown.length < blocks.length ? [note] : [])].join("\n");
}

/** Which of the blocks are short text that fits; its room is taken at once. */
function textParts(blocks: readonly Block[], place: PagePlace): readonly boolean[] {
  return blocks.map((block) => {
    if (givesWay(block)) return false;
    const bytes = Buffer.byteLength(pageBlock(block, { ...place }));
    const fits = bytes <= place.room;
    if (fits) place.room -= bytes;
    return fits;
  });
}

/** Null where there is no room for it. */
function fittingBlock(block: Block, place: PagePlace): string | null {
  const room = place.room;
  place.room = room * ROWS_SHARE;
  const html = room > 0 ? pageBlock(block, place) : "";
  const bytes = Buffer.byteLength(html);
  const fits = bytes > 0 && bytes <= room;
  place.room = fits ? room - bytes : room;
  return fits ? html : null;
}
