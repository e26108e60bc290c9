const KEY = { var: "targetingKey" };
const FLAG = { var: "$flagd.flagKey" };
const VARIANTS = { a: "A", b: "B", c: "C", true: "T", "1": "one" };

type Rules = Readonly<Record<string, unknown>>;

/** Splits, by what is special about each of them. */
const SPLITS: Rules = {
  "flag key and targeting key": { fractional: [{ cat: [FLAG, KEY] }, ["a", 1], ["b", 999]] },
  "a salt and the targeting key": { fractional: [{ cat: ["ranker-1/", KEY] }, ["a", 25_000], ["b", 75_000]] },
  "the targeting key alone": { fractional: [KEY, ["a", 1], ["b", 1], ["c", 1]] },
  "a salt beyond ASCII": { fractional: [{ cat: ["盐😀/", KEY] }, ["a", 1], ["b", 2]] },
  "no unit": {
    fractional: [
      ["a", 50],
      ["b", 50],
    ],
  },
  "a flag's name beyond ASCII: 旗😀": {
    fractional: [
      ["a", 1],
      ["b", 3],
    ],
  },
  "no unit, no weights": { fractional: [["a"], ["b"], ["c"]] },
  "no unit, one share": { fractional: [["a", 7]] },
  "a weight of 0": { fractional: [KEY, ["a", 0], ["b", 1], ["c", 1]] },
  "a negative weight": { fractional: [KEY, ["a", -5], ["b", 1], ["c", 3]] },
  "the largest sum": { fractional: [KEY, ["a", 1], ["b", 2_147_483_646]] },
  "a weight that is computed": { fractional: [KEY, ["a", { "*": [2, 3] }], ["b", { if: [{ var: "age" }, 4, 1] }]] },
  "variants that are computed": { fractional: [KEY, [{ if: [{ var: "age" }, "a", "b"] }, 1], ["c", 1]] },
  "one in another": {
    fractional: [KEY, [{ fractional: [FLAG, ["a", 1], ["b", 1]] }, 1], [{ fractional: [["b"], ["c"]] }, 2]],
  },
  "in a condition": {
    if: [{ "==": [{ fractional: [KEY, ["in", 1], ["out", 1]] }, "in"] }, { fractional: [["a"], ["b"]] }, "c"],
  },
};

/** What is no split, or hardly one. */
const ODDITIES: Rules = {
  "a unit that is not there": { fractional: [{ var: "nobody" }, ["a", 1], ["b", 1]] },
  "a unit that is a number": { fractional: [{ var: "age" }, ["a", 1], ["b", 1]] },
  "a unit that is a list": { fractional: [{ merge: ["a", 1] }, ["b", 1]] },
  "all weights 0": { fractional: [KEY, ["a", 0], ["b", 0]] },
  "a sum of 2^31": { fractional: [KEY, ["a", 1], ["b", 2_147_483_647]] },
  "a weight beyond 2^53": { fractional: [KEY, ["a", 1e300], ["b", 1]] },
  "a weight that is no integer": { fractional: [KEY, ["a", 0.5], ["b", 0.5]] },
  "a weight in a text": { fractional: [KEY, ["a", "1"], ["b", 1]] },
  "a weight that is null": { fractional: [KEY, ["a", null], ["b", 3]] },
  "variants null, true and 1": { fractional: [KEY, [null, 1], [true, 1], [1, 1]] },
  "an unknown variant": { fractional: [KEY, ["a", 1], ["z", 1]] },
  "an entry that is no list": { fractional: [KEY, ["a", 1], "b"] },
  "an empty entry": { fractional: [KEY, ["a", 1], []] },
  "a third part of an entry": { fractional: [KEY, ["a", 1, "x"], ["b", 1]] },
  "100 shares": {
    fractional: [KEY, ...Array.from({ length: 100 }, (_, index) => [["a", "b", "c"][index % 3], index + 1])],
  },
};

/** Flags whose name is their rule's. */
export interface Forms {
  readonly definition: string;
  readonly flags: readonly string[];
}

export const SPLIT_FORMS = formsOf(SPLITS);
export const ODD_FORMS = formsOf(ODDITIES);

function formsOf(rules: Rules): Forms {
  const flags = Object.entries(rules).map(([name, targeting]) => {
    return [name, { state: "ENABLED", variants: VARIANTS, defaultVariant: "c", targeting }] as const;
  });
  return { definition: JSON.stringify({ flags: Object.fromEntries(flags) }), flags: flags.map(([name]) => name) };
}
