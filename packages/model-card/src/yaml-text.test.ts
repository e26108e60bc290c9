import { readYaml } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type YamlValue, yamlEntry, yamlList } from "./yaml-text.ts";

// Written by hand from YAML 1.2.2, chapters 7 and 8.
test("a mapping in a list stands behind its dash, with the rest beneath", () => {
  const item = new Map<string, YamlValue>([
    ["task", new Map([["type", "text-classification"]])],
    ["values", [1, 0.5]],
  ]);
  expect(yamlEntry("model-index", [item])).toBe(
    "model-index:\n- task:\n    type: text-classification\n  values:\n  - 1\n  - 0.5\n",
  );
  expect(yamlList(["a", [], new Map()])).toBe("- a\n- []\n- {}\n");
});

describe("text that YAML 1.1 or 1.2 would take for something else is quoted", () => {
  test.each([
    "yes",
    "No",
    "on",
    "null",
    "1_000",
    "0x1f",
    "12:30",
    "2001-01-01",
    "1e3",
    "",
    "~",
    "a: b",
    "#x",
    "<<",
    "- a",
  ])("%j", (text) => {
    expect(yamlEntry("k", text)).toBe(`k: ${JSON.stringify(text)}\n`);
  });
});

test("a number with an exponent has a point, without which YAML 1.1 reads text", () => {
  expect(yamlEntry("k", 1e-7)).toBe("k: 1.0e-7\n");
  expect(yamlEntry("k", -2.5e-9)).toBe("k: -2.5e-9\n");
  expect(yamlEntry("k", 1e21)).toBe("k: 1.0e+21\n");
});

test("half a surrogate pair, which no UTF-8 file can hold, is replaced", () => {
  expect(yamlEntry("k", "a\ud800")).toBe('k: "a\ufffd"\n');
});

const { value: anything } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(fc.string({ unit: "binary" }), tie("value")), { selector: ([key]) => key, maxLength: 4 })
      .map((entries) => new Map(entries)),
  ),
}));

test("every value is read back as itself by both versions of YAML", () => {
  fc.assert(
    fc.property(anything, (value) => {
      const text = yamlEntry("k", value);
      expect(plain(readYaml(text, "x").value)).toEqual({ k: expected(value) });
      expect(plain(parse(text, { version: "1.1", mapAsMap: false }))).toEqual({ k: expected(value) });
    }),
    { numRuns: 300 },
  );
});

/** Own properties alone, so that "__proto__" is a key like others. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function expected(value: YamlValue): unknown {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([key, inner]) => [key, expected(inner)]));
  return Array.isArray(value) ? value.map(expected) : value;
}
