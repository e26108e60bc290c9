import { checkShape, UserError } from "@airworthy/evidence";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { expect, test } from "vitest";
import { jsonSchemaOf } from "../cases/mapping-schema.ts";
import { PERTURBATION_NAMES, perturbationSchema } from "./registry.ts";

const schema = v.strictObject({ perturb: perturbationSchema });

function problemOf(perturb: unknown): string {
  try {
    checkShape(schema, { perturb }, "suite.yml");
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "";
}

test("one perturbation or several are a list", () => {
  expect(checkShape(schema, { perturb: { by: "typos" } }, "s").perturb).toEqual([{ by: "typos" }]);
  const several = [
    { by: "typos", swaps: 2 },
    { by: "casing", to: "upper" },
  ];
  expect(checkShape(schema, { perturb: several }, "s").perturb).toEqual([
    { by: "typos", swaps: 2 },
    { by: "casing", to: ["upper"] },
  ]);
});

test("an unknown perturbation names the nearest, or all of them", () => {
  expect(problemOf({ by: "typo" })).toBe(
    'suite.yml is not valid:\n  perturb.by: "typo" was given; it must be a known perturbation; did you mean typos?',
  );
  expect(problemOf([{ by: "typos" }, { by: "permute_rows" }])).toContain("perturb.1.by: ");
  expect(problemOf([{ by: "typos" }, { by: "permute_rows" }])).toContain("did you mean permute-rows?");
  expect(problemOf({ by: "magic-wand" })).toContain(`known are ${PERTURBATION_NAMES.join(", ")}`);
});

test("what is no perturbation at all is told what one is", () => {
  for (const value of ["typos", 7, null]) expect(problemOf(value)).toContain("must be a perturbation: a mapping");
  expect(problemOf({})).toContain("perturb.by: nothing was given; it must be a known perturbation; known are typos");
  expect(problemOf([])).toContain("must not be empty");
});

test("a wrong or unknown field of a perturbation is named", () => {
  expect(problemOf({ by: "typos", swap: 1 })).toContain("perturb.swap: unknown field; did you mean swaps?");
  expect(problemOf({ by: "typos", swaps: 0 })).toContain("perturb.swaps: 0 was given; it must be at least 1");
  expect(problemOf({ by: "casing" })).toContain("perturb.to: missing");
  expect(problemOf({ by: "protected" })).toContain("must have a lexicon or groups");
  expect(
    problemOf({
      by: "protected",
      groups: [
        ["a", "b"],
        ["c", "d", "e"],
      ],
    }),
  ).toContain("must be lists of one length");
  expect(problemOf({ by: "protected", groups: [["(a", "b"]] })).toContain("must begin with a letter");
  expect(problemOf({ by: "monotone", field: "x" })).toContain("must have one of add, up-to and down-to");
  expect(problemOf({ by: "monotone", field: "x", add: [1, -1] })).toContain("must go one way");
  expect(problemOf({ by: "rescale", field: "x", factor: 1 })).toContain("must be neither 0 nor 1");
  expect(problemOf({ by: "synonyms", words: {} })).toContain("must not be empty");
  expect(problemOf({ by: "flip", field: "x", values: ["a"] })).toContain("must have at least 2 values");
});

test("every perturbation has a JSON Schema with a description", () => {
  const converted = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode: "input",
    ignoreActions: ["check"],
    overrideSchema: ({ valibotSchema }) => {
      const mapping = jsonSchemaOf(valibotSchema);
      return mapping === undefined ? undefined : { ...mapping };
    },
  });
  const text = JSON.stringify(converted);
  for (const name of PERTURBATION_NAMES) expect(text).toContain(`"by":{"const":"${name}","description":"`);
});
