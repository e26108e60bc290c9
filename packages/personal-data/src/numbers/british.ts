import { weightedSum } from "../checksums/weighted-sum.ts";
import { NAMED, type NumberPlan } from "./number-plan.ts";

const NHS_WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] as const;

/** The number of a patient in England, Wales and the Isle of Man: a check digit by 11 (NHS data dictionary). */
export const UK_NHS: NumberPlan = {
  kind: "uk-nhs",
  layouts: ["10", "3_3_4"],
  shape: /^(?!(\d)\1{9})\d{10}$/,
  isValid: (digits) => weightedSum(digits, NHS_WEIGHTS) % 11 === 0,
  confidence: NAMED,
  words: ["nhs", "national health", "health service", "patient"],
};

/** National insurance number: letters and prefixes that are never given are left out (HMRC, NIM39110). */
export const UK_NINO: NumberPlan = {
  kind: "uk-nino",
  layouts: ["9", "2_2_2_2_1", "2_6_1"],
  shape: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
  isValid: () => true,
  confidence: { bare: 0.6, grouped: 0.8, named: 0.95 },
  words: ["nino", "ni", "national insurance", "insurance"],
};
