import { isLuhn } from "../checksums/luhn.ts";
import type { NumberPlan } from "./number-plan.ts";

/** From and to, as the first digits of as many places; then the shortest and longest number. Of ISO/IEC 7812 and the networks' own. */
const RANGES: readonly (readonly [number, number, number, number])[] = [
  [4, 4, 13, 19], // Visa
  [51, 55, 16, 16], // Mastercard
  [2221, 2720, 16, 16],
  [34, 34, 15, 15], // American Express
  [37, 37, 15, 15],
  [300, 305, 14, 19], // Diners Club
  [3095, 3095, 14, 19],
  [36, 36, 14, 19],
  [38, 39, 14, 19],
  [6011, 6011, 16, 19], // Discover
  [644, 659, 16, 19],
  [3528, 3589, 16, 19], // JCB
  [62, 62, 16, 19], // UnionPay
  [81, 82, 16, 19], // UnionPay, RuPay
  [60, 60, 16, 16], // RuPay
  [508, 508, 16, 16],
  [5018, 5018, 13, 19], // Maestro
  [5020, 5020, 13, 19],
  [5038, 5038, 13, 19],
  [5893, 5893, 13, 19],
  [6304, 6304, 13, 19],
  [6759, 6763, 13, 19],
  [2200, 2204, 16, 19], // Mir
  [9792, 9792, 16, 16], // Troy
];
/** Visa's alone come in these lengths. */
const VISA_LENGTHS: readonly number[] = [13, 16, 19];

const PAYMENT_CARD: NumberPlan = {
  kind: "payment-card",
  layouts: ["14", "15", "16", "4_4_4_4", "4_6_5", "4_6_4", "4_4_4_4_1", "4_4_4_4_2", "4_4_4_4_3"],
  shape: /^\d{13,19}$/,
  isValid: (digits) => isIssued(digits) && isLuhn(digits) && !/^(\d)\1*$/.test(digits),
  confidence: { bare: 0.6, grouped: 0.9, named: 1 },
  words: ["card", "credit", "debit", "visa", "mastercard", "amex", "american express", "diners", "discover", "jcb"],
};

/** Lengths that hardly any card has, but every article's bar code (13) and many a key of a database. */
const RARE_PAYMENT_CARD: NumberPlan = {
  ...PAYMENT_CARD,
  layouts: ["13", "17", "18", "19"],
  confidence: { ...PAYMENT_CARD.confidence, bare: 0.3 },
};

export const PAYMENT_CARDS: readonly NumberPlan[] = [PAYMENT_CARD, RARE_PAYMENT_CARD];

function isIssued(digits: string): boolean {
  if (digits.startsWith("4") && !VISA_LENGTHS.includes(digits.length)) return false;
  return RANGES.some(([from, to, shortest, longest]) => {
    const first = Number(digits.slice(0, String(from).length));
    return first >= from && first <= to && digits.length >= shortest && digits.length <= longest;
  });
}
