/** Controls but tab and line feed. */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
/**
 * What no reader sees (Unicode's Default_Ignorable_Code_Point, and interlinear annotations): directions that turn text round, zero
 * widths that part words from recognisers, tags that only a model reads. Left are what chooses between a character's
 * pictures, and joiners after letters without case, marks and pictures, where Persian, Indic scripts and emoji need them.
 */
const INVISIBLE = /[\p{DI}\ufff9-\ufffb]/gu;
const PICTURE_CHOICES = /[\ufe0e\ufe0f]/;
const JOINERS = /[\u200c\u200d]/;
const JOINED = /[\p{Lo}\p{M}\p{Extended_Pictographic}]$/u;

/** More marks than this on one letter are no language's. */
const STACKED = /(\p{M}{4})\p{M}+/gu;

/**
 * A foreign text as what a reader sees of it: whole characters (half a surrogate pair is U+FFFD) in Unicode's composed form, line
 * feeds alone to end lines, no controls, nothing invisible, no white space around it. Idempotent.
 */
export function visibleText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(CONTROLS, "");
  if (isAscii(plain)) return plain.trim();
  const visible = plain.normalize("NFC").replace(INVISIBLE, keptAfter).replace(STACKED, "$1");
  // What was parted by something invisible may compose now.
  return visible.normalize("NFC").trim();
}

/** What is left of something invisible. */
function keptAfter(character: string, at: number, text: string): string {
  if (PICTURE_CHOICES.test(character)) return character;
  return JOINERS.test(character) && JOINED.test(text.slice(Math.max(0, at - 2), at)) ? character : "";
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}
