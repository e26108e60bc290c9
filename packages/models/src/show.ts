const SHOWN = 80;

/** A value from outside in a few words, for a message. */
export function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return cut(typeof value === "string" ? JSON.stringify(value) : String(value), SHOWN);
}

/** `text`, or its beginning where it is longer than `most` characters. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** An object's own property; of anything else, and of what is only inherited, undefined. */
export function own(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
