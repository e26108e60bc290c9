import { VERDICTS } from "@airworthy/evidence";
import { COMMENT_BUDGET } from "@airworthy/report";
import { type CommentContext, layOut, verdictNow } from "./comment-layout.ts";
import { formatNote } from "./comment-note.ts";
import type { CommentPart } from "./comment-part.ts";

/** What base64 makes of three bytes, and what the marker takes beside its note: of 65,536 characters 5,536 are its own. */
const NOTE_ROOM = 4_000;

/**
 * The parts with the last one's body written, and all within a comment's budget. Every part keeps its line and its place
 * in the verdict. The last one, just written, gets what the others leave, but at least its share; where the others'
 * bodies then do not fit, they go whole, best verdict first, then the largest.
 */
export function fitBodies(
  parts: readonly CommentPart[],
  context: CommentContext,
  write: (room: number) => string | null,
): readonly CommentPart[] {
  const others = parts.slice(0, -1);
  const own = parts.at(-1);
  if (own === undefined) return [];
  if (own.isRunning) return dropUntilFit(others, own, context);
  const isAlone = own.name === "";
  const room = isAlone ? COMMENT_BUDGET.bytes : roomBeside(withBody([...others, own].map(bare), ""), context);
  const taken = others.reduce((sum, part) => sum + bytesOf(part), 0);
  const body = write(Math.max(room - taken, Math.floor(room / parts.length)));
  const result = own.result && { ...own.result, body };
  return dropUntilFit(others, { ...own, result }, context);
}

function dropUntilFit(
  others: readonly CommentPart[],
  own: CommentPart,
  context: CommentContext,
): readonly CommentPart[] {
  const order = others
    .filter((part) => bytesOf(part) > 0)
    .sort((a, b) => rank(a, context) - rank(b, context) || bytesOf(b) - bytesOf(a));
  let kept = [...others, own];
  for (const drop of order) {
    if (roomBeside(kept, context) >= 0) return kept;
    kept = kept.map((part) => (part === drop ? bare(part) : part));
  }
  return kept;
}

/** Bytes of a comment's budget that are left beside these parts, their bodies included. */
function roomBeside(parts: readonly CommentPart[], context: CommentContext): number {
  const note = Math.ceil(Buffer.byteLength(formatNote(parts)) / 3) * 4;
  return COMMENT_BUDGET.bytes - Buffer.byteLength(layOut(parts, context)) - Math.max(0, note - NOTE_ROOM);
}

function withBody(parts: readonly CommentPart[], body: string): readonly CommentPart[] {
  return parts.map((part) => ({ ...part, result: part.result && { ...part.result, body } }));
}

function bare(part: CommentPart): CommentPart {
  return { ...part, result: part.result && { ...part.result, body: null } };
}

function bytesOf({ result }: CommentPart): number {
  return Buffer.byteLength(result?.body ?? "");
}

function rank(part: CommentPart, context: CommentContext): number {
  return VERDICTS.indexOf(verdictNow(part, context));
}
