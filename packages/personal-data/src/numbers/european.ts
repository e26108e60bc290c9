import { digitAt, weightedSum } from "../checksums/weighted-sum.ts";
import { isDay, pairAt } from "./dates.ts";
import { LIKELY, NAMED, type NumberPlan } from "./number-plan.ts";

const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1] as const;
/** What is added to the month says which century. */
const PESEL_CENTURIES = [1900, 2000, 2100, 2200, 1800] as const;

/** Poland's PESEL: day of birth, a serial number, a check digit by 10. */
export const PL_PESEL: NumberPlan = {
  kind: "pl-pesel",
  layouts: ["11"],
  shape: /^\d{11}$/,
  isValid: (digits) => {
    const month = pairAt(digits, 2);
    const year = (PESEL_CENTURIES[Math.floor(month / 20)] ?? 1900) + pairAt(digits, 0);
    return isDay(year, month % 20, pairAt(digits, 4)) && weightedSum(digits, PESEL_WEIGHTS) % 10 === 0;
  },
  confidence: LIKELY,
  words: ["pesel", "polish", "poland"],
};

const SPANISH_CHECKS = "TRWAGMYFPDXBNJZSQVHLCKE";

/** Spain's DNI and NIE: a number, for foreigners with X, Y or Z before it, and a check letter by 23. */
export const ES_NIF: NumberPlan = {
  kind: "es-nif",
  layouts: ["9", "8_1", "1_7_1", "1_8", "2.3.3-1", "2.3.3 1"],
  shape: /^(?:\d{8}|[XYZ]\d{7})[A-HJ-NP-TV-Z]$/,
  isValid: (text) => {
    const digits = text.slice(0, -1).replace(/^[XYZ]/, (letter) => `${"XYZ".indexOf(letter)}`);
    return SPANISH_CHECKS[Number(digits) % 23] === text.at(-1);
  },
  confidence: { bare: 0.7, grouped: 0.75, named: 0.95 },
  words: ["nif", "nie", "dni", "documento", "identidad", "spanish", "spain"],
};

/** France's number of the registry of persons (INSEE), of social security too: a key of 97 less the remainder by 97. */
export const FR_NIR: NumberPlan = {
  kind: "fr-nir",
  layouts: ["15", "13 2", "1 2 2 2 3 3 2", "1.2.2.2.3.3.2"],
  shape: /^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{8}$/,
  isValid: (text) => {
    // Corsica's departments: 19 stands for 2A, 18 for 2B.
    const digits = text.replace("2A", "19").replace("2B", "18");
    return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
  },
  confidence: { ...LIKELY, grouped: 0.9 },
  words: ["nir", "insee", "sécurité sociale", "securite sociale", "social security", "carte vitale", "french"],
};

const BSN_WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, -1] as const;

/** The Netherlands' citizen service number: the weighted sum is a multiple of 11. */
export const NL_BSN: NumberPlan = {
  kind: "nl-bsn",
  layouts: ["9", "4.2.3", "3_3_3"],
  shape: /^(?!(\d)\1{8})\d{9}$/,
  isValid: (digits) => weightedSum(digits, BSN_WEIGHTS) % 11 === 0,
  confidence: NAMED,
  words: ["bsn", "burgerservicenummer", "sofinummer", "citizen service", "dutch"],
};

const TCKN_FIRST = [7, -1, 7, -1, 7, -1, 7, -1, 7] as const;

/** Turkey's identity number: two check digits, the second over all before it. */
export const TR_TCKN: NumberPlan = {
  kind: "tr-tckn",
  layouts: ["11"],
  shape: /^[1-9]\d{10}$/,
  isValid: (digits) => {
    const first = weightedSum(digits, TCKN_FIRST) % 10;
    const second = weightedSum(digits, Array(10).fill(1)) % 10;
    return (first + 10) % 10 === digitAt(digits, 9) && second === digitAt(digits, 10);
  },
  confidence: LIKELY,
  words: ["tckn", "tc kimlik", "kimlik", "turkish", "turkey"],
};
