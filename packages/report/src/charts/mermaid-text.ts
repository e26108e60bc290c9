import { charactersOf } from "../display-width.ts";
import type { Unit } from "../quantity.ts";
import { capText, makeVisible } from "../visible.ts";

/** Longer labels leave no room for what is drawn. */
const LABEL_CHARACTERS = 28;

/** More than a picture shows, also of an axis without zero, whose ends differ by a two hundredth or more. */
const DIGITS = 5;
const DECIMALS = 9;

/** Axes of these lengths can be written to nine decimals and without an exponent. */
export const LEAST_REACH = 1e-6;
export const MOST_REACH = 1e15;

/** What no version of Mermaid reads as anything but itself inside quotes; the fence and GitHub see nothing in it either. */
const UNSAFE = /[^\p{L}\p{M}\p{N} .,_=+/()-]+/gu;

const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  rate: "percent",
  number: "value",
  count: "count",
  milliseconds: "milliseconds",
  seconds: "seconds",
  bytes: "bytes",
  dollars: "dollars",
  euros: "euros",
};

/** What an axis of a unit is called, and what its values are multiplied by. */
export function mermaidUnit(unit: Unit): { readonly title: string; readonly factor: number } {
  return { title: UNIT_WORDS[unit], factor: unit === "rate" ? 100 : 1 };
}

/** Untrusted text as the content of a quoted string or a title in Mermaid: what could mean anything there is left out. */
export function mermaidText(text: string, limit = LABEL_CHARACTERS): string {
  const safe = makeVisible(capText(text)).replace(UNSAFE, " ").replace(/ +/g, " ").trim();
  const characters = charactersOf(safe);
  return characters.length <= limit ? safe : `${characters.slice(0, limit - 3).join("")}...`;
}

/** Labels of one axis, no two alike: Mermaid would draw those in one place. */
export function mermaidLabels(labels: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return labels.map((label, index) => {
    const text = mermaidText(label);
    const unique = text === "" || taken.has(text) ? `${text} (${index + 1})`.trim() : text;
    taken.add(unique);
    return unique;
  });
}

/** A finite number as Mermaid reads it, without an exponent: five digits, of which nine decimals at most. */
export function mermaidNumber(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS)) + 0;
  return rounded.toFixed(DECIMALS).replace(/\.?0+$/, "");
}
