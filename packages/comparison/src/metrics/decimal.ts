const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text is in decimal, such as "-1.5e3"; NaN for any other text, such as "", "0x10" or "Infinity". */
export function decimalIn(text: string): number {
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}
