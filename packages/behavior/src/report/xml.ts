/** What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const MARKUP = /[&<>"'\t\n\r]/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

/**
 * An element with its attributes, and either text, which is escaped, or elements, each on a line of its own. Names are
 * trusted, values are not: what XML cannot hold becomes U+FFFD.
 */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string | readonly string[],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const start = `<${name}${written.join("")}`;
  if (content.length === 0) return `${start}/>`;
  if (typeof content === "string") return `${start}>${escapeXml(content)}</${name}>`;
  const lines = content.map((element) => `\n  ${element.replaceAll("\n", "\n  ")}`);
  return `${start}>${lines.join("")}\n</${name}>`;
}

/**
 * Text as XML 1.0 holds it, in an element as in an attribute. White space other than a space is written by number, since a
 * reader makes spaces of it in an attribute.
 */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, "\ufffd")
    .replace(MARKUP, (character) => ENTITIES.get(character) ?? `&#${character.charCodeAt(0)};`);
}
