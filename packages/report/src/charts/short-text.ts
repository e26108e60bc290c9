import { charactersOf, displayWidth } from "../display-width.ts";
import { capText, makeVisible } from "../visible.ts";

/** Untrusted text on one line, cut to so many columns. */
export function shortText(text: string, columns: number): string {
  const visible = makeVisible(capText(text));
  if (displayWidth(visible) <= columns) return visible;
  let kept = "";
  let width = 0;
  for (const character of charactersOf(visible)) {
    width += displayWidth(character);
    if (width >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}
