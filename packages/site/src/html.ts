import { capText, makeVisible } from "@airworthy/report";
import { escapeHtml } from "@airworthy/report/page";

/**
 * More than a path of the site's own has. A name's characters take up to twelve bytes each when they are shown, and it stands
 * in many places of a page, which is to stay below 500 kB whatever things are called.
 */
const NAME_CHARACTERS = 250;

/** Markup that may be written as it is. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a place of a template. */
export type Place = Html | string | number | null | readonly Place[];

/**
 * Markup with places: a string in one is untrusted, so it is capped, made visible and escaped, in text as in a quoted
 * attribute. Null is nothing, a list its members one after the other.
 */
export function html(parts: TemplateStringsArray, ...places: readonly Place[]): Html {
  return new Html(parts.map((part, index) => part + markupOf(places[index] ?? null)).join(""));
}

function markupOf(place: Place): string {
  if (place === null) return "";
  if (place instanceof Html) return place.markup;
  if (typeof place === "number") return String(place);
  if (typeof place === "string") return escapeHtml(makeVisible(capText(place, NAME_CHARACTERS)));
  return place.map(markupOf).join("");
}

/** Untrusted text that may be longer than a name, such as a headline. */
export function sentence(text: string): Html {
  return new Html(escapeHtml(makeVisible(capText(text))));
}
