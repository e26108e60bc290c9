import { digitAt } from "./weighted-sum.ts";

/** One step of the permutation that Verhoeff applies again for each place (Error Detecting Decimal Codes, 1969). */
const STEP = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;
/** What each digit becomes after so many steps; the permutation comes round after eight. */
const PERMUTED = permuted();

/** Whether the digits end in their check digit by Verhoeff's scheme. */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digitAt(digits, digits.length - 1 - place);
    check = compose(check, PERMUTED[place % 8]?.[digit] ?? digit);
  }
  return check === 0;
}

/** The dihedral group of the pentagon: 0 to 4 are rotations, 5 to 9 reflections. */
function compose(a: number, b: number): number {
  const turn = a < 5 ? (a + b) % 5 : (a - b + 5) % 5;
  return a < 5 === b < 5 ? turn : turn + 5;
}

function permuted(): readonly (readonly number[])[] {
  const rows: number[][] = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
  for (let row = 1; row < 8; row++) rows.push((rows[row - 1] ?? []).map((digit) => STEP[digit] ?? digit));
  return rows;
}
