import { digitAt } from "./weighted-sum.ts";

/** The remainder by 97 of a number whose letters stand for 10 to 35 (ISO/IEC 7064 mod 97-10); 1 where the check digits are right. */
export function remainder97(letters: string): number {
  let rest = 0;
  for (const letter of letters) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Whether the digits end in their check digit by ISO/IEC 7064 mod 11,10. */
export function isMod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index++) {
    const sum = (product + digitAt(digits, index)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + digitAt(digits, digits.length - 1)) % 10 === 1;
}

/** Whether digits end in their check character, 0 to 9 or X, by ISO/IEC 7064 mod 11-2. */
export function isMod11And2(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length - 1; index++) sum = ((sum + digitAt(digits, index)) * 2) % 11;
  return "10X98765432"[sum] === digits.at(-1);
}
