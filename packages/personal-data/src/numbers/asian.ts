import { isMod11And2 } from "../checksums/iso-7064.ts";
import { isVerhoeff } from "../checksums/verhoeff.ts";
import { digitAt, weightedSum } from "../checksums/weighted-sum.ts";
import { isDay, pairAt } from "./dates.ts";
import { type NumberPlan, SURE } from "./number-plan.ts";

/** India's Aadhaar: Verhoeff; none begins with 0 or 1 or reads the same backwards (UIDAI). */
export const IN_AADHAAR: NumberPlan = {
  kind: "in-aadhaar",
  layouts: ["12", "4_4_4"],
  shape: /^[2-9]\d{11}$/,
  isValid: (digits) => isVerhoeff(digits) && digits !== [...digits].reverse().join(""),
  standsAlone: true,
  confidence: { bare: 0.3, grouped: 0.6, named: 0.95 },
  words: ["aadhaar", "aadhar", "uidai", "uid", "indian", "india"],
};

/** India's tax number: the fourth letter says what holds it. Its last letter is a check whose formula is not published. */
export const IN_PAN: NumberPlan = {
  kind: "in-pan",
  layouts: ["10"],
  shape: /^[A-Z]{3}[ABCEFGHJLPT][A-Z](?!0000)\d{4}[A-Z]$/,
  isValid: () => true,
  confidence: { bare: 0.6, grouped: 0.6, named: 0.95 },
  words: ["pan", "permanent account", "income tax", "indian", "india"],
};

/** The first two digits of the codes of China's provinces (GB/T 2260), and 83 for residents from Taiwan. */
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** China's resident identity number (GB 11643): place, day of birth, serial number, ISO/IEC 7064 mod 11-2. */
export const CN_RESIDENT_ID: NumberPlan = {
  kind: "cn-resident-id",
  layouts: ["18", "6 8 4"],
  shape: /^\d{6}(?:18|19|20)\d{9}[\dX]$/,
  isValid: (text) => {
    if (!PROVINCES.test(text) || !isMod11And2(text)) return false;
    return isDay(Number(text.slice(6, 10)), pairAt(text, 10), pairAt(text, 12));
  },
  confidence: SURE,
  words: ["resident identity", "identity card", "id card", "shenfenzheng", "身份证", "chinese"],
};

const NRIC_WEIGHTS = [2, 7, 6, 5, 4, 3, 2] as const;
const NRIC_CHECKS: ReadonlyMap<string, { readonly letters: string; readonly offset: number }> = new Map([
  ["S", { letters: "JZIHGFEDCBA", offset: 0 }],
  ["T", { letters: "JZIHGFEDCBA", offset: 4 }],
  ["F", { letters: "XWUTRQPNMLK", offset: 0 }],
  ["G", { letters: "XWUTRQPNMLK", offset: 4 }],
  ["M", { letters: "XWUTRQPNJLK", offset: 3 }],
]);

/** Singapore's NRIC and FIN: a letter for the series, seven digits, a check letter by 11. */
export const SG_NRIC: NumberPlan = {
  kind: "sg-nric",
  layouts: ["9"],
  shape: /^[STFGM]\d{7}[A-Z]$/,
  isValid: (text) => {
    const series = NRIC_CHECKS.get(text.charAt(0));
    if (series === undefined) return false;
    return series.letters[(weightedSum(text.slice(1), NRIC_WEIGHTS) + series.offset) % 11] === text.at(-1);
  },
  confidence: { bare: 0.75, grouped: 0.75, named: 0.95 },
  words: ["nric", "fin", "singapore"],
};

const RRN_WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5] as const;

/**
 * South Korea's resident registration number. The digit after the birthday says century and sex, and from 5 to 8 that its holder
 * is a foreigner. Those given out since October 2020 have no check digit and are not found.
 */
export const KR_RRN: NumberPlan = {
  kind: "kr-rrn",
  layouts: ["13", "6-7"],
  shape: /^\d{13}$/,
  isValid: (digits) => {
    const sign = digitAt(digits, 6);
    const isForeign = sign >= 5 && sign <= 8;
    const check = ((isForeign ? 13 : 11) - (weightedSum(digits, RRN_WEIGHTS) % 11)) % 10;
    const isDate = isDay(koreanCentury(sign) + pairAt(digits, 0), pairAt(digits, 2), pairAt(digits, 4));
    return isDate && check === digitAt(digits, 12);
  },
  confidence: { bare: 0.4, grouped: 0.8, named: 0.95 },
  words: ["rrn", "resident registration", "주민등록번호", "korean", "korea"],
};

function koreanCentury(sign: number): number {
  if (sign === 9 || sign === 0) return 1800;
  return sign === 1 || sign === 2 || sign === 5 || sign === 6 ? 1900 : 2000;
}
