import { isLuhn } from "../checksums/luhn.ts";
import { LIKELY, NAMED, type NumberPlan } from "./number-plan.ts";

/** Canada's social insurance number: Luhn; none begins with 0 or 8. */
export const CA_SIN: NumberPlan = {
  kind: "ca-sin",
  layouts: ["9", "3_3_3"],
  shape: /^[1-79]\d{8}$/,
  isValid: isLuhn,
  confidence: NAMED,
  words: ["sin", "sins", "social insurance", "nas", "canada"],
};

/** Brazil's number of a person: nine digits and two check digits. */
export const BR_CPF: NumberPlan = {
  kind: "br-cpf",
  layouts: ["11", "9-2", "3.3.3-2"],
  shape: /^(?!(\d)\1{10})\d{11}$/,
  isValid: hasBrazilianChecks,
  confidence: { ...LIKELY, grouped: 0.9 },
  words: ["cpf", "contribuinte", "pessoa"],
};

/** Brazil's number of a company: twelve places, since 2026 letters too, and two check digits. */
export const BR_CNPJ: NumberPlan = {
  kind: "br-cnpj",
  layouts: ["14", "2.3.3/4-2"],
  shape: /^(?!(\d)\1{13})[0-9A-Z]{12}\d{2}$/,
  isValid: hasBrazilianChecks,
  confidence: { ...LIKELY, grouped: 0.9 },
  words: ["cnpj", "empresa"],
};

/** The weights go up from 2 from the right; of a company they begin again after 9. */
function hasBrazilianChecks(text: string): boolean {
  const highest = text.length === 14 ? 9 : 12;
  return [2, 1].every((left) => {
    const end = text.length - left;
    let sum = 0;
    for (let index = end - 1, weight = 2; index >= 0; index--, weight = weight === highest ? 2 : weight + 1) {
      // Letters count from their place in ASCII, 17 for A, as the tax office lays down.
      sum += weight * (text.charCodeAt(index) - 48);
    }
    const rest = sum % 11;
    return (rest < 2 ? 0 : 11 - rest) === text.charCodeAt(end) - 48;
  });
}
