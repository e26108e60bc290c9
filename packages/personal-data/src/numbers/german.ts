import { isMod11And10 } from "../checksums/iso-7064.ts";
import { LIKELY, NAMED, type NumberPlan } from "./number-plan.ts";

/**
 * Germany's tax number of a person: of its first ten digits one occurs twice, or three times but not in a row, all others at most
 * once; then a check by ISO/IEC 7064 mod 11,10 (BZSt).
 */
export const DE_STEUER_ID: NumberPlan = {
  kind: "de-steuer-id",
  layouts: ["11", "2_3_3_3"],
  shape: /^[1-9]\d{10}$/,
  isValid: (digits) => repeatsOne(digits.slice(0, -1)) && isMod11And10(digits),
  confidence: LIKELY,
  words: ["steuer", "steuer-id", "steueridentifikationsnummer", "idnr", "tax id", "tax number", "tin", "german"],
};

function repeatsOne(digits: string): boolean {
  const repeated = [...new Set(digits)].map((digit) => digits.split(digit).length - 1).filter((times) => times > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3 && !/(\d)\1\1/.test(digits);
}

/** Weights 7, 3, 1 in turn, letters from 10 on, as in any machine-readable zone (ICAO 9303). */
const ICAO_WEIGHTS = [7, 3, 1] as const;

/** The number of a German identity card with its check digit; without vowels and letters that are easily mistaken. */
export const DE_PERSONALAUSWEIS: NumberPlan = {
  kind: "de-personalausweis",
  layouts: ["10", "9 1"],
  shape: /^[LMNPRTVWXY][CFGHJKLMNPRTVWXYZ0-9]{8}\d$/,
  isValid: (text) => {
    const values = [...text.slice(0, -1)].map((letter) => Number.parseInt(letter, 36));
    const sum = values.reduce((total, value, index) => total + value * (ICAO_WEIGHTS[index % 3] ?? 0), 0);
    return sum % 10 === Number(text.at(-1));
  },
  confidence: NAMED,
  words: ["personalausweis", "ausweis", "ausweisnummer", "identity card", "id card", "german", "passport"],
};
