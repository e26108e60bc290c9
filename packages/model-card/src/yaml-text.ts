/** What front matter holds. Maps keep the order that they were made in, and any key works. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlMap;

export type YamlMap = ReadonlyMap<string, YamlValue>;

/** Words that need no quotes whatever reads them: none of YAML 1.1's booleans, nulls, numbers or times. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_/-]*(?:\.[A-Za-z0-9_/-]+)*$/;
const NOT_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** What YAML allows in no text, or not on one line, or what nobody would see. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\uFFFE\uFFFF]/gu;

/**
 * A line or more for one key of a block mapping, each line ended by a line feed. Every string is read back as itself by
 * YAML 1.1 (PyYAML, which Hugging Face's own library uses) and 1.2 alike; half a surrogate pair becomes U+FFFD.
 */
export function yamlEntry(key: string, value: YamlValue, indent = ""): string {
  return `${indent}${yamlScalar(key)}:${rest(value, indent)}`;
}

/** A list as a whole document. */
export function yamlList(items: readonly YamlValue[], indent = ""): string {
  return items.map((item) => listItem(item, indent)).join("");
}

function rest(value: YamlValue, indent: string): string {
  if (isList(value)) return value.length === 0 ? " []\n" : `\n${yamlList(value, indent)}`;
  if (isMap(value)) return value.size === 0 ? " {}\n" : `\n${entries(value, `${indent}  `)}`;
  return ` ${yamlScalar(value)}\n`;
}

function listItem(item: YamlValue, indent: string): string {
  if (isList(item)) {
    return item.length === 0 ? `${indent}- []\n` : `${indent}-\n${yamlList(item, `${indent}  `)}`;
  }
  if (!isMap(item)) return `${indent}- ${yamlScalar(item)}\n`;
  if (item.size === 0) return `${indent}- {}\n`;
  return `${indent}- ${entries(item, `${indent}  `).slice(indent.length + 2)}`;
}

function entries(map: YamlMap, indent: string): string {
  return Array.from(map, ([key, value]) => yamlEntry(key, value, indent)).join("");
}

function yamlScalar(value: string | number | boolean | null): string {
  if (typeof value === "string") return yamlString(value);
  // YAML 1.1 knows no exponent without a point: 1e-7 would be text.
  return typeof value === "number" ? String(value).replace(/^(-?\d+)e/, "$1.0e") : String(value);
}

/** JSON's strings are YAML's, but for what neither may hold as it is. */
function yamlString(text: string): string {
  if (PLAIN.test(text) && !NOT_TEXT.test(text)) return text;
  return JSON.stringify(text.toWellFormed()).replace(UNPRINTABLE, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
  });
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isMap(value: YamlValue): value is YamlMap {
  return value instanceof Map;
}
