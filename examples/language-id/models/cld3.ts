import { createRequire } from "node:module";
import { identify, type LanguageAnswer, type LanguageInput } from "./identify.ts";
import { languageOf } from "./languages.ts";

interface Cld3 {
  readonly LanguageCode: Readonly<Record<string, string>>;
  loadModule(): Promise<{
    create(leastBytes: number, mostBytes: number): { findLanguage(text: string): { language: string } };
  }>;
}

const { LanguageCode, loadModule }: Cld3 = createRequire(import.meta.url)("cld3-asm");

/** The list of the package, which is CLD3's own; `und` in it is no language but CLD3's word for none. */
const declared = new Set(Object.values(LanguageCode).map(languageOf));

/** CLD3 answers only from 140 bytes upwards unless it is told otherwise; 700 is its own upper limit. */
const identifier = (await loadModule()).create(0, 700);

/** cld3-asm 4.0.0: Google's Compact Language Detector v3, a small neural net over character n-grams, as WebAssembly. */
export function predict(inputs: readonly LanguageInput[]): LanguageAnswer[] {
  return identify(inputs, declared, (text) => identifier.findLanguage(text).language);
}
