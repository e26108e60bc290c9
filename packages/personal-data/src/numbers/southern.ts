import { isLuhn } from "../checksums/luhn.ts";
import { digitAt, weightedSum } from "../checksums/weighted-sum.ts";
import { isShortDate, pairAt } from "./dates.ts";
import { NAMED, type NumberPlan } from "./number-plan.ts";

const TFN_WEIGHTS = [1, 4, 3, 7, 5, 8, 6, 9, 10] as const;
const ABN_WEIGHTS = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19] as const;
const MEDICARE_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9] as const;

/** Australia's tax file number: the weighted sum is a multiple of 11. The eight digits of old ones are not looked for. */
export const AU_TFN: NumberPlan = {
  kind: "au-tfn",
  layouts: ["9", "3_3_3"],
  shape: /^(?!0{9})\d{9}$/,
  isValid: (digits) => weightedSum(digits, TFN_WEIGHTS) % 11 === 0,
  confidence: NAMED,
  words: ["tfn", "tax file"],
};

/** Australia's number of a business: the weighted sum, with the first digit one less, is a multiple of 89. */
export const AU_ABN: NumberPlan = {
  kind: "au-abn",
  layouts: ["11", "2_3_3_3"],
  shape: /^[1-9]\d{10}$/,
  isValid: (digits) => (weightedSum(digits, ABN_WEIGHTS) - 10) % 89 === 0,
  confidence: { bare: 0.4, grouped: 0.7, named: 0.95 },
  words: ["abn", "business number", "australian"],
};

/** Australia's Medicare card: begins with 2 to 6; its ninth digit checks the first eight, its tenth says which issue. */
export const AU_MEDICARE: NumberPlan = {
  kind: "au-medicare",
  layouts: ["10", "4_5_1"],
  shape: /^[2-6]\d{8}[1-9]$/,
  isValid: (digits) => weightedSum(digits, MEDICARE_WEIGHTS) % 10 === digitAt(digits, 8),
  confidence: { bare: 0.2, grouped: 0.6, named: 0.9 },
  words: ["medicare"],
};

/** South Africa's identity number: day of birth, a serial number, citizenship 0 to 2, Luhn. */
export const ZA_ID: NumberPlan = {
  kind: "za-id",
  layouts: ["13", "6_4_2_1", "6_4_3"],
  shape: /^\d{10}[0-2]\d{2}$/,
  isValid: (digits) => isShortDate(pairAt(digits, 0), pairAt(digits, 2), pairAt(digits, 4)) && isLuhn(digits),
  confidence: { bare: 0.4, grouped: 0.8, named: 0.95 },
  words: ["identity number", "id number", "south african", "south africa", "rsa", "said"],
};
