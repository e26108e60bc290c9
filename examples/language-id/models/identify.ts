import { CLASSES, languageOf, OTHER } from "./languages.ts";

/** A text; or a text whose language is named, so that a model can say that it does not have that language. */
export type LanguageInput = string | { readonly text: string; readonly language: string };

export type LanguageAnswer = string | { readonly unsupported: string };

const asked = new Set(CLASSES);

/**
 * Answers each input with a class of the suite. `detect` names a text's language by the model's own code; `declared` are
 * the codes that the model's documentation lists. A named language that is none of them is no mistake of the model but
 * `unsupported`; the name serves for nothing else.
 */
export function identify(
  inputs: readonly LanguageInput[],
  declared: ReadonlySet<string>,
  detect: (text: string) => string,
): LanguageAnswer[] {
  return inputs.map((input) => {
    const named = typeof input === "string" ? null : input.language;
    if (named !== null && !declared.has(named)) return { unsupported: `the model does not list the language ${named}` };
    const found = languageOf(detect(typeof input === "string" ? input : input.text));
    return asked.has(found) ? found : OTHER;
  });
}
