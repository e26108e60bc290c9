import * as v from "valibot";

const MOST_ENTRIES = 1_000;
const MOST_CHARACTERS = 500;

/**
 * An object of JSON as a Map in its order, so that `constructor` and `__proto__` are names like any other: `v.record` would drop
 * them. A wrong value is named by its key.
 */
export function mapOf<Value>(
  values: v.GenericSchema<unknown, Value>,
): v.GenericSchema<unknown, ReadonlyMap<string, Value>> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const { value } = dataset;
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        addIssue({ message: "must be an object" });
        return NEVER;
      }
      const entries = Object.entries(value);
      if (entries.length > MOST_ENTRIES) addIssue({ message: `must have at most ${MOST_ENTRIES} entries` });
      const map = new Map<string, Value>();
      for (const [key, entry] of entries.slice(0, MOST_ENTRIES)) {
        const path = { type: "unknown", origin: "value", input: value, key, value: entry } as const;
        if (key.length > MOST_CHARACTERS) addIssue({ message: "must have a shorter name", path: [path] });
        const result = v.safeParse(values, entry);
        if (result.success) map.set(key, result.output);
        else addIssue({ message: result.issues[0].message, input: entry, path: [path] });
      }
      return map;
    }),
  );
}
