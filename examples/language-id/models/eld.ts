import { eld } from "eld/large";
import { identify, type LanguageAnswer, type LanguageInput } from "./identify.ts";
import { languageOf } from "./languages.ts";

/** The sixty languages that its README lists, as the package itself tells them. */
const declared = new Set(Object.values(eld.info().Languages).map(languageOf));

/** eld 2.1.0, its large set of n-grams: Efficient Language Detector, frequencies of byte n-grams, plain JavaScript. */
export function predict(inputs: readonly LanguageInput[]): LanguageAnswer[] {
  return identify(inputs, declared, (text) => eld.detect(text).language);
}
