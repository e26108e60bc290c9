import type { Filled } from "../cases/case.ts";
import { fillTemplate, parseTemplate, type Template } from "../cases/template.ts";

/** Fills a draft's template with another word for one slot. */
export function filler({ template, words }: Filled, slot: string): (word: string) => string {
  const parsed = templateOf(template);
  const others = new Map(words);
  return (word) => fillTemplate(parsed, others.set(slot, word));
}

const MOST_PARSED = 1_000;
const PARSED = new Map<string, Template>();

/** A template is the same for thousands of cases: it is parsed once. */
export function templateOf(text: string): Template {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  if (PARSED.size >= MOST_PARSED) PARSED.clear();
  const parsed = parseTemplate(text) ?? [text];
  PARSED.set(text, parsed);
  return parsed;
}
