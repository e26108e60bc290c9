import { isDigit } from "../characters.ts";
import type { NumberPlan } from "./number-plan.ts";

export const PHONE = "phone";
export const PHONE_WORDS: readonly string[] = [
  "phone",
  "telephone",
  "tel",
  "call",
  "mobile",
  "cell",
  "fax",
  "whatsapp",
  "sms",
];

/** A number of North America: neither area nor exchange begins with 0 or 1 or is a service such as 911. */
const NORTH_AMERICAN_PHONE: NumberPlan = {
  kind: PHONE,
  layouts: ["3-3-4", "3.3.4", "3)3-4", "3)3 4", "3 3-4", "1-3-3-4"],
  shape: /^1?[2-9](?!11)\d\d[2-9](?!11)\d{6}$/,
  isValid: () => true,
  confidence: { bare: 0.1, grouped: 0.5, named: 0.9 },
  words: PHONE_WORDS,
};

/** The same with spaces alone or without, as any other number is written. */
const PLAIN_NORTH_AMERICAN_PHONE: NumberPlan = {
  ...NORTH_AMERICAN_PHONE,
  layouts: ["10", "3 3 4"],
  confidence: { bare: 0.1, grouped: 0.3, named: 0.9 },
};

export const PHONE_PLANS: readonly NumberPlan[] = [NORTH_AMERICAN_PHONE, PLAIN_NORTH_AMERICAN_PHONE];

/** The codes that the ITU has given to countries and services (list to E.164). */
const COUNTRY_CODE =
  /^(?:1|7|2[07]|2[1-69]\d|3[0-469]|3[578]\d|4[013-9]|42\d|5[1-8]|5[09]\d|6[0-6]|6[789]\d|8[1246]|8[0578]\d|9[0-58]|9[679]\d)/;
const FEWEST_DIGITS = 8;
/** ITU-T E.164. */
const MOST_DIGITS = 15;
/** With the 0 before it. */
const NATIONAL_DIGITS = { fewest: 9, most: 11 } as const;

/** Where the international number ends whose digits begin at `start`, after its plus; -1 where there is none. */
export function internationalPhoneEnd(text: string, start: number): number {
  const north = text.charAt(start) === "1";
  const { digits, end } = readDigits(text, start, north ? 11 : MOST_DIGITS);
  if (digits.length < (north ? 11 : FEWEST_DIGITS) || !COUNTRY_CODE.test(digits)) return -1;
  return !north || NORTH_AMERICAN_PHONE.shape.test(digits) ? end : -1;
}

/** Where a national number with its 0 ends; -1 where there is none. So many things look like it that only a word tells. */
export function nationalPhoneEnd(text: string, start: number): number {
  if (text.charAt(start) !== "0") return -1;
  const { digits, end } = readDigits(text, start, NATIONAL_DIGITS.most);
  return digits.length >= NATIONAL_DIGITS.fewest && /^0[1-9]/.test(digits) ? end : -1;
}

/** Whole groups of digits with one space, point, hyphen or slash between them, or a pair of brackets; at most `most` digits. */
function readDigits(text: string, start: number, most: number): { readonly digits: string; readonly end: number } {
  let digits = "";
  let end = start;
  for (let at = start; ; ) {
    let to = at;
    while (to - at <= most && isDigit(text.charCodeAt(to))) to++;
    if (to === at || digits.length + to - at > most) return { digits, end };
    digits += text.slice(at, to);
    end = to;
    at = to + (/^[ \u00a0./()-]{1,2}/.exec(text.slice(to, to + 2))?.[0].length ?? 0);
    if (at === to) return { digits, end };
  }
}
