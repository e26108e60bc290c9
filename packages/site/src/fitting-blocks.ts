import { type Block, formatCounted } from "@airworthy/report";
import { pageBlock, type pagePlace } from "@airworthy/report/page";
import { Html, html } from "./html.ts";

/** Where the next block of a page goes, and the bytes that it and those after it may still take. */
export type BlockPlace = ReturnType<typeof pagePlace>;

/** One long table leaves room for its head, and for what comes after it. */
const ROWS_SHARE = 0.6;

/** The blocks that there is room for on a page, and a word of those that there is none for: long lists, many charts. */
export function fittingBlocks(blocks: readonly Block[], place: BlockPlace): readonly Html[] {
  const shown: Html[] = [];
  for (const block of blocks) {
    const room = place.room;
    place.room = room * ROWS_SHARE;
    const markup = `${pageBlock(block, place)}\n`;
    const bytes = Buffer.byteLength(markup);
    const fits = bytes <= room;
    place.room = fits ? room - bytes : room;
    if (fits) shown.push(new Html(markup));
  }
  const left = blocks.length - shown.length;
  if (left === 0) return shown;
  return [...shown, html`<p><strong>No room for ${formatCounted(left, "part")}</strong>; the files have them.</p>\n`];
}
