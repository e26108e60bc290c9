import type { Question } from "./question.ts";

const VALUES = [true, false, 0, 1.5, -1, "", "text", "用户😀", {}, { deep: { list: [1, null, "é"] } }, [], [1, "a"]];

const SHAPES: Readonly<Record<string, object>> = {
  static: { defaultVariant: "one" },
  "no default": {},
  "default null": { defaultVariant: null },
  "empty rule": { defaultVariant: "one", targeting: {} },
  "rule null": { defaultVariant: "one", targeting: null },
  disabled: { state: "DISABLED", defaultVariant: "one", targeting: { if: [true, "two"] } },
  match: { defaultVariant: "one", targeting: { if: [{ var: "wanted" }, { var: "wanted" }, "two"] } },
  "rule without answer": { defaultVariant: "one", targeting: { if: [false, "two"] } },
  "rule without answer or default": { targeting: { if: [false, "two"] } },
  "unknown variant": { defaultVariant: "one", targeting: { if: [true, "three"] } },
  "unknown operator": { defaultVariant: "one", targeting: { teleport: ["two"] } },
  "a list for a rule": { defaultVariant: "one", targeting: ["two"] },
  "a text for a rule": { defaultVariant: "one", targeting: "two" },
  "a boolean for a rule": { defaultVariant: "one", targeting: true },
  "metadata of its own": { defaultVariant: "one", metadata: { owner: "ann", version: 2, isOld: false } },
};
const METADATA = [undefined, {}, { flagSetId: "shapes", version: 1 }];
const WANTED = [undefined, "one", "two", "three", true, false, 1, null, "", 'o"ne', "\\", ["one"]];

/** Flags of every shape with values of every type, in files with and without metadata. */
export function flagShapes(): readonly Question[] {
  const flags = Object.entries(SHAPES).flatMap(([name, shape]) => {
    return VALUES.map((value, index) => [`${name} ${index}`, flagOf(shape, value)] as const);
  });
  return METADATA.map((metadata) => ({
    definition: JSON.stringify({ flags: Object.fromEntries(flags), metadata }),
    flags: flags.map(([name]) => name),
    contexts: WANTED.map((wanted) => (wanted === undefined ? {} : { targetingKey: "user-1", wanted })),
  }));
}

function flagOf(shape: object, value: unknown): object {
  return { state: "ENABLED", variants: { one: value, two: "2", true: "yes", "1": "number" }, ...shape };
}
