import { weightedSum } from "../checksums/weighted-sum.ts";
import { pairAt } from "./dates.ts";
import { NAMED, type NumberPlan } from "./number-plan.ts";

/** Shown in advertisements or as placeholders, never anybody's: https://www.ssa.gov/history/ssn/misused.html */
const NOBODYS: readonly string[] = ["078051120", "219099999", "123456789", "111111111", "333333333"];
const DASHED: readonly string[] = ["9", "3_2_4"];

/** No area 000, 666 or 900 to 999, no group 00, no serial 0000 (SSA, POMS RM 10201.035); there is no check digit. */
export const US_SSN: NumberPlan = {
  kind: "us-ssn",
  layouts: DASHED,
  shape: /^\d{9}$/,
  isValid: (digits) => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !NOBODYS.includes(digits),
  confidence: { bare: 0.1, grouped: 0.6, named: 0.85 },
  words: ["ssn", "ssns", "social security", "ss#", "ssid", "ss number"],
};

/** Begins with 9; its fourth and fifth digits are 50 to 65, 70 to 88, 90 to 92 or 94 to 99 (IRS, IRM 3.21.263). */
export const US_ITIN: NumberPlan = {
  kind: "us-itin",
  layouts: DASHED,
  shape: /^9\d{8}$/,
  isValid: (digits) => {
    const group = pairAt(digits, 3);
    return group >= 50 && !(group > 65 && group < 70) && group !== 89 && group !== 93;
  },
  confidence: { bare: 0.1, grouped: 0.6, named: 0.9 },
  words: ["itin", "individual taxpayer", "taxpayer", "tax id"],
};

const ABA_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1] as const;

/** A bank's routing number (ABA): the Federal Reserve's districts, then a check by weights 3, 7, 1. */
export const US_ABA_ROUTING: NumberPlan = {
  kind: "us-aba-routing",
  layouts: ["9", "4-4-1"],
  shape: /^(0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/,
  isValid: (digits) => weightedSum(digits, ABA_WEIGHTS) % 10 === 0,
  confidence: NAMED,
  words: ["aba", "routing", "rtn", "bank", "wire", "ach"],
};
