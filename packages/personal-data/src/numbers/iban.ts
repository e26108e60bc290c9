import { remainder97 } from "../checksums/iso-7064.ts";
import type { NumberPlan } from "./number-plan.ts";

/** Countries by the length of their account numbers, of the IBAN registry (ISO 13616, SWIFT). */
const COUNTRIES: ReadonlyMap<number, string> = new Map([
  [15, "NO"],
  [16, "BE"],
  [18, "DK FI FK FO GL NL SD"],
  [19, "MK SI"],
  [20, "AT BA EE KZ LT LU MN XK"],
  [21, "CH HR LI LV"],
  [22, "BG BH CR DE GB GE IE ME RS VA"],
  [23, "AE GI IL IQ OM SO TL"],
  [24, "AD CZ ES MD PK RO SA SE SK TN VG"],
  [25, "LY PT ST"],
  [26, "IS TR"],
  [27, "BI DJ FR GR IT MC MR SM"],
  [28, "AL AZ BY CY DO GT HN HU LB NI PL SV"],
  [29, "BR EG PS QA UA"],
  [30, "JO KW MU YE"],
  [31, "MT SC"],
  [32, "LC"],
  [33, "RU"],
]);
const GROUP = 4;

export const IBAN: NumberPlan = {
  kind: "iban",
  layouts: [...COUNTRIES.keys()].flatMap((length) => [`${length}`, inGroups(length)]),
  shape: /^[A-Z]{2}\d{2}[A-Z0-9]{11,29}$/,
  isValid: (text) => {
    const isCountry = COUNTRIES.get(text.length)?.split(" ").includes(text.slice(0, 2)) === true;
    return isCountry && remainder97(text.slice(4) + text.slice(0, 4)) === 1;
  },
  confidence: { bare: 0.95, grouped: 0.95, named: 1 },
  words: ["iban", "account", "bank", "konto", "compte", "cuenta"],
};

function inGroups(length: number): string {
  const rest = length % GROUP;
  return [...Array(Math.floor(length / GROUP)).fill(GROUP), ...(rest === 0 ? [] : [rest])].join("_");
}
