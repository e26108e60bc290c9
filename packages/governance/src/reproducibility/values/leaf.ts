/** One value of a structured file. */
export interface Leaf {
  /** Where it is, as a reader finds it: "/loss/3", "line 7, column score". Untrusted text. */
  readonly place: string;
  /** As the file writes it. Untrusted text. */
  readonly text: string;
  /** Whether the file writes it as a number. */
  readonly isNumber: boolean;
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST_WORD = "-infinity".length;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

/** Whether a text is a number as programs write it, among them NaN and the infinities. */
export function isNumberText(text: string): boolean {
  return DECIMAL.test(text) || (text.length <= LONGEST_WORD && NOT_FINITE.test(text));
}

/** The number that a text of `isNumberText` stands for. */
export function numberOfText(text: string): number {
  const number = Number(text);
  if (!Number.isNaN(number) || !/inf/i.test(text)) return number;
  return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
