import { isLuhn } from "../checksums/luhn.ts";
import { digitAt, weightedSum } from "../checksums/weighted-sum.ts";
import { isDay, isShortDate, pairAt } from "./dates.ts";
import { LIKELY, type NumberPlan, SURE } from "./number-plan.ts";

/** The day of a coordination number, for who is not registered, is 60 higher. */
const COORDINATION = 60;

/** Sweden's personal number: a day of birth, a serial number, Luhn; with the century or without. */
export const SE_PERSONNUMMER: NumberPlan = {
  kind: "se-personnummer",
  layouts: ["10", "12", "6-4", "6+4", "8-4"],
  shape: /^(?:1[89]|20)?\d{10}$/,
  isValid: (digits) => {
    const ten = digits.slice(-10);
    const day = pairAt(ten, 4) > COORDINATION ? pairAt(ten, 4) - COORDINATION : pairAt(ten, 4);
    const isDate =
      digits.length === 12
        ? isDay(Number(digits.slice(0, 4)), pairAt(ten, 2), day)
        : isShortDate(pairAt(ten, 0), pairAt(ten, 2), day);
    return isDate && isLuhn(ten);
  },
  confidence: { bare: 0.4, grouped: 0.7, named: 0.95 },
  words: ["personnummer", "personal number", "personal identity", "samordningsnummer", "swedish", "sweden"],
};

const HETU_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";

/** Finland's personal identity code: day of birth, a sign for the century, a serial number, a check character by 31. */
export const FI_HETU: NumberPlan = {
  kind: "fi-hetu",
  layouts: ["11", "6-4", "6+4"],
  shape: /^\d{6}[A-FU-Y]?\d{3}[0-9A-FHJ-NPR-Y]$/,
  isValid: (text) => {
    const serial = text.slice(-4, -1);
    const isDate = isShortDate(pairAt(text, 4), pairAt(text, 2), pairAt(text, 0));
    return isDate && Number(serial) >= 2 && HETU_CHECKS[Number(text.slice(0, 6) + serial) % 31] === text.at(-1);
  },
  confidence: SURE,
  words: ["hetu", "henkilötunnus", "personal identity", "finnish", "finland"],
};

const NORWEGIAN_FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1] as const;
const NORWEGIAN_SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1] as const;
/** The day of a number for who does not live there is 40 higher. */
const D_NUMBER = 40;

/** Norway's birth number and D-number: day of birth, a serial number, two check digits by 11. */
export const NO_FODSELSNUMMER: NumberPlan = {
  kind: "no-fodselsnummer",
  layouts: ["11", "6 5"],
  shape: /^\d{11}$/,
  isValid: (digits) => {
    const day = pairAt(digits, 0) > D_NUMBER ? pairAt(digits, 0) - D_NUMBER : pairAt(digits, 0);
    if (!isShortDate(pairAt(digits, 4), pairAt(digits, 2), day)) return false;
    return weightedSum(digits, NORWEGIAN_FIRST) % 11 === 0 && weightedSum(digits, NORWEGIAN_SECOND) % 11 === 0;
  },
  confidence: LIKELY,
  words: ["fødselsnummer", "fodselsnummer", "personnummer", "d-nummer", "birth number", "norwegian", "norway"],
};

const CPR_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1] as const;

/**
 * Denmark's CPR number: day of birth and a serial number. Since 2007 some are given out whose check by 11 fails; those are not
 * found, since nothing else tells them from a date and a year.
 */
export const DK_CPR: NumberPlan = {
  kind: "dk-cpr",
  layouts: ["10", "6-4"],
  shape: /^\d{10}$/,
  isValid: (digits) => {
    const year = danishYear(pairAt(digits, 4), digitAt(digits, 6));
    return isDay(year, pairAt(digits, 2), pairAt(digits, 0)) && weightedSum(digits, CPR_WEIGHTS) % 11 === 0;
  },
  confidence: { bare: 0.3, grouped: 0.7, named: 0.95 },
  words: ["cpr", "cpr-nummer", "personnummer", "civil registration", "danish", "denmark"],
};

/** The seventh digit says which century (CPR office). */
function danishYear(year: number, seventh: number): number {
  if (seventh <= 3) return 1900 + year;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 + year : 1900 + year;
  return year <= 57 ? 2000 + year : 1800 + year;
}
