/** A flag as flagd's definition has it; what of it matters here is looked at, the rest is kept. */
export type FlagDefinition = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
