import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { atStep } from "../../fixtures/example.ts";
import { type FlagDefinition, flagOf } from "./flag-definition.ts";
import { readFlag, writeFlag } from "./flags-file.ts";

const DEFINITION: FlagDefinition = {
  state: "ENABLED",
  variants: { stable: `sha256:${"b".repeat(64)}` },
  defaultVariant: "stable",
  metadata: { rollout: "m-1" },
};

/** As somebody wrote it: with a number that loses digits when parsed, keys out of order, an escape, odd white space. */
const BY_HAND = `{
    "metadata": {"flagSetId" : "team"},
    "flags": {
        "9": { "state": "ENABLED", "variants": {"b": 1e2, "a": 12345678901234567890}, "defaultVariant": "b" },
        "m\\u006fdel": {"state":"DISABLED", "variants": {"a": true}},
        "1": {"state": "ENABLED", "variants": {"x": "}\\"{,"}, "defaultVariant": "x"}
    },
    "$evaluators": {"s": {"==": [1, 1]}}
}
`;

test("a file is begun where there is none", () => {
  const text = writeFlag(null, "m", DEFINITION, "flags.json");
  expect(JSON.parse(text)).toEqual({ $schema: "https://flagd.dev/schema/v0/flags.json", flags: { m: DEFINITION } });
  expect(text).toBe(
    `${JSON.stringify({ $schema: "https://flagd.dev/schema/v0/flags.json", flags: { m: DEFINITION } }, null, 2)}\n`,
  );
});

test("one flag is replaced, and every other byte stays as somebody wrote it", () => {
  const text = writeFlag(BY_HAND, "model", DEFINITION, "flags.json");
  const [before = "", after = ""] = BY_HAND.split('{"state":"DISABLED", "variants": {"a": true}}');
  expect(text.startsWith(before)).toBe(true);
  expect(text.endsWith(after)).toBe(true);
  expect(readFlag(text, "model", "flags.json")).toEqual(DEFINITION);
});

test("a flag that is new comes after the others, as deep as they are", () => {
  const text = writeFlag(BY_HAND, "new", DEFINITION, "flags.json");
  expect(text).toContain('"defaultVariant": "x"},\n        "new": {\n          "state": "ENABLED",');
  const [added = ""] = /,\n {8}"new": \{[\s\S]*?\n {8}\}/.exec(text) ?? [];
  expect(text.replace(added, "")).toBe(BY_HAND);
});

test("line ends stay what they are", () => {
  const text = writeFlag(BY_HAND.replaceAll("\n", "\r\n"), "new", DEFINITION, "flags.json");
  expect(text.replaceAll("\r\n", "")).not.toContain("\n");
});

test.each(["__proto__", "constructor", 'a"b', "é😀", "\u0000"])("%j is a flag like any other", (flag) => {
  const text = writeFlag(BY_HAND, flag, DEFINITION, "flags.json");
  expect(readFlag(text, flag, "flags.json")).toEqual(DEFINITION);
  expect(readFlag(BY_HAND, flag, "flags.json")).toBeUndefined();
  expect(writeFlag(text, flag, DEFINITION, "flags.json")).toBe(text);
});

test.each([
  ["", /is not JSON/],
  ["{", /is not JSON/],
  ["[]", /is no flag definition/],
  ["{}", /is no flag definition/],
  ['{"flags": []}', /is no flag definition/],
  ['{"flags": {}, "flags": {}}', /is no flag definition/],
  ['{"flags": {"m": {}, "m": {}}}', /the flag "m" twice/],
])("%s is refused", (text, message) => {
  expect(() => writeFlag(text, "m", DEFINITION, "flags.json")).toThrow(UserError);
  expect(() => writeFlag(text, "m", DEFINITION, "flags.json")).toThrow(message);
});

test("whatever else is in a file, writing a flag changes that flag alone", () => {
  const flags = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([key]) => key, maxLength: 5 });
  fc.assert(
    fc.property(flags, fc.jsonValue(), fc.string(), fc.constantFrom(0, 2, "\t"), (entries, other, flag, indent) => {
      const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value, null, indent)}`);
      const given = `{"other":${JSON.stringify(other)} ,"flags": {${members.join(" ,\n")}}}`;
      const text = writeFlag(given, flag, DEFINITION, "flags.json");
      expect(readFlag(text, flag, "flags.json")).toEqual(DEFINITION);
      expect(text.startsWith(`{"other":${JSON.stringify(other)} ,"flags": {`)).toBe(true);
      for (const [key, value] of entries) {
        if (key !== flag) expect(JSON.stringify(readFlag(text, key, "flags.json"))).toBe(JSON.stringify(value));
      }
    }),
  );
});

test("a rollout's flag is written and read back as it is", () => {
  const definition = flagOf(atStep(2)) ?? DEFINITION;
  expect(readFlag(writeFlag(BY_HAND, "m", definition, "flags.json"), "m", "flags.json")).toEqual(definition);
});
